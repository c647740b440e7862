"""Whom an article credits: the speakers of its attributions, and whom only its wording shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Span
from sayso.resolve.cast import Cast, Speaker
from sayso.resolve.cues import A_REPORT
from sayso.resolve.documents import documents
from sayso.resolve.names import DAYS, NATIONAL, Phrase
from sayso.resolve.overlap import Places
from sayso.resolve.page import Page
from sayso.resolve.representatives import represented
from sayso.resolve.sayings import Said
from sayso.resolve.scan import is_dateline, sightings
from sayso.resolve.sighting import Sighting
from sayso.resolve.vias import asks
from sayso.resolve.voices import voices
from sayso.words import PLATFORMS, STARTERS

_STUDY = re.compile(
    r"(?:\d{4} )?([A-Z].*) (?:report|study|survey|poll|statement|data|research|figures|analysis|findings|letter"
    r"|statistics)$"
)

_NO_ORIGIN = PLATFORMS | {"Getty Images"}  # photographs, as good as always
_ANYBODY = frozenset(
    ("people", "everyone", "everybody", "they", "some", "some people", "many", "many people", "others")
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A credit before it has its ids."""

    speaker: Speaker
    via: str | None
    evidence: Span
    rule: str
    first_hand: bool
    attribution: str | None


def credits_of(page: Page, cast: Cast, said: Sequence[Said]) -> list[Seen]:
    """The credits of the attributions, then those that only the wording shows."""
    seen: list[Seen] = []
    contents = Places((span, span) for each in said for span in each.attribution.content)
    for each in said:
        if each.speaker is not None and each.credits and each.attribution.source:
            if _is_anybody(page, each.attribution.source[0], contents):
                continue
            seen.append(
                Seen(each.speaker, each.via, each.evidence, "attribution", each.first_hand, each.attribution.id)
            )
    known = _Known(seen)
    sources = Places((span, (span, each.speaker)) for each in said if each.speaker for span in each.attribution.source)
    reported = Places((s, each) for each in said for s in (*each.attribution.cue, *each.attribution.content))
    for sighting in [
        *represented(page, cast),
        *sightings(page),
        *documents(page, _owners(cast, seen)),
        *voices(page, cast),
        *_authors(page, seen),
    ]:
        if (
            known.has(sighting)
            or _is_part_of_another(page, sighting, sources)
            or _is_anybody(page, sighting.mention, contents)
        ):
            continue
        speaker = cast.add(sighting.phrase, sighting.mention, like=sighting.like)
        own = speaker.kind == "outlet" and speaker.name == page.own
        via = sighting.phrase.via or _relayed_by(sighting, reported)
        via = None if via == speaker.name else via
        seen.append(Seen(speaker, via, sighting.evidence, sighting.rule, own, None))
        known.add(seen[-1])
    if any(each.speaker.kind == "outlet" and each.speaker.name != page.own for each in seen):
        # "according to a new report" beside an outlet's name is that outlet's, in all likelihood
        seen = [each for each in seen if not (each.speaker.name is None and A_REPORT.search(each.speaker.description))]
    return seen + _bare_mentions(page, cast, seen)


