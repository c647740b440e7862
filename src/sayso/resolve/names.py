"""Names in running text: where they are, whose they may be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sayso.records import Kind
from sayso.words import (
    HEADLINE_CUES,
    MEN,
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    PERSON_NOUNS,
    PLACE_WORDS,
    STARTERS,
    TITLES,
    TRADES,
    UNNAMED,
    WOMEN,
    gender_of,
)

Refers = Literal[
    "pronoun", "outlet", "person", "organization", "unnamed", "report", "called", "account", "document", "nobody"
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    What a noun phrase says about whom it names.

    ``refers`` tells how to find out who that is when the phrase does not name anybody: by the pronoun or noun ``word``.
    """

    kind: Kind
    name: str | None = None
    via: str | None = None  # "Variety's Ann Pell"
    gender: str | None = None
    refers: Refers | None = None
    word: str = ""


def person(name: str, people: Mapping[str, str], *, via: str | None = None, title: str | None = None) -> Phrase:
    """The phrase that names a person, in full where the article has the full name."""
    whole = people.get(name, name)
    return Phrase("person", whole, via, gender_of(whole.split()[0], title))


_UPPER = (
    r"(?:(?:[A-Z]\.)+(?:[A-Z](?= ))?|(?:Mr|Mrs|Ms|Dr|St|Sgt|Rev|Det|Gen|Lt|Col|Capt|Gov|Sen|Rep|Prof|Fr|Supt"
    r"|Insp)\.|[A-ZÀ-Þ][\w’'-]*"
    r"|(?:al|el|ul|an|as|ash|bin|de)-[A-Z][\w’'-]*|[a-z][A-Z][\w’'-]*|\d{1,6}(?:[A-Z]\w*|st|nd|rd|th))"
)
_PARTICLE = (
    r"(?:de|van|von|der|den|ter|al|el|bin|bint|ibn|ben|da|di|del|della|la|le|du|of|of the|for|and|&|(?<=Cruelty )to)"
)
SEQUENCE = re.compile(rf"(?<!\w)(?:{_UPPER})(?:,? (?:Jr|Sr|III|II)\b\.?| (?:{_PARTICLE} )?{_UPPER}){{0,11}}")
_POSSESSIVE = re.compile(r"(?:'s|’s|(?<=s)['’])$")
_CONTRACTED = re.compile(r"['’](?:ve|re|ll|d|m)$")  # "They've"
WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'-]*")
# "King's College" is one name
INNER_POSSESSIVE = re.compile(
    r"(?<=\w)(?:'s|’s|(?<=s)['’])\s+(?!(?:College|Party|School|Secondary|Hospital|Institute)\b)"
)
FIRST_NAMES = MEN | WOMEN
# alone at a sentence's beginning; "Champions League" is a name
_ALONE = frozenset({noun + "s" for noun in PERSON_NOUNS}) | {
    *("thousands", "hundreds", "dozens", "brokers", "data", "documents", "emails", "figures", "footage", "images"),
    *("photos", "pictures", "records", "statistics", "tweets", "videos", "studies", "surveys", "polls"),
}
_GENERIC = (UNNAMED | PERSON_NOUNS) - {"bank", "guard", "sheriff", "media"}
_SURNAMES = frozenset(("King", "Prince", "Bishop", "Pope", "Judge", "Major", "Baron", "Duke", "Constable", "Cardinal"))
_LONG_TITLE = re.compile(
    r"\b(?:Secretary of State|(?:Foreign|Defen[cs]e|Interior|Finance|Prime|Home|Health) (?:Minister|Secretary)"
    r"|(?:[A-Z]\w+ ){0,3}Vice[ -]President(?: of [A-Z]\w+)?|(?:U\.S\.|Air(?: Chief| Vice)?) Marshall?|Rear(?= Adm)"
    r"|Member of (?:Parliament|Congress)"
    r"|(?:Secretary|Minister) of (?:Homeland Security|Foreign Affairs|the (?:Interior|Treasury)|[A-Z]\w+)(?= [A-Z]))\b"
)
_BASED = re.compile(r"(?:\b[A-Z][\w.]* )?\b[A-Z]\w*-based (?=[A-Z])")  # "the Orrin-based Rain Board"
NATIONAL = re.compile(
    r"^(?:(?:North|South|East|West) )?"
    r"(?:(?!\w*stan$|Iran$|Japan$|Vatican$|Sudan$|Oman$|Taiwan$|Milan$|Ryan$|Jordan$|Nathan$|Goran$|Zoran$|Rohan$"
    r"|Imran$|Kiran$|Logan$|Megan$|Morgan$|Dylan$|Susan$|Brendan$|Declan$)[A-Z]\w+[a-z]an"
    r"|[A-Z]\w+(?:ese|ish)"
    r"|French|Dutch|Greek|Swiss|Czech|Thai|Iraqi|Israeli|Saudi|Pakistani|Emirati|Kuwaiti|Qatari|Yemeni|Bangladeshi"
    r"|Somali"
    r"|British|US|U\.S\.?|UK|U\.K\.?|EU)$"
)
DAYS = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|^(?:January|February|March|April|May|June|July|August|September"
    r"|October"
    r"|November|December)$"
)


def _plain(text: str) -> str:
    text = _BASED.sub("", text) if "-based " in text else text
    return _LONG_TITLE.sub("President", text)


def names_in(text: str) -> list[str]:
    """Capitalised names, titles and possessives left off: "Acme boss Dr Ann Pell's" -> ["Acme", "Ann Pell"]."""
    found: list[str] = []
    for match in SEQUENCE.finditer(_plain(text)):
        for part in INNER_POSSESSIVE.split(match.group()):
            found.extend(_without_titles(_POSSESSIVE.sub("", part)))
    return found


