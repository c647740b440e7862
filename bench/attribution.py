"""
Who says what, on PolNeAR: exact spans and linked attributions of the reader, in percent.

usage: python -m bench.attribution [--corpora DIR] [--split dev] [--json FILE]

Exact: every contiguous fragment of a role (source, cue, content) is an item; right when start and end agree.
Linked: an attribution is right when its cue, content and source overlap those of a gold one (or both have no source);
one-to-one, greedy in text order. Micro-averaged. The referee script, where there is one, is run too and shown.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.common import arguments, corpus, main_of, referee, report, rows, sayso, write_rows

ROLES = ("source", "cue", "content")
Spans = list[list[int]]
Attribution = dict[str, Spans]


def touch(a: Spans, b: Spans) -> bool:
    """Whether any span of one shares a character with any of the other."""
    return any(start < end2 and start2 < end for start, end in a for start2, end2 in b)


def same_attribution(found: Attribution, gold: Attribution) -> bool:
    """Whether the two overlap in content and in source (cues are compared by ``pair``)."""
    sources = touch(found["source"], gold["source"]) or not (found["source"] or gold["source"])
    return sources and touch(found["content"], gold["content"])


def pair(found: list[Attribution], gold: list[Attribution], fits: Callable[[Attribution, Attribution], bool]) -> int:
    """How many can be paired: gold ones with a cue first, then those without, to what is left."""
    left = list(gold)
    free = list(found)
    pairs = 0
    for with_cue in (True, False):
        for one in list(free):
            for other in left:
                cues = touch(one["cue"], other["cue"]) if with_cue else not other["cue"]
                if cues and fits(one, other):
                    left.remove(other)
                    free.remove(one)
                    pairs += 1
                    break
    return pairs


def f1(hits: int, found: int, gold: int) -> float:
    """F1 in percent."""
    return 200 * hits / (found + gold) if found + gold else 0.0


def score(gold: dict[str, list[Attribution]], found: dict[str, list[Attribution]]) -> dict[str, float]:
    """F1 in percent of each role's exact spans, and of linked attributions."""
    counts = {name: [0, 0, 0] for name in (*ROLES, "linked")}
    for article, wanted in gold.items():
        got = [a for a in found.get(article, ()) if a["content"]]
        for role in ROLES:
            ours, theirs = ({tuple(span) for a in side for span in a[role]} for side in (got, wanted))
            _count(counts[role], len(ours & theirs), len(ours), len(theirs))
        _count(counts["linked"], pair(got, wanted, same_attribution), len(got), len(wanted))
    names = {"source": "exact source F1", "cue": "exact cue F1", "content": "exact content F1", "linked": "linked F1"}
    return {names[key]: f1(*value) for key, value in counts.items()}


def _count(row: list[int], hits: int, found: int, gold: int) -> None:
    row[0] += hits
    row[1] += found
    row[2] += gold


def primary(path: Path) -> list[dict[str, Any]]:
    """One line for each article of a PolNeAR file: those that are scored."""
    return [row for row in rows(path) if row.get("primary", True)]


def measure(corpora: Path, folder: Path, split: str = "dev", limit: int = 0) -> dict[str, float]:
    """Read the split with ``sayso read --jsonl`` and score it."""
    articles = primary(corpus(corpora, f"attribution/polnear/{split}.jsonl"))
    articles = articles[:limit] if limit else articles
    inputs, answers = folder / "polnear.jsonl", folder / "attributions.jsonl"
    write_rows(inputs, [{"id": row["id"], "text": row["text"]} for row in articles])
    sayso("read", "--jsonl", inputs, stdout=answers, partial=True)
    gold = {row["id"]: [a for a in row["attributions"] if a["content"]] for row in articles}
    found = {row["id"]: row["attributions"] for row in rows(answers)}
    return score(gold, found)


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        figures = measure(options.corpora, folder, options.split)
        report(f"PolNeAR {options.split}, reader shipped in the package (percent)", figures, to=options.json)
        gold = options.corpora / f"attribution/polnear/{options.split}.jsonl"
        shown = referee(options.corpora, "score_attribution.py", gold, folder / "attributions.jsonl", "--no-slices")
        print(f"\nreferee\n{shown}" if shown else "\nreferee: skipped, no score_attribution.py beside the corpora")


if __name__ == "__main__":
    main_of(run)
