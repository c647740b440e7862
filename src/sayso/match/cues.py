"""
Words by which an article takes a stance on what it tells, in groups; written from common knowledge of English news.

They are only counted; which of them speak for which stance is learned. Each line of a group is a part of one pattern.
"""

import re
from functools import lru_cache

GROUPS = {
    "refute": r"""hoax\w*|fake[drs]?|false\w*|debunk\w*|untrue|not true|satir\w*|photoshop\w*|fabricat\w*|bogus|prank\w*
        parod\w*|made[- ]up|no truth|misinform\w*|mislead\w*|spoof\w*|fiction\w*|alive and well|urban legend|myths?
        inaccura\w*|incorrect\w*|wrong|erroneous\w*|retract\w*|correction|fooled|duped|fell for|turns out|not real
        unfounded|baseless|nonsense|disprov\w*|refut\w*|rebut\w*|lie[sd]?|lying|snopes|staged|stunt
        doctored|misquoted|apologi[sz]\w*|sets? the record straight""",
    "deny": r"""den(?:y|ies|ied|ying|ials?)|dismiss\w*|reject\w*|shot down|shoots? down|contradict\w*|disput\w*|quash\w*
        rubbish(?:e[sd]|ing)|scoff\w*|hits? back|distanc(?:e[sd]?|ing)|laughs? off|laughed off|walk(?:s|ed) (?:it )?back
        contrary to|no plans?|not the case|insist\w*|clarif\w*""",
    "negation": r"not|never|no|none|nothing|neither|nor|without|cannot|\w+n['’]t",
    "hedge": r"""reportedly|allegedly|alleged|apparent(?:ly)?|rumou?r\w*|claim(?:s|ed|ing)?|supposed(?:ly)?|believed
        purport\w*|unconfirmed|possibl[ey]|may|might|could|would|suggest\w*|perhaps|likely|seems?|speculat\w*|said to
        set to|expected|potential\w*""",
    "say": r"""according to|report(?:s|ed|ing)?|sources?|said|says|told|tells|cit(?:es|ed|ing)|quoted|insiders?
        officials?|spokes\w+|statement|via|tweet\w*""",
    "doubt": r"""skeptic\w*|sceptic\w*|doubt\w*|question(?:s|ed|ing|able)?|unclear|unlikely|(?:grain|pinch) of salt
        too good to be true|whether|confirmation|verif\w*|authentic\w*|dubious|suspici\w*|raises? eyebrows
        really|strange""",
    "settle": r"""confirm(?:s|ed|ing)?|official(?:ly)?|announc\w*|reveal\w*|admit\w*|acknowledg\w*|proof|evidence|video
        photos?""",
    "update": r"update[ds]?|editor['’]s note|originally|earlier",
    "undo": r"""exit(?:s|ed)?|bail(?:s|ed)?|quits?|drop(?:s|ped)? out|back(?:s|ed)? out|pull(?:s|ed)? out|no longer
        after all|instead|rubbish|joke[ds]?|mock\w*|put to rest|safe(?:ly)?|recovered|alive|walk(?:s|ed)? away
        withdr\w+|laugh\w*|silly|hilarious|troll\w*|clickbait|gullible|internet|viral(?:ly)?|social media|spread\w*
        circulat\w*|shared""",
    "cite": r"""according to|per|citing|reports? (?:that|say\w*|from|in|on|by|today)|reported (?:by|that|on|in)
        (?:is|are) reporting|report(?:s|ed)?[,.]|claims|told|learned|says|via|h/t""",
    "unnamed": r"""sources?|insiders?|people familiar|person familiar|officials?|witness\w*|locals|residents|spokes\w+
        reportedly|allegedly""",
    "is_not": r"""(?:is|are|was|were|did|does|do|has|have|had|will|would|could|can|be)(?: not|n['’]t)|never
        no (?:such|evidence|truth|plans?|one)|not (?:true|real|dead|the|a|going|be)|nothing""",
}
_PATTERNS = {
    name: re.compile(rf"(?<![\w'’])(?:{'|'.join(words.split(chr(10) + ' ' * 8))})(?!\w)")
    for name, words in GROUPS.items()
}


@lru_cache(maxsize=16_384)  # a story's sentences are looked at from one claim after another
def count_cues(text: str) -> tuple[int, ...]:
    """How often each of the GROUPS occurs in ``text``, in their order."""
    small = text.lower()  # to pass over the case takes three times as long
    return tuple(len(pattern.findall(small)) for pattern in _PATTERNS.values())


def is_negated(text: str) -> bool:
    """Whether ``text`` holds a word of negation."""
    return _PATTERNS["negation"].search(text.lower()) is not None
