"""Stories, claims and assessments: replaced for the articles that a run touches, never edited otherwise."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sayso.ledger.file import Reading, Writing
from sayso.ledger.read import read_articles
from sayso.ledger.rows import claim_row, contest_json, origin_json, reason_json, to_json, to_time
from sayso.ledger.traces import packed
from sayso.ledger.write import mark, unmark
from sayso.records import Article, Claim, Story, Trace

_OLD_STORIES = """SELECT story_id, article_id FROM story_articles WHERE story_id IN (
         SELECT story_id FROM story_articles WHERE article_id IN (SELECT value FROM json_each(:ids)))
       ORDER BY story_id, article_id"""
_CLAIMS_OF = """SELECT statement_id, claim_id FROM statements JOIN claim_statements ON statement_id = statements.id
       WHERE article_id IN (SELECT value FROM json_each(:ids))"""
_CLAIMS_IN = """SELECT claims.id, label, statement_id FROM claims JOIN claim_statements ON claim_id = claims.id
       WHERE story_id = :story ORDER BY claims.id, statement_id"""
_ARTICLES_OF = """WITH named AS (
         SELECT value AS id FROM json_each(:ids)
         UNION SELECT article_id FROM statements WHERE id IN (SELECT value FROM json_each(:ids)))
       SELECT article_id FROM progress WHERE stage = 'link' AND article_id IN (
         SELECT id FROM named
         UNION SELECT article_id FROM story_articles WHERE story_id IN (
           SELECT story_id FROM story_articles WHERE article_id IN (SELECT id FROM named)))
       ORDER BY 1"""
_OLD_CLAIMS = "SELECT id FROM claims WHERE story_id IN (SELECT value FROM json_each(:ids))"
_DELETE = (
    f"DELETE FROM assessments WHERE claim_id IN ({_OLD_CLAIMS})",
    f"DELETE FROM claim_statements WHERE claim_id IN ({_OLD_CLAIMS})",
    "DELETE FROM claims WHERE story_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM story_articles WHERE story_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM stories WHERE id IN (SELECT value FROM json_each(:ids))",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What takes the place of what, around some articles: stories and claims worked out anew."""

    seeds: tuple[str, ...]  # the articles for whose sake
    gone: tuple[str, ...] = ()  # ids of stories that are no more, or no more the same
    stories: tuple[tuple[Story, tuple[Trace, ...]], ...] = ()  # with all of their claims
    claims_gone: tuple[str, ...] = ()  # of stories that stay as they are
    claims: tuple[tuple[Story, tuple[Trace, ...]], ...] = ()  # claims of such stories


def store_change(writing: Writing, change: Change) -> None:
    """Put it into the ledger; its seeds count as compared from now on."""
    _remove_stories(writing, change.gone)
    _remove_claims(writing, change.claims_gone)
    for story, traces in change.stories:
        _add_story(writing, story, traces, read_articles(writing, story.article_ids))
    for story, traces in change.claims:
        _add_claims(writing, traces, read_articles(writing, story.article_ids))
    mark(writing, "cluster", change.seeds)


def store_stories(writing: Writing, traced: Iterable[tuple[Story, tuple[Trace, ...]]]) -> None:
    """Put stories, with all of their claims, in the place of those that hold any of their articles."""
    for story, traces in traced:
        free(writing, story.article_ids)
        store_change(writing, Change(story.article_ids, stories=((story, traces),)))


def free(writing: Writing, article_ids: Collection[str]) -> None:
    """Remove the stories that hold any of these articles; what else they held waits until its own story is stored."""
    before = stories_of(writing, article_ids)
    _remove_stories(writing, before)
    unmark(writing, {each for ids in before.values() for each in ids}.difference(article_ids))


def claims_of(reading: Reading, article_ids: Collection[str]) -> dict[str, str]:
    """Statement id -> id of its claim, for all statements of these articles."""
    rows = reading.rows(_CLAIMS_OF, ids=to_json(sorted(article_ids)))
    return {row.statement_id: row.claim_id for row in rows}


