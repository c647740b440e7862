"""Nameless representatives of a named person, who count as that person: "Bo Dunn's publicist denied it"."""

import re
from collections.abc import Iterator

from sayso.records import Span
from sayso.resolve.cast import Cast
from sayso.resolve.cues import PERSON_SPEAKS, SPEAKS_PERSON
from sayso.resolve.names import Phrase
from sayso.resolve.page import Page
from sayso.resolve.sighting import Sighting
from sayso.resolve.vias import outlet_of_sentence
from sayso.words import HE, gender_of

_THEY = (
    r"(?:reps?|representatives?|publicists?|spokes(?:man|woman|person|people)|agents?|managers?|lawyers?|attorneys?)"
)
_WHOSE = re.compile(
    r"\b(?:(?P<pronoun>[Hh]is|[Hh]er)|(?P<noun>[Tt]he (?:[a-z-]+ )?[a-z]+[’']s)"
    rf"|(?P<name>(?:[A-Z][\w-]+ )?[A-Z][\w-]+)(?:[’']s|(?<=s)[’'])) (?:[a-z]+ )?{_THEY}\b(?!,? [A-Z])"
)
_ASIDE = re.compile(r" [—–-] [^—–\n]{1,40} [—–-](?= )")
_CLEARED_UP = re.compile(
    r" (?:(?:has|have|had|having|quickly|later|since|also) ){0,2}(?:cleared|shot|shut|laughed|dismissed|denied)\b"
)


def represented(page: Page, cast: Cast) -> Iterator[Sighting]:
    """Each such representative who says something, or of whom something is had."""
    for match in _WHOSE.finditer(page.text):
        sentence = page.sentence_span(match.start())
        aside = _ASIDE.match(page.text, match.end())
        end = aside.end() if aside else match.end()
        after = page.text[end : sentence.end]
        before = page.text[max(sentence.start, match.start() - 60) : match.start()]
        verb, lead = PERSON_SPEAKS.match(after) or _CLEARED_UP.match(after), SPEAKS_PERSON.search(before)
        name = _whom(cast, match) if verb or lead else None
        if name is not None:
            start = match.start() - (len(before) - lead.start()) if lead else match.start()
            evidence = Span(start, end + verb.end() if verb else match.end())
            via = outlet_of_sentence(page, start)
            yield Sighting(Phrase("person", name, via), Span(*match.span()), evidence, "says")


def _whom(cast: Cast, whose: re.Match[str]) -> str | None:
    """The full name of the person represented; None where that is an organization, or nobody known."""
    if whose.group("name"):
        return cast.people.full.get(whose.group("name"))
    if whose.group("noun"):
        speaker = cast.speaker_of(Span(*whose.span()))[0]
        return speaker.name if speaker is not None and speaker.kind == "person" else None
    gender = "he" if whose.group("pronoun").lower() in HE else "she"
    before = [name for start, name in cast.people.places if start < whose.start()]
    sure = [name for name in before if gender_of(name.split()[0]) == gender]
    unsure = [name for name in before if gender_of(name.split()[0]) is None]
    return next(reversed(sure or unsure), None)
