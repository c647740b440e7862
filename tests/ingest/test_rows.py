"""JSONL, JSON and CSV: columns by name, text to the letter, and one bad row never costs the others."""

import gzip
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.config import IngestConfig
from sayso.errors import InputError
from sayso.ingest import read_inputs
from sayso.ingest.columns import article_from_row
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
TEXT = (
    " The harbour master of Tarn said on Monday that the old ferry will not sail again before spring.\r\n\r\n"
    "“Nobody told us,” said Ann Bell, who runs the inn; Two people  familiar with the matter knew.\t\n"
)


def read(path: Path, data: str | bytes, columns: Mapping[str, str] | None = None) -> list[Article | Problem]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_inputs([path], retrieved=NOW, config=IngestConfig(), columns=columns))


def articles(found: list[Article | Problem]) -> list[Article]:
    assert all(isinstance(each, Article) for each in found), found
    return [each for each in found if isinstance(each, Article)]


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_the_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    (found,) = articles(read(tmp_path / "a.jsonl", lines({"id": 7, "text": TEXT})))
    assert found.text == TEXT
    assert (found.input_id, found.title, found.url, found.outlet, found.published, found.byline) == ("7", *[None] * 5)
    assert found.retrieved == NOW


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x1", "text": TEXT, "title": "Ferry", "url": "https://tarn.example/1", "outlet": "Tarn Courier",
         "published": "2025-05-03", "author": "Ida Roe"},
        {"ID": "x1", "Body": TEXT, "Headline": "Ferry", "Link": "https://tarn.example/1", "Source": "Tarn Courier",
         "Date": "2025-05-03", "byline": "Ida Roe"},
        {"guid": "x1", "maintext": TEXT, "title": "Ferry", "url": "https://tarn.example/1", "publisher": "Tarn Courier",
         "date_publish": "2025-05-03", "authors": ["Ida Roe"]},
        {"id": "x1", "content": TEXT, "title": "Ferry", "url": "https://tarn.example/1", "publishedAt": "2025-05-03",
         "source": {"id": None, "name": "Tarn Courier"}, "author": "Ida Roe", "description": "no"},
    ],
)  # fmt: skip
def test_columns_by_name(tmp_path: Path, row: dict[str, object]) -> None:
    (found,) = articles(read(tmp_path / "a.jsonl", lines(row)))
    assert (found.input_id, found.text, found.title, found.url) == ("x1", TEXT, "Ferry", "https://tarn.example/1")
    assert (found.outlet, found.byline) == ("Tarn Courier", "Ida Roe")
    assert found.published is not None
    assert (found.published.found_in, found.published.raw) == ("column", "2025-05-03")


def test_columns_of_ones_own(tmp_path: Path) -> None:
    rows = lines({"nr": 3, "Volltext": TEXT, "text": "a teaser"})
    (found,) = articles(read(tmp_path / "a.jsonl", rows, {"text": "Volltext", "id": "nr"}))
    assert (found.input_id, found.text) == ("3", TEXT)
    with pytest.raises(InputError, match="did you mean 'text'"):
        read_inputs([tmp_path], retrieved=NOW, config=IngestConfig(), columns={"texte": "Volltext"})


def test_nulls_and_absences_are_normal(tmp_path: Path) -> None:
    row = {"id": None, "text": TEXT, "title": None, "url": "", "outlet": None, "published": None, "author": []}
    (found,) = articles(read(tmp_path / "a.jsonl", "\n" + lines(row)))
    assert (found.input_id, found.title, found.url, found.outlet, found.published) == ("a.jsonl:2", *[None] * 4)


