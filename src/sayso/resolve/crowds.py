"""
Sources without a name that no attribution shows: "two people briefed on it said", "picked up by other websites",
"we're told".
"""

import re
from collections.abc import Iterator

from sayso.records import Span
from sayso.resolve.names import Phrase
from sayso.resolve.page import Page
from sayso.resolve.sighting import Sighting
from sayso.resolve.vias import addressee, credited
from sayso.words import CLAUSE_WORDS, CROWD_NOUNS, DEFINITE, ONE_OR_SOME, PRESS_NOUNS

_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'-]*")
_MORE = (
    r"(?: (?:familiar|close|with|within|inside|at|in|from|of|briefed|who|on|near|for|working|outside"
    r"|along)\b[^,.;\n]{3,60}?)?"
)
_SPEAK = (
    r"(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|claim\w*|confirm\w*|reveal\w*|report(?:s|ed|ing)?|explain\w*"
    r"|add(?:s|ed)?"
    r"|insist\w*|wr(?:ite|ites|ote)|complain\w*|not(?:e|es|ed|ing)|den(?:y|ies|ied)|warn\w*|suggest\w*|notic\w+"
    r"|discover\w*"
    r"|found|find|spotted|point(?:s|ed|ing)? out|post(?:s|ed|ing)?|tweet\w*|shar(?:e|ed|ing)|relay\w*|corroborat\w*"
    r"|describ\w*"
    r"|believ\w*|thinks?|thought|argu\w*|speculat\w*|question\w*|saw|see|witness\w*|heard|hear|recall\w*|speaking"
    r"|sp(?:eak|oke)"
    r"|ask\w*|call\w*|estimat\w*|caution\w*|t(?:ook|ake|aking) to|upload\w*|agree\w*|debunk\w*|predict\w*|ensure\w*"
    r"|assur\w*"
    r"|alleg\w*|quot\w*|cit(?:e|es|ed|ing)|disput\w*|doubt\w*|expect\w*|pick\w* up|carr(?:y|ied)|began|start\w*"
    r"|emerg\w*"
    r"|surfac\w*|circulat\w*|spread\w*|indicat\w*|publish\w*|ran|run|broke|poke\w*|stat(?:e|es|ed|ing)|maintain\w*"
    r"|react\w*"
    r"|back(?:s|ed|ing)?|fell for|verif(?:ies|ied)|admit\w*|warned|learned|provid\w*"
    r"|announced|recount\w*|wonder\w*|express\w* doubts?|cast\w* doubt|guess\w*|contend\w*"
    r"|offer\w*|observ\w*|consider\w*|defend\w*|fann\w*)"
)
_THEY_SAY = re.compile(
    rf"[”\"’]?{_MORE},? (?:(?:has|have|had|been|are|is|were|was|also|even|later|then|now|alike|already|\w+ly"
    rf"|who spoke[^,]{{0,60}},|who asked[^,]{{0,60}},) ){{0,3}}{_SPEAK}\b"
)
_REPORT_THAT = re.compile(
    r"(?: (?:on|in) \w+day| \w+day)? (?:that|of|about|claiming|saying|suggesting|have|has|had|were|are|emerged|surfaced"
    r"|circulat\w+|went viral|made the rounds|appeared online|began|suggest\w*|sa(?:y|id)|claim\w*|indicat\w*"
    r"|quot\w*|which|on)\b|,? [A-Z]\w+"
)
_BEFORE_PEOPLE = re.compile(
    r"\b(?:according to|by|from|thanks to|citing|cites?|cited|quoting|quoted|quotes|via|told|tells|heard from"
    r"|sa(?:y|ys|id)"
    r"|credit(?:s|ed|ing)?(?: to)?|sp(?:oke|eaks?|eaking) (?:to|with)|confirmed (?:\w+ ){0,2}(?:with|through)"
    r"|learn(?:ed|t|s)? from|including|courtesy of|attribut\w+(?: \w+)? to"
    r"|claims? (?:from|by|of)|information from|and|allegations by|accusations by|on the word of|the mouth of"
    r"|rel(?:y|ies|ied|ying) on) [“\"‘]?$",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"(?:according|confirm|learn|heard|cit|quot|credit|attribut|information|claims?|courtesy|word of|mouth of"
    r"|rel(?:y|i))\w*\b[^.]*$",
    re.IGNORECASE,
)
_BEFORE_PRESS = re.compile(
    r"\b(?:by|in|on|to|from|told|tells|across|with|via|according to|of|contrary to|given|despite|amid|see|based on"
    r"|like|reads?|between|only) [“\"‘]?$",
    re.IGNORECASE,
)
_NAMED_NEXT = re.compile(r",? (?:called|named|dubbed|titled|known as)\b|,? [“\"‘]?[A-Z@]\w+(?:\.\w+| [A-Z]\w+)")
_NO_PRESS = re.compile(  # "a press release", "media mogul", "a paper by two chemists"
    r" (?:by|release|statement|conference|briefing|office|officer|secretary|kit|coverage|attention|account|page|feed"
    r"|users?"
    r"|group|mogul|company|companies|frenzy|storm|watchdog|empire|firm|event|tour|executive|billionaire)s?\b"
)
_OTHER_THING = re.compile(  # "court papers", "fire stations", "it reports"
    r"\b(?:court|fire|polling|police|petrol|gas|train|space|white|it|he|she|they|who|which) $", re.IGNORECASE
)
_UNCREDITED = re.compile(r"\b(?:news|media|false|original|initial|hoax|fake|erroneous|bogus|unconfirmed)\b")
_SPREADS = re.compile(r" (?:first )?(?:went viral|surfaced|emerged|circulated|made the rounds|appeared online)\b")
_SOME_OF = re.compile(
    r"\b(?:some|many|several|all|both|a few|few|most|one|two|three|dozens|hundreds"
    r"|a (?:lot|number|couple|handful)) of$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:[Ww]e(?:’re|'re| are|’ve been|'ve been| have been| were)|(?:[Ii]s|[Ww]as|[Ww]ere"
    r"|[Bb]een)) told\b(?! (?:by|to)\b)"
)
_PARENTHESISED_VIA = re.compile(r"[(\[](?:[Vv]ia|h/t|HT|[Ss]ource)\b:?[)\]]")
# "it quotes a fisherman as saying": whoever that is
_QUOTED_AS = re.compile(
    r"\b(?:quot(?:es?|ed|ing)|cit(?:es?|ed|ing)) ((?:an?|one|two|three|several|some|another|unnamed|anonymous)"
    r" (?:[a-z][\w’'-]* ){0,6}?[a-z][\w’'-]*) as (?:saying|having said|telling|stating|claiming|describing)\b"
)
_TWEETS = re.compile(r"\b(?:re)?tweet(?:s|ed)?\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:[Aa]t least|[Aa]s many as)\b")


