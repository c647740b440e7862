"""One article laid out for resolving: where its sentences, paragraphs and mentions of outlets are."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

from sayso.outlets import outlets
from sayso.records import Article, Sentence, Span
from sayso.resolve.overlap import Places
from sayso.resolve.unlisted import CAPITAL, Mention, add_unlisted, one_of
from sayso.words import AMBIGUOUS_NAMEPLATES, MEN, NAMEPLATES, ORGANIZATION_WORDS, STARTERS, TITLES, WOMEN

# last words of outlets' names that stand for much else: "the City", "the Internet"
_NO_SHORT_FORM = frozenset(
    ("", "City", "House", "Internet", "Web", "Week", "World", "Street", "America", "Channel", "Network", "Day", "Life")
)
_PHOTO_BEFORE = re.compile(  # not "the picture, told the Gazette"
    r"(?:\b(?:Photos?|Images?|Pictures?|Pics?|Photograph\w*|Credit|Courtesy(?: of)?|Screen(?:shot|grab|cap)?|Graphic"
    r"|Getty|Caption|Illustration)\b(?:(?!\b(?:told|tells|said|says|according)\b)[^.\n]){0,25}|/\s?)$",
    re.IGNORECASE,
)
_PHOTO_AFTER = re.compile(r"\s?/\s?[A-Z]|\s(?:Photos?|Images|via Getty|file photo)\b|,? file\b")
_HAT_TIP = re.compile(r"\b(?:[Hh]/[Tt]|HT|[Hh]at tip(?: to)?):? (?:[Tt]he )?$")
_OF_PICTURE = re.compile(r"\b(?:photo|image|picture|pic|getty|screen)", re.IGNORECASE)
_CREDIT_WORD = re.compile(
    r"\b(?:via|source|sources|h/t|hat tip|from|by|credit|read|see|reporting)\b|[a-z]{2} [a-z]", re.IGNORECASE
)


_LONG_NAME = re.compile(rf"{CAPITAL}(?: (?:(?:of|for|in) (?:the )?|and )?{CAPITAL}){{1,6}}")
_COMPANY = rf"({CAPITAL}(?: {CAPITAL}){{1,3}})"
_OF_COMPANIES = (
    re.compile(
        r"\b(?:chief executive|CEO|finance director|managing director|chair(?:man|woman|person)?|headquarters"
        r"|head office|employees?|shareholders|shares|customers|executives?|memo|memorandum|subsidiary) (?:of"
        r"|at) (?:the )?"
        rf"{_COMPANY}\b(?! [A-Z])"
    ),
    re.compile(
        rf"\b{_COMPANY}(?:'s|’s|['’]) (?:chief executive|CEO|chairman|shareholders|shares|share price|headquarters"
        r"|customers|employees|workforce|products|spokes\w+)\b"
    ),
    re.compile(
        rf"\b{_COMPANY},? (?:(?:has|had|also) )?(?:said|says|announced|confirmed) (?:(?:on )?[A-Z][a-z]+day )?"
        r"(?:that )?(?:it|its|it['’]s)\b"
    ),
    re.compile(rf"\b{_COMPANY} (?:has )?announced\b[^\n]{{0,200}}\n*[^\n]{{0,100}}\b[Tt]he company\b"),
)
_SMALL = re.compile(r"(?<![\w'’-])[a-z][a-z-]+")
_IN_BRACKETS = re.compile(r" \(([A-Z]{2,7})\)")
_TOO_COMMON = frozenset(
    [
        "News",
        "Post",
        "Times",
        "International",
        "Group",
        "State",
        "House",
        "Press",
        "Media",
        "Team",
        "Company",
        "Center",
        "Centre",
        "Park",
    ]
)
_NOMINAL = re.compile(
    r"\b[Tt]he (?:(?:[A-Z]\w+|celebrity|gossip|news|entertainment|online|tech|weekly|glossy|satirical|same) ){0,2}"
    r"(?:magazine|mag|newspaper|paper|tabloid|website|site|webloid|broadcaster|outlet|publication|blog|newswire"
    r"|weekly|daily)\b(?! [A-Z])"
)

# Characters: so far each way from a place its sentence is looked at. The longest sentence of 6,069 articles has 1,326:
# what is longer is a table or has lost its full stops, and to look through all of it from each place takes too long.
REACH = 2_000

# before an outlet's name: where a reader finds more than is told here
_MORE = re.compile(
    r"\b(?:(?:full|whole|entire|complete) (?:\w+ ){0,2}?(?:story|interview|account|article|report|letter|post|piece"
    r"|details)[^.\n]{0,60}?|[Rr]ead (?:more|the rest|the full|the whole|it all|on|all about)[^.\n]{0,40}?"
    r"|[Hh]ead(?: over)?|[Cc]heck out [^.\n]{0,50}?|[Ff]or more[^.\n]{0,40}?) (?:over )?(?:at|on|in|to|from|via|by):?"
    r" (?:[Tt]he )?$"
)


@dataclass(frozen=True, slots=True)
class Page:
    """An article with what resolving looks up in it again and again."""

    article: Article
    text: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]  # of the sentences
    mentions: tuple[Mention, ...]
    nominals: tuple[Mention, ...]  # "the magazine": the outlet named last before
    organizations: Mapping[str, str]  # "Palace" -> "Buckingham Palace", where the article names it in full
    common: frozenset[str]  # the words that the text writes small
    own: str | None  # the name of the outlet that published the article, where known
    retold: str | None  # the one outlet whose story this retells: where it sends its readers for more
    # what was found out once, such as where words credit an outlet's mention; by whoever finds it
    known: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def sentence_at(self, at: int) -> int:
        """The number of the sentence that holds, or last began before, a place in the text."""
        return (bisect_right(self.starts, at) or 1) - 1

    def paragraph_at(self, at: int) -> int:
        """The number of the paragraph of that place."""
        return self.sentences[self.sentence_at(at)].paragraph if self.sentences else 0

    def sentence_span(self, at: int) -> Span:
        """The sentence around a place, ``REACH`` to both sides at most; the text where there are no sentences."""
        whole = self.sentences[self.sentence_at(at)].span if self.sentences else Span(0, max(len(self.text), 1))
        start = max(whole.start, at - REACH)
        return Span(start, max(min(whole.end, at + REACH), start + 1))

    def paragraph_span(self, number: int) -> Span | None:
        """A whole paragraph; None where there is none of that number."""
        first = bisect_left(self.sentences, number, key=lambda each: each.paragraph)
        last = bisect_right(self.sentences, number, key=lambda each: each.paragraph)
        return Span(self.sentences[first].span.start, self.sentences[last - 1].span.end) if first < last else None

    def quotation_at(self, at: int) -> Span | None:
        """What of the sentence around a place is quoted there, marks included."""
        quoted = self.sentences[self.sentence_at(at)].quoted if self.sentences else ()
        number = bisect_right(quoted, at, key=lambda each: each.start) - 1
        return quoted[number] if number >= 0 and at < quoted[number].end else None

    def is_quoted(self, at: int) -> bool:
        """Whether a place lies inside a quotation, behind the opening mark."""
        quotation = self.quotation_at(at)
        return quotation is not None and quotation.start < at

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions of outlets that touch [start, end)."""
        first, last = bisect_right(self._ends(), start), self.mentions_before(end)
        return [each for each in self.mentions[first:last] if start < each.span.end]

    def mentions_before(self, end: int) -> int:
        """How many mentions of outlets begin before a place: the first ones."""
        return bisect_left(self.mentions, end, key=_start)

    def _ends(self) -> list[int]:
        """For each mention how far it, or one before it, goes: names may stand in each other."""
        if "ends" not in self.known:
            self.known["ends"] = list(accumulate((each.span.end for each in self.mentions), max))
        found: list[int] = self.known["ends"]
        return found


