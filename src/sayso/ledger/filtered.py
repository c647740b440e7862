"""
Articles and statements by what is asked of them: the lists behind the numbers of the pages.

An article here is all texts that stood at one address; the latest of them that matches is shown, the others are told as
a number. Every filter is a condition of its own, so that any of them go together. What a person ruled to be no
article is in no list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.ledger.file import Reading
from sayso.ledger.listing import full_text_query
from sayso.ledger.profiles import Said, said_of
from sayso.ledger.read import ARTICLE, IN_USE

SAME = 0.5  # of an article's words: from there on its text is told as another's

# What a source is over all articles: a named one wherever it is named so, an unnamed one in its own article only.
ONE_SOURCE = """SELECT s.id FROM sources AS o JOIN sources AS s ON s.name = o.name AND s.kind = o.kind
       WHERE o.id = :source UNION SELECT :source"""
_CREDITING = """SELECT credits.article_id FROM credits JOIN sources ON sources.id = source_id
       WHERE kind = 'outlet' AND name = :credits"""

# Articles of one outlet that have most of their words in common with another outlet's which was not surely later, and
# whether they credit that outlet, or one that both credit.
_SHARED = f"""SELECT mine, max(credited) AS credited FROM (
       SELECT shares.mine, EXISTS (SELECT 1 FROM credits JOIN sources ON sources.id = source_id
         WHERE credits.article_id = shares.mine AND kind = 'outlet' AND (name = other.outlet OR name IN (
           SELECT s.name FROM credits AS c JOIN sources AS s ON s.id = c.source_id
           WHERE c.article_id = other.id AND s.kind = 'outlet'))) AS credited
       FROM (SELECT a AS mine, b AS theirs, of_a AS share FROM reuse UNION ALL SELECT b, a, of_b FROM reuse) AS shares
       JOIN articles AS own ON own.id = shares.mine JOIN articles AS other ON other.id = shares.theirs
       WHERE share >= {SAME} AND own.outlet = :outlet AND other.outlet IS NOT own.outlet AND other.id {IN_USE}
       AND (own.published_latest IS NULL OR other.published_earliest IS NULL
            OR own.published_latest > other.published_earliest)) GROUP BY mine"""
TEXTS = {  # where an article's text comes from
    "own": f"articles.id NOT IN (SELECT mine FROM ({_SHARED}))",
    "credited": f"articles.id IN (SELECT mine FROM ({_SHARED}) WHERE credited)",
    "uncredited": f"articles.id IN (SELECT mine FROM ({_SHARED}) WHERE NOT credited)",
}

_EITHER = {  # of articles and of statements
    "outlet": "articles.outlet IS nullif(:outlet, '')",  # an empty one: of articles whose outlet is not known
    "story": "articles.id IN (SELECT article_id FROM story_articles WHERE story_id = :story)",
    "in": "articles.published_earliest LIKE :in || '%'",  # a day or a month: the beginning of a date
}
ARTICLE_FILTERS = _EITHER | {
    "credits": f"articles.id IN ({_CREDITING})",
    "source": f"articles.id IN (SELECT article_id FROM statements WHERE source_id IN ({ONE_SOURCE}))",
}
OWN_WAY = "(coalesce(statements.via, '') = '' OR statements.via IS articles.outlet)"
STATEMENT_FILTERS = _EITHER | {
    "article": "statements.article_id = :article",
    "source": f"statements.source_id IN ({ONE_SOURCE})",
    "claim": "statements.id IN (SELECT statement_id FROM claim_statements WHERE claim_id = :claim)",
    "words": "statements.number IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH :words)",
}
CHOICES = {  # filters with a few values: each is a condition
    "kind": {
        "named": "sources.kind <> 'unnamed'",
        "unnamed": "sources.kind = 'unnamed'",
        "nobody": "statements.source_id IS NULL",
    },
    "reason": {"given": "sources.anonymity IS NOT NULL", "none": "sources.anonymity IS NULL"},
    "way": {"own": OWN_WAY, "relayed": f"NOT {OWN_WAY}"},
    "polarity": {each: f"statements.polarity = '{each}'" for each in ("says", "denies", "doubts", "asks")},
    "how": {each: f"attributions.type = '{each}'" for each in ("direct", "mixed", "indirect")},
}


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of a list: its latest text, and how many texts of it there are."""

    id: str
    title: str
    outlet: str | None
    published: str | None  # the earliest it can be, ISO 8601
    texts: int
    statements: int


def _articles_where(asked: Mapping[str, str]) -> str:
    parts = [ARTICLE_FILTERS[name] for name in asked if name in ARTICLE_FILTERS]
    parts += [TEXTS[asked["text"]]] if "text" in asked and "outlet" in asked else []
    return " AND ".join([f"articles.id {IN_USE}", *parts])


def count_articles(reading: Reading, asked: Mapping[str, str]) -> int:
    """How many articles match."""
    sql = f"SELECT count(DISTINCT {ARTICLE}) FROM articles WHERE {_articles_where(asked)}"
    return int(reading.scalar(sql, **asked))


def each_article(reading: Reading, asked: Mapping[str, str], *, start: int = 0, most: int = -1) -> Iterator[ArticleRow]:
    """Articles that match, newest first; ``asked``: values of ARTICLE_FILTERS, and ``text`` of TEXTS with an outlet."""
    sql = f"""SELECT articles.id, coalesce(title, substr(text, 1, 90) || ' …') AS title, outlet,
       published_earliest AS published, count(*) AS texts, max(retrieved || articles.id) AS latest,
       (SELECT count(*) FROM statements WHERE article_id = articles.id) AS statements
       FROM articles WHERE {_articles_where(asked)} GROUP BY {ARTICLE}
       ORDER BY published_earliest DESC, articles.id LIMIT :most OFFSET :start"""
    for row in reading.rows(sql, **asked, most=most, start=start):
        yield ArticleRow(row.id, row.title, row.outlet, row.published, row.texts, row.statements)


_JOINED = """FROM statements JOIN articles ON articles.id = statements.article_id
       LEFT JOIN sources ON sources.id = statements.source_id"""
_HOW = " JOIN attributions ON attributions.id = attribution_id"


def _statements_from(asked: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The tables and conditions, and the values that they name."""
    values: dict[str, Any] = {name: value for name, value in asked.items() if name in STATEMENT_FILTERS}
    parts = [f"statements.article_id {IN_USE}", *(STATEMENT_FILTERS[name] for name in values)]
    parts += [CHOICES[name][value] for name, value in asked.items() if name in CHOICES]
    if "words" in values:
        values["words"] = full_text_query(values["words"]) or '""'  # which matches nothing
    return _JOINED + (_HOW if "how" in asked else "") + " WHERE " + " AND ".join(parts), values


def count_statements(reading: Reading, asked: Mapping[str, str]) -> int:
    """How many statements match."""
    tables, values = _statements_from(asked)
    return int(reading.scalar(f"SELECT count(*) {tables}", **values))


def each_statement(reading: Reading, asked: Mapping[str, str], *, start: int = 0, most: int = -1) -> Iterator[Said]:
    """Statements that match, newest first; ``asked``: values of STATEMENT_FILTERS and CHOICES."""
    tables, values = _statements_from(asked)
    numbers = f"""SELECT statements.number {tables}
       ORDER BY articles.published_earliest DESC, statements.number LIMIT :most OFFSET :start"""
    for at in range(0, len(found := reading.scalars(numbers, **values, most=most, start=start)), 1000):
        yield from said_of(reading, found[at : at + 1000])