def crowds(page: Page) -> Iterator[Sighting]:
    """Every unnamed source that its noun and a cue beside it show, in text order by kind of wording."""
    end = 0
    for match in _WORD.finditer(page.text):
        word = match.group().lower()
        if (word in CROWD_NOUNS or word in PRESS_NOUNS) and match.start() >= end:
            found = _press(page, match) if word in PRESS_NOUNS else _people(page, match)
            if found is not None:
                end = found.evidence.end
                yield found
    for match in _QUOTED_AS.finditer(page.text):
        if not page.within(*match.span()):
            via = _through(page, Span(*match.span()), cites=True)
            yield Sighting(Phrase("unnamed", via=via), Span(*match.span(1)), Span(*match.span()), "cites")
    for match in _TOLD.finditer(page.text):
        yield Sighting(Phrase("unnamed"), Span(*match.span()), Span(*match.span()), "told")
    for match in _PARENTHESISED_VIA.finditer(page.text):
        if not page.within(match.start(), match.end() + 40):
            yield Sighting(Phrase("unnamed"), Span(*match.span()), Span(*match.span()), "credit_line")


def _phrase_start(page: Page, at: int, least: int) -> tuple[int, str]:
    """Where the noun phrase that ends in the noun at ``at`` begins, and its determiner, "" for none."""
    start, determiner = at, ""
    for match in reversed(list(_WORD.finditer(page.text, max(least, at - 60), at))):
        word = match.group().lower()
        if page.text[match.end() : start].strip(' “"‘’-'):
            break
        if word == "of" and (some := _SOME_OF.search(page.text, max(least, match.start() - 20), match.end())):
            return some.start(), "some"
        if word in CLAUSE_WORDS or (determiner and word not in ONE_OR_SOME and word not in DEFINITE):
            break
        start = match.start()
        if word in ONE_OR_SOME or word in DEFINITE:
            determiner = word
    return start, determiner


