"""PDF: paragraphs from lines, hyphens mended, running heads dropped, scans and locked files told."""

import sys
from pathlib import Path

import pytest
from tests.ingest.office_files import LONG, Placed, article, pdf, problem, read, set_lines

from sayso.ingest.pdf_text import HYPHEN, Line, joined_text
from sayso.records import Article, Problem

FIRST = (
    "The harbour master of Tarn said on Monday that the old ferry will not sail again before spring, because its "
    "engine waits for a part that only one shipyard makes and that nobody has ordered."
)
SECOND = (
    "“Nobody told us,” said Ann Bell, who runs the inn on Pell Island (twelve rooms). Two people familiar with the "
    "matter knew of it in March; the company did not answer questions."
)


def text_of(tmp_path: Path, *pages: list[Placed]) -> str:
    return article(read(tmp_path / "a.pdf", pdf(pages))).text


def lines(*words: str) -> list[Line]:
    """Lines of one column 300 points wide, 12 points apart."""
    return [Line(each, 50, 700 - 12 * n, 350, 710 - 12 * n) for n, each in enumerate(words)]


@pytest.mark.parametrize("name", ["a.pdf", "noname", "a.txt"])
def test_a_page_becomes_paragraphs_below_its_title(tmp_path: Path, name: str) -> None:
    page = [(72.0, 780.0, 18.0, "Ferry stays in harbour"), *set_lines(FIRST, top=740), *set_lines(SECOND, top=670)]
    found = article(read(tmp_path / name, pdf([page])))
    assert found.text == f"Ferry stays in harbour\n\n{FIRST}\n\n{SECOND}"
    assert (found.title, found.input_id, found.byline, found.published) == ("Ferry stays in harbour", name, None, None)


def test_what_stands_before_the_mark_in_a_file_called_pdf(tmp_path: Path) -> None:
    assert article(read(tmp_path / "a.pdf", b"Content: a\r\n\r\n" + pdf([set_lines(FIRST, top=740)]))).text == FIRST


def test_paragraphs_by_indent_by_an_early_end_and_in_a_list(tmp_path: Path) -> None:
    first = set_lines(FIRST, top=740)
    second = set_lines(SECOND, top=740 - 14 * len(first))
    indented = [(second[0][0] + 14, *second[0][1:]), *second[1:]]
    assert text_of(tmp_path, [*first, *indented]) == f"{FIRST}\n\n{SECOND}"
    assert text_of(tmp_path, [*first, *second]) == f"{FIRST}\n\n{SECOND}"  # "ordered." leaves room for a word
    bottom = second[-1][1]
    items = [(72.0, bottom - 14, 11.0, "• a new engine for the ferry"), (72.0, bottom - 28, 11.0, "• a pier")]
    assert text_of(tmp_path, [*second, *items]) == f"{SECOND}\n\n• a new engine for the ferry\n\n• a pier"


def test_two_columns_and_the_turn_of_a_page(tmp_path: Path) -> None:
    whole = set_lines(f"{FIRST} {SECOND}", top=0, width=38)
    places = [(left, 740.0 - 14 * number) for left in (72.0, 320.0) for number in range(4)]
    columns = [(*place, *line[2:]) for place, line in zip(places, whole, strict=False)]
    rest = [(72.0, 740.0 - 14 * n, size, words) for n, (_, _, size, words) in enumerate(whole[8:])]
    assert text_of(tmp_path, columns, rest) == f"{FIRST} {SECOND}"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned(tmp_path: Path, turn: int) -> None:
    page = [*set_lines(FIRST, top=740), *set_lines(SECOND, top=670)]
    assert article(read(tmp_path / "a.pdf", pdf([page], turn=turn))).text == f"{FIRST}\n\n{SECOND}"


def test_heads_feet_and_numbers_of_pages_are_dropped(tmp_path: Path) -> None:
    places = ("Tarn", "the island", "Pell", "Orrin", "the mainland")
    bodies = [f"Of {place} {place} said, {place} knew that {place} waits for a ferry to {place}." for place in places]
    pages = [
        [
            (72.0, 810.0, 9.0, "Tarn Courier Weekly" if number % 2 else "Ferry stays"),
            *set_lines(body, top=740),
            (290.0, 30.0, 9.0, f"- {number} of 5 -"),
        ]
        for number, body in enumerate(bodies, start=1)
    ]
    assert text_of(tmp_path, *pages) == "\n\n".join(bodies)
    once = [(72.0, 810.0, 9.0, "11/30/24, 9:05 AM Ferry stays"), *set_lines(LONG, top=740)]
    assert text_of(tmp_path, [*once, (72.0, 30.0, 9.0, "https://tarn.example/ferry 1/1")]) == LONG


def test_lines_that_only_look_alike_are_kept() -> None:
    pages = [lines(f"Line {number} of the table says {number * number}", "and more") for number in (1, 5, 6)]
    assert [word in joined_text(pages) for word in ("says 1", "says 25", "says 36")] == [True] * 3


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["the refrigera-", "tion of it"], "the refrigeration of it"),
        (["the refrigera" + HYPHEN, "tion of it"], "the refrigeration of it"),
        (["the refrigera\u2010", "tion of it"], "the refrigeration of it"),
        (["the refrigera\xad", "Tion of it"], "the refrigeraTion of it"),
        (["a vice-", "president, an Anglo-", "Saxon, 2-", "year-old"], "a vice-president, an Anglo-Saxon, 2-year-old"),
        (["a long-standing one and a long-", "standing one"], "a long-standing one and a long-standing one"),
        (["a coop then, the vice-", "roy, the viceroy"], "a coop then, the viceroy, the viceroy"),
        (["he said -", "and left"], "he said - and left"),
        (["-", "and left"], "- and left"),
    ],
)  # fmt: skip
def test_hyphens_at_line_ends(words: list[str], text: str) -> None:
    assert joined_text([lines(*words)]) == text


def test_a_scan_needs_ocr(tmp_path: Path) -> None:
    found = problem(read(tmp_path / "a.pdf", pdf([None, None])))
    assert found.reason == "no_text"
    assert found.detail.startswith("It has no text layer: run OCR first")


def test_pages_without_a_text_layer_are_told(tmp_path: Path) -> None:
    found = read(tmp_path / "a.pdf", pdf([set_lines(FIRST, top=740), None, []]))
    assert isinstance(found[0], Article)
    assert found[0].text == FIRST
    assert isinstance(found[1], Problem)
    assert found[1].detail.startswith("1 of its 3 pages have no text layer: 2.")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf([set_lines(FIRST, top=740)], encrypted=True), "only with a password"),
        (pdf([[]] * 2001), "2,001 pages"),
        (b"%PDF-1.4\nnothing of the kind", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, words: str) -> None:
    found = problem(read(tmp_path / "a.pdf", data))
    assert (found.reason, words in found.detail) == ("unreadable", True)


def test_too_few_words(tmp_path: Path) -> None:
    assert problem(read(tmp_path / "a.pdf", pdf([[(72.0, 700.0, 11.0, "Three words only")]]))).reason == "too_short"


def test_without_its_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    found = problem(read(tmp_path / "a.pdf", pdf([set_lines(FIRST, top=740)])))
    assert (found.reason, "pip install 'sayso[office]'" in found.detail) == ("unreadable", True)
