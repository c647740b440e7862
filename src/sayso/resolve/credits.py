"""Whom an article credits: the speakers of its attributions, and whom only its wording shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Span
from sayso.resolve.cast import Cast, Speaker
from sayso.resolve.cues import (
    A_REPORT,
    AFTER_INVERSION,
    OUTLET_OF_PERSON,
    PERSON_SPEAKS,
    POSTED,
    POSTING_VERB,
    SAYS_BEFORE,
    SPEAKS_PERSON,
)
from sayso.resolve.names import Phrase
from sayso.resolve.page import Page
from sayso.resolve.sayings import LONGEST_EVIDENCE, Said
from sayso.resolve.scan import sightings
from sayso.resolve.sighting import Sighting
from sayso.resolve.vias import addressee, credited


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
    for each in said:
        if each.speaker is not None and each.credits and each.attribution.source:
            seen.append(
                Seen(each.speaker, each.via, each.evidence, "attribution", each.first_hand, each.attribution.id)
            )
    for sighting in [*sightings(page), *_people_speaking(page, cast), *_posting(page, cast)]:
        if _is_seen(sighting, seen):
            continue
        speaker = cast.add(sighting.phrase, sighting.mention, like=sighting.like)
        own = speaker.kind == "outlet" and speaker.name == page.own
        via = sighting.phrase.via or _relayed_by(sighting, said)
        via = None if via == speaker.name else via
        seen.append(Seen(speaker, via, sighting.evidence, sighting.rule, own, None))
    if any(each.speaker.kind == "outlet" and each.speaker.name != page.own for each in seen):
        # "according to a new report" beside an outlet's name is that outlet's, in all likelihood
        seen = [each for each in seen if not (each.speaker.name is None and A_REPORT.search(each.speaker.description))]
    return seen + _bare_mentions(page, cast, seen)


def _is_seen(sighting: Sighting, seen: Sequence[Seen]) -> bool:
    """Whether a credit found by other means already has what a rule sees here."""
    phrase = sighting.phrase
    same = [s for s in seen if s.speaker.name == phrase.name and s.speaker.kind == phrase.kind]
    if phrase.name and sighting.rule in ("says", "posts"):
        return bool(same)
    if any(s.evidence.overlaps(sighting.mention) for s in same):
        return True
    return phrase.kind == "unnamed" and any(
        s.evidence.overlaps(sighting.evidence) for s in seen if s.attribution and sighting.rule == "says"
    )


def _relayed_by(sighting: Sighting, said: Sequence[Said]) -> str | None:
    """The outlet in whose reported words an unnamed source or a person is cited."""
    if sighting.rule != "cites" or sighting.phrase.kind == "outlet":
        return None
    for each in said:
        if any(span.overlaps(sighting.mention) for span in each.attribution.content):
            return each.speaker.name if each.speaker is not None and each.speaker.kind == "outlet" else None
    return None


def _people_speaking(page: Page, cast: Cast) -> list[Sighting]:
    """People whom the reader missed: a name beside a verb of saying, or an outlet's name ("Ann Pell of the"
    " Gazette")."""
    found = []
    for start, name in cast.people.places:
        sentence = page.sentence_span(start)
        form = next((each for each in (name, name.split()[-1]) if page.text.startswith(each, start)), name.split()[0])
        end = start + len(form)
        before, after = page.text[sentence.start : start], page.text[end : sentence.end]
        lead, verb, via = SPEAKS_PERSON.search(before), PERSON_SPEAKS.match(after), None
        if lead and SAYS_BEFORE.match(lead.group()) and not AFTER_INVERSION.match(after):
            lead = None
        if joined := OUTLET_OF_PERSON.match(after):
            near = page.within(end + joined.end(), end + joined.end() + 1)
            via, verb = (near[0].name, joined) if near else (None, verb)
        if verb or lead:
            others = [m for m in page.within(sentence.start, sentence.end) if addressee(page, m) or credited(page, m)]
            via = via or (others[0].name if others else None)
            evidence = Span(start - (len(before) - lead.start()) if lead else start, end + (verb.end() if verb else 0))
            found.append(Sighting(Phrase("person", name, via), Span(start, end), evidence, "says"))
    return found


def _posting(page: Page, cast: Cast) -> list[Sighting]:
    """Posts that no attribution shows: "Ann Pell took to Twitter", "she shared a photo on Instagram"."""
    found = []
    for match in POSTED.finditer(page.text):
        sentence = page.sentences[page.sentence_at(match.start())] if page.sentences else None
        if sentence is None or any(q.start < match.start() < q.end for q in sentence.quoted):
            continue
        names = [
            (start, name)
            for start, name in cast.people.places
            if sentence.span.start <= start < match.start()
            and not re.match(r"[\w’' -]{0,30}?\w['’]s? ", page.text[start : start + len(name) + 4])
        ]
        if not names or match.start() - names[-1][0] > LONGEST_EVIDENCE:
            continue
        start, name = names[-1]
        if not POSTING_VERB.search(page.text[start : match.end()]):
            continue
        end = start + len(name.split()[-1])
        found.append(Sighting(Phrase("post", name), Span(start, end), Span(start, max(match.end(), end)), "posts"))
    return found


def _bare_mentions(page: Page, cast: Cast, seen: Sequence[Seen]) -> list[Seen]:
    """Outlets that the article names and credits by no wording that the rules know: the first mention of each."""
    named = {each.speaker.name for each in seen if each.speaker.kind == "outlet"} | {page.own}
    found = []
    for mention in page.mentions:
        if mention.name not in named and mention.name != "Getty Images":  # photographs, as good as always
            named.add(mention.name)
            found.append(Seen(cast.outlet(mention.name, mention.span), None, mention.span, "mention", False, None))
    return found
