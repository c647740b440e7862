"""Papers that no attribution gives in full: "the company said in its quarterly report", "the site has a disclaimer"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.records import Span
from sayso.resolve.names import Phrase
from sayso.resolve.page import Page, last_before
from sayso.resolve.sighting import Sighting

_NAME = r"((?:[A-Z][\w&’'-]+ ){0,4}[A-Z][\w&’'-]+)"
_OFFICIAL = re.compile(
    r"\b(?:in|according to|from|by|issued|released|published|filed|sent out|put out) (its|a|an|the|their)"
    r" (?:(?!quarterly|annual|financial|press|news|regulatory|court|police)[\w-]+ ){0,2}"
    r"((?:quarterly|annual|financial|earnings|regulatory) (?:report|filing|statement)|(?:press|news) release)\b"
)
_PRESS_RELEASE = re.compile(  # told of, rather than quoted from
    r"\b(?:(?:via|as) an?|[Ss]ome|(?:[Aa]n?|[Tt]h(?:e|is)) (?:fake|hoax|bogus|alleged))"
    r"(?: [a-z]+){0,2}? press release\b(?! from\b)"
)
_DISCLAIMER = re.compile(
    r"\b(?:(?:has|with|includes|carries|carrying|including|displays|posted|own|featur\w+|its|site[’']s"
    r"|site’s) (?:an? )?"
    r"(?:[\w-]+ ){0,2}?disclaimers?\b|[Dd]isclaimer (?:page )?(?:on|that|which|say|says|state|states|read|reads)\b)"
)
_PAGE_OF_ITS_OWN = re.compile(
    r"(?:'s|’s|['’])? [“\"‘']?((?:About|about|FAQ|Disclaimer|disclaimer)(?: Us)?)[”\"’']? page\b"
)
_LETTER = re.compile(rf"\b(letter|e-?mail|memo|notice)s? (?:\w+ ){{0,4}}from (?:the )?{_NAME}")
_LISTING = re.compile(rf"\b(?:an?|the|its) (?:\w+ )?listing (?:at|on|by|from|with) (?:the )?{_NAME}")
_LISTING_OF = re.compile(rf"\b[Tt]he {_NAME} listing\b")
_DATED = re.compile(r"\b[Aa] (?:(\d{4}) (report|study|survey|poll)|(report|study|survey|poll) (?:in|from) (\d{4}))\b")
_DATED_PIECE = re.compile(r"\b[Aa]n? (\d{4}) (article|story|report|piece) (?:from|in|by|of) (?:[Tt]he )?$")
_PIECE_DATED = re.compile(r"(?:'s|’s)? (article|story|report|piece) (?:from|of|in) (\d{4})\b")


def documents(page: Page, owners: Sequence[tuple[int, str]]) -> Iterator[Sighting]:
    """
    Every such paper; its name is the issuer's with the kind of paper, as no title is given.

    ``owners``: where which organizations are named or meant, in text order.
    """
    yield from _official(page, owners)
    for match in _PRESS_RELEASE.finditer(page.text):
        yield _sighting("press release", match)
    for match in _DISCLAIMER.finditer(page.text):
        before = last_before(page.mentions, match.start())
        yield _sighting("disclaimer", match, before.name if before else None)
    for match in _LETTER.finditer(page.text):
        yield _sighting(f"{match.group(1)} from {match.group(2)}", match)
    for pattern in (_LISTING, _LISTING_OF) if "listing" in page.text else ():
        for match in pattern.finditer(page.text):
            yield _sighting(f"{page.organizations.get(match.group(1), match.group(1))} listing", match)
    for match in _DATED.finditer(page.text):
        yield _sighting(f"{match.group(1) or match.group(4)} {match.group(2) or match.group(3)}", match)
    yield from _of_outlets(page)


def _sighting(name: str, match: re.Match[str], via: str | None = None) -> Sighting:
    return Sighting(Phrase("document", name, via), Span(*match.span()), Span(*match.span()), "paper")


def _official(page: Page, owners: Sequence[tuple[int, str]]) -> Iterator[Sighting]:
    for match in _OFFICIAL.finditer(page.text):
        sentence = page.sentence_span(match.start())
        first, last = (bisect_left(owners, at, key=_place) for at in (sentence.start, match.start()))
        near = owners[first:last]
        noun = match.group(2)
        if match.group(1) == "a" and noun.endswith("release") and not match.group().startswith(("issued", "released")):
            yield _sighting(noun, match)
        elif near:
            start, name = near[0]
            evidence = Span(start, match.end())
            yield Sighting(Phrase("document", f"{name} {noun}"), Span(*match.span()), evidence, "paper")
        else:
            yield _sighting(noun, match)


def _place(owner: tuple[int, str]) -> int:
    return owner[0]


def _of_outlets(page: Page) -> Iterator[Sighting]:
    """ "The Gazette's About page", "a 1901 article in the Gazette"."""
    for mention in page.mentions:
        start, end = mention.span.start, mention.span.end
        own = _PAGE_OF_ITS_OWN.match(page.text, end)
        if own:
            phrase = Phrase("document", f"{re.sub('^The ', '', mention.name)} {own.group(1)} page")
            yield Sighting(phrase, Span(start, own.end()), Span(start, own.end()), "paper")
        later = _PIECE_DATED.match(page.text, end)
        lead = page.text[max(start - 40, 0) : start]
        earlier = _DATED_PIECE.search(lead)
        if later or earlier:
            year, noun = (later.group(2), later.group(1)) if later else (earlier.group(1), earlier.group(2))  # type: ignore[union-attr]
            name = f"{year} {re.sub('^The ', '', mention.name)} {noun}"
            span = Span(start - (len(lead) - earlier.start()) if earlier else start, later.end() if later else end)
            yield Sighting(Phrase("document", name), span, span, "paper")