def _without_titles(sequence: str) -> list[str]:
    """The names in a run of capitalised words, cut at titles, first words of sentences and days dropped."""
    words = sequence.split(" ")
    cuts: list[list[str]] = [[]]
    for number, word in enumerate(words):
        bare = word.rstrip(".,")
        if number == 0 and (_CONTRACTED.sub("", word) in STARTERS or word.lower() in _GENERIC):
            continue
        if len(words) == 1 and word.lower() in _ALONE:
            continue
        of_something = bool(cuts[-1]) and " of " in sequence and not word.endswith(".")  # "Orrin Bank Governor of ..."
        if bare in TITLES and not of_something and not _is_surname(words, number):
            cuts.append([])
            continue
        if DAYS.match(bare) or word in HEADLINE_CUES:
            cuts.append([])
            continue
        if number == 0 and word in TRADES and 3 <= len(words) <= 4 and not ORGANIZATION_WORDS.intersection(words):
            continue
        cuts[-1].append(word)
    names = []
    for cut in cuts:
        while cut and cut[0] in ("of", "for", "and", "&", "the", "de", "al"):
            cut = cut[1:]
        while cut and cut[-1] in ("of", "for", "and", "&", "the"):
            cut = cut[:-1]
        name = " ".join(cut).strip(".,' ’")
        if name and name not in ("I", "A"):
            names.extend(_split_and(name))
    return names


def _is_surname(words: list[str], number: int) -> bool:
    """Whether a word that can be a title ends a name: "Peter King", but "Peter King Charles"."""
    if number == 0:
        return False
    before = words[number - 1]
    if before not in FIRST_NAMES:
        last = number == len(words) - 1 and words[number] in _SURNAMES
        return last and before not in TITLES and before not in STARTERS and not NATIONAL.match(before)
    return number == len(words) - 1 or words[number + 1].rstrip(".") in ("Jr", "Sr", "II", "III")


def _split_and(name: str) -> list[str]:
    """ "Ann Pell and Bo Dunn" and "Ann Pell of Bolt Works" are two, "Marks and Spencer" one."""
    parts = re.split(r" (?:and|of the|of|for) ", name, maxsplit=1)
    if len(parts) == 2 and " " in parts[0]:
        both = " and " in name and " " in parts[1]
        works_there = any(word in ORGANIZATION_WORDS for word in parts[1].split(" ")) and " and " not in name
        works_there = works_there and not any(word in ORGANIZATION_WORDS for word in parts[0].split(" "))
        if both or works_there or parts[0].split(" ")[0] in FIRST_NAMES:
            return [part for half in parts for part in _split_and(half)]
    words = name.split(" ")
    for number in range(1, len(words) - 1):  # "Bad Astronomer Bo Dunn"
        part = words[0] in ("Abu", "Abd", "Umm", "Ibn") or words[number].startswith(("Abd", "Moham", "Muham"))  # Arabic
        if words[number] in FIRST_NAMES and words[0] not in FIRST_NAMES and len(words) - number <= 3 and not part:
            return [" ".join(words[:number]), " ".join(words[number:])]
    return [name]


def is_person(name: str, people: Mapping[str, str]) -> bool:
    """Whether a name is a person's, by its words and by how the article goes on to use it."""
    words = name.split(" ")
    if name in people:
        return True
    if (
        any(word.strip(".") in ORGANIZATION_WORDS for word in words)
        or " of " in name
        or " for " in name
        or " & " in name
    ):
        return False
    if (NATIONAL.match(words[0]) and words[0] not in FIRST_NAMES) or (len(words) > 1 and any(map(_shouts, words))):
        return False
    return words[0] in FIRST_NAMES and name not in ORGANIZATIONS


def _shouts(word: str) -> bool:
    """Whether a word is an abbreviation rather than a name or initials: "NASA", but not "J.J."."""
    return len(word) > 2 and word.isupper() and "." not in word


# "the Hallin Transit Audit": the last word of a document's own title
TITLED_DOCUMENTS = frozenset(("Audit", "Report", "Survey", "Study", "Memo", "Census", "Index", "Yearbook", "Dossier"))


def could_be_person(name: str) -> bool:
    """Two or three capitalised words that nothing marks as an organization or a place."""
    words = name.split(" ")
    return (
        2 <= len(words) <= 3
        and name not in ORGANIZATIONS
        and words[0] not in PLACE_WORDS
        and words[-1] not in TITLED_DOCUMENTS
        and not any(word.strip(".") in ORGANIZATION_WORDS or word in ("of", "for", "and", "&", "the") for word in words)
        and not any(map(_shouts, words))
        and (words[0] in FIRST_NAMES or not NATIONAL.match(words[0]))
    )


def longer_name(text: str, word: str) -> str | None:
    """The person's full name of which the article uses one word alone: "Woods" of "Tiger Woods"."""
    if word in ORGANIZATIONS or word.isupper() or re.search(rf"\b[Tt]he {re.escape(word)}\b", text):
        return None
    for match in re.finditer(
        rf"(?:[A-Z][\w’'-]+ ){{1,2}}{re.escape(word)}\b|\b{re.escape(word)}(?: [A-Z][\w’'-]+){{1,2}}", text
    ):
        for name in names_in(match.group()):
            if (name.endswith(" " + word) or name.startswith(word + " ")) and could_be_person(name):
                return name
    told = re.search(rf"\b{re.escape(word)} (?:[a-z]+ ){{1,3}}(?:that )?(?:he|she)\b", text)
    return word if told is not None else None
