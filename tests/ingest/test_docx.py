"""DOCX: the text as it reads with all changes accepted, headings, lists and tables in their order, and bounds."""

import gzip
import io
import zipfile
from pathlib import Path

import docx as word
import pytest
from tests.ingest.office_files import LONG, W, article, docx, p, problem, r, read, zipped

from sayso.records import Article, Problem

STYLES = (
    '<w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Punkt"><w:name w:val="Eigen"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Inhoud1"><w:name w:val="toc 1"/></w:style>'
)
GONE = "<w:del><w:r><w:delText>always </w:delText></w:r></w:del>"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, paragraphs))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def text_of(tmp_path: Path, body: str) -> str:
    return article(read(tmp_path / "a.docx", docx(body + p(LONG), styles=STYLES))).text.removesuffix(LONG).rstrip()


def test_a_document_as_word_processors_write_it(tmp_path: Path) -> None:
    made = word.Document()
    made.core_properties.title = "Another title"
    made.core_properties.author = "Ina Typist"
    made.add_heading("Ferry stays in harbour", 0)
    made.add_paragraph(LONG)
    made.add_heading("What is next", 1)
    made.add_paragraph("a new engine", style="List Bullet")
    made.add_paragraph("a new pier", style="List Number")
    table = made.add_table(2, 2)
    for row, cells in enumerate((("Year", "Passengers"), ("2023", "12,000"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    made.add_paragraph("“Nobody told us,” Ann Bell said.")
    made.sections[0].header.paragraphs[0].text = "DRAFT, page head"
    made.add_comment(made.paragraphs[1].runs, "Who says?", author="Ed")
    file = io.BytesIO()
    made.save(file)
    found = article(read(tmp_path / "a.docx", file.getvalue()))
    assert found.text == (
        f"Ferry stays in harbour\n\n{LONG}\n\nWhat is next\n\n- a new engine\n- a new pier\n\n"
        "Year | Passengers\n2023 | 12,000\n\n“Nobody told us,” Ann Bell said."
    )
    assert (found.title, found.input_id) == ("Ferry stays in harbour", "a.docx")
    assert (found.byline, found.published, found.outlet) == (None, None, None)  # who typed it, and when, is neither


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("The ferry ") + f"<w:ins>{r('never ')}</w:ins>{GONE}" + r("sails.")), "The ferry never sails."),
        (p(f"<w:moveFrom>{r('Here. ')}</w:moveFrom>" + r("And ") + f"<w:moveTo>{r('there.')}</w:moveTo>"),
         "And there."),
        (p("The ferry ", mark="<w:del/>") + p("never sails."), "The ferry never sails."),
        (p(GONE, mark="<w:del/>") + p("Ferry", "Titel"), "Ferry"),
        (p("Kept.", mark="<w:ins/>") + p("Apart."), "Kept.\n\nApart."),
        (table("<w:trPr><w:del/></w:trPr>" + cell("Old"), cell("New")), "New"),
        (table(cell("One", "two") + cell("x", properties="<w:cellDel/>") + cell("3")), "One two | 3"),
    ],
)  # fmt: skip
def test_tracked_changes_are_accepted(tmp_path: Path, body: str, text: str) -> None:
    assert text_of(tmp_path, body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>", "In a control."),
        (p(f"<w:hyperlink>{r('A link')}</w:hyperlink>" + r(" and text.")), "A link and text."),
        (p('<w:r><w:fldChar/><w:instrText>PAGE </w:instrText></w:r>' + r("After a field.")), "After a field."),
        (p(r("Seen.") + r(" Hidden.", "<w:vanish/>") + r(" Shown.", '<w:vanish w:val="0"/>')), "Seen. Shown."),
        (p("<w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>"), "One\ntwo\tthree"),
        (p(r("Text") + f"<w:r><w:footnoteReference/><w:drawing>{p('A box.')}</w:drawing></w:r>"), "Text"),
        (p("One", "Punkt") + p("Two", "Punkt") + p("Text."), "- One\n- Two\n\nText."),
        (p("Ferry . . . 3", "Inhoud1") + p("Ferry", "Kop1"), "Ferry"),
        (p("") + p(" ") + p("Text."), "Text."),
        (f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>{r('Item')}</w:p>", "- Item"),
        (f"<w:p><w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>{r('No item')}</w:p>", "No item"),
    ],
)  # fmt: skip
def test_what_is_text_and_what_is_not(tmp_path: Path, body: str, text: str) -> None:
    assert text_of(tmp_path, body) == text


