"""
The outlets and agencies that news articles name, and how to find them in running text.

The table is ``outlets.tsv`` beside this module; its header says what the columns mean.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal
from urllib.parse import urlsplit

from sayso.records import Span


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: a newspaper, broadcaster, magazine, site or programme, or an agency that feeds them."""

    name: str
    kind: Literal["outlet", "agency"]
    family: str | None
    aliases: tuple[str, ...]
    common: frozenset[str]  # the names that are everyday words too
    domains: tuple[str, ...]


# Next to these an everyday word is the name of an outlet: "told People", "Time reported", "Star magazine".
_NOUN = (
    r"(?:magazine|newspaper|tabloid|website|(?:gossip|celebrity|news|tech) site|site|agency|broadcaster|weekly|outlet"
    r"|publication)"
)
_PIECE = (
    r"(?:reports?|reported|article|story|piece|interview|published|post|posted|column|appear(?:ed|ing)|writ(?:ing|ten)"
    r"|wrote|reveals?|revealed|featured?|says|said|ran|profiled?|issue|editors?|writer|reporters?|pages|edition|"
    + _NOUN
    + ")"
)
_AFTER_WORDS = re.compile(
    r"(?:\b(?:told|tells|telling|[Vv]ia|by|[Cc]iting|cites|[Pp]er|[Qq]uoted?|credit(?:s|ed)?"
    r"|(?:[Ss]peak(?:ing|s)|spoke|talk(?:ing|ed)) (?:to|with)|interview with|[Aa]ccording to|confirm(?:s|ed) to"
    r"|reveal(?:s|ed) to|explained to|statement to|said to"
    r"|admitted to|sources? to|exclusively to|informed|" + _PIECE + r" (?:in|on|for|with|at|from|of|to))"
    r"|\bh/t|\bHT|[Vv]ia:|[Ss]ources?:|\b" + _NOUN + r"),? "
    r"(?:the |The |UK's |UK |Britain's |British |US |U\.S\. |[\"“'‘])?$"
)
_BEFORE_WORDS = re.compile(
    r"[\"”'’]?(?: (?:[Mm]agazine|newspaper|tabloid|website|news site|newsmagazine)\b"
    r"| column\b|(?:'s|') (?:[\w.]+ ){0,3}(?:report|story|article|piece|claim|source|website|site|reporter"
    r"|editor|journalist"
    r"|correspondent|columnist|interview|account|exclusive|cover|critic|coverage|analysis|post|headline)s?\b"
    r"|(?:,? (?:which|who))? (?:\w+ly )?(?:first )?(?:has |have |had )?(?:reports|reported|reporting that|writes|wrote"
    r"|claims|claimed|quotes|quoted|reveals|revealed|notes|noted|publishes|published|points out|pointed out|adds|added"
    r"|learned|obtained|says|said|quoting|citing|broke|interviewed|spoke (?:to|with)|also"
    r"|is (?:today |now |also )?(?:reporting|claiming)|now (?:says|reports|claims|seems))\b)"
)
_PEOPLE = frozenset({"People", "PEOPLE", "Us"})  # plural words: "People said" is no magazine
_MAGAZINE = re.compile(r" (?:magazine|Magazine|mag)\b|(?:'s|’s) (?:report|story|cover|source|sources)\b| exclusively\b")
_OTHER_NAME = re.compile(r"[ -](?!Magazine|Newspaper|Online)[A-Z][\w'’]|-[a-z]")
_TOKEN = re.compile(r"[^\W_]+")
_DOT = re.compile(r"(?<=[A-Za-z0-9])\.(?=[A-Za-z])")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?…:\n][\"”’']?\s*|[\"“‘]\s*)$")


@lru_cache(maxsize=65_536)  # the same names come again in every claim of a story
def name_key(name: str) -> str:
    """How names are compared: without case, accents, leading "the", final 's and .com, spaces and punctuation."""
    text = unicodedata.normalize("NFKD", name).replace("’", "'").casefold().strip()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"^the\s+(?=\S)", "", re.sub(r"'s$", "", text))
    text = re.sub(r"^(?:https?://)?(?:www\.)?|\.(?:com|co\.uk|net)/?$", "", text)
    return re.sub(r"[^\w+&]|_", "", text)


def host_of(url: str) -> str:
    """The host of an address, lower-case, without ``www.`` and the like; a bare host is taken as it is."""
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host.lower().rstrip("."))


@dataclass(frozen=True, slots=True)
class _Form:
    text: str  # without its "The"
    outlet: Outlet
    common: bool
    with_the: bool  # a one-word name that has "The" before it: "The Guardian"


# "the Northshore Observer" is not The Observer, while "British Observer" and "Per Parade" are
_LONGER_NAME = re.compile(
    r"(?<![.!?:] )\b(?!(?:The|In|On|At|To|By|For|From|Via|Source|Per|And|But|A|As|Of|With|When|While|U\.?S|U\.?K"
    r"|British|American|London|Sunday|Daily|Follow|Read)\b)[A-Z][\w&-]* $"
)


