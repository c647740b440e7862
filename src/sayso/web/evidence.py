"""The words that something rests on, with where they stand: what every number of a page leads to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import Article, Reason, Span, Trace
from sayso.wording import Articles, clean, shown_outlet, shown_when, when_order

LONGEST = 280  # characters of a quotation on a page; the reader shows all of it

_PLACE = re.compile(
    r"^(?P<rule>\w+): (?P<text>.*?)(?: \((?P<article>art_[0-9a-f]+) (?P<start>\d+)-(?P<end>\d+)\))?$", re.S
)


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation: ``text`` as it is shown, and the place of all of it."""

    text: str
    article_id: str
    span: Span | None
    outlet: str
    when: str


def words_at(articles: Articles, article_id: str | None, span: Span | None) -> Words | None:
    """The words at a place; of an article without a span its title. None where the article is not at hand."""
    article = articles.get(article_id or "")
    if article is None:
        return None
    text = span.of(article.text) if span else article.title or ""
    return Words(shortened(text), article.id, span, shown_outlet(article), shown_when(article.published))


def shortened(text: str, limit: int = LONGEST) -> str:
    """The text on one line, cut at the end of a word."""
    text = clean(text)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, in words, and what it rests on."""

    rule: str
    text: str
    words: Words | None


def why(reason: Reason, articles: Articles) -> Why:
    """A reason of an assessment."""
    found = words_at(articles, reason.article_id, reason.evidence) if reason.evidence else None
    return Why(reason.rule, clean(reason.text), found)


def why_derived(because: Iterable[str], articles: Articles) -> list[Why]:
    """The reasons of a derivation: ``cites: “Glimmer claims” (art_… 46-60)``."""
    found = []
    for each in because:
        match = _PLACE.match(each)
        if match is None:
            found.append(Why("", clean(each), None))
            continue
        span = Span(int(match["start"]), int(match["end"])) if match["start"] else None
        words = words_at(articles, match["article"], span) if span else None
        found.append(Why(match["rule"], clean(match["text"]), words))
    return found


def by_time(articles: Iterable[Article]) -> list[Article]:
    """Oldest first, those without a date last."""
    return sorted(articles, key=when_order)


def article_ids(trace: Trace) -> set[str]:
    """All articles that a trace names."""
    found = {each.article_id for each in trace.appearances}
    found |= {each.reprint_of for each in trace.appearances if each.reprint_of and each.reprint_of.startswith("art_")}
    found |= {node for each in trace.derivations for node in (each.derived, each.origin) if node.startswith("art_")}
    assessment = trace.assessment
    found |= {each.article_id for each in assessment.contested_by}
    reasons = [*assessment.merges, *(reason for origin in assessment.origins for reason in origin.reasons)]
    found |= {reason.article_id for reason in reasons if reason.article_id}
    for derivation in trace.derivations:
        found |= set(re.findall(r"\((art_[0-9a-f]+) \d+-\d+\)", " ".join(derivation.because)))
    return found
