"""One record by its id, or what begins it, with what stands around it."""

import json
import re
from typing import Any

from sayso.errors import NotFound
from sayso.ledger.answers import Shown, ShownArticle, ShownClaim, ShownSource, ShownStatement, ShownStory, VersionRow
from sayso.ledger.file import Reading
from sayso.ledger.listing import claim_rows, story_rows
from sayso.ledger.read import IN_USE, read_annotated, read_articles
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
from sayso.wording import with_article

# What an id can name, by the letters it begins with.
KINDS = {
    "art": "articles",
    "clm": "claims",
    "sto": "stories",
    "stm": "statements",
    "src": "sources",
    "att": "attributions",
    "crd": "credits",
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
_CLAIM_ID = re.compile(r"clm_\S*|[0-9a-f]{4,32}")
_MOST = 50  # records of one kind that are looked at
_SHOWN = 4  # of those that an ambiguous beginning fits


def find_id(reading: Reading, wanted: str, *, kinds: tuple[str, ...] = tuple(KINDS)) -> tuple[str, str]:
    """
    (kind, id) of the one record that ``wanted`` names.

    ``wanted``: an id, an input's id, which names its article, or the beginning of an id with or without the letters of
    its kind. NotFound: none, or several.
    """
    found = [(kind, each) for kind in kinds for each in _beginning(reading, kind, wanted)]
    exact = [(kind, each) for kind, each in found if each == wanted]
    if not exact and "art" in kinds:  # a row called "7" is meant before all ids that begin with 7
        sql = "SELECT article_id FROM inputs WHERE input_id = :wanted ORDER BY article_id"
        found = [("art", each) for each in reading.scalars(sql, wanted=wanted)] or found
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found and (others := [kind for kind in KINDS if kind not in kinds and _beginning(reading, kind, wanted)]):
        asked = " or ".join(with_article(_WORDS[kind]) for kind in kinds)
        raise NotFound(f"{wanted!r} is {with_article(_WORDS[others[0]])}, and {asked} is asked for here.")
    if not found:
        raise NotFound(f"No record of this ledger begins with {wanted!r}.\n  Do: look in sayso claims, sayso stories.")
    shown = ", ".join(f"{_WORDS[kind]} {each[:16]}" for kind, each in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    number = f"{len(found)} or more" if len(found) >= _MOST else f"{len(found)}"
    raise NotFound(f"{wanted!r} fits {number} records: {shown}{more}.\n  Do: type more of it.")


def _beginning(reading: Reading, kind: str, wanted: str) -> list[str]:
    start = wanted if "_" in wanted else f"{kind}_{wanted}"
    if not start.startswith(f"{kind}_"):
        return []
    sql = f"SELECT id FROM {KINDS[kind]} WHERE id >= :start AND id < :end ORDER BY id LIMIT {_MOST}"
    return reading.scalars(sql, start=start, end=start + "\x7f")


def known_claim(reading: Reading, claim: str) -> str | None:
    """The id of the claim that these words name; None where they are a claim in a person's own words."""
    if not _CLAIM_ID.fullmatch(claim):
        return None
    try:
        return find_id(reading, claim, kinds=("clm",))[1]
    except NotFound:
        if claim.startswith("clm_"):
            raise
        return None  # "decade" is a word too


def show(reading: Reading, wanted: str) -> Shown:
    """The record that ``wanted`` names, with what stands around it."""
    kind, identity = find_id(reading, wanted)
    if kind == "art":
        return _article(reading, identity)
    if kind == "clm":
        return show_claim(reading, identity)
    if kind == "sto":
        return _story(reading, identity)
    if kind == "src":
        return _source(reading, identity)
    if kind == "crd":
        return _source(reading, _row(reading, "credits", identity).source_id)
    if kind == "stm":
        return _statement(reading, identity)
    row = _row(reading, "attributions", identity)
    sql = "SELECT id FROM statements WHERE article_id = :article AND attribution_id = :id"
    if statement := reading.scalar(sql, article=row.article_id, id=identity):
        return _statement(reading, statement)
    article = read_articles(reading, [row.article_id])[row.article_id]
    return ShownStatement(article, attribution_of(row), None, None, None)


def read_claim(reading: Reading, claim_id: str) -> Claim:
    """A claim as it stands."""
    row = _row(reading, "claims", claim_id)
    statements = reading.scalars(
        "SELECT statement_id FROM claim_statements WHERE claim_id = :id ORDER BY statement_id", id=claim_id
    )
    return Claim(row.id, row.story_id, row.label, tuple(statements))


def read_story(reading: Reading, story_id: str) -> Story:
    """A story as it stands."""
    sql = "SELECT article_id FROM story_articles WHERE story_id = :id ORDER BY article_id"
    return Story(story_id, tuple(reading.scalars(sql, id=story_id)))


def read_assessment(reading: Reading, claim_id: str) -> Assessment:
    """A claim's assessment as the last run left it."""
    (row,) = reading.rows("SELECT * FROM assessments WHERE claim_id = :id", id=claim_id)
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


def _row(reading: Reading, table: str, identity: str) -> Any:
    (row,) = reading.rows(f"SELECT * FROM {table} WHERE id = :id", id=identity)
    return row


def _article(reading: Reading, identity: str) -> ShownArticle:
    article = read_articles(reading, [identity])[identity]
    claims = """SELECT DISTINCT claim_id FROM statements JOIN claim_statements ON statement_id = statements.id
                WHERE article_id = :id ORDER BY claim_id"""
    failures = reading.rows("SELECT article_id, stage, error FROM failures WHERE article_id = :id", id=identity)
    versions = reading.scalars("SELECT article_id FROM versions WHERE url = :url ORDER BY ordinal", url=article.url)
    texts = read_articles(reading, versions)
    return ShownArticle(
        article,
        read_annotated(reading, [identity]).get(identity),
        tuple(reading.scalars("SELECT input_id FROM inputs WHERE article_id = :id ORDER BY input_id", id=identity)),
        tuple(versions),
        reading.scalar("SELECT story_id FROM story_articles WHERE article_id = :id", id=identity),
        tuple(reading.scalars(claims, id=identity)),
        tuple(Failure(row.article_id, row.stage, row.error) for row in failures),
        tuple(VersionRow(each, texts[each].title, texts[each].published, texts[each].retrieved) for each in versions),
    )


def show_claim(reading: Reading, identity: str) -> ShownClaim:
    """A claim with its statements."""
    claim = read_claim(reading, identity)
    (row,) = claim_rows(reading, "claims.id = :id", {"id": identity})
    statements = tuple(_statement(reading, each) for each in claim.statement_ids)
    return ShownClaim(row, claim, read_assessment(reading, identity), statements)


def _story(reading: Reading, identity: str) -> ShownStory:
    story = read_story(reading, identity)
    (row,) = story_rows(reading, [identity])
    articles = read_articles(reading, story.article_ids)
    claims = claim_rows(reading, "claims.story_id = :id", {"id": identity})
    return ShownStory(story, row, tuple(articles[each] for each in story.article_ids), tuple(claims))


def _statement(reading: Reading, identity: str) -> ShownStatement:
    statement = statement_of(_row(reading, "statements", identity))
    source = source_of(_row(reading, "sources", statement.source_id)) if statement.source_id else None
    return ShownStatement(
        read_articles(reading, [statement.article_id])[statement.article_id],
        attribution_of(_row(reading, "attributions", statement.attribution_id)),
        statement,
        source,
        reading.scalar("SELECT claim_id FROM claim_statements WHERE statement_id = :id", id=identity),
    )


def _source(reading: Reading, identity: str) -> ShownSource:
    source = source_of(_row(reading, "sources", identity))
    statements = reading.rows("SELECT * FROM statements WHERE source_id = :id ORDER BY number", id=identity)
    credits = reading.rows("SELECT * FROM credits WHERE source_id = :id ORDER BY rowid", id=identity)
    return ShownSource(
        read_articles(reading, [source.article_id])[source.article_id],
        source,
        tuple(statement_of(row) for row in statements),
        tuple(credit_of(row) for row in credits),
        _elsewhere(reading, source),
    )


def _elsewhere(reading: Reading, source: Source) -> tuple[Source, ...]:
    if source.name is None:
        return ()  # descriptions of the unnamed are never put side by side
    sql = f"""SELECT * FROM sources WHERE name = :name AND article_id <> :article AND article_id {IN_USE}
           ORDER BY article_id, id"""
    return tuple(source_of(row) for row in reading.rows(sql, name=source.name, article=source.article_id))
