"""What is added to a ledger by ``add`` and by reading. Each function is called inside one transaction."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from sayso.ids import content_id
from sayso.ledger.file import Writing
from sayso.ledger.rows import (
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
from sayso.records import AnnotatedArticle, Article, Failure, Problem

Outcome = Literal["added", "again", "version"]

_KNOWN_IDS = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(:wanted))"
_KNOWN_URLS = "SELECT DISTINCT url FROM articles WHERE url IN (SELECT value FROM json_each(:wanted))"

_RENAMED = """DELETE FROM progress WHERE stage = 'cluster' AND article_id = :article
    AND :input < (SELECT min(input_id) FROM inputs WHERE article_id = :article)"""
_UNCLUSTERED = """SELECT value FROM json_each(:ids)
    WHERE NOT EXISTS (SELECT 1 FROM progress WHERE article_id = value AND stage = 'cluster')"""
_LAY_INSIDE = "UPDATE attributions SET parent = :parent WHERE id = :id"
_UNMARK = "DELETE FROM progress WHERE stage = 'cluster' AND article_id IN (SELECT value FROM json_each(:ids))"


def add_articles(writing: Writing, articles: Sequence[Article]) -> list[Outcome]:
    """
    Store articles that are not there yet, and every input that held one; says for each what it was.

    "again": an article of that id is there. "version": its address is there with another text.
    """
    known = set(writing.scalars(_KNOWN_IDS, wanted=to_json([article.id for article in articles])))
    urls = set(writing.scalars(_KNOWN_URLS, wanted=to_json([a.url for a in articles if a.url])))
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
        fresh.append(article_row(article, writing.run_id))
    writing.insert("articles", fresh)
    seen = [
        {"article_id": a.id, "input_id": a.input_id, "retrieved": to_time(a.retrieved), "run_id": writing.run_id}
        for a in articles
    ]
    for row, outcome in zip(seen, outcomes, strict=True):
        if outcome == "again":  # what is told apart by the input's id has to be worked out again
            writing.execute(_RENAMED, article=row["article_id"], input=row["input_id"])
    writing.insert("inputs", seen, known=True)
    return outcomes


def add_problems(writing: Writing, problems: Iterable[Problem]) -> None:
    """Store problems; one that is there already is left as it is."""
    rows = []
    for problem in problems:
        values = {"input_id": problem.input_id, "place": problem.where, "reason": problem.reason}
        identity = content_id("prb", **values, detail=problem.detail)
        rows.append({**values, "id": identity, "run_id": writing.run_id, "detail": problem.detail})
    writing.insert("problems", rows, known=True)


def add_readings(writing: Writing, read: Sequence[AnnotatedArticle]) -> None:
    """Store all that was read in these articles, and that they have been read."""
    writing.insert("sentences", [sentences_row(each, writing.run_id) for each in read])
    writing.insert("vectors", [vectors_row(each, writing.run_id) for each in read])
    # Parents afterwards: while an attribution waits for one SQLite goes through all there are at every insertion.
    found = [attribution_row(a, writing.run_id) for each in read for a in each.attributions]
    writing.insert("attributions", [{**row, "parent": None} for row in found])
    writing.execute_many(_LAY_INSIDE, [row for row in found if row["parent"]])
    writing.insert("sources", [source_row(s, writing.run_id) for each in read for s in each.sources])
    writing.insert("statements", [statement_row(s, writing.run_id) for each in read for s in each.statements])
    writing.insert("credits", [credit_row(c, writing.run_id) for each in read for c in each.credits])
    mark(writing, "annotate", [each.article.id for each in read])


def add_failures(writing: Writing, failures: Iterable[Failure]) -> None:
    """Store that these articles could not be processed, and why."""
    rows = [
        {"article_id": f.article_id, "stage": f.stage, "run_id": writing.run_id, "error": f.error} for f in failures
    ]
    writing.insert("failures", rows, known=True)


def mark(writing: Writing, stage: str, article_ids: Iterable[str]) -> None:
    """Record that these articles have come through a stage: "annotate", "link" or "cluster"."""
    rows = [{"article_id": each, "stage": stage, "run_id": writing.run_id} for each in article_ids]
    writing.insert("progress", rows, known=True)


def unmark(writing: Writing, article_ids: Collection[str]) -> list[str]:
    """These articles' stories are to be worked out again, by the next run at the latest; those where that was so."""
    waiting = writing.scalars(_UNCLUSTERED, ids=to_json(sorted(article_ids)))
    writing.execute(_UNMARK, ids=to_json(sorted(article_ids)))
    return waiting