@pytest.mark.parametrize(
    ("outlet", "url", "name"),
    [
        ("reuters", None, "Reuters"),
        ("www.reuters.com", None, "Reuters"),
        (None, "https://uk.reuters.com/article/1", "Reuters"),
        (None, "https://www.tarn.example/1", "tarn.example"),
        ("Tarn Courier", "https://www.tarn.example/1", "Tarn Courier"),
        ("tarn.example", None, "tarn.example"),
        (None, None, None),
        (None, "not an address", None),
        (None, "http://[bad/2025/05/03/", None),
    ],
)
def test_the_outlet_is_named_as_the_table_names_it(outlet: str | None, url: str | None, name: str | None) -> None:
    row = {"text": TEXT, "outlet": outlet, "url": url}
    found = article_from_row(row, name="a", where="a", line=1, retrieved=NOW, config=IngestConfig())
    assert isinstance(found, Article)
    assert found.outlet == name


def test_a_line_that_is_no_json_is_told_with_its_place_and_the_rest_goes_in(tmp_path: Path) -> None:
    data = (
        lines({"id": "a", "text": TEXT})
        + '{"id": "b", "text": \n\n[1, 2]\n"words"\n'
        + lines({"id": "c", "text": TEXT})
    )
    found = read(tmp_path / "a.jsonl", data)
    assert [each.input_id for each in found] == ["a", "a.jsonl:2", "a.jsonl:4", "a.jsonl:5", "c"]
    problems = [each for each in found if isinstance(each, Problem)]
    assert {problem.reason for problem in problems} == {"unreadable"}
    assert problems[0].where == f"{tmp_path / 'a.jsonl'}:2"
    assert "Not valid JSON" in problems[0].detail
    assert "array" in problems[1].detail


@pytest.mark.parametrize("bad", ["[" * 100_000, '{"a": ' + "9" * 5000 + "}", "\x00\x01", "{'id': 1}", "NaN"])
def test_hostile_lines(tmp_path: Path, bad: str) -> None:
    found = read(tmp_path / "a.jsonl", bad + "\n" + lines({"id": "c", "text": TEXT}))
    assert [type(each) for each in found] == [Problem, Article]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "a", "text": "The ferry will … [+2829 chars]"}, "stub"),
        ({"id": "a", "text": "Three words only"}, "too_short"),
        ({"id": "a", "text": ""}, "no_text"),
        ({"id": "a", "text": None}, "no_text"),
        ({"id": "a", "text": 12}, "no_text"),
        ({"id": "a", "words": TEXT}, "no_text"),
    ],
)
def test_rows_that_are_no_article(tmp_path: Path, row: dict[str, object], reason: str) -> None:
    (found,) = read(tmp_path / "a.jsonl", lines(row))
    assert isinstance(found, Problem)
    assert (found.input_id, found.reason, found.where) == ("a", reason, f"{tmp_path / 'a.jsonl'}:1")


def test_lone_surrogates_and_nul_keep_every_offset(tmp_path: Path) -> None:
    text = TEXT + "\ud83d and \u0000 and \U0001f600"
    (found,) = articles(read(tmp_path / "a.jsonl", lines({"text": text, "title": "a\ud800b"})))
    assert found.text == TEXT + "\ufffd and \ufffd and \U0001f600"
    assert found.title == "a\ufffdb"


def test_one_row_in_another_encoding_does_not_spoil_the_rest(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": TEXT}, ensure_ascii=False) + "\n"
    found = articles(read(tmp_path / "a.jsonl", row.encode("cp1252") + row.encode()))
    assert [each.text for each in found] == [TEXT, TEXT]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "unknown"])
def test_tables_with_a_byte_order_mark(tmp_path: Path, name: str, encoding: str) -> None:
    cell = TEXT.replace('"', '""')
    table = f'id,text\r\nx1,"{cell}"\r\n' if name == "a.csv" else lines({"id": "x1", "text": TEXT})
    (found,) = articles(read(tmp_path / name, table.encode(encoding)))
    assert (found.input_id, found.text) == ("x1", TEXT)


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]),
        json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}], indent=2),
        json.dumps(
            {"status": "ok", "totalResults": 2, "articles": [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]}
        ),
        json.dumps({"id": "a", "text": TEXT}, indent=2) + "\n" + json.dumps({"id": "b", "text": TEXT}, indent=2),
        lines({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "unknown"])
