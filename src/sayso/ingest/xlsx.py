"""The rows of an XLSX workbook: its first sheet with a row of column names, a row an article, as in a CSV."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BufferedIOBase
from itertools import islice
from typing import IO, Any

from sayso.ingest.apart import Broken, read_apart
from sayso.ingest.columns import columns_for, has_text_column, known_names
from sayso.ingest.package import check_parts, opened
from sayso.ingest.rows import BadRow, Row, no_text_column

_CUT = 32_767  # UTF-16 units: Excel stores no longer cell and cuts without a word
_HEADER_WITHIN = 20  # rows; exports put their name and the search above the columns' names
_MOST_ROWS = 1_048_576  # Excel's own limit
_DAYS = range(14_610, 73_051)  # 1940 to 2099 as Excel counts days; a number outside is taken for something else


def sheet_rows(stream: BufferedIOBase, columns: Mapping[str, str] | None = None) -> Iterator[Row]:
    """The rows with their numbers in the sheet; dates as ISO 8601. What was cut or cannot be read is a BadRow."""
    line = 1
    for value in read_apart("sayso.ingest.xlsx:workbook_rows", stream, dict(columns or {})):
        if isinstance(value, Broken):
            yield line, BadRow(value.detail if line == 1 else f"{value.detail} The rows before were read.")
        else:
            line, row = value
            yield line, BadRow(row) if isinstance(row, str) else row


# ---- inside the process ----


def workbook_rows(file: IO[bytes], columns: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Row numbers with the row, or with words on what is wrong there; CannotRead and what openpyxl raises."""
    import openpyxl

    with opened(file) as archive:
        check_parts(archive)
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    headers = {sheet.title: _header(sheet, columns) for sheet in sheets}
    first = next((sheet for sheet in sheets if headers[sheet.title]), None)
    if first is None:
        yield 1, no_text_column(_first_names(sheets), columns)
        return
    yield from _articles(first, headers[first.title] or (1, []), book.epoch, columns)
    for sheet in sheets:
        if sheet is not first and (header := headers[sheet.title]):
            detail = (
                f"The sheet {sheet.title!r} has articles too, and was not read: only {first.title!r}, the first, was."
            )
            yield header[0], f"{detail} Save it as a file of its own."


Header = tuple[int, list[str]]  # its row and the names in it


def _header(sheet: Any, columns: Mapping[str, str]) -> Header | None:
    """The first row that names a column for the text; below the first row with words, one that names two at least."""
    fewest = 1
    for number, cells in _rows(sheet, _HEADER_WITHIN):
        names = [str(value).strip() for value in cells]
        if has_text_column(names, columns) and known_names(names, columns) >= fewest:
            return number, names
        fewest = 2
    return None


def _first_names(sheets: list[Any]) -> list[str]:
    rows = (cells for sheet in sheets for _, cells in _rows(sheet, _HEADER_WITHIN))
    return [str(value) for value in next(rows, []) if value != ""]


def _articles(
    sheet: Any, header: Header, epoch: datetime, columns: Mapping[str, str]
) -> Iterator[tuple[int, dict[str, Any] | str]]:
    top, names = header
    dated = columns_for("published", names, columns)
    for number, cells in _rows(sheet, _MOST_ROWS):
        if number <= top:
            continue
        row = {name: value for name, value in zip(names, cells, strict=False) if name}
        for name in dated:
            row[name] = _day(row.get(name), epoch)
        yield number, row
        cut = [name for name, value in row.items() if isinstance(value, str) and _length(value) == _CUT]
        if cut:
            detail = f"Its column {cut[0]!r} holds {_CUT:,} characters: Excel cuts there, so the end is missing."
            yield number, f"{detail} The row was read as it is; add the whole text from where it came."


def _rows(sheet: Any, most: int) -> Iterator[tuple[int, list[Any]]]:
    """The rows with anything in them among the first ``most``, and their numbers."""
    sheet.reset_dimensions()  # what the file declares is often wrong, and openpyxl would keep to it
    for number, cells in enumerate(islice(sheet.iter_rows(), most), start=1):
        values = [_plain(cell) for cell in cells]
        if any(value != "" for value in values):
            yield number, values


def _plain(cell: Any) -> Any:
    """A cell's value as JSON carries it; an error, as "#N/A", is none."""
    from openpyxl.utils.escape import unescape

    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return unescape(value) if "_x" in value else value  # "_x000D_" is how a carriage return is stored
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float) else value.isoformat() if isinstance(value, date) else str(value)


def _day(value: Any, epoch: datetime) -> Any:
    """A date for the number by which Excel counts days, in a column of dates whose cells are not marked as such."""
    if isinstance(value, bool) or not isinstance(value, int | float) or int(value) not in _DAYS:
        return value
    return (epoch + timedelta(days=int(value))).date().isoformat()


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
