"""``read``: who says what in files, without a ledger."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.cli import NOT_MEASURED, WRONG_USE
from sayso.cli.failure import complain
from sayso.cli.listing import as_plain, print_json, print_json_line, print_view
from sayso.config import IngestConfig, config_with_reader
from sayso.errors import InputError, NoArticleText
from sayso.ids import content_id
from sayso.records import AnnotatedArticle, Article, Failure

Waiting = deque[tuple[object, str | None]]  # (row id, article id or None where a row has no text), in input order


def read_files(files: Sequence[Path], *, reader: str | None, as_json: bool) -> int:
    """Print who says what in each file; status 2 where one holds no article."""
    from sayso.cli.article_view import article_view
    from sayso.library import read

    config = config_with_reader(reader)
    documents = []
    status = 0
    for number, path in enumerate(files):
        try:
            annotated = read(path, config=config).annotated
        except InputError as error:
            complain("error", str(error))
            status = WRONG_USE
            continue
        if as_json:
            documents.append(as_plain(annotated))
        else:
            print_view([*([""] if number else []), *article_view(annotated)])
    if as_json:
        print_json({"schema": "sayso.read/1", "articles": documents})
    return status


def read_rows(files: Sequence[Path], *, reader: str | None) -> int:
    """Print a line of JSON for each row, in the order of the rows, read on all cores."""
    from sayso.export.jsonl import attribution_line
    from sayso.workers import READER_ALONE, read_all

    waiting: Waiting = deque()
    troubles: list[str] = []
    failed = 0
    done: dict[str, list[dict[str, Any]] | Failure] = {}  # not whole articles: a slow one may hold up many

    def show_ready() -> None:
        nonlocal failed
        while waiting and (waiting[0][1] is None or waiting[0][1] in done):
            row_id, article_id = waiting.popleft()
            result = done.pop(article_id) if article_id else None
            if isinstance(result, Failure):
                complain("warning", f"{row_id}: not read: {result.error}")
                failed += 1
                result = None
            print_json_line({"id": row_id, "attributions": result or []})

    config = config_with_reader(reader).read
    for batch in read_all(_articles(files, waiting, troubles), config=config, reader=READER_ALONE):
        for result in batch:
            if isinstance(result, AnnotatedArticle):
                done[result.article.id] = attribution_line(result, row_id=None)["attributions"]
            else:
                done[result.article_id] = result
        show_ready()
    show_ready()
    for trouble in troubles:
        complain("warning", trouble)
    return NOT_MEASURED if failed else WRONG_USE if troubles else 0


def _articles(files: Sequence[Path], waiting: Waiting, troubles: list[str]) -> Iterator[Article]:
    """The rows' articles, one after the other; what cannot be read goes to ``troubles``."""
    from sayso.ingest.rows import BadRow, json_lines

    now = datetime.now(UTC)
    seen: set[str] = set()
    for path in files:
        with path.open("rb") as stream:
            for line, row in json_lines(stream):
                if isinstance(row, BadRow):
                    troubles.append(f"{path}:{line}: {row.detail}")
                    continue
                article = _article(row, path, line, now)
                row_id = row.get("id", f"{path.name}:{line}")
                if article is None:
                    waiting.append((row_id, None))
                    continue
                if article.id in seen:  # the same text again: its own line, so an id of its own while it is read
                    article = replace(article, id=content_id("art", again=article.id, file=str(path), line=line))
                seen.add(article.id)
                waiting.append((row_id, article.id))
                yield article


def _article(row: Mapping[str, Any], path: Path, line: int, now: datetime) -> Article | None:
    """The article of a row, also where ``add`` would not take it: too short, or a consent wall."""
    from sayso.ingest import article_from_text
    from sayso.ingest.columns import article_from_row

    lenient = IngestConfig(min_words=0)
    found = article_from_row(row, name=path.name, where=str(path), line=line, retrieved=now, config=lenient)
    if isinstance(found, Article):
        return found
    text = row.get("text")
    if not isinstance(text, str):
        return None
    try:
        return article_from_text(text, input_id=found.input_id, retrieved=now)
    except NoArticleText:
        return None
