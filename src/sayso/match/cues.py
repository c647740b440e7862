"""
Words by which an article takes a stance on what it tells, in groups; written from common knowledge of English news.

Only counts of the groups go into the stance model: which of them speak for which stance is learned.
"""

import re
from functools import lru_cache

GROUPS = {
    "refute": r"hoax\w*|fake[drs]?|false\w*|debunk\w*|untrue|not true|satir\w*|photoshop\w*|fabricat\w*|bogus|prank\w*|parod\w*"
    r"|made[- ]up|no truth|misinform\w*|mislead\w*|spoof\w*|fiction\w*|alive and well|urban legend|myths?|inaccura\w*"
    r"|incorrect\w*|wrong|erroneous\w*|retract\w*|correction|fooled|duped|fell for|turns out|not real|unfounded|baseless"
    r"|nonsense|disprov\w*|refut\w*|rebut\w*|lie[sd]?|lying|snopes|staged|stunt",
    "deny": r"den(?:y|ies|ied|ying|ials?)|dismiss\w*|reject\w*|shot down|shoots? down|contradict\w*|disput\w*|quash\w*"
    r"|contrary to|no plans?|not the case|insist\w*|clarif\w*",
    "negation": r"not|never|no|none|nothing|neither|nor|without|cannot|\w+n['’]t",
    "hedge": r"reportedly|allegedly|alleged|apparent(?:ly)?|rumou?r\w*|claim(?:s|ed|ing)?|supposed(?:ly)?|believed|purport\w*"
    r"|unconfirmed|possibl[ey]|may|might|could|would|suggest\w*|perhaps|likely|seems?|speculat\w*|said to|set to|expected"
    r"|potential\w*",
    "say": r"according to|report(?:s|ed|ing)?|sources?|said|says|told|tells|cit(?:es|ed|ing)|quoted|insiders?|officials?"
    r"|spokes\w+|statement|via|tweet\w*",
    "doubt": r"skeptic\w*|sceptic\w*|doubt\w*|question(?:s|ed|ing|able)?|unclear|unlikely|grain of salt|pinch of salt"
    r"|too good to be true|whether|confirmation|verif\w*|authentic\w*|dubious|suspici\w*|raises? eyebrows|really|strange",
    "settle": r"confirm(?:s|ed|ing)?|official(?:ly)?|announc\w*|reveal\w*|admit\w*|acknowledg\w*|proof|evidence|video|photos?",
    "update": r"update[ds]?|editor['’]s note|originally|earlier",
}
_PATTERNS = {name: re.compile(rf"(?<![\w'’])(?:{words})(?!\w)", re.IGNORECASE) for name, words in GROUPS.items()}


@lru_cache(maxsize=4096)  # the same openings and endings are read again for every claim of a story
def count_cues(text: str) -> tuple[int, ...]:
    """How often each of the GROUPS occurs in ``text``, in their order."""
    return tuple(len(pattern.findall(text)) for pattern in _PATTERNS.values())