def lay_out(article: Article, sentences: tuple[Sentence, ...]) -> Page:
    """Find the outlets an article mentions, its own among them, and index its sentences."""
    own = _own_outlet(article)
    found = [Mention(span, outlet.name) for span, outlet in outlets().find(article.text)]
    found = _with_own(article.text, found, own)
    found = add_unlisted(article.text, found, own)
    found = _with_short_forms(article.text, found, own)
    mentions = tuple(
        each
        for each in found
        if not _is_photo_credit(article.text, each.span)
        and not _is_surname(article.text, each.span)
        and not _is_something_else(article.text, each.span)
    )
    starts = tuple(each.span.start for each in sentences)
    return Page(
        article=article,
        text=article.text,
        sentences=sentences,
        starts=starts,
        mentions=mentions,
        nominals=_nominals(article.text, mentions, own),
        organizations=_organizations(article.text, {each.name for each in mentions}),
        common=frozenset(_SMALL.findall(article.text)),
        own=own,
        retold=_retold(article.text, mentions, own),
    )


def _is_something_else(text: str, span: Span) -> bool:
    """ "BBC-style", "the Daily Tansy", which is not the Daily; and CCTV, a camera where nothing else is of China."""
    words = span.of(text)
    if re.match(r"-[a-z]", text[span.end : span.end + 2]):
        return True
    if words in ("Daily", "The Daily"):
        return re.match(r" [A-Z]", text[span.end : span.end + 2]) is not None
    return words == "CCTV" and not re.search(r"\b(?:China|Chinese|Beijing)\b", text)


