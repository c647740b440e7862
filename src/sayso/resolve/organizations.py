"""Phrases about an organization: itself, who speaks for it, its documents, and people around it."""

import re
from collections.abc import Mapping

from sayso.resolve.names import (
    DAYS,
    FIRST_NAMES,
    INNER_POSSESSIVE,
    NATIONAL,
    TITLED_DOCUMENTS,
    Phrase,
    is_person,
    names_in,
    person,
)
from sayso.resolve.page import Page
from sayso.resolve.papers import document_name
from sayso.words import (
    DOCUMENT_NOUNS,
    ORGANIZATION_NOUNS,
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    POST_NOUNS,
    UNNAMED,
)

_SPEAKS_FOR_IT = (
    ORGANIZATION_NOUNS | OUTLET_NOUNS | {"officials", "scientists", "executives", "statement", "page", "account"}
)
_SPOKES = re.compile(
    r"\b(?:spokes\w+|reps?|representatives?|publicists?|press secretary"
    r"|(?:lawyers?|attorneys?|solicitors?)(?= for\b))\b",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:'s|’s|['’]|^his|^her|^His|^Her) (?:\w+ )?(?:manager|agent|lawyers?|attorneys?|team)(?: and \w+)?$"
)
_FOR_WHOM = re.compile(r"(?:\b(?:for|of|from) the ([\w-]+)|\bthe ([\w -]+)(?:'s|’s|['’]) )", re.IGNORECASE)
_OFFICIAL_OF = re.compile(r"\bofficials? (?:at|from|with) (?:the )?[A-Z]")
_WHERE = re.compile(r"(?:[\w’'-]+ ){1,4}(?:in|from|near|across|above|around|outside|along) (?:the )?")
_FOLLOWING = frozenset(
    ("watcher", "watchers", "follower", "followers", "subscriber", "subscribers", "patron", "patrons")
)
_THEMSELVES = frozenset({"officials", "authorities", "scientists", "executives", "bank", "media"})
_SOME_OFFICIALS = re.compile(r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Ss]ome|[Mm]any|[Aa] few|[Uu]nnamed) ")
_BODIES = frozenset({"government", "police", "administration", "ministry", "embassy", "department"})


def spoken_for(page: Page, clause: str, names: list[str], people: Mapping[str, str]) -> Phrase | None:
    """ "a spokeswoman for X", "X's publicist": X speaks; "X spokesman Ann Pell": Ann Pell does, and the answer is"
    " None."""
    spokes = _SPOKES.search(clause)
    if spokes is None and _OWNER.search(clause) is None:
        return None
    rest = clause[spokes.end() :] if spokes is not None else ""
    if any(is_person(name, people) for name in names_in(rest)) and not re.match(r" (?:for|of|from|at)\b", rest):
        return None
    if not names:
        return _spoken_for_unnamed(clause)
    later = [name for name in names if spokes is not None and clause.find(name) >= spokes.end()]
    name = (later or names)[0]
    place = re.search(
        rf"{re.escape(name)}((?: [a-z]+)? (?:embassy|government|police|ministry|administration))\b", clause
    )
    if place is not None:
        return Phrase("organization", name + place.group(1))
    if is_person(name, people) and " " in people.get(name, name):
        return person(name, people)
    return Phrase("organization", page.organizations.get(name, name))


def _spoken_for_unnamed(clause: str) -> Phrase | None:
    """ "his publicist", "a rep for the actor", "a spokesman for the company": somebody named elsewhere."""
    pronoun = re.match(r"(his|her|their|its)\b", clause, re.IGNORECASE)
    if pronoun:
        return Phrase("person", refers="pronoun", word=pronoun.group(1).lower())
    described = _FOR_WHOM.search(clause)
    noun = (described.group(1) or described.group(2).split()[-1]) if described else ""
    if noun in PERSON_NOUNS or noun.endswith("year-old"):
        return Phrase("person", refers="person", word=noun)
    its = re.match(r"(?:an?|the) (?:[a-z-]+ )?([a-z]+) spokes(?:man|woman|person)\b", clause, re.IGNORECASE)
    if its and its.group(1) in OUTLET_NOUNS - ORGANIZATION_NOUNS:
        return Phrase("outlet", refers="outlet", word=its.group(1))  # "a network spokesman"
    if its and its.group(1) in ORGANIZATION_NOUNS - {"court"}:
        return Phrase("organization", refers="organization", word=its.group(1))
    company = re.search(r"\b(?:for|of|from) the (\w+)", clause)
    if company and company.group(1) in ORGANIZATION_NOUNS:
        return Phrase("organization", refers="organization", word=company.group(1))
    return Phrase("unnamed", refers="unnamed", word="spokes") if clause.lower().startswith("the ") else None


