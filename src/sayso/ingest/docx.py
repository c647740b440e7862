"""
A DOCX is one article: its paragraphs as they read once all tracked changes are accepted.

lxml and zipfile, which are here anyway, rather than python-docx: that one leaves inserted text and content controls
out of a paragraph's text, loads every picture, and refuses files with macros and the "strict" ones.
"""

import posixpath
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedIOBase
from typing import Any
from zipfile import ZipFile

from sayso.config import IngestConfig
from sayso.ingest.apart import LARGEST, CannotRead, copy
from sayso.ingest.package import opened, xml_part
from sayso.ingest.plain import article_of_text
from sayso.records import Article, Problem

_LARGEST_PART = 20_000_000  # bytes of XML; the longest novels have less
# what is deleted or moved away, repeated for older programs, or no part of the text: properties, fields' codes,
# pictures with the text boxes in them, phonetic guides
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "drawing", "pict", "object", "rt")
)
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TITLE_WITHIN = 5  # paragraphs; a heading below these is one inside the article


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    style: str = ""  # title, heading, item, row or nothing


@dataclass(slots=True)
class _Styles:
    """What a document's named styles stand for."""

    names: dict[str, str] = field(default_factory=dict)  # style id -> built-in name in lower case
    items: set[str] = field(default_factory=set)  # those whose paragraphs are list items

    def kind(self, style: str) -> str:
        name = self.names.get(style, style.casefold())
        if name.startswith("toc"):
            return "contents"
        if name == "title":
            return "title"
        if name.startswith("heading"):
            return "heading"
        return "item" if style in self.items or name.startswith("list") else ""


def read_docx(
    stream: BufferedIOBase, *, input_id: str, where: str, retrieved: datetime, config: IngestConfig
) -> Iterator[Article | Problem]:
    """
    The article of one DOCX, without comments, notes, headers, footers and text boxes, or a Problem where there is none.

    Then a Problem where a part beside the text is damaged. Its title is the paragraph in the style Title, else a
    heading near its start, else that of its properties. Its properties' author and dates say who typed it and when, not
    whose article it is, and are not taken.
    """
    try:
        with tempfile.TemporaryFile() as file:
            if not copy(stream, file):
                raise CannotRead(f"A file of more than {LARGEST:,} bytes. Save it without its pictures.")
            with opened(file) as archive:
                package = _Package(archive)
                paragraphs = _paragraphs(package)
                title = _title(paragraphs) or _property(package, "title")
    except CannotRead as error:
        yield Problem(input_id, where, "unreadable", str(error))
        return
    text = _joined(paragraphs)
    yield article_of_text(text, input_id=input_id, where=where, retrieved=retrieved, config=config, title=title)
    if package.damage:
        detail = f"{package.damage[0]} Its text was read; its title and lists may be wrong."
        yield Problem(input_id, where, "unreadable", detail)


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of a DOCX; of those beside the text it is noted, not raised, that they cannot be read."""

    archive: ZipFile
    damage: list[str] = field(default_factory=list)

    def text(self, name: str) -> Any:
        return xml_part(self.archive, name, largest=_LARGEST_PART)

    def beside(self, name: str) -> Any:
        try:
            return xml_part(self.archive, name, largest=_LARGEST_PART)
        except CannotRead as error:
            self.damage.append(str(error))
            return None


def _main_part(package: _Package) -> str:
    """The name of the part that holds the text, which the package's relations give."""
    relations = package.beside("_rels/.rels")
    for relation in () if relations is None else relations:
        if relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    return "word/document.xml"


def _paragraphs(package: _Package) -> list[_Paragraph]:
    main = _main_part(package)
    root = package.text(main)
    body = None if root is None else next((each for each in root if _name(each) == "body"), None)
    if body is None:
        raise CannotRead("It is packed like a Word file but holds no Word document. Save it as DOCX or text.")
    styles = _styles(package.beside(posixpath.join(posixpath.dirname(main), "styles.xml")))
    return list(_merged(_blocks(body, styles)))


