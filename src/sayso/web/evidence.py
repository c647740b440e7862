"""The words that something rests on, with where they stand: what every number of a page leads to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.records import Article, Reason, Span, Trace
from sayso.wording import Articles, clean, shown_outlet, shown_when, when_order

LONGEST = 280  # characters of a quotation on a page; the reader shows all of it
ASIDE = 160  # characters of its sentence before and after it

_END = re.compile(r"[.!?…][\"”’')\]]*\s+")

_QUOTED = re.compile(r"[“\"]([^“”\"]*?),?[”\"]")


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation: ``text`` as it is shown within the rest of its sentence, or empty, and the place of ``text``."""

    text: str
    before: str
    after: str
    article_id: str
    span: Span | None
    outlet: str
    when: str


def words_at(articles: Articles, article_id: str | None, span: Span | None) -> Words | None:
    """The words at a place; of an article without a span its title. None where the article is not at hand."""
    article = articles.get(article_id or "")
    if article is None:
        return None
    before, text, after = around(article.text, span) if span else ("", article.title or "", "")
    return Words(shortened(text), before, after, article.id, span, shown_outlet(article), shown_when(article.published))


def around(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before a place in its sentence, the place's own words, and what stands after; each on one line."""
    start = text.rfind("\n", 0, span.start) + 1
    start = max([start, *(match.end() for match in _END.finditer(text, start, span.start))])
    stop = text.find("\n", span.end)
    stop = len(text) if stop < 0 else stop
    inside = _END.search(text, max(span.start, span.end - 2), stop)
    stop = inside.end() if inside and inside.end() > span.end else stop
    before, after = text[start : span.start], text[span.end : stop]
    if len(before) > ASIDE:
        before = "… " + before[-ASIDE:].partition(" ")[2]
    if len(after) > ASIDE:
        after = after[:ASIDE].rpartition(" ")[0] + " …"
    first, rest = clean(before), clean(after)
    first += " " if first and before[-1:].isspace() else ""
    rest = " " + rest if rest and after[:1].isspace() else rest
    return first, span.of(text), rest


def shortened(text: str, limit: int = LONGEST) -> str:
    """The text on one line, without the marks around all of it, cut at the end of a word."""
    text = clean(text).lstrip(" ,;:")
    whole = _QUOTED.fullmatch(text)
    text = whole[1] if whole else text
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, in words, and what it rests on."""

    rule: str
    text: str
    words: Words | None
    other: Words | None = None  # of a merge, where the other of the two stands


def different(reasons: Iterable[Why], shown: Iterable[Words | None] = ()) -> tuple[Why, ...]:
    """The reasons without those that rest on a sentence that is shown already."""
    seen = {(words.article_id, words.before, words.after) for words in shown if words}
    found = []
    for each in reasons:
        quoted = each.words if each.words and each.words.text else None
        key = (quoted.article_id, quoted.before, quoted.after) if quoted else None
        if key is None or key not in seen:
            found.append(each)
        seen |= {key} if key else set()
    return tuple(found)


def once(reasons: Iterable[Why]) -> tuple[Why, ...]:
    """Each sentence is quoted where it stands first; after that only its place is named."""
    seen: set[tuple[str, str, str, str]] = set()

    def shown(words: Words | None) -> Words | None:
        if words is None:
            return None
        key = (words.article_id, words.before, words.text, words.after)
        met = key in seen
        seen.add(key)
        return replace(words, before="", text="", after="") if met else words

    return tuple(replace(each, words=shown(each.words), other=shown(each.other)) for each in reasons)


def why(reason: Reason, articles: Articles) -> Why:
    """A reason of an assessment; without words of its own it names its article."""
    found = words_at(articles, reason.article_id, reason.evidence)
    if found and reason.evidence is None:
        found = replace(found, text="")
    other = words_at(articles, reason.other_article_id, reason.other_evidence) if reason.other_evidence else None
    return Why(reason.rule, clean(reason.text), found, other)


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
    found |= {each for reason in reasons for each in (reason.article_id, reason.other_article_id) if each}
    found |= {each for event in trace.events for each in (event.article_id, event.earlier_id) if each}
    for derivation in trace.derivations:
        found |= set(re.findall(r"\((art_[0-9a-f]+) \d+-\d+\)", " ".join(derivation.because)))
    return found
