"""Outlets that the table lacks, where the wording of an article shows that they are ones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import Span
from sayso.resolve.names import DAYS, NATIONAL
from sayso.resolve.overlap import Places
from sayso.words import (
    HEADLINE_CUES,
    MEN,
    NAMEPLATES,
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    PLACE_WORDS,
    STARTERS,
    TITLES,
    WOMEN,
)


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, so that the pattern does not hang on the set's order."""
    return "|".join(sorted(map(re.escape, words), key=lambda each: (-len(each), each)))


CAPITAL = r"[A-ZÀ-Þ][\w&-]*"
_HOST = r"(?:[A-Za-z0-9-]+\.)+(?:com|net|org|co\.uk|info|website|news)"
_OUTLET_WORD = (
    r"(?:newspaper|website|web site|news site|gossip site|site|tabloid|magazine|blog|radio station|broadcaster|webloid"
    r"|news agency|portal|(?:media |news )?outlet|(?:TV|television|radio) (?:channel|station))"
)
_ON_AIR = r"(?:public|state|national|local|community|commercial) (?:radio|TV|television)"
_BEFORE_NOUN = re.compile(rf"\b(?:[Tt]he )?((?:{CAPITAL} (?:& )?){{1,2}}{CAPITAL}) {_OUTLET_WORD}\b")
_TITLE = rf"(?:The )?{CAPITAL}(?:(?: (?:of|the|and|in|on|to|for|a|&))* {CAPITAL}){{0,5}}"
_UNKNOWN = (
    re.compile(rf"\b(?:[Tt]he )?((?:{CAPITAL} ){{1,3}}(?:{one_of(NAMEPLATES)}))\b(?! [A-Z])"),
    re.compile(
        rf"\b(?:{_OUTLET_WORD}|{_ON_AIR})(?:,? (?:[Tt]he )?({_HOST})"
        rf"| (?:[Tt]he )?((?:al-)?{CAPITAL}(?: {CAPITAL}){{0,3}}))"
    ),
    re.compile(rf"\b{_OUTLET_WORD}, (?:[Tt]he )?((?:al[- ])?{CAPITAL}(?: {CAPITAL}){{0,2}}), (?:said|report)"),
    _BEFORE_NOUN,
    re.compile(rf"\b[Tt]he podcast [“\"‘]?({_TITLE})"),
    re.compile(rf"\b[Tt]he ({_TITLE}) podcast\b"),
    re.compile(rf"(?:\b[Tt]he|[’']s) ({CAPITAL}) (?:news site|news website|newspaper|news agency|tabloid)\b"),
    re.compile(rf"\b(?:according to|[Vv]ia:?|reported by|told|h/t|as per|[Ss]ource:) (?:www\.)?({_HOST})\b(?!/)"),
)
_LEADING = re.compile(
    r"^(?:(?:The|A|An|Our|Its|Their|After|Pulling|In|On|At|But|And|As|For|When|While|British|American|Italian"
    r"|French|German|Russian|Chinese|Israeli"
    r"|Local|According|To|This|That|Now|Fake|UK|US|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Breaking|Fox"
    r"|Good|Bad|Latest|More|Sports|World|Entertainment|Tech|Celebrity|[A-Z][\w.]*-based)\s+)+"
)
_NO_OUTLET = (
    MEN | WOMEN | {"Catholic", "Mexican", "State", "Official", "Medical", "Greek", "Turkish", "Spanish", "Facebook"}
)
_TOLD = {
    *("congress", "parliament", "reporters", "police", "officials", "commons", "senate", "court", "lawmakers"),
    *("detectives", "journalists", "facebook", "twitter", "instagram", "reddit", "youtube"),
}
_NO_STATION = frozenset(
    ("NATO", "FIFA", "UEFA", "NASA", "PETA", "OPEC", "ISIS", "ISIL", "WADA", "IAAF", "NYPD", "LAPD")
) | {*("ICE", "CIA", "FBI", "NSA", "WHO", "NHS", "MPs")}
_STATION = r"(?:Channel \d{1,2}|(?!WADA|WIPO|KPMG|WWII)[KW][A-Z]{3}(?:-(?:TV|FM|AM))?\d{0,2})"
# What is said only of outlets: "a report in Glimmer", "a source told Glimmer", "Glimmer can reveal".
_NAME = rf"((?:(?:The|the) )?{CAPITAL}(?: (?:& )?{CAPITAL}){{0,2}})"
_PAPER_NOUN = (
    r"(?:newspaper|daily|broadcaster|tabloid|magazine|website|blog|news (?:site|agency|outlet)|weekly|podcast)"
)
_LINKING = r"(?:of|at|for|from|with|who|by|in|told|said|source|and)"
_THEN = r"(?: (?:on \w+day|today|yesterday|earlier|exclusively|this \w+|last \w+)){0,2}"
_GOES_ON = (
    r"(?=[,.;:\n”\"]| (?:that|on|in|this|last|it|and|said|says|stated|claims|claimed|which|magazine|first|yesterday)\b)"
)
_AS_OUTLET = (
    re.compile(rf"^\s*[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]+[^()\n]{{0,30}}\({_NAME}\) ?[-–—]"),  # "TOLLMAR, 11 April (Presslink) -"
    re.compile(rf"\b(?:report|story|article|piece|item|exclusive|scoop)s? (?:in|by|from) {_NAME}{_GOES_ON}"),
    re.compile(
        r"\b(?:source|insider|pal|friend|onlooker|tipster|people|person|spokes\w+|rep|representative)s?\b"
        rf"(?: [\w’'-]+){{0,6}} (?:told|tells) {_NAME}{_GOES_ON}"
    ),
    re.compile(
        r"\b(?:told|tells|informed|(?:spoke|speaking|interview) (?:to|with)|according to|reported by)"
        rf" (?:the |The )?((?:{CAPITAL} ){{1,4}}(?:Today|Media|FM|TV|Review|Magazine|Network|radio)\b|{_STATION}(?!\w))"
    ),
    re.compile(
        rf"(?<!\w)({_STATION})(?:['’]s)? (?:news |also )?(?:reports?|reported|reporting|says|said|quoted|aired)\b"
    ),
    re.compile(rf"(?:^|[.!?”\"] |\n|, ){_NAME}(?:,[^,.\n]{{3,40}},)? (?:can (?:exclusively )?reveal|has learned)\b"),
    re.compile(rf"\b(?:first reported|originally reported|published|broken){_THEN} by {_NAME}{_GOES_ON}"),
    re.compile(rf"\b[Aa]ccording to {_NAME}, (?:citing|quoting|which (?:cited|quoted))\b"),
    re.compile(rf"(?<!\w){_NAME}[’']s [A-Z]\w+ [A-Z][\w’'-]+ (?:reports|reported|writes|wrote)\b"),
    re.compile(  # "told BrackFM", "on Radio Sund"
        r"\b(?:told|tells|on|to|by|with|according to)"
        rf" (Radio {CAPITAL}|[A-Z]\w*(?:FM|TV)\d?)(?![\w-])(?! [A-Z])"
    ),
    re.compile(rf"\b(Radio {CAPITAL})(?=[’']s [a-z])"),  # "Radio Sund's breakfast show"
    re.compile(  # "told CBN"
        r"\b(?:told|tells|interviewed by|(?:spoke|speaking) (?:to|with)) ([A-Z]{3,4})(?![\w&-])(?! [A-Z])"
    ),
    re.compile(rf"[(\[](?:[Vv]ia|[Hh]/[Tt]):? {_NAME}(?=[)\],/])"),
    re.compile(rf"\bquoted (?:in|by) (?:the )?{_NAME} as\b"),
    re.compile(  # "the Daily Comet"
        r"\b[Tt]he ((?:Daily|Evening|Morning|Sunday)"
        rf" (?!Mass|School|Night|Prayer|Service|Best|Morning|Afternoon|Evening){CAPITAL})(?![\w-])(?! [A-Z])"
    ),
    re.compile(  # "Odd Posten, the country's largest daily,"
        rf"{_NAME}, (?:the|an?|one of) (?:(?!{_LINKING} )[\w’'-]+ ){{0,5}}?{_PAPER_NOUN}"
        r"(?=[,.;\n]| (?:that|which|run|owned|based)\b)"
    ),
    re.compile(  # "Odd Posten, which quoted an official", "Odd Posten, which first reported the sale"
        rf"{_NAME}, which (?:has |had )?(?:(?:quoted|quotes|cited|cites) (?:an?|one|two|several|unnamed|sources|people)"
        r"|(?:first |originally )?(?:broke|broken|reported) (?:the|that))\b"
    ),
    re.compile(rf"[a-z”\"’'],?[”\"’']? {_NAME} reports\.(?=\s|$)"),  # "..., Glimmer reports."
)
# "According to Glimmer ... The magazine says": what is called so next to its own report is an outlet
_REPORTING = re.compile(
    rf"\b(?:[Aa]ccording to {_NAME}(?=[,.;:\n]| the | on )"
    rf"|(?<!of )(?<!at ){_NAME}(?:, which [^,.;\n]{{3,90}},)? (?:has |had |first )?(?:reports?|reported|reporting|says"
    r"|said|claims|claimed|writes|wrote|published|printed|disputes|disputed|followed with|followed up with))\b"
)
_PAPER = r"(?:newspaper|paper|magazine|tabloid|website|site|(?:news )?agency|broadcaster|station|weekly|blog|outlet)"
_CALLED_SO = re.compile(
    rf"\b(?:(?:told|[Aa]ccording to) the {_PAPER}\b|[Tt]he {_PAPER}"
    r" (?:(?:has|had|also|then|later) )?(?:says?|said|reports|reported|adds|added|quotes|quoted|cites|cited|claims"
    r"|claimed|writes|wrote|notes|noted)\b)"
)
_SO_FAR = 2  # line breaks between the name and "the magazine": the same paragraph or the one before


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text names an outlet; ``span`` leaves "the" out."""

    span: Span
    name: str


def add_unlisted(text: str, known: list[Mention], own: str | None = None) -> list[Mention]:
    """``known`` and the mentions of outlets that only their form or what is said of them shows, in text order."""
    return _by_wording(text, _by_form(text, known), own)


def _by_form(text: str, known: list[Mention]) -> list[Mention]:
    """Add outlets that the table lacks, where the wording shows that they are ones."""
    found = list(known)
    places = Places((each.span, each) for each in known)
    plain = text.replace("’", "'")
    for pattern in _UNKNOWN:
        for match in pattern.finditer(plain):
            start, end = match.span(match.lastindex or 0)
            skipped = _LEADING.match(plain[start:end])
            start += skipped.end() if skipped else 0
            if plain[start:end].endswith("'s"):
                end -= 2
            words = plain[start:end].split(" ")
            if (
                words[0] in _NO_OUTLET
                or (len(words) == 1 and (NATIONAL.match(words[0]) or DAYS.match(words[0])))
                or words[-1] == "Web"
                or (end - start <= 2 and not plain[end - 1].isdigit())
                or (pattern in (_UNKNOWN[0], _BEFORE_NOUN) and len(words) < 2)
            ):
                continue
            if not places.over(Span(start, end)):
                found.append(Mention(Span(start, end), re.sub(r"^www\.", "", text[start:end])))
                places.add(found[-1].span, found[-1])
    return sorted(found, key=lambda each: each.span)


def _by_wording(text: str, known: list[Mention], own: str | None) -> list[Mention]:
    """Every mention of a name of which something is said that is said of outlets only."""
    names: dict[str, None] = {}
    places = Places((each.span, each) for each in known)
    for pattern in _AS_OUTLET:
        for match in pattern.finditer(text):
            if not places.over(Span(*match.span(1))):
                name = re.sub(r"^[Tt]he ", "", match.group(1))
                if _may_be_outlet(name, text):
                    names.setdefault(name)
    names |= dict.fromkeys(_called_so(text, [each for each in known if each.name != own]))
    found = list(known)
    for name in names:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])(?!’s [A-Z]|'s [A-Z])", text):
            span = Span(*match.span())
            if not places.over(span):
                found.append(Mention(span, name))
                places.add(span, found[-1])
    return sorted(found, key=lambda each: each.span)


def _called_so(text: str, known: list[Mention]) -> list[str]:
    """Names that report something and right after are "the magazine", "the agency"."""
    found = []
    reporting = list(_REPORTING.finditer(text))
    for match in _CALLED_SO.finditer(text):
        before = [each for each in reporting if each.end() <= match.start()][-1:]
        for each in before:
            start, end = each.span(1) if each.group(1) else each.span(2)
            gap = re.split(r"\n+", text[end : match.start()])
            name = re.sub(r"^[Tt]he ", "", text[start:end])
            other = any(start <= one.span.end and one.span.start < match.start() for one in known)
            if not other and len(gap) <= _SO_FAR and _may_be_outlet(name, text) and not _has_surname(name, text):
                found.append(name)
    return found


def _has_surname(name: str, text: str) -> bool:
    """Whether a name of several words goes on by its last one, as people's do: "Krag Olsson", later "Olsson"."""
    first, _, last = name.rpartition(" ")
    return bool(first) and re.search(rf"(?<!{re.escape(first)} )(?<![Tt]he )\b{re.escape(last)}\b", text) is not None


def _may_be_outlet(name: str, text: str) -> bool:
    words = name.split(" ")
    least = 3 if name.isupper() else 2 if name[-1].isdigit() else 4
    if (
        len(name) < least
        or name in ORGANIZATIONS
        or name in _NO_STATION
        or words[0] in MEN | WOMEN | TITLES | STARTERS | _NO_OUTLET
    ):
        return False
    if words[-1] in ORGANIZATION_WORDS or words[0] in PLACE_WORDS or words[-1] in PLACE_WORDS:
        return False
    # the surname of somebody named in full
    before = rf"\b(?!(?:The|In|By|From|{one_of(HEADLINE_CUES)}) ){CAPITAL}"
    surname = re.search(rf"{before} {re.escape(name)}(?!\w)", text)
    return not (surname or name.lower() in _TOLD or DAYS.match(name) or NATIONAL.match(name))
