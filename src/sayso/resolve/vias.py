"""Through which outlet an article has a statement: "told In Touch", "according to the Journal, people familiar ..."."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from sayso.records import Attribution, Span
from sayso.resolve.cues import ACCORDING, ADDRESSEE, AFTER, POSSESSIVE_PIECE
from sayso.resolve.nesting import hull
from sayso.resolve.page import Page, last_before
from sayso.resolve.unlisted import Mention

_SPOKE_WITH = re.compile(
    r"(?:(?:'s|’s)? (?:\w+ ){0,3}?)?"
    r"(?:spoke (?:to|with)|talked (?:to|with)|interviewed|contacted|caught up with|quot(?:es|ed)|cit(?:es|ed))"
)
_ON_AIR = re.compile(
    r"\b(?:on|during) (?:(?:the|an?|last|his|her|their|\w+[’']s|\w+day|night|edition of|episode of|broadcast of) ){0,4}"
    r"[“\"‘']?$"
)
_ITS_REPORT = re.compile(
    r"\b[Tt]he (?:[\w-]+ ){0,2}(?:report|article|story|piece) (?:also |then )?"
    r"(?:quot|cit|claim|sa[iy]|stat|not|add|report|alleg)\w*\b"
)
_IN_OWN = re.compile(r"\b(?:in|on|for) (?:his|her|their|an?|the) (?:own |new |recent |weekly )?$")
_OWN_PIECE = re.compile(
    r"(?:'s|’s)? (?:[a-z-]+ ){0,2}?(?:column|blog|essay|op-ed|post|piece|show|podcast|interview|article|special)\b"
)
_AT = re.compile(r"\W*(?:(?:Over|And|But|Meanwhile),? )?[Aa]t (?:[Tt]he )?")
_NEAR = re.compile(r"[^.;,\n]{0,59}[^.;,\n\w]")
_BREAK = re.compile(r";|,? (?:but|while|although|though|whereas|however|meanwhile)\b", re.IGNORECASE)

# an outlet that asks is no source: "did not respond to the Gazette's request", "the Gazette has reached out to"
_ASKS = re.compile(
    r"(?:'s|’s)? (?:requests?|inquir\w+|enquir\w+|questions?|calls?|emails?|messages?)\b"
    r"|(?: (?:has|have|had|also|already|\w+ly))* (?:reach(?:ed|es|ing) out|contacted|emailed|sought comment"
    r"|seeking comment|requested (?:a )?comment|is (?:awaiting|seeking|waiting))\b"
)
_ASKED = re.compile(
    r"\b(?:respond\w*|repl\w+|return\w*) (?:to )?(?:a |an |several |multiple |repeated )?(?:[Tt]he )?[“\"]?$"
    r"|\b(?:contacted|reached|asked|approached|emailed) (?:for comment )?by (?:[Tt]he )?[“\"]?$"
    r"|\b(?:requests?|inquir\w+|enquir\w+|questions?|calls?|emails?|messages?) (?:for comment )?(?:from|by)"
    r" (?:[Tt]he )?[“\"]?$"
)


def asks(page: Page, mention: Mention) -> bool:
    """Whether an outlet is named as one that asks for a comment."""
    start, end = mention.span.start, mention.span.end
    sentence = page.sentence_span(start)
    before = page.text[max(sentence.start, start - 60) : start]
    return _ASKS.match(page.text, end, sentence.end) is not None or _ASKED.search(before) is not None


@dataclass(frozen=True, slots=True)
class Via:
    """An outlet that a statement came through, and the words that say so."""

    name: str
    words: Span
    addressed: bool  # "told X", rather than "according to X"


Find = Callable[[Page, Mention], Span | None]


def _once(find: Find) -> Find:
    """The same, looked for once at each mention, however many attributions ask."""

    @wraps(find)
    def found(page: Page, mention: Mention) -> Span | None:
        key = (find, mention)
        if key not in page.known:
            page.known[key] = find(page, mention)
        words: Span | None = page.known[key]
        return words

    return found


@_once
def addressee(page: Page, mention: Mention) -> Span | None:
    """Where the words that say "told X" begin and X ends, when the outlet is the one that was told."""
    return _words_before(page, mention, ADDRESSEE)


def _words_before(page: Page, mention: Mention, pattern: re.Pattern[str], *, most: int = 110) -> Span | None:
    """From where the pattern matches in the sentence's words before a mention, ``most`` characters, to its end."""
    start = mention.span.start
    before = page.text[max(page.sentence_span(start).start, start - most) : start]
    found = None if before.endswith(" that ") else pattern.search(before)  # "reported that Vogue has moved"
    return Span(start - (len(before) - found.start()), mention.span.end) if found else None


