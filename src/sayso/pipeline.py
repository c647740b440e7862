"""
The whole method on one page.

``annotate`` reads articles, each alone. ``compare`` looks across articles, at what is new and its partners only, and
traces their claims (``answering``). Plain calls on records; what is known lies in the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso import answering, attribute, ledger, linking, match, resolve, segment
from sayso.config import Config
from sayso.notices import find_notices
from sayso.records import (
    AnnotatedArticle,
    Article,
    Attribution,
    ClaimLink,
    Judgement,
    Run,
    Sentence,
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
        _annotated(article, cut, resolve.resolve_article(article, cut, _said(article, cut, found)), models.encoder)
        for article, cut, found in zip(articles, sentences, attributions, strict=True)
    ]


def _said(article: Article, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions but those inside a correction or an editor's note: there the article speaks of itself."""
    own = [each.span for each in find_notices(article.text, sentences) if each.about_itself]
    return [each for each in found if not any(span.overlaps(one) for span in (*each.cue, *each.content) for one in own)]


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
class Linked:
    """Some new articles whose statements have been compared with those of the articles they are linked to."""

    article_ids: tuple[str, ...]
    claim_links: tuple[ClaimLink, ...]


Pairs = Sequence[tuple[str, Sequence[str]]]  # a new article, and those that its statements are to be compared with
Seeds = Sequence[Sequence[str]]  # articles whose stories are to be worked out again: a list for each component
Step = Literal["link", "rework"]  # Pairs -> Linked, and Seeds -> list[ledger.Change]: neither writes to the ledger
Spread = Callable[[Step, Iterable[Any]], Iterator[Any]]  # does one step for each task, in whatever order


def compare(
    file: ledger.LedgerFile, run: Run, config: Config, progress: Progress, *, spread: Spread | None = None
) -> int:
    """
    Compare the articles that were read since: link them, then work the stories and claims they touch out again.

    Each step is saved as it is done; the same call goes on after any interruption. ``spread`` does what can be done
    apart, over several processes say. Gives the number of articles compared.
    """
    file.bring_up_to_date()
    with file.writing(run) as writing:
        ledger.apply_rulings(writing)  # of a judgement that came before its article
    with file.reading() as reading:
        new = ledger.unlinked(reading)
        touched = sorted({*new, *ledger.unclustered(reading)})
    done = len(touched) - len(new)
    shelf = ledger.Shelf()
    spread = spread or here(file, config, shelf)
    for linked in spread("link", _link_articles(new, file, run, shelf, config)):
        with file.writing(run) as writing:
            ledger.add_claim_links(writing, linked.claim_links)
            ledger.mark(writing, "link", linked.article_ids)
        done += len(linked.article_ids)
        progress(done // 2, len(touched))  # linked is half of compared
    for reworked in spread("rework", _components(touched, file, config)):
        with file.writing(run) as writing:
            for each in reworked:
                ledger.store_change(writing, each)
                done += len(each.seeds)
        progress(done // 2, len(touched))
    return len(touched)


def _link_articles(
    new: Sequence[str], file: ledger.LedgerFile, run: Run, shelf: ledger.Shelf, config: Config
) -> Iterator[Pairs]:
    """
    Link new articles to those before them, and give what is still to do batch by batch: to compare their statements.

    Until that is done an article counts as not linked. After an interruption it is linked again, to the same effect.
    """
    profiles = linking.Profiles(shelf)
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        with file.writing(run) as writing:
            found = shelf.get(writing, batch)  # at once: one by one takes longer
            pairs = [(each, linking.link_article(found[each], writing, profiles, config)) for each in batch]
        yield pairs


def _link_statements(pairs: Pairs, reading: ledger.Reading, shelf: ledger.Shelf, config: Config) -> Linked:
    """Compare the statements of each new article with each other and with those of the articles it is linked to."""
    articles = shelf.get(reading, {each for new, others in pairs for each in (new, *others)})
    found = [
        link
        for new, others in pairs
        for other in (new, *others)
        for link in match.link_statements(articles[new], articles[other], config.match)
    ]
    return Linked(tuple(new for new, _ in pairs), tuple(found))


def _components(touched: Sequence[str], file: ledger.LedgerFile, config: Config) -> Iterator[list[list[str]]]:
    """The touched articles by what hangs together, small components several at a time."""
    waiting = set(touched)
    task: list[list[str]] = []
    size = 0
    with file.reading() as reading:
        judgements = ledger.read_judgements(reading)
    for article_id in touched:
        if article_id not in waiting:
            continue
        with file.reading() as reading:
            component = ledger.component_of(reading, [article_id], judgements, least=config.match.story_merge)
        seeds = sorted(waiting.intersection((*component.article_ids, *component.aside)))
        waiting.difference_update(seeds)
        task.append(seeds)
        size += len(component.article_ids)
        if size >= _BATCH:
            yield task
            task, size = [], 0
    if task:
        yield task


def open_worker(path: str) -> Callable[[tuple[Step, Any, Config]], Any]:
    """What a process of ``workers.spread`` does: one step at a time from the ledger at ``path``, writing nothing."""
    file, shelf = ledger.LedgerFile(path), ledger.Shelf()

    def do(task: tuple[Step, Any, Config]) -> Any:
        step, given, config = task
        (done,) = here(file, config, shelf)(step, [given])
        return done

    return do


def here(file: ledger.LedgerFile, config: Config, shelf: ledger.Shelf) -> Spread:
    """Do the steps in this process, one after the other."""

    def spread(step: Step, tasks: Iterable[Any]) -> Iterator[Any]:
        for task in tasks:
            with file.reading() as reading:
                if step == "link":
                    done: Any = _link_statements(task, reading, shelf, config)
                else:
                    judgements = ledger.read_judgements(reading)
                    done = [_rework(seeds, judgements, reading, shelf, config) for seeds in task]
            yield done

    return spread


def _rework(
    seeds: Sequence[str],
    judgements: Sequence[Judgement],
    reading: ledger.Reading,
    shelf: ledger.Shelf,
    config: Config,
) -> ledger.Change:
    component = ledger.component_of(reading, seeds, judgements, least=config.match.story_merge)
    stories = match.cluster_stories(component.article_ids, component.scores, judgements, config=config.match)
    before = ledger.stories_of(reading, (*component.article_ids, *component.aside))
    touched = set(seeds)
    as_before = {s.id for s in stories if before.get(s.id) == s.article_ids and touched.isdisjoint(s.article_ids)}
    anew = [
        (story, answering.trace_story(story, shelf.get(reading, story.article_ids), judgements, reading, config))
        for story in stories
        if story.id not in as_before
    ]
    return ledger.Change(tuple(seeds), tuple(sorted(before.keys() - as_before)), tuple(anew))


def work_out_again(ids: Sequence[str], file: ledger.LedgerFile, run: Run, config: Config) -> None:
    """Stories and claims anew around these articles, or the articles of these statements: after a ruling on them."""
    with file.reading() as reading:
        touched = ledger.articles_of(reading, ids)
    for reworked in here(file, config, ledger.Shelf())("rework", _components(touched, file, config)):
        with file.writing(run) as writing:
            for each in reworked:
                ledger.store_change(writing, each)