def _styles(root: Any) -> _Styles:
    styles = _Styles()
    for style in () if root is None else root:
        identity, name = _value(style, "styleId"), _child(style, "name")
        if _name(style) != "style" or not identity:
            continue
        styles.names[identity] = (_value(name, "val") or "").casefold()
        properties = _child(style, "pPr")
        if _numbered(properties):
            styles.items.add(identity)
    return styles


def _blocks(parent: Any, styles: _Styles) -> Iterator[_Paragraph | None]:
    """The paragraphs and table rows below ``parent`` in order; None after one whose end mark is deleted."""
    for child in parent:
        name = _name(child)
        if name == "p":
            yield from _paragraph(child, styles)
        elif name == "tbl":
            yield from _rows(child, styles)
        elif name and name not in _LEFT_OUT:
            yield from _blocks(child, styles)


def _paragraph(element: Any, styles: _Styles) -> Iterator[_Paragraph | None]:
    properties = _child(element, "pPr")
    kind = styles.kind(_value(_child(properties, "pStyle"), "val") or "")
    if kind == "contents":
        return
    if not kind and _numbered(properties):
        kind = "item"
    yield _Paragraph("".join(_words(element)), kind)
    mark = _child(properties, "rPr")
    if _child(mark, "del") is not None or _child(mark, "moveFrom") is not None:
        yield None


def _numbered(properties: Any) -> bool:
    numbering = _child(properties, "numPr")
    return numbering is not None and _value(_child(numbering, "numId"), "val") != "0"


def _rows(table: Any, styles: _Styles) -> Iterator[_Paragraph]:
    for row in _below(table, "tr"):
        if _child(_child(row, "trPr"), "del") is not None:
            continue
        cells = []
        for cell in _below(row, "tc"):
            if _child(_child(cell, "tcPr"), "cellDel") is None:
                inside = _merged(_blocks(cell, styles))
                cells.append(" ".join(" ".join(paragraph.text.split()) for paragraph in inside).strip())
        if any(cells):
            yield _Paragraph(" | ".join(cells), "row")


def _below(parent: Any, name: str) -> Iterator[Any]:
    """The children of that name, also those inside content controls."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _below(child, name)


def _words(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name and name not in _LEFT_OUT and not (name == "r" and _hidden(child)):
            yield from _words(child)


def _hidden(run: Any) -> bool:
    vanish = _child(_child(run, "rPr"), "vanish")
    return vanish is not None and _value(vanish, "val") not in ("0", "false", "off")


def _merged(found: Iterator[_Paragraph | None]) -> Iterator[_Paragraph]:
    """Paragraphs with words in them; one whose end mark is deleted goes on in the next."""
    held: _Paragraph | None = None
    joining = False
    for paragraph in found:
        if paragraph is None:
            joining = True
        elif held is not None and joining and paragraph.style != "row":
            held, joining = _Paragraph(held.text + paragraph.text, paragraph.style), False
        else:
            if held is not None and held.text.strip():
                yield held
            held, joining = paragraph, False
    if held is not None and held.text.strip():
        yield held


def _title(paragraphs: list[_Paragraph]) -> str | None:
    titled = [paragraph.text for paragraph in paragraphs if paragraph.style == "title"]
    headings = [paragraph.text for paragraph in paragraphs[:_TITLE_WITHIN] if paragraph.style == "heading"]
    return next(iter(titled + headings), None)


def _property(package: _Package, name: str) -> str | None:
    element = _child(package.beside("docProps/core.xml"), name)
    return (element.text or "").strip() or None if element is not None else None


def _joined(paragraphs: list[_Paragraph]) -> str:
    """An empty line between paragraphs, none between the items of a list or the rows of a table."""
    text = ""
    before = ""
    for paragraph in paragraphs:
        words = "\n".join(line.strip() for line in paragraph.text.strip().split("\n"))
        close = paragraph.style in ("item", "row") and paragraph.style == before
        text += ("" if not text else "\n" if close else "\n\n") + ("- " if paragraph.style == "item" else "") + words
        before = paragraph.style
    return text


# ---- XML by local names: the "strict" form of the format has other namespaces ----


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _child(element: Any, name: str) -> Any:
    return None if element is None else next((each for each in element if _name(each) == name), None)


def _value(element: Any, name: str) -> str | None:
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
