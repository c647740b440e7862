"""Who says one attribution, and through which outlet the article has it."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from sayso.records import Attribution, Span
from sayso.resolve.cast import Cast, Speaker
from sayso.resolve.cues import ANONYMITY, LEARNED, MIGHT, OURSELVES, SPEECH
from sayso.resolve.names import Phrase
from sayso.resolve.nesting import hull
from sayso.resolve.page import Page
from sayso.resolve.polarity import certainty_of, denies, polarity_of
from sayso.resolve.scan import is_posted
from sayso.resolve.unlisted import Mention
from sayso.resolve.vias import Via, addressee, credited, interviewer, via_of

OWN_WORDS = re.compile(r"(?:I|[Ww]e)(?: (?:also|just|really|personally|both|all|still))?")
# said before, elsewhere: not what the paragraph's outlet has just reported
_AT_ANOTHER_TIME = re.compile(
    r"\b(?:[Pp]reviously|ha(?:s|ve) (?:\w+ )?(?:said|suggested|described|confirmed)"
    r"|[Ee]arlier (?:this|in the) (?:week|month|year)|[Ll]ast (?:week|month|year)"
    r"|(?:week|month|year)s? (?:ago|after|earlier)|separate)\b"
)
LONGEST_EVIDENCE = 160  # characters between source and cue; beyond, the evidence is the nearer half


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution with its speaker."""

    attribution: Attribution
    speaker: Speaker | None
    via: str | None
    evidence: Span
    first_hand: bool
    credits: bool  # whether the article credits anybody with it
    end: int  # of source, cue and the first piece of content


def say(page: Page, cast: Cast, attribution: Attribution, said: dict[str, Said]) -> Said:
    """Find one attribution's speaker and through whom the article has it."""
    cue = _cue_of(page, attribution)
    around = _outside_content(page, attribution)
    told = via_of(page, attribution) if attribution.source or attribution.cue else None
    speaker, phrase = _speaker(page, cast, attribution, around, said, told.name if told else None)
    if (
        told is not None
        and speaker is not None
        and (told.name == speaker.name or (speaker.kind == "outlet" and not told.addressed))
    ):
        told = None
    via = _via(page, attribution, speaker, phrase, said, told, around)
    if speaker is not None:
        speaker.via = via
        speaker.at = max(speaker.at, hull(attribution.cue, attribution.content).end)
    own = page.own is not None and (via == page.own or (_is(speaker, page.own) and LEARNED.search(around) is not None))
    content = _content_of(page, attribution)
    return Said(
        attribution=attribution,
        speaker=speaker,
        via=via,
        evidence=_evidence(page, attribution, told.words if told else None),
        first_hand=own or OURSELVES.search(around) is not None,
        credits=not ANONYMITY.search(content) and _is_report(attribution, cue),
        end=hull(attribution.source, attribution.cue, attribution.content[:1]).end,
    )


def _via(
    page: Page,
    attribution: Attribution,
    speaker: Speaker | None,
    phrase: Phrase,
    said: dict[str, Said],
    told: Via | None,
    around: str,
) -> str | None:
    """Through whom: by the sentence itself, by the speaker's words, by what came before, by the article as a whole."""
    works_for = None if speaker is not None and speaker.kind == "post" else phrase.via  # a reporter posts for himself
    via = told.name if told and (told.addressed or not works_for) else works_for
    via = via or _inherited(page, attribution, speaker, said)
    if via is None and speaker is not None and speaker.kind == "person" and speaker.name:
        via = interviewer(page, speaker.name)
    apart = speaker is not None and speaker.kind == "person" and _AT_ANOTHER_TIME.search(around) is not None
    if (
        via is None
        and speaker is not None
        and speaker.kind in ("person", "unnamed")
        and not (apart or OURSELVES.search(around) or _is_denial(page, attribution))
    ):
        via = _credited_before(page, attribution, named=speaker.kind == "person")
    if via is None and speaker is not None and speaker.kind != "outlet" and not OURSELVES.search(around):
        via = page.retold
    return None if speaker is not None and speaker.kind == "outlet" and _is(speaker, via) else via


def _cue_of(page: Page, attribution: Attribution) -> str:
    return " ".join(span.of(page.text) for span in attribution.cue)


def _content_of(page: Page, attribution: Attribution) -> str:
    """Its first piece."""
    return attribution.content[0].of(page.text) if attribution.content else ""


def _is_denial(page: Page, attribution: Attribution) -> bool:
    """Whether it denies something: what an outlet reports is not denied to that outlet."""
    return polarity_of(_cue_of(page, attribution), _content_of(page, attribution)) == "denies"


def _is(speaker: Speaker | None, name: str | None) -> bool:
    return speaker is not None and speaker.name is not None and speaker.name == name


