"""Which articles may speak of a claim: by the words, and by the vectors of their leads."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from sayso.ledger.listing import full_text_query

_BY_WORDS = text(
    """SELECT articles.id FROM (
         SELECT rowid, rank FROM articles_fts WHERE articles_fts MATCH :words ORDER BY rank LIMIT :limit)
       JOIN articles ON articles.number = rowid ORDER BY rank"""
)
_LEADS = text("SELECT article_id, lead FROM vectors")


def search_articles(connection: Connection, words: str, *, limit: int) -> list[str]:
    """Ids of the articles that hold the rarest of these words most often (BM25), best first."""
    query = full_text_query(words, every=False)
    return list(connection.scalars(_BY_WORDS, {"words": query, "limit": limit})) if query else []


def each_lead(connection: Connection, *, page: int = 4096) -> Iterator[tuple[Sequence[str], bytes]]:
    """(article ids, int8[n, 384] of their leads), page by page."""
    rows = connection.execute(_LEADS)
    while chunk := rows.fetchmany(page):
        yield [row.article_id for row in chunk], b"".join(row.lead for row in chunk)
