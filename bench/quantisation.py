"""
What int8 costs: PolNeAR dev and CofeNet's cut read with the shipped reader and with its float32 form, in percent.

usage: python -m bench.quantisation --float32 FILE [--corpora DIR] [--json FILE]

FILE is the ``reader.float32.onnx`` that ``training/make_models.py`` leaves beside ``reader.onnx``; everything else
(CRF, rules, resolution) is the same. Both are read in this process, on one core: three minutes.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import attribution, cofenet
from bench.common import NotMeasured, arguments, corpus, main_of, report
from sayso import models
from sayso.errors import NoArticleText
from sayso.ingest import article_from_text
from sayso.pipeline import Models, annotate, load_models
from sayso.records import Span

READER = "reader.onnx"


@contextmanager
def weights_with(reader: Path, folder: Path) -> Iterator[None]:
    """Inside, the package's models are the shipped ones, but for the reader's network."""
    shutil.copytree(models.weights_folder(), folder)
    shutil.copy(reader, folder / READER)
    manifest = models.manifest() | {READER: hashlib.sha256(reader.read_bytes()).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with patch.object(models, "weights_folder", lambda: folder):
        _forget()
        yield
    _forget()


def _forget() -> None:
    models.manifest.cache_clear()
    models.model_path.cache_clear()


def read(texts: Sequence[Mapping[str, Any]], loaded: Models) -> dict[str, list[dict[str, Any]]]:
    """The attributions of rows with id and text, by id."""
    now = datetime.now(UTC)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in texts:
        try:
            article = article_from_text(row["text"], input_id=row["id"], retrieved=now)
        except NoArticleText:
            continue
        found[row["id"]] = [
            {"source": _pairs(a.source), "cue": _pairs(a.cue), "content": _pairs(a.content), "parent": a.parent}
            for a in annotate([article], loaded)[0].attributions
        ]
    return found


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def figures(corpora: Path) -> dict[str, float]:
    """Every figure of the two corpora with the models that are in place."""
    loaded = load_models(vectors=False)
    articles = attribution.primary(corpus(corpora, "attribution/polnear/dev.jsonl"))
    found = attribution.tally(articles, read(articles, loaded), cuts=False).values()
    items = cofenet.items_of(corpus(corpora, "attribution/cofenet/valid.txt"))
    cut = cofenet.score(items, read(items, loaded)).values()
    return {f"PolNeAR: {name}": value for name, value in found.items()} | {f"CofeNet: {n}": v for n, v in cut.items()}


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--float32", type=Path, required=True, help="the reader before it was made int8")
    options = parser.parse_args()
    if not options.float32.exists():
        raise NotMeasured(f"{options.float32} is not there: training/make_models.py makes it")
    int8 = figures(options.corpora)
    with tempfile.TemporaryDirectory() as scratch, weights_with(options.float32, Path(scratch) / "weights"):
        whole = figures(options.corpora)
    report("float32", whole)
    report("int8", int8)
    lost = {name: value - whole[name] for name, value in int8.items()}
    report("int8 less float32 (percentage points)", lost)
    if options.json:
        both = {name: {"int8": value, "float32": whole[name]} for name, value in int8.items()}
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(both, indent=1) + "\n", encoding="utf-8")
    print(f"largest difference: {max(lost.values(), key=abs):+.2f}")


if __name__ == "__main__":
    main_of(run)