@pytest.mark.parametrize(
    ("body", "core", "title"),
    [
        (p("By Ida Roe") + p("Old pier", "Kop1") + p("Ferry stays", "Titel") + p(LONG), "Core", "Ferry stays"),
        (p("By Ida Roe") + p("Ferry stays", "Kop1") + p(LONG), "Core", "Ferry stays"),
        (p(LONG) * 6 + p("What is next", "Kop1") + p(LONG), "Core", "Core"),
        (p("Ferry stays") + p(LONG), "", "Ferry stays"),
        (p(LONG) + p(LONG), "", None),
    ],
)
def test_where_the_title_is_from(tmp_path: Path, body: str, core: str, title: str | None) -> None:
    assert article(read(tmp_path / "a.docx", docx(body, title=core, styles=STYLES))).title == title


@pytest.mark.parametrize("name", ["a.docx", "noname", "a.txt", "a.zip"])
def test_it_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    assert article(read(tmp_path / name, docx(p(LONG)))).text == LONG
    strict = docx(p(LONG), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main", main="word/other.xml")
    assert article(read(tmp_path / name, strict)).text == LONG
    assert article(read(tmp_path / f"{name}.gz", gzip.compress(strict))).text == LONG


def test_the_list_of_types_may_stand_last(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p(LONG)))) as archive:
        parts = {name: archive.read(name) for name in reversed(archive.namelist())}
    assert article(read(tmp_path / "noname", zipped(parts))).text == LONG


@pytest.mark.parametrize(
    "parts", [{"word/list.txt": "ferry"}, {"a.txt": "ferry"}, {"[Content_Types].xml": "", "ppt/a": ""}]
)
def test_another_zip_is_none(tmp_path: Path, parts: dict[str, str]) -> None:
    found = problem(read(tmp_path / "a.zip", zipped(parts)))
    assert found.reason == "unreadable"
    assert "a zip or other packed file" in found.detail
    assert problem(read(tmp_path / "a.docx", zipped(parts))).reason == "unreadable"


def test_a_document_with_a_password_says_so(tmp_path: Path) -> None:
    found = problem(read(tmp_path / "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert "with a password" in found.detail


@pytest.mark.parametrize(
    ("body", "reason", "words"),
    [
        ("", "no_text", "no text"),
        (p("Three words only"), "too_short", "3 words"),
        (p(LONG) * 150_000, "unreadable", "20,000,000"),
        ("<w:p>", "unreadable", "word/document.xml is damaged"),
    ],
)
def test_what_is_no_article_says_why(tmp_path: Path, body: str, reason: str, words: str) -> None:
    found = problem(read(tmp_path / "a.docx", docx(body)))
    assert found.reason == reason
    assert words in found.detail


def test_a_part_that_unpacks_to_more_than_any_text_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(40):
                part.write(bytes(1 << 20))
    assert "41,943,040 bytes" in problem(read(tmp_path / "a.docx", file.getvalue())).detail


def test_a_zip_of_more_files_than_any_program_writes_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.ingest.bounds._MOST_FILES", 50)
    many = {"[Content_Types].xml": "", "word/document.xml": "", **{f"word/{number}": "" for number in range(50)}}
    assert "52 files; above 50" in problem(read(tmp_path / "a.docx", zipped(many))).detail
    assert "52 files; above 50" in problem(read(tmp_path / "a.wacz", zipped({f"a/{n}": "" for n in range(52)}))).detail


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    secret = tmp_path / "secret.txt"
    secret.write_text("the password")
    for declared in (f'<!ENTITY e0 "ferry">{bomb}', f'<!ENTITY e11 SYSTEM "{secret.as_uri()}">'):
        body = f'<!DOCTYPE d [{declared}]><w:document xmlns:w="{W}"><w:body>{p("&e11;")}{p(LONG)}</w:body></w:document>'
        parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": body}
        assert "entities" in problem(read(tmp_path / "a.docx", zipped(parts))).detail


@pytest.mark.parametrize("name", ["_rels/.rels", "word/styles.xml", "docProps/core.xml"])
def test_a_damaged_part_beside_the_text_costs_only_itself(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p(LONG), title="Ferry", styles=STYLES))) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    found, told = read(tmp_path / "a.docx", zipped({**parts, name: parts[name][:-9]}))
    assert isinstance(found, Article)
    assert (found.text, found.title) == (LONG, None if name == "docProps/core.xml" else "Ferry")
    assert isinstance(told, Problem)
    assert f"part {name} is damaged" in told.detail
    assert "Its text was read" in told.detail
    notes = zipped({**parts, "word/footnotes.xml": "<w:footnotes", "word/comments.xml": b"\0"})
    assert article(read(tmp_path / "b.docx", notes)).text == LONG  # these are left out as it is


def test_one_bad_document_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(docx(p(LONG)))
    found = read(tmp_path / "a.docx", docx(p(LONG))[:-40])
    assert "Word" in problem(found).detail
    assert [type(each) for each in read(tmp_path / "b.docx", docx(p(LONG)))] == [Article]
