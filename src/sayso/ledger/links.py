"""
Pairs: who has a key in common with a new article, the links that were found, and what hangs together by them.

The index tables hold the articles linked so far, so that each pair is looked at once, by the later of the two.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.ledger.file import Reading, Writing
from sayso.ledger.judgements import articles_aside
from sayso.ledger.rows import (
    claim_link_of,
    claim_link_row,
    link_row,
    reuse_of,
    reuse_row,
    to_json,
)
from sayso.records import ArticleLink, ClaimLink, Judgement, Reuse

Index = Literal["article_keys", "fingerprints"]

_SHARED = {
    name: f"""SELECT articles.id, shared FROM (
              SELECT article, count(*) AS shared
              FROM json_each(:keys) AS given CROSS JOIN {name} AS held ON held.{column} = given.value
              WHERE :most IS NULL OR article <= ifnull((
                SELECT article FROM {name} WHERE {column} = given.value ORDER BY article LIMIT 1 OFFSET :most - 1
              ), article) GROUP BY article)
            JOIN articles ON articles.number = article ORDER BY articles.id"""
    for name, column in (("article_keys", "key"), ("fingerprints", "fingerprint"))
}
_INDEX = {
    name: f"""INSERT OR IGNORE INTO {name} SELECT value, (SELECT number FROM articles WHERE id = :id)
            FROM json_each(:keys)"""
    for name in ("article_keys", "fingerprints")
}

_ADD_TERMS = "INSERT OR REPLACE INTO article_terms SELECT number, :packed FROM articles WHERE id = :id"
_TERMS = """SELECT articles.id, packed, vectors."rows" AS vectors
       FROM json_each(:ids) CROSS JOIN articles ON articles.id = value
       CROSS JOIN article_terms ON article = number CROSS JOIN vectors ON vectors.article_id = articles.id"""


def partners(
    reading: Reading, index: Index, keys: Collection[int], *, but: str = "", most: int | None = None
) -> dict[str, int]:
    """
    Articles of the index that have some of ``keys`` -> how many; all ``but`` that one.

    ``most``: how many articles each key leads to, those that came to the ledger first; None: to all.
    """
    found: dict[str, int] = dict(reading.rows(_SHARED[index], keys=_signed_json(keys), most=most))
    found.pop(but, None)
    return found


def add_keys(writing: Writing, index: Index, article_id: str, keys: Collection[int]) -> None:
    """Put an article into an index."""
    if keys:
        writing.execute(_INDEX[index], id=article_id, keys=_signed_json(keys))


def add_lead(writing: Writing, article_id: str, vector: bytes) -> None:
    """Store the one vector (int8 [384]) by which a search finds an article."""
    writing.insert("leads", [{"article_id": article_id, "run_id": writing.run_id, "vector": vector}], known=True)


def add_terms(writing: Writing, article_id: str, packed: bytes) -> None:
    """Store an article's terms (``match.pack_terms``), in the place of those stored before."""
    writing.execute(_ADD_TERMS, id=article_id, packed=packed)


def read_terms(reading: Reading, ids: Collection[str]) -> dict[str, tuple[bytes, bytes]]:
    """Article id -> its packed terms and its vectors, where terms are stored."""
    rows = reading.rows(_TERMS, ids=to_json(sorted(ids))) if ids else []
    return {row.id: (row.packed, row.vectors) for row in rows}


def _signed_json(keys: Collection[int]) -> str:
    # SQLite's integers are signed: the upper half of 64 bits is stored as negative.
    return to_json(sorted(((key & 0xFFFFFFFFFFFFFFFF) ^ (1 << 63)) - (1 << 63) for key in keys))


def add_article_links(writing: Writing, links: Sequence[ArticleLink]) -> None:
    """Store links between articles."""

    writing.insert("article_links", [link_row(link, writing.run_id) for link in links], known=True)


def add_claim_links(writing: Writing, links: Sequence[ClaimLink]) -> None:
    """Store links between statements."""
    writing.execute_many(_LINK_STATEMENTS, [claim_link_row(link) for link in links])


def add_reuse(writing: Writing, found: Sequence[Reuse]) -> None:
    """Store what articles share of wording."""

    writing.insert("reuse", [reuse_row(each, writing.run_id) for each in found], known=True)


# ---- what hangs together ----

_TOUCHING = """SELECT a, b, score FROM article_links WHERE a IN (SELECT value FROM json_each(:ids))
       UNION ALL SELECT a, b, score FROM article_links WHERE b IN (SELECT value FROM json_each(:ids))"""