class Outlets:
    """The table, with its look-ups."""

    def __init__(self, rows: tuple[Outlet, ...]) -> None:
        self.rows = rows
        self._domains = {domain: outlet for outlet in rows for domain in outlet.domains}
        self._names = {name_key(name): outlet for outlet in rows for name in (outlet.name, *outlet.aliases)}
        self._forms: dict[str, list[_Form]] = {}
        for outlet in rows:
            for form in _forms_of(outlet):
                first = _TOKEN.match(form.text)
                if first is not None:
                    self._forms.setdefault(first.group(), []).append(form)
        # "Buzzfeed" for "BuzzFeed": the long names of one word that are nothing else
        self._loose = {
            form.text.lower(): form.outlet
            for forms in self._forms.values()
            for form in forms
            if not form.common and len(form.text) >= 6 and form.text.isalnum()
        }
        for forms in self._forms.values():
            forms.sort(key=lambda form: (-len(form.text), form.common, not form.with_the))

    def by_domain(self, address: str) -> Outlet | None:
        """The outlet of a host or URL, looked up from the full host to its parents."""
        try:
            host = host_of(address)
        except ValueError:  # not an address: urlsplit refuses some brackets
            return None
        while "." in host:
            if host in self._domains:
                return self._domains[host]
            host = host.partition(".")[2]
        return None

    def by_name(self, text: str) -> Outlet | None:
        """The outlet of that name, alias or domain, compared by ``name_key``."""
        named = self._names.get(name_key(text))
        if named is None and re.fullmatch(r"\S+\.\S+", text.strip()):
            return self.by_domain(text.strip())
        return named

    def find(self, text: str) -> list[tuple[Span, Outlet]]:
        """Mentions of outlets in running text, in order; the longest name where several fit, "the" left out."""
        plain = text.replace("’", "'").replace("\u00a0", " ")
        hosts = self._hosts(plain)
        found: list[tuple[Span, Outlet]] = []
        end = 0
        for token in _TOKEN.finditer(plain):
            at = token.start()
            word = token.group()
            if at < end:
                continue
            hit = hosts.get(at) or (self._form_at(plain, at, word) if word in self._forms else None)
            loose = self._loose.get(word.lower()) if len(word) >= 6 and word[0].isupper() else None
            if hit is None and loose and not _LONGER_NAME.search(plain[max(at - 30, 0) : at]):
                hit = Span(at, token.end()), loose
            if hit is not None:
                found.append(hit)
                end = hit[0].end
        return found

    def _hosts(self, text: str) -> dict[int, tuple[Span, Outlet]]:
        """Web addresses of outlets in the text, by where they start."""
        found = {}
        for dot in _DOT.finditer(text):
            start = dot.start()
            earliest = start - 60  # hosts are shorter
            while start > max(earliest, 0) and (text[start - 1].isalnum() or text[start - 1] in ".-"):
                start -= 1
            host = _HOST.match(text, start, dot.start() + 60)
            if host is not None and host.end() > dot.start() and text[max(start - 1, 0) : start] != "@":
                outlet = self.by_domain(host.group())
                if outlet is not None:
                    found[start] = (Span(start, host.end()), outlet)
        return found

    def _form_at(self, text: str, at: int, token: str) -> tuple[Span, Outlet] | None:
        the = 4 if text[max(at - 4, 0) : at] in ("The ", "the ") else 0
        for form in self._forms[token]:
            end = at + len(form.text)
            if not text.startswith(form.text, at) or (form.with_the and not the):
                continue
            everyday = form.common or form.with_the or form.text.endswith((" newspaper", " magazine"))
            if _goes_on(text, end) or (everyday and _LONGER_NAME.search(text[max(at - 30, 0) : at])):
                continue
            if not form.common or _in_context(text, at - the, at, end):
                return Span(at, end), form.outlet
        return None


def _goes_on(text: str, end: int) -> bool:
    """Whether a name goes on where the form ends: "Timeshare", "Evening Standard-Bearer"."""
    after = text[end : end + 2]
    return text[end - 1].isalnum() and (after[:1].isalnum() or (after[:1] == "-" and after[1:].isupper()))


def _forms_of(outlet: Outlet) -> list[_Form]:
    """How running text writes the outlet's names; a one-word name loses its "The" only next to an outlet's words."""
    plain = re.sub(r" \([^)]*\)$", "", outlet.name)  # "The Herald (Dublin)": its plain name belongs to many
    names = outlet.aliases if plain != outlet.name else (outlet.name, *outlet.aliases)
    forms: dict[tuple[str, bool], bool] = {}
    for name in names:
        bare = re.sub(r"^[Tt]he ", "", name)
        common = name in outlet.common or bare in outlet.common
        if bare != name and " " not in bare:
            forms[bare, True] = common
            if name not in outlet.common:  # "The Australian" may count, "Australian" never does
                forms.setdefault((bare, False), True)
        else:
            forms[bare, False] = common
    return [_Form(text, outlet, common, with_the) for (text, with_the), common in forms.items()]


def _in_context(text: str, start: int, name: int, end: int) -> bool:
    """Whether an everyday word (at ``name``, from ``start`` with its "the") stands where only an outlet's name can."""
    if text[name:end] in _PEOPLE:
        if _MAGAZINE.match(text, end):
            return True
    elif _BEFORE_WORDS.match(text, end):
        return True
    before = text[max(0, start - 60) : start]
    if _OTHER_NAME.match(text, end) and not (before.endswith("told ") and start < name):
        return False
    if text.startswith("The ", start) and not _ENDS_SENTENCE.search(before):
        return True
    return _AFTER_WORDS.search(before) is not None


@cache
def outlets() -> Outlets:
    """The shipped table, read once a process."""
    table = files("sayso").joinpath("outlets.tsv").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    return Outlets(tuple(_row(line) for line in lines[1:]))


def _row(line: str) -> Outlet:
    name, kind, family, aliases, common, domains = line.split("\t")
    return Outlet(
        name,
        "agency" if kind == "agency" else "outlet",
        family or None,
        tuple(filter(None, aliases.split("|"))),
        frozenset(filter(None, common.split("|"))),
        tuple(filter(None, domains.split("|"))),
    )
