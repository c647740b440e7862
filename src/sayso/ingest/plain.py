"""A plain text or Markdown file is one article."""

from datetime import datetime

from sayso.config import IngestConfig
from sayso.errors import NoArticleText
from sayso.ingest.article import article_from_text
from sayso.ingest.decode import decode
from sayso.ingest.refusal import refuse
from sayso.records import Article, Problem

LARGEST = 10_000_000  # bytes; the longest novels are below 5 MB


def read_plain(
    data: bytes, *, input_id: str, where: str, retrieved: datetime, config: IngestConfig
) -> Article | Problem:
    """The article of one text file; line ends become "\\n" and white space at the very end goes."""
    if len(data) > LARGEST:
        detail = f"A text file of more than {LARGEST:,} bytes is no single article. Split it, or make it JSONL."
        return Problem(input_id, where, "unreadable", detail)
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").rstrip()
    return article_of_text(text, input_id=input_id, where=where, retrieved=retrieved, config=config)


def article_of_text(
    text: str, *, input_id: str, where: str, retrieved: datetime, config: IngestConfig, title: str | None = None
) -> Article | Problem:
    """The article of a file's text; ``title`` is what the file marks as one, without it a first line set apart is."""
    try:
        article = article_from_text(text, input_id=input_id, retrieved=retrieved, title=title)
    except NoArticleText:
        return Problem(input_id, where, "no_text", "There is no text in it.")
    return refuse(article.text, input_id=input_id, where=where, min_words=config.min_words) or article
