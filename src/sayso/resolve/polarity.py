"""What a cue does with its content (says, denies, doubts, asks), and how certain it leaves that it does."""

import re
from typing import Literal

Polarity = Literal["says", "denies", "doubts", "asks"]
Certainty = Literal["plain", "possible", "hearsay", "withheld"]

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|dismiss\w*|refut\w+|rebut\w*|reject\w*|rubbish\w*|debunk\w*|contest(?:s"
    r"|ed|ing)?"
    r"|disput\w+|contradict\w*|shot down|shoots? down|shooting down|laugh(?:s|ed|ing) off|pour(?:s|ed|ing) cold water"
    r"|scoff\w*|distanc(?:e|es|ed|ing)\b.{0,30} from|hit(?:s|ting)? back|walk(?:s|ed|ing)? (?:\w+ )?back"
    r"|shut(?:s|ting)? down|slap(?:s|ped) down|bat(?:s|ted) away|recant\w*|repudiat\w*"
    r"|set(?:s|ting)? the record straight"
    r"|pooh[- ]?pooh\w*|disavow\w*|overrul\w+|disagree(?:s|d|ing)?|rul(?:e|es|ed|ing)\b.{0,12} out|brush(?:ed"
    r"|es) (?:off|aside)"
    r"|disprov\w+|discredit\w*|quash\w*|scotch(?:ed|es)|retract\w*|call(?:s|ed|ing)? (?:it "
    r"|the \w+ )?(?:a )?(?:hoax|false|fake))\b",
    re.IGNORECASE,
)
_DISMISSES_AS = re.compile(r"\bdismiss\w*\b.*\bas\b", re.IGNORECASE)
_NOT = (
    r"(?:\b(?:neither|nor|not|never|no|cannot|without|refus(?:e|es|ed|ing) to|declin(?:e|es|ed|ing) to|fail(?:s"
    r"|ed|ing)? to"
    r"|yet to|stop(?:s|ped|ping)? short of|unable to|unwilling to|reluctant to|hesitat(?:e|es|ed) to"
    r"|avoid(?:s|ed|ing)?|hardly)\b|n[o’']t\b)"
)
_NOT_DENIED = re.compile(
    rf"{_NOT}[\w\s]{{0,25}}\b(?:den|disput|contest|reject|dismiss|rul|contradict|refut|disagree)", re.IGNORECASE
)
_NOT_BELIEVED = re.compile(
    rf"{_NOT}[\w\s]{{0,20}}\b(?:belie[fv]\w*|think\w*|thought|buy\w*|convinced|persuaded|sure|certain|clear"
    rf"|accept\w*|trust\w*"
    r"|confident|see\b|expect\w*)\b",
    re.IGNORECASE,
)
_DOUBTS = re.compile(
    r"\b(?:question(?:s|ed|ing)\b(?! (?:about|over|on)\b)|rais(?:e|es|ed|ing) (?:\w+ )?questions|doubt(?:s|ed"
    r"|ing|ful)?|sceptical|skeptical|scepticism|skepticism"
    r"|cast(?:s|ing)? doubt|unconvinced|unsure|unclear|uncertain\w*|misgivings?|reservations?|cautioned against"
    r"|warned against believing|mistrust\w*|distrust\w*|suspicious of)\b",
    re.IGNORECASE,
)
_NO_DOUBT = re.compile(rf"{_NOT}[\w\s]{{0,12}}\b(?:doubt|question)", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir\w+|enquir\w+|quer(?:y|ied|ies)|press(?:es|ed"
    r"|ing)? (?:\w+ )?(?:on|about|how|why|whether)"
    r"|question(?:s|ed|ing)? (?:about|over|on|whether|of|is|was|remains)|questioning over|under questioning)\b",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(r"^\W*(?:for\b|to\b|not to\b|that\b)", re.IGNORECASE)
_ASKED_TO = re.compile(r"\bask(?:s|ed|ing)? (?:\w+ )?(?:for|to)$|\bpress(?:es|ed|ing)? for\b", re.IGNORECASE)
_QUESTION = re.compile(r"[^.!?]*\?[\"”’']?$")
_CONTENT_DENIES = re.compile(
    r"(?:\bno truth\b|\bnot an ounce of truth\b|\bnot a shred\b|\b(?:is|was|are|were|’s|'s"
    r"|as) (?:\w+ly )?(?:not true|untrue"
    r"|(?:a |an )?(?:\w+ ){0,2}(?:hoax|fake|fabricat\w+|rubbish|nonsense|lie|lies|prank)|false|bogus|baseless"
    r"|unfounded"
    r"|inaccurate|incorrect|ridiculous|absurd)\b|\b(?:totally|completely|entirely|absolutely|100%|100 percent)"
    r" (?:untrue|false|fabricated|made up|fake|not true|incorrect)\b|\bmade[- ]up\b|\bnothing to (?:it|the)\b"
    r"|\b(?:not|never) happen(?:ed|ing)?\b|\b(?:isn|wasn|aren|weren|didn|hasn)[’']t (?:true|dead|happening"
    r"|the case)\b"
    r"|\bno (?:such|plans?|evidence|record)\b|\balive and well\b|\bmisquoted\b|\bout of context\b|\bdoctored\b"
    r"|\bnot what (?:happened|\w+ said)\b|\bwork of fiction\b|\bfairy ?tales?\b|\bpure (?:fiction|invention|fantasy)\b"
    r"|^\W*(?:(?:that )?(?:I|he|she|they|we) )?(?:never|did not|didn[’']t) sa(?:y|id)\b)",
    re.IGNORECASE,
)


_WITHHELD = re.compile(
    rf"{_NOT}[\w\s,]{{0,30}}\b(?:sa(?:y|id|ying)|tell|told|comment\w*|confirm\w*|disclos\w+|discuss\w*|answer\w*"
    rf"|respon\w+|repl(?:y|ied)"
    r"|mention\w*|elaborat\w+|specif\w+|explain\w*|identif\w+|name|reveal\w*|address\w*|acknowledg\w+|speak"
    r"|spoken|talk"
    r"|apologi\w+|release\w*|provid\w+|offer\w*|includ\w+|detail\w*|divulge|endors\w+|propos\w+|report\w*"
    r"|announc\w+|admit\w*"
    r"|den(?:y|ied|ying)|describe|call|criticiz\w+|indicat\w+|suggest\w*|give\b|given)\b"
    r"|\bno comment\b|\b(?:could|can) not be reached\b|\b(?:offer|propos|g[ai]ve|provid|said|say|disclos|reveal"
    r"|releas|mention)\w* "
    r"(?:no|nothing|few)\b|\brefus(?:ed|es|ing)? (?:comment|to)\b|\b(?:silent|mum|tight-lipped)\b|\bignor(?:e"
    r"|es|ed|ing)\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|rumou?r\w*|(?:is|are|was|were|been|being"
    r"|be) (?:\w+ly )?(?:said|alleged"
    r"|reported|believed|thought|understood|rumou?red|quoted|reputed) (?:to|as)|(?:is|was) quoted)\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|would|can|perhaps|possibly|probably|maybe|likely|unlikely|apparently|seem(?:s|ed"
    r"|ing)?|seemingly"
    r"|speculat\w+|potential\w*|hypothetical\w*)\b",
    re.IGNORECASE,
)


_ATTACKS = re.compile(
    r"\b(?:slam|blast|attack|condemn|hit out at|lash\w* out at)(?:s|med|ming|ed|ing)?\b", re.IGNORECASE
)
_WHAT_IS_SAID = re.compile(
    r"\b(?:claim|rumou?r|report|allegation|suggesti|speculat|stor(?:y|ies)\b|gossip|lie)", re.IGNORECASE
)
_CANNOT_BELIEVE = re.compile(r"\bcan(?:[’']t|not| not)\b[\w\s]{0,10}\bbelieve", re.IGNORECASE)  # it is so all the same


def denies(cue: str) -> bool:
    """Whether a cue denies its content."""
    return _speaks_of_denying(cue) and not _NOT_DENIED.search(cue)


def _speaks_of_denying(cue: str) -> bool:
    return _DENIES.search(cue) is not None and not _DISMISSES_AS.search(cue)


def polarity_of(cue: str, content: str) -> Polarity:
    """How a statement stands to what it is about, from its cue first and then from the first words it says."""
    if _CANNOT_BELIEVE.search(cue):
        return "says"
    if _ATTACKS.search(cue) and _WHAT_IS_SAID.search(content[:60]):
        return "denies"
    if _speaks_of_denying(cue):
        return "denies" if denies(cue) else "says"
    if _NOT_BELIEVED.search(cue) or (_DOUBTS.search(cue) and not _NO_DOUBT.search(cue)):
        return "doubts"
    if _ASKS.search(cue) and not _ASKS_FOR.search(content) and not _ASKED_TO.search(cue):
        return "asks"
    if not any(map(str.isalpha, cue)) and _QUESTION.match(content.strip("\"“”'")):
        return "asks"  # "Q: ...?"
    return "denies" if _CONTENT_DENIES.search(content[:240]) else "says"


def certainty_of(cue: str) -> Certainty:
    """
    Whether the cue says that it was said.

    ``possible``: that it may be, or would be; ``hearsay``: "is said to", "reportedly"; ``withheld``: that it was not,
    "declined to comment", "did not say"; else ``plain``.
    """
    if _WITHHELD.search(cue):
        return "withheld"
    if _HEARSAY.search(cue):
        return "hearsay"
    return "possible" if _POSSIBLE.search(cue) else "plain"
