"""One record by its id, or what begins it, with what stands around it."""

import json
from typing import Any

from sqlalchemy import Connection, Table, select, text

from sayso.errors import NotFound
from sayso.ledger import schema
from sayso.ledger.answers import Shown, ShownArticle, ShownClaim, ShownSource, ShownStatement, ShownStory
from sayso.ledger.listing import claim_rows, story_rows
from sayso.ledger.read import read_annotated, read_articles
from sayso.ledger.rows import (
    attribution_of,
    contest_of,
    credit_of,
    origin_of,
    reason_of,
    source_of,
    statement_of,
)
from sayso.records import Assessment, Claim, Failure, Source, Story

# What an id can name, by the letters it begins with.
KINDS: dict[str, Table] = {
    "art": schema.articles,
    "clm": schema.claims,
    "sto": schema.stories,
    "stm": schema.statements,
    "src": schema.sources,
    "att": schema.attributions,
    "crd": schema.credits,
}
_WORDS = {
    "art": "article",
    "clm": "claim",
    "sto": "story",
    "stm": "statement",
    "src": "source",
    "att": "attribution",
    "crd": "credit",
}
_SHOWN = 4  # of those that an ambiguous beginning fits


def find_id(connection: Connection, wanted: str, *, kinds: tuple[str, ...] = tuple(KINDS)) -> tuple[str, str]:
    """
    (kind, id) of the one record that ``wanted`` names.

    ``wanted``: an id, the beginning of one with or without the letters of its kind, or an input's id, which names its
    article. NotFound: none, or several.
    """
    found = [(kind, each) for kind in kinds for each in _beginning(connection, kind, wanted)]
    exact = [(kind, each) for kind, each in found if each == wanted]
    if not found and "art" in kinds:
        query = select(schema.inputs.c.article_id).where(schema.inputs.c.input_id == wanted).order_by("article_id")
        found = [("art", each) for each in connection.scalars(query)]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise NotFound(f"No record of this ledger begins with {wanted!r}.\n  Do: look in sayso claims, sayso stories.")
    shown = ", ".join(f"{_WORDS[kind]} {each[:16]}" for kind, each in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise NotFound(f"{wanted!r} fits {len(found)} records: {shown}{more}.\n  Do: type more of it.")


def _beginning(connection: Connection, kind: str, wanted: str) -> list[str]:
    start = wanted if "_" in wanted else f"{kind}_{wanted}"
    if not start.startswith(f"{kind}_"):
        return []
    column = KINDS[kind].c.id
    query = select(column).where(column >= start, column < start + "\x7f").order_by(column).limit(50)
    return list(connection.scalars(query))


def show(connection: Connection, wanted: str) -> Shown:
    """The record that ``wanted`` names, with what stands around it."""
    kind, identity = find_id(connection, wanted)
    if kind == "art":
        return _article(connection, identity)
    if kind == "clm":
        return show_claim(connection, identity)
    if kind == "sto":
        return _story(connection, identity)
    if kind == "src":
        return _source(connection, identity)
    if kind == "crd":
        return _source(connection, _row(connection, schema.credits, identity).source_id)
    if kind == "stm":
        return _statement(connection, identity)
    row = _row(connection, schema.attributions, identity)
    query = select(schema.statements.c.id).where(
        schema.statements.c.article_id == row.article_id, schema.statements.c.attribution_id == identity
    )
    statement = connection.scalars(query).first()
    if statement:
        return _statement(connection, statement)
    article = read_articles(connection, [row.article_id])[row.article_id]
    return ShownStatement(article, attribution_of(row), None, None, None)


def read_claim(connection: Connection, claim_id: str) -> Claim:
    """A claim as it stands."""
    row = _row(connection, schema.claims, claim_id)
    query = select(schema.claim_statements.c.statement_id).where(schema.claim_statements.c.claim_id == claim_id)
    return Claim(row.id, row.story_id, row.label, tuple(sorted(connection.scalars(query))))


def read_story(connection: Connection, story_id: str) -> Story:
    """A story as it stands."""
    query = select(schema.story_articles.c.article_id).where(schema.story_articles.c.story_id == story_id)
    return Story(story_id, tuple(sorted(connection.scalars(query))))


def read_assessment(connection: Connection, claim_id: str) -> Assessment:
    """A claim's assessment as the last run left it."""
    row = connection.execute(select(schema.assessments).where(schema.assessments.c.claim_id == claim_id)).one()
    return Assessment(
        claim_id,
        tuple(origin_of(each) for each in json.loads(row.origins)),
        row.origins_min,
        row.origins_max,
        row.independent_min,
        row.independent_max,
        tuple(json.loads(row.bottlenecks)),
        tuple(contest_of(each) for each in json.loads(row.contested_by)),
        tuple(json.loads(row.flags)),
        tuple(reason_of(each) for each in json.loads(row.merges)),
    )


def _row(connection: Connection, table: Table, identity: str) -> Any:
    return connection.execute(select(table).where(table.c.id == identity)).one()


def _article(connection: Connection, identity: str) -> ShownArticle:
    article = read_articles(connection, [identity])[identity]
    values = {"id": identity, "url": article.url}
    inputs = text("SELECT input_id FROM inputs WHERE article_id = :id ORDER BY input_id")
    versions = text("SELECT article_id FROM versions WHERE url = :url ORDER BY ordinal")
    story = text("SELECT story_id FROM story_articles WHERE article_id = :id")
    claims = text(
        """SELECT DISTINCT claim_id FROM statements JOIN claim_statements ON statement_id = statements.id
           WHERE article_id = :id ORDER BY claim_id"""
    )
    failures = text("SELECT article_id, stage, error FROM failures WHERE article_id = :id")
    return ShownArticle(
        article,
        read_annotated(connection, [identity]).get(identity),
        tuple(connection.scalars(inputs, values)),
        tuple(connection.scalars(versions, values)) if article.url else (),
        connection.scalars(story, values).first(),
        tuple(connection.scalars(claims, values)),
        tuple(Failure(row.article_id, row.stage, row.error) for row in connection.execute(failures, values)),
    )


def show_claim(connection: Connection, identity: str) -> ShownClaim:
    """A claim with its statements."""
    claim = read_claim(connection, identity)
    (row,) = claim_rows(connection, "claims.id = :id", {"id": identity})
    statements = tuple(_statement(connection, each) for each in claim.statement_ids)
    return ShownClaim(row, claim, read_assessment(connection, identity), statements)


def _story(connection: Connection, identity: str) -> ShownStory:
    story = read_story(connection, identity)
    (row,) = story_rows(connection, [identity])
    articles = read_articles(connection, story.article_ids)
    claims = claim_rows(connection, "claims.story_id = :id", {"id": identity})
    return ShownStory(story, row, tuple(articles[each] for each in story.article_ids), tuple(claims))


def _statement(connection: Connection, identity: str) -> ShownStatement:
    statement = statement_of(_row(connection, schema.statements, identity))
    source = source_of(_row(connection, schema.sources, statement.source_id)) if statement.source_id else None
    claim = select(schema.claim_statements.c.claim_id).where(schema.claim_statements.c.statement_id == identity)
    return ShownStatement(
        read_articles(connection, [statement.article_id])[statement.article_id],
        attribution_of(_row(connection, schema.attributions, statement.attribution_id)),
        statement,
        source,
        connection.scalars(claim).first(),
    )


def _source(connection: Connection, identity: str) -> ShownSource:
    source = source_of(_row(connection, schema.sources, identity))
    statements = connection.execute(
        select(schema.statements).where(schema.statements.c.source_id == identity).order_by(schema.statements.c.number)
    )
    credits = connection.execute(
        select(schema.credits).where(schema.credits.c.source_id == identity).order_by(text("rowid"))
    )
    return ShownSource(
        read_articles(connection, [source.article_id])[source.article_id],
        source,
        tuple(statement_of(row) for row in statements),
        tuple(credit_of(row) for row in credits),
        _elsewhere(connection, source),
    )


def _elsewhere(connection: Connection, source: Source) -> tuple[Source, ...]:
    if source.name is None:
        return ()  # descriptions of the unnamed are never put side by side
    query = select(schema.sources).where(
        schema.sources.c.name == source.name, schema.sources.c.article_id != source.article_id
    )
    return tuple(source_of(row) for row in connection.execute(query.order_by(schema.sources.c.article_id)))