def _credited_before(page: Page, attribution: Attribution, *, named: bool) -> str | None:
    """
    The outlet that the same paragraph has just credited: "X reports that ... A witness said ...".

    Of a ``named`` speaker also the outlet that somebody has told something in the sentence before.
    """
    start = hull(attribution.source, attribution.cue, attribution.content).start
    paragraph = page.paragraph_span(page.paragraph_at(start))
    if paragraph is None:
        return None
    known = _credited(page)
    number = bisect_left(known, start, key=lambda each: each.span.start)
    last = known[number - 1] if number else None
    if last is None:
        return None
    if paragraph.start < last.span.end:
        return last.name
    # "A health official told X ..." and then who that is: "..., said Ann Pell"
    next_to = page.sentence_at(start) - page.sentence_at(last.span.start) == 1
    return last.name if named and next_to and addressee(page, last) else None


def _credited(page: Page) -> list[Mention]:
    """The mentions of other outlets that the words around them credit, in text order."""
    if _credited not in page.known:
        others = (each for each in page.mentions if each.name != page.own)
        page.known[_credited] = [each for each in others if credited(page, each) or addressee(page, each)]
    found: list[Mention] = page.known[_credited]
    return found


def _is_report(attribution: Attribution, cue: str) -> bool:
    """Whether the cue speaks of saying, rather than of wanting, of what might be said, or of a refusal to comment."""
    if attribution.attitude == "intention" or certainty_of(cue) == "withheld" or MIGHT.search(cue):
        return False
    return SPEECH.search(cue) is not None or denies(cue)


def _outside_content(page: Page, attribution: Attribution) -> str:
    """The words of the attribution's sentences that are not its content."""
    extent = (
        hull(attribution.source, attribution.cue)
        if attribution.source or attribution.cue
        else hull(attribution.content)
    )
    sentence = page.sentence_span(extent.start)
    kept, at = [], sentence.start
    for span in sorted(attribution.content):
        if span.end <= sentence.start or span.start >= sentence.end:
            continue
        kept.append(page.text[at : max(at, span.start)])
        at = max(at, span.end)
    kept.append(page.text[at : max(at, sentence.end)])
    return " ".join(kept)


def _speaker(
    page: Page, cast: Cast, attribution: Attribution, around: str, said: dict[str, Said], via: str | None
) -> tuple[Speaker | None, Phrase]:
    nobody = Phrase("unnamed")
    if attribution.source:
        words = hull(attribution.source)
        quoted = _who_is_quoted(page, cast, attribution, said) if OWN_WORDS.fullmatch(words.of(page.text)) else None
        if quoted is not None:
            quoted.meet(words)
            return quoted, nobody
        return cast.speaker_of(words, post=is_posted(around), via=via)
    if attribution.type != "direct":
        return None, nobody
    return _goes_on(page, cast, attribution.content[0].start, said), nobody


def _who_is_quoted(page: Page, cast: Cast, attribution: Attribution, said: dict[str, Said]) -> Speaker | None:
    """Whom "I" and "we" mean: the speaker of the words around them, or of the quotation they stand in."""
    if attribution.parent in said:
        return said[attribution.parent].speaker
    start = attribution.source[0].start
    if page.quotation_at(start) is None:
        return None
    return _goes_on(page, cast, start, said)


def _goes_on(page: Page, cast: Cast, start: int, said: dict[str, Said]) -> Speaker | None:
    """The speaker of a quotation without a cue: the person the sentence before speaks of, else who spoke last."""
    here = page.paragraph_at(start)
    before = [s for s in said.values() if s.attribution.parent not in said and s.evidence.start < start]
    last = max(before, key=lambda each: each.evidence.start, default=None)
    introduced = cast.introduced(start, after=max((s.end for s in before), default=0))
    if introduced is not None:
        return introduced
    if last is not None and here - page.paragraph_at(last.evidence.start) <= 1:
        return last.speaker
    return None


def _inherited(page: Page, attribution: Attribution, speaker: Speaker | None, said: dict[str, Said]) -> str | None:
    """The outlet of the attribution around this one, or of what the same speaker said shortly before."""
    parent = said.get(attribution.parent or "")
    if parent is not None and parent.speaker is not None and parent.speaker is not speaker:
        return parent.speaker.name if parent.speaker.kind == "outlet" else parent.via
    if speaker is None or speaker.via is None or speaker.kind == "outlet":
        return None
    start = hull(attribution.cue, attribution.content).start
    before = next((s for s in reversed(said.values()) if s.speaker is speaker), None)
    if before is None:
        return None
    gap = page.paragraph_at(start) - page.paragraph_at(before.evidence.start)
    return speaker.via if gap <= 4 else None


def _evidence(page: Page, attribution: Attribution, told: Span | None) -> Span:
    """The source's words and the cue's, with what lies between when that is short, and "told X" when it follows."""
    parts = [*attribution.source, *attribution.cue]
    if not parts:
        first = attribution.content[0]
        return Span(first.start, min(first.end, first.start + LONGEST_EVIDENCE))
    whole = hull(parts)
    if told is not None and told.start >= whole.start and told.end - whole.start < LONGEST_EVIDENCE:
        return Span(whole.start, max(told.end, whole.end))
    together = page.sentence_at(whole.start) == page.sentence_at(whole.end - 1)
    if (together and whole.end - whole.start <= LONGEST_EVIDENCE) or not attribution.source:
        return whole
    return hull(attribution.source)