def articles_of(reading: Reading, ids: Collection[str]) -> list[str]:
    """
    These articles, the articles of these statements, and what is in one story with them; sorted.

    As far as they have been compared. Those of the story: a ruling may have been all that joined them to it.
    """
    return reading.scalars(_ARTICLES_OF, ids=to_json(list(ids)))


def claims_in(reading: Reading, story_id: str) -> list[Claim]:
    """The claims of a story, as they stand."""
    found: dict[str, list[str]] = {}
    rows = reading.rows(_CLAIMS_IN, story=story_id)
    for row in rows:
        found.setdefault(row.id, []).append(row.statement_id)
    labels = {row.id: row.label for row in rows}
    return [Claim(each, story_id, labels[each], tuple(statements)) for each, statements in found.items()]


def stories_of(reading: Reading, article_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The stories that hold any of these articles, as they stand: story id -> its article ids."""
    found: dict[str, list[str]] = {}
    for row in reading.rows(_OLD_STORIES, ids=to_json(sorted(article_ids))):
        found.setdefault(row.story_id, []).append(row.article_id)
    return {story: tuple(articles) for story, articles in found.items()}


def _remove_stories(writing: Writing, story_ids: Collection[str]) -> None:
    """Take stories out, with their claims and assessments."""
    for statement in _DELETE:
        writing.execute(statement, ids=to_json(sorted(story_ids)))


def _remove_claims(writing: Writing, claim_ids: Collection[str]) -> None:
    """Take claims out, with their assessments; their story stays."""
    for table, column in (("assessments", "claim_id"), ("claim_statements", "claim_id"), ("claims", "id")):
        sql = f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(:ids))"
        writing.execute(sql, ids=to_json(sorted(claim_ids)))


def _add_story(writing: Writing, story: Story, traces: Sequence[Trace], articles: Mapping[str, Article]) -> None:
    """Put a story in, with its claims and their assessments; ``articles``: its articles by id."""
    writing.insert("stories", [{"id": story.id, "run_id": writing.run_id}])
    members = [{"story_id": story.id, "article_id": each} for each in story.article_ids]
    writing.insert("story_articles", members)
    _add_claims(writing, traces, articles)


def _add_claims(writing: Writing, traces: Sequence[Trace], articles: Mapping[str, Article]) -> None:
    """Put claims into a story that is there; ``articles``: its articles by id."""
    writing.insert("claims", [claim_row(each.claim, writing.run_id) for each in traces])
    statements = [
        {"claim_id": each.claim.id, "statement_id": statement}
        for each in traces
        for statement in each.claim.statement_ids
    ]
    writing.insert("claim_statements", statements)
    writing.insert("assessments", [_assessment_row(each, writing.run_id, articles) for each in traces])


def _assessment_row(trace: Trace, run_id: str, articles: Mapping[str, Article]) -> dict[str, Any]:
    assessment = trace.assessment
    carried = [articles[appearance.article_id] for appearance in trace.appearances]
    latest: datetime | None = max((a.published.earliest for a in carried if a.published), default=None)
    return {
        "claim_id": trace.claim.id,
        "run_id": run_id,
        "articles": len({article.url or article.id for article in carried}),  # versions of one are one
        "outlets": len({article.outlet or article.url or article.id for article in carried}),
        "latest": to_time(latest) if latest else None,
        "origins_min": assessment.origins_min,
        "origins_max": assessment.origins_max,
        "independent_min": assessment.independent_min,
        "independent_max": assessment.independent_max,
        "contests": len(assessment.contested_by),
        "origins": to_json([origin_json(origin) for origin in assessment.origins]),
        "bottlenecks": to_json(list(assessment.bottlenecks)),
        "contested_by": to_json([contest_json(contest) for contest in assessment.contested_by]),
        "flags": to_json(list(assessment.flags)),
        "merges": to_json([reason_json(reason) for reason in assessment.merges]),
        "trace": packed(trace),
    }
