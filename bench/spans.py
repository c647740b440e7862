"""
When a found attribution is one of those annotated: the counting that the measurements of the reader share.

An attribution is three lists of spans, each [start, end) in code points of the text. Everything is paired one to one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.reporting import REPORTING

ROLES = ("source", "cue", "content")
Spans = list[list[int]]
Attribution = Mapping[str, Any]  # at least the three roles
Pairs = list[tuple[int, int]]  # numbers of the found and of the annotated one

_PRONOUNS = frozenset(
    """
    i me my mine myself we us our ourselves you your yourself he him his himself she her hers herself it its itself
    they them their themselves one this that these those who whom whose which
    """.split()  # noqa: SIM905
)
_DETERMINERS = frozenset(
    """
    a all an another both few her his its many most my no one other our several some that the their these this those
    three two your
    """.split()  # noqa: SIM905
)
_MARKS, _OPEN, _CLOSE = frozenset('"“”'), frozenset('"“'), frozenset('"”')


def touch(a: Spans, b: Spans) -> bool:
    """Whether any span of one shares a character with any of the other."""
    return any(start < end2 and start2 < end for start, end in a for start2, end2 in b)


def same_source(found: Attribution, gold: Attribution) -> bool:
    """Whether the two overlap in the source, or both have none."""
    return touch(found["source"], gold["source"]) or not (found["source"] or gold["source"])


def same_attribution(found: Attribution, gold: Attribution) -> bool:
    """Whether the two overlap in content and in source (cues are compared by ``paired``)."""
    return same_source(found, gold) and touch(found["content"], gold["content"])


def same_exactly(found: Attribution, gold: Attribution) -> bool:
    """Whether all spans of all three roles are the very same."""
    return all(sorted(map(tuple, found[role])) == sorted(map(tuple, gold[role])) for role in ROLES)


def paired(
    found: Sequence[Attribution],
    gold: Sequence[Attribution],
    fits: Callable[[Attribution, Attribution], bool],
    *,
    cues: bool = True,
) -> Pairs:
    """
    Each found one with the first annotated one that fits and is free, in text order.

    ``cues``: they must overlap too; annotated ones without a cue are left for what is then still free.
    """
    left, free, pairs = list(range(len(gold))), list(range(len(found))), []
    for with_cue in (True, False):
        for one in list(free):
            for other in left:
                cue = gold[other]["cue"]
                near = not cues or (touch(found[one]["cue"], cue) if with_cue else not cue)
                if near and fits(found[one], gold[other]):
                    left.remove(other)
                    free.remove(one)
                    pairs.append((one, other))
                    break
    return pairs


def pair(
    found: Sequence[Attribution], gold: Sequence[Attribution], fits: Callable[[Attribution, Attribution], bool]
) -> int:
    """How many can be paired with overlapping cues."""
    return len(paired(found, gold, fits))


def covered(found: Sequence[Attribution], gold: Sequence[Attribution], share: float) -> Pairs:
    """
    Each annotated content with the found one that covers most of it, if more than ``share`` (Asr et al. 2021).

    Contents are taken from their first to their last character; too long a found one is not punished.
    """
    free, pairs = list(range(len(found))), []
    for number, one in enumerate(gold):
        start, end = _hull(one)
        best, most = None, share
        for other in free:
            start2, end2 = _hull(found[other])
            cover = (min(end, end2) - max(start, start2)) / (end - start)
            if cover > most:
                best, most = other, cover
        if best is not None:
            free.remove(best)
            pairs.append((best, number))
    return pairs


def _hull(attribution: Attribution) -> tuple[int, int]:
    return min(start for start, _ in attribution["content"]), max(end for _, end in attribution["content"])


# ---- slices ----


def slices(attribution: Attribution, text: str) -> tuple[str, ...]:
    """The slices that an attribution belongs to: kind of speech, of source, of cue, and whether in the first line."""
    first = text.find("\n") if "\n" in text else len(text)
    where = ("headline",) if _hull(attribution)[1] <= first else ()
    return (
        f"{attribution.get('quote_type') or speech(text, attribution['content'])} speech",
        f"source: {source_class(text, attribution['source'])}",
        f"cue: {'reporting verb' if _is_reporting(text, attribution['cue']) else 'other'}",
        *where,
    )


def speech(text: str, content: Spans) -> str:
    """direct: all letters inside double quotation marks (or marks right around every span); mixed: some; indirect."""
    parts = [text[start:end].strip() for start, end in content]
    if not any(_MARKS.intersection(part) for part in parts):
        around = all(
            text[max(start - 1, 0) : start] in _OPEN and text[end : end + 1] in _CLOSE for start, end in content
        )
        return "direct" if around else "indirect"
    inside = [_quoted_letters(part) for part in parts]
    quoted, letters = (sum(column) for column in zip(*inside, strict=True))
    if letters and quoted > 0.95 * letters:
        return "direct"
    return "mixed" if quoted else "indirect"


def _quoted_letters(part: str) -> tuple[int, int]:
    """How many letters and digits stand inside quotation marks, and how many there are."""
    quoted = letters = 0
    inside = False
    for character in part:
        if character in _MARKS:
            inside = character == "“" or (character == '"' and not inside)
        elif character.isalnum():
            letters += 1
            quoted += inside
    return quoted, letters


def source_class(text: str, source: Spans) -> str:
    """none, pronoun, name (a capitalised word after the determiners) or nominal."""
    words = re.findall(r"[^\W_]+", " ".join(text[start:end] for start, end in source))
    if not words:
        return "none"
    if all(word.lower() in _PRONOUNS for word in words):
        return "pronoun"
    while len(words) > 1 and words[0].lower() in _DETERMINERS:
        words.pop(0)
    return "name" if any(word[0].isupper() for word in words) else "nominal"


def _is_reporting(text: str, cue: Spans) -> bool:
    words = re.findall(r"[a-z]+", " ".join(text[start:end] for start, end in cue).lower())
    return any(word in REPORTING for word in words)
