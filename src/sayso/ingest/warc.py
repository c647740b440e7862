"""
Pages of a web archive: WARC, plain or gzip, by record or as a whole.

The gzip layer is Python's own rather than warcio's, since it reads files compressed as one stream as well. A revisit
record says that a page was there again unchanged; it has no body of its own and takes that of the page it refers to.
"""

import logging
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from io import BufferedIOBase
from typing import Any

from sayso.config import IngestConfig
from sayso.ingest.article import make_article
from sayso.ingest.dates import parse_when
from sayso.ingest.metadata import url_path
from sayso.ingest.page import LARGEST, read_page
from sayso.records import Article, Problem

_ASSETS = (
    ".js", ".css", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".avif", ".woff", ".woff2", ".ttf", ".mp4",
    ".mp3", ".json", ".xml", ".txt", ".pdf", ".zip", ".webm", ".m3u8", ".ts", ".map",
)  # fmt: skip
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(
    reopen: Callable[[], AbstractContextManager[BufferedIOBase]],
    *,
    name: str,
    where: str,
    retrieved: datetime,
    config: IngestConfig,
) -> Iterator[Article | Problem]:
    """
    The HTML pages of a WARC file that were answered with 200; images, scripts and redirects are no inputs.

    ``reopen`` gives the decompressed bytes from the start; it is called twice, first to learn which pages the
    revisit records need. A problem's ``where`` ends in the record's number. A damaged file yields what stands
    before the damage, then one Problem.
    """
    kept: dict[str, Article | Problem] = {key: _MISSING for key in _revisited(reopen)}
    number = 0
    partial = False
    with reopen() as file:
        stream = _Readable(file)
        records = _records(stream)
        while True:
            number += 1
            try:
                record = next(records, None)
            except _damage() as error:
                stream.error = error
            if stream.error or record is None:
                break
            found = _of_record(record, kept, f"{where}:{number}", retrieved, config)
            partial = isinstance(found, Problem) and found.reason == "unreadable"
            if found is not None:
                yield found
    if stream.error and not partial:
        detail = f"Record {number} cannot be read ({_words(stream.error)}). The {number - 1} before it were."
        yield Problem(name, f"{where}:{number}", "unreadable", detail)


class _Readable:
    """A stream that ends at its damage and remembers it: warcio takes what follows for the end, and says nothing."""

    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        if self.error:
            return b""
        try:
            return self._stream.read1(size)
        except (EOFError, OSError, zlib.error) as error:
            self.error = error
            return b""

    def close(self) -> None:
        """Nothing: whoever opened the stream closes it."""


_MISSING = Problem("", "", "no_text", "A revisit record; the page it refers to is not in this file. Add that file too.")


def _records(stream: _Readable) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").addHandler(logging.NullHandler())
    yield from ArchiveIterator(stream)


def _damage() -> tuple[type[Exception], ...]:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    return (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, OSError, zlib.error, ValueError)


def _words(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]


def _revisited(reopen: Callable[[], AbstractContextManager[BufferedIOBase]]) -> set[str]:
    """The payload digests and addresses that revisit records refer to; damage is met again, and told, later."""
    wanted: set[str] = set()
    try:
        with reopen() as stream:
            for record in _records(_Readable(stream)):
                if record.rec_type == "revisit":
                    wanted.update(_keys(record))
    except _damage():
        pass
    return wanted


def _keys(record: Any) -> list[str]:
    """Under what a page is kept for the records that revisit it: its digest, else its address."""
    headers = record.rec_headers
    found = [headers.get_header("WARC-Payload-Digest")]
    if record.rec_type == "revisit":
        found.append(headers.get_header("WARC-Refers-To-Target-URI"))
    found.append(headers.get_header("WARC-Target-URI"))
    return [key for key in found if key]


def _of_record(
    record: Any, kept: dict[str, Article | Problem], where: str, retrieved: datetime, config: IngestConfig
) -> Article | Problem | None:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    date = parse_when(record.rec_headers.get_header("WARC-Date"), found_in="warc")
    moment = date.earliest if date else retrieved
    if record.rec_type not in ("response", "resource", "revisit") or not url or not _is_page(record, url):
        return None
    if record.rec_type == "revisit":
        before = next((kept[key] for key in _keys(record) if kept.get(key, _MISSING) is not _MISSING), _MISSING)
        return _again(before, url, where, moment)
    try:
        data = _payload(record)
    except _damage():
        data = None
    if data is None:
        detail = "The archive holds only a part of this page, or in a compression that is not read here."
        return Problem(url, where, "unreadable", detail)
    charset = _charset(record)
    page = read_page(data, input_id=url, where=where, retrieved=moment, config=config, url=url, charset=charset)
    for key in _keys(record):
        if key in kept:
            kept[key] = page
    return page


def _again(before: Article | Problem, url: str, where: str, moment: datetime) -> Article | Problem:
    """The page that a revisit record saw again, at its own address and time."""
    if isinstance(before, Problem):
        return replace(before, input_id=url, where=where)
    return make_article(
        before.text,
        input_id=url,
        retrieved=moment,
        url=url,
        outlet=before.outlet,
        title=before.title,
        byline=before.byline,
        published=before.published,
        links=before.links,
    )


def _is_page(record: Any, url: str) -> bool:
    http = record.http_headers
    if http is not None and http.statusline:
        kind = (http.get_header("Content-Type") or "text/html").split(";")[0].strip().casefold()
        return kind in _PAGE_TYPES and http.get_statuscode() in ("200", "203")
    if record.rec_type == "revisit":
        return not url_path(url).casefold().endswith(_ASSETS)
    return (record.content_type or "").split(";")[0].strip().casefold() in _PAGE_TYPES


def _charset(record: Any) -> str | None:
    kind = record.http_headers.get_header("Content-Type") if record.http_headers else None
    return kind.casefold().partition("charset=")[2].split(";")[0].strip(" \"'") or None if kind else None


def _payload(record: Any) -> bytes | None:
    """The page's bytes, decoded from gzip and the like; None where they are not all there."""
    encoding = (record.http_headers.get_header("Content-Encoding") or "") if record.http_headers else ""
    if encoding.casefold() in ("br", "zstd") and not _can_decode(encoding.casefold()):
        return None
    stream = record.content_stream()
    parts, size = [], 0
    while size <= LARGEST and (part := stream.read(1 << 16)):
        parts.append(part)
        size += len(part)
    if getattr(record.raw_stream, "limit", 0) and size <= LARGEST:
        return None
    return b"".join(parts)


def _can_decode(encoding: str) -> bool:
    import importlib.util

    return encoding == "br" and importlib.util.find_spec("brotli") is not None
