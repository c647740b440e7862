"""What a ledger's statements are as a listing shows them; and the lists of sources and of outlets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger.file import Reading
from sayso.ledger.listing import full_text_query
from sayso.ledger.read import ARTICLE, IN_USE
from sayso.ledger.rows import source_of, spans_of, to_json
from sayso.records import Source, Span


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as a listing shows it."""

    id: str
    article_id: str
    outlet: str | None
    title: str | None
    published: str | None  # the earliest it can be, ISO 8601
    text: str
    content: tuple[Span, ...]
    polarity: str
    via: str | None
    source_id: str | None
    name: str | None
    kind: str | None
    description: str | None
    claim_id: str | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line of the list of named sources."""

    id: str  # of one of its records
    name: str
    kind: str
    statements: int
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One line of the list of outlets."""

    name: str  # empty: not known
    articles: int
    statements: int
    unnamed: int  # statements whose source is not named
    first: str | None
    last: str | None


_SAID = """SELECT statements.id, statements.article_id, articles.outlet, articles.title,
       articles.published_earliest AS published, statements.text, statements.content, polarity, via,
       source_id, sources.name, sources.kind, sources.description, claim_id
       FROM {table} JOIN articles ON articles.id = statements.article_id
       LEFT JOIN sources ON sources.id = statements.source_id
       LEFT JOIN claim_statements ON statement_id = statements.id"""
_OF_NAME = f" WHERE sources.name = :name AND sources.kind = :kind AND statements.article_id {IN_USE}"
_OF_SOURCE = f" WHERE statements.source_id = :id AND statements.article_id {IN_USE}"
_NEWEST = " ORDER BY articles.published_earliest DESC, statements.number LIMIT :limit"


def said_by(reading: Reading, source: Source, *, limit: int = -1) -> list[Said]:
    """What a source says, newest first; a named one in all articles that name it so, an unnamed one in its own."""
    table = "sources JOIN statements ON statements.source_id = sources.id" if source.name else "statements"
    base = _SAID.format(table=table).replace("LEFT JOIN sources ON sources.id = statements.source_id", "")
    if source.name:
        return _said(reading.rows(base + _OF_NAME + _NEWEST, name=source.name, kind=source.kind, limit=limit))
    return _said(reading.rows(_SAID.format(table="statements") + _OF_SOURCE + _NEWEST, id=source.id, limit=limit))


def read_said(reading: Reading, statement_ids: Sequence[str]) -> list[Said]:
    """These statements, in order of their articles' dates."""
    sql = _SAID.format(table="statements") + " WHERE statements.id IN (SELECT value FROM json_each(:ids))"
    sql += " ORDER BY articles.published_earliest IS NULL, articles.published_earliest, statements.number"
    return _said(reading.rows(sql, ids=to_json(list(statement_ids))))


def search_statements(reading: Reading, words: str, *, limit: int) -> list[Said]:
    """Statements that hold all of these words, best first (BM25)."""
    if not (query := full_text_query(words)):
        return []
    sql = f"""SELECT statements_fts.rowid FROM statements_fts JOIN statements ON number = statements_fts.rowid
           WHERE statements_fts MATCH :words AND article_id {IN_USE} ORDER BY rank LIMIT :limit"""
    return said_of(reading, reading.scalars(sql, words=query, limit=limit))


def said_of(reading: Reading, numbers: Sequence[int]) -> list[Said]:
    """The statements of these numbers, in their order."""
    sql = _SAID.format(table="statements") + " WHERE statements.number IN (SELECT value FROM json_each(:numbers))"
    place = {number: at for at, number in enumerate(numbers)}
    sql = sql.replace("SELECT statements.id", "SELECT statements.number, statements.id", 1)
    return _said(sorted(reading.rows(sql, numbers=to_json(list(numbers))), key=lambda row: place[row.number]))


def _said(rows: Sequence[Any]) -> list[Said]:
    return [
        Said(
            row.id,
            row.article_id,
            row.outlet,
            row.title,
            row.published,
            row.text,
            spans_of(row.content),
            row.polarity,
            row.via,
            row.source_id,
            row.name,
            row.kind,
            row.description,
            row.claim_id,
        )
        for row in rows
    ]


def read_source(reading: Reading, source_id: str) -> Source | None:
    """A source by its id."""
    rows = reading.rows("SELECT * FROM sources WHERE id = :id", id=source_id)
    return source_of(rows[0]) if rows else None


_SOURCES = f"""SELECT min(sources.id) AS id, sources.name, sources.kind, count(statements.id) AS statements,
       count(DISTINCT iif(statements.id IS NULL, NULL, {ARTICLE})) AS articles,
       count(DISTINCT iif(statements.id IS NULL, NULL, coalesce(articles.outlet, ''))) AS outlets
       FROM sources JOIN articles ON articles.id = sources.article_id
       LEFT JOIN statements ON statements.source_id = sources.id
       WHERE sources.name IS NOT NULL AND sources.article_id {IN_USE} GROUP BY sources.name, sources.kind
       ORDER BY statements DESC, sources.name"""


def list_sources(reading: Reading) -> list[SourceRow]:
    """Named sources, those with the most statements first."""
    return [SourceRow(r.id, r.name, r.kind, r.statements, r.articles, r.outlets) for r in reading.rows(_SOURCES)]


_OUTLET_ROWS = f"""SELECT coalesce(articles.outlet, '') AS name,
       count(DISTINCT {ARTICLE}) AS articles,
       count(statements.id) AS statements, coalesce(sum(sources.kind = 'unnamed'), 0) AS unnamed,
       min(published_earliest) AS first, max(published_earliest) AS last
       FROM articles LEFT JOIN statements ON statements.article_id = articles.id
       LEFT JOIN sources ON sources.id = statements.source_id
       WHERE {{where}} AND articles.id {IN_USE} GROUP BY coalesce(articles.outlet, articles.url, articles.id)
       ORDER BY articles DESC, articles.outlet"""
_IN_STORY = "articles.id IN (SELECT article_id FROM story_articles WHERE story_id = :story)"


def list_outlets(reading: Reading, *, name: str = "", story: str = "") -> list[OutletRow]:
    """
    Outlets, those with the most articles first; or the one of that name; or those of a story.

    In a story an article whose outlet is not known is a row of its own, without a name.
    """
    if story:
        rows = reading.rows(_OUTLET_ROWS.format(where=_IN_STORY), story=story)
    elif name:
        rows = reading.rows(_OUTLET_ROWS.format(where="articles.outlet = :name"), name=name)
    else:
        rows = reading.rows(_OUTLET_ROWS.format(where="articles.outlet IS NOT NULL"))
    return [OutletRow(*row) for row in rows]
