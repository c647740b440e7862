"""
The whole method on one page.

``annotate`` reads articles, each alone. ``compare`` looks across articles, at what is new and its partners only, and
traces their claims (``answering``). Plain calls on records; what is known lies in the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso import answering, attribute, ledger, match, resolve, segment, trace
from sayso.config import Config
from sayso.records import (
    AnnotatedArticle,
    Article,
    ArticleLink,
    Judgement,
    Reuse,
    Run,
    Sentence,
    Story,
    Trace,
)

Progress = Callable[[int, int], None]  # articles done, and in all

_BATCH = 32  # articles linked in one transaction


@dataclass(frozen=True, slots=True)
class Models:
    """The loaded models: one set a process."""

    reader: attribute.Reader
    encoder: match.SentenceEncoder | None  # None: articles are read and not to be compared


def load_models(reader: str = "standard", *, vectors: bool = True) -> Models:
    """The shipped models; about 60 MB and a quarter of a second. Without ``vectors`` the reader alone."""
    return Models(attribute.Reader(reader), match.SentenceEncoder() if vectors else None)


def annotate(articles: Sequence[Article], models: Models) -> list[AnnotatedArticle]:
    """Read articles, each alone: the same article gives the same records whatever it is read with."""
    sentences = [segment.split_sentences(article.text) for article in articles]
    attributions = models.reader.read(articles, sentences)
    return [
        _annotated(article, cut, resolve.resolve_article(article, cut, found), models.encoder)
        for article, cut, found in zip(articles, sentences, attributions, strict=True)
    ]


def _annotated(
    article: Article, sentences: tuple[Sentence, ...], resolved: resolve.Resolved, encoder: match.SentenceEncoder | None
) -> AnnotatedArticle:
    texts = [sentence.span.of(article.text) for sentence in sentences]
    vectors = encoder.encode([article.title or "".join(texts[:1]), *texts]).tobytes() if encoder else b""
    return AnnotatedArticle(
        article=article,
        sentences=sentences,
        attributions=resolved.attributions,
        sources=resolved.sources,
        statements=resolved.statements,
        credits=resolved.credits,
        vectors=vectors,
    )


# ---- across articles ----


@dataclass(frozen=True, slots=True)
class Reworked:
    """The stories and claims of all that hangs together with some articles, worked out anew."""

    seeds: tuple[str, ...]  # the articles for whose sake
    gone: tuple[str, ...]  # ids of stories that are no more, or no more the same
    stories: tuple[tuple[Story, tuple[Trace, ...]], ...]  # what takes their place, with each claim traced


Seeds = Sequence[Sequence[str]]  # articles whose stories are to be worked out again: a list for each component
Spread = Callable[[Iterable[Seeds]], Iterator[Sequence[Reworked]]]


def compare(
    file: ledger.LedgerFile, run: Run, config: Config, progress: Progress, *, spread: Spread | None = None
) -> int:
    """
    Compare the articles that were read since: link them, then work the stories and claims they touch out again.

    Each step is saved as it is done; the same call goes on after any interruption. ``spread`` does the second part,
    over several processes say. Gives the number of articles compared.
    """
    with file.reading() as reading:
        new = ledger.unlinked(reading)
        touched = sorted({*new, *ledger.unclustered(reading)})
    done = len(touched) - len(new)
    shelf = ledger.Shelf()
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        with file.writing(run) as writing:
            shelf.get(writing, batch)  # at once: one by one takes longer
            for article_id in batch:
                _link(article_id, writing, shelf, config)
            ledger.mark(writing, "link", batch)
        done += len(batch)
        progress(done // 2, len(touched))  # linked is half of compared
    for reworked in (spread or reworker(file, config, shelf))(_components(touched, file)):
        with file.writing(run) as writing:
            for each in reworked:
                _store(each, writing)
                done += len(each.seeds)
        progress(done // 2, len(touched))
    return len(touched)


def _link(article_id: str, writing: ledger.Writing, shelf: ledger.Shelf, config: Config) -> None:
    """Compare one article with those linked before that share a key with it."""
    new = shelf.get(writing, [article_id])[article_id]
    keys, prints = match.article_keys(new), trace.fingerprints(new.article.text)
    lead = match.article_row(new)
    copying = ledger.partners(writing, "fingerprints", prints)
    sharing = ledger.partners(writing, "article_keys", keys)
    near = match.worth_comparing(lead, ledger.read_leads(writing, sharing), sharing)
    links: list[ArticleLink] = []
    shared: list[Reuse] = []
    for other_id, other in shelf.get_texts(writing, {*near, *copying}).items():
        if link := match.link_articles(new, other, config.match):
            links.append(link)
        if other_id in copying and (reuse := trace.find_reuse(new.article, other.article, config.trace)):
            shared.append(reuse)
    claim_links = match.link_statements(new, new, config.match)
    for other in shelf.get(writing, {link.b if link.a == article_id else link.a for link in links}).values():
        claim_links += match.link_statements(new, other, config.match)
    ledger.add_article_links(writing, links)
    ledger.add_claim_links(writing, claim_links)
    ledger.add_reuse(writing, shared)
    ledger.add_keys(writing, "article_keys", article_id, keys)
    ledger.add_keys(writing, "fingerprints", article_id, prints)
    ledger.add_lead(writing, article_id, lead)


def _components(touched: Sequence[str], file: ledger.LedgerFile) -> Iterator[list[list[str]]]:
    """The touched articles by what hangs together, small components several at a time."""
    waiting = set(touched)
    task: list[list[str]] = []
    size = 0
    for article_id in touched:
        if article_id not in waiting:
            continue
        with file.reading() as reading:
            component = ledger.component_of(reading, [article_id], ledger.read_judgements(reading))
        seeds = sorted(waiting.intersection(component.article_ids))
        waiting.difference_update(seeds)
        task.append(seeds)
        size += len(component.article_ids)
        if size >= _BATCH:
            yield task
            task, size = [], 0
    if task:
        yield task


def open_reworker(path: str) -> Callable[[tuple[Seeds, Config]], list[Reworked]]:
    """What a process of ``workers.spread`` does: work stories out from the ledger at ``path``, writing nothing."""
    file, shelf = ledger.LedgerFile(path), ledger.Shelf()

    def rework(task: tuple[Seeds, Config]) -> list[Reworked]:
        seeds, config = task
        return [each for found in reworker(file, config, shelf)([seeds]) for each in found]

    return rework


def reworker(file: ledger.LedgerFile, config: Config, shelf: ledger.Shelf) -> Spread:
    """Work stories out in this process."""

    def rework(tasks: Iterable[Seeds]) -> Iterator[list[Reworked]]:
        for task in tasks:
            with file.reading() as reading:
                found = [_rework(seeds, reading, shelf, config) for seeds in task]
            yield found

    return rework


def _rework(seeds: Sequence[str], reading: ledger.Reading, shelf: ledger.Shelf, config: Config) -> Reworked:
    judgements = ledger.read_judgements(reading)
    component = ledger.component_of(reading, seeds, judgements)
    stories = match.cluster_stories(component.article_ids, component.links, judgements, config=config.match)
    before = ledger.stories_of(reading, component.article_ids)
    touched = set(seeds)
    as_before = {s.id for s in stories if before.get(s.id) == s.article_ids and touched.isdisjoint(s.article_ids)}
    anew = [
        (story, tuple(_trace_story(story, shelf.get(reading, story.article_ids), judgements, reading, config)))
        for story in stories
        if story.id not in as_before
    ]
    return Reworked(tuple(seeds), tuple(sorted(before.keys() - as_before)), tuple(anew))


def _store(reworked: Reworked, writing: ledger.Writing) -> None:
    ledger.remove_stories(writing, reworked.gone)
    for story, traces in reworked.stories:
        ledger.add_story(writing, story, traces, ledger.read_articles(writing, story.article_ids))
    ledger.mark(writing, "cluster", reworked.seeds)


def work_out_again(ids: Sequence[str], file: ledger.LedgerFile, run: Run, config: Config) -> None:
    """Stories and claims anew around these articles, or the articles of these statements: after a ruling on them."""
    with file.reading() as reading:
        touched = ledger.articles_of(reading, ids)
    for reworked in reworker(file, config, ledger.Shelf())(_components(touched, file)):
        with file.writing(run) as writing:
            for each in reworked:
                _store(each, writing)


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
    return [answering.trace_claim(claim, articles, reuse, config, judgements) for claim in claims]
