"""``read``: who says what in files, without a ledger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.cli import WRONG_USE
from sayso.cli.failure import complain
from sayso.cli.listing import as_plain, print_json, print_view
from sayso.cli.row_order import InOrder, json_rows
from sayso.config import IngestConfig, config_with_reader
from sayso.errors import InputError, NoArticleText
from sayso.ids import content_id
from sayso.records import AnnotatedArticle, Article


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

    # what waits its turn are not whole articles: a slow one may hold up many
    rows: InOrder[list[dict[str, Any]]] = InOrder(lambda name, found: {"id": name, "attributions": found or []})
    config = config_with_reader(reader).read
    for batch in read_all(_articles(files, rows), config=config, reader=READER_ALONE):
        for result in batch:
            if isinstance(result, AnnotatedArticle):
                rows.put(result.article.id, attribution_line(result, row_id=None)["attributions"])
            else:
                rows.put(result.article_id, result)
        rows.show()
    return rows.finish()


def _articles(files: Sequence[Path], rows: InOrder[Any]) -> Iterator[Article]:
    """The rows' articles, one after the other."""
    now = datetime.now(UTC)
    seen: set[str] = set()
    for path, line, row in json_rows(files, rows.troubles):
        article = article_of_row(row, path, line, now)
        name = row.get("id", f"{path.name}:{line}")
        if article is None:
            rows.expect(name, None)
            continue
        if article.id in seen:  # the same text again: its own line, so an id of its own while it is read
            article = replace(article, id=content_id("art", again=article.id, file=str(path), line=line))
        seen.add(article.id)
        rows.expect(name, article.id)
        yield article


def article_of_row(row: Mapping[str, Any], path: Path, line: int, now: datetime) -> Article | None:
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
