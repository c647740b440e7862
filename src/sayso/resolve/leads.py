"""Whom a lead calls "a woman" and the article names a few sentences on: one source, not two."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sayso.resolve.cast import Cast, Speaker
from sayso.resolve.described import gender_of_noun
from sayso.resolve.page import Page
from sayso.resolve.sayings import Said

LEAD, SOON = 2, 6  # sentences in which a description may stand, and in which the name must follow it
_SOMEBODY = re.compile(r"^an? (?:[\w’'-]+ ){0,2}?([a-z]+)\b(?! and )", re.IGNORECASE)


def named_later(page: Page, cast: Cast, said: Mapping[str, Said]) -> dict[str, Said]:
    """
    The attributions with "a man" or "a woman" of the lead replaced by the one person whom the article names next.

    Only where that person speaks too, nobody was named as a speaker before, and the description is not of somebody
    beside them ("a woman who dated Bo Dunn" is not Bo Dunn).
    """
    speaking = list({each.speaker.number: each.speaker for each in said.values() if each.speaker is not None}.values())
    named = [each for each in speaking if each.name and each.kind in ("person", "post")]
    if not named:
        return dict(said)
    first = min(named, key=_begin)
    others = [each for each in named if each.name != first.name and page.sentence_at(_begin(each)) < SOON]
    somebody = next((each for each in speaking if not others and _may_be(page, cast, each, first)), None)
    if somebody is None:
        return dict(said)
    first.gender = _gender(somebody)
    first.meet(somebody.mentions[0])
    return {key: replace(each, speaker=first) if each.speaker is somebody else each for key, each in said.items()}


def _gender(somebody: Speaker) -> str | None:
    described = _SOMEBODY.match(somebody.description)
    return gender_of_noun(described.group(1)) if described else None


def _may_be(page: Page, cast: Cast, somebody: Speaker, person: Speaker) -> bool:
    gender = _gender(somebody) if somebody.kind == "unnamed" else None
    if gender is None or person.gender not in (None, gender):
        return False
    begin, end = somebody.mentions[0].start, somebody.mentions[0].end
    number = page.sentence_at(begin)
    sentence = page.sentence_span(begin)
    beside = [name for at, name in cast.people.places if begin <= at < sentence.end]
    if person.name in beside or number >= LEAD or not end <= _begin(person):
        return False
    return page.sentence_at(_begin(person)) - number < SOON


def _begin(speaker: Speaker) -> int:
    return min(span.start for span in speaker.mentions)
