"""
How well PolNeAR's annotators agree with one another, counted as the reader is counted, in percent.

usage: python -m bench.annotators [--corpora DIR] [--json FILE]

Articles of the training and development splits that several people annotated: each pair of them, one as the annotation
and the other as what was found. Once as ``bench.attribution`` counts, once as ``bench.cofenet`` does: paragraphs alone,
fragments of a role in tokens (words and marks; CofeNet's own tokens exist for two of the articles only). It says what
the task allows: a reader's figure above it is agreement with habits of annotation. Intervals are a bootstrap over
articles.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import attribution, cofenet
from bench.common import arguments, corpus, main_of, report, rows
from bench.intervals import Figure
from bench.spans import ROLES, Attribution

_TOKEN = re.compile(r"\w+|[^\w\s]")
Pair = tuple[Mapping[str, Any], Mapping[str, Any]]


def pairs_of(corpora: Path) -> list[list[Pair]]:
    """For each article that several people annotated, every two of its annotations."""
    found: dict[str, list[dict[str, Any]]] = {}
    for split in ("train", "dev"):
        for row in rows(corpus(corpora, f"attribution/polnear/{split}.jsonl")):
            found.setdefault(row["id"], []).append(row)
    return [list(itertools.combinations(some, 2)) for _, some in sorted(found.items()) if len(some) > 1]


def as_found(articles: Sequence[Sequence[Pair]]) -> dict[str, Figure]:
    """Counted as ``bench.attribution`` counts, each pair with the weight of an article."""
    ids = [f"{number}/{at}" for number, some in enumerate(articles) for at in range(len(some))]
    pairs = [pair for some in articles for pair in some]
    gold = [{**one, "id": identity} for identity, (one, _) in zip(ids, pairs, strict=True)]
    found = {identity: other["attributions"] for identity, (_, other) in zip(ids, pairs, strict=True)}
    figures = attribution.tally(gold, found, cuts=False).figures()
    return {name: figure for name, figure in figures.items() if "nested" not in name}


def as_fragments(articles: Sequence[Sequence[Pair]]) -> dict[str, Figure]:
    """Counted as ``bench.cofenet`` counts."""
    items: list[dict[str, Any]] = []
    found: list[cofenet.Fragments] = []
    for number, (one, other) in ((number, pair) for number, some in enumerate(articles) for pair in some):
        paragraphs = zip(
            fragments(one["text"], one["attributions"]), fragments(one["text"], other["attributions"]), strict=True
        )
        for (tokens, wanted), (_, got) in paragraphs:
            items.append({"article": str(number), "item": {"labels": labels_of(len(tokens), wanted)}})
            found.append(got)
    figures = cofenet.tally(items, found).figures()
    return {f"CofeNet's counting: {name}": figure for name, figure in figures.items()}


def fragments(text: str, annotated: Sequence[Attribution]) -> Iterator[tuple[list[str], cofenet.Fragments]]:
    """The tokens of each paragraph, and which of them the spans of each role touch."""
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
        tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text, *paragraph.span())]
        marked: cofenet.Fragments = {role: set() for role in ROLES}
        spans = [(role, span) for each in annotated for role in ROLES for span in each[role]]
        for role, (start, end) in spans:
            touched = [at for at, (first, last) in enumerate(tokens[: cofenet.LIMIT]) if first < end and last > start]
            if touched:
                marked[role].add((touched[0], touched[-1] + 1))
        yield [text[first:last] for first, last in tokens], marked


def labels_of(number: int, marked: cofenet.Fragments) -> list[str]:
    """B-, I- and O labels, as CofeNet's files have them; where roles overlap, the later one in ROLES stands."""
    labels = ["O"] * number
    ranges = [(role, each) for role in ROLES for each in sorted(marked[role])]
    for role, (begin, end) in ranges:
        labels[begin:end] = [f"B-{role}", *[f"I-{role}"] * (end - begin - 1)]
    return labels


def run() -> None:
    """The command line."""
    options = arguments(__doc__ or "").parse_args()
    articles = pairs_of(options.corpora)
    number = sum(map(len, articles))
    figures = as_found(articles) | as_fragments(articles)
    report(f"Annotators, {len(articles)} articles, {number} pairs of people", figures, to=options.json)


if __name__ == "__main__":
    main_of(run)
