"""
People and organizations that speak or post without an attribution to show it, and reporters named with their outlet.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.records import Span
from sayso.resolve.cast import Cast
from sayso.resolve.cues import (
    AFTER_INVERSION,
    ORGANIZATION_SPEAKS,
    OUTLET_OF_PERSON,
    PERSON_SPEAKS,
    POSTED,
    POSTING_VERB,
    SAYS_BEFORE,
    SPEAKS_ORGANIZATION,
    SPEAKS_PERSON,
)
from sayso.resolve.names import FIRST_NAMES, NATIONAL, TITLED_DOCUMENTS, Phrase, could_be_person
from sayso.resolve.page import Page
from sayso.resolve.sayings import LONGEST_EVIDENCE
from sayso.resolve.sighting import Sighting
from sayso.resolve.unlisted import Mention
from sayso.resolve.vias import addressee, outlet_of_sentence
from sayso.words import JOURNALIST, ORGANIZATION_WORDS, ORGANIZATIONS, PERSON_NOUNS, STARTERS, UNNAMED

_NAME = r"([A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]*\.?)?(?: (?:de |van |von |al-)?[A-ZÀ-Þ][\w’'-]+))"
_ITS_REPORTER = re.compile(rf"(?P<its>'s|’s|['’])? (?P<role>(?:[a-z][\w-]+ ){{0,3}}){_NAME}\b(?!['’]s? \w)")
_REPORTER_OF = re.compile(
    rf"\b{_NAME},? (?:(?:an?|the|who writes|writing|of|at|for|from|with|over) )?(?:[a-z][\w-]+ ){{0,2}}"
    r"(?:at|of|for|from|with) (?:[Tt]he )?$"
)
# "according to Ann Pell, a chemist, and Bo Dunn"
_AND = re.compile(
    r"\b(?:according to|confirmed (?:[\w’'-]+ ){0,3}(?:by|with)|told by) (?:[\w’'-]+ ){0,5}?[A-Z][\w’'-]+"
    r"(?:, [^.;:\n]{3,80},)? (?:and|along with|as well as) $"
)
# "a chemist at Bolt Works said": the chemist did
_WHERE = re.compile(r"\b(?:newspaper|paper|man|woman|people|source|village)s? (?:in|near|above|around) (?:the )?$")
_WHERE_AT = re.compile(
    r"\b(?:(?<!statement )from|(?<!staff )at|in|on|near|with|above|around|across|outside|of"
    r"|held by|(?<!according )to) (?:the )?(?:[A-Z][\w’'-]+, )?$"
)
# who speaks for an outlet, and reports nothing
_OFFICER = re.compile(
    r", (?:the |its )?(?:senior |executive |group )*(?:vice|president|director|chief|head|CEO|spokes\w+|chair\w*"
    r"|founder)\b"
)
_BRACKET_BEFORE = re.compile(rf"[\[(]{_NAME} ?[/|,] ?$")
_JOURNALISTS = JOURNALIST | {"astronomer", "veteran", "own", "writers", "host", "analyst", "founder", "sleuth"}


def voices(page: Page, cast: Cast) -> Iterator[Sighting]:
    """Everything that these rules find; whoever an attribution names already may be among it."""
    yield from _reporters(page, cast)
    yield from _people_speaking(page, cast)
    yield from _organizations_speaking(page, cast)
    yield from _posting(page, cast)


def _reporters(page: Page, cast: Cast) -> Iterator[Sighting]:
    """ "The Gazette's Ann Pell", "Gazette writer Ann Pell", "Ann Pell of the Gazette", "[Ann Pell/Gazette]"."""
    for mention in page.mentions:
        start, end = mention.span.start, mention.span.end
        sentence = page.sentence_span(start)
        after = _ITS_REPORTER.match(page.text, end, sentence.end)
        its = after and (after.group("its") or _JOURNALISTS & set(after.group("role").split()))
        if after and its and not addressee(page, mention):  # "told the Gazette's Ann Pell": she asked
            yield from _reporter(cast, mention, Span(*after.span(3)), Span(start, after.end()))
        lead = page.text[max(sentence.start, start - 70) : start]
        before = _REPORTER_OF.search(lead) or _BRACKET_BEFORE.search(lead)
        if before:
            offset = start - len(lead)
            name = Span(offset + before.start(1), offset + before.end(1))
            yield from _reporter(cast, mention, name, Span(name.start, end))


def _reporter(cast: Cast, mention: Mention, name: Span, evidence: Span) -> Iterator[Sighting]:
    words = name.of(cast.page.text)
    full = cast.people.full.get(words, words)
    if could_be_person(full) and words.split()[0] not in STARTERS and not cast.page.within(name.start, name.end):
        officer = _OFFICER.match(cast.page.text, name.end)
        yield Sighting(Phrase("person", full, None if officer else mention.name), name, evidence, "reporter")


def _people_speaking(page: Page, cast: Cast) -> Iterator[Sighting]:
    """ "Pell said", "according to Ann Pell": also of people whom only their two or three capitals show."""
    unsure = [
        (start, name) for start, name in cast.people.others if could_be_person(name) and name not in page.organizations
    ]
    for start, name in (*cast.people.places, *unsure):
        sentence = page.sentence_span(start)
        if page.within(start, start + 1):
            continue  # an outlet of a person's name
        form = next((each for each in (name, name.split()[-1]) if page.text.startswith(each, start)), name.split()[0])
        end = start + len(form)
        before, after = (page.text[max(sentence.start, start - 160) : start], page.text[end : sentence.end])
        lead, verb, via = SPEAKS_PERSON.search(before) or _AND.search(before), PERSON_SPEAKS.match(after), None
        if lead and SAYS_BEFORE.match(lead.group()) and not AFTER_INVERSION.match(after):
            lead = None
        if lead and before[-1] in '“"‘' and name not in cast.people.full:
            lead = None  # according to “Far Out”: a title
        if joined := OUTLET_OF_PERSON.match(after):
            near = page.within(end + joined.end(), end + joined.end() + 1)
            via, verb = (near[0].name, joined) if near else (None, verb)
        if verb or lead:
            evidence = Span(start - (len(before) - lead.start()) if lead else start, end + (verb.end() if verb else 0))
            via = via or outlet_of_sentence(page, start)
            yield Sighting(Phrase("person", name, via), Span(start, end), evidence, "says")


def _organizations_speaking(page: Page, cast: Cast) -> Iterator[Sighting]:
    """ "Bolt Works offered this statement", "Bolt Works staff had to deny"."""
    for start, name in cast.people.others:
        end = start + len(name)
        if not _is_organization(page, name, start):
            continue
        sentence = page.sentence_span(start)
        before = page.text[max(sentence.start, start - 70) : start]
        verb = ORGANIZATION_SPEAKS.match(page.text, end, sentence.end)
        elsewhere = page.text.startswith(("'s", "’s"), end) or _WHERE.search(before)
        lead = None if elsewhere else SPEAKS_ORGANIZATION.search(before)
        if lead or (verb and not _WHERE_AT.search(before)):
            full = page.organizations.get(name, name)
            phrase = Phrase("organization", full, outlet_of_sentence(page, start))
            evidence = Span(start - (len(before) - lead.start()) if lead else start, verb.end() if verb else end)
            yield Sighting(phrase, Span(start, end), evidence, "says")


def _is_organization(page: Page, name: str, start: int) -> bool:
    words = name.split(" ")
    if (
        words[-1] in TITLED_DOCUMENTS
        or page.within(start, start + len(name))
        or NATIONAL.match(name)
        or words[0] in STARTERS
        or name in FIRST_NAMES
        or len(name) < 3
    ):
        return False
    sure = name in ORGANIZATIONS or name.isupper() or any(word.strip(".") in ORGANIZATION_WORDS for word in words)
    return sure or (name.lower() not in page.common and not name.isdigit())


def _posting(page: Page, cast: Cast) -> Iterator[Sighting]:
    """Posts that no attribution shows: "Ann Pell took to Twitter", "Bolt Works shared a photo on Instagram"."""
    for match in POSTED.finditer(page.text):
        if not page.sentences or page.is_quoted(match.start()):
            continue
        sentence = page.sentence_span(match.start())
        places = _unquoted(page, cast.people.places, sentence.start, match.start())
        names = [
            (start, name)
            for start, name in places
            if not re.match(r"[\w’' -]{0,30}?\w['’]s? ", page.text[start : start + len(name) + 4])
        ]
        if not places:
            others = _unquoted(page, cast.people.others, sentence.start, match.start())
            names = [(start, name) for start, name in others[:1] if _posts_itself(page, name, start)]
        if not names or match.start() - names[-1][0] > LONGEST_EVIDENCE:
            continue
        start, name = names[-1]
        if not POSTING_VERB.search(page.text[start : match.end()]):
            continue
        end = start + len(name.split()[-1])
        yield Sighting(Phrase("post", name), Span(start, end), Span(start, max(match.end(), end)), "posts")


def _unquoted(page: Page, places: Sequence[tuple[int, str]], start: int, end: int) -> list[tuple[int, str]]:
    """Those in [start, end) that stand in no quotation: who is spoken of there does not post it."""
    first, last = (bisect_left(places, at, key=lambda each: each[0]) for at in (start, end))
    return [each for each in places[first:last] if not page.is_quoted(each[0])]


def _posts_itself(page: Page, name: str, start: int) -> bool:
    """Whether an organization's name stands for itself, not for its "goalkeeper" or "worker"."""
    then = re.match(r" ([a-z]+)", page.text[start + len(name) :])
    return _is_organization(page, name, start) and not (then and then.group(1) in PERSON_NOUNS | UNNAMED)
