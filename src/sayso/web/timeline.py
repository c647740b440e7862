"""The timeline of a claim: who carried it when, asserting above the line, contesting below, changes on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sayso.records import Article, Trace
from sayso.wording import Articles, shown_day, shown_outlet, shown_when

COLUMNS = 48
STEP = 16  # units between marks of one column
WIDTH = 960
MARGIN = 14
STACK = 8  # marks of one column; more are told as a number


@dataclass(frozen=True, slots=True)
class Mark:
    """One article: where, its stance, and what the mark stands for."""

    x: int
    y: int
    stance: str  # or "changed", or "more"
    article_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks on a line of ``width`` by ``height``; ``base`` is how far down the line is."""

    width: int
    height: int
    base: int
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[int, str], ...]
    undated: int


def draw_timeline(trace: Trace, articles: Articles) -> Timeline:
    """Articles that carry the claim by date; those without a date are counted only."""
    dated: list[tuple[datetime, str, str]] = []
    for each in trace.appearances:
        article = articles.get(each.article_id)
        if article and article.published:
            dated.append((article.published.earliest, each.stance, article.id))
    # When a copy was taken is not when its outlet changed it: it may be years later, and would press all else together.
    dated += [
        (each.when.earliest, "changed", each.article_id)
        for each in trace.events
        if each.article_id in articles and each.when.found_in != "retrieved"
    ]
    for article_id in {each.article_id for each in trace.assessment.contested_by}:
        article = articles.get(article_id)
        if article and article.published and (article.published.earliest, "contests", article_id) not in dated:
            dated.append((article.published.earliest, "contests", article_id))
    dated.sort()
    undated = sum(1 for each in trace.appearances if (a := articles.get(each.article_id)) and a.published is None)
    if not dated:
        return Timeline(WIDTH, 0, 0, (), (), undated)
    start, end = dated[0][0], dated[-1][0]
    columns: dict[int, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {}
    for when, stance, article_id in dated:
        above, below = columns.setdefault(_column(when, start, end), ([], []))
        (below if stance == "contests" else above).append((stance, article_id))
    highest = min(STACK, max((len(above) for above, _ in columns.values()), default=0)) + 1
    lowest = min(STACK, max((len(below) for _, below in columns.values()), default=0)) + 1
    base = highest * STEP + 12
    marks = [
        mark
        for column, (above, below) in sorted(columns.items())
        for mark in (*_stack(column, above, base, -1, articles), *_stack(column, below, base, 1, articles))
    ]
    by_hour = any(_length(articles[each]) <= timedelta(hours=1) for _, _, each in dated)
    return Timeline(WIDTH, base + lowest * STEP + 22, base, tuple(marks), _ticks(start, end, by_hour), undated)


def _length(article: Article) -> timedelta:
    return article.published.latest - article.published.earliest if article.published else timedelta(days=1)


def _column(when: datetime, start: datetime, end: datetime) -> int:
    span = (end - start) / timedelta(seconds=1)
    return round((when - start) / timedelta(seconds=1) / span * (COLUMNS - 1)) if span else 0


def _x(column: float) -> int:
    return round(MARGIN + column * (WIDTH - 2 * MARGIN) / (COLUMNS - 1))


def _stack(column: int, found: list[tuple[str, str]], base: int, way: int, articles: Articles) -> list[Mark]:
    marks = []
    for level, (stance, article_id) in enumerate(found[:STACK]):
        article = articles[article_id]
        label = f"{shown_outlet(article)}, {shown_when(article.published)}: {stance}"
        marks.append(Mark(_x(column), base + way * (level + 1) * STEP, stance, article_id, label))
    if len(found) > STACK:
        more = f"+{len(found) - STACK}"
        marks.append(Mark(_x(column), base + way * (STACK + 1) * STEP, "more", "", more))
    return marks


def _ticks(start: datetime, end: datetime, by_hour: bool) -> tuple[tuple[int, str], ...]:
    """Five at most, no finer than the dates are known, each text once."""
    span = end - start
    if not span:
        return ((_x(0), shown_day(start)),)
    shape = "%H:%M" if by_hour and span < timedelta(days=2) else ""
    ticks: list[tuple[int, str]] = []
    for part in range(5):
        at = start + span * part / 4
        day = f"{at.day} {at:%b}"
        if shape or all(not known.startswith(day) for _, known in ticks):
            text = day + (f" {at.strftime(shape)}" if shape else f" {at.year}" if part in (0, 4) else "")
            ticks.append((_x((COLUMNS - 1) * part / 4), text))
    return tuple(ticks)
