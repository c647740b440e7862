"""What is added to a ledger by ``add`` and by reading. Each function is called inside one transaction."""

from collections.abc import Iterable, Sequence
from typing import Literal

from sqlalchemy import Connection, Table, insert, text
from sqlalchemy.dialects.sqlite import insert as insert_or

from sayso.ids import content_id
from sayso.ledger import schema
from sayso.ledger.rows import (
    Values,
    article_row,
    attribution_row,
    credit_row,
    sentences_row,
    source_row,
    statement_row,
    to_json,
    to_time,
    vectors_row,
)
from sayso.records import AnnotatedArticle, Article, Failure, Judgement, Problem

Outcome = Literal["added", "again", "version"]

_KNOWN_IDS = text("SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(:wanted))")
_KNOWN_URLS = text("SELECT DISTINCT url FROM articles WHERE url IN (SELECT value FROM json_each(:wanted))")


def add_articles(connection: Connection, run_id: str, articles: Sequence[Article]) -> list[Outcome]:
    """
    Store articles that are not there yet, and every input that held one; says for each what it was.

    "again": an article of that id is there. "version": its address is there with another text.
    """
    known = set(connection.scalars(_KNOWN_IDS, {"wanted": to_json([article.id for article in articles])}))
    urls = set(connection.scalars(_KNOWN_URLS, {"wanted": to_json([a.url for a in articles if a.url])}))
    outcomes: list[Outcome] = []
    fresh = []
    for article in articles:
        if article.id in known:
            outcomes.append("again")
            continue
        outcomes.append("version" if article.url in urls else "added")
        known.add(article.id)
        if article.url:
            urls.add(article.url)
        fresh.append(article_row(article, run_id))
    _insert(connection, schema.articles, fresh)
    seen = [
        {"article_id": a.id, "input_id": a.input_id, "retrieved": to_time(a.retrieved), "run_id": run_id}
        for a in articles
    ]
    _insert_new(connection, schema.inputs, seen)
    return outcomes


def add_problems(connection: Connection, run_id: str, problems: Iterable[Problem]) -> None:
    """Store problems; one that is there already is left as it is."""
    rows = []
    for problem in problems:
        values = {"input_id": problem.input_id, "place": problem.where, "reason": problem.reason}
        identity = content_id("prb", **values, detail=problem.detail)
        rows.append({**values, "id": identity, "run_id": run_id, "detail": problem.detail})
    _insert_new(connection, schema.problems, rows)


def add_readings(connection: Connection, run_id: str, read: Sequence[AnnotatedArticle]) -> None:
    """Store all that was read in these articles, and that they have been read."""
    _insert(connection, schema.sentences, [sentences_row(each, run_id) for each in read])
    _insert(connection, schema.vectors, [vectors_row(each, run_id) for each in read])
    _insert(connection, schema.attributions, [attribution_row(a, run_id) for each in read for a in each.attributions])
    _insert(connection, schema.sources, [source_row(s, run_id) for each in read for s in each.sources])
    _insert(connection, schema.statements, [statement_row(s, run_id) for each in read for s in each.statements])
    _insert(connection, schema.credits, [credit_row(c, run_id) for each in read for c in each.credits])
    mark(connection, run_id, "annotate", [each.article.id for each in read])


def add_failures(connection: Connection, run_id: str, failures: Iterable[Failure]) -> None:
    """Store that these articles could not be processed, and why."""
    rows = [{"article_id": f.article_id, "stage": f.stage, "run_id": run_id, "error": f.error} for f in failures]
    _insert_new(connection, schema.failures, rows)


def add_judgement(connection: Connection, run_id: str, judgement: Judgement) -> None:
    """Store a ruling; earlier ones on the same pair stay."""
    row = {
        "run_id": run_id,
        "a": judgement.a,
        "b": judgement.b,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "made": to_time(judgement.made),
    }
    _insert(connection, schema.judgements, [row])


def mark(connection: Connection, run_id: str, stage: str, article_ids: Iterable[str]) -> None:
    """Record that these articles have come through a stage: "annotate", "link" or "cluster"."""
    rows = [{"article_id": each, "stage": stage, "run_id": run_id} for each in article_ids]
    _insert_new(connection, schema.progress, rows)


def _insert(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _insert_new(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert_or(table).on_conflict_do_nothing(), rows)