@_once
def credited(page: Page, mention: Mention) -> Span | None:
    """Where the words that credit the outlet begin and end: "according to X", "X reported", "X's report"."""
    text, start, end = page.text, mention.span.start, mention.span.end
    sentence = page.sentence_span(start)
    after = AFTER.match(text, end, sentence.end)
    if after is not None:
        return Span(start, after.end())
    words = _words_before(page, mention, ACCORDING)
    if words is not None:
        return words
    piece = POSSESSIVE_PIECE.match(text, end, sentence.end)
    return Span(start, piece.end()) if piece is not None else None


def outlet_of_sentence(page: Page, at: int) -> str | None:
    """The outlet that the sentence around a place says something was told to, else one that it credits: the nearest."""
    sentence = page.sentence_span(at)
    around = sorted(page.within(sentence.start, sentence.end), key=lambda each: abs(each.span.start - at))
    for shows in (addressee, credited):
        for mention in around:
            if shows(page, mention):
                return mention.name
    report = _ITS_REPORT.search(page.text, max(sentence.start, at - 200), at)
    before = last_before(page.mentions, report.start(), but=page.own) if report else None
    return before.name if before else None


def via_of(page: Page, attribution: Attribution) -> Via | None:
    """The outlet that a statement came through, as far as its own sentence tells."""
    extent = hull(attribution.source, attribution.cue)
    sentence = page.sentence_span(extent.start)
    end = max(sentence.end, page.sentence_span(extent.end - 1).end)
    others = [m for m in page.within(sentence.start, end) if not _in(m, attribution.source)]
    unquoted = [m for m in others if not _quoted(page, m)]
    first, last = (bisect_left(page.nominals, at, key=_start) for at in (sentence.start, end))
    nominals = [m for m in page.nominals[first:last] if not _quoted(page, m)]
    aired = [m for m in others if not _in(m, attribution.content)]  # in quotation marks too: "Nightly News"
    ways = (
        (unquoted, addressee, True),
        (nominals, addressee, True),
        (aired, _on_air, True),
        (aired, _writing_for, True),
        (unquoted, credited, False),
    )
    for mentions, find, addressed in ways:
        for mention in mentions:
            words = find(page, mention)
            if words is not None and _reaches(page, attribution, words):
                return Via(mention.name, words, addressed)
    return None


@_once
def _on_air(page: Page, mention: Mention) -> Span | None:
    """Where the words begin and end that say on which broadcast somebody spoke: "during Monday's 'Nightly News'"."""
    return _words_before(page, mention, _ON_AIR, most=60)


@_once
def _writing_for(page: Page, mention: Mention) -> Span | None:
    """Where the words begin and end that say for whom somebody writes: "at X, Ann Pell", "in her X column"."""
    start, end = mention.span.start, mention.span.end
    if _OWN_PIECE.match(page.text, end):
        return _words_before(page, mention, _IN_OWN, most=30)
    first = page.sentence_span(start).start
    at = _AT.fullmatch(page.text, first, start)
    return Span(first, end) if at and page.text.startswith((", ", " magazine, "), end) else None


def interviewer(page: Page, name: str) -> str | None:
    """The outlet that the article says spoke with, or quotes, the person: "CNN spoke with Bo Dunn"."""
    surname = name.split(" ")[-1]
    for outlet, start, end in _interviews(page):
        at = page.text.find(surname, start, end)
        if at >= 0 and _NEAR.fullmatch(page.text, start, at):
            return outlet
    return None


def _interviews(page: Page) -> list[tuple[str, int, int]]:
    """Each outlet that spoke with somebody, and where the words begin and their sentence ends that say with whom."""
    if _interviews not in page.known:
        found = []
        for mention in page.mentions:
            end = page.sentence_span(mention.span.start).end
            spoke = _SPOKE_WITH.match(page.text, mention.span.end, end)
            if spoke:
                found.append((mention.name, spoke.end(), end))
        page.known[_interviews] = found
    interviews: list[tuple[str, int, int]] = page.known[_interviews]
    return interviews


def _in(mention: Mention, spans: tuple[Span, ...]) -> bool:
    return any(span.overlaps(mention.span) for span in spans)


def _reaches(page: Page, attribution: Attribution, words: Span) -> bool:
    """Whether nothing parts these words from the attribution's source and cue."""
    extent = hull(attribution.source, attribution.cue)
    if extent.overlaps(words):
        return True
    gap = Span(extent.end, words.start) if extent.end < words.start else None
    if gap is None and words.end < extent.start:
        gap = Span(words.end, extent.start)
    return gap is None or not _BREAK.search(gap.of(page.text))


def _start(mention: Mention) -> int:
    return mention.span.start


def _quoted(page: Page, mention: Mention) -> bool:
    return page.is_quoted(mention.span.start)
