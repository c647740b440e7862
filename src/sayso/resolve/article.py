"""Who each source is within one article, what it says, and whom the article credits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ids import content_id
from sayso.records import Article, Attribution, Credit, Sentence, Source, Span, Statement
from sayso.resolve.anonymity import anonymity_of
from sayso.resolve.cast import Cast, Speaker
from sayso.resolve.credits import Seen, credits_of
from sayso.resolve.leads import named_later
from sayso.resolve.nesting import outer_first, with_parents
from sayso.resolve.page import lay_out
from sayso.resolve.people import find_people
from sayso.resolve.polarity import certainty_of, polarity_of
from sayso.resolve.sayings import Said, say


@dataclass(frozen=True, slots=True)
class Resolved:
    """What resolving adds to an article's attributions."""

    attributions: tuple[Attribution, ...]  # as given, with ``parent``
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    credits: tuple[Credit, ...]


def resolve_article(article: Article, sentences: tuple[Sentence, ...], attributions: Sequence[Attribution]) -> Resolved:
    """Name the sources of an article's attributions, and add the credits that its wording gives beyond them."""
    page = lay_out(article, sentences)
    nested = with_parents(attributions)
    cast = Cast(page, find_people(page))
    said: dict[str, Said] = {}
    for attribution in outer_first(nested):
        said[attribution.id] = say(page, cast, attribution, said)
    said = named_later(page, cast, said)
    seen = credits_of(page, cast, [said[each.id] for each in nested])
    why = anonymity_of(page, cast.speakers)
    sources = {speaker.number: _source(article, speaker, why.get(speaker.number)) for speaker in cast.speakers}
    statements = {each.id: _statement(article, said[each.id], sources) for each in nested}
    used = {s.speaker.number for s in seen} | {s.speaker.number for s in said.values() if s.speaker}
    return Resolved(
        attributions=nested,
        # the same words can be met as two speakers (through two outlets): they are one source
        sources=tuple({source.id: source for number, source in sources.items() if number in used}.values()),
        statements=tuple(statements[each.id] for each in nested),
        credits=_with_ids(article, seen, sources, statements),
    )


def _source(article: Article, speaker: Speaker, anonymity: Span | None) -> Source:
    mentions = tuple(sorted(speaker.mentions))
    identity = {"name": speaker.name} if speaker.name else {"at": [mentions[0].start, mentions[0].end]}
    return Source(
        id=content_id("src", article=article.id, speaker=speaker.kind, **identity),
        article_id=article.id,
        kind=speaker.kind,
        name=speaker.name,
        description=speaker.description,
        mentions=mentions,
        anonymity=anonymity,
    )


def _statement(article: Article, said: Said, sources: dict[int, Source]) -> Statement:
    attribution = said.attribution
    text = " … ".join(" ".join(span.of(article.text).split()) for span in attribution.content)
    cue = " ".join(span.of(article.text) for span in attribution.cue)
    return Statement(
        id=content_id("stm", attribution=attribution.id),
        attribution_id=attribution.id,
        article_id=article.id,
        source_id=sources[said.speaker.number].id if said.speaker else None,
        via=said.via,
        polarity=polarity_of(cue, text),
        content=attribution.content,
        text=text,
        certainty=certainty_of(cue),
    )


def _with_ids(
    article: Article, seen: Sequence[Seen], sources: dict[int, Source], statements: dict[str, Statement]
) -> tuple[Credit, ...]:
    credits: dict[str, Credit] = {}
    for each in seen:
        source = sources[each.speaker.number]
        evidence = [each.evidence.start, each.evidence.end]
        ident = content_id("crd", source=source.id, via=each.via, evidence=evidence)
        statement = statements[each.attribution].id if each.attribution else None
        credits.setdefault(
            ident, Credit(ident, article.id, source.id, each.via, each.evidence, each.rule, each.first_hand, statement)
        )
    return tuple(sorted(credits.values(), key=lambda credit: (credit.evidence, credit.id)))
