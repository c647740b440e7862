"""
The whole method on one page.

``annotate`` reads articles, each alone. ``compare`` looks across articles, at what is new and its partners only, and
traces their claims (``answering``). Plain calls on records; what is known lies in the ledger.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso import answering, attribute, ledger, linking, match, resolve, segment, trace
from sayso.config import Config
from sayso.notices import find_notices
from sayso.records import (
    AnnotatedArticle,
    Article,
    ArticleLink,
    Attribution,
    ClaimLink,
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
    """Some new articles that have been compared with their partners: as a whole, by statements, word by word."""

    article_ids: tuple[str, ...]
    links: tuple[ArticleLink, ...]
    claim_links: tuple[ClaimLink, ...]
    reuse: tuple[Reuse, ...]
    terms: Mapping[str, bytes]  # of partners of which the ledger had none


Traced = Sequence[tuple[Story, tuple[Trace, ...]]]  # stories, with each claim of them traced
Step = Literal["link", "trace"]  # list[Partners] -> Linked, list[Story] -> Traced: neither writes to the ledger
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
        again = {*new, *ledger.unclustered(reading)}
    touched = sorted(again)
    done = len(touched) - len(new)
    shelf = ledger.Shelf()
    spread = spread or here(file, config, shelf)
    for linked in spread("link", _enter_articles(new, file, run, shelf)):
        with file.writing(run) as writing:
            for article_id, terms in linked.terms.items():
                ledger.add_terms(writing, article_id, terms)
            ledger.add_article_links(writing, linked.links)
            ledger.add_claim_links(writing, linked.claim_links)
            ledger.add_reuse(writing, linked.reuse)
            ledger.mark(writing, "link", linked.article_ids)
        done += len(linked.article_ids)
        progress(done // 2, len(touched))  # linked is half of compared
    for traced in spread("trace", _stories_anew(touched, file, run, config)):
        with file.writing(run) as writing:
            ledger.store_stories(writing, traced)
        done += sum(len(again.intersection(story.article_ids)) for story, _ in traced)
        progress(done // 2, len(touched))
    return len(touched)


def _enter_articles(
    new: Sequence[str], file: ledger.LedgerFile, run: Run, shelf: ledger.Shelf
) -> Iterator[list[linking.Partners]]:
    """
    Enter new articles into the indexes, one after the other, and give batch by batch what they are to be linked with.

    Until that is done an article counts as not linked. After an interruption it is entered again, to the same effect.
    """
    for start in range(0, len(new), _BATCH):
        batch = new[start : start + _BATCH]
        with file.writing(run) as writing:
            found = shelf.get_texts(writing, batch)  # at once: one by one takes longer
            partners = [linking.enter_article(found[each], writing) for each in batch]
        yield partners


def _link_articles(
    some: Sequence[linking.Partners],
    reading: ledger.Reading,
    shelf: ledger.Shelf,
    profiles: linking.Profiles,
    config: Config,
) -> Linked:
    """
    Link new articles to those before them.

    Of what is near also the statements are compared, with each other too, and of what copies the wording.
    """
    found = {each.article_id: linking.link_article(each, reading, profiles, config) for each in some}
    whole = shelf.get(reading, {each for new, (_, near) in found.items() for each in (new, *near)})
    texts = ledger.read_articles(reading, {each for new in some for each in new.copying})
    claim_links = [
        link
        for new, (_, near) in found.items()
        for other in (new, *near)
        for link in match.link_statements(whole[new], whole[other], config.match)
    ]
    shared = (
        trace.find_reuse(whole[new.article_id].article, texts[other], config.trace)
        for new in some
        for other in new.copying
        if other in texts
    )
    links = tuple(link for each, _ in found.values() for link in each)
    return Linked(tuple(found), links, tuple(claim_links), tuple(filter(None, shared)), profiles.take_made())


def _stories_anew(touched: Sequence[str], file: ledger.LedgerFile, run: Run, config: Config) -> Iterator[list[Story]]:
    """
    The stories of what hangs together with the touched articles, some at a time, but those that stay as they are.

    All of a group is clustered at once and its stories are traced one by one: a group may hold half of a ledger.
    """
    waiting = set(touched)
    task: list[Story] = []
    with file.reading() as reading:
        judgements = ledger.read_judgements(reading)
    for article_id in touched:
        if article_id not in waiting:
            continue
        with file.reading() as reading:
            group = ledger.component_of(reading, [article_id], judgements, least=config.match.story_merge)
            before = ledger.stories_of(reading, group.article_ids)
        stories = match.cluster_stories(group.article_ids, group.scores, judgements, config=config.match)
        if group.aside:
            with file.writing(run) as writing:
                ledger.free(writing, group.aside)
                ledger.mark(writing, "cluster", waiting.intersection(group.aside))
        for story in stories:
            if before.get(story.id) == story.article_ids and waiting.isdisjoint(story.article_ids):
                continue
            task.append(story)
            if sum(len(each.article_ids) for each in task) >= _BATCH:
                yield task
                task = []
        waiting.difference_update(group.article_ids, group.aside)
    if task:
        yield task


def open_worker(path: str) -> Callable[[tuple[Step, Any, Config]], Any]:
    """What a process of ``workers.spread`` does: one step at a time from the ledger at ``path``, writing nothing."""
    file, shelf = ledger.LedgerFile(path), ledger.Shelf()
    profiles = linking.Profiles(shelf)

    def do(task: tuple[Step, Any, Config]) -> Any:
        step, given, config = task
        (done,) = here(file, config, shelf, profiles)(step, [given])
        return done

    return do


def here(
    file: ledger.LedgerFile, config: Config, shelf: ledger.Shelf, profiles: linking.Profiles | None = None
) -> Spread:
    """Do the steps in this process, one after the other."""
    known = profiles or linking.Profiles(shelf)

    def spread(step: Step, tasks: Iterable[Any]) -> Iterator[Any]:
        for task in tasks:
            with file.reading() as reading:
                if step == "link":
                    done: Any = _link_articles(task, reading, shelf, known, config)
                else:
                    judgements = ledger.read_judgements(reading)
                    done = [(story, _trace(story, judgements, reading, shelf, config)) for story in task]
            yield done

    return spread


def _trace(
    story: Story, judgements: Sequence[Judgement], reading: ledger.Reading, shelf: ledger.Shelf, config: Config
) -> tuple[Trace, ...]:
    articles = shelf.get(reading, story.article_ids)
    return answering.trace_story(story, articles, judgements, reading, config)


def work_out_again(ids: Sequence[str], file: ledger.LedgerFile, run: Run, config: Config) -> None:
    """Stories and claims anew around these articles, or the articles of these statements: after a ruling on them."""
    with file.reading() as reading:
        touched = ledger.articles_of(reading, ids)
    for traced in here(file, config, ledger.Shelf())("trace", _stories_anew(touched, file, run, config)):
        with file.writing(run) as writing:
            ledger.store_stories(writing, traced)
