"""Who each source is within one article, what it says, and whom the article credits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ids import content_id
from sayso.records import Article, Attribution, Credit, Sentence, Source, Span, Statement
from sayso.resolve.cast import Cast, Speaker
from sayso.resolve.cues import (
    A_REPORT,
    AFTER_INVERSION,
    ANONYMITY,
    LEARNED,
    MIGHT,
    NO_COMMENT,
    OURSELVES,
    OUTLET_OF_PERSON,
    PERSON_SPEAKS,
    POSTED,
    POSTING_VERB,
    SAYS_BEFORE,
    SPEAKS_PERSON,
    SPEECH,
)
from sayso.resolve.nesting import hull, with_parents
from sayso.resolve.page import Page, lay_out
from sayso.resolve.phrases import Phrase
from sayso.resolve.polarity import polarity_of
from sayso.resolve.people import find_people
from sayso.resolve.scan import Sighting, is_posted, sightings
from sayso.resolve.vias import addressee, credited, interviewer, via_of

LONGEST_EVIDENCE = 160  # characters between source and cue; beyond, the evidence is the nearer half


@dataclass(frozen=True, slots=True)
class Resolved:
    """What resolving adds to an article's attributions."""

    attributions: tuple[Attribution, ...]  # as given, with ``parent``
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """An attribution with its speaker."""

    attribution: Attribution
    speaker: Speaker | None
    via: str | None
    evidence: Span
    first_hand: bool
    credits: bool  # whether the article credits anybody with it


@dataclass(frozen=True, slots=True)
class _Seen:
    """A credit before it has its ids."""

    speaker: Speaker
    via: str | None
    evidence: Span
    rule: str
    first_hand: bool
    attribution: str | None


def resolve_article(article: Article, sentences: tuple[Sentence, ...], attributions: Sequence[Attribution]) -> Resolved:
    """Name the sources of an article's attributions, and add the credits that its wording gives beyond them."""
    page = lay_out(article, sentences)
    nested = with_parents(attributions)
    cast = Cast(page, find_people(page))
    said: dict[str, _Said] = {}
    for attribution in sorted(nested, key=lambda each: hull(each.source, each.cue, each.content)):
        said[attribution.id] = _say(page, cast, attribution, said)
    seen = _credits(page, cast, [said[each.id] for each in nested])
    sources = {speaker.number: _source(article, speaker) for speaker in cast.speakers}
    statements = {each.id: _statement(article, said[each.id], sources) for each in nested}
    used = {s.speaker.number for s in seen} | {s.speaker.number for s in said.values() if s.speaker}
    return Resolved(
        attributions=nested,
        # the same words can be met as two speakers (through two outlets): they are one source
        sources=tuple({source.id: source for number, source in sources.items() if number in used}.values()),
        statements=tuple(statements[each.id] for each in nested),
        credits=_with_ids(article, seen, sources, statements),
    )


def _say(page: Page, cast: Cast, attribution: Attribution, said: dict[str, _Said]) -> _Said:
    """Find one attribution's speaker and through whom the article has it."""
    text = page.text
    cue = " ".join(span.of(text) for span in attribution.cue)
    around = _outside_content(page, attribution)
    extent = hull(attribution.source, attribution.cue) if attribution.source or attribution.cue else None
    told = via_of(page, attribution) if extent is not None else None
    speaker, phrase = _speaker(page, cast, attribution, around, said, told[0] if told else None)
    evidence = _evidence(page, attribution)
    if (
        told is not None
        and speaker is not None
        and (told[0] == speaker.name or (speaker.kind == "outlet" and not told[2]))
    ):
        told = None
    via = told[0] if told and (told[2] or not phrase.via) else phrase.via
    if via is None:
        via = _inherited(page, attribution, speaker, phrase, said)
    if via is None and speaker is not None and speaker.kind == "person" and speaker.name:
        via = interviewer(page, speaker.name)
    if via is None and speaker is not None and speaker.kind in ("person", "unnamed") and not OURSELVES.search(around):
        via = _credited_before(page, attribution)
    if speaker is not None and speaker.kind == "outlet" and via == speaker.name:
        via = None
    if (
        told is not None
        and extent is not None
        and told[1].start >= extent.start
        and told[1].end - extent.start < LONGEST_EVIDENCE
    ):
        evidence = Span(extent.start, max(told[1].end, evidence.end))
    if speaker is not None:
        speaker.via = via
        speaker.at = max(speaker.at, hull(attribution.cue, attribution.content).end)
    first_hand = bool(OURSELVES.search(around)) or (via is not None and via == page.own)
    first_hand = first_hand or (
        speaker is not None and speaker.name == page.own is not None and bool(LEARNED.search(around))
    )
    content = attribution.content[0].of(text) if attribution.content else ""
    counts = (
        not NO_COMMENT.search(cue)
        and not MIGHT.search(cue)
        and not ANONYMITY.search(content)
        and _is_report(attribution, cue)
    )
    return _Said(attribution, speaker, via, evidence, first_hand, counts)