def test_json_in_its_shapes(tmp_path: Path, data: str, name: str) -> None:
    assert [(each.input_id, each.text) for each in articles(read(tmp_path / name, data))] == [("a", TEXT), ("b", TEXT)]


def test_one_saved_article_as_json(tmp_path: Path) -> None:
    (found,) = articles(
        read(tmp_path / "a.json", json.dumps({"maintext": TEXT, "source_domain": "tarn.example"}, indent=1))
    )
    assert found.outlet == "tarn.example"


def test_a_damaged_array_keeps_what_stood_before(tmp_path: Path) -> None:
    whole = json.dumps([{"id": str(number), "text": TEXT} for number in range(3)], indent=1)
    found = read(tmp_path / "a.json", whole[:-60])
    assert [type(each) for each in found] == [Article, Article, Problem]
    assert isinstance(found[2], Problem)
    assert found[2].where.endswith("a.json:10")
    broken = read(tmp_path / "b.json", whole.replace('"id": "1"', '"id" "1"'))
    assert [type(each) for each in broken] == [Article, Problem]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "unknown"])
def test_delimiters(tmp_path: Path, mark: str, name: str) -> None:
    cell = '"' + TEXT.replace('"', '""') + '"'
    data = mark.join(["id", "Title", "text", "url"]) + "\n" + mark.join(["x1", '"Ferry, old; new"', cell, ""]) + "\n"
    (found,) = articles(read(tmp_path / name, data))
    assert (found.input_id, found.title, found.text, found.url) == ("x1", "Ferry, old; new", TEXT, None)


def test_csv_places_short_rows_and_long_cells(tmp_path: Path) -> None:
    long = "word " * 60_000
    data = f'id,text,title\na,"{TEXT}",x\nb\n\nc,"{long}",y,extra\n'
    found = read(tmp_path / "a.csv", data)
    assert [each.input_id for each in found] == ["a", "b", "c"]
    assert isinstance(found[1], Problem)
    assert found[1].where == f"{tmp_path / 'a.csv'}:6"  # the row before it has three line ends in its text
    assert isinstance(found[2], Article)
    assert found[2].text == long


def test_csv_as_spreadsheets_write_it(tmp_path: Path) -> None:
    data = "sep=;\r\nid;Volltext\r\nx1;" + '"' + TEXT + '"\r\n'
    (found,) = articles(read(tmp_path / "a.csv", data.encode("cp1252"), {"text": "Volltext"}))
    assert found.text == TEXT


@pytest.mark.parametrize(
    "data", ["url,title\nhttps://a.example,x\n", "a\n1\n", "Ferry stays in harbour, says master\n"]
)
def test_a_table_without_text_says_what_it_has(tmp_path: Path, data: str) -> None:
    (found,) = read(tmp_path / "a.csv", data)
    assert isinstance(found, Problem)
    assert found.reason == "unreadable"
    assert data.split(",")[0].split("\n")[0] in found.detail


def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    plain = "The old ferry will not sail again before spring, the harbour master said."
    found = read(tmp_path / "a.csv", f'id,text\na,"{plain}"\nb,"{plain}\nc,{plain}\n')
    first, second, told = found
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(told, Problem)
    assert first.text == plain
    assert second.text.startswith(plain)  # what was read is kept as it is
    assert (told.reason, told.where) == ("unreadable", f"{tmp_path / 'a.csv'}:3")
    assert "never closed" in told.detail
    (only,) = read(tmp_path / "b.csv", f'id,"text\na,{plain}\n')
    assert isinstance(only, Problem)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "unknown"])
