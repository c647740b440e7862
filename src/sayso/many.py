"""
Many articles read on all cores without a ledger, in the order in which they were given, each within a limit of time.

They come as rows of JSONL files, or as files of one article each.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from sayso import ingest, workers
from sayso.config import Config, IngestConfig, load_config
from sayso.errors import InputError, NoArticleText
from sayso.export.jsonl import attribution_line
from sayso.ids import content_id
from sayso.ingest.columns import article_from_row
from sayso.ingest.rows import BadRow, json_lines
from sayso.ingest.sniff import STREAM_DAMAGE, unpacked
from sayso.reading import ReadArticle, one_article
from sayso.records import AnnotatedArticle, Article, Failure, Problem

T = TypeVar("T")
Name = tuple[Any, Problem | None]  # a row's id, and what is wrong with its line


@dataclass(frozen=True, slots=True)
class RowRead:
    """Who says what in one row; ``trouble``: its line is no row, or the reader could not read it."""

    id: Any  # the row's own, or FILE:LINE
    attributions: list[dict[str, Any]]  # as docs/formats.md shows them
    trouble: Problem | Failure | None = None


def read_rows(
    files: Sequence[str | Path], *, config: Config | None = None, reader: str = workers.READER_ALONE
) -> Iterator[RowRead]:
    """
    Read the rows of JSONL files, one ``RowRead`` for each in the order of the rows: ``sayso read --jsonl``.

    A row has "text" and may have "id" and whatever else ``add`` takes; one without text has no attributions. Nothing
    is lost by what cannot be read: it has its ``trouble``. ``config`` has which reader reads in how many processes, and
    ``reader`` opens it in each. OSError: a file cannot be opened.
    """
    turns: Turns[list[dict[str, Any]]] = Turns()  # not of whole articles: a slow one may hold up many
    settings = (config or load_config()).read
    for batch in workers.read_all(_articles([Path(file) for file in files], turns), config=settings, reader=reader):
        for each in batch:
            if isinstance(each, AnnotatedArticle):
                turns.put(each.article.id, attribution_line(each, row_id=None)["attributions"])
            else:
                turns.put(each.article_id, each)
        yield from map(_row, turns.ready())
    yield from map(_row, turns.ready())


@dataclass(frozen=True, slots=True)
class FileRead:
    """Who says what in one file; or its ``trouble``: it holds no article, or the reader could not read it."""

    path: Path
    found: ReadArticle | None
    trouble: InputError | Failure | None = None


def read_files(
    files: Sequence[str | Path], *, config: Config | None = None, reader: str = workers.READER_ALONE
) -> Iterator[FileRead]:
    """
    Read files of one article each, one ``FileRead`` for each in their order: ``sayso read``.

    An article that takes longer than ``config`` allows one, or that cannot be read, is a Failure; the others are read.
    """
    config = config or load_config()
    turns: Turns[AnnotatedArticle] = Turns()
    answers = workers.spread(
        _numbered([Path(file) for file in files], turns, config),
        opener=("sayso.many:open_numbered", reader, *workers.reader_name(config.read)),
        count=max(min(workers.count_of(config.read), len(files)), 1),
        seconds=config.read.seconds_per_article,
    )
    for (number, article), answer in answers:
        lost = isinstance(answer, workers.Lost)
        turns.put(number, Failure(article.id, "annotate", answer.reason) if lost else answer)
        yield from map(_file, turns.ready())
    yield from map(_file, turns.ready())


def _file(turn: tuple[tuple[Path, Any], AnnotatedArticle | Failure | None]) -> FileRead:
    (path, before), answer = turn
    if isinstance(answer, AnnotatedArticle):
        return FileRead(path, ReadArticle(answer, before))
    return FileRead(path, None, answer or before)


def _numbered(files: Sequence[Path], turns: "Turns[Any]", config: Config) -> Iterator[tuple[int, Article]]:
    """The files' articles, each with its number; each file takes its turn, with its problems or why it has none."""
    for number, path in enumerate(files):
        try:
            article, problems = one_article(path, config)
        except InputError as error:
            turns.expect((path, error), None)
            continue
        turns.expect((path, problems), number)
        yield number, article


def open_numbered(reader: str, *arguments: str) -> Callable[[tuple[int, Article]], AnnotatedArticle]:
    """What a process of ``read_files`` does; a number, since two files may hold the same article."""
    annotate = workers.open_checked(reader, *arguments)
    return lambda task: annotate([task[1]])[0]


def _row(turn: tuple[Name, list[dict[str, Any]] | Failure | None]) -> RowRead:
    (name, problem), answer = turn
    if isinstance(answer, Failure):
        return RowRead(name, [], answer)
    return RowRead(name, answer or [], problem)


def _articles(files: Sequence[Path], turns: "Turns[Any]") -> Iterator[Article]:
    """The rows' articles, one after the other; each row takes its turn."""
    now = datetime.now(UTC)
    seen: set[str] = set()
    for path, line, row in json_rows(files):
        where = f"{path}:{line}"
        if isinstance(row, BadRow):
            turns.expect((where, Problem(where, where, "unreadable", row.detail)), None)
            continue
        article = article_of_row(row, path, line, now)
        name = row.get("id", f"{path.name}:{line}")
        if article is None:
            turns.expect((name, None), None)
            continue
        if article.id in seen:  # the same text again: its own line, so an id of its own while it is read
            article = replace(article, id=content_id("art", again=article.id, file=str(path), line=line))
        seen.add(article.id)
        turns.expect((name, None), article.id)
        yield article


def json_rows(files: Sequence[Path]) -> Iterator[tuple[Path, int, Mapping[str, Any] | BadRow]]:
    """The objects of JSONL files, gzip too, each with its line; a ``BadRow`` for a line that is none, or damage."""
    for path in files:
        line = 0
        with path.open("rb") as stream:
            try:
                for line, row in json_lines(unpacked(stream)):
                    yield path, line, row
            except STREAM_DAMAGE as error:
                yield path, line + 1, BadRow(f"The file cannot be read from here on ({error}). What stood before was.")


def article_of_row(row: Mapping[str, Any], path: Path, line: int, now: datetime) -> Article | None:
    """The article of a row, also where ``add`` would not take it: too short, or a consent wall."""
    lenient = IngestConfig(min_words=0)
    found = article_from_row(row, name=path.name, where=str(path), line=line, retrieved=now, config=lenient)
    if isinstance(found, Article):
        return found
    text = row.get("text")
    if not isinstance(text, str):
        return None
    try:
        return ingest.article_from_text(text, input_id=found.input_id, retrieved=now)
    except NoArticleText:
        return None


class Turns(Generic[T]):
    """What has been asked and not been given back yet; a slow answer holds up those behind it."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Any, Hashable | None]] = deque()  # a row's name, and the key of its answer
        self._done: dict[Hashable, T | Failure] = {}

    def expect(self, name: Any, key: Hashable | None) -> None:
        """The next row; without a key no answer will come, and none is waited for."""
        self._waiting.append((name, key))

    def put(self, key: Hashable, answer: T | Failure) -> None:
        """An answer has come."""
        self._done[key] = answer

    def ready(self) -> Iterator[tuple[Any, T | Failure | None]]:
        """The names and answers, in order, up to the first row whose answer is still to come."""
        while self._waiting and (self._waiting[0][1] is None or self._waiting[0][1] in self._done):
            name, key = self._waiting.popleft()
            yield name, self._done.pop(key) if key is not None else None
