"""What kind of attribution it is: direct, indirect or mixed; statement, belief, intention or feeling."""

import re
from collections.abc import Sequence
from typing import Literal

from sayso.records import Sentence, Span

Attitude = Literal["statement", "belief", "intention", "feeling"]

# verbs and nouns of the cue; the first class that fits wins, and what fits none is a statement
_CLASSES: tuple[tuple[Attitude, re.Pattern[str]], ...] = (
    ("statement", re.compile(
        r"\b(?:sa(?:y|id)|says|saying|t(?:ell|old)|tells|according|report\w*|claim\w*|announc\w*)\b", re.I)),
    ("feeling", re.compile(
        r"\b(?:fear|feel|felt|love|hate|lik(?:e|ed|es)\b|dislike|regret|resent|enjoy|worr(?:y|ie)|afraid|angry|anger|upset"
        r"|glad|happy|sad|proud|sorry|concern|surpris|shock|delight|frustrat|disappoint|thrill|hope(?:s|d|ful)?\b|hoping)\w*",
        re.I)),
    ("intention", re.compile(
        r"\b(?:want|plan|intend|intent|decid|decision|aim|seek|sought|agree|refus|try|tried|trie|trying|attempt|vow|pledg|promis"
        r"|commit|prepar|will(?:ing)?|propos|consider|wish|mean[ts]?\b|bid|effort|goal|order|demand|request|choose|chose)\w*",
        re.I)),
    ("belief", re.compile(
        r"\b(?:believ|belief|think|thought|know|knew|known|expect|doubt|suspect|assum|suppos|understand|understood|see[ns]?\b"
        r"|saw|view|consider|regard|opinion|predict|estimat|imagin|guess|wonder|conclu|realiz|realis|find|found|judg|confiden"
        r"|convinced|certain|sure|reckon|deem|perceiv|anticipat|forecast)\w*", re.I)),
)  # fmt: skip


def attitude_of(cue: str) -> Attitude:
    """The attitude that a cue's words express."""
    return next((attitude for attitude, words in _CLASSES if words.search(cue)), "statement")


def type_of(content: Sequence[Span], sentences: Sequence[Sentence]) -> Literal["direct", "indirect", "mixed"]:
    """``direct``: all of the content's sentences' share is quoted, ``mixed``: some of it."""
    quoted = whole = 0
    for sentence in sentences:
        for span in content:
            if sentence.span.overlaps(span):
                start, end = max(span.start, sentence.span.start), min(span.end, sentence.span.end)
                whole += end - start
                for mark in sentence.quoted:
                    quoted += max(0, min(end, mark.end) - max(start, mark.start))
    if not quoted:
        return "indirect"
    return "direct" if quoted >= whole - 4 else "mixed"  # a comma or a full stop may stand outside the marks
