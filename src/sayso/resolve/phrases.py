"""What a source's words name: an outlet, a person, an organization, somebody unnamed, or somebody named elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sayso.records import Kind, Span
from sayso.resolve.page import Mention, Page
from sayso.words import (
    DOCUMENT_NOUNS,
    JOURNALIST,
    MEN,
    ORGANIZATION_NOUNS,
    ORGANIZATIONS,
    ORGANIZATION_WORDS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    PLACE_WORDS,
    POST_NOUNS,
    PRONOUNS,
    REPORT_NOUNS,
    SPOKES,
    STARTERS,
    TITLES,
    UNNAMED,
    WOMEN,
    gender_of,
)


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
    refers: Literal["pronoun", "outlet", "person", "organization", "unnamed", "report", "nobody"] | None = None
    word: str = ""


_UPPER = (
    r"(?:(?:[A-Z]\.)+(?:[A-Z](?= ))?|(?:Mr|Mrs|Ms|Dr|St|Sgt|Rev|Det|Gen|Lt|Col|Capt|Gov|Sen|Rep|Prof|Fr|Supt|Insp)\.|[A-ZÀ-Þ][\w’'-]*"
    r"|(?:al|el|ul|an|as|ash|bin|de)-[A-Z][\w’'-]*|[a-z][A-Z][\w’'-]*|\d+(?:[A-Z]\w*|st|nd|rd|th))"
)
_PARTICLE = r"(?:de|van|von|der|den|ter|al|el|bin|bint|ibn|ben|da|di|del|della|la|le|du|dos|of|of the|for|and|&|(?<=Cruelty )to)"
SEQUENCE = re.compile(rf"(?:{_UPPER})(?:,? (?:Jr|Sr|III|II)\b\.?| (?:{_PARTICLE} )?{_UPPER})*")
_POSSESSIVE = re.compile(r"(?:'s|’s|(?<=s)['’])$")
_HANDLE = re.compile(r"@\w+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'-]*")
_INNER_POSSESSIVE = re.compile(r"(?<=\w)(?:'s|’s|(?<=s)['’])\s+")
_FIRST = MEN | WOMEN
_GENERIC = (UNNAMED | PERSON_NOUNS | {"thousands", "hundreds", "dozens", "brokers"}) - {
    "bank",
    "guard",
    "sheriff",
    "media",
}
_LONG_TITLE = re.compile(
    r"\b(?:Secretary of State|(?:Foreign|Defen[cs]e|Interior|Finance|Prime|Home|Health) (?:Minister|Secretary)|(?:[A-Z]\w+ )*Vice[ -]President(?: of [A-Z]\w+)?|(?:Secretary|Minister) of [A-Z]\w+(?= [A-Z]))\b"
)
_ACCOUNT = re.compile(
    r"\b(?:Reddit|Twitter|YouTube|Facebook|Instagram|Imgur|imgur|forum|Tumblr|Weibo|reddit)(?:'s)? (?:user|account|member|poster)"
    r"(?: (?:named|called|by the name of))?,? [\"“'‘]?(@?[\w.-]{3,}(?: [A-Z][\w.]*){0,3})[\"”'’]?"
)
NATIONAL = re.compile(
    r"^(?:(?!\w*stan$|Iran$|Japan$|Vatican$|Sudan$|Oman$|Taiwan$|Milan$|Ryan$|Jordan$|Nathan$)[A-Z]\w+[a-z]an|[A-Z]\w+(?:ese|ish)"
    r"|French|Dutch|Greek|Swiss|Czech|Thai|Iraqi|Israeli|Saudi|Pakistani|Emirati|Kuwaiti|Qatari|Yemeni|Bangladeshi|Somali"
    r"|British|US|U\.S\.|UK|U\.K\.|EU)$"
)
_OFFICE = re.compile(
    r"\s*(?:an?|the|its|senior|executive|vice|president|director|chief|head|CEO|spokes\w+|manager|co-founder|founder|chair\w*) "
)
_NOBODY = frozenset("anyone anybody nobody something nothing everyone everybody it’s it's there".split())
_SPEAKS_FOR_IT = (
    ORGANIZATION_NOUNS | OUTLET_NOUNS | {"officials", "scientists", "executives", "statement", "page", "account"}
)
_DAYS = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|^(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)$"
)


def read_phrase(page: Page, span: Span, people: Mapping[str, str]) -> Phrase:
    """What the words at ``span`` name; ``people`` gives the full names of the article by surname."""
    text = re.sub(r"^(?:and|but|as|while|that|when|,)\s+", "", span.of(page.text).strip())
    words = [word.lower() for word in _WORD.findall(text)]
    if words and (words[0] in _NOBODY or words[:2] == ["no", "one"] or words[-1] in ("headline", "inquiry", "url")):
        return Phrase("unnamed", refers="nobody")
    if set(words) & {"rumour", "rumours", "rumor", "rumors", "speculation"} and len(words) <= 4:
        return Phrase("unnamed", refers="nobody")
    if not words:
        handle = _HANDLE.search(text)
        return Phrase("post", handle.group()) if handle else Phrase("unnamed")
    full = page.organizations.get(re.sub(r"^[Tt]he ", "", text))
    if full is not None:
        return Phrase("organization", full)
    if words[0] in PRONOUNS and (len(words) == 1 or words[0] in ("who", "which", "he", "she", "they", "it", "we", "i")):
        return Phrase("person", refers="pronoun", word=words[0])
    handle = _HANDLE.search(text)
    if handle and not SEQUENCE.search(text[: handle.start()].strip(" (")):
        return Phrase("post", handle.group())
    account = _ACCOUNT.search(text)
    if account and account.group(1) not in ("who", "that", "and", "with", "which", "has", "was"):
        return Phrase("post", account.group(1).rstrip("."))
    mentions = page.within(span.start, span.end)
    if mentions:
        return _with_outlet(page, text, span, mentions, words, people)
    return _without_outlet(page, text, words, people)


def _with_outlet(
    page: Page, text: str, span: Span, mentions: list[Mention], words: list[str], people: Mapping[str, str]
) -> Phrase:
    """A phrase that holds an outlet's name: the outlet, or one of its reporters, or its source."""
    first = mentions[0]
    end = first.span.end - span.start
    start = first.span.start - span.start
    before, after = text[: max(start, 0)], text[end:] if end <= len(text) else ""
    rest = [word.lower() for word in _WORD.findall(f"{before} {after}")]
    apposition = re.match(r"\W*,? (?:which|who)\b", after)
    if not apposition:
        names = [name for name in names_in(f"{after.split(',')[0]}") if is_person(name, people)]
        names = names or [name for name in names_in(before) if is_person(name, people)]
        names = [name for name in names if not re.search(rf"{re.escape(name)}(?:'s|’s|['’]) [a-z]", text)]
        relation = re.match(r"(?:'s|’s|['’])? ", after)
        if names and (relation or before):
            whole = people.get(names[-1], names[-1])
            described = after.split(",", 1)[1] if "," in after else ""
            reporter = any(word in JOURNALIST for word in rest) or not _OFFICE.match(described)
            return Phrase("person", whole, first.name if reporter else None, gender_of(whole.split()[0]))
        heads = set(rest)
        if heads & (SPOKES - {"agent", "manager"}) and not heads & {"told"}:
            return Phrase("outlet", first.name)
        if heads & {"source", "sources", "insider", "insiders", "user", "users", "reader", "readers"} and after.strip():
            return Phrase("unnamed", via=first.name)
        if re.match(
            r" (?:[a-z][\w-]+ ){0,3}?(?:employee|staffer|staff member|insider|worker|executive|user|fan|viewer)s?\b",
            after,
        ):
            return Phrase("unnamed")
        if before.rstrip().endswith((" to", " with", " for", " by", " told")) and heads & UNNAMED:
            return Phrase("unnamed", via=first.name)
    if words[0] in ("of", "to"):
        return Phrase("unnamed")
    # "the Italian newspaper X, the convent": the reader took both for one source
    two = re.match(r"\s*,\s+((?:the|a|an) [a-z][\w -]+)$", after)
    if two and not set(_WORD.findall(two.group(1))) & (OUTLET_NOUNS | REPORT_NOUNS):
        other = _without_outlet(page, two.group(1), [word.lower() for word in _WORD.findall(two.group(1))], people)
        return Phrase(other.kind, other.name, first.name, other.gender, other.refers, other.word)
    return Phrase("outlet", first.name)


