"""
A list sent whole: every row that matches, however many, as JSON, CSV or Parquet.

The file is written before anything of it is sent: what cannot be read to its end is an error and never a short file. It
has its length and its number of rows in its headers; JSON ends with the number too.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from sayso.errors import LedgerError
from sayso.export.jsonl import plain

IN_MEMORY = 8_000_000  # bytes of a file; a longer one is written to the disk
BATCH = 10_000  # rows of Parquet written at once
_PIECE = 1 << 16
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run as a formula
TYPES = {".json": "application/json", ".csv": "text/csv; charset=utf-8", ".parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True, slots=True)
class Listing:
    """All rows of a list: ``columns`` are those of a table with their types, ``cells`` makes one row of it."""

    name: str
    total: int
    columns: Mapping[str, type]  # str, int or float
    rows: Callable[[], Iterable[Any]]
    cells: Callable[[Any], Sequence[object]]
    record: Callable[[Any], Any] = plain  # a row as JSON values


def has_parquet() -> bool:
    """Whether the library for it is installed."""
    return find_spec("pyarrow") is not None


def send_all(listing: Listing, form: str, head: Mapping[str, Any]) -> Response:
    """The list as a file; ``head``: what stands before its rows in JSON."""
    writers = {".json": _write_json, ".csv": _write_csv, ".parquet": _write_parquet}
    if form == ".parquet" and not has_parquet():
        raise HTTPException(501, "Parquet needs a library that is not installed here: pip install 'sayso[parquet]'")
    out = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by the response
    number = writers[form](out, listing, head)
    if number != listing.total:
        out.close()
        raise LedgerError(
            f"{listing.total:,} rows match and {number:,} were read: the ledger has changed meanwhile.\n"
            "  Do: ask for it again."
        )
    headers = {
        "content-length": str(out.tell()),
        "content-disposition": f'attachment; filename="{listing.name}{form}"',
        "x-rows": str(number),
    }
    if form == ".json":
        del headers["content-disposition"]
    return StreamingResponse(_pieces(out), 200, headers, TYPES[form])


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write_json(out: IO[bytes], listing: Listing, head: Mapping[str, Any]) -> int:
    begin = json.dumps(plain(head) | {"total": listing.total}, ensure_ascii=False, indent=1)
    out.write(f'{begin[:-2]},\n "{listing.name}": ['.encode())
    number = 0
    for row in listing.rows():
        text = json.dumps(listing.record(row), ensure_ascii=False)
        out.write((",\n  " if number else "\n  ").encode() + text.encode("utf-8", "backslashreplace"))
        number += 1
    out.write(f'\n ],\n "rows": {number}\n}}\n'.encode())
    return number


def _write_csv(out: IO[bytes], listing: Listing, head: Mapping[str, Any]) -> int:
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="")
    writer = csv.writer(text)
    writer.writerow(listing.columns)
    number = 0
    for row in listing.rows():
        writer.writerow([safe_cell(each) for each in listing.cells(row)])
        number += 1
    text.flush()
    text.detach()
    return number


def _write_parquet(out: IO[bytes], listing: Listing, head: Mapping[str, Any]) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in listing.columns.items()])
    rows, number = iter(listing.rows()), 0
    with parquet.ParquetWriter(pa.PythonFile(out, mode="w"), schema) as writer:
        while batch := [listing.cells(row) for row in islice(rows, BATCH)]:
            columns = [
                pa.array(column, kind) for column, kind in zip(zip(*batch, strict=True), schema.types, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            number += len(batch)
    return number


def safe_cell(value: object) -> object:
    """What a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
