"""
sayso as a library: everything the command line can do.

``read`` reads one text. ``Ledger`` keeps many: ``Ledger("sayso.db").add(["clips/"])``, then ``run()``, ``claims()``,
``trace()``. Nothing here prints; clocks are read here and passed down.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from sayso import __version__, ledger, reading, workers
from sayso.config import Config, load_config
from sayso.errors import NotFound
from sayso.ids import content_id
from sayso.ledger.answers import AddReport, ClaimRow, JudgementRow, NoteRow, RunReport, Shown, Status, StoryRow
from sayso.records import AnnotatedArticle, Article, Failure, Judgement, Note, Problem, Run, Trace, Verdict

if TYPE_CHECKING:
    from sayso import pipeline

read = reading.read
ReadArticle = reading.ReadArticle

__all__ = [
    "AddReport",
    "ClaimRow",
    "JudgementRow",
    "Ledger",
    "NoteRow",
    "ReadArticle",
    "RunReport",
    "Shown",
    "Status",
    "StoryRow",
    "read",
]

Stage = Literal["add", "read", "compare"]
Progress = Callable[[Stage, int, int | None], None]  # stage, done so far, total or None where it is not known

_ADD_BATCH = 64  # articles stored in one transaction
_ADD_BATCH_CHARACTERS = 4_000_000
_WORTH_SPREADING = 200  # articles to compare: below that one process is done before others have started
_A_STORY = 3600.0  # seconds in which a process has to have traced a story


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """
    A ledger on disk; made by the first ``add``. Use it as a context manager, or ``close()`` it.

    LedgerError, from whatever needs it first: the file is locked, no ledger, of a newer schema, or (for anything but
    ``add``) not there. ``reader`` names what reading processes open (see ``workers``).
    """

    def __init__(
        self, path: str | Path = "sayso.db", *, config: Config | None = None, reader: str = workers.READER
    ) -> None:
        self.path = Path(path)
        self.config = config or load_config()
        self._reader = reader
        self._file: ledger.LedgerFile | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    def close(self) -> None:
        """Close the file; a later call of any method opens it again."""
        if self._file:
            self._file.close()
            self._file = None

    def _open(self, *, create: bool = False) -> ledger.LedgerFile:
        if self._file is None:
            self._file = ledger.LedgerFile(self.path, create=create)
        return self._file

    @contextmanager
    def _reading(self) -> Iterator[ledger.Reading]:
        with self._open().reading() as looked:
            yield looked

    def _new_run(self, command: str, model_digest: str = "") -> Run:
        values = {"command": command, "version": __version__, "config_digest": self.config.digest()}
        started = _now()
        identity = content_id("run", **values, model_digest=model_digest, started=started.isoformat())
        return Run(identity, **values, model_digest=model_digest, started=started)

    # ---- filling it ----

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        columns: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> AddReport:
        """
        Take in files, folders, DOCX, PDF, JSONL, CSV, XLSX and web archives; adding the same again changes nothing.

        ``columns``: field -> name of its column in a table. What was found before an interruption is kept.
        """
        from sayso import ingest

        given = [paths] if isinstance(paths, str | Path) else list(paths)
        run = self._new_run("add")
        found = ingest.read_inputs(given, retrieved=run.started, config=self.config.ingest, columns=columns)
        file = self._open(create=True)
        outcomes: Counter[str] = Counter()
        problems: list[Problem] = []
        for batch in _batches(found):
            articles = [each for each in batch if isinstance(each, Article)]
            refused = [each for each in batch if isinstance(each, Problem)]
            with file.writing(run) as writing:
                outcomes.update(ledger.add_articles(writing, articles))
                ledger.add_problems(writing, refused)
            problems += refused
            if progress:
                progress("add", outcomes.total() + len(problems), None)
        return AddReport.of(outcomes, problems)

    def run(self, *, progress: Progress | None = None, retry_failed: bool = False) -> RunReport:
        """
        Read what is new and compare it; stop it at any time and call it again to go on.

        ``retry_failed``: articles that failed before are read again. LedgerError: another run is at work on the ledger.
        """
        from sayso import pipeline
        from sayso.models import model_digest

        began = time.monotonic()
        file = self._open()
        tell = progress or (lambda stage, done, total: None)
        with ledger.run_lock(file.path):
            run = self._new_run("run", model_digest(self.config.read.model))
            before = self.status()
            with file.reading() as looked:
                waiting = ledger.count_unread(looked, retry_failed=retry_failed)
                otherwise = ledger.count_read_otherwise(looked, run.model_digest)
            read, failures = self._read_new(file, run, waiting, tell, retry_failed=retry_failed)
            compared = pipeline.compare(
                file,
                run,
                self.config,
                lambda done, total: tell("compare", done, total),
                spread=self._spread(read + before.to_compare),
            )
        after = self.status()
        return RunReport(
            to_read=waiting,
            read=read,
            failed=len(failures),
            already_read=before.read,
            read_otherwise=otherwise,
            compared=compared,
            failures=tuple(failures),
            statements=after.statements,
            sources=after.sources,
            stories=after.stories,
            claims=after.claims,
            seconds=time.monotonic() - began,
        )

    def _read_new(
        self, file: ledger.LedgerFile, run: Run, waiting: int, tell: Progress, *, retry_failed: bool
    ) -> tuple[int, list[Failure]]:
        read = 0
        failures: list[Failure] = []
        articles = _unread(file, retry_failed=retry_failed)
        for batch in workers.read_all(articles, config=self.config.read, reader=self._reader):
            failed = [each for each in batch if isinstance(each, Failure)]
            failed += _store(file, run, [each for each in batch if isinstance(each, AnnotatedArticle)])
            with file.writing(run) as writing:
                ledger.add_failures(writing, failed)
            read += len(batch) - len(failed)
            failures += failed
            tell("read", read + len(failures), waiting)
        return read, failures

    def _spread(self, waiting: int) -> "pipeline.Spread | None":
        """What ``compare`` does apart, over several processes, where that is enough to be worth starting them."""
        from sayso import pipeline

        count = workers.count_of(self.config.read)
        if count < 2 or waiting < _WORTH_SPREADING:
            return None

        def spread(step: pipeline.Step, tasks: Iterable[Any]) -> Iterator[Any]:
            opener = ("sayso.pipeline:open_worker", str(self.path.absolute()))
            given = ((step, task, self.config) for task in tasks)
            for task, answer in workers.spread(given, opener=opener, count=count, seconds=_A_STORY):
                if isinstance(answer, workers.Lost):
                    here = pipeline.here(self._open(), self.config, ledger.Shelf())
                    yield from here(step, [task[1]])  # what is wrong with it shows here
                else:
                    yield answer

        return spread

    # ---- judging it ----

    def judge(
        self, a: str, b: str, verdict: Verdict, *, by: str, claim: str | None = None, note: str = ""
    ) -> Judgement:
        """
        Record a person's judgement, and work out what it touches again; gives it back with its number.

        ``a`` and ``b``: ids of two articles (one story?), statements (one claim?) or sources (one source?), or an
        article and a claim (its stance); with ``claim`` two of its origins, by number or name. A statement and the
        source of its article that "says" it; with ``b`` empty a statement that "nobody" named says, or a text that is
        an "article" or "not_article". ``by``: who says so.
        NotFound: they fit nothing, or the verdict does not fit them; nothing is recorded then.
        """
        from sayso import judging

        run = self._new_run("judge")
        with self._reading() as looked:
            made = judging.make_judgement(looked, a, b, verdict, by=by, made=run.started, claim=claim, find=self.trace)
        return judging.record(replace(made, note=note), self._open(), run, self.config)

    def undo(self, number: int, *, by: str, note: str = "") -> Judgement:
        """Take a judgement back, which is a judgement too; or take back an undoing. NotFound: there is none."""
        from sayso import judging

        run = self._new_run("judge")
        with self._reading() as looked:
            made = judging.take_back(looked, number, by=by, made=run.started)
        return judging.record(replace(made, note=note), self._open(), run, self.config)

    def adopt(self, judgements: Iterable[Judgement]) -> int:
        """Take in the judgements of another ledger; how many were new. Those whose targets are not here wait."""
        from sayso import judging

        return judging.adopt(judgements, self._open(), self._new_run("judge"), self.config)

    def judgements(self) -> list[JudgementRow]:
        """Every judgement in the order in which they were made, with what it does now and why."""
        from sayso import judging

        with self._reading() as looked:
            return judging.list_rows(looked)

    # ---- noting something about it ----

    def note(self, about: str, text: str, *, by: str) -> Note:
        """Write a note on a claim, a statement or an article. InputError: no text, or over 2,000 characters."""
        from sayso import noting

        run = self._new_run("note")
        with self._reading() as looked:
            made = noting.make_note(looked, about, text, by=by, made=run.started)
        with self._open().writing(run) as writing:
            return replace(made, number=ledger.add_note(writing, made))

    def mark_note(self, number: int, mark: Literal["settled", "reopened"], *, by: str) -> None:
        """Say that a note is settled, or open again. NotFound: there is none, or it is so already."""
        from sayso import noting

        run = self._new_run("note")
        with self._open().writing(run) as writing:
            ledger.mark_note(writing, number, noting.make_mark(writing, number, mark, by=by, made=run.started))

    def notes(self) -> list[NoteRow]:
        """Every note in the order in which they were made, with what it is about."""
        with self._reading() as looked:
            return ledger.read_notes(looked)

    # ---- asking it ----

    def claims(
        self,
        query: str | None = None,
        *,
        origins_max: int | None = None,
        contested: bool = False,
        limit: int | None = 20,
    ) -> list[ClaimRow]:
        """
        Claims, those in most articles first.

        ``query``: words that their statements hold. ``origins_max=1``: claims that rest on one origin at most, however
        the text is read. ``contested``: those that somebody contests.
        """
        with self._reading() as looked:
            return ledger.list_claims(looked, query, origins_max=origins_max, contested=contested, limit=limit)

    def count_claims(self, query: str | None = None, *, origins_max: int | None = None, contested: bool = False) -> int:
        """How many claims ``claims`` would list without a limit."""
        with self._reading() as looked:
            return ledger.count_claims(looked, query, origins_max=origins_max, contested=contested)

    def trace(self, claim: str) -> Trace:
        """
        Trace a claim, by its id or what it begins with, or in the user's own words; only the latter loads a model.

        NotFound: no article speaks of it, or no claim has that id, or several.
        """
        from sayso import answering, history

        with self._reading() as looked:
            if claim_id := ledger.known_claim(looked, claim):
                return history.with_events(answering.answer(claim_id, looked, self.config), looked)
            vector = reading.encoder().encode([claim])[0]
            found = answering.answer_query(claim, vector, looked, self.config, reading.claim_reader())
            if found is None:
                articles = self.status().read
                raise NotFound(f"No article of this ledger speaks of that; {articles:,} have been read.")
            return history.with_events(found, looked)

    def stories(self, *, limit: int | None = None) -> list[StoryRow]:
        """Stories, the largest first."""
        with self._reading() as looked:
            return ledger.list_stories(looked, limit)

    def show(self, id_or_prefix: str) -> Shown:
        """The record of that id or unique prefix; an input's id shows its article. NotFound: none, or several."""
        with self._reading() as looked:
            return ledger.show(looked, id_or_prefix)

    def status(self) -> Status:
        """Counts, and what is still to do."""
        with self._reading() as looked:
            return ledger.read_status(looked, self.path)

    def problems(self) -> list[Problem]:
        """Everything found in the inputs that is not in use, and why; and what a person judged to be no article."""
        with self._reading() as looked:
            return ledger.read_problems(looked) + ledger.judged_problems(looked)

    def failures(self) -> list[Failure]:
        """Articles that could not be read."""
        with self._reading() as looked:
            return ledger.read_failures(looked)

    def articles(self, ids: Iterable[str] | None = None) -> dict[str, Article]:
        """Articles by id: all of them, or those asked for."""
        with self._reading() as looked:
            return ledger.read_articles(looked, ledger.all_article_ids(looked) if ids is None else ids)

    def annotated(self, ids: Iterable[str] | None = None) -> Iterator[AnnotatedArticle]:
        """What was read in each article, one after the other: all, or those asked for."""
        with self._reading() as looked:
            wanted = ledger.all_article_ids(looked) if ids is None else list(ids)
            yield from ledger.each_annotated(looked, wanted)


# ---- parts of add, run and trace ----


def _batches(found: Iterable[Article | Problem]) -> Iterator[list[Article | Problem]]:
    batch: list[Article | Problem] = []
    characters = 0
    for each in found:
        batch.append(each)
        characters += len(each.text) if isinstance(each, Article) else 0
        if len(batch) >= _ADD_BATCH or characters > _ADD_BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _unread(file: ledger.LedgerFile, *, retry_failed: bool) -> Iterator[Article]:
    after = 0
    while True:
        with file.reading() as looked:  # anew for each page: a long look would keep the write-ahead log growing
            page, after = ledger.unread_after(looked, after, retry_failed=retry_failed)
        if not page:
            return
        yield from page


def _store(file: ledger.LedgerFile, run: Run, read: Sequence[AnnotatedArticle]) -> list[Failure]:
    """Store a batch; where its records contradict each other, each article alone, and those at fault as failures."""
    try:
        with file.writing(run) as writing:
            ledger.add_readings(writing, read)
    except ledger.Contradiction as error:
        if len(read) == 1:
            return [Failure(read[0].article.id, "annotate", str(error))]
        return [failure for each in read for failure in _store(file, run, [each])]
    return []
