"""
Pages of a web archive: WARC, plain or gzip, by record or as a whole.

The gzip layer is Python's own rather than warcio's, since it reads files compressed as one stream as well. A revisit
record says that a page was there again unchanged; it has no body of its own and takes that of the page it refers to.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BufferedIOBase
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from sayso.config import IngestConfig
from sayso.ingest.article import make_article
from sayso.ingest.dates import parse_when
from sayso.ingest.metadata import url_path
from sayso.ingest.page import LARGEST, read_long_page
from sayso.ingest.sniff import STREAM_DAMAGE
from sayso.records import Article, Problem
from sayso.wording import plural

_ASSETS = (
    ".js", ".css", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".avif", ".woff", ".woff2", ".ttf", ".mp4",
    ".mp3", ".json", ".xml", ".txt", ".pdf", ".zip", ".webm", ".m3u8", ".ts", ".map",
)  # fmt: skip
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class WarcFile:
    """A WARC file: ``reopen`` gives its decompressed bytes from the start, once for each look at it."""

    reopen: Callable[[], AbstractContextManager[BufferedIOBase]]
    name: str  # its input id
    where: str  # as the user would write it


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first look at web archives tells; addresses are ``address_key``s."""

    revisited: set[str]  # the payload digests and addresses that revisit records refer to
    redirects: dict[str, str]  # an address -> the one that it led to
    pages: set[str]  # of the addresses asked about: those with a page
    answers: dict[str, str]  # of the others: what was there instead, "404" or "application/pdf"


def read_warc(file: WarcFile, *, retrieved: datetime, config: IngestConfig) -> Iterator[Article | Problem]:
    """
    The HTML pages of a WARC file that were answered with 200; images, scripts and redirects are no inputs.

    The file is read twice, first to learn which pages the revisit records need. A problem's ``where`` ends in the
    record's number. A damaged file yields what stands before the damage, then one Problem.
    """
    revisited = survey([file]).revisited
    return read_pages([file], revisited=revisited, retrieved=retrieved, config=config)


def survey(files: Sequence[WarcFile], *, asked: Collection[str] = ()) -> Survey:
    """A first look at these files and at the addresses ``asked`` about; damage is met again, and told, later."""
    found = Survey(set(), {}, set(), {})
    for file in files:
        try:
            with file.reopen() as stream:
                for record in _records(_Readable(stream)):
                    _note(record, asked, found)
        except _damage():
            pass
    return found


def read_pages(
    files: Sequence[WarcFile],
    *,
    revisited: Collection[str],
    retrieved: datetime,
    config: IngestConfig,
    wanted: Collection[str] | None = None,
) -> Iterator[Article | Problem]:
    """
    The pages of these files, where ``wanted`` is given only those whose ``address_key`` is in it.

    ``revisited`` is of the files' ``survey``. A revisit of a page that only comes later stands at the end.
    """
    reading = _Reading(dict.fromkeys(revisited, _MISSING), [], wanted, retrieved, config)
    for file in files:
        yield from _of_file(file, reading)
    for again in reading.waiting:
        yield from _again(again, reading.kept)


Found = tuple[Article | Problem, ...]  # of one record: nothing, or a page and what is wrong with it


@dataclass(frozen=True, slots=True)
class _Revisit:
    keys: list[str]
    url: str
    where: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class _Reading:
    kept: dict[str, Found]  # the pages that revisit records refer to, by digest and address
    waiting: list[_Revisit]
    wanted: Collection[str] | None
    retrieved: datetime
    config: IngestConfig

    def wants(self, url: str) -> bool:
        return self.wanted is None or address_key(url) in self.wanted


def _of_file(file: WarcFile, reading: _Reading) -> Iterator[Article | Problem]:
    number = 0
    partial = False
    with file.reopen() as raw:
        stream = _Readable(raw)
        records = _records(stream)
        while True:
            number += 1
            try:
                record = next(records, None)
            except _damage() as error:
                stream.error = error
            if stream.error or record is None:
                break
            found = _of_record(record, f"{file.where}:{number}", reading)
            partial = stream.error is not None and any(_is_unreadable(each) for each in found)
            yield from found
    if stream.error and not partial:
        before = f" What stands before it was read: {plural(number - 1, 'record')}." if number > 1 else ""
        detail = f"Record {number} cannot be read ({_words(stream.error)}).{before}"
        yield Problem(file.name, f"{file.where}:{number}", "unreadable", detail)


def _is_unreadable(found: Article | Problem) -> bool:
    return isinstance(found, Problem) and found.reason == "unreadable"


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
        except STREAM_DAMAGE as error:
            self.error = error
            return b""

    def close(self) -> None:
        """Nothing: whoever opened the stream closes it."""


_ELSEWHERE = "A revisit record; the page it refers to is not in this file. Add that file too."
_MISSING: Found = (Problem("", "", "no_text", _ELSEWHERE),)


def _records(stream: _Readable) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").addHandler(logging.NullHandler())
    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
        except (AttributeError, TypeError, LookupError) as error:  # from warcio itself where a header is damaged
            raise ArchiveLoadFailed("the header of the record is damaged") from error
        if record is None:
            return
        yield record


