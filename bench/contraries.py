"""
A claim and its contrary: who speaks for the one speaks against the other. Whether roles and stances turn, in percent.

usage: python -m bench.contraries [--json FILE]

The articles (training/contrary_claims.jsonl) are this project's own, each about a claim of its own, with its credits
and a contrary in other words ("the animal was a dog" for "police shot a wolf"). In them outlets are ``{o1}`` to
``{o4}``, which stand for invented ones here. Each article is asked for both claims, alone, and its own stance and the
roles of the credits that are found are compared with what was noted. Who answers by wording alone is right on one side
of a pair as often as wrong on the other. Every fifth article is asked; the others are there to train on. Intervals are
a bootstrap over articles.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.common import arguments, main_of, report, rows
from bench.intervals import Figure, Tally
from bench.oracle import STANCES
from sayso import match, pipeline, trace
from sayso.ids import content_id
from sayso.outlets import name_key
from sayso.records import AnnotatedArticle, Appearance, Article, ClaimCredit, Span

ITEMS = Path(__file__).parent.parent / "training/contrary_claims.jsonl"
OUTLETS = ("The Skerry Times", "Norland Courier", "The Harbour Post", "Eastmark Herald")
FOLDS, KEPT = 5, 4  # of five items the fifth is asked
SIDES = ("claim", "contrary")
TURNED = {"claim": "counter", "counter": "claim", "affirms": "denies", "denies": "affirms"}
_PLACE = re.compile(r"\{o([1-4])\}")
Row = Mapping[str, Any]


def read_items(path: Path) -> list[dict[str, Any]]:
    """The items that are not trained on, their outlets named."""
    return [with_outlets(row, OUTLETS) for number, row in enumerate(rows(path)) if number % FOLDS == KEPT]


def with_outlets(row: Row, names: Sequence[str]) -> dict[str, Any]:
    """An item with these names in the place of ``{o1}`` to ``{o4}``."""
    named: dict[str, Any] = json.loads(
        _PLACE.sub(lambda found: json.dumps(names[int(found[1]) - 1])[1:-1], json.dumps(row))
    )
    return named


def annotate(items: Sequence[Row], models: pipeline.Models) -> Iterator[AnnotatedArticle]:
    """The items as articles of no outlet, read."""
    now = datetime.now(UTC)
    articles = [
        Article(content_id("art", text=item["text"]), str(at), None, None, item["title"], None, item["text"], None, now)
        for at, item in enumerate(items)
    ]
    yield from pipeline.annotate(articles, models)


def measure(items: Sequence[Row]) -> dict[str, Figure]:
    """Ask each item for its claim and for its contrary."""
    models = pipeline.load_models()
    if models.encoder is None:
        raise ValueError("the sentence encoder is needed for the claims' vectors")
    reader, counts = trace.ClaimReader(), Tally(len(items))
    for number, (item, annotated) in enumerate(zip(items, annotate(items, models), strict=True)):
        right: list[set[int]] = []
        for side, vector in zip(SIDES, models.encoder.encode([item[side] for side in SIDES]), strict=True):
            mentions = match.find_mentions(item[side], vector, [annotated])
            known = {annotated.article.id: annotated}
            found = trace.appearances(mentions, known, claim=item[side], vector=vector, reader=reader)
            right.append(_count(counts, number, side, item, found[0] if found else None))
        both = [at for at, credit in enumerate(item["credits"]) if credit["role"] in TURNED]
        counts.share("role right for both sides", number, len(right[0] & right[1] & set(both)), len(both))
    return counts.figures()


def _count(counts: Tally, number: int, side: str, item: Row, found: Appearance | None) -> set[int]:
    """Count one side of an item; the numbers of the credits whose role is right."""
    turned: Mapping[str, str] = TURNED if side == "contrary" else {}
    right = set()
    tied = matched(item, found.credits if found else ())
    for at, credit in enumerate(item["credits"]):
        role = turned.get(credit["role"], credit["role"])
        counts.share(f"{side}: credits found", number, at in tied, 1)
        if at in tied:
            counts.share(f"{side}: role right, of those found", number, tied[at].role == role, 1)
            counts.share(f"{side}: role {role} right", number, tied[at].role == role, 1)
            right |= {at} if tied[at].role == role else set()
    if item["stance"] in TURNED:  # an article that reports or doubts the one side does not say the other
        stance = turned.get(item["stance"], item["stance"])
        counts.share(f"{side}: stance right", number, found is not None and found.stance == STANCES[stance], 1)
    return right


def matched(item: Row, found: Sequence[ClaimCredit]) -> dict[int, ClaimCredit]:
    """The found credit of each noted one: of the same name, or unnamed as well with overlapping evidence."""
    tied: dict[int, ClaimCredit] = {}
    rest = list(found)
    for at, credit in enumerate(item["credits"]):
        start = item["text"].index(credit["evidence"])
        place = Span(start, start + len(credit["evidence"]))
        fitting = [each for each in rest if _fits(each, credit, place)]
        if fitting:
            tied[at] = max(fitting, key=lambda each: each.evidence.overlaps(place))
            rest.remove(tied[at])
    return tied


def _fits(found: ClaimCredit, credit: Row, place: Span) -> bool:
    if not found.name or not credit["name"]:
        return not found.name and not credit["name"] and found.evidence.overlaps(place)
    ours, theirs = name_key(found.name), name_key(credit["name"])
    return ours == theirs or theirs.endswith(ours) or ours.endswith(theirs)


def run() -> None:
    """The command line."""
    options = arguments(__doc__ or "").parse_args()
    figures = measure(read_items(ITEMS))
    report("a claim and its contrary, invented articles (percent)", figures, to=options.json)


if __name__ == "__main__":
    main_of(run)