def test_lines_may_end_in_a_bare_carriage_return(tmp_path: Path, name: str) -> None:
    text = "The old ferry stays; it will not sail again before spring."
    found = read(tmp_path / name, f'id\ttext\rx1\t{text}\rx2\t"{text}\rNobody told us why."\r')
    assert [each.text for each in articles(found)] == [text, f"{text}\rNobody told us why."]
    assert articles(read(tmp_path / "story", f"Ferry stays, says master\r\r{text}\r"))[0].text.endswith("spring.")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_a_table_of_white_space_has_no_rows(tmp_path: Path, name: str) -> None:
    (found,) = read(tmp_path / name, " \n\n \t\n")
    assert isinstance(found, Problem)
    assert (found.reason, found.detail) == ("no_text", "There are no rows in it.")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.json.gz", "a.txt.gz", "unknown"])
def test_gzip(tmp_path: Path, name: str) -> None:
    data = f'id,text\nx1,"{TEXT}"\n' if "csv" in name else lines({"id": "x1", "text": TEXT})
    found = articles(read(tmp_path / name, gzip.compress((TEXT if "txt" in name else data).encode())))
    assert [each.text.strip().replace("\r", "") for each in found] == [TEXT.strip().replace("\r", "")]


def test_truncated_gzip_keeps_what_was_read(tmp_path: Path) -> None:
    rows = lines(*({"id": str(number), "text": TEXT + str(hash(("x", number)))} for number in range(2000)))
    found = read(tmp_path / "a.jsonl.gz", gzip.compress(rows.encode())[:-3000])
    assert len(found) > 100
    assert all(isinstance(each, Article) for each in found[:-1])
    assert isinstance(found[-1], Problem)
    assert found[-1].reason == "unreadable"
    assert f"before that was kept: {len(found) - 1:,} articles" in found[-1].detail


@pytest.mark.parametrize("damage", [b"\x1f\x8b", b"\x1f\x8b\x08\x00garbage that is no stream at all"])
def test_damaged_gzip(tmp_path: Path, damage: bytes) -> None:
    (found,) = read(tmp_path / "a.jsonl.gz", damage)
    assert isinstance(found, Problem)
    assert found.reason == "unreadable"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("shape", ["jsonl", "json", "csv"])
def test_a_large_file_is_never_in_memory(tmp_path: Path, shape: str) -> None:
    path = tmp_path / f"large.{shape}"
    text = "The ferry of Tarn will not sail again before spring and its hull is in need of repair. " * 1500
    start, row, between, end, rows = {
        "jsonl": ("", json.dumps({"id": "x", "text": text}), "\n", "\n", 400),
        "json": ("[", json.dumps({"id": "x", "text": text}), ",\n", "]", 200),
        "csv": ("id,text\n", f"x,{text}", "\n", "\n", 200),
    }[shape]
    path.write_text(start + between.join([row] * rows) + end)
    assert path.stat().st_size > 125_000 * rows  # 50 MB of JSONL
    before = resident()
    count = peak = 0
    for found in read_inputs([path], retrieved=NOW, config=IngestConfig()):
        count += isinstance(found, Article)
        peak = max(peak, resident()) if count % 20 == 0 else peak
    assert count == rows
    assert peak - before < 60_000 * rows


def resident() -> int:
    """Bytes of this process in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_line_without_an_end_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.decode.LONGEST_LINE", 1000)
    found = read(
        tmp_path / "a.jsonl",
        lines({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT * 20}, {"id": "c", "text": TEXT}),
    )
    assert [each.input_id for each in found] == ["a", "a.jsonl:2", "c"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=30) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "id"]), inner, max_size=2),
    max_leaves=4,
)
NAMES = st.sampled_from(["id", "text", "title", "url", "source", "date", "author", "x"])


@settings(derandomize=True, max_examples=100)
@given(st.dictionaries(NAMES, VALUES))
def test_no_row_breaks_it(row: dict[str, object]) -> None:
    found = article_from_row(row, name="a", where="a", line=1, retrieved=NOW, config=IngestConfig(min_words=0))
    if isinstance(found, Article):
        found.text.encode()
        assert len(found.text) == len(text if isinstance(text := row["text"], str) else "\n".join(text))  # type: ignore[call-overload]