class _Known:
    """The credits found so far, by who is credited and by where."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._vias: dict[tuple[str | None, str], set[str | None]] = {}
        self._people: set[str] = set()
        self._places: Places[Seen] = Places()
        for each in seen:
            self.add(each)

    def add(self, seen: Seen) -> None:
        """One more."""
        name, kind = seen.speaker.name, seen.speaker.kind
        self._vias.setdefault((name, kind), set()).add(seen.via)
        if name and kind == "person":
            self._people |= {name, name.split(" ")[-1]}
        self._places.add(seen.evidence, seen)

    def has(self, sighting: Sighting) -> bool:
        """Whether a credit found by other means already has what a rule sees here."""
        phrase = sighting.phrase
        if phrase.kind == "organization" and sighting.rule == "says" and phrase.name in self._people:
            return True
        if phrase.name and sighting.rule in ("says", "posts", "reporter"):
            vias = self._vias.get((phrase.name, phrase.kind), set())
            return bool(vias) if phrase.via is None else phrase.via in vias
        here = [each.speaker for each in self._places.over(sighting.mention)]
        if any(each.name == phrase.name and each.kind == phrase.kind for each in here):
            return True
        return (phrase.kind, sighting.rule) == ("unnamed", "says") and any(
            # "Bolt officials said": Bolt's word as well as theirs
            (each.attribution or each.rule == "says") and each.speaker.kind != "organization"
            for each in self._places.over(sighting.evidence)
        )


def _is_part_of_another(page: Page, sighting: Sighting, sources: Places[tuple[Span, Speaker]]) -> bool:
    """Whether a name only describes the source of an attribution: "a woman who dated Bo Dunn revealed"."""
    phrase = sighting.phrase
    if phrase.kind not in ("person", "post") or phrase.name is None or sighting.rule not in ("says", "posts"):
        return False
    return any(
        span.start < sighting.mention.start
        and sighting.mention.end <= span.end
        and (_is_described(speaker, span.of(page.text)) or (speaker.kind, speaker.name) == ("outlet", phrase.name))
        for span, speaker in sources.over(sighting.mention)
    )


def _is_described(speaker: Speaker, words: str) -> bool:
    """Whether words tell of a speaker without the name."""
    return speaker.kind == "unnamed" or (speaker.kind == "person" and (speaker.name or "").split(" ")[-1] not in words)


def _is_anybody(page: Page, mention: Span, contents: Places[Span]) -> bool:
    """Whether somebody speaks of what "people are saying": inside their words that is nobody's."""
    if mention.of(page.text).lower() not in _ANYBODY:
        return False
    return any(span.start < mention.start and mention.end <= span.end for span in contents.over(mention))


def _relayed_by(sighting: Sighting, reported: Places[Said]) -> str | None:
    """The outlet in whose reported words an unnamed source or a person is cited."""
    if sighting.rule != "cites" or sighting.phrase.kind == "outlet":
        return None
    for each in reported.over(sighting.mention):
        return each.speaker.name if each.speaker is not None and each.speaker.kind == "outlet" else None
    return None


def _owners(cast: Cast, seen: Sequence[Seen]) -> list[tuple[int, str]]:
    """Where organizations are named, or meant by a speaker's words, in text order."""
    meant = [(s.evidence.start, s.speaker.name) for s in seen if s.speaker.kind == "organization" and s.speaker.name]
    named = [
        (start, name)
        for start, name in cast.people.others
        if name.split(" ")[0] not in STARTERS and not NATIONAL.match(name) and not DAYS.match(name)
    ]
    return sorted({*meant, *named})


def _authors(page: Page, seen: Sequence[Seen]) -> list[Sighting]:
    """Who made a paper that is named after them: "a Bolt Works study found" may be credited to Bolt Works."""
    found = []
    for each in seen:
        name = each.speaker.name or ""
        author = _STUDY.match(name) if each.speaker.kind == "document" else None
        if author and not any(mention.name.endswith(f" {author.group(1)}") for mention in page.mentions):
            phrase = Phrase("organization", page.organizations.get(author.group(1), author.group(1)), each.via)
            found.append(Sighting(phrase, each.evidence, each.evidence, "paper"))
    return found


def _bare_mentions(page: Page, cast: Cast, seen: Sequence[Seen]) -> list[Seen]:
    """Outlets that the article names and credits by no wording that the rules know: the first mention of each."""
    named = {each.speaker.name for each in seen if each.speaker.kind == "outlet"}
    found = []
    for mention in page.mentions:
        start, end = mention.span.start, mention.span.end
        known = mention.name in named or mention.name in _NO_ORIGIN
        if not known and not asks(page, mention) and not is_dateline(page.text, start - 1, end + 1):
            named.add(mention.name)
            found.append(Seen(cast.outlet(mention.name, mention.span), None, mention.span, "mention", False, None))
    return found
