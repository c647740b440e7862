"""
Credits that no attribution shows, found by the words around an outlet's name and by the layout of credit lines.

Wordings that credit nobody are left out: photo credits, "polled by", a reading list.
"""

import re
from collections.abc import Iterator

from sayso.outlets import outlets
from sayso.records import Span
from sayso.resolve.crowds import crowds
from sayso.resolve.cues import POSTED
from sayso.resolve.names import FIRST_NAMES, Phrase
from sayso.resolve.page import Page
from sayso.resolve.posts import posts
from sayso.resolve.sighting import Sighting
from sayso.resolve.unlisted import CAPITAL, Mention
from sayso.resolve.vias import addressee, asks, credited
from sayso.words import PLATFORMS

_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*(?:[A-ZÀ-Þ][\w À-Þ.,/'’-]{1,50}?)?[ \t]*\(((?:Reuters|AP|AFP|UPI|PA|Xinhua|Bloomberg|CNN|dpa"
    r"|TASS|IANS|PTI|ANI"
    r"|Kyodo|Yonhap|EFE|ANSA|CP|AAP|Thomson Reuters(?: Foundation)?|The Canadian Press|Associated Press|WENN"
    r"|Anadolu Agency))\)"
    r"[ \t]*[-–—:]*"
)
_BRACKETS = re.compile(
    r"[(\[](?:(?:[Vv]ia|h/t|H/T|HT|[Ss]ources?|[Ff]rom|[Cc]redit):? )?([A-Z0-9][^()\[\]\n]{2,60})[)\]]"
)
_PASSED_ON = re.compile(r"[(\[](?:[Vv]ia|[Hh]/[Tt]|HT|[Hh]at tip(?: to)?):? ")
_TITLE = re.compile(rf"(?!Via\b){CAPITAL}(?: (?:& )?{CAPITAL}){{0,3}}")
_OF_PICTURES = re.compile(
    r"\b(?:Photo|Image|Picture|Pic|Getty|Shutterstock|Screen|Reuters/|AP/|AFP/|Courtesy)\w*", re.IGNORECASE
)
_PIECES = re.compile(r"[A-Z0-9][^/,;|\n]*[^/,;|\s]")
_SIGNED_OFF = re.compile(
    rf"(?:(?<=\n)|^)[(\[]?(?:[Ss]ources?:|[Vv]ia:?|[Hh]/[Tt]:?"
    r"|With(?: (?:additional )?(?:reporting|files?|material|information|input)s? (?:by|from))?"
    rf"|(?:Additional )?[Rr]eporting (?:by|from)) (?:the )?({CAPITAL}(?: {CAPITAL}){{0,3}})[.)\]]*$",
    re.MULTILINE,
)
DATELINE = 40  # characters of a line before the outlet in its dateline
_DASH = re.compile(r"\s*(?:--|[–—-])")
LAST_LINES = 3  # where a text is signed off
_NO_OUTLET = re.compile(r"(?:Twitter|Facebook|Instagram|YouTube|Reddit|TikTok|Wikipedia|Getty|Shutterstock)\b")
_BROADCAST = re.compile(r"\b(?:polled|surveyed|compiled|tracked|rated|owned|acquired|bought) by (?:the |The )?$")


def sightings(page: Page) -> Iterator[Sighting]:
    """Everything that the rules find, in no particular order; the same place may be found twice."""
    for mention in page.mentions:
        found = _of_outlet(page, mention)
        if found is not None:
            yield found
    yield from _datelines(page)
    yield from posts(page)
    yield from _links(page)
    yield from _credit_lines(page)
    yield from _signed_off(page)
    yield from crowds(page)


def _of_outlet(page: Page, mention: Mention) -> Sighting | None:
    start = mention.span.start
    if mention.name in PLATFORMS or asks(page, mention):
        return None  # who posted there is the source
    if _BROADCAST.search(page.text[max(start - 40, 0) : start]):
        return None
    evidence = addressee(page, mention) or credited(page, mention)
    if evidence is None:
        return None
    wording = evidence.of(page.text).lower()
    line = wording.startswith(("via", "source", "h/t", "hat tip"))
    phrase = Phrase("outlet", mention.name)
    return Sighting(phrase, mention.span, evidence, "credit_line" if line else "cites")


def _datelines(page: Page) -> Iterator[Sighting]:
    for match in _DATELINE.finditer(page.text):
        outlet = outlets().by_name(match.group(1))
        if outlet is not None and outlet.kind == "agency":
            text = match.group().strip()
            start = match.start() + match.group().index(text)
            evidence = Span(start, start + len(text))
            yield Sighting(Phrase("outlet", outlet.name), Span(*match.span(1)), evidence, "dateline")


def _credit_lines(page: Page) -> Iterator[Sighting]:
    """ "[h/t Gazette / Herald]", "(Herald)", and a last line that is an outlet's name."""
    for match in _BRACKETS.finditer(page.text):
        if _OF_PICTURES.search(match.group()) or is_dateline(page.text, *match.span()):
            continue
        passed_on = _PASSED_ON.match(match.group()) is not None
        for piece in _PIECES.finditer(page.text, match.start(1), match.end(1)):
            yield from _line(piece, named=passed_on)
    lines = page.text.rstrip()
    last = _PIECES.match(lines, lines.rfind("\n") + 1)
    if last and last.end() == len(lines):
        yield from _line(last)


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether the brackets at [start, end) are those of "ORRIN (Orrin Radio) -- ", which says where it was written."""
    if text[start : start + 1] not in ("(", "[") or text[end - 1 : end] not in (")", "]"):
        return False
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return start == 0 or (len(line) < DATELINE and _DASH.match(text, end) is not None)


def _signed_off(page: Page) -> Iterator[Sighting]:
    """ "Source: WireOne", "With reporting by WireOne": a line of its own among the last three."""
    text = page.text.rstrip()
    for match in _SIGNED_OFF.finditer(text):
        name = match.group(1)
        known = outlets().by_name(name)
        if text.count("\n", match.end()) > LAST_LINES or (known is None and not _may_be_outlet(name)):
            continue
        phrase = Phrase("outlet", known.name if known else name)
        yield Sighting(phrase, Span(*match.span(1)), Span(*match.span()), "credit_line")


def _may_be_outlet(name: str) -> bool:
    """Whether a name that the table lacks is neither a person's nor a platform's where an outlet is to be named."""
    return name.split(" ")[0] not in FIRST_NAMES and not _NO_OUTLET.match(name)


def _line(words: re.Match[str], *, named: bool = False) -> Iterator[Sighting]:
    """An outlet of the table; ``named``: the words before say that an outlet stands here."""
    outlet = outlets().by_name(words.group().title() if words.group().isupper() else words.group())
    if outlet is not None or (named and _TITLE.fullmatch(words.group()) and _may_be_outlet(words.group())):
        span = Span(*words.span())
        yield Sighting(Phrase("outlet", outlet.name if outlet else words.group()), span, span, "credit_line")


def _links(page: Page) -> Iterator[Sighting]:
    for link in page.article.links:
        outlet = outlets().by_domain(link.target)
        if outlet is not None and outlet.name != page.own and link.span.end <= len(page.text):
            yield Sighting(Phrase("outlet", outlet.name), link.span, link.span, "link")


def is_posted(text: str) -> bool:
    """Whether these words tell of a post: "tweeted", "on Instagram"."""
    return POSTED.search(text) is not None