def _credited_before(page: Page, attribution: Attribution) -> str | None:
    """The outlet that the same paragraph has just credited: "X reports that ... A witness said ..."."""
    start = hull(attribution.source, attribution.cue, attribution.content).start
    sentences = [s for s in page.sentences if s.paragraph == page.paragraph_at(start)]
    for mention in reversed(page.within(sentences[0].span.start, start) if sentences else []):
        if mention.name != page.own and (credited(page, mention) or addressee(page, mention)):
            return mention.name
    return None


def _is_report(attribution: Attribution, cue: str) -> bool:
    """Whether the cue speaks of saying rather than of wanting or fearing."""
    return attribution.attitude != "intention" and SPEECH.search(cue) is not None


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
    page: Page, cast: Cast, attribution: Attribution, around: str, said: dict[str, _Said], via: str | None
) -> tuple[Speaker | None, Phrase]:
    if attribution.source:
        return cast.speaker_of(hull(attribution.source), post=is_posted(around), via=via)
    nobody = Phrase("unnamed")
    if attribution.type != "direct":
        return None, nobody
    before = [s for s in said.values() if s.evidence.start < attribution.content[0].start]
    if before and before[-1].speaker is not None:
        here = page.paragraph_at(attribution.content[0].start)
        if here - page.paragraph_at(before[-1].evidence.start) <= 1:
            return before[-1].speaker, nobody
    return None, nobody


def _inherited(
    page: Page, attribution: Attribution, speaker: Speaker | None, phrase: Phrase, said: dict[str, _Said]
) -> str | None:
    """The outlet of the attribution around this one, or of what the same speaker said shortly before."""
    parent = said.get(attribution.parent or "")
    if parent is not None and parent.speaker is not None and parent.speaker is not speaker:
        return parent.speaker.name if parent.speaker.kind == "outlet" else parent.via
    if speaker is None or speaker.via is None or speaker.kind == "outlet":
        return None
    start = hull(attribution.cue, attribution.content).start
    before = [s for s in said.values() if s.speaker is speaker]
    if not before:
        return None
    gap = page.paragraph_at(start) - page.paragraph_at(before[-1].evidence.start)
    return speaker.via if gap <= 4 else None


def _evidence(page: Page, attribution: Attribution) -> Span:
    """The source's words and the cue's, with what lies between when that is short."""
    parts = [*attribution.source, *attribution.cue]
    if not parts:
        first = attribution.content[0]
        return Span(first.start, min(first.end, first.start + LONGEST_EVIDENCE))
    whole = hull(parts)
    together = page.sentence_at(whole.start) == page.sentence_at(whole.end - 1)
    if (together and whole.end - whole.start <= LONGEST_EVIDENCE) or not attribution.source:
        return whole
    return hull(attribution.source)


def _credits(page: Page, cast: Cast, said: Sequence[_Said]) -> list[_Seen]:
    """The credits of the attributions, then those that only the wording shows."""
    seen: list[_Seen] = []
    for each in said:
        if each.speaker is not None and each.credits and each.attribution.source:
            seen.append(
                _Seen(each.speaker, each.via, each.evidence, "attribution", each.first_hand, each.attribution.id)
            )
    for sighting in [*sightings(page), *_people_speaking(page, cast), *_posting(page, cast)]:
        if (
            sighting.rule in ("says", "posts")
            and sighting.phrase.name
            and any(s.speaker.name == sighting.phrase.name and s.speaker.kind == sighting.phrase.kind for s in seen)
        ):
            continue
        covered = [s for s in seen if s.evidence.overlaps(sighting.mention)]
        if any(s.speaker.name == sighting.phrase.name and s.speaker.kind == sighting.phrase.kind for s in covered):
            continue
        if sighting.phrase.kind == "unnamed" and (
            any(s.speaker.kind == "unnamed" for s in covered)
            or any(s.evidence.overlaps(sighting.evidence) for s in seen if s.attribution and sighting.rule == "says")
        ):
            continue
        speaker = cast.add(sighting.phrase, sighting.mention)
        own = speaker.kind == "outlet" and speaker.name == page.own
        holder = [s for s in said if any(span.overlaps(sighting.mention) for span in s.attribution.content)]
        via = sighting.phrase.via
        if (
            holder
            and sighting.phrase.kind != "outlet"
            and holder[0].speaker is not None
            and holder[0].speaker.kind == "outlet"
            and sighting.rule == "cites"
        ):
            via = via or holder[0].speaker.name
        via = None if via == speaker.name else via
        seen.append(_Seen(speaker, via, sighting.evidence, sighting.rule, own, None))
    if any(each.speaker.kind == "outlet" and each.speaker.name != page.own for each in seen):
        # "according to a new report" beside an outlet's name is that outlet's, in all likelihood
        seen = [each for each in seen if not (each.speaker.name is None and A_REPORT.search(each.speaker.description))]
    return seen + _bare_mentions(page, cast, seen)


