"""What kind of attribution it is: direct, indirect or mixed; statement, belief, intention or feeling."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Literal

from sayso.attribute.attitudes import ATTITUDE_OF, IRREGULAR, LIGHT, Attitude
from sayso.records import Sentence, Span

_WORD = re.compile(r"[a-z]+")
# a verb that asks for something rather than saying or asking it
_PHRASES: tuple[tuple[Attitude, re.Pattern[str]], ...] = (
    ("intention", re.compile(
        r"\b(?:call(?:s|ed|ing)? (?:for|on|upon)|(?:press|push|plead)(?:es|s|ed|ing)? for"
        r"|(?:appeal|ask)(?:s|ed|ing)? (?:for|to)|str(?:ike|uck) (?:them |it )?down|rul(?:e|es|ed|ing) .{0,12}out"
        r"|announc(?:e|es|ed|ing) (?:\w+ )?(?:plans?|intentions?))\b")),
    ("statement", re.compile(
        r"\b(?:put (?:it|this)|set out|weigh(?:s|ed|ing)? in|press(?:es|ed|ing)? (?:on|about))\b")),
    ("feeling", re.compile(r"\b(?:would|d) (?:like|love|hate)\b")),
)  # fmt: skip


@lru_cache(maxsize=4096)  # a newsroom has few cues
def attitude_of(cue: str) -> Attitude:
    """The attitude that a cue's words express: that of its first word in the table; of what is in none, a statement."""
    cue = cue.lower()
    for attitude, phrase in _PHRASES:
        if phrase.search(cue):
            return attitude
    for word in _WORD.findall(cue):
        lemma = _lemma(word)
        if lemma not in LIGHT and lemma in ATTITUDE_OF:
            return ATTITUDE_OF[lemma]
    return "statement"


def _lemma(word: str) -> str:
    """The table's form of a word, or the word itself."""
    if word in ATTITUDE_OF or word in LIGHT:
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)] + instead
            if stem in ATTITUDE_OF or stem in LIGHT:
                return stem
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in ATTITUDE_OF:  # "planned", "admitting"
                return stem[:-1]
    return word


_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", "e"),
    ("ed", "e"),
    ("ing", "e"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ing", ""),
)


def type_of(content: Sequence[Span], sentences: Sequence[Sentence]) -> Literal["direct", "indirect", "mixed"]:
    """``direct``: all of the content's sentences' share is quoted, ``mixed``: some of it."""
    quoted = whole = 0
    for span in content:
        for sentence in islice(sentences, bisect_right(sentences, span.start, key=_end), None):
            if sentence.span.start >= span.end:
                break
            start, end = max(span.start, sentence.span.start), min(span.end, sentence.span.end)
            whole += end - start
            for mark in islice(sentence.quoted, bisect_right(sentence.quoted, start, key=_end_of_mark), None):
                if mark.start >= end:
                    break
                quoted += min(end, mark.end) - max(start, mark.start)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= whole - 4 else "mixed"  # a comma or a full stop may stand outside the marks


def _end(sentence: Sentence) -> int:
    return sentence.span.end


def _end_of_mark(mark: Span) -> int:
    return mark.end
