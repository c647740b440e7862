"""
How fast: reading; ``add`` + ``run`` of many articles and of ten more; memory; the commands that answer at once.

usage: python -m bench.speed [--corpora DIR] [--articles 1600] [--skip-big] [--read-many N] [--profile] [--reader NAME]
                             [--json FILE]

Reading is a whole ``sayso read --jsonl`` process over PolNeAR dev less one over a single short text: what is left is
reading, the load taken off. Memory is the proportional set size of the process and its children together, sampled.
"""

import json
import os
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from bench import shares
from bench.attribution import primary
from bench.common import arguments, corpus, main_of, report, rows, sayso, write_rows
from bench.stories import INPUT
from sayso.config import READERS

SAMPLE_SECONDS = 0.25


def memory_of_children() -> int:
    """Bytes that all descendants of this process hold now; 0 where /proc is missing."""
    total = 0
    queue = [os.getpid()]
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(entry.read_text().rpartition(")")[2].split()[1]), []).append(int(entry.parent.name))
        except (OSError, IndexError, ValueError):
            continue
    while queue:
        children = parents.get(queue.pop(), [])
        queue += children
        for child in children:
            try:
                lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
            except (OSError, IndexError, ValueError):
                continue
    return total


class PeakMemory:
    """Samples the memory of all children while it is open, in bytes."""

    def __init__(self) -> None:
        self.samples: list[int] = []
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._closed.wait(SAMPLE_SECONDS):
            self.samples.append(memory_of_children())

    @property
    def peak(self) -> int:
        return max(self.samples, default=0)

    def growth(self) -> float:
        """Median of the last fifth over that of the second fifth: 1 where memory stays flat."""
        fifth = len(self.samples) // 5
        return median(self.samples[-fifth:]) / median(self.samples[fifth : 2 * fifth]) if fifth else 1.0


def reading(corpora: Path, scratch: Path, reader: str) -> dict[str, float]:
    """Articles and words a second of ``sayso read``, after load."""
    polnear = primary(corpus(corpora, "attribution/polnear/dev.jsonl"))
    articles = [{"id": row["id"], "text": row["text"]} for row in polnear]
    many, one, answer = scratch / "many.jsonl", scratch / "one.jsonl", scratch / "answer.jsonl"
    write_rows(many, articles)
    write_rows(one, [{"id": "one", "text": "Rain fell in Harrow on Monday, the mayor said."}])
    load = min(sayso("read", "--reader", reader, "--jsonl", one, stdout=answer) for _ in range(2))
    seconds = sayso("read", "--reader", reader, "--jsonl", many, stdout=answer) - load
    words = sum(len(row["text"].split()) for row in articles)
    return {
        "read: articles": float(len(articles)),
        "read: words an article": words / len(articles),
        "read: seconds to load": load,
        "read: articles a second after load": len(articles) / seconds,
        "read: words a second after load": words / seconds,
    }


def reading_many(corpora: Path, scratch: Path, reader: str, number: int) -> dict[str, float]:
    """Memory of ``sayso read`` over as many articles: those of FNC-1 in turn, each time with another first line."""
    articles = list(rows(corpus(corpora, "stories/fnc1.jsonl")))
    many = scratch / "many.jsonl"
    with many.open("w", encoding="utf-8") as file:
        for i in range(number):
            text = f"Report number {i} of the day.\n\n{articles[i % len(articles)]['text']}"
            file.write(json.dumps({"id": str(i), "text": text}) + "\n")
    with PeakMemory() as memory:
        seconds = sayso("read", "--reader", reader, "--jsonl", many, stdout=scratch / "answer.jsonl", partial=True)
    return {
        "many: articles read": float(number),
        "many: seconds": seconds,
        "many: peak memory, MB": memory.peak / 1e6,
        "many: memory at the end over memory at the beginning": memory.growth(),
    }


def ledger(corpora: Path, scratch: Path, number: int) -> dict[str, float]:
    """``add`` + ``run`` of many articles, then of ten more."""
    articles = [{key: row.get(key) for key in INPUT} for row in rows(corpus(corpora, "stories/fnc1.jsonl"))]
    many, more, file = scratch / "many.jsonl", scratch / "more.jsonl", scratch / "speed.db"
    number = min(number, len(articles) - 10)
    write_rows(many, articles[:number])
    write_rows(more, articles[number : number + 10])
    with PeakMemory() as memory:
        first = sayso("add", "--ledger", file, many) + sayso("run", "--ledger", file, partial=True)
    second = sayso("add", "--ledger", file, more) + sayso("run", "--ledger", file, partial=True)
    return {
        "ledger: articles": float(number),
        "ledger: seconds for add and run": first,
        "ledger: peak memory, MB": memory.peak / 1e6,
        "ledger: seconds for ten more": second,
        "ledger: size, MB": file.stat().st_size / 1e6,
        "ledger: seconds for sayso claims": min(sayso("claims", "--ledger", file) for _ in range(3)),
    }


def start_up(scratch: Path) -> dict[str, float]:
    """Seconds of ``sayso --help``, the whole process, the best of five."""
    return {"start: seconds for sayso --help": min(sayso("--help") for _ in range(5))}


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--articles", type=int, default=1600, help="how many FNC-1 articles to add first")
    parser.add_argument("--skip-big", action="store_true", help="leave out the ledger of many articles")
    parser.add_argument("--read-many", type=int, default=0, metavar="N", help="also read N articles, for the memory")
    parser.add_argument("--profile", action="store_true", help="instead: where the time of reading goes")
    parser.add_argument("--reader", default="standard", choices=READERS, help="which reader reads")
    options = parser.parse_args()
    if options.profile:
        articles = primary(corpus(options.corpora, "attribution/polnear/dev.jsonl"))
        figures = shares.by_part(articles, options.reader) | shares.by_operation(options.reader)
        report("Reading PolNeAR dev, one process", figures, to=options.json)
        return
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        started = time.strftime("%Y-%m-%d")
        figures = start_up(scratch) | reading(options.corpora, scratch, options.reader)
        if options.read_many:
            figures |= reading_many(options.corpora, scratch, options.reader, options.read_many)
        if not options.skip_big:
            figures |= ledger(options.corpora, scratch, options.articles)
        report(f"Speed, {os.cpu_count()} cores, {started}", figures, to=options.json)


if __name__ == "__main__":
    main_of(run)
