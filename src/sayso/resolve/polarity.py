"""What a cue does with its content: says, denies, doubts or asks."""

import re
from typing import Literal

Polarity = Literal["says", "denies", "doubts", "asks"]

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss\w*|refut\w+|rebut\w*|reject\w*|rubbish\w*|debunk\w*|contest(?:s|ed|ing)?|disput\w+"
    r"|contradict\w*|shot down|shoots? down|shooting down|slammed|slams|laughed off|poured cold water|pours cold water"
    r"|disprov\w+|discredit\w*|quash\w*|scotch(?:ed|es)|retract\w*|call(?:s|ed|ing)? (?:it "
    r"|the \w+ )?(?:a )?(?:hoax|false|fake))\b",
    re.IGNORECASE,
)
_NOT_DENIED = re.compile(
    r"\b(?:neither|nor|not|n[o’']t|never|declined to|refused to|yet to|without)\b[\w\s]{0,25}\bden", re.IGNORECASE
)
_DOUBTS = re.compile(
    r"\b(?:question(?:s|ed|ing)|doubt(?:s|ed|ing|ful)?|sceptical|skeptical|scepticism|skepticism|cast(?:s|ing)? doubt"
    r"|not (?:sure|convinced|certain)|unconvinced|cautioned against|warned against believing)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir\w+|enquir\w+|quer(?:y|ied))\b", re.IGNORECASE)
_ASKS_FOR = re.compile(r"^\W*(?:for\b|to\b|not to\b|that\b)", re.IGNORECASE)
_CONTENT_DENIES = re.compile(
    r"(?:\bno truth\b|\bnot an ounce of truth\b|\bnot a shred\b|\b(?:is|was|are|were|’s|'s"
    r"|as) (?:\w+ly )?(?:not true|untrue"
    r"|(?:a |an )?(?:\w+ ){0,2}(?:hoax|fake|fabricat\w+|rubbish|nonsense|lie|lies|prank)|false|bogus|baseless|unfounded"
    r"|inaccurate|incorrect|ridiculous|absurd)\b|\b(?:totally|completely|entirely|absolutely|100%|100 percent)"
    r" (?:untrue|false|fabricated|made up|fake|not true|incorrect)\b|\bmade[- ]up\b|\bnothing to (?:it|the)\b"
    r"|\b(?:not|never) happen(?:ed|ing)?\b|\b(?:isn|wasn|aren|weren|didn|hasn)[’']t (?:true|dead|happening|the case)\b"
    r"|\bno (?:such|plans|evidence|record)\b|\balive and well\b)",
    re.IGNORECASE,
)


def polarity_of(cue: str, content: str) -> Polarity:
    """How a statement stands to what it is about, from its cue first and then from the first words it says."""
    if _DENIES.search(cue):
        return "says" if _NOT_DENIED.search(cue) else "denies"
    if _DOUBTS.search(cue):
        return "doubts"
    if _ASKS.search(cue) and not _ASKS_FOR.search(content):
        return "asks"
    return "denies" if _CONTENT_DENIES.search(content[:240]) else "says"
