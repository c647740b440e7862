"""The people an article names, so that a later "Hall" or "Mr Hall" is "Nora Hall"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.resolve.page import Page
from sayso.resolve.phrases import SEQUENCE, is_person, names_in
from sayso.words import MEN, ORGANIZATION_WORDS, ORGANIZATIONS, PERSON_NOUNS, PLACE_WORDS, TITLES, WOMEN

_SPEAKING = re.compile(
    r"(?:^|(?<=\n)|(?<=[a-z.!?,;:”\"’] ))(?:(?:Mr|Mrs|Ms|Dr)\.? )?([A-Z][\w’'-]+) (?:has |had |also |then )?"
    r"(?:said|says|told|tells|added|adds|explained|explains|wrote|writes|tweeted|claims|claimed|revealed|replied|replies"
    r"|denied|posted|insisted|confirmed|recalled)\b"
)
_SAID = re.compile(
    r"(?:said|says|added|adds|explained|replied|wrote) (?:(?:Mr|Mrs|Ms|Dr)\.? )?([A-Z][\w’'-]+)(?=[.,\n])"
)
_AGED = re.compile(r",? (?:\d{1,3}\b(?! (?:percent|per cent|million))|\(@?\w+\)|who (?:is|was|has|had|lives))")
_PERSON_TITLES = frozenset(
    "President|Pope|King|Queen|Prince|Princess|Cardinal|Bishop|Archbishop|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Rev|Father|Sgt|Inspector|Detective|Senator|Sen|Rep|Gov|Mayor|Judge|Capt|Lt"
    "|Col|Gen|CEO|Chancellor|Minister".split("|")
)


@dataclass(frozen=True, slots=True)
class People:
    """Full names by any of their forms, and every place where one is named."""

    full: Mapping[str, str]
    places: tuple[tuple[int, str], ...]  # (start, full name), in text order


def find_people(page: Page) -> People:
    """The people named in full anywhere in the article, known by surname and by a telling first name too."""
    text = page.text
    full: dict[str, str] = {}
    found: list[tuple[int, str]] = []
    alone = frozenset(_SPEAKING.findall(text) + _SAID.findall(text))  # "Hall said"
    for match in SEQUENCE.finditer(text):
        if _in_headline(text, match.start()) or page.within(*match.span()):
            continue
        for name in names_in(match.group()):
            words = name.split(" ")
            if len(words) == 1:
                if words[0] not in ORGANIZATION_WORDS and _titled(text, match.start(), match.group(), name):
                    full.setdefault(name, name)
            elif name not in full and _looks_like_person(text, match.start(), match.group(), name, alone):
                full[name] = name
    for name in list(full):
        words = name.split(" ")
        if len(words) > 1:
            surname = words[-1] if words[-1].rstrip(".") not in ("Jr", "Sr", "II", "III") else words[-2].rstrip(",")
            if full.get(surname, surname) == surname:
                full[surname] = name
            if words[0] in MEN or words[0] in WOMEN:
                full.setdefault(words[0], name)
            full.setdefault(f"{words[0]} {surname}", name)
            for number in range(1, len(words) - 1):
                full.setdefault(" ".join(words[number:]), name)
    for match in SEQUENCE.finditer(text):
        for name in names_in(match.group()):
            if name in full:
                found.append((match.start() + max(match.group().find(name), 0), full[name]))
    return People(full, tuple(sorted(found)))


def _titled(text: str, start: int, sequence: str, name: str) -> bool:
    before = sequence[: sequence.find(name)].split() or text[max(start - 20, 0) : start].split()
    return bool(before) and before[-1].rstrip(".") in _PERSON_TITLES


def _looks_like_person(text: str, start: int, sequence: str, name: str, alone: frozenset[str]) -> bool:
    """A known first name, a title or a person's noun before, an age or handle after, or the surname alone speaking."""
    words = name.split(" ")
    if len(words) > 4 or any(word.strip(".") in ORGANIZATION_WORDS for word in words) or not name[:1].isupper():
        return False
    if any(word in ("of", "for", "and", "&", "the") for word in words) or name in ORGANIZATIONS:
        return False
    if words[0] in PLACE_WORDS or any(len(word) > 2 and word.isupper() for word in words):
        return False
    if is_person(name, {}):
        return True
    before = text[max(start - 30, 0) : start] + sequence[: sequence.find(name)]
    last = before.split()[-1:] if before[-1:].isspace() else []
    if last and (
        last[0].lower() in PERSON_NOUNS or (last[0].rstrip(".") in TITLES and last[0] not in ("Vice", "General"))
    ):
        return True
    end = start + sequence.find(name) + len(name)
    if _AGED.match(text, end):
        return True
    return words[-1] in alone


def _in_headline(text: str, at: int) -> bool:
    """Whether a line is set in title case, where every word looks like a name."""
    line = text[text.rfind("\n", 0, at) + 1 : (text.find("\n", at) + 1 or len(text) + 1) - 1].strip()
    words = [word for word in line.split() if word[:1].isalpha()]
    return (
        4 <= len(words) <= 25
        and line[-1:] not in '.!?”"’'
        and sum(word[0].isupper() for word in words) > 0.6 * len(words)
    )