def _people_speaking(page: Page, cast: Cast) -> list[Sighting]:
    """People whom the reader missed: a name beside a verb of saying, or an outlet's name ("Ann Pell of the Gazette")."""
    found = []
    for start, name in cast.people.places:
        sentence = page.sentence_span(start)
        length = next((len(form) for form in (name, name.split()[-1]) if page.text.startswith(form, start)), 0)
        end = start + (length or len(name.split()[0]))
        after, before = page.text[end : sentence.end], page.text[sentence.start : start]
        verb, lead = PERSON_SPEAKS.match(after), SPEAKS_PERSON.search(before)
        outlet = OUTLET_OF_PERSON.match(after)
        via = None
        if outlet:
            near = page.within(end + outlet.end(), end + outlet.end() + 1)
            via, verb = (near[0].name, outlet) if near else (None, verb)
        if lead and SAYS_BEFORE.match(lead.group()) and not AFTER_INVERSION.match(after):
            lead = None
        if not verb and not lead:
            continue
        evidence = Span(start - (len(before) - lead.start()) if lead else start, end + (verb.end() if verb else 0))
        if via is None:
            others = [m for m in page.within(sentence.start, sentence.end) if addressee(page, m) or credited(page, m)]
            via = others[0].name if others else None
        phrase = Phrase("person", name, via)
        found.append(Sighting(phrase, Span(start, end), evidence, "says"))
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


def _bare_mentions(page: Page, cast: Cast, seen: Sequence[_Seen]) -> list[_Seen]:
    """Outlets that the article names and credits by no wording that the rules know: the first mention of each."""
    named = {each.speaker.name for each in seen if each.speaker.kind == "outlet"} | {page.own}
    found = []
    for mention in page.mentions:
        if mention.name not in named and mention.name != "Getty Images":  # photographs, as good as always
            named.add(mention.name)
            found.append(_Seen(cast.outlet(mention.name, mention.span), None, mention.span, "mention", False, None))
    return found


def _source(article: Article, speaker: Speaker) -> Source:
    mentions = tuple(sorted(speaker.mentions))
    identity = {"name": speaker.name} if speaker.name else {"at": [mentions[0].start, mentions[0].end]}
    return Source(
        id=content_id("src", article=article.id, speaker=speaker.kind, **identity),
        article_id=article.id,
        kind=speaker.kind,
        name=speaker.name,
        description=speaker.description,
        mentions=mentions,
    )


def _statement(article: Article, said: _Said, sources: dict[int, Source]) -> Statement:
    attribution = said.attribution
    text = " … ".join(" ".join(span.of(article.text).split()) for span in attribution.content)
    return Statement(
        id=content_id("stm", attribution=attribution.id),
        attribution_id=attribution.id,
        article_id=article.id,
        source_id=sources[said.speaker.number].id if said.speaker else None,
        via=said.via,
        polarity=polarity_of(" ".join(span.of(article.text) for span in attribution.cue), text),
        content=attribution.content,
        text=text,
    )


def _with_ids(
    article: Article, seen: Sequence[_Seen], sources: dict[int, Source], statements: dict[str, Statement]
) -> tuple[Credit, ...]:
    credits: dict[str, Credit] = {}
    for each in seen:
        source = sources[each.speaker.number]
        evidence = [each.evidence.start, each.evidence.end]
        ident = content_id("crd", source=source.id, via=each.via, evidence=evidence)
        statement = statements[each.attribution].id if each.attribution else None
        credits.setdefault(
            ident,
            Credit(ident, article.id, source.id, each.via, each.evidence, each.rule, each.first_hand, statement),
        )
    return tuple(sorted(credits.values(), key=lambda credit: (credit.evidence, credit.id)))
