"""What kind of input a file is: by its first bytes where they are telling, else by its name, else by its looks."""

import gzip
import lzma
import re
import zipfile
import zlib
from io import BufferedIOBase
from pathlib import PurePath
from typing import Literal

from sayso.ingest.columns import has_text_column
from sayso.ingest.decode import decode, encoding_by_mark
from sayso.ingest.mhtml import is_mhtml
from sayso.ingest.rows import best_delimiter, header_names

Kind = Literal[
    "text", "html", "mhtml", "jsonl", "json", "table", "warc", "zip", "docx", "pdf", "xlsx", "empty", "binary"
]
_START = 65536
_BY_NAME: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl", ".json": "json",
    ".csv": "table", ".tsv": "table", ".tab": "table", ".warc": "warc",
    ".mhtml": "mhtml", ".mht": "mhtml", ".wacz": "zip",
}  # fmt: skip
_BY_NAME_PACKED: dict[str, Kind] = {".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx"}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# what people take for text, and what to call it when they do
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"PAR1", "a Parquet file"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second: a zip with nothing in it
_PROMISED = {"warc": "WARC", "mhtml": "MHTML"}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# what comes up while reading a compressed stream, or a file of a zip, where it is damaged
STREAM_DAMAGE = (EOFError, OSError, zlib.error, zipfile.BadZipFile, lzma.LZMAError)


def unpacked(raw: BufferedIOBase) -> BufferedIOBase:
    """The stream itself, or what it holds when it begins as gzip."""
    start = raw.peek(2)[:2]  # type: ignore[attr-defined]  # a BufferedReader, or a file in a zip
    return gzip.GzipFile(fileobj=raw) if start == b"\x1f\x8b" else raw


def kind_of(name: str, stream: BufferedIOBase) -> tuple[Kind, str]:
    """The kind of a file and, of a binary one, what it seems to be; ``stream`` is left at its start."""
    start: bytes = stream.peek(_START)[:_START]  # type: ignore[attr-defined]  # a BufferedReader or GzipFile
    if not start:
        return "empty", ""
    office = _office(name, stream, start)
    if office:
        return office
    for magic, what in _MAGIC:
        if start.startswith(magic):
            return "binary", what
    if start.startswith((b"WARC/1.", b"WARC/0.")):
        return "warc", ""
    named = _BY_NAME.get(PurePath(name.removesuffix(".gz")).suffix.casefold())
    if named == "zip" or start.startswith(_ZIP):
        return "zip", ""
    if is_mhtml(start, named=named == "mhtml"):
        return "mhtml", ""
    if named not in ("html", "jsonl", "table", "warc") and _is_binary(start):
        return "binary", "a binary file"
    text = decode(start)
    if named in (None, "text", "mhtml") and _HTML.match(text):
        return "html", ""
    if named in _PROMISED:
        return "binary", f"something else than the {_PROMISED[named]} file that its name promises"
    if named in ("json", None) and re.match(r"\s*\{", text):
        return ("jsonl" if _first_line_is_object(text) else "json") if named or _like_json(text) else "text", ""
    return named or _by_looks(text), ""


def _office(name: str, stream: BufferedIOBase, start: bytes) -> tuple[Kind, str] | None:
    """DOCX, XLSX and PDF, the last also below a few bytes of something else, as mail programs leave them."""
    suffix = PurePath(name.removesuffix(".gz")).suffix.casefold()
    if start.startswith(b"%PDF") or (suffix == ".pdf" and b"%PDF-" in start[:1024]):
        return "pdf", ""
    if start.startswith(b"PK\x03\x04"):
        from sayso.ingest.package import office_kind

        kind = office_kind(stream, start) or _BY_NAME_PACKED.get(suffix)
        return (kind, "") if kind else None
    if start.startswith(b"\xd0\xcf\x11\xe0") and suffix in _BY_NAME_PACKED:
        return "binary", "a Word or Excel file with a password"
    return None


def _is_binary(start: bytes) -> bool:
    return encoding_by_mark(start) is None and len(_CONTROL.findall(start)) > 0.01 * len(start)


def _first_line_is_object(text: str) -> bool:
    """Whether a first line is an object by itself with another below it."""
    first, _, rest = text.lstrip().partition("\n")
    return len(first) > 1 and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _like_json(text: str) -> bool:
    return re.match(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])", text) is not None


def _by_looks(text: str) -> Kind:
    if _like_json(text):
        return "json"
    header = re.split(r"[\r\n]", text.lstrip("\ufeff\n\r "), maxsplit=1)[0]
    names = header_names(header, best_delimiter(header))
    return "table" if len(names) > 1 and has_text_column(names) and max(map(len, names)) < 40 else "text"
