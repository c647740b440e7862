"""Who speaks by layout alone, behind what is said: "... — Name (@handle) date", '"..." — Name', "...: union"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.records import Span


@dataclass(frozen=True, slots=True)
class Laid:
    """An attribution by layout; where ``whole`` is set its content takes the place of what the tagger made of it."""

    source: Span
    cue: Span
    content: Span
    whole: bool


OPEN = "\"“„«‘'`"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_SIGNATURE = re.compile(
    r"(?P<cue>[—–―-]{1,2})\s*(?P<source>[^—–\n()]{1,50}?\s?\(@\w{1,20}\))"
    rf"(?:,?\s+(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}}))?"
)
_LINKS = re.compile(r"(?:\s*(?:(?:https?://)?(?:pic\.twitter\.com|t\.co)/\w+|https?://\S+))+\s*$")
_SIGNED = re.compile(
    r"(?P<content>[\"“«„‘'][^\n]+?[\"”»“’'])(?P<comma>,?)\s*(?P<cue>[—–―-]{1,2})\s*(?P<source>[A-Z][^\"“”\n:]{1,80}?)\.?$"
)
_SPEAKERS = (
    r"sources?|reports?|police|unions?|stud(?:y|ies)|officials?|court|minist(?:er|ry)|polls?|surveys?|experts?|analysts?"
    r"|lawyers?|attorneys?|prosecutors?|famil(?:y|ies)|witness(?:es)?|spokes(?:man|woman|person)|documents?|scientists?"
    r"|researchers?|doctors?|mayor|governor|president|premier|chief|authorit(?:y|ies)|government|agency|watchdog|inquiry"
    r"|residents?|neighbou?rs?|critics?|insiders?|U\.?N\.?|EU|FBI|CEO|NGOs?"
)
_TAIL = re.compile(
    rf"(?P<content>.{{12,}}?)\s?(?P<cue>[:–—]|\s-)\s+(?P<source>(?:[\w’'-]+\s){{0,3}}(?:{_SPEAKERS}))\.?$", re.I
)
_QUOTED_HEAD = re.compile(
    r"(?P<content>[‘'“\"«][^\n]{6,}?[’'”\"»])(?P<cue>:)\s+(?P<source>[\w’'. -]{3,60}?)(?=\s(?:on|about|over|after|as|of"
    r"|for|in|at|who|to)\b|\.?$)"
)
HEADLINE_WORDS = 25


def signatures(text: str, paragraph: Span, before: Span | None) -> Iterator[Laid]:
    """Posts with their signature; one that stands on a line of its own signs the line before."""
    at = paragraph.start
    handle = text.find("(@", paragraph.start, paragraph.end)
    for match in _SIGNATURE.finditer(text, paragraph.start, paragraph.end) if handle >= 0 else ():
        content = _trimmed(text, at, match.start())
        if content is None and before is not None and at == paragraph.start:
            content = _trimmed(text, before.start, before.end)
        if content is not None:
            yield Laid(Span(*match.span("source")), Span(*match.span("cue")), content, True)
        at = match.end()
    if at > paragraph.start or text[paragraph.start] not in OPEN:
        return
    signed = _SIGNED.fullmatch(text, paragraph.start, paragraph.end)
    if signed and len(signed["source"].split()) <= 12:
        source, cue, content = (Span(*signed.span(part)) for part in ("source", "cue", "content"))
        yield Laid(source, cue, content, False)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Without white space, tags before it, and the links that close a post."""
    inner = text[start:end]
    inner = inner[: len(inner) - len(match.group())] if (match := _LINKS.search(inner)) else inner
    start += inner.rfind(">") + 1
    inner = inner[inner.rfind(">") + 1 :]
    stripped = inner.strip()
    if not stripped:
        return None
    start += inner.index(stripped)
    return Span(start, start + len(stripped))


def headline(text: str, first: Span) -> Iterator[Laid]:
    """A headline's speaker behind a colon or a dash."""
    if len(text[first.start : first.end].split()) > HEADLINE_WORDS:
        return
    match = _TAIL.fullmatch(text, first.start, first.end) or _QUOTED_HEAD.match(text, first.start, first.end)
    if match:
        cue = Span(*match.span("cue"))
        cue = Span(cue.end - 1, cue.end)
        yield Laid(Span(*match.span("source")), cue, Span(*match.span("content")), False)
