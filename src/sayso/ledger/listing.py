"""What the listings show: claims, stories and the state of the ledger. No model, no numpy."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sayso.ledger.answers import ClaimRow, Status, StoryRow
from sayso.ledger.file import Reading
from sayso.ledger.opening import SCHEMA_VERSION
from sayso.ledger.read import IN_USE, count_unread, read_failures
from sayso.ledger.rows import time_or_none, to_json
from sayso.records import Run

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_TITLE_WORDS = 12  # of the text, where no article of a story has a title

_CLAIM_COLUMNS = """claims.id, claims.story_id, claims.label, assessments.articles, assessments.outlets,
  assessments.origins_min, assessments.origins_max, assessments.independent_min, assessments.independent_max,
  assessments.contests, assessments.flags, assessments.latest,
  (SELECT count(*) FROM claim_statements WHERE claim_id = claims.id) AS statements"""
_CLAIMS = " FROM assessments JOIN claims ON claims.id = assessments.claim_id WHERE 1"
_MATCHING = """ AND claims.id IN (
  SELECT claim_id FROM claim_statements JOIN statements ON statements.id = statement_id
  WHERE statements.number IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH :words))"""
_CLAIM_ORDER = " ORDER BY assessments.articles DESC, assessments.latest DESC, claims.id LIMIT :limit"


def full_text_query(words: str, *, every: bool = True) -> str | None:
    """A person's words as an FTS5 query for all of them, or any; None where there is no word among them."""
    found = [f'"{word}"' for word in _WORD.findall(words)]
    return (" " if every else " OR ").join(found) or None


def list_claims(
    reading: Reading, query: str | None, *, origins_max: int | None, contested: bool, limit: int | None
) -> list[ClaimRow]:
    """Claims, those in most articles first."""
    where, values = _claim_filter(query, origins_max=origins_max, contested=contested)
    sql = f"SELECT {_CLAIM_COLUMNS}{_CLAIMS}{where}{_CLAIM_ORDER}"
    rows = reading.rows(sql, **values, limit=-1 if limit is None else limit)
    return [claim_row_of(row) for row in rows]


def count_claims(reading: Reading, query: str | None, *, origins_max: int | None, contested: bool) -> int:
    """How many there are."""
    where, values = _claim_filter(query, origins_max=origins_max, contested=contested)
    # Each claim has one assessment: without words to look for there is no need to go to the claims.
    source = _CLAIMS if "claims." in where else " FROM assessments WHERE 1"
    return int(reading.scalar(f"SELECT count(*){source}{where}", **values))


def claim_rows(reading: Reading, where: str, values: dict[str, Any]) -> list[ClaimRow]:
    """Claims by a condition of the caller's."""
    sql = f"SELECT {_CLAIM_COLUMNS}{_CLAIMS} AND {where}{_CLAIM_ORDER}"
    return [claim_row_of(row) for row in reading.rows(sql, **values, limit=-1)]


def _claim_filter(query: str | None, *, origins_max: int | None, contested: bool) -> tuple[str, dict[str, Any]]:
    where = ""
    values: dict[str, Any] = {}
    if query is not None:
        words = full_text_query(query)
        where += _MATCHING if words else " AND 0"
        if words:
            values["words"] = words
    if origins_max is not None:
        where += " AND assessments.origins_max <= :origins_max"
        values["origins_max"] = origins_max
    if contested:
        where += " AND assessments.contests > 0"
    return where, values


def claim_row_of(row: Any) -> ClaimRow:
    """The listing's row of a row."""
    return ClaimRow(
        row.id,
        row.story_id,
        row.label,
        row.statements,
        row.articles,
        row.outlets,
        row.origins_min,
        row.origins_max,
        row.independent_min,
        row.independent_max,
        row.contests,
        tuple(json.loads(row.flags)),
        time_or_none(row.latest),
    )


_STORY_ARTICLES = """SELECT story_id, articles.id, url, title, substr(text, 1, 400) AS opening, outlet,
              published_earliest,
              (SELECT json_group_array(input_id) FROM inputs WHERE article_id = articles.id) AS input_ids
       FROM story_articles JOIN articles ON articles.id = article_id
       WHERE story_id IN (SELECT value FROM json_each(:ids))
       ORDER BY published_earliest IS NULL, published_earliest, articles.id"""
_STORY_IDS = "SELECT story_id FROM story_articles GROUP BY story_id ORDER BY count(*) DESC, story_id LIMIT :limit"
_CLAIM_COUNTS = """SELECT story_id, count(*) AS claims FROM claims
       WHERE story_id IN (SELECT value FROM json_each(:ids)) GROUP BY story_id"""


