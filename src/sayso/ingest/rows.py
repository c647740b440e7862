"""The rows of JSONL, JSON and CSV files, one at a time however large the file."""

import codecs
import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedIOBase
from typing import Any

from sayso.ingest.columns import has_text_column, known_names
from sayso.ingest.decode import LONGEST_LINE, decoded_lines, encoding_by_mark

_WRAPPERS = ("articles", "items", "results", "docs", "documents", "stories", "data")  # {"articles": [...]} and the like
_BETWEEN = re.compile(r"[\s,]*")
_DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1 << 20
_LEFT_OUT = "This line was left out; the others were read."
_BARE_RETURN = re.compile(r"(?<=\r)(?!\n|$)")  # how old programs on a Mac end a line
_STILL_OPEN = (
    "A quotation mark that opens a cell of this row is never closed: all that follows it was read as one cell. "
    "The file was cut off, or the mark is to be doubled; mend it and add it again."
)
# Below the last line of a table: a row of its own, unless a quotation mark is still open there.
_END = "\0end of the table\0"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A place in a table that could not be read, and why."""

    detail: str


Row = tuple[int, Mapping[str, Any] | BadRow]  # the line it starts on, from 1


def json_lines(stream: BufferedIOBase) -> Iterator[Row]:
    """The objects of a JSONL file; a line that is none is a BadRow and the next is read."""
    for number, line in decoded_lines(stream):
        if line is None:
            yield number, BadRow(f"A line of more than {LONGEST_LINE:,} bytes was left out; the others were read.")
        elif line.strip():
            yield number, _one_line(line)


def _one_line(line: str) -> Mapping[str, Any] | BadRow:
    try:
        value = json.loads(line, strict=False)
    except json.JSONDecodeError as error:
        return BadRow(f"Not valid JSON: {_json_words(error)} at column {error.colno}. {_LEFT_OUT}")
    except (ValueError, RecursionError) as error:
        return BadRow(f"JSON that cannot be read ({error}). {_LEFT_OUT}")
    if isinstance(value, dict):
        return value
    return BadRow(f"A JSON {_kind(value)}, not an object with named fields. {_LEFT_OUT}")


def _json_words(error: json.JSONDecodeError) -> str:
    return error.msg.removesuffix(" starting at")  # where, is said apart


def json_values(stream: BufferedIOBase) -> Iterator[Row]:
    """The objects of a JSON array, of an object that wraps one ("articles": [...]), or the one that the file is."""
    line = 1
    for line, value in _values(stream):
        if isinstance(value, BadRow):
            yield line, value
        elif isinstance(value, dict):
            wrapped = next((value[key] for key in _WRAPPERS if _is_table(value.get(key))), None)
            for row in [value] if wrapped is None or has_text_column(value) else wrapped:
                yield line, row
        else:
            yield line, BadRow(f"A JSON {_kind(value)}, not an object with named fields. The others were read.")


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _kind(value: Any) -> str:
    return {list: "array", str: "string", bool: "boolean", type(None): "null"}.get(type(value), "number")


def _values(stream: BufferedIOBase) -> Iterator[tuple[int, Any]]:
    """The values of a file, those of a top-level array one by one; memory holds one value, and it may not be huge."""
    decoder = json.JSONDecoder(strict=False)
    chunks = _characters(stream)
    buffer = next(chunks, "").lstrip("\ufeff")
    line = 1 + buffer.count("\n", 0, len(buffer) - len(buffer.lstrip()))
    buffer = buffer.lstrip()
    in_array = buffer.startswith("[")
    at = int(in_array)
    while True:
        start = _BETWEEN.match(buffer, at).end()  # type: ignore[union-attr]  # it matches the empty string too
        line += buffer.count("\n", at, start)
        buffer, at = buffer[start:], 0
        if buffer.startswith("]") and in_array:
            return
        try:
            value, at = decoder.raw_decode(buffer)
        except (ValueError, RecursionError) as error:
            more = _more(chunks, len(buffer)) if len(buffer) < LONGEST_LINE else ""
            if more:
                buffer += more
                continue
            if buffer or in_array:
                yield line, BadRow(_broken(error, buffer))
            at = buffer.find("\n{", 1) if not in_array else -1  # objects one below the other go on after a bad one
            if at < 0:
                return
            line += buffer.count("\n", 0, at)
            continue
        yield line, value
        line += buffer.count("\n", 0, at)


def _broken(error: Exception, rest: str) -> str:
    if not rest:
        return "The file ends before its array is closed. What stood before was read."
    what = _json_words(error) if isinstance(error, json.JSONDecodeError) else str(error)
    return f"Not valid JSON from here on: {what}. What stood before was read; repair the file and add it again."


def _more(chunks: Iterator[str], size: int) -> str:
    """At least as many characters again, so that a large value is not parsed too often."""
    found: list[str] = []
    for chunk in chunks:
        found.append(chunk)
        size -= len(chunk)
        if size <= 0:
            break
    return "".join(found)


def _characters(stream: BufferedIOBase) -> Iterator[str]:
    data = stream.read1(_CHUNK)  # not read(): before it tells of damage it gives what stands before
    encoding = encoding_by_mark(data[:4000]) or "utf-8"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace" if "16" in encoding else "as_cp1252")
    while data:
        yield decoder.decode(data)
        data = stream.read1(_CHUNK)


def table_rows(stream: BufferedIOBase, columns: Mapping[str, str] | None = None) -> Iterator[Row]:
    """The rows of a CSV or TSV file with a header line; the delimiter is the one that yields the most known columns."""
    csv.field_size_limit(LONGEST_LINE)  # the default of 131,072 is less than some articles
    lines = _unbroken(decoded_lines(stream))
    first = next((line for line in lines if line.strip()), "").lstrip("\ufeff")
    declared = re.fullmatch(r"sep=(.)\s*", first)
    if declared:
        first = next(lines, "")
    if not first:
        return
    delimiter = declared[1] if declared else best_delimiter(first, columns)
    reader = csv.reader(_chain(first, lines), delimiter=delimiter)
    above = 1 if declared else 0
    try:
        header = [name.removesuffix(_END).strip() for name in next(reader)]
        if not has_text_column(header, columns):
            yield 1, BadRow(no_text_column(header, columns))
            return
        start = reader.line_num
        for cells in reader:
            if cells == [_END]:
                return
            yield from _cells_row(header, cells, start + above + 1)
            start = reader.line_num
    except csv.Error as error:
        yield reader.line_num + above, BadRow(f"No readable table from here on ({error}). The rows before were read.")


def _cells_row(header: list[str], cells: list[str], line: int) -> Iterator[Row]:
    """A row, if anything is in it; then a BadRow where the end of the table lies inside its last cell."""
    is_open = bool(cells) and cells[-1].endswith(_END)
    if is_open:
        cells = [*cells[:-1], cells[-1].removesuffix(_END)]
    if any(cells):
        yield line, dict(zip(header, cells, strict=False))
    if is_open:
        yield line, BadRow(_STILL_OPEN)


def best_delimiter(header: str, columns: Mapping[str, str] | None = None) -> str:
    """Which of comma, semicolon, tab and bar cuts this header line into the most known columns."""
    cuts = {mark: header_names(header, mark) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (known_names(cuts[mark], columns), len(cuts[mark])))


def header_names(header: str, delimiter: str) -> list[str]:
    """The names of a table's first line; none where it is no such line."""
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return []


def no_text_column(header: list[str], columns: Mapping[str, str] | None) -> str:
    """The words on a table in none of whose columns the text is."""
    wanted = f"called {columns['text']!r}" if columns and "text" in columns else "for the text (text, body or content)"
    return f"There is no column {wanted} in it; its columns are: {', '.join(header[:12]) or 'none'}. Map yours to text."


def _unbroken(lines: Iterator[tuple[int, str | None]]) -> Iterator[str]:
    for _, line in lines:
        if line is None:
            raise csv.Error(f"a line of more than {LONGEST_LINE:,} bytes")
        yield from _BARE_RETURN.split(line)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
    yield _END
