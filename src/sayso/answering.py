"""
Answering "on whose say-so?" for one claim: which articles speak of it, how each carries it, what that rests on.

``trace_claim`` does it for a claim of a story, ``trace_story`` for all of them, ``answer`` for a claim of the ledger by
its id, and ``answer_query`` for a claim in a person's own words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sayso import assess, ledger, match, trace
from sayso.config import Config
from sayso.ids import content_id
from sayso.records import (
    AnnotatedArticle,
    Appearance,
    Claim,
    ClaimLink,
    Judgement,
    Mention,
    Reuse,
    Stance,
    Story,
    Trace,
)
from sayso.rulings import Rulings, apply_stances, bearing, concerning, identify, rulings_on

Vector = npt.NDArray[np.int8]

NEAREST = 50  # articles looked through for a claim in a person's own words, by vector and by words each
STANCES: Mapping[str, Stance] = {"says": "reports", "denies": "contests", "doubts": "questions", "asks": "questions"}
_SIZE = 384  # numbers in a sentence vector


def answer(claim_id: str, reading: ledger.Reading, config: Config) -> Trace:
    """Trace a claim of the ledger over the articles of its story, as ``compare`` assessed it."""
    claim = ledger.read_claim(reading, claim_id)
    articles = ledger.read_annotated(reading, ledger.read_story(reading, claim.story_id).article_ids)
    reuse = ledger.reuse_among(reading, articles)
    return trace_claim(claim, articles, reuse, config, ledger.read_judgements(reading))


def answer_query(
    query: str, vector: Vector, reading: ledger.Reading, config: Config, reader: trace.ClaimReader | None = None
) -> Trace | None:
    """
    Trace a claim in a person's own words; None where no article speaks of it.

    ``vector``: int8 [384], of ``query``. Looked through are the articles nearest to it by words and by vector, and all
    of their stories. Each that speaks of it is read again with the claim in mind, where a ``reader`` is given. The
    trace's claim is the claim of the ledger that most of what speaks of it belongs to.
    """
    near = _nearest(query, vector, reading)
    stories = ledger.stories_of(reading, near)
    articles = ledger.read_annotated(reading, sorted({*near, *(each for ids in stories.values() for each in ids)}))
    mentions = match.find_mentions(query, vector, list(articles.values()))
    if not mentions:
        return None
    mentions += _echoes(query, vector, mentions, stories.values(), articles)
    claims = ledger.claims_of(reading, {each.article_id for each in mentions})
    known = _claim_of(query, vector, mentions, articles, claims)
    claim = ledger.read_claim(reading, known) if known else _unstated(query, mentions[0], articles)
    rulings = rulings_on(claim, ledger.read_judgements(reading))
    speaking = {each: articles[each] for each in {*(m.article_id for m in mentions), *rulings.stances} & set(articles)}
    reuse = ledger.reuse_among(reading, speaking)
    return _trace(claim, query, vector, speaking, reuse, config, rulings, mentions, reader)


def _echoes(
    query: str,
    vector: Vector,
    mentions: Sequence[Mention],
    stories: Iterable[Sequence[str]],
    articles: Mapping[str, AnnotatedArticle],
) -> list[Mention]:
    """What the search passed over in the stories of the article that speaks of the claim most surely."""
    surest, seen = mentions[0].article_id, {mention.article_id for mention in mentions}
    mates = {each for ids in stories if surest in ids for each in ids} & set(articles) - seen
    return match.find_echoes(query, vector, articles[surest], [articles[each] for each in sorted(mates)])


def _unstated(query: str, mention: Mention, articles: Mapping[str, AnnotatedArticle]) -> Claim:
    """A claim that no statement of the ledger makes, in the words of the article that speaks of it most surely."""
    article = articles[mention.article_id].article
    label = mention.sentences[0].of(article.text) if mention.sentences else article.title or query
    return Claim(content_id("clm", query=query), "", label, ())


def claim_vector(claim: Claim, articles: Mapping[str, AnnotatedArticle]) -> Vector:
    """int8 [384], of the sentence whose words the claim's label are: no model is needed for a claim of the ledger."""
    members = set(claim.statement_ids)
    for annotated in articles.values():
        for statement in annotated.statements:
            if statement.id in members and match.clean_label(statement.text) == claim.label:
                return _sentence_vector(annotated, statement.content[0].start)
    return np.zeros(_SIZE, dtype=np.int8)


def _sentence_at(annotated: AnnotatedArticle, place: int) -> int:
    return max(0, bisect_right(annotated.sentences, place, key=lambda sentence: sentence.span.start) - 1)


def _sentence_vector(annotated: AnnotatedArticle, place: int) -> Vector:
    rows = np.frombuffer(annotated.vectors, dtype=np.int8).reshape(-1, _SIZE)
    vector: Vector = rows[min(1 + _sentence_at(annotated, place), len(rows) - 1)]  # the title's comes first
    return vector


def _nearest(query: str, vector: Vector, reading: ledger.Reading) -> list[str]:
    """Ids of the articles whose leads are nearest to a claim, and of those that hold its heaviest words."""
    found: list[tuple[float, str]] = []
    for ids, leads in ledger.each_lead(reading):
        rows = np.frombuffer(leads, dtype=np.int8).reshape(-1, _SIZE)
        best = match.rank_articles(vector, rows, most=NEAREST)
        nearness = rows[best].astype(np.float32) @ vector.astype(np.float32)
        found += [(-float(near), ids[at]) for near, at in zip(nearness, best, strict=True)]
        found = sorted(found)[:NEAREST]
    words = " ".join(match.claim_keywords(query))
    return [each for _, each in found] + ledger.search_articles(reading, words, limit=NEAREST)