def _people(page: Page, noun: re.Match[str]) -> Sighting | None:
    sentence = page.sentence_span(noun.start())
    start, determiner = _phrase_start(page, noun.start(), sentence.start)
    plural = noun.group().endswith(("s", "people", "police"))
    if _NAMED_NEXT.match(page.text, noun.end()) or not (determiner or plural):
        return None
    says = _THEY_SAY.match(page.text, noun.end(), sentence.end)
    before = _BEFORE_PEOPLE.search(page.text[max(sentence.start, start - 40) : start])
    if determiner in DEFINITE and says is None:
        before = None if not plural else before
    if says is None and before is None:
        return None
    begin = start - (len(before.string) - before.start()) if before else start
    end = says.end() if says else noun.end()
    cites = before is not None and _CITES.search(before.group()) is not None
    via = _through(page, Span(begin, end), cites=cites)
    posted = says is not None and _TWEETS.search(says.group()) is not None
    phrase = Phrase("post" if posted else "unnamed", via=via)
    return Sighting(phrase, Span(start, noun.end()), Span(begin, end), "cites" if cites else "says")


def _through(page: Page, evidence: Span, *, cites: bool) -> str | None:
    """The outlet of the same sentence that has it from them."""
    sentence = page.sentence_span(evidence.start)
    around = [m for m in page.within(sentence.start, sentence.end) if addressee(page, m) or credited(page, m)]
    if not cites:
        return around[0].name if around else None
    before = page.within(sentence.start, evidence.start)
    inside = page.within(evidence.start, evidence.end)
    after = [each for each in around if each.span.start >= evidence.end]
    through = before[-1:] or inside[:1] or after[:1]
    return through[0].name if through else None


def _press(page: Page, noun: re.Match[str]) -> Sighting | None:
    """ "other outlets reported", "a website claims", "reports that ...": an outlet that is not named."""
    sentence = page.sentence_span(noun.start())
    start, determiner = _phrase_start(page, noun.start(), sentence.start)
    word = noun.group().lower()
    plural = word.endswith("s") or word in ("media", "press")
    described = page.text[start : noun.start()].strip()
    if _NO_PRESS.match(page.text, noun.end()) or _OTHER_THING.search(page.text[: noun.start()][-20:]):
        return None
    if (
        determiner in DEFINITE
        and not _UNCREDITED.search(described)
        and not (plural and described.lower() != determiner)
    ):
        return None
    if (
        not (determiner or plural)
        or page.within(start - 3, noun.end() + 25)
        or _NAMED_NEXT.match(page.text, noun.end())
    ):
        return None
    says = _THEY_SAY.match(page.text, noun.end(), sentence.end)
    before = _BEFORE_PRESS.search(page.text[max(sentence.start, start - 20) : start])
    if word in ("report", "reports"):
        if not plural and not _UNCREDITED.search(described) and not _SPREADS.match(page.text, noun.end()):
            return None
        says = says or _REPORT_THAT.match(page.text, noun.end(), sentence.end)
    if says is None and before is None:
        return None
    begin = start - (len(before.string) - before.start()) if before else start
    mention = Span(start, noun.end())
    return Sighting(Phrase("unnamed"), mention, Span(begin, says.end() if says else noun.end()), "press")