def organization_or_less(page: Page, clause: str, names: list[str], head: str) -> Phrase | None:
    """A phrase with a name that is no person's; None where the name is only a day's."""
    name = names[0]
    if head in POST_NOUNS and head not in ("post", "posts") and not clause.endswith(f" {head.title()}"):
        return Phrase("post", None)
    if head in DOCUMENT_NOUNS or head in ("report", "article", "story"):
        return _its_paper(clause, name, head)
    possessed = INNER_POSSESSIVE.search(clause)
    if possessed and len(names) > 1 and clause.find(names[1]) >= possessed.end():
        name = names[1]
    elif possessed and clause[possessed.end() :].islower() and head not in _SPEAKS_FOR_IT:
        return Phrase("unnamed")
    if _OFFICIAL_OF.search(clause):
        embassy = re.search(rf"{re.escape(name)} (embassy|ministry)\b", clause)
        return Phrase("organization", f"{name} {embassy.group(1)}" if embassy else page.organizations.get(name, name))
    described = bool(head) and not any(part.lower() == head for part in name.split())
    if described and head in UNNAMED | _FOLLOWING and head not in _THEMSELVES:
        return Phrase("unnamed")
    if _are_people(page, clause, name, head) or _is_someone_near(clause, name, head):
        return Phrase("unnamed")
    if NATIONAL.match(name) and name not in FIRST_NAMES:
        # "Danish shipping giant Maresk"
        apposed = re.search(r" ([a-z][\w-]+) (?:the )?" + re.escape(names[-1]) + r"$", clause) if names[1:] else None
        if apposed is None or apposed.group(1) not in ORGANIZATION_NOUNS:
            return _national(name, head, clause)
        name = names[-1]
    if described and head in PERSON_NOUNS and re.match(r"[Tt]he ", clause) and clause.endswith(f"{name} {head}"):
        return Phrase("person", refers="person", word=head)  # "the Orrin Rovers goalkeeper"
    if (described and head in PERSON_NOUNS) or _people_of(clause, name, head):
        return Phrase("unnamed")
    if DAYS.match(name):
        return None
    name = page.organizations.get(name, name)
    if name.split()[-1] in TITLED_DOCUMENTS and len(name.split()) > 1:
        return Phrase("document", name)
    if described and head in _BODIES:
        extended = re.search(rf"{re.escape(name)}(?:'s|’s)?((?: \w+)* {head})", clause)
        name += extended.group(1) if extended else ""
    return Phrase("organization", name)


def _are_people(page: Page, clause: str, name: str, head: str) -> bool:
    """ "Boat operators", "Villages above Orrin": many of a kind, whose first word has its capital from the sentence."""
    if " " in name or name in ORGANIZATIONS or name in page.organizations or not clause.startswith(name):
        return False
    if name.endswith("s") and re.match(
        r" (?:above|in|near|around|across|from|along|outside|at|on) (?:the )?[A-Z]", clause[len(name) :]
    ):
        return True
    many = head.endswith("s") and head not in _SPEAKS_FOR_IT | _THEMSELVES | _BODIES
    if not many or re.match(rf"{name} {head}(?: [a-z]|$)", clause) is None:
        return False
    return re.search(rf"(?<=[a-z,;] ){name}\b", page.text) is None  # elsewhere in a sentence it is a name


def _is_someone_near(clause: str, name: str, head: str) -> bool:
    """ "School officials", "officials in Corvia": a name that only says where somebody is, or of what kind."""
    if re.search(rf"\bofficials in (?:the )?{re.escape(name)}\b", clause):
        return True
    common = name in ORGANIZATION_WORDS and not name.isupper() and clause.startswith(name)
    return common and (head in UNNAMED or head in _THEMSELVES)


def _its_paper(clause: str, name: str, head: str) -> Phrase:
    """ "a Bolt Works memo", "a memo of Bolt Works", and by its title "the Hallin Transit Audit"."""
    if head == "statement":
        return Phrase("organization", name)
    if name.lower().endswith(f" {head}"):
        return Phrase("document", name)
    at = clause.find(name)
    later = at > clause.lower().find(head) and not re.search(r"ed by (?:the )?$", clause[:at])
    return Phrase("document", document_name(clause, head) if later else f"{name} {head}")


def _national(nation: str, head: str, clause: str) -> Phrase:
    """ "Italian media", "Italian officials", "the Italian embassy", "an Italian"."""
    if head in ("media", "press", "newspapers", "outlets"):
        return Phrase("unnamed")
    if head == "officials" and ("." in nation or _SOME_OFFICIALS.match(clause)):
        return Phrase("unnamed")  # "U.S. officials": a few of very many
    if head in ("officials", "authorities", "government"):
        return Phrase("organization", f"{nation} government")
    if head in ORGANIZATION_NOUNS:
        whole = re.search(rf"{re.escape(nation)} (?:[a-z]+ ){{0,2}}{head}\b", clause)  # "the Marlen defence ministry"
        return Phrase("organization", whole.group() if whole else f"{nation} {head}")
    return Phrase("organization", nation) if head == nation.lower() else Phrase("unnamed")


def _people_of(clause: str, name: str, head: str) -> bool:
    """ "shoppers in Carlisle": the name only says where they are."""
    where = _WHERE.fullmatch(clause[: clause.find(name)])
    return where is not None and head not in _SPEAKS_FOR_IT and not re.match(r"(?:The |the )?[A-Z]{2}", clause)