def _without_outlet(page: Page, text: str, words: list[str], people: Mapping[str, str]) -> Phrase:
    clause = re.split(r",\s|\s(?:who|which|that|whose)\s|\s\(|\s[–—-]\s", text, maxsplit=1)[0]
    names = names_in(clause)
    heads = [word.lower() for word in _WORD.findall(clause)]
    spoken_for = _spoken_for(page, clause, names, people)
    if spoken_for is not None:
        return spoken_for
    persons = [name for name in names if is_person(name, people)]
    if not persons and len(names) == 1 and clause.strip().startswith(names[0]) and _could_be_person(names[0]):
        persons = names if clause.strip() in (names[0], names[0] + ",") else []
    if persons:
        name = _chosen(clause, persons)
        whole = people.get(name, name)
        title = re.search(rf"\b(\w+)\.? {re.escape(name.split()[0])}", clause)
        return Phrase("person", whole, None, gender_of(whole.split()[0], title.group(1) if title else None))
    head = _head(clause, heads)
    if "," in text and (not names or head in PERSON_NOUNS or head in UNNAMED):
        named = _named_later(text[text.index(",") :], people)
        if named is not None:
            return named
    if names and clause.startswith(names[0]) and _begins_small(page, names[0]):
        names = names[1:]
    if len(names) == 1 and " " not in names[0] and clause.strip(" ,") == names[0]:
        whole_name = _longer_name(page, names[0])
        if whole_name is not None:
            return Phrase("person", whole_name, None, gender_of(whole_name.split()[0]))
    if names:
        return _organization_or_less(clause, names, head, text, page.organizations)
    return _described(heads, head, text)


