"""
What an article says of itself: corrections, editor's notes, updates, withdrawals.

They stand at the top or the bottom, with a label ("Correction:", "Editor's note:", "UPDATE, May 4:") or without ("An
earlier version of this article misstated …"). What is read in them is no statement of the article's sources; the news
behind an "UPDATE:" is, unless it speaks of the article itself.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from sayso.records import AnnotatedArticle, Article, Notice, Sentence, Span, When
from sayso.remember import remember

_DATED = (
    r"(?:[\s,(\[–—-]+(?:[^:.!?\n–—]|[ap]\.m\.|\b[a-z]{3,4}\.(?=\s\d)){1,40}?[)\]]?)?"  # ", May 4", "(3:15 p.m.)", "#2"
)
_LABEL = re.compile(
    r"[\s*_\[(>–—•-]*(?:"
    r"(?P<correction>corrections?(?:\s+(?:and|&)\s+clarifications?)?|clarifications?|corrected|erratum)"
    r"|(?P<note>editor(?:s['’]|['’]s)?\s+note|editorial\s+note|note\s+(?:to\s+readers|from\s+the\s+editors?)"
    r"|publisher['’]s\s+note)"
    r"|(?P<withdrawal>retraction|retracted|withdrawn)"
    rf"|(?P<update>updated?|developing))\b{_DATED}[*_]*\s*(?::|–|—|\s-\s)[*_]*",
    re.IGNORECASE,
)
_ITEM = (
    r"(?:original\s+|above\s+)?(?:news\s+)?"
    r"(?:article|story|report|post|piece|column|headline|item|page|version|copy|blog\s+post)"
)
_DONE = r"(?:has|have|had)\s+(?:now\s+|since\s+)?been|was|were"
_TAKEN_BACK = r"(?:retracted|withdrawn|removed|taken\s+down|unpublished|pulled)"
_WE = r"\b(?:we|we['’](?:re|ve))(?:\s+(?:are|have|now|today|hereby|therefore|fully|unreservedly|also))*"
_MENDED = r"(?:corrected|amended|revised|changed|edited|clarified)"
_WRONGLY = (
    r"(?:(?:originally|previously|initially)\s+(?!appear|publish|ran\b|post|print)"
    r"|(?:incorrect|mistaken|wrong|erroneous)ly\b)"
)


def _patterns(this: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What withdraws, corrects, updates the article that ``this`` names."""
    item = rf"\b{this}\s+{_ITEM}"
    withdraws = rf"{item}\s+(?:{_DONE})\s+{_TAKEN_BACK}\b"
    withdraws += (
        rf"|\b(?:retract(?:s|ed|ing)?|withdr(?:aws?|awn|ew|awing)|removed|taken\s+down|pulled)\s+{this}\s+{_ITEM}"
        rf"|{_WE}\s+(?:retract(?:ed|ing)?|withdraw(?:n|ing)?|withdrew)\s+(?:it|(?:the|this|our)\s+{_ITEM})\b"
        rf"|\b(?:the|this|our)\s+{_ITEM}\s+(?:{_DONE})\s+{_TAKEN_BACK}\s+from\s+our\s+(?:web\s?)?site\b"
    )
    version = rf"\b(?:an?|the)\s+(?:earlier|previous|original|prior)\s+(?:version|edition)\s+of\s+{this}\s+{_ITEM}"
    corrects = rf"{version}|{item}\s+(?:{_DONE})\s+{_MENDED}\b|{item}\s+{_WRONGLY}"
    corrects += r"|\bwe\s+regret\s+(?:the|this|any)\s+(?:error|mistake)s?\b"
    corrects += r"|\bapologi[sz]e\s+(?:to\s+[^.;\n]{1,80}?\s+)?for\s+(?:the|this|any|our)\s+(?:error|mistake)s?\b"
    updates = rf"{item}\s+(?:{_DONE})\s+(?:last\s+)?updated\b"
    return tuple(re.compile(each, re.IGNORECASE) for each in (withdraws, corrects, updates))  # type: ignore[return-value]