def list_stories(reading: Reading, limit: int | None) -> list[StoryRow]:
    """Stories, the largest first."""
    return story_rows(reading, reading.scalars(_STORY_IDS, limit=-1 if limit is None else limit))


def story_rows(reading: Reading, ids: Iterable[str]) -> list[StoryRow]:
    """The listing's rows of these stories, in their order; those that are not there are left out."""
    wanted = list(ids)
    members: dict[str, list[Any]] = {each: [] for each in wanted}
    for row in reading.rows(_STORY_ARTICLES, ids=to_json(wanted)):
        members[row.story_id].append(row)
    claims = {row.story_id: row.claims for row in reading.rows(_CLAIM_COUNTS, ids=to_json(wanted))}
    return [_story_row(each, members[each], claims.get(each, 0)) for each in wanted if members[each]]


def _story_row(story_id: str, members: list[Any], claims: int) -> StoryRow:
    dates = [time_or_none(row.published_earliest) for row in members if row.published_earliest]
    title = next((row.title for row in members if row.title), None)
    if title is None:
        words = members[0].opening.split()
        title = " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")
    return StoryRow(
        story_id,
        title,
        tuple(sorted(row.id for row in members)),
        tuple(sorted(input_id for row in members for input_id in json.loads(row.input_ids))),
        len({row.url or row.id for row in members}),
        len({row.outlet or row.url or row.id for row in members}),
        claims,
        dates[0] if dates else None,
        dates[-1] if dates else None,
    )


# Rows of these are added and never taken out, so that the last one's number says how many there are.
_ADDED_TO = ("articles", "inputs", "problems", "attributions", "sources", "statements", "judgements")
_COUNTED = ("stories", "claims")
# Where articles are set aside, what is of them is left out; then there is nothing for it but to count.
_OF_AN_ARTICLE = {"articles": "id"} | dict.fromkeys(("inputs", "attributions", "sources", "statements"), "article_id")
_VERSIONS = """SELECT coalesce(sum(texts - 1), 0)
       FROM (SELECT count(*) AS texts FROM articles WHERE url IS NOT NULL{} GROUP BY url)"""
_WAITING = f"""SELECT count(*) AS every, coalesce(sum(stage = 'annotate'), 0) AS unread
       FROM waiting CROSS JOIN articles ON number = article WHERE id {IN_USE}"""
_DATES = f"SELECT {{}}(published_earliest) FROM articles WHERE id {IN_USE}"


def read_status(reading: Reading, path: Path) -> Status:
    """Counts, and what is still to do."""

    def one(sql: str) -> Any:
        return reading.scalar(sql)

    aside = int(one("SELECT count(*) FROM set_aside"))
    counts = {name: int(one(f"SELECT coalesce(max(rowid), 0) FROM {name}")) for name in _ADDED_TO}
    counts |= {name: int(one(f"SELECT count(*) FROM {name}")) for name in _COUNTED}
    if aside:
        counts |= {n: int(one(f"SELECT count(*) FROM {n} WHERE {own} {IN_USE}")) for n, own in _OF_AN_ARTICLE.items()}
    inputs = counts.pop("inputs")
    (waiting,) = reading.rows(_WAITING)
    return Status(
        path=path,
        size=path.stat().st_size,
        schema=SCHEMA_VERSION,
        versions=int(one(_VERSIONS.format(f" AND id {IN_USE}" if aside else ""))),  # else the index alone has it
        copies=inputs - counts["articles"],
        read=counts["articles"] - waiting.unread,
        failed=len(read_failures(reading)),
        to_read=count_unread(reading, aside=False),
        to_compare=waiting.every - waiting.unread,
        earliest=time_or_none(one(_DATES.format("min"))),
        latest=time_or_none(one(_DATES.format("max"))),
        runs=tuple(read_runs(reading, 10)),
        **counts | {"problems": counts["problems"] + aside},
    )


def read_runs(reading: Reading, limit: int) -> list[Run]:
    """The runs that wrote something, latest first."""
    rows = reading.rows("SELECT * FROM runs ORDER BY started DESC, id LIMIT :limit", limit=limit)
    runs = []
    for row in rows:
        started = time_or_none(row.started)
        assert started is not None  # NOT NULL by schema
        runs.append(Run(row.id, row.command, row.version, row.config_digest, row.model_digest, started))
    return runs
