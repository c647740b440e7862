"""The people an article names, so that a later "Hall" or "Mr Hall" is "Nora Hall"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.resolve.names import SEQUENCE, is_person, names_in
from sayso.resolve.page import Page
from sayso.words import MEN, ORGANIZATION_WORDS, ORGANIZATIONS, PERSON_NOUNS, PERSON_TITLES, PLACE_WORDS, TITLES, WOMEN

_SPEAKING = re.compile(
    r"(?:^|(?<=\n)|(?<=[a-z.!?,;:”\"’] ))(?:(?:Mr|Mrs|Ms|Dr)\.? )?([A-Z][\w’'-]+) (?:has |had |also |then )?"
    r"(?:said|says|told|tells|added|adds|explained|explains|wrote|writes|tweeted|claims|claimed|revealed|replied"
    r"|replies"
    r"|denied|posted|insisted|confirmed|recalled)\b"
)
_SAID = re.compile(
    r"(?:said|says|added|adds|explained|replied|wrote) (?:(?:Mr|Mrs|Ms|Dr)\.? )?([A-Z][\w’'-]+)(?=[.,\n])"
)
_AGED = re.compile(
    r",? (?:\d{1,3}\b(?! (?:percent|per cent|million))|\(@?\w+\)|who (?:is|was|has|had|lives))|, who [a-z]+ "
)
# what follows somebody's name and hardly ever a company's: "Zo Ninh, chief prosecutor for the state,"
_CALLED = re.compile(
    r", (?:an?|the|its|his|her|former|formerly)? ?(?:[\w’'-]+ ){0,4}?(?:spokes\w+|director|head|chair\w*|president"
    r"|CEO|chief|professor|lecturer|researcher|scientist|analyst|prosecutor|lawyer|attorney|doctor|journalist|reporter|editor"
    r"|correspondent|minister|secretary|ambassador|governor|mayor|senator|activist|resident|member|fighter|commander"
    r"|student|teacher|father|mother|son|daughter|brother|sister|wife|husband)s? (?:of|for|at|in|with|from|to)\b"
)
_WHERE = re.compile(
    r"\b(?:in|at|near|around|across|outside|along|above|behind) (?:the )?$"
)  # "neighbours in Cobden Row"
_AGED_ALONE = re.compile(r"\b([A-Z][\w’'-]+), [1-9]\d,")

_NAMED = re.compile(
    r"\b(?:named|identified (?:only |simply )?as|known (?:only )?as"
    r"|aged?) [\"“'‘]?([A-Z][a-z]+)(?=[\"”'’,. ])(?! [A-Z])"
)


_INITIALS = re.compile(r"(?:[A-Z]\.)+(?: ?[A-Z]\.)* [A-Z][a-z][\w’'-]+$")  # "J.B. Stark"
_PARTIES = frozenset(("Republican", "Republicans", "Democrat", "Democrats", "Conservative", "Conservatives", "Labour"))


@dataclass(frozen=True, slots=True)
class People:
    """Full names by any of their forms, and every place where one is named."""

    full: Mapping[str, str]
    places: tuple[tuple[int, str], ...]  # (start, full name), in text order
    others: tuple[tuple[int, str], ...] = ()  # (start, name) of what else begins with a capital, in text order


def find_people(page: Page) -> People:
    """The people named in full anywhere in the article, known by surname and by a telling first name too."""
    headlines = _headlines(page.text)
    runs = [(match.start(), match.group(), names_in(match.group())) for match in SEQUENCE.finditer(page.text)]
    full: dict[str, str] = {}
    shown = (_SPEAKING, _SAID, _AGED_ALONE)
    alone = frozenset(word for pattern in shown for word in pattern.findall(page.text))  # "Hall said", "Hall, 34,"
    for start, run, names in runs:
        if _within(headlines, start) or page.within(start, start + len(run)):
            continue
        for name in names:
            if _begins_small(page, start, name):
                continue  # "Taking Hall by surprise"
            if " " not in name:
                if name not in ORGANIZATION_WORDS and _titled(page.text, start, run, name):
                    full.setdefault(name, name)
            elif (
                name not in full
                and name not in page.organizations
                and _looks_like_person(page.text, start, run, name, alone)
            ):
                full[name] = name
    for match in _NAMED.finditer(page.text):
        full.setdefault(match.group(1), match.group(1))
    for name in [each for each in full if " " in each]:
        _add_forms(full, name)
    places = [
        (start + max(run.find(name), 0), full[name]) for start, run, names in runs for name in names if name in full
    ]
    others = [
        (start + run.find(name), name)
        for start, run, names in runs
        for name in names
        if name not in full and name in run and not _within(headlines, start)
    ]
    return People(full, tuple(sorted(places)), tuple(sorted(others)))


def _begins_small(page: Page, start: int, name: str) -> bool:
    """Whether a name's first word is a common one with a capital from the sentence's beginning."""
    first = name.split(" ")[0]
    if first in MEN or first in WOMEN or not page.text.startswith(first, start):
        return False
    return first.lower() in page.common and (start == 0 or page.text[:start].rstrip(" \"“‘'")[-1:] in ".!?\n:”")


def _add_forms(full: dict[str, str], name: str) -> None:
    """The shorter forms by which a full name may return."""
    words = name.split(" ")
    surname = words[-1] if words[-1].rstrip(".") not in ("Jr", "Sr", "II", "III") else words[-2].rstrip(",")
    if full.get(surname, surname) == surname:
        full[surname] = name
    if surname.startswith("al-"):
        full.setdefault(surname[3:], name)
    if words[0] in MEN or words[0] in WOMEN:
        full.setdefault(words[0], name)
    full.setdefault(f"{words[0]} {surname}", name)
    for number in range(1, len(words) - 1):
        shorter = " ".join(words[number:])
        if full.get(shorter, shorter) == shorter:  # "Quill Stark" is "Ada Quill Stark", whichever came first
            full[shorter] = name


def _titled(text: str, start: int, sequence: str, name: str) -> bool:
    before = sequence[: sequence.find(name)].split() or text[max(start - 20, 0) : start].split()
    return bool(before) and before[-1].rstrip(".") in PERSON_TITLES


def _looks_like_person(text: str, start: int, sequence: str, name: str, alone: frozenset[str]) -> bool:
    """A known first name, a title or a person's noun before, an age or handle after, or the surname alone speaking."""
    words = name.split(" ")
    if len(words) > 4 or any(word.strip(".") in ORGANIZATION_WORDS for word in words) or not name[:1].isupper():
        return False
    if any(word in ("of", "for", "and", "&", "the") for word in words) or name in ORGANIZATIONS:
        return False
    if (
        words[0] in PLACE_WORDS
        or words[-1] in _PARTIES
        or any(len(word) > 2 and word.isupper() and "." not in word for word in words)
    ):
        return False
    if is_person(name, {}) or _INITIALS.match(name):
        return True
    if len(words) == 2 and re.fullmatch("[A-Z]{2}", words[0]) and words[0] not in ("UK", "US", "EU", "UN", "TV"):
        return text.count(words[1]) > text.count(name)  # "JB Stark" is called "Stark" too
    before = text[max(start - 30, 0) : start] + sequence[: sequence.find(name)]
    last = before.split()[-1:] if before[-1:].isspace() else []
    if last and (
        last[0].lower() in PERSON_NOUNS or (last[0].rstrip(".") in TITLES and last[0] not in ("Vice", "General"))
    ):
        return True
    end = start + sequence.find(name) + len(name)
    if _AGED.match(text, end) or (len(words) < 4 and _CALLED.match(text, end)):
        return True
    return words[-1] in alone and not _WHERE.search(text[max(start - 20, 0) : start])


def _headlines(text: str) -> list[tuple[int, int]]:
    """Lines set in title case, where every word looks like a name."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group().strip()
        if len(line) > 250 or line[-1:] in ".!?”\"’'":
            continue
        words = [word for word in line.split() if word[:1].isalpha()]
        if 4 <= len(words) <= 25 and sum(word[0].isupper() for word in words) > 0.6 * len(words):
            found.append(match.span())
    return found


def _within(lines: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in lines)