def _claim_of(
    query: str,
    vector: Vector,
    mentions: Sequence[Mention],
    articles: Mapping[str, AnnotatedArticle],
    ids: Mapping[str, str],
) -> str | None:
    """
    The claim nearest to the query of those that the mentioning sentences state; ``ids``: statement -> its claim.

    Vectors hardly tell a claim from its contrary: one that is negated as the query is goes first.
    """
    negated = match.is_negated(query)
    best: tuple[bool, float, str] | None = None
    for mention in mentions:
        annotated = articles[mention.article_id]
        for statement in annotated.statements:
            if statement.id in ids and any(s.overlaps(c) for s in mention.sentences for c in statement.content):
                row = _sentence_vector(annotated, statement.content[0].start)
                near = float(row.astype(np.float32) @ vector.astype(np.float32))
                found = (match.is_negated(statement.text) != negated, -near, ids[statement.id])
                best = min(best or found, found)
    return best[2] if best else None


def _stated(claim: Claim, mentions: Sequence[Mention], articles: Mapping[str, AnnotatedArticle]) -> list[Mention]:
    """The mentions, and one for each article that states the claim though the search passed it over."""
    seen = {mention.article_id for mention in mentions}
    members = set(claim.statement_ids)
    found = list(mentions)
    for article_id, annotated in articles.items():
        own = [statement for statement in annotated.statements if statement.id in members]
        if own and article_id not in seen:
            spans = {annotated.sentences[_sentence_at(annotated, each.content[0].start)].span for each in own}
            found.append(Mention(article_id, tuple(sorted(spans)), False, 1.0, STANCES[own[0].polarity]))
    return found


def trace_claim(
    claim: Claim,
    articles: Mapping[str, AnnotatedArticle],
    reuse: Sequence[Reuse],
    config: Config,
    judgements: Iterable[Judgement] = (),
) -> Trace:
    """Trace a claim over its story; one that only a single article's statements make, over that article alone."""
    members = set(claim.statement_ids)
    own = {key: said for key, each in articles.items() if (said := [s for s in each.statements if s.id in members])}
    rulings = rulings_on(claim, judgements)
    if len(own) > 1 or rulings.stances:
        return _trace(claim, None, claim_vector(claim, articles), articles, reuse, config, rulings)
    ((article_id, statements),) = own.items()
    found = (trace.appearance_alone(articles[article_id], statements, config=config.trace),)
    return _assessed(claim, None, found, articles, (), rulings)


def trace_story(
    story: Story,
    articles: Mapping[str, AnnotatedArticle],
    judgements: Iterable[Judgement],
    reading: ledger.Reading,
    config: Config,
    claims: Sequence[Claim] | None = None,
) -> tuple[Trace, ...]:
    """The claims of a story traced over its ``articles``; ``claims``: only these, else all, found anew."""
    own = concerning(judgements, story.article_ids)
    reuse = ledger.reuse_among(reading, story.article_ids)
    if claims is None:
        statements = [statement for each in articles.values() for statement in each.statements]
        links = links_in(story, reading, config, articles)
        claims = match.cluster_claims(story, statements, links, own, config=config.match)
    return tuple(trace_claim(claim, articles, reuse, config, own) for claim in claims)


def links_in(
    story: Story, reading: ledger.Reading, config: Config, articles: Mapping[str, AnnotatedArticle] | None = None
) -> list[ClaimLink]:
    """
    The links of a story's statements; ``articles``: its articles where they are at hand.

    Those of articles that a weak link joins are worked out here: few weak links come to lie in a story, and most of a
    large ledger's links are weak.
    """
    links = ledger.claim_links_among(reading, story.article_ids)
    weak = ledger.weak_links_among(reading, story.article_ids, below=match.STRONG)
    ends = sorted({each for pair in weak for each in pair})
    known = ledger.read_annotated(reading, ends, kinds=("statements",)) if articles is None and ends else articles or {}
    return links + [link for a, b in weak for link in match.link_statements(known[a], known[b], config.match)]


def _trace(
    claim: Claim,
    query: str | None,
    vector: Vector,
    articles: Mapping[str, AnnotatedArticle],
    reuse: Sequence[Reuse],
    config: Config,
    rulings: Rulings,
    mentions: Sequence[Mention] | None = None,
    reader: trace.ClaimReader | None = None,
) -> Trace:
    text = query or claim.label
    if mentions is None:
        mentions = _stated(claim, match.find_mentions(text, vector, list(articles.values())), articles)
    mentions = apply_stances(mentions, rulings, articles)
    found = trace.appearances(mentions, articles, reuse, claim=text, vector=vector, config=config.trace, reader=reader)
    return _assessed(claim, query, found, articles, reuse, rulings)


def _assessed(
    claim: Claim,
    query: str | None,
    found: tuple[Appearance, ...],
    articles: Mapping[str, AnnotatedArticle],
    reuse: Sequence[Reuse],
    rulings: Rulings,
) -> Trace:
    derivations = trace.derive(found, articles, reuse, identify(found, rulings.sources))
    assessment = assess.assess_claim(claim, found, derivations, articles, rulings)
    return Trace(claim, query, found, derivations, assessment, bearing(rulings, found))
