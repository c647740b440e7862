"""A saved HTML page: trafilatura finds the article, the page's own markup says where and when it is from."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sayso.config import IngestConfig
from sayso.ingest.article import make_article
from sayso.ingest.blocks import page_blocks
from sayso.ingest.dates import parse_when
from sayso.ingest.decode import decode
from sayso.ingest.furniture import without_furniture
from sayso.ingest.links import find_links
from sayso.ingest.metadata import PageFacts, page_facts
from sayso.ingest.refusal import is_index_page, refuse
from sayso.records import Article, Problem, When

LARGEST = 50_000_000  # bytes that are read of one page at all
# pages saved as one file hold their images and fonts; without them most are under the cap again
_EMBEDDED = re.compile(rb"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=\s]{200,}")
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)


def read_long_page(
    data: bytes,
    *,
    input_id: str,
    where: str,
    retrieved: datetime,
    config: IngestConfig,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[Article | Problem]:
    """
    The same as ``read_page``, and a Problem of reason "unreadable" where ``data`` are more than LARGEST bytes.

    Of such a page the beginning is read; ``data`` need not hold more of it than one byte above LARGEST.
    """
    options = {"input_id": input_id, "where": where, "retrieved": retrieved, "config": config}
    found = read_page(data[:LARGEST], url=url, charset=charset, **options)  # type: ignore[arg-type]
    if len(data) <= LARGEST:
        yield found
        return
    if isinstance(found, Article):
        yield found
        detail = f"Only its first {LARGEST:,} bytes were read. Save the page without its pictures and add it again."
        yield Problem(input_id, where, "unreadable", detail)
    else:  # what it says holds of the beginning; nobody has looked at the rest
        detail = f"Of this page only the first {LARGEST:,} bytes were looked at. {found.detail}"
        yield replace(found, reason="unreadable", detail=detail)


def read_page(
    data: bytes,
    *,
    input_id: str,
    where: str,
    retrieved: datetime,
    config: IngestConfig,
    url: str | None = None,
    charset: str | None = None,
) -> Article | Problem:
    """
    The article of one HTML page, or the reason why there is none.

    ``url`` and ``charset`` are what an archive's record says. A page's time of saving takes the place of ``retrieved``.
    """
    if len(data) > config.max_html_bytes:
        data = _EMBEDDED.sub(b"data:,", data)
    if len(data) > config.max_html_bytes:
        cap = f"{config.max_html_bytes:,} (max_html_bytes under [ingest])"
        return Problem(input_id, where, "unreadable", f"A page of {len(data):,} bytes; above {cap} none is parsed.")
    declared = _DECLARED.search(data[:4096])
    html = decode(data, charset or (declared[1].decode("ascii") if declared else None))
    tree = _tree(html)
    if tree is None:
        return Problem(input_id, where, "no_text", "It holds no HTML." if html.strip() else "There is no text in it.")
    facts = page_facts(html, tree, url=url)
    document = _extract(tree, facts.url, with_metadata=not facts.is_complete())
    if document is None or not document.text:
        detail = "The page holds no article text; a script may load it. Open it, wait for the text, save again."
        return Problem(input_id, where, "no_text", detail)
    text = without_furniture(document.text.strip())
    blocks = page_blocks(tree)
    problem = refuse(text, input_id=input_id, where=where, min_words=config.min_words)
    if (problem is None or problem.reason == "too_short") and is_index_page(text, blocks, facts):
        detail = "A page that lists articles, not an article. Add the pages that it links to."
        problem = Problem(input_id, where, "index_page", detail)
    return problem or make_article(
        text,
        input_id=input_id,
        retrieved=facts.saved or retrieved,
        published=facts.published or (None if facts.gives_date else _date_in_text(html, document.date)),
        links=find_links(blocks, text, base=facts.base),
        **_named(facts, document),
    )


def _named(facts: PageFacts, document: Any) -> dict[str, str | None]:
    """What the page declares of itself, else what trafilatura makes of its looks."""
    return {
        "url": facts.url,
        "outlet": facts.site or (None if facts.url else document.sitename),
        "title": facts.title or document.title,
        "byline": facts.byline or document.author,
    }


def _date_in_text(html: str, found: str | None) -> When | None:
    """The day that htmldate found in the words of a page, unless they could mean another: "04/05/2024"."""
    when = parse_when(found, found_in="text")
    if when is None:
        return None
    day, month, year = when.earliest.day, when.earliest.month, when.earliest.year
    either = rf"\b(?:0?{day}[/.-]0?{month}|0?{month}[/.-]0?{day})[/.-]{year}\b"
    return None if day != month and day <= 12 and re.search(either, html) else when


def _tree(html: str) -> Any:
    from trafilatura import load_html

    _quiet()
    return load_html(html) if html.strip() else None


def _extract(tree: Any, url: str | None, *, with_metadata: bool) -> Any:
    """trafilatura's document; ``fast`` loses nothing on news pages (F1 .962 to .960) and halves the time."""
    from trafilatura import bare_extraction

    try:
        return bare_extraction(
            tree,
            url=url,
            fast=True,
            include_comments=False,
            with_metadata=with_metadata,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # a parser on pages made by anybody: whatever it raises is that page's trouble, not the run's
        return None


def _quiet() -> None:
    """The libraries' log lines go to whoever asks for them, not to stderr by default."""
    for name in ("trafilatura", "htmldate", "charset_normalizer", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
