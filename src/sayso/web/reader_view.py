"""
The reader: an article's stored text cut into runs, each with what it is part of: source, cue, content, a marked place.

Cut on the server, where offsets are code points: a browser counts UTF-16, and would mark other words after an emoji.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ledger.answers import ShownArticle
from sayso.notices import find_notices
from sayso.records import AnnotatedArticle, Attribution, Notice, Source, Span, Statement
from sayso.wording import clean, shown_name

LIKELY = 0.5  # of an attribution's score; below that the page says "unsure"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are part of the same things."""

    text: str
    start: int
    classes: str
    labels: tuple[str, ...]  # for those who do not see the marks: "source of statement 3"
    numbers: tuple[int, ...]  # of the statements whose content begins here
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """One attribution beside the text."""

    number: int
    id: str
    depth: int  # 0: not inside another
    source: Source | None
    name: str
    kind: str
    description: str
    reason: str  # why unnamed, where the article says
    cue: str
    content: str
    how: str  # "direct quotation", "in its own words", "partly quoted"
    attitude: str
    polarity: str
    via: str
    claim_id: str | None
    sure: str
    anchor: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReaderView:
    """An article as the reader shows it."""

    paragraphs: tuple[tuple[Run, ...], ...]
    statements: tuple[StatementView, ...]
    notices: tuple[str, ...]  # what the article says of itself: "correction", "update", …
    named: int
    unnamed: int
    nobody: int


_HOW = {"direct": "direct quotation", "indirect": "in the article’s words", "mixed": "partly quoted"}


def view_reader(shown: ShownArticle, claims: dict[str, str], marked: Span | None) -> ReaderView:
    """
    The reader's page; ``claims``: statement id -> its claim, ``marked``: a place that is to be shown.

    SpanError: ``marked`` is not in the text.
    """
    text = shown.article.text
    if marked:
        marked.of(text)
    statements = _statements(shown.annotated, claims) if shown.annotated else ()
    kinds = [each.kind for each in statements]
    notices = find_notices(text, shown.annotated.sentences) if shown.annotated else ()
    return ReaderView(
        paragraphs=_paragraphs(text, _marks(shown.annotated, statements), statements, marked, notices),
        notices=tuple(each.kind for each in notices),
        statements=statements,
        named=sum(kind not in ("unnamed", "") for kind in kinds),
        unnamed=kinds.count("unnamed"),
        nobody=kinds.count(""),
    )


# ---- statements ----


def _statements(annotated: AnnotatedArticle, claims: dict[str, str]) -> tuple[StatementView, ...]:
    text = annotated.article.text
    by_attribution = {each.attribution_id: each for each in annotated.statements}
    sources = {each.id: each for each in annotated.sources}
    depths = _depths(annotated.attributions)
    ordered = sorted(annotated.attributions, key=lambda each: (_first(each), depths[each.id], each.id))
    views = []
    for number, each in enumerate(ordered, 1):
        statement = by_attribution.get(each.id)
        source = sources.get(statement.source_id or "") if statement else None
        claim = claims.get(statement.id) if statement else None
        views.append(_statement_view(text, number, each, statement, source, claim, depths[each.id]))
    return tuple(views)


def _statement_view(
    text: str,
    number: int,
    attribution: Attribution,
    statement: Statement | None,
    source: Source | None,
    claim: str | None,
    depth: int,
) -> StatementView:
    spans = attribution.content or attribution.cue or attribution.source
    return StatementView(
        number=number,
        id=statement.id if statement else attribution.id,
        depth=depth,
        source=source,
        name=shown_name(source.name, source.kind) if source else "nobody named",
        kind=source.kind if source else "",
        description=clean(source.description) if source and not source.name else "",
        reason=clean(source.anonymity.of(text)) if source and source.anonymity else "",
        cue=_joined(text, attribution.cue),
        content=_joined(text, attribution.content),
        how=_HOW[attribution.type],
        attitude="" if attribution.attitude == "statement" else attribution.attitude,
        polarity=statement.polarity if statement else "says",
        via=clean(statement.via) if statement and statement.via else "",
        claim_id=claim,
        sure="likely" if attribution.score >= LIKELY else "unsure",
        anchor=f"s={spans[0].start}-{spans[-1].end}" if spans else "",
        places=(*attribution.source, *attribution.cue, *attribution.content),
    )


def _first(attribution: Attribution) -> int:
    places = (*attribution.source, *attribution.cue, *attribution.content)
    return min((span.start for span in places), default=0)


def _depths(attributions: Sequence[Attribution]) -> dict[str, int]:
    parents = {each.id: each.parent for each in attributions}
    depths = {}
    for each in attributions:
        depth, at, seen = 0, each.parent, {each.id}
        while at in parents and at not in seen:
            seen.add(at)
            depth, at = depth + 1, parents[at]
        depths[each.id] = depth
    return depths


def _joined(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(clean(span.of(text)) for span in spans)


# ---- runs ----

Mark = tuple[Span, str, str]  # where, its class, what it is called


def _marks(annotated: AnnotatedArticle | None, statements: Sequence[StatementView]) -> list[Mark]:
    if annotated is None:
        return []
    views = {tuple(each.places): each for each in statements}
    marks: list[Mark] = []
    for each in annotated.attributions:
        view = views[(*each.source, *each.cue, *each.content)]
        named = "unnamed" if view.kind == "unnamed" else "named"
        number = f"of statement {view.number}"
        marks += [(span, f"src {named}", f"source, {named}, {number}") for span in each.source]
        marks += [(span, "cue", f"cue {number}") for span in each.cue]
        marks += [(span, f"con d{min(view.depth, 2)}", f"content {number}") for span in each.content]
    return marks


def _paragraphs(
    text: str,
    marks: Sequence[Mark],
    statements: Sequence[StatementView],
    marked: Span | None,
    notices: Sequence[Notice],
) -> tuple[tuple[Run, ...], ...]:
    if notices:
        marks = [*marks, *((each.span, "notice", each.kind) for each in notices)]
    if marked:
        marks = [*marks, (marked, "hit", "the place this link points to")]
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text)]
    cuts = {place for span, _, _ in marks for place in (span.start, span.end)}
    cuts |= {place for line in lines for place in line}
    edges = sorted(cuts)
    starts = sorted(marks, key=lambda mark: mark[0])
    paragraphs = []
    for start, end in lines:
        inside = [edge for edge in edges[bisect_right(edges, start) : bisect_right(edges, end)]]
        near = [mark for mark in starts if mark[0].start < end and start < mark[0].end]
        runs = [_run(text, a, b, near, statements) for a, b in zip([start, *inside], inside, strict=False) if a < b]
        paragraphs.append(tuple(runs))
    return tuple(paragraphs)


def _run(text: str, start: int, end: int, marks: Sequence[Mark], statements: Sequence[StatementView]) -> Run:
    here = [mark for mark in marks if mark[0].start <= start and end <= mark[0].end]
    classes = list(dict.fromkeys(name for _, names, _ in here for name in names.split()))
    classes += ["first"] if any(span.start == start for span, _, _ in here) else []
    classes += ["opens"] if any(names == "notice" and span.start == start for span, names, _ in here) else []
    classes += ["last"] if any(span.end == end for span, _, _ in here) else []
    begins = [each for each in statements if each.anchor.startswith(f"s={start}-")]
    anchors = [each.anchor for each in begins]
    anchors += ["s"] if any(names == "hit" and span.start == start for span, names, _ in here) else []
    labels = tuple(label for span, _, label in here if span.start == start)
    return Run(text[start:end], start, " ".join(classes), labels, tuple(e.number for e in begins), tuple(anchors))