def _longer_name(page: Page, word: str) -> str | None:
    """The person's full name of which the article uses one word alone: "Woods" of "Tiger Woods"."""
    if word in ORGANIZATIONS or word.isupper() or re.search(rf"\b[Tt]he {re.escape(word)}\b", page.text):
        return None
    for match in re.finditer(
        rf"(?:[A-Z][\w’'-]+ ){{1,2}}{re.escape(word)}\b|\b{re.escape(word)}(?: [A-Z][\w’'-]+){{1,2}}", page.text
    ):
        for name in names_in(match.group()):
            if (name.endswith(" " + word) or name.startswith(word + " ")) and _could_be_person(name):
                return name
    told = re.search(rf"\b{re.escape(word)} (?:[a-z]+ ){{1,3}}(?:that )?(?:he|she)\b", page.text)
    return word if told is not None else None


def _begins_small(page: Page, name: str) -> bool:
    """Whether a word has its capital only from the sentence's beginning: the article writes it small elsewhere."""
    if " " in name or name in page.organizations:
        return False
    return name.lower() in page.common or re.search(r"-[a-z]+$", name) is not None


def _spoken_for(page: Page, clause: str, names: list[str], people: Mapping[str, str]) -> Phrase | None:
    """ "a spokeswoman for X", "X's publicist": X speaks; "X spokesman Ann Pell": Ann Pell does."""
    spokes = re.search(r"\b(?:spokes\w+|reps?|representatives?|publicists?|press secretary)\b", clause, re.IGNORECASE)
    if spokes is None:
        owner = re.search(
            r"(?:'s|’s|['’]|^his|^her|^His|^Her) (?:\w+ )?(?:manager|agent|lawyers?|attorneys?|team)(?: and \w+)?$",
            clause,
        )
        if owner is None:
            return None
    elif any(is_person(name, people) for name in names_in(clause[spokes.end() :])) and not re.match(
        r" (?:for|of|from|at)\b", clause[spokes.end() :]
    ):
        return None
    if not names:
        pronoun = re.match(r"(his|her|their|its)\b", clause, re.IGNORECASE)
        if pronoun:
            return Phrase("person", refers="pronoun", word=pronoun.group(1).lower())
        described = re.search(
            r"(?:\b(?:for|of|from) the ([\w-]+)|\bthe ([\w -]+)(?:'s|’s|['’]) )", clause, re.IGNORECASE
        )
        noun = (described.group(1) or described.group(2).split()[-1]) if described else ""
        if noun in PERSON_NOUNS or noun.endswith("year-old"):
            return Phrase("person", refers="person", word=noun)
        company = re.search(r"\b(?:for|of|from) the (\w+)", clause)
        if company and company.group(1) in ORGANIZATION_NOUNS:
            return Phrase("organization", refers="organization", word=company.group(1))
        return Phrase("unnamed", refers="unnamed", word="spokes") if clause.lower().startswith("the ") else None
    later = [name for name in names if spokes is not None and clause.find(name) >= spokes.end()]
    name = (later or names)[0]
    place = re.search(
        rf"{re.escape(name)}((?: [a-z]+)? (?:embassy|government|police|ministry|administration))\b", clause
    )
    if place is not None:
        return Phrase("organization", name + place.group(1))
    if is_person(name, people) and " " in people.get(name, name):
        whole = people.get(name, name)
        return Phrase("person", whole, None, gender_of(whole.split()[0]))
    return Phrase("organization", page.organizations.get(name, name))


