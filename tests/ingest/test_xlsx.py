"""XLSX: rows as of a CSV, dates as days, and what Excel cut or a sheet that was left is told."""

import io
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.ingest.office_files import LONG, article, problem, read, zipped

from sayso.ingest.apart import CannotRead
from sayso.ingest.package import check_parts, opened
from sayso.records import Article, Problem


def workbook(*sheets: list[list[Any]], epoch: datetime | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if epoch:
        book.epoch = epoch
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    book.save(file := io.BytesIO())
    return file.getvalue()


def rewritten(data: bytes, part: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode()
    return zipped({**parts, part: parts[part].decode().replace(old, new)})


HEADER = ["id", "Headline", "Text", "Date", "Source", "Byline", "url"]


@pytest.mark.parametrize("name", ["a.xlsx", "noname", "a.zip"])
def test_columns_by_name(tmp_path: Path, name: str) -> None:
    row = [7, "Ferry stays", LONG, date(2024, 5, 3), "Tarn Courier", "Ida Roe", "https://tarn.example/1"]
    found = article(read(tmp_path / name, workbook([HEADER, row])))
    assert (found.input_id, found.title, found.text, found.url) == ("7", "Ferry stays", LONG, "https://tarn.example/1")
    assert (found.outlet, found.byline) == ("Tarn Courier", "Ida Roe")
    assert found.published is not None
    assert (found.published.raw, found.published.found_in) == ("2024-05-03", "column")


@pytest.mark.parametrize(
    ("cell", "raw"),
    [
        (datetime(2024, 5, 3), "2024-05-03"),  # noqa: DTZ001  (Excel knows no zones)
        (datetime(2024, 5, 3, 9, 30), "2024-05-03 09:30:00"),  # noqa: DTZ001
        (45415, "2024-05-03"),
        (45415.4, "2024-05-03"),
        ("3 May 2024", "3 May 2024"),
        (20240503, "20240503"),
        (12, None),
        (time(9, 30), None),
        (timedelta(hours=30), None),
        (True, None),
        ("#N/A", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates(tmp_path: Path, cell: Any, raw: str | None, epoch: datetime | None) -> None:
    if epoch and isinstance(cell, int | float) and raw == "2024-05-03":
        cell -= 1462  # the days of a workbook from an old Macintosh count from 1904
    found = article(read(tmp_path / "a.xlsx", workbook([["text", "date"], [LONG, cell]], epoch=epoch)))
    assert (found.published and found.published.raw) == raw
    if raw:
        assert found.published is not None
        assert found.published.earliest.date() == date(2024, 5, 3)


def test_rows_have_the_numbers_of_the_sheet_and_blank_ones_are_none(tmp_path: Path) -> None:
    rows = [["text", None, "n"], [LONG], [], [None], [None, None, 3], ["short"], [LONG]]
    found = read(tmp_path / "a.xlsx", workbook(rows))
    assert [each.input_id for each in found] == ["a.xlsx:2", "a.xlsx:5", "a.xlsx:6", "a.xlsx:7"]
    assert [getattr(each, "reason", None) for each in found] == [None, "no_text", "too_short", None]


def test_columns_of_ones_own(tmp_path: Path) -> None:
    data = workbook([["Nr", "Volltext", "Stand"], ["x1", LONG, 45415]])
    found = article(read(tmp_path / "a.xlsx", data, {"text": "Volltext", "id": "Nr", "published": "Stand"}))
    assert (found.input_id, found.text) == ("x1", LONG)
    assert found.published is not None
    assert found.published.raw == "2024-05-03"


def test_the_first_sheet_with_columns_is_read_and_others_are_told(tmp_path: Path) -> None:
    notes = [["Ferry search"], ["Text", "of what was asked"]]
    rows = [["Found: 1"], [], ["id", "Text"], ["x1", LONG]]
    found = read(tmp_path / "a.xlsx", workbook(notes, rows, [["Totals"], [3]], [["text"], [LONG]]))
    assert isinstance(found[0], Article)
    assert (found[0].input_id, found[0].text) == ("x1", LONG)
    assert isinstance(found[1], Problem)
    assert "'Sheet 4' has articles too" in found[1].detail
    assert len(found) == 2


def test_a_hidden_sheet_is_not_seen(tmp_path: Path) -> None:
    data = workbook([["text"], ["hidden " + LONG]], [["text"], [LONG]])
    data = rewritten(data, "xl/workbook.xml", 'sheetId="1" state="visible"', 'sheetId="1" state="hidden"')
    assert article(read(tmp_path / "a.xlsx", data)).text == LONG


@pytest.mark.parametrize("rows", [[], [["url", "title"], ["https://tarn.example/1", "Ferry"]]])
def test_a_workbook_without_text_says_what_it_has(tmp_path: Path, rows: list[list[Any]]) -> None:
    found = problem(read(tmp_path / "a.xlsx", workbook(rows)))
    assert found.reason == "unreadable"
    assert ("url, title" if rows else "none") in found.detail


@pytest.mark.parametrize(("filler", "cut"), [("word ", True), ("\U0001f600 wo ", True), ("word ", False)])
def test_a_cell_that_excel_cut_is_read_and_told(tmp_path: Path, filler: str, cut: bool) -> None:
    size = 32_767 if cut else 32_766
    units = (filler * 8000).encode("utf-16-le")[: 2 * size].decode("utf-16-le", "ignore")
    text = units + "x" * (size - len(units.encode("utf-16-le")) // 2)
    found = read(tmp_path / "a.xlsx", workbook([["id", "text"], ["x1", text], ["x2", LONG]]))
    assert [each.input_id for each in found] == ["x1", "a.xlsx:2", "x2"] if cut else ["x1", "x2"]
    assert isinstance(found[0], Article)
    assert found[0].text == text
    if cut:
        assert isinstance(found[1], Problem)
        assert "'text' holds 32,767 characters: Excel cuts there" in found[1].detail


def test_carriage_returns_as_excel_stores_them(tmp_path: Path) -> None:
    found = article(read(tmp_path / "a.xlsx", workbook([["text"], [f"{LONG}_x000D_\n{LONG}"]])))
    assert found.text == f"{LONG}\r\n{LONG}"


def test_what_the_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    data = workbook([["id", "text"], ["x1", LONG]])
    data = rewritten(data, "xl/worksheets/sheet1.xml", '<dimension ref="A1:B2"/>', '<dimension ref="A1"/>')
    assert article(read(tmp_path / "a.xlsx", data)).text == LONG


def test_a_row_below_the_last_of_a_sheet_is_not_waited_for(tmp_path: Path) -> None:
    data = workbook([["text"], [LONG], [LONG + " Twice."]])
    data = rewritten(data, "xl/worksheets/sheet1.xml", '<row r="3">', '<row r="30000000000">')
    assert article(read(tmp_path / "a.xlsx", data)).text == LONG


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook([["text"], [LONG]])
    bomb = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ferry">]><worksheet'
    found = problem(read(tmp_path / "a.xlsx", rewritten(data, "xl/worksheets/sheet1.xml", "<worksheet", bomb)))
    assert "entities" in found.detail
    monkeypatch.setattr("sayso.ingest.bounds._LARGE", 500_000)
    swollen = rewritten(data, "xl/worksheets/sheet1.xml", "</worksheet>", " " * 1_000_000 + "</worksheet>")
    with opened(io.BytesIO(swollen)) as archive, pytest.raises(CannotRead, match=r"sheet1\.xml .* made to swell"):
        check_parts(archive)


def test_a_sheet_that_swells_in_memory_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.apart._MEMORY", 300 << 20)
    data = workbook([["id", "text"], ["x1", LONG]])
    swollen = rewritten(data, "xl/worksheets/sheet1.xml", '<row r="2">', '<row r="2">' + "<c/>" * 2_000_000)
    found = problem(read(tmp_path / "a.xlsx", swollen))
    assert "memory" in found.detail


def test_a_sheet_damaged_half_way_keeps_the_rows_before(tmp_path: Path) -> None:
    data = workbook([["id", "text"], *([f"x{number}", LONG] for number in range(40))])
    broken = rewritten(data, "xl/worksheets/sheet1.xml", '<row r="30">', '<row r="30"><')
    found = read(tmp_path / "a.xlsx", broken)
    assert [each.input_id for each in found[:-1]] == [f"x{number}" for number in range(28)]
    assert isinstance(found[-1], Problem)
    assert "The rows before were read" in found[-1].detail
    assert found[-1].where.endswith("a.xlsx:29")


def test_without_its_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    found = problem(read(tmp_path / "a.xlsx", workbook([["text"], [LONG]])))
    assert (found.reason, "pip install 'sayso[office]'" in found.detail) == ("unreadable", True)
