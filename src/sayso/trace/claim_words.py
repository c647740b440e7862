"""The words of a claim and of a text as they are compared: cut to stems, names apart, and those that are negated."""

import re
from functools import lru_cache

REACH = 5  # words behind a negation that it may be about: "has not, he said, been stolen"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NEGATION = re.compile(r"^(?:not|no|never|nothing|none|nobody|cannot|without|neither|nor)$|n['’]t$", re.IGNORECASE)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at by for from with and or but is are was were be been has have had will would that this "
        "it its his her their he she they as not no who which than then so if about after before into over up out",
    )
)


@lru_cache(maxsize=8192)  # the same for every claim of a story
def stems(text: str) -> frozenset[str]:
    """Content words, cut to their first five letters: enough to see that "reports" and "reported" are one word."""
    return frozenset(_stem(word) for word in _WORD.findall(text)) - {""}


def _stem(word: str) -> str:
    """Empty for common words and single letters."""
    small = word.casefold().replace("’", "'")
    return "" if small in _COMMON or len(small) < 2 else small[:5]


def name_stems(claim: str) -> frozenset[str]:
    """The stems of the words that the claim writes with a capital; none where it writes them small."""
    return frozenset(_stem(word) for word in _WORD.findall(claim) if word[0].isupper()) - {""}


@lru_cache(maxsize=16_384)
def negated_stems(text: str) -> frozenset[str]:
    """The stems of the words that stand within REACH behind a negation, but those with a capital."""
    words = _WORD.findall(text)
    behind = (
        word
        for place, negation in enumerate(words)
        if _NEGATION.search(negation)
        for word in words[place + 1 : place + 1 + REACH]
        if not word[0].isupper()
    )
    return frozenset(map(_stem, behind)) - {""}