def _chosen(clause: str, persons: list[str]) -> str:
    """Of several names, the one that the others describe: "Acme chief Ann Pell", but "Ann Pell of Bolt & Sons"."""
    first, last = persons[0], persons[-1]
    between = clause[clause.find(first) + len(first) : clause.rfind(last)]
    return first if re.match(r" (?:of|from|at|with|for|and|in|over|told|on)\b", between) or first == last else last


def _head(clause: str, heads: list[str]) -> str:
    """The head noun: the last word before a preposition or participle."""
    core = re.split(
        r"\s(?:of|in|at|for|from|with|to|on|by|close|familiar|briefed|inside|within|near|about|living|working|based|named"
        r"|called|identified|over|speaking|involved|outside|behind|among|including)\b",
        clause,
        maxsplit=1,
    )[0]
    found = [word.lower() for word in _WORD.findall(core)]
    return found[-1] if found else (heads[-1] if heads else "")


def _organization_or_less(
    clause: str, names: list[str], head: str, text: str, organizations: Mapping[str, str]
) -> Phrase:
    """A phrase with a name that is no person's: an organization, its document, or people around it."""
    name = names[0]
    if head in POST_NOUNS and head not in ("post", "posts"):
        return Phrase("post", None)
    if head in DOCUMENT_NOUNS or head in ("report", "article", "story"):
        return Phrase("organization", name) if head == "statement" else Phrase("document", f"{name} {head}")
    possessed = _INNER_POSSESSIVE.search(clause)
    if possessed and len(names) > 1 and clause.find(names[1]) >= possessed.end():
        name = names[1]
    elif possessed and clause[possessed.end() :].islower() and head not in _SPEAKS_FOR_IT:
        return Phrase("unnamed")
    if re.search(r"\bofficials? (?:at|from|with) (?:the )?[A-Z]", clause):
        embassy = re.search(rf"{re.escape(name)} (embassy|ministry)\b", clause)
        return Phrase("organization", f"{name} {embassy.group(1)}" if embassy else organizations.get(name, name))
    lower = head and head == head.lower() and not any(part.lower() == head for part in name.split())
    if (
        lower
        and head in UNNAMED
        and head not in ("officials", "authorities", "scientists", "executives", "bank", "media")
    ):
        return Phrase("unnamed")
    national = name if NATIONAL.match(name) and name not in _FIRST else None
    if national and head in ("media", "press", "newspapers", "outlets"):
        return Phrase("unnamed")
    if national and head in ("officials", "authorities", "government"):
        return Phrase("organization", f"{national} government")
    if national and head in ORGANIZATION_NOUNS:
        return Phrase("organization", f"{national} {head}")
    if national:
        return Phrase("organization", name) if head == name.lower() else Phrase("unnamed")
    if lower and head in PERSON_NOUNS:
        return Phrase("unnamed")
    if re.match(rf"(?:[\w’'-]+ ){{1,4}}(?:in|from|near|across) (?:the )?{re.escape(name)}", clause) and (
        head not in _SPEAKS_FOR_IT and not re.match(r"(?:The |the )?[A-Z]{2}", clause)
    ):
        return Phrase("unnamed")
    if _DAYS.match(name):
        return _described([word.lower() for word in _WORD.findall(clause)], head, text)
    name = organizations.get(name, name)
    if lower and head in ("government", "police", "administration", "ministry", "embassy", "department", "website"):
        extended = re.search(rf"{re.escape(name)}(?:'s|’s)?((?: \w+)* {head})", clause)
        if extended and head != "website":
            return Phrase("organization", name + extended.group(1))
    return Phrase("organization", name)


def _named_later(rest: str, people: Mapping[str, str]) -> Phrase | None:
    """ "her mother, Ann Pell," and "a fan, Bo Dunn": the name follows the description."""
    apposed = re.match(rf",\s+({SEQUENCE.pattern})", rest)
    for name in names_in(apposed.group(1)) if apposed else ():
        if is_person(name, people) or _could_be_person(name):
            whole = people.get(name, name)
            return Phrase("person", whole, None, gender_of(whole.split()[0]))
    return None


