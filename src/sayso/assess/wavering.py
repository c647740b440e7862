"""How firmly a sentence says what it says, compared with what became of it: "will" and "may", "reportedly" or not."""

import re
from collections import Counter

# What makes a sentence say less: possibility, hearsay, intention, somebody's word in place of the outlet's own.
# "May" is the month but before another word of a title, and not behind what stands before months.
_SOFT = re.compile(
    r"(?-i:\bmay\b|(?<!\bin )(?<!\bof )(?<!\bby )(?<!\bsince )(?<!\blast )(?<!\bnext )\bMay(?= [A-Z][a-z]))"
    r"|\b(?:might|could|possibl[ey]|perhaps|probabl[ey]|potentially|likely|reportedly|allegedly|alleged|apparently"
    r"|supposedly|purportedly|seem(?:s|ed|ingly)?|appear(?:s|ed)?|suggest(?:s|ed)|believed|expected|considering"
    r"|considers|weighing|weighs|mulling|planning|plans|hop(?:es|ing)|rumou?r(?:s|ed)?|claim(?:s|ed)|unconfirmed|unclear"
    r"|uncertain|whether|according\s+to|report(?:s|ed)\s+that|says|said|told)\b",
    re.IGNORECASE,
)
_FIRM = re.compile(r"\b(?:will|would|shall|must|confirm(?:s|ed)?|definitely|certainly)\b", re.IGNORECASE)


def wavering(before: str, after: str) -> tuple[str, str, str] | None:
    """
    ("softened" or "firmed", what stood there, what stands there now) where a change of words is one of firmness.

    Counted are the words of possibility and hearsay that only one of the two has.
    """
    soft = [Counter(" ".join(each.lower().split()) for each in _SOFT.findall(text)) for text in (before, after)]
    firm = [Counter(each.lower() for each in _FIRM.findall(text)) for text in (before, after)]
    less, more = soft[0] - soft[1], soft[1] - soft[0]
    if less.total() == more.total():
        return None
    if more.total() > less.total():
        return "softened", _listed(firm[0] - firm[1]), _listed(more)
    return "firmed", _listed(less), _listed(firm[1] - firm[0])


def _listed(words: Counter[str]) -> str:
    return ", ".join(sorted(words))
