"""
Where the time of reading goes: by part of sayso, and by operation inside the network.

Processor time of this process, so that other work on the machine does not count; a part's time is without that of the
parts it calls. Wrapping the parts costs below 1 %.
"""

import collections
import contextlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from sayso.records import Article

# what is timed: its name in the table, the module that calls it, and by what name
PARTS = (
    ("sentences and quotations", "sayso.segment", "split_sentences"),
    ("attributions", "sayso.attribute.reader.Reader", "read"),
    ("wordpieces", "sayso.attribute.reader", "split_words"),
    ("network", "sayso.attribute.reader.Reader", "_score"),
    ("spans and links", "sayso.attribute.reader", "decode"),
    ("sources and vias", "sayso.resolve", "resolve_article"),
    ("lines of JSON", "sayso.export.jsonl", "attribution_line"),
)


class Stopwatch:
    """Processor seconds of each part, without those of the parts that it called."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = collections.defaultdict(float)
        self.calls: collections.Counter[str] = collections.Counter()
        self._inner = [0.0]

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, timed under ``name``."""

        def call(*values: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            began = time.process_time()
            try:
                return function(*values, **named)
            finally:
                whole = time.process_time() - began
                self.seconds[name] += whole - self._inner.pop()
                self.calls[name] += 1
                self._inner[-1] += whole

        return call


@contextlib.contextmanager
def watching() -> Iterator[Stopwatch]:
    """All parts timed."""
    watch = Stopwatch()
    with contextlib.ExitStack() as stack:
        for name, owner, attribute in PARTS:
            path = f"{owner}.{attribute}"
            stack.enter_context(mock.patch(path, watch.timed(name, _found(owner, attribute))))
        yield watch


def _found(owner: str, attribute: str) -> Callable[..., Any]:
    import pkgutil

    function: Callable[..., Any] = getattr(pkgutil.resolve_name(owner), attribute)
    return function


def by_part(rows: Sequence[dict[str, Any]], reader: str) -> dict[str, float]:
    """Milliseconds an article of each part, largest first, and articles a second of one core."""
    from sayso import pipeline
    from sayso.export import jsonl

    now = datetime.now(UTC)
    articles = [Article(row["id"], row["id"], None, None, None, None, row["text"], None, now) for row in rows]
    models = pipeline.load_models(reader, vectors=False)
    pipeline.annotate(articles[:1], models)
    with watching() as watch:
        began = time.process_time()
        for article in articles:
            for annotated in pipeline.annotate([article], models):
                json.dumps(jsonl.attribution_line(annotated, row_id=article.id))
        whole = time.process_time() - began
    parts = sorted(watch.seconds.items(), key=lambda part: -part[1])
    return {
        **{f"{name}, ms an article": 1000 * seconds / len(articles) for name, seconds in parts},
        "everything else, ms an article": 1000 * (whole - sum(watch.seconds.values())) / len(articles),
        "windows an article": watch.calls["network"] / len(articles),
        "articles a second of one core": len(articles) / whole,
    }


def by_operation(reader: str, *, pieces: int = 217, times: int = 40) -> dict[str, float]:
    """Microseconds of each operation of the network for one window, the largest first: its nodes' 30th centiles."""
    import numpy as np
    import onnxruntime

    from sayso.models import SLOW_FUSION, model_path, reader_files

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.enable_profiling = True
    with tempfile.TemporaryDirectory() as folder:
        options.profile_file_prefix = str(Path(folder) / "nodes")
        path = str(model_path(reader_files(reader)[0]))
        session = onnxruntime.InferenceSession(path, options, disabled_optimizers=[SLOW_FUSION])
        ids = np.random.default_rng(0).integers(1000, 20000, (1, pieces))
        for _ in range(times):
            session.run(None, {"ids": ids, "features": ids % 6})
        events = json.loads(Path(session.end_profiling()).read_text(encoding="utf-8"))
    nodes = collections.defaultdict(list)
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            nodes[event["args"]["op_name"], event["name"]].append(event["dur"])
    total: dict[str, float] = collections.defaultdict(float)
    for (operation, _), durations in nodes.items():
        total[operation] += float(np.percentile(durations, 30))
    largest = sorted(total.items(), key=lambda part: -part[1])[:12]
    return {f"network: {operation}, µs a window": value for operation, value in largest}