def _is_surname(text: str, span: Span) -> bool:
    """ "Peter Bloomberg": a person of an outlet's name."""
    first = re.search(r"(?<!\w)(\w+) $", text[max(span.start - 20, 0) : span.start])
    return first is not None and first.group(1) in MEN | WOMEN and span.of(text).isalpha()


def _retold(text: str, mentions: Sequence[Mention], own: str | None) -> str | None:
    before = ((each.name, text[max(0, each.span.start - 120) : each.span.start]) for each in mentions)
    names = {name for name, words in before if _MORE.search(words)} - {own}
    return names.pop() if len(names) == 1 else None


def _own_outlet(article: Article) -> str | None:
    table = outlets()
    for address in (article.outlet, article.url):
        if address:
            known = table.by_name(address) or table.by_domain(address)
            if known is not None:
                return known.name
    return article.outlet


def _with_own(text: str, known: list[Mention], own: str | None) -> list[Mention]:
    """Add the places where an article names its own outlet, which the table may lack."""
    name = re.sub(r"^[Tt]he ", "", own or "")
    if len(name) < (2 if name.isupper() else 4) or not name[0].isupper() or name not in text:
        return known
    found = list(known)
    places = Places((each.span, each) for each in known)
    for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        span = Span(*match.span())
        if not places.over(span):
            found.append(Mention(span, own or name))
    return sorted(found, key=lambda each: each.span)


def _with_short_forms(text: str, known: list[Mention], own: str | None) -> list[Mention]:
    """Read "the Post" as the outlet so named in full in the same article, else the table's, else nobody."""
    full = [each for each in known if " " in each.span.of(text)]
    last = {each.span.of(text).split(" ")[-1] for each in full} | {(own or "").split(" ")[-1]}
    short = re.compile(
        rf"(?<=\b[Tt]he )(?:{one_of(NAMEPLATES | AMBIGUOUS_NAMEPLATES | last - _NO_SHORT_FORM)})\b(?! [A-Z])"
    )
    found = {each.span.start: each for each in known}
    places = Places((each.span, each) for each in known)
    so_named: dict[str, list[Mention]] = {}
    for match in short.finditer(text):
        start, end = match.span()
        if any(each.span.start < start for each in places.over(Span(start, start + 1))):
            continue
        word = match.group()
        if word not in so_named:
            so_named[word] = [each for each in full if each.name.endswith(word) or each.span.of(text).endswith(word)]
        fitting = so_named[word]
        if fitting:
            before = bisect_left(fitting, start, key=_start)
            found[start] = Mention(Span(start, end), fitting[max(before - 1, 0)].name)
        elif own and own.endswith(word):
            found[start] = Mention(Span(start, end), own)
    merged = [found[start] for start in sorted(found)]
    return [b for a, b in pairwise([None, *merged]) if b is not None and (a is None or a.span.end <= b.span.start)]


