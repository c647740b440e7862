"""
Who speaks in one article: the sources met so far, and which of them "he", "the magazine" or "the source" means.

Nobody is ever put behind a description: a description that no name explains stays unnamed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.outlets import name_key, outlets
from sayso.records import Kind, Span
from sayso.resolve.described import described_as, description_of, gender_of_noun, plain_description
from sayso.resolve.firms import named_firms, named_nation
from sayso.resolve.names import SEQUENCE, Phrase, could_be_person, names_in
from sayso.resolve.page import Page, last_before
from sayso.resolve.people import People
from sayso.resolve.phrases import read_phrase
from sayso.resolve.posts import PICTURE, accounts
from sayso.resolve.sighting import Sighting
from sayso.words import (
    COMPANY_NOUNS,
    CROWD_NOUNS,
    HE,
    IT,
    ORGANIZATIONS,
    SHE,
    STARTERS,
    STATE_BODIES,
    THEY,
    gender_of,
)

_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Ss]everal|[Tt]wo|[Tt]hree)"
_ANTECEDENT = re.compile(  # with what belongs to it: "the head of the union,", not "the firm called the report,"
    rf"\b({_DETERMINER}(?: (?:of|at|for|from|in|with|by|near|on) {_DETERMINER}"
    rf"| (?!{_DETERMINER} )[\w’'-]+){{1,9}}?)[,(]?\s*$"
)
_NEAREST = re.compile(
    r"\b((?:an?|one|two|three|several|some|another) (?!of )(?:[a-z-]+ ){0,2}?([a-z]+)"
    r"(?: of (?:its|their|his|her) own)?),? $"
)
_NAME_BEFORE = re.compile(r"([A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+),? $")
_NAMES = r"\b((?:[A-Z](?:[\w&-]{0,3}\.|[\w&.-]*(?:[\w&-]|\.[A-Z]\.)) ){0,3}[A-Z][\w&-]+) ?"  # over no full stop
_ORGANIZATION = (
    r"\b((?:[A-Z][\w&-]+ (?:(?:of|for|and|the|of the) )?){0,4}(?:[A-Z]{3,6}|Society|Association|Institute"
    r"|Foundation|Group|Company"
    r"|Corporation|Inc|Club|Council|Union|Trust|University|College|Hospital|Department|Agency|Service|Federation"
    r"|League))\b"
)


@dataclass(slots=True)
class Speaker:
    """A source while the article is being read."""

    number: int
    kind: Kind
    name: str | None
    description: str
    gender: str | None = None
    mentions: list[Span] = field(default_factory=list)
    via: str | None = None  # of the latest statement
    at: int = 0  # where last met
    _met: set[Span] = field(default_factory=set)  # the mentions again, to be looked up

    def meet(self, span: Span) -> None:
        """Note another mention."""
        if span not in self._met:
            self._met.add(span)
            self.mentions.append(span)
        self.at = max(self.at, span.end)


class Cast:
    """The speakers of one article, in the order in which they are met."""

    def __init__(self, page: Page, people: People) -> None:
        self.page = page
        self.people = people
        self.speakers: list[Speaker] = []
        self._known: dict[tuple[str, str], Speaker] = {}
        self._accounts: list[Sighting] | None = None  # looked for when first asked for
        self._starts = [start for start, _ in people.places]
        self._firms: list[tuple[int, str, Span]] | None = None  # what the whole text tells, found when first asked for
        self._nation: tuple[str, int, Mapping[str, int]] | None = None
        self._wordings: dict[str, list[re.Match[str]]] = {}

    def speaker_of(self, span: Span, *, post: bool = False, via: str | None = None) -> tuple[Speaker | None, Phrase]:
        """The speaker that the words at ``span`` name or refer to, and how the words were read."""
        phrase = read_phrase(self.page, span, self.people.full)
        if phrase.refers is not None:
            found = self._referred(phrase, span)
            if found is not None and found.kind == "unnamed" and None not in (via, found.via) and via != found.via:
                found = None  # one outlet's source is never taken for another's
            if found is not None:
                if post and found.kind in ("person", "organization") and found.name:  # "she tweeted"
                    return self.add(Phrase("post", found.name, gender=found.gender), span, via=via), phrase
                found.meet(span)
                return found, phrase
            if phrase.refers in ("pronoun", "report", "nobody"):
                return None, phrase
            if phrase.kind in ("person", "outlet") or (
                phrase.kind == "organization" and phrase.word not in ("police", "government")
            ):
                phrase = Phrase("unnamed", via=phrase.via, word=phrase.word)
            else:
                name = phrase.name if phrase.kind == "document" else phrase.word
                phrase = Phrase(phrase.kind, name if phrase.kind != "unnamed" else None, phrase.via)
        if post and phrase.kind in ("person", "organization"):
            phrase = Phrase("post", phrase.name, phrase.via, phrase.gender)
        return self.add(phrase, span, via=via or phrase.via), phrase

    def add(self, phrase: Phrase, span: Span, *, via: str | None = None, like: str = "") -> Speaker:
        """The speaker of that kind and name (or, unnamed, of that description), new or met before."""
        description = description_of(span.of(self.page.text))
        if phrase.name is not None:
            key: tuple[str, str] = (phrase.kind, name_key(phrase.name) or phrase.name)
        else:
            if phrase.kind == "post":
                like = like or ("picture" if PICTURE.search(description) else "talk")
            key = (phrase.kind, f"{like or plain_description(description, span)}|{via or phrase.via or ''}")
        speaker = self._known.get(key)
        if speaker is None:
            speaker = Speaker(len(self.speakers), phrase.kind, phrase.name, description, phrase.gender)
            self._known[key] = speaker
            self.speakers.append(speaker)
        if len(description) > len(speaker.description):
            speaker.description = description
        speaker.gender = speaker.gender or phrase.gender
        speaker.meet(span)
        return speaker

    def outlet(self, name: str, span: Span) -> Speaker:
        """The speaker that is this outlet."""
        return self.add(Phrase("outlet", name), span)

    def _referred(self, phrase: Phrase, span: Span) -> Speaker | None:
        if phrase.refers == "nobody":
            return None
        if phrase.refers == "pronoun":
            return self._pronoun(phrase.word, span)
        if phrase.refers == "outlet":
            return self._outlet_before(span)
        if phrase.refers == "report":
            return self._latest(span, "outlet") or self._outlet_before(span)
        if phrase.refers == "organization":
            return self._organization(phrase.word, span)
        if phrase.refers == "unnamed":
            return self._unnamed(phrase.word, span)
        if phrase.refers == "document":
            named = [s for s in self._met_before(span) if s.kind == "document" and s.name]
            return next((s for s in named if re.search(rf"\b{phrase.word}\b", s.name or "", re.IGNORECASE)), None)
        if phrase.refers == "account":
            return self._account(span)
        if phrase.refers == "called":
            return self._called(phrase.word, span)
        return self._called(phrase.word, span) or self._person(gender_of_noun(phrase.word), span)

    def _account(self, span: Span) -> Speaker | None:
        """ "the user": the account named last before this place."""
        if self._accounts is None:
            self._accounts = list(accounts(self.page))
        named = [each for each in self._accounts if each.mention.end <= span.start]
        return self.add(named[-1].phrase, named[-1].mention) if named else self._unnamed("user", span)

    def _called(self, noun: str, span: Span) -> Speaker | None:
        """ "the baker": who was said to be one, by name or as an unnamed speaker."""
        whole = re.compile(rf"\b{re.escape(noun)}\b", re.IGNORECASE)
        met = next((s for s in self._met_before(span) if s.kind == "unnamed" and whole.search(s.description)), None)
        named = described_as(self.page.text, self._named(0, span.start), noun)
        if named is not None and (met is None or met.at < named[0]):
            at, name = named
            phrase = Phrase("person", name, gender=gender_of(name.split()[0]) or gender_of_noun(noun))
            return self.add(phrase, Span(at, at + len(name.split()[-1])))
        return met

    def _pronoun(self, word: str, span: Span) -> Speaker | None:
        if word in ("who", "which", "that", "whom", "whose"):
            return self._relative(span)
        if word in HE or word in SHE:
            gender = "he" if word in HE else "she"
            return self._person(gender, span) or self._of_that_form(gender, span)
        if word in IT:
            speaker = self._near(span, ("outlet", "organization", "document"))
            return speaker or self._outlet_before(span, paragraphs=1)
        if word in THEY:
            return self._near(span, ("unnamed", "organization", "person", "outlet"))
        return None

    def _near(self, span: Span, kinds: tuple[str, ...]) -> Speaker | None:
        """The latest speaker of one of these kinds, in this paragraph or the one before."""
        here = self.page.paragraph_at(span.start)
        fitting = [
            s for s in self._met_before(span) if s.kind in kinds and here - self.page.paragraph_at(s.at - 1) <= 1
        ]
        return fitting[0] if fitting else None

    def _met_before(self, span: Span) -> list[Speaker]:
        return sorted((s for s in self.speakers if s.mentions[0].start < span.start), key=lambda s: -s.at)

    def _latest(self, span: Span, kind: str) -> Speaker | None:
        fitting = [s for s in self._met_before(span) if s.kind == kind and s.name != self.page.own]
        return fitting[0] if fitting else None

    def _relative(self, span: Span) -> Speaker | None:
        """ "who", "which": what stands right before it."""
        sentence = self.page.sentence_span(span.start)
        before = self.page.text[sentence.start : span.start]
        whoever = _NEAREST.search(before)  # "an insider of its own, who": nobody with a name is nearer
        if whoever and whoever.group(2) in CROWD_NOUNS:
            return self.speaker_of(Span(*(sentence.start + at for at in whoever.span(1))))[0]
        near = [m for m in self.page.within(sentence.start, span.start) if span.start - m.span.end <= 30]
        people = [(at, name) for at, name in self._named(sentence.start, span.start) if span.start - at <= 100]
        right_before = _NAME_BEFORE.search(before)
        if not people and right_before is not None and could_be_person(right_before.group(1)):
            people = [(sentence.start + right_before.start(1), right_before.group(1))]  # "the Gazette's Ann Pell, who"
        if near and (not people or people[-1][0] <= near[-1].span.start):
            return self.outlet(near[-1].name, near[-1].span)
        if people:
            at, name = people[-1]
            return self.add(
                Phrase("person", name, gender=gender_of(name.split()[0])), Span(at, at + len(name.split()[-1]))
            )
        described = _ANTECEDENT.search(before)
        if described:
            start = sentence.start + described.start(1)
            return self.speaker_of(Span(start, sentence.start + described.end(1)))[0]
        return None

    def _outlet_before(self, span: Span, paragraphs: int = 99) -> Speaker | None:
        """The outlet named last before this place."""
        here = self.page.paragraph_at(span.start)
        mention = last_before(self.page.mentions, span.start, but=self.page.own)
        if mention is None or here - self.page.paragraph_at(mention.span.start) > paragraphs:
            return None
        return self.outlet(mention.name, mention.span)

    def _organization(self, word: str, span: Span) -> Speaker | None:
        met = [s for s in self._met_before(span) if s.kind == "organization" and s.name]
        named = [s for s in met if word in (s.name or "").lower()]
        if named:
            return named[0]
        if word in ("officials", "authorities"):
            return None
        if word in ("agency", "service") and (agency := self._agency(span)) is not None:
            return agency
        if word in COMPANY_NOUNS:
            return self._company(span)
        if word == "government":
            return self._government(span)
        if word in STATE_BODIES:
            body = rf"(?:{word}|{word.title()})(?: Department| Service)?\b"
            return self._organization_in_text(rf"{_NAMES}(?:[’']s )?{body}", span)
        if met and self.page.paragraph_at(span.start) - self.page.paragraph_at(met[0].at - 1) <= 3:
            return met[0]
        return self._organization_in_text(_ORGANIZATION, span) or (met[0] if met else None)

    def _agency(self, span: Span) -> Speaker | None:
        """ "the agency": a news agency that the paragraph names, where it names no organization after it."""
        here = self.page.paragraph_at(span.start)
        named = last_before(self.page.mentions, span.start)
        if named is None or self.page.paragraph_at(named.span.start) != here or named.name == self.page.own:
            return None
        known = outlets().by_name(named.name)
        later = any(s.kind == "organization" and s.at > named.span.start for s in self._met_before(span))
        return None if later or (known and known.kind != "agency") else self.outlet(named.name, named.span)

    def _company(self, span: Span) -> Speaker | None:
        """ "the company": the organization that the article names most, of those named before this place."""
        if self._firms is None:
            self._firms = named_firms(self.page, self.people.full)
        before = [
            (count, -at.start, name, at) for count, name, at in self._firms if count >= 2 and at.start < span.start
        ]
        if not before:
            return None
        *_, most, at = max(before, key=lambda each: each[:2])
        return self.add(Phrase("organization", most), at)

    def _government(self, span: Span) -> Speaker | None:
        """ "the government" of the nation that the article speaks of most."""
        named = self._organization_in_text(rf"{_NAMES}(?:[’']s )?[Gg]overnment\b", span, later=False)
        if self._nation is None:
            self._nation = named_nation(self.page.text)
        nation, count, words = self._nation
        owner = named.name.split(" ")[0] if named is not None and named.name else ""
        if not count or words.get(owner, 0) >= count:
            return named
        return self.add(Phrase("organization", f"{nation} government"), span)

    def _organization_in_text(self, pattern: str, span: Span, *, later: bool = True) -> Speaker | None:
        """The organization of that wording named last before this place, else first after it."""
        if pattern not in self._wordings:
            matches = re.finditer(pattern, self.page.text)
            self._wordings[pattern] = [match for match in matches if match.group(1).split()[0] not in STARTERS]
        found = self._wordings[pattern]
        number = bisect_right(found, span.start, key=lambda match: match.end())
        if not found or not (number or later):
            return None
        match = found[max(number - 1, 0)]
        name = re.sub(r"[’']s (?=\w+$)", " ", match.group())
        return self.add(Phrase("organization", name), Span(*match.span()))

    def _unnamed(self, word: str, span: Span) -> Speaker | None:
        met = [s for s in self._met_before(span) if s.kind == "unnamed"]
        same = [s for s in met if word.removesuffix("s") in s.description.lower()]
        if word == "spokes":
            spoken = [s for s in self._met_before(span) if re.search(r"spokes|\brep\b|publicist", s.description)]
            return spoken[0] if spoken else self._near(span, ("organization",))
        return same[0] if same else None

    def _person(self, gender: str | None, span: Span) -> Speaker | None:
        """The nearest fitting person: who spoke in this paragraph, who is named in it, then the paragraph before."""
        here = self.page.paragraph_at(span.start)
        singles = [s for s in self._met_before(span) if s.kind in ("person", "post") and s.name]
        fitting = [s for s in singles if gender is None or s.gender in (None, gender)]
        if fitting and self.page.paragraph_at(fitting[0].at - 1) == here:
            return self._learn(fitting[0], gender)
        for paragraph in (here, here - 1):
            named = [place for place in self._named(*self._paragraph(paragraph, span)) if _fits(place[1], gender)]
            if named and (paragraph == here or not fitting or fitting[0].at < named[0][0]):
                at, name = named[-1] if paragraph == here else named[0]
                phrase = Phrase("person", name, gender=gender_of(name.split()[0]) or gender)
                return self.add(phrase, Span(at, at + len(name.split()[-1])))
            if fitting and self.page.paragraph_at(fitting[0].at - 1) == paragraph:
                return self._learn(fitting[0], gender)
        unnamed = self._near(span, ("unnamed",))
        if unnamed is not None and here - self.page.paragraph_at(unnamed.at - 1) <= 1:
            return unnamed
        return self._learn(fitting[0], gender) if fitting else None

    def _of_that_form(self, gender: str, span: Span) -> Speaker | None:
        """Nobody known fits: two or three capitalised words that nothing marks as anything but a person's name."""
        here = self.page.paragraph_at(span.start)
        for start, end in (self._paragraph(here, span), self._paragraph(here - 1, span)):
            for match in SEQUENCE.finditer(self.page.text, start, end):
                for name in names_in(match.group()):
                    at = match.start() + match.group().find(name)
                    if self.page.within(*match.span()) or self.page.text[max(at - 4, 0) : at].lower() == "the ":
                        continue
                    if not _fits(name, gender) or not could_be_person(name) or self._has_common_word(name):
                        continue
                    return self.add(Phrase("person", name, gender=gender), Span(at, at + len(name)))
        return None

    def _has_common_word(self, name: str) -> bool:
        """ "iPhone User", "Paul VI": words that the article writes small, or not as a name is written."""
        words = name.split(" ")
        plain = all(re.fullmatch(r"[A-ZÀ-Þ][^\W\d_A-Z’'-]+(?:[’'-]\w+)?", word) for word in words)
        return not plain or any(word.lower() in self.page.common or word in ORGANIZATIONS for word in words)

    @staticmethod
    def _learn(speaker: Speaker, gender: str | None) -> Speaker:
        speaker.gender = speaker.gender or gender
        return speaker

    def _paragraph(self, number: int, span: Span) -> tuple[int, int]:
        """Where a paragraph's text begins and ends, cut off at ``span``."""
        whole = self.page.paragraph_span(number)
        return (whole.start, min(whole.end, span.start)) if whole else (0, 0)

    def introduced(self, before: int, *, after: int) -> Speaker | None:
        """The person with whose name the sentence right before a place begins, in its paragraph, and no other in it."""
        number = self.page.sentence_at(before)
        sentences = [s for s in self.page.sentences[max(number - 1, 0) : number + 1] if s.span.start < before]
        for sentence in reversed(sentences):
            places = self._named(max(sentence.span.start, after), min(sentence.span.end, before))
            if sentence.paragraph != self.page.paragraph_at(before) or not places:
                continue
            at, name = places[0]
            lead = self.page.text[sentence.span.start : at]
            if len({each for _, each in places}) == 1 and re.fullmatch(r"(?:[\w.’'-]+ ){0,3}", lead):
                phrase = Phrase("person", name, gender=gender_of(name.split()[0]))
                return self.add(phrase, Span(at, at + len(name.split()[-1])))
            return None
        return None

    def _named(self, start: int, end: int) -> list[tuple[int, str]]:
        return list(self.people.places[bisect_left(self._starts, start) : bisect_left(self._starts, end)])


def _fits(name: str, gender: str | None) -> bool:
    return gender is None or gender_of(name.split()[0]) in (None, gender)
