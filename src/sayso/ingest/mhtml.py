"""
A page that a browser saved as one file: MHTML, a MIME message whose parts are the page and what it shows.

The part's bytes go to the reader of pages as they are: most browsers leave the charset to the HTML and name none in the
MIME header, so what the email package would make of them is wrong.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser

from sayso.config import IngestConfig
from sayso.ingest.dates import parse_when
from sayso.ingest.metadata import web_address
from sayso.ingest.page import LARGEST, read_page
from sayso.records import Article, Problem

_BEFORE = b"\xef\xbb\xbf \t\r\n"  # a byte order mark or empty lines, which end a MIME header before it begins
_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def is_mhtml(start: bytes, *, named: bool) -> bool:
    """Whether a file that begins so is MHTML; of one that is ``named`` so, less is asked."""
    header = _HEADER.match(start.lstrip(_BEFORE))
    if header is None or b"content-type:" not in header[0].lower():
        return False
    message = BytesHeaderParser().parsebytes(header[0])
    kind = message.get_content_type()
    if kind == "multipart/related" or (named and kind.startswith("multipart/")):
        return True
    return kind in _PAGE_TYPES and (named or "MIME-Version" in message or "Snapshot-Content-Location" in message)


def read_mhtml(
    data: bytes, *, input_id: str, where: str, retrieved: datetime, config: IngestConfig
) -> Iterator[Article | Problem]:
    """
    The article of one MHTML file, or the reason why there is none; then a Problem where the file ends inside the page.

    The time of saving in its ``Date`` takes the place of ``retrieved``.
    """
    try:
        message = message_from_bytes(data[:LARGEST].lstrip(_BEFORE))
        parts = [part for part in message.walk() if not part.is_multipart()]
        page = _page(message, parts)
    except RecursionError:
        yield Problem(input_id, where, "unreadable", "Its parts are nested too deeply to be a saved page.")
        return
    if page is None:
        detail = "No HTML page is in it, or its header does not say where the page begins. Save the page again."
        yield Problem(input_id, where, "no_text", detail)
        return
    saved = parse_when(_header(message, "Date"), found_in="meta")
    yield read_page(
        _bytes_of(page),
        input_id=input_id,
        where=where,
        retrieved=saved.earliest if saved else retrieved,
        config=config,
        url=_address(message, page),
        charset=page.get_content_charset(),
    )
    if page is parts[-1] and (len(data) > LARGEST or _is_cut(message)):
        detail = "It ends before its page does. What stands before the end was read. Save the page again."
        yield Problem(input_id, where, "unreadable", detail)


def _page(message: Message, parts: list[Message]) -> Message | None:
    """The page itself among its frames: the part that the header names as the start, else the first of HTML."""
    pages = [part for part in parts if part.get_content_type() in _PAGE_TYPES]
    start = message.get_param("start")  # without the angle brackets that it has in the header
    address = _header(message, "Snapshot-Content-Location")
    for part in pages:
        is_start = start and (_header(part, "Content-ID") or "").strip("<>") == start
        if is_start or (address and _header(part, "Content-Location") == address):
            return part
    return pages[0] if pages else None


def _bytes_of(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_cut(message: Message) -> bool:
    return any(isinstance(each, CloseBoundaryNotFoundDefect) for part in message.walk() for each in part.defects)


def _address(message: Message, page: Message) -> str | None:
    """The page's web address; a path on somebody's disk ("file:///C:/…") is none."""
    named = [(message, "Snapshot-Content-Location"), (page, "Content-Location"), (message, "Content-Location")]
    return next((url for part, name in named if (url := web_address(_header(part, name)))), None)


def _header(message: Message, name: str) -> str | None:
    """A header's value on one line: raw UTF-8 and encoded words decoded; of an address, folded, no space is left."""
    raw = next((value for key, value in message.raw_items() if key.casefold() == name.casefold()), None)
    if raw is None:
        return None
    text = str(raw).encode("ascii", "surrogateescape").decode("utf-8", "replace")
    if "=?" in text:
        with suppress(HeaderParseError, LookupError, ValueError):  # an address may hold these two characters by itself
            text = str(make_header(decode_header(text)))
    return "".join(text.split()) if name != "Date" else " ".join(text.split())