def _damage() -> tuple[type[Exception], ...]:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    return (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, *STREAM_DAMAGE)


def _words(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]


def address_key(url: str) -> str:
    """
    By what an address is known as the same: no scheme, no fragment, host in lower case, no %-escapes.

    A list of pages and the records of an archive come from different programs, which write addresses differently.
    """
    try:
        parts = urlsplit(url.strip("<> "))
        host, path = parts.netloc.casefold().removesuffix(":443").removesuffix(":80"), unquote(parts.path)
    except ValueError:
        return url
    return f"{host}{path or '/'}" + (f"?{unquote(parts.query)}" if parts.query else "")


def _note(record: Any, asked: Collection[str], found: Survey) -> None:
    if record.rec_type == "revisit":
        found.revisited.update(_keys(record))
    url, http = _url(record), record.http_headers
    if record.rec_type not in ("response", "resource", "revisit") or not url:
        return
    key = address_key(url)
    status = http.get_statuscode() if http is not None and http.statusline else "200"
    target = http.get_header("Location") if http is not None else None
    if status.startswith("3") and target:
        found.redirects[key] = address_key(_joined(url, target))
    elif key in asked and _is_page(record, url):
        found.pages.add(key)
    elif key in asked:
        found.answers[key] = status if status != "200" else _content_type(record)


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        return target


def _keys(record: Any) -> list[str]:
    """Under what a page is kept for the records that revisit it: its digest, else its address."""
    headers = record.rec_headers
    found = [headers.get_header("WARC-Payload-Digest")]
    if record.rec_type == "revisit":
        found.append(headers.get_header("WARC-Refers-To-Target-URI"))
    found.append(headers.get_header("WARC-Target-URI"))
    return [key for key in found if key]


def _url(record: Any) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _of_record(record: Any, where: str, reading: _Reading) -> Found:
    url = _url(record)
    date = parse_when(record.rec_headers.get_header("WARC-Date"), found_in="warc")
    moment = date.earliest if date else reading.retrieved
    if record.rec_type not in ("response", "resource", "revisit") or not url or not _is_page(record, url):
        return ()
    keys = _keys(record)
    if record.rec_type == "revisit":
        return _revisit(_Revisit(keys, url, where, moment), reading) if reading.wants(url) else ()
    if not reading.wants(url) and not any(key in reading.kept for key in keys):
        return ()
    page = _page(record, url, where, moment, reading.config)
    for key in keys:
        if key in reading.kept:
            reading.kept[key] = page
    return page if reading.wants(url) else ()


def _page(record: Any, url: str, where: str, moment: datetime, config: IngestConfig) -> Found:
    try:
        data = _payload(record)
    except _damage():
        data = None
    if data is None:
        detail = "The archive holds only a part of this page, or in a compression that is not read here."
        return (Problem(url, where, "unreadable", detail),)
    charset = _charset(record)
    return tuple(
        read_long_page(data, input_id=url, where=where, retrieved=moment, config=config, url=url, charset=charset)
    )


def _revisit(revisit: _Revisit, reading: _Reading) -> Found:
    if all(reading.kept.get(key, _MISSING) is _MISSING for key in revisit.keys):
        reading.waiting.append(revisit)
        return ()
    return _again(revisit, reading.kept)


def _again(revisit: _Revisit, kept: Mapping[str, Found]) -> Found:
    """The page that a revisit record saw again, at its own address and time."""
    before = next((kept[key] for key in revisit.keys if kept.get(key, _MISSING) is not _MISSING), _MISSING)
    return tuple(_moved(each, revisit) for each in before)


def _moved(page: Article | Problem, revisit: _Revisit) -> Article | Problem:
    if isinstance(page, Problem):
        return replace(page, input_id=revisit.url, where=revisit.where)
    return make_article(
        page.text,
        input_id=revisit.url,
        retrieved=revisit.moment,
        url=revisit.url,
        outlet=page.outlet,
        title=page.title,
        byline=page.byline,
        published=page.published,
        links=page.links,
    )


def _is_page(record: Any, url: str) -> bool:
    http = record.http_headers
    if http is not None and http.statusline:
        return _content_type(record) in _PAGE_TYPES and http.get_statuscode() in ("200", "203")
    if record.rec_type == "revisit":
        return not url_path(url).casefold().endswith(_ASSETS)
    return _content_type(record) in _PAGE_TYPES


def _content_type(record: Any) -> str:
    http = record.http_headers
    answered = http is not None and http.statusline
    kind: str = (http.get_header("Content-Type") or "text/html") if answered else (record.content_type or "")
    return kind.split(";")[0].strip().casefold()


def _charset(record: Any) -> str | None:
    kind = record.http_headers.get_header("Content-Type") if record.http_headers else None
    return kind.casefold().partition("charset=")[2].split(";")[0].strip(" \"'") or None if kind else None


def _payload(record: Any) -> bytes | None:
    """The page's bytes, decoded from gzip and the like, just above LARGEST at most; None where they end too early."""
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
