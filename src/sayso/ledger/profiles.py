"""What a ledger holds of one outlet or one source, over all of its articles; and the lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger.file import Reading
from sayso.ledger.listing import full_text_query
from sayso.ledger.read import IN_USE
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

    name: str
    articles: int
    statements: int
    unnamed: int  # statements whose source is not named
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Reliance:
    """Another outlet, and in how many articles it is credited."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class OutletProfile:
    """One outlet over all of its articles; shares are left to who shows them."""

    row: OutletRow
    reasons_given: int  # statements of unnamed sources for whom the article says why
    relies_on: tuple[Reliance, ...]
    relied_on_by: tuple[Reliance, ...]
    shared: int  # articles that have half of their words or more in common with another outlet's
    claims: int
    contested: int  # claims that it carries and somebody contests
    contest_shown: int  # of those, claims of which one of its articles has the contesting statement too
    articles: tuple[tuple[str, str | None, str | None], ...]  # (id, title, published), latest first


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
    numbers = reading.scalars(sql, words=query, limit=limit)
    sql = _SAID.format(table="statements") + " WHERE statements.number IN (SELECT value FROM json_each(:numbers))"
    place = {number: at for at, number in enumerate(numbers)}
    sql = sql.replace("SELECT statements.id", "SELECT statements.number, statements.id", 1)
    return _said(sorted(reading.rows(sql, numbers=to_json(numbers)), key=lambda row: place[row.number]))


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


_SOURCES = """SELECT min(sources.id) AS id, sources.name, sources.kind, count(statements.id) AS statements,
       count(DISTINCT sources.article_id) AS articles, count(DISTINCT articles.outlet) AS outlets
       FROM sources JOIN articles ON articles.id = sources.article_id
       LEFT JOIN statements ON statements.source_id = sources.id
       WHERE sources.name IS NOT NULL AND sources.article_id {in_use} {where} GROUP BY sources.name, sources.kind
       ORDER BY statements DESC, sources.name LIMIT :limit"""


def list_sources(reading: Reading, words: str, *, limit: int) -> list[SourceRow]:
    """Named sources, those with the most statements first; ``words``: that their name holds."""
    where = "AND sources.name LIKE :like ESCAPE '!'" if words else ""
    escaped = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    values = {"like": f"%{escaped}%"} if words else {}
    rows = reading.rows(_SOURCES.format(where=where, in_use=IN_USE), limit=limit, **values)
    return [SourceRow(r.id, r.name, r.kind, r.statements, r.articles, r.outlets) for r in rows]


_OUTLET_ROWS = """SELECT articles.outlet AS name, count(DISTINCT articles.id) AS articles,
       count(statements.id) AS statements, coalesce(sum(sources.kind = 'unnamed'), 0) AS unnamed,
       min(published_earliest) AS first, max(published_earliest) AS last
       FROM articles LEFT JOIN statements ON statements.article_id = articles.id
       LEFT JOIN sources ON sources.id = statements.source_id
       WHERE articles.outlet IS NOT NULL AND articles.id {in_use} {where} GROUP BY articles.outlet
       ORDER BY articles DESC, articles.outlet"""


def list_outlets(reading: Reading) -> list[OutletRow]:
    """Outlets, those with the most articles first."""
    return [OutletRow(*row) for row in reading.rows(_OUTLET_ROWS.format(where="", in_use=IN_USE))]


_MINE = f"SELECT id FROM articles WHERE outlet = :name AND id {IN_USE}"
_REASONS = f"""SELECT count(*) FROM statements JOIN sources ON sources.id = source_id
       WHERE kind = 'unnamed' AND anonymity IS NOT NULL AND statements.article_id IN ({_MINE})"""
_RELIES_ON = f"""SELECT sources.name, count(DISTINCT credits.article_id) AS articles FROM credits
       JOIN sources ON sources.id = credits.source_id
       WHERE kind = 'outlet' AND sources.name IS NOT NULL AND sources.name <> :name
       AND credits.article_id IN ({_MINE}) GROUP BY sources.name ORDER BY articles DESC, sources.name"""
_RELIED_ON = f"""SELECT articles.outlet AS name, count(DISTINCT credits.article_id) AS articles FROM sources
       JOIN credits ON credits.source_id = sources.id JOIN articles ON articles.id = credits.article_id
       WHERE sources.name = :name AND kind = 'outlet' AND articles.outlet <> :name
       AND articles.id {IN_USE} GROUP BY articles.outlet ORDER BY articles DESC, articles.outlet"""
_SHARED = f"""SELECT count(DISTINCT mine) FROM (
       SELECT a AS mine, b AS other, of_a AS share FROM reuse WHERE a IN ({_MINE})
       UNION ALL SELECT b, a, of_b FROM reuse WHERE b IN ({_MINE}))
       JOIN articles ON articles.id = other WHERE share >= 0.5 AND articles.outlet IS NOT :name
       AND articles.id {IN_USE}"""
_CONTESTS = f"""SELECT DISTINCT claim_id, contests, contested_by FROM assessments
       JOIN claim_statements USING (claim_id) JOIN statements ON statements.id = statement_id
       WHERE statements.article_id IN ({_MINE})"""
_ARTICLES = f"""SELECT id, coalesce(title, substr(text, 1, 90) || ' …') AS title, published_earliest
       FROM articles WHERE outlet = :name AND id {IN_USE}
       ORDER BY published_earliest DESC, id"""


def read_outlet(reading: Reading, name: str) -> OutletProfile | None:
    """An outlet by its name; None where no article is of it or credits it."""
    rows = reading.rows(_OUTLET_ROWS.format(where="AND articles.outlet = :name", in_use=IN_USE), name=name)
    relied_on_by = tuple(Reliance(row.name, row.articles) for row in reading.rows(_RELIED_ON, name=name))
    if not rows and not relied_on_by:
        return None
    articles = tuple((row.id, row.title, row.published_earliest) for row in reading.rows(_ARTICLES, name=name))
    own = {each[0] for each in articles}
    carried = reading.rows(_CONTESTS, name=name)
    contested = [row for row in carried if row.contests]
    return OutletProfile(
        OutletRow(*rows[0]) if rows else OutletRow(name, 0, 0, 0, None, None),
        int(reading.scalar(_REASONS, name=name)),
        tuple(Reliance(row.name, row.articles) for row in reading.rows(_RELIES_ON, name=name)),
        relied_on_by,
        int(reading.scalar(_SHARED, name=name)),
        len(carried),
        len(contested),
        sum(any(f'"{each}"' in row.contested_by for each in own) for row in contested),
        articles,
    )
