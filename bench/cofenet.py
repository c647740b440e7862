"""
Spans on CofeNet's cut of PolNeAR (Wang et al. 2022), counted as CofeNet counts: paragraphs read alone, in percent.

usage: python -m bench.cofenet [--corpora DIR] [--found FILE] [--json FILE]

An item is a paragraph: its tokens joined by one space, read with no context. Tokens beyond the 300th are dropped, of
the annotation too. A contiguous fragment of a role is one item, linked to nothing. Exact: same first and last token;
begin: same first; Jaccard: the mean over annotated fragments of the best overlap divided by the hull, and 0 for every
found fragment that touches none. Two of the 84 articles are counted six times, each time with another annotator's
labels; ``best possible`` is what one annotator's labels, given for every repetition, would score. Found attributions
that stand inside another are left out: PolNeAR annotates none.

Micro-averaged. Intervals are a bootstrap over articles. The referee's figures must agree to 0.1 where it is there.
"""

import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from bench.attribution import compare, outermost, read_texts
from bench.common import arguments, corpus, main_of, referee, report, rows
from bench.intervals import Figure, Tally
from bench.spans import ROLES, Attribution

LIMIT = 300  # tokens of an item
Fragments = dict[str, set[tuple[int, int]]]  # token ranges [begin, end) of each role


def items_of(path: Path) -> list[dict[str, Any]]:
    """The items, each with its number as ``id`` and its ``text``; ``article`` is the same for all annotators of one."""
    return [
        {"id": str(number), "text": " ".join(row["tokens"]), "article": row["id"].rpartition("_")[0], "item": row}
        for number, row in enumerate(rows(path))
    ]


def fragments_of(labels: Sequence[str]) -> Fragments:
    """The fragments of a sequence of B-, I- and O labels; an I- label that goes on from nothing is none."""
    found: Fragments = {role: set() for role in ROLES}
    for at, label in enumerate(labels):
        if label.startswith("B-"):
            role = label[2:]
            end = at + 1
            while end < len(labels) and labels[end] == f"I-{role}":
                end += 1
            found[role].add((at, end))
    return found


def fragments_in(tokens: Sequence[str], attributions: Sequence[Attribution]) -> Fragments:
    """The token ranges that the spans of attributions touch."""
    starts = list(accumulate((len(token) + 1 for token in tokens), initial=0))[:-1]
    ends = [start + len(token) for start, token in zip(starts, tokens, strict=True)]
    found: Fragments = {role: set() for role in ROLES}
    for each in attributions:
        for role in ROLES:
            ranges = ((bisect_right(ends, start), bisect_left(starts, end)) for start, end in each[role])
            found[role] |= {(first, last) for first, last in ranges if first < last}
    return found


def tally(items: Sequence[Mapping[str, Any]], found: Sequence[Fragments]) -> Tally:
    """Count every figure, article by article."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(each["article"] for each in items))}
    counts = Tally(len(numbers))
    for each, ours in zip(items, found, strict=True):
        number, gold = numbers[each["article"]], fragments_of(each["item"]["labels"][:LIMIT])
        for role in ROLES:
            got, wanted = ours[role], gold[role]
            counts.f1(f"exact {role} F1", number, len(got & wanted), len(got), len(wanted))
            begun, begin = ({start for start, _ in side} for side in (got, wanted))
            counts.f1(f"begin {role} F1", number, len(begun & begin), len(begun), len(begin))
            alone = sum(not any(_ratio(one, other) > 0 for other in wanted) for one in got)
            best = sum(max((_ratio(one, other) for other in got), default=0.0) for one in wanted)
            counts.share(f"Jaccard {role}", number, best, len(wanted) + alone)
    return counts


def _ratio(a: tuple[int, int], b: tuple[int, int]) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def best_possible(items: Sequence[Mapping[str, Any]]) -> dict[str, Figure]:
    """What the labels of the first annotator of each text would score on all items."""
    first: dict[str, Fragments] = {}
    for each in items:
        first.setdefault(each["text"], fragments_of(each["item"]["labels"][:LIMIT]))
    figures = tally(items, [first[each["text"]] for each in items]).figures()
    return {f"best possible {name}": figure for name, figure in figures.items() if name.startswith("exact")}


def score(items: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Attribution]]) -> Tally:
    """Count what was found in the items, by their id."""
    outer = ((each["item"]["tokens"][:LIMIT], outermost(found.get(each["id"], ()))) for each in items)
    return tally(items, [fragments_in(tokens, attributions) for tokens, attributions in outer])


def measure(corpora: Path, folder: Path) -> dict[str, float]:
    """Read the items and score them: the figures without intervals."""
    items = items_of(corpus(corpora, "attribution/cofenet/valid.txt"))
    return score(items, read_texts(items, folder, "cofenet")).values()


def in_referee(figures: Mapping[str, Figure]) -> dict[str, str]:
    """What the referee calls each figure."""
    return {name: "cofenet/{} {}".format(*name.lower().split()[:2]) for name in figures}


def run() -> None:
    """The command line; status 1 where the referee comes to other figures."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--found", type=Path, help="score these lines of sayso read --jsonl instead of reading")
    options = parser.parse_args()
    path = corpus(options.corpora, "attribution/cofenet/valid.txt")
    items = items_of(path)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        answers = options.found or folder / "cofenet.jsonl"
        if not options.found:
            read_texts(items, folder, "cofenet")
        figures = score(items, {row["id"]: row["attributions"] for row in rows(answers)}).figures()
        shown = referee(options.corpora, "score_attribution.py", "--cofenet", "--outermost", path, answers)
    report("CofeNet's cut of PolNeAR dev (percent)", figures | best_possible(items), to=options.json)
    compare(figures, shown, in_referee(figures))


if __name__ == "__main__":
    main_of(run)
