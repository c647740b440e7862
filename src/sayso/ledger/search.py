"""Which articles may speak of a claim: by the words, and by the vectors of their leads."""

from collections.abc import Collection, Iterator, Sequence

from sayso.ledger.file import Reading
from sayso.ledger.listing import full_text_query
from sayso.ledger.read import IN_USE
from sayso.ledger.rows import to_json

_BY_WORDS = """SELECT articles.id FROM (
         SELECT rowid, rank FROM articles_fts WHERE articles_fts MATCH :words
         AND rowid NOT IN (SELECT number FROM articles JOIN set_aside ON article_id = articles.id)
         ORDER BY rank LIMIT :limit)
       JOIN articles ON articles.number = rowid ORDER BY rank"""
_LEADS = f"SELECT article_id, vector FROM leads WHERE article_id {IN_USE} ORDER BY article_id"
_LEADS_OF = """SELECT articles.id, vector, substr(packed, 1, :bytes) AS front
       FROM json_each(:ids) CROSS JOIN articles ON articles.id = value CROSS JOIN leads ON article_id = articles.id
       LEFT JOIN article_terms ON article = number"""


def search_articles(reading: Reading, words: str, *, limit: int) -> list[str]:
    """Ids of the articles that hold the rarest of these words most often (BM25), best first."""
    query = full_text_query(words, every=False)
    return reading.scalars(_BY_WORDS, words=query, limit=limit) if query else []


def each_lead(reading: Reading, *, page: int = 4096) -> Iterator[tuple[Sequence[str], bytes]]:
    """(article ids, int8[n, 384] of their leads), page by page."""
    for chunk in reading.pages(_LEADS, page):
        yield [article_id for article_id, _ in chunk], b"".join(lead for _, lead in chunk)


def read_leads(reading: Reading, ids: Collection[str], *, front: int) -> dict[str, tuple[bytes, bytes | None]]:
    """
    The leads of those of these articles that were compared, by id.

    Each is int8 [384], with the first ``front`` bytes of its packed terms where these are stored.
    """
    rows = reading.rows(_LEADS_OF, ids=to_json(sorted(ids)), bytes=front)
    return {row.id: (row.vector, row.front) for row in rows}
