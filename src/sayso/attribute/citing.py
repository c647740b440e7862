"""Whom a speaker cites: "Yonhap, quoting KCNA, said", "According to the Herald, Burrows said"."""

import re
from collections.abc import Iterator, Sequence

from sayso.attribute.patterns import Spans, Triple
from sayso.records import Span
from sayso.words import (
    DOCUMENT_NOUNS,
    JOURNALIST,
    ORGANIZATION_NOUNS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    REPORT_NOUNS,
    SPOKES,
    UNNAMED,
)

SCORE = 0.8  # of what a rule alone finds
LEFTOVER = 2  # characters: a comma and a space
FARTHEST = 60  # characters between a speaker or its cue and "citing"
_SPEAKERS = (
    DOCUMENT_NOUNS
    | JOURNALIST
    | ORGANIZATION_NOUNS
    | OUTLET_NOUNS
    | PERSON_NOUNS
    | REPORT_NOUNS
    | SPOKES
    | UNNAMED
    | frozenset(["police", "ministry", "media"])
)
_CITING = re.compile(
    r"\b(citing|quoting) ((?:[^,.;:\n“”\"]|(?<=\b[A-Z])\.|\.(?=\w)){3,100}?)"
    r"(?=,|;|\.(?:\s|$)|\s*$|\n| as (?:saying|having said)\b| (?:who|that|which)\b|[”\"])"
)
_AFTER_HEAD = re.compile(
    r"\s(?:\(|(?:of|in|at|from|with|familiar|close|briefed|inside|near|for|on|to|by|involved|there|speaking)\b)"
)
_ACCORDING = re.compile(r"according to", re.IGNORECASE)
_PLAIN_SAYING = re.compile(
    r",? ?((?:(?:has|have|had|also|later|then|both) )?"
    r"(?:said|says|told|reported|claimed|announced|warned|denied|insisted|confirmed|wrote|stated|argued|believes?|thinks?))"
    r"(?: that)?,? ?[:“\"]? ?"
)


def citations(text: str, sentence: Span) -> Iterator[tuple[Span, Span]]:
    """The words "citing" or "quoting" in one sentence, each with the one cited, where that can speak."""
    for match in _CITING.finditer(text, sentence.start, sentence.end):
        if _can_speak(match.group(2)):
            yield Span(*match.span(1)), Span(*match.span(2))


def _can_speak(phrase: str) -> bool:
    """Whether a noun phrase names somebody or something that says: by its head, or as a name."""
    after = _AFTER_HEAD.search(phrase)
    head = phrase[: after.start() if after else None].split()[-1:]
    return bool(head) and (head[0].lower() in _SPEAKERS or head[0][0].isupper())


def speaker_citing(said: Sequence[Triple], cue: Span, sentence: Span) -> int | None:
    """The number of the attribution whose speaker cites: the nearest in the sentence, other than the citation."""
    near: list[tuple[int, int]] = []
    for number, each in enumerate(said):
        parts = [part for part in (*each.source, *each.cue) if part.overlaps(sentence)]
        if not parts or any(part.overlaps(cue) for part in (*each.cue, *each.source)):
            continue
        gap = min(max(part.start - cue.end, cue.start - part.end) for part in parts)
        if gap <= FARTHEST:
            near.append((gap, number))
    return min(near)[1] if near else None


def without(spans: Spans, taken: Span) -> Spans:
    """What of ``spans`` lies outside ``taken``."""
    kept: list[Span] = []
    for span in spans:
        pieces = ((span.start, min(span.end, taken.start)), (max(span.start, taken.end), span.end))
        kept.extend(Span(start, end) for start, end in pieces if end - start > LEFTOVER)
    return tuple(kept)


def unfused(text: str, each: Triple) -> tuple[Triple, Triple | None]:
    """As two, one in the other, what the tagger takes for one speaker: "According to the Herald, Burrows said"."""
    if len(each.source) != 1 or not each.content or not _ACCORDING.fullmatch(" ".join(s.of(text) for s in each.cue)):
        return each, None
    source, first = each.source[0], each.content[0]
    names = re.match(r"([^,]+), ([^,].*?),?$", source.of(text), re.DOTALL)
    saying = _PLAIN_SAYING.fullmatch(text, source.end, first.start) if source.end < first.start else None
    if names is None or saying is None or each.cue[0].end > source.start:
        return each, None
    teller = Span(source.start, source.start + names.end(1))
    told = Span(source.start + names.start(2), source.start + names.end(2))
    outer = Triple((teller,), each.cue, (Span(told.start, first.end), *each.content[1:]), each.score)
    return outer, Triple((told,), (Span(*saying.span(1)),), each.content, each.score)
