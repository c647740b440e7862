"""Records read back from a ledger, by id."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sayso.ledger.file import Reading
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
from sayso.records import AnnotatedArticle, Article, Failure, Problem, Statement

PAGE = 128  # articles held at once by what goes through a whole ledger
READ = ("attributions", "sources", "statements", "credits")  # the kinds of records that are read in an article
IN_USE = "NOT IN (SELECT article_id FROM set_aside)"  # an article that nobody ruled to be none
ARTICLE = "coalesce(articles.url, articles.id)"  # the same for all texts that stood at one address

# Of several inputs that held an article the smallest id counts, so that the order of arrival does not.
_ARTICLE = """number, id, url, outlet, title, byline, text, published_earliest, published_latest, published_raw,
    published_found_in, retrieved, links,
    (SELECT min(input_id) FROM inputs WHERE article_id = articles.id) AS input_id"""
# Read, or failed at it for good (a ruling of `retry_failed`), means: not waiting.
_UNREAD = """
    FROM waiting CROSS JOIN articles ON number = article WHERE article > :after AND stage = 'annotate'
    AND (:retry OR NOT EXISTS (SELECT 1 FROM failures WHERE article_id = articles.id AND stage = 'annotate'))"""
_UNREAD_PAGE = f"SELECT {_ARTICLE}{_UNREAD} ORDER BY article LIMIT :page"
_UNREAD_COUNT = f"SELECT count(*){_UNREAD} AND (:aside OR id {IN_USE})"

_VERSIONS = """SELECT id, url FROM articles WHERE url IN (
      SELECT url FROM articles WHERE id IN (SELECT value FROM json_each(:ids)))
      AND id NOT IN (SELECT article_id FROM set_aside) ORDER BY url, id"""

_OTHER_RUNS = "SELECT id FROM runs WHERE command = 'run' AND model_digest <> :digest"
_READ_OTHERWISE = """SELECT count(*) FROM progress
    WHERE stage = 'annotate' AND run_id IN (SELECT value FROM json_each(:runs))"""

_FAILURES = (
    # With max(), SQLite takes the other columns from the row of that maximum: the last attempt.
    """SELECT article_id, stage, error, max(rowid) AS latest FROM failures AS f
       WHERE NOT EXISTS (SELECT 1 FROM progress WHERE article_id = f.article_id AND stage = f.stage)
       GROUP BY article_id, stage ORDER BY article_id, stage"""
)


def count_unread(reading: Reading, *, retry_failed: bool = False, aside: bool = True) -> int:
    """How many articles wait to be read; ``aside``: with those ruled to be none, which are read all the same."""
    return int(reading.scalar(_UNREAD_COUNT, after=0, retry=retry_failed, aside=aside))


def count_read_otherwise(reading: Reading, model_digest: str) -> int:
    """How many articles were read with other models than these."""
    others = reading.scalars(_OTHER_RUNS, digest=model_digest)  # mostly none: then there is nothing to look through
    return int(reading.scalar(_READ_OTHERWISE, runs=to_json(others))) if others else 0


def unread_after(reading: Reading, number: int, *, retry_failed: bool = False) -> tuple[list[Article], int]:
    """The next page of articles that wait to be read, and the number to go on after; an empty page ends it."""
    rows = reading.rows(_UNREAD_PAGE, after=number, retry=retry_failed, page=PAGE)
    return [article_of(row) for row in rows], (rows[-1].number if rows else number)


def read_articles(reading: Reading, ids: Iterable[str]) -> dict[str, Article]:
    """Articles by id; ids that are not there are left out."""
    sql = f"SELECT {_ARTICLE} FROM articles WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY number"
    return {row.id: article_of(row) for row in reading.rows(sql, ids=to_json(list(ids)))}


def all_article_ids(reading: Reading) -> list[str]:
    """The ids of all articles, in the order in which they came; those ruled to be none are left out."""
    return reading.scalars(f"SELECT id FROM articles WHERE id {IN_USE} ORDER BY number")


def read_annotated(
    reading: Reading, ids: Iterable[str], *, kinds: Collection[str] = READ
) -> dict[str, AnnotatedArticle]:
    """
    Articles with what was read in them, by id; those not read yet are left out.

    ``kinds`` of records that are not asked for are left out too: reading them is most of the work.
    """
    wanted = list(ids)
    sentences = {row.article_id: row.sentences for row in _rows(reading, "sentences", "article_id", wanted)}
    wanted = [each for each in wanted if each in sentences]
    articles = read_articles(reading, wanted)
    vectors = {row.article_id: row.rows for row in _rows(reading, "vectors", "article_id", wanted)}
    attributions, sources, statements, credits = (
        _by_article(reading, kind, wanted) if kind in kinds else defaultdict(list) for kind in READ
    )
    return {
        each: AnnotatedArticle(
            articles[each],
            sentences_of(sentences[each]),
            tuple(attribution_of(row) for row in attributions[each]),
            tuple(source_of(row) for row in sources[each]),
            tuple(statement_of(row) for row in statements[each]),
            tuple(sorted(map(credit_of, credits[each]), key=lambda credit: (credit.evidence, credit.id))),
            vectors[each],
        )
        for each in wanted
    }


def read_statements(reading: Reading, article_ids: Iterable[str]) -> list[Statement]:
    """What these articles state, and nothing else of them."""
    return [statement_of(row) for row in _rows(reading, "statements", "article_id", list(article_ids))]


def each_annotated(reading: Reading, ids: Sequence[str]) -> Iterator[AnnotatedArticle]:
    """The same, one after the other in the order of ``ids``, a page in memory at a time."""
    for start in range(0, len(ids), PAGE):
        yield from read_annotated(reading, ids[start : start + PAGE]).values()


def versions_of(reading: Reading, ids: Iterable[str]) -> list[tuple[str, ...]]:
    """The texts that stood at the addresses of these articles, where there are several: an unordered group for each."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in reading.rows(_VERSIONS, ids=to_json(list(ids))):
        groups[row.url].append(row.id)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def read_problems(reading: Reading) -> list[Problem]:
    """All problems, by place."""
    return [problem_of(row) for row in reading.rows("SELECT * FROM problems ORDER BY place, id")]


def read_failures(reading: Reading) -> list[Failure]:
    """What could not be processed and has not been since; of several attempts the last."""
    return [Failure(row.article_id, row.stage, row.error) for row in reading.rows(_FAILURES)]


def _rows(reading: Reading, table: str, column: str, wanted: Sequence[str]) -> list[Any]:
    # Ordered as written, which for what was read in an article is the order of its text.
    sql = f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(:wanted)) ORDER BY rowid"
    return reading.rows(sql, wanted=to_json(list(wanted)))


def _by_article(reading: Reading, table: str, wanted: Sequence[str]) -> defaultdict[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for row in _rows(reading, table, "article_id", wanted):
        groups[row.article_id].append(row)
    return groups
