"""
The whole method on one page.

``annotate`` reads articles, each alone. ``compare`` looks across articles, at what is new and its partners only.
``answer`` traces one claim. All three are plain calls on records and hold no state.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso import assess, attribute, ledger, match, resolve, segment, trace
from sayso.config import Config
from sayso.ids import content_id
from sayso.records import (
    AnnotatedArticle,
    Article,
    ArticleLink,
    Claim,
    Judgement,
    Mention,
    Reuse,
    Run,
    Sentence,
    Stance,
    Story,
    Trace,
)

Vector = npt.NDArray[np.int8]
Progress = Callable[[int, int], None]  # articles done, and in all

NEAREST = 50  # articles looked through for a claim in a person's own words, by vector and by words each
STANCES: Mapping[str, Stance] = {"says": "reports", "denies": "contests", "doubts": "questions", "asks": "questions"}
_SIZE = 384  # numbers in a sentence vector
_BATCH = 32  # articles linked in one transaction


@dataclass(frozen=True, slots=True)
class Models:
    """The loaded models: one set a process."""

    reader: attribute.Reader
    encoder: match.SentenceEncoder


def load_models() -> Models:
    """Both shipped models; about 60 MB and a quarter of a second."""
    return Models(attribute.Reader(), match.SentenceEncoder())


def annotate(articles: Sequence[Article], models: Models) -> list[AnnotatedArticle]:
    """Read articles, each alone: the same article gives the same records whatever it is read with."""
    sentences = [segment.split_sentences(article.text) for article in articles]
    attributions = models.reader.read(articles, sentences)
    return [
        _annotated(article, cut, resolve.resolve_article(article, cut, found), models.encoder)
        for article, cut, found in zip(articles, sentences, attributions, strict=True)
    ]


def _annotated(
    article: Article, sentences: tuple[Sentence, ...], resolved: resolve.Resolved, encoder: match.SentenceEncoder
) -> AnnotatedArticle:
    texts = [sentence.span.of(article.text) for sentence in sentences]
    vectors = encoder.encode([article.title or "".join(texts[:1]), *texts])
    return AnnotatedArticle(
        article=article,
        sentences=sentences,
        attributions=resolved.attributions,
        sources=resolved.sources,
        statements=resolved.statements,
        credits=resolved.credits,
        vectors=vectors.tobytes(),
    )


# ---- across articles ----


def compare(file: ledger.LedgerFile, run: Run, config: Config, progress: Progress) -> int:
    """
    Compare the articles that were read since: link them, then work the stories and claims they touch out again.

    Each step is saved as it is done; the same call goes on after any interruption. Gives the number compared.
    """
    shelf = ledger.Shelf()
    with file.reading() as reading:
        new = ledger.unlinked(reading)
        touched = sorted({*new, *ledger.unclustered(reading)})
    done = len(touched) - len(new)
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        with file.writing(run) as writing:
            for article_id in batch:
                _link(article_id, writing, shelf, config)
            ledger.mark(writing, "link", batch)
        done += len(batch)
        progress(done // 2, len(touched))  # linked is half of compared
    _work_out(touched, file, run, shelf, config, lambda clustered: progress((done + clustered) // 2, len(touched)))
    return len(touched)


def _link(article_id: str, writing: ledger.Writing, shelf: ledger.Shelf, config: Config) -> None:
    """Compare one article with those linked before that share a key with it."""
    new = shelf.get(writing, [article_id])[article_id]
    keys, prints = match.article_keys(new), trace.fingerprints(new.article.text)
    copying = ledger.partners(writing, "fingerprints", prints)
    partners = shelf.get(writing, {*ledger.partners(writing, "article_keys", keys), *copying})
    links: list[ArticleLink] = []
    claim_links = match.link_statements(new, new, config.match)
    shared: list[Reuse] = []
    for other_id, other in partners.items():
        if link := match.link_articles(new, other, config.match):
            links.append(link)
            claim_links += match.link_statements(new, other, config.match)
        if other_id in copying and (reuse := trace.find_reuse(new.article, other.article, config.trace)):
            shared.append(reuse)
    ledger.add_article_links(writing, links)
    ledger.add_claim_links(writing, claim_links)
    ledger.add_reuse(writing, shared)
    ledger.add_keys(writing, "article_keys", article_id, keys)
    ledger.add_keys(writing, "fingerprints", article_id, prints)
    ledger.add_lead(writing, article_id, match.article_row(new))


def _work_out(
    touched: Sequence[str],
    file: ledger.LedgerFile,
    run: Run,
    shelf: ledger.Shelf,
    config: Config,
    clustered: Callable[[int], None],
) -> None:
    """Stories and claims anew for all that hangs together with the touched articles, one transaction a component."""
    with file.reading() as reading:
        judgements = ledger.read_judgements(reading)
    waiting = set(touched)
    for article_id in touched:
        if article_id not in waiting:
            continue
        with file.writing(run) as writing:
            component = ledger.component_of(writing, [article_id], judgements)
            seeds = waiting.intersection(component.article_ids)
            _replace_stories(component, seeds, judgements, writing, shelf, config)
            ledger.mark(writing, "cluster", sorted(seeds))
        waiting -= seeds
        clustered(len(touched) - len(waiting))


def work_out_again(article_or_statement_ids: Sequence[str], file: ledger.LedgerFile, run: Run, config: Config) -> None:
    """Stories and claims anew around these articles, or the articles of these statements: after a ruling on them."""
    with file.reading() as reading:
        touched = ledger.articles_of(reading, article_or_statement_ids)
    _work_out(touched, file, run, ledger.Shelf(), config, lambda clustered: None)


def _replace_stories(
    component: ledger.Component,
    seeds: set[str],
    judgements: Sequence[Judgement],
    writing: ledger.Writing,
    shelf: ledger.Shelf,
    config: Config,
) -> None:
    stories = match.cluster_stories(component.article_ids, component.links, judgements, config=config.match)
    before = ledger.stories_of(writing, component.article_ids)
    as_before = {s.id for s in stories if before.get(s.id) == s.article_ids and seeds.isdisjoint(s.article_ids)}
    ledger.remove_stories(writing, before.keys() - as_before)
    for story in stories:
        if story.id not in as_before:
            articles = shelf.get(writing, story.article_ids)
            traces = _trace_story(story, articles, judgements, writing, config)
            ledger.add_story(writing, story, traces, {key: each.article for key, each in articles.items()})


def _trace_story(
    story: Story,
    articles: Mapping[str, AnnotatedArticle],
    judgements: Sequence[Judgement],
    reading: ledger.Reading,
    config: Config,
) -> list[Trace]:
    statements = [statement for each in articles.values() for statement in each.statements]
    links = ledger.claim_links_among(reading, story.article_ids)
    reuse = ledger.reuse_among(reading, story.article_ids)
    claims = match.cluster_claims(story, statements, links, judgements, config=config.match)
    return [_trace_claim(claim, articles, reuse, config) for claim in claims]


# ---- one claim ----


def answer(claim_id: str, reading: ledger.Reading, config: Config) -> Trace:
    """Trace a claim of the ledger over the articles of its story, as ``compare`` assessed it."""
    claim = ledger.read_claim(reading, claim_id)
    articles = ledger.read_annotated(reading, ledger.read_story(reading, claim.story_id).article_ids)
    reuse = ledger.reuse_among(reading, articles)
    return _trace_claim(claim, articles, reuse, config)


def answer_query(query: str, vector: Vector, reading: ledger.Reading, config: Config) -> Trace | None:
    """
    Trace a claim in a person's own words; None where no article speaks of it.

    ``vector``: int8 [384], of ``query``. Looked through are the articles nearest to it by words and by vector, and all
    of their stories. The trace's claim is the claim of the ledger that most of what speaks of it belongs to.
    """
    near = _nearest(query, vector, reading)
    stories = ledger.stories_of(reading, near)
    articles = ledger.read_annotated(reading, sorted({*near, *(each for ids in stories.values() for each in ids)}))
    mentions = match.find_mentions(query, vector, list(articles.values()))
    if not mentions:
        return None
    speaking = {each.article_id: articles[each.article_id] for each in mentions}
    claims = ledger.claims_of(reading, speaking)
    known = _claim_of(vector, mentions, speaking, claims)
    claim = ledger.read_claim(reading, known) if known else _unstated(query, mentions[0], speaking)
    return _trace(claim, query, vector, speaking, ledger.reuse_among(reading, speaking), config, mentions)


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
    vector: Vector, mentions: Sequence[Mention], articles: Mapping[str, AnnotatedArticle], ids: Mapping[str, str]
) -> str | None:
    """The claim nearest to the query of those that the mentioning sentences state; ``ids``: statement -> its claim."""
    best: tuple[float, str] | None = None
    for mention in mentions:
        annotated = articles[mention.article_id]
        for statement in annotated.statements:
            if statement.id in ids and any(s.overlaps(c) for s in mention.sentences for c in statement.content):
                row = _sentence_vector(annotated, statement.content[0].start)
                nearness = (-float(row.astype(np.float32) @ vector.astype(np.float32)), ids[statement.id])
                best = min(best or nearness, nearness)
    return best[1] if best else None


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


def _trace_claim(
    claim: Claim, articles: Mapping[str, AnnotatedArticle], reuse: Sequence[Reuse], config: Config
) -> Trace:
    """Trace a claim over its story; one that only a single article's statements make, over that article alone."""
    members = set(claim.statement_ids)
    own = {key: said for key, each in articles.items() if (said := [s for s in each.statements if s.id in members])}
    if len(own) > 1:
        return _trace(claim, None, claim_vector(claim, articles), articles, reuse, config)
    ((article_id, statements),) = own.items()
    found = (trace.appearance_alone(articles[article_id], statements, config=config.trace),)
    derivations = trace.derive(found, articles)
    return Trace(claim, None, found, derivations, assess.assess_claim(claim, found, derivations, articles))


def _trace(
    claim: Claim,
    query: str | None,
    vector: Vector,
    articles: Mapping[str, AnnotatedArticle],
    reuse: Sequence[Reuse],
    config: Config,
    mentions: Sequence[Mention] | None = None,
) -> Trace:
    text = query or claim.label
    if mentions is None:
        mentions = _stated(claim, match.find_mentions(text, vector, list(articles.values())), articles)
    found = trace.appearances(mentions, articles, reuse, claim=text, vector=vector, config=config.trace)
    derivations = trace.derive(found, articles, reuse)
    return Trace(claim, query, found, derivations, assess.assess_claim(claim, found, derivations, articles))
