"""
A report: claims and every passage that they rest on, in one file that needs neither a server nor a script.

Of each article only the passages that something rests on are in it, with a little of what stands around them, where
the article is to be found, and the id that its text had (which is made of address and text).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path

from sayso import __version__
from sayso.browsing import Browser
from sayso.records import Article, Span
from sayso.web.claim_view import ClaimView
from sayso.web.evidence import around, article_ids, by_time
from sayso.web.noting import notes_on
from sayso.web.places import short
from sayso.web.records_pages import claim_page
from sayso.web.templating import render
from sayso.wording import clean

AROUND = 240  # characters before and after a passage


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article, and what stands around them, with the space between where there is one."""

    anchor: str
    before: str
    text: str
    after: str


class ReportPlaces:
    """Anchors within the report; remembers which passages were asked for, so that each of them is there."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._asked: dict[str, set[Span]] = {}

    def claim(self, claim_id: str) -> str:
        return f"#{short(claim_id)}"

    def article(self, article_id: str, span: Span | None = None) -> str:
        asked = self._asked.setdefault(article_id, set())
        if span is None:
            return f"#{short(article_id)}"
        asked.add(span)
        return f"#{_anchor(article_id, span)}"

    def source(self, source_id: str | None) -> str:
        return ""  # a page of one source is no part of a report: it would put an unnamed one's words together

    def outlet(self, name: str | None) -> str:
        return ""

    def story(self, story_id: str) -> str:
        return ""

    def passages(self) -> list[tuple[Article, list[Passage]]]:
        """What was asked for so far, by article, oldest first."""
        asked = [self._articles[each] for each in self._asked if each in self._articles]
        return [(each, list(_passages(each, self._asked[each.id]))) for each in by_time(asked)]


def _anchor(article_id: str, span: Span) -> str:
    return f"{short(article_id)}-{span.start}-{span.end}"


def _passages(article: Article, spans: Iterable[Span]) -> Iterator[Passage]:
    """Each with what stands around it; where that was shown with the passage before, with its sentence only."""
    seen = 0
    for span in sorted(spans):
        far = span.end > seen
        before, _, after = _wide(article.text, span) if far else around(article.text, span)
        seen = max(seen, span.end + AROUND) if far else seen
        yield Passage(_anchor(article.id, span), before, clean(span.of(article.text)), after)


def _wide(text: str, span: Span) -> tuple[str, str, str]:
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    before, after = clean(text[start : span.start]), clean(text[span.end : end])
    before = "… " + before.partition(" ")[2] if start else before
    after = after.rpartition(" ")[0] + " …" if end < len(text) else after
    before += " " if before and text[span.start - 1].isspace() else ""
    return before, text[span.start : span.end], " " + after if after and text[span.end].isspace() else after


def make_report(ledger: Path, claims: Sequence[str], *, made: datetime, notes: bool = False) -> str:
    """The report on these claims as HTML, with ``notes`` those on them. NotFound: an id not there, or several."""
    with closing(Browser(ledger)) as browser:
        ids = list(dict.fromkeys(browser.find(each, kinds=("clm",)) for each in claims))
        views = [claim_page(browser, each) for each in ids]
        named = {each for claim in ids for each in article_ids(browser.trace(claim))}
        articles = browser.articles(named | _said(views))
        on_these = notes_on(browser, _noted(views)) if notes else {}
    values = {
        "claims": views,
        "common": "",
        "story": None,
        "style": (resources.files("sayso.web") / "static" / "sayso.css").read_text("utf-8"),
        "made": made,
        "version": __version__,
        "ledger": ledger.name,
        "place": ReportPlaces(articles),
        "notes": on_these,
    }
    return render(None, "report.html", values)


def _noted(views: Sequence[ClaimView]) -> set[str]:
    return {each.id for view in views for each in view.said} | {view.id for view in views}


def _said(views: Sequence[ClaimView]) -> set[str]:
    return {each.article_id for view in views for each in view.said}