_PLAIN = _patterns(r"(?:this|our)")  # without a label "the article" may be anybody's
_LABELLED = _patterns(r"(?:this|our|the)")
# Most sentences are done with after this.
_COULD = re.compile(
    rf"\b(?:this|our)\s+{_ITEM}|\bregret\b|\bapologi[sz]e\b|\bwe\b.{{0,40}}\b(?:retract|withdr)"
    r"|\bfrom our (?:web ?)?site\b",
    re.IGNORECASE,
)
_NEAR = 60  # characters from a sentence's beginning within which it has to say so, where it has no label
_MAY_WITHDRAW = re.compile(r"(?i:retract|withdr[ae]w|unpublish|taken\s+down|\bremoved\b|\bpulled\b)")
_ITS_OWN = re.compile(rf"\b(?:we|our|{_ITEM})\b", re.IGNORECASE)
_SHORT = 5  # words
_WHOLE = 80  # words of a paragraph that a label heads: a longer one is the article, cut into no paragraphs
_DAY = re.compile(
    r"\b(?:(?P<day>\d{1,2})\s+)?(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*|\.)"
    r"(?(day)|\s+(?P<after>\d{1,2}))(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Kind = Literal["correction", "update", "note", "withdrawal"]


def find_notices(text: str, sentences: Sequence[Sentence]) -> tuple[Notice, ...]:
    """The notices of an article in order; each is one sentence of it or several that follow each other."""
    found: list[Notice] = []
    place = 0
    while place < len(sentences):
        end = _end_of_notice(text, sentences, place)
        if end > place:
            span = Span(sentences[place].span.start, sentences[end - 1].span.end)
            found.append(_notice(text, span))
        place = max(end, place + 1)
    return tuple(found)


@remember(1500)  # asked anew for every claim
def is_withdrawn(annotated: AnnotatedArticle) -> bool:
    """Whether a notice says that the article is withdrawn; quick where no word of it could."""
    text = annotated.article.text
    return bool(_MAY_WITHDRAW.search(text)) and any(
        each.kind == "withdrawal" for each in find_notices(text, annotated.sentences)
    )


def _end_of_notice(text: str, sentences: Sequence[Sentence], first: int) -> int:
    """Number of the sentence behind the notice that ``first`` begins; ``first`` itself where it begins none."""
    opening = sentences[first]
    starts = first == 0 or sentences[first - 1].paragraph != opening.paragraph
    label = _LABEL.match(text, opening.span.start, opening.span.end)
    if not label and not _speaks_of_itself(text, opening):
        return first
    end = first + 1
    while end < len(sentences) and sentences[end].paragraph == opening.paragraph:
        end += 1
    if label and starts and len(text[opening.span.start : sentences[end - 1].span.end].split()) <= _WHOLE:
        # a label with a line of its own; "Updated at 8:50 p.m." says no more than that
        alone = not label["update"] and len(text[label.end() : sentences[end - 1].span.end].split()) < _SHORT
        return _end_of_paragraph(text, sentences, end) if alone else end
    last = first + 1
    while last < end and _speaks_of_itself(text, sentences[last]):
        last += 1
    return last


def _end_of_paragraph(text: str, sentences: Sequence[Sentence], first: int) -> int:
    """Number of the sentence behind the paragraph that ``first`` begins; ``first`` where that is too long a notice."""
    end = first
    while end < len(sentences) and sentences[end].paragraph == sentences[first].paragraph:
        end += 1
    short = end > first and len(text[sentences[first].span.start : sentences[end - 1].span.end].split()) <= _WHOLE
    return end if short else first


def _speaks_of_itself(text: str, sentence: Sentence) -> bool:
    words = sentence.span.of(text)
    if not _COULD.search(words):
        return False
    places = [found.start() + sentence.span.start for each in _PLAIN if (found := each.search(words))]
    quoted = [at for at in places if any(span.start <= at < span.end for span in sentence.quoted)]
    return any(at - sentence.span.start <= _NEAR for at in places if at not in quoted)


def _notice(text: str, span: Span) -> Notice:
    words = span.of(text)
    label = _LABEL.match(words)
    withdraws, corrects, updates = (bool(each.search(words)) for each in (_LABELLED if label else _PLAIN))
    kind: Kind = "note"
    if withdraws or (label and label["withdrawal"] and _ITS_OWN.search(words)):
        kind = "withdrawal"
    elif corrects or (label and label["correction"]):
        kind = "correction"
    elif updates or (label and label["update"]):
        kind = "update"
    news = bool(label and label["update"]) and not (withdraws or corrects or updates)
    return Notice(span, kind, not news)


def date_of(notice: Notice, article: Article) -> When | None:
    """The day that a notice gives near its beginning, where it names one; its year may be the article's."""
    words = notice.span.of(article.text)[:90]
    known = article.published.earliest if article.published else article.retrieved
    for found in _DAY.finditer(words):
        month = _MONTHS.index(found["month"][:3].lower()) + 1
        for year in [int(found["year"])] if found["year"] else [known.year, known.year + 1]:
            try:
                day = datetime(year, month, int(found["day"] or found["after"]), tzinfo=UTC)
            except ValueError:
                break
            if found["year"] or day + timedelta(days=1) > known:
                return When(day, day + timedelta(days=1), found[0], "notice")
    return None