_BESIDE = """SELECT article_id FROM story_articles WHERE story_id IN (
       SELECT story_id FROM story_articles WHERE article_id IN (SELECT value FROM json_each(:ids)))"""
_LINK_STATEMENTS = """INSERT OR IGNORE INTO claim_links SELECT min(s.number, t.number), max(s.number, t.number), :score
       FROM statements AS s, statements AS t WHERE s.id = :a AND t.id = :b"""
_AMONG_STATEMENTS = """SELECT min(s.id, t.id) AS a, max(s.id, t.id) AS b, l.score
       FROM statements AS s CROSS JOIN claim_links AS l ON l.a = s.number CROSS JOIN statements AS t ON t.number = l.b
       WHERE s.article_id IN (SELECT value FROM json_each(:ids))
       AND t.article_id IN (SELECT value FROM json_each(:ids)) ORDER BY 1, 2"""
_AMONG_REUSE = """SELECT * FROM reuse WHERE a IN (SELECT value FROM json_each(:ids))
       AND b IN (SELECT value FROM json_each(:ids)) ORDER BY a, b"""
_WEAK = """SELECT a, b FROM article_links WHERE a IN (SELECT value FROM json_each(:ids))
       AND b IN (SELECT value FROM json_each(:ids)) AND score < :below ORDER BY a, b"""
# CROSS JOIN: few wait, and SQLite, which does not know that, would go through all articles.
_WAITING = "SELECT id FROM waiting CROSS JOIN articles ON number = article WHERE stage = :stage ORDER BY id"
_UNLINKED = _WAITING.replace("ORDER BY id", "ORDER BY published_earliest, number")


@dataclass(frozen=True, slots=True)
class Component:
    """Articles that strong links, or rulings of "same", join to each other and to no others."""

    article_ids: tuple[str, ...]  # sorted
    scores: dict[tuple[str, str], float]  # of all links among them, weak ones too
    aside: tuple[str, ...]  # sorted: what was reached too, is ruled to be no article, and so is of no story


def unlinked(reading: Reading) -> list[str]:
    """
    Articles read and not yet compared with the others, the oldest first.

    What is on one happening mostly appears within days: compared one after the other, they find each other in memory.
    """
    return reading.scalars(_UNLINKED, stage="link")


def unclustered(reading: Reading) -> list[str]:
    """Articles compared whose stories are not worked out yet."""
    return reading.scalars(_WAITING, stage="cluster")


def component_of(reading: Reading, seeds: Iterable[str], judgements: Iterable[Judgement], *, least: float) -> Component:
    """
    All that hangs together with ``seeds`` by links scored ``least`` or more.

    Two groups whose mean score is ``least`` have a pair that is: what no such link joins is of no story together, and
    weaker links, which join a third of a ledger and more, need not be followed. What is one story now stays together.
    What is ruled to be no article may link others.
    """
    ruled: dict[str, set[str]] = {}
    for ruling in judgements:
        if ruling.verdict == "same":
            ruled.setdefault(ruling.a, set()).add(ruling.b)
            ruled.setdefault(ruling.b, set()).add(ruling.a)
    scores: dict[tuple[str, str], float] = {}
    reached = set(seeds)
    frontier = reached
    while frontier:
        near = {other for each in frontier for other in ruled.get(each, ()) if other.startswith("art_")}
        ids = to_json(sorted(frontier))
        near.update(reading.scalars(_BESIDE, ids=ids))
        for a, b, score in reading.rows(_TOUCHING, ids=ids):
            scores[a, b] = score
            if score >= least:
                near |= {a, b}
        frontier = near - reached
        reached |= frontier
    aside = reached & articles_aside(reading)
    inside = reached - aside
    among = {pair: score for pair, score in scores.items() if inside.issuperset(pair)}
    return Component(tuple(sorted(inside)), among, tuple(sorted(aside)))


def claim_links_among(reading: Reading, article_ids: Collection[str]) -> list[ClaimLink]:
    """Links between statements of these articles."""
    ids = to_json(sorted(article_ids))
    return [claim_link_of(row) for row in reading.rows(_AMONG_STATEMENTS, ids=ids)]


def weak_links_among(reading: Reading, article_ids: Collection[str], *, below: float) -> list[tuple[str, str]]:
    """Pairs of these articles whose link is scored lower than that."""
    return [(row.a, row.b) for row in reading.rows(_WEAK, ids=to_json(sorted(article_ids)), below=below)]


def reuse_among(reading: Reading, article_ids: Collection[str]) -> list[Reuse]:
    """What these articles share of wording."""
    return [reuse_of(row) for row in reading.rows(_AMONG_REUSE, ids=to_json(sorted(article_ids)))]