def _organizations(text: str, papers: Collection[str]) -> dict[str, str]:
    """Full names of organizations, outlets left out, by the one word that stands for them later."""
    found: dict[str, str] = {}
    for match in _LONG_NAME.finditer(text):
        words = match.group().split(" ")
        while words and words[0] in STARTERS:
            words = words[1:]
        words = _without_person(words)
        name = " ".join(words)
        if len(words) > 1 and words[-1] in ORGANIZATION_WORDS and words[-1] not in _TOO_COMMON:
            found.setdefault(words[-1], name)
        short = _IN_BRACKETS.match(text, match.end())
        if len(words) > 1 and short and short.group(1)[0] == name[0]:  # "the Rain Harvest Board (RHB)"
            found.setdefault(short.group(1), name)
        if len(words) > 2 and words[0] in ("Ministry", "Department", "University", "Archdiocese", "Institute"):
            found.setdefault(words[0], name)
    found |= {name: name for name in _companies(text) if name not in found}
    return {short: name for short, name in found.items() if name not in papers}


def _without_person(words: list[str]) -> list[str]:
    """ "Tuva Gran of the Centre Union": what somebody is of, not they as well."""
    at = words.index("of") if "of" in words else 0
    if at not in (2, 3) or ORGANIZATION_WORDS.intersection(words[:at]):
        return words
    if words[0] not in MEN | WOMEN | TITLES and words[at + 1] != "the":
        return words
    return [word for word in words[at + 1 :] if word != "the"]


def _companies(text: str) -> set[str]:
    """Names of several words that are an organization's by what is said of them: it has a chief, staff or shares."""
    found = set()
    for pattern in _OF_COMPANIES:
        for match in pattern.finditer(text):
            words = match.group(1).split(" ")
            while words and words[0] in STARTERS | {"The"}:
                words = words[1:]
            alone = rf"(?<!{words[0]} )\b{words[-1]}\b" if words else "$"  # by the surname, or with a title
            person = words and (words[0] in MEN | WOMEN | TITLES or (len(words) == 2 and re.search(alone, text)))
            if len(words) > 1 and not person:
                found.add(" ".join(words))
    return found


def _nominals(text: str, mentions: tuple[Mention, ...], own: str | None) -> tuple[Mention, ...]:
    """Where "the magazine" or "the British webloid" stands for the outlet named last before it."""
    others = [each for each in mentions if each.name != own]
    places = Places((each.span, each) for each in mentions)
    found = []
    for match in _NOMINAL.finditer(text):
        before = last_before(others, match.start())
        name = before.name if before else own if not others else None
        if name and not places.over(Span(*match.span())):
            found.append(Mention(Span(*match.span()), name))
    return tuple(found)


def _start(mention: Mention) -> int:
    return mention.span.start


def last_before(mentions: Sequence[Mention], at: int, *, but: str | None = None) -> Mention | None:
    """The last of some mentions, in text order, that ends before a place; ``but``: those of that name are none."""
    begun = mentions[: bisect_left(mentions, at, key=_start)]
    return next((each for each in reversed(begun) if each.span.end <= at and each.name != but), None)


def _is_photo_credit(text: str, span: Span) -> bool:
    line_start, line_end = (text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end))
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
    if len(line) <= len(span.of(text)) + 12 and not _CREDIT_WORD.search(line):
        return True
    before = text[max(line_start, span.start - 40) : span.start]
    if _HAT_TIP.search(before):
        return False  # "[Image via Pixly//h/t Gazette]"
    if re.search(r"\[[^\]\n]*$", before) and not _OF_PICTURE.search(before):
        return False  # "[Ann Pell/Gazette]", "[h/t Gazette / Herald]"
    return bool(_PHOTO_BEFORE.search(before) or _PHOTO_AFTER.match(text, span.end))
