"""Rows of JSONL, JSON and CSV become articles: columns are known by their names."""

import difflib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sayso.config import IngestConfig
from sayso.errors import InputError
from sayso.ingest.article import make_article
from sayso.ingest.dates import parse_when
from sayso.ingest.metadata import date_in_url
from sayso.ingest.refusal import refuse
from sayso.records import Article, Problem

# field -> names of columns, compared without case, spaces, dots, dashes and underscores; the first with a value counts.
# news-please, NewsAPI, Media Cloud, JSON Feed and GDELT-style exports are covered.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "articleid", "inputid", "guid", "uuid", "storyid", "docid", "storiesid"),
    "text": (
        "text", "body", "content", "maintext", "fulltext", "articletext", "articlebody", "contenttext", "storytext",
    ),
    "title": ("title", "headline", "articletitle", "storytitle"),
    "url": ("url", "link", "articleurl", "storyurl", "permalink", "uri", "href"),
    "outlet": (
        "outlet", "source", "publisher", "publication", "sourcedomain", "medianame", "sitename", "site", "domain",
    ),
    "published": (
        "published", "date", "datepublish", "publishedat", "datepublished", "publishdate", "publisheddate", "pubdate",
        "publicationdate", "publishedon", "publishedtime",
    ),
    "author": ("author", "byline", "authors", "creator", "writer"),
}  # fmt: skip


def check_columns(columns: Mapping[str, str] | None) -> None:
    """InputError when ``columns`` maps a field that articles do not have."""
    for name in columns or ():
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.0)[0]
            raise InputError(
                f"There is no field {name!r} to map a column to; did you mean {near!r}? Fields: {', '.join(FIELDS)}."
            )


def has_text_column(names: Iterable[str], columns: Mapping[str, str] | None = None) -> bool:
    """Whether one of these columns would be taken for the text."""
    return bool(_assign(tuple(names), _frozen(columns))["text"])


def known_names(names: Iterable[str], columns: Mapping[str, str] | None = None) -> int:
    """How many fields these columns would fill."""
    return sum(1 for found in _assign(tuple(names), _frozen(columns)).values() if found)


def columns_for(field: str, names: Iterable[str], columns: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Which of these columns may hold ``field``, best first."""
    return _assign(tuple(names), _frozen(columns))[field]


def article_from_row(
    row: Mapping[str, Any],
    *,
    name: str,
    where: str,
    line: int,
    retrieved: datetime,
    config: IngestConfig,
    columns: Mapping[str, str] | None = None,
) -> Article | Problem:
    """
    The article of one row, its text to the letter: spans are offsets into the row's own text.

    ``name`` and ``where`` are the file's; the row's id, or name and line, becomes the input id.
    """
    assigned = _assign(tuple(row), _frozen(columns))
    said = {field: _first(row, names) for field, names in assigned.items()}
    input_id = said["id"] or f"{name}:{line}"
    where = f"{where}:{line}"
    text = _text(row, assigned["text"])
    if text is None:
        detail = "No text: it has no column text, body or content, or that is empty. Its columns: " + _list(row)
        return Problem(input_id, where, "no_text", detail)
    problem = refuse(text, input_id=input_id, where=where, min_words=config.min_words)
    return problem or make_article(
        text,
        input_id=input_id,
        retrieved=retrieved,
        url=said["url"],
        outlet=said["outlet"],
        title=said["title"],
        byline=said["author"],
        published=parse_when(said["published"], found_in="column") or date_in_url(said["url"]),
    )


def _frozen(columns: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple((columns or {}).items())


@lru_cache(maxsize=512)
def _assign(names: tuple[str, ...], columns: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    """For each field the columns that may hold it, best first."""
    plain = {name: _plain(name) for name in names if isinstance(name, str)}
    chosen = dict(columns)
    assigned = {}
    for field, known in FIELDS.items():
        if field in chosen:
            found = [name for name in plain if name == chosen[field] or plain[name] == _plain(chosen[field])]
        else:
            found = [name for one in known for name in plain if plain[name] == one]
        assigned[field] = tuple(found)
    return assigned


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter not in " _-.\ufeff")


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((value for value in (_said(row.get(name)) for name in names) if value), None)


def _said(value: Any) -> str | None:
    """A field's value as words: the name of a nested object, a list joined by commas."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("id")
    if isinstance(value, list):
        return ", ".join(words for words in map(_said, value) if words) or None
    return str(value).strip() or None if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


def _text(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _list(row: Mapping[str, Any]) -> str:
    return ", ".join(str(name) for name in list(row)[:12]) + "."