def _described(heads: list[str], head: str, text: str) -> Phrase:
    """A phrase without any name."""
    definite = heads[0] in ("the", "that", "this", "his", "her", "their", "its") if heads else False
    if re.search(r"\b\d{1,3}-year-old$", text) and definite:
        return Phrase("person", refers="person", word="year-old")
    singular = head.removesuffix("s") if head not in ("press", "police", "sales", "series") else head
    if definite and head in ("source", "insider", "informant", "tipster", "whistleblower", "official", "person"):
        return Phrase("unnamed", refers="unnamed", word=head)
    if definite and head in OUTLET_NOUNS and head not in ("agency", "service", "programme", "program"):
        return Phrase("outlet", refers="outlet", word=head)
    if head in REPORT_NOUNS and singular == head:
        return Phrase("outlet", refers="report", word=head) if definite else Phrase("unnamed")
    if definite and head in ORGANIZATION_NOUNS:
        return Phrase("organization", refers="organization", word=head)
    if head in ("police", "government", "officials", "authorities"):
        return Phrase(
            "organization" if head in ("police", "government") else "unnamed", refers="organization", word=head
        )
    if definite and (head in PERSON_NOUNS or head in ("spokesman", "spokeswoman", "spokesperson")):
        return Phrase("person", refers="person", word=head)
    if head in POST_NOUNS:
        return Phrase("post", None)
    if head in DOCUMENT_NOUNS:
        return Phrase("document", " ".join(word for word in heads if word not in ("a", "an", "the", "new", "recent")))
    return Phrase("unnamed")


def names_in(text: str) -> list[str]:
    """Capitalised names, titles and possessives left off: "Acme boss Dr Ann Pell's" -> ["Acme", "Ann Pell"]."""
    found: list[str] = []
    for match in SEQUENCE.finditer(_LONG_TITLE.sub("President", text)):
        for part in _INNER_POSSESSIVE.split(match.group()):
            found.extend(_without_titles(_POSSESSIVE.sub("", part)))
    return found


def _without_titles(sequence: str) -> list[str]:
    """The names in a run of capitalised words, cut at titles, first words of sentences and days dropped."""
    words = sequence.split(" ")
    cuts: list[list[str]] = [[]]
    for number, word in enumerate(words):
        bare = word.rstrip(".,")
        if number == 0 and (word in STARTERS or word.lower() in _GENERIC):
            continue
        if bare in TITLES and not (cuts[-1] and " of " in sequence):
            cuts.append([])
            continue
        if _DAYS.match(bare):
            cuts.append([])
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


def _split_and(name: str) -> list[str]:
    """ "Ann Pell and Bo Dunn" and "Ann Pell of Bolt Works" are two, "Marks and Spencer" one."""
    parts = re.split(r" (?:and|of the|of|for) ", name, maxsplit=1)
    if len(parts) == 2 and " " in parts[0]:
        both = " and " in name and " " in parts[1]
        works_there = any(word in ORGANIZATION_WORDS for word in parts[1].split(" ")) and " and " not in name
        works_there = works_there and not any(word in ORGANIZATION_WORDS for word in parts[0].split(" "))
        if both or works_there or parts[0].split(" ")[0] in _FIRST:
            return [part for half in parts for part in _split_and(half)]
    words = name.split(" ")
    for number in range(1, len(words) - 1):  # "Bad Astronomer Bo Dunn"
        if words[number] in _FIRST and words[0] not in _FIRST and len(words) - number <= 3:
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
    if (NATIONAL.match(words[0]) and words[0] not in _FIRST) or (
        len(words) > 1 and any(len(word) > 2 and word.isupper() for word in words)
    ):
        return False
    return words[0] in _FIRST and name not in ORGANIZATIONS


def _could_be_person(name: str) -> bool:
    """Two or three capitalised words that nothing marks as an organization or a place."""
    words = name.split(" ")
    return (
        2 <= len(words) <= 3
        and name not in ORGANIZATIONS
        and words[0] not in PLACE_WORDS
        and not any(word.strip(".") in ORGANIZATION_WORDS or word in ("of", "for", "and", "&", "the") for word in words)
        and not any(len(word) > 2 and word.isupper() for word in words)
        and (words[0] in _FIRST or not NATIONAL.match(words[0]))
    )
