"""Records read back from a ledger, by id."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, text

from sayso.ledger import schema
from sayso.ledger.rows import (
    article_of,
    attribution_of,
    credit_of,
    problem_of,
    sentences_of,
    source_of,
    statement_of,
    to_json,
)
from sayso.records import AnnotatedArticle, Article, Failure, Problem

PAGE = 128  # articles held at once by what goes through a whole ledger

# Read, or failed at it for good (a ruling of `retry_failed`), means: not waiting.
_UNREAD = """
    FROM articles WHERE number > :after
    AND NOT EXISTS (SELECT 1 FROM progress WHERE article_id = articles.id AND stage = 'annotate')
    AND (:retry OR NOT EXISTS (SELECT 1 FROM failures WHERE article_id = articles.id AND stage = 'annotate'))"""
_UNREAD_PAGE = text("SELECT *" + _UNREAD + " ORDER BY number LIMIT :page").columns(*schema.articles.columns)
_UNREAD_COUNT = text("SELECT count(*)" + _UNREAD)

_FAILURES = text(
    # With max(), SQLite takes the other columns from the row of that maximum: the last attempt.
    """SELECT article_id, stage, error, max(rowid) FROM failures AS f
       WHERE NOT EXISTS (SELECT 1 FROM progress WHERE article_id = f.article_id AND stage = f.stage)
       GROUP BY article_id, stage ORDER BY article_id, stage"""
)


def count_unread(connection: Connection, *, retry_failed: bool = False) -> int:
    """How many articles wait to be read."""
    return int(connection.execute(_UNREAD_COUNT, {"after": 0, "retry": retry_failed}).scalar_one())


def unread_after(connection: Connection, number: int, *, retry_failed: bool = False) -> tuple[list[Article], int]:
    """The next page of articles that wait to be read, and the number to go on after; an empty page ends it."""
    rows = connection.execute(_UNREAD_PAGE, {"after": number, "retry": retry_failed, "page": PAGE}).all()
    return [article_of(row) for row in rows], (rows[-1].number if rows else number)


def read_articles(connection: Connection, ids: Iterable[str]) -> dict[str, Article]:
    """Articles by id; ids that are not there are left out."""
    return {row.id: article_of(row) for row in _rows(connection, schema.articles, "id", list(ids))}


def all_article_ids(connection: Connection) -> list[str]:
    """The ids of all articles, in the order in which they came."""
    return list(connection.scalars(select(schema.articles.c.id).order_by(schema.articles.c.number)))


def read_annotated(connection: Connection, ids: Iterable[str]) -> dict[str, AnnotatedArticle]:
    """Articles with all that was read in them, by id; those not read yet are left out."""
    wanted = list(ids)
    sentences = {row.article_id: row.sentences for row in _rows(connection, schema.sentences, "article_id", wanted)}
    wanted = [each for each in wanted if each in sentences]
    articles = read_articles(connection, wanted)
    vectors = {row.article_id: row.lead + row.rows for row in _rows(connection, schema.vectors, "article_id", wanted)}
    attributions = _by_article(connection, schema.attributions, wanted)
    sources = _by_article(connection, schema.sources, wanted)
    statements = _by_article(connection, schema.statements, wanted)
    credits = _by_article(connection, schema.credits, wanted)
    return {
        each: AnnotatedArticle(
            articles[each],
            sentences_of(sentences[each]),
            tuple(attribution_of(row) for row in attributions[each]),
            tuple(source_of(row) for row in sources[each]),
            tuple(statement_of(row) for row in statements[each]),
            tuple(credit_of(row) for row in credits[each]),
            vectors[each],
        )
        for each in wanted
    }


def each_annotated(connection: Connection, ids: Sequence[str]) -> Iterator[AnnotatedArticle]:
    """The same, one after the other in the order of ``ids``, a page in memory at a time."""
    for start in range(0, len(ids), PAGE):
        yield from read_annotated(connection, ids[start : start + PAGE]).values()


def read_problems(connection: Connection) -> list[Problem]:
    """All problems, by place."""
    rows = connection.execute(select(schema.problems).order_by(schema.problems.c.place, schema.problems.c.id))
    return [problem_of(row) for row in rows]


def read_failures(connection: Connection) -> list[Failure]:
    """What could not be processed and has not been since; of several attempts the last."""
    return [Failure(row.article_id, row.stage, row.error) for row in connection.execute(_FAILURES)]


def _rows(connection: Connection, table: Table, column: str, wanted: Sequence[str]) -> Iterable[Any]:
    # One JSON parameter instead of a list of parameters: any number of ids, and one compiled statement.
    inside = text("(SELECT value FROM json_each(:wanted))").bindparams(wanted=to_json(list(wanted)))
    query = select(table).where(table.c[column].op("IN")(inside))
    return connection.execute(query.order_by(text("rowid")))  # as written, which for what was read is text order


def _by_article(connection: Connection, table: Table, wanted: Sequence[str]) -> defaultdict[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in _rows(connection, table, "article_id", wanted):
        groups[row.article_id].append(row)
    return groups
