"""
A PDF is one article, where it has a text layer.

PDFium (by pypdfium2) reads it: on pages printed by Chromium pypdf puts spaces inside words and pdfminer.six puts
the words of justified lines in another order.
"""

import ctypes
from collections.abc import Iterator
from datetime import datetime
from io import BufferedIOBase
from statistics import median
from typing import IO, Any

from sayso.config import IngestConfig
from sayso.ingest.apart import Broken, CannotRead, read_apart
from sayso.ingest.pdf_text import HYPHEN, Line, joined_text
from sayso.ingest.plain import LARGEST, article_of_text
from sayso.records import Article, Problem

_MOST_PAGES = 2000
_PICTURE = 0.4  # of a page's area: so much of it has the picture of a scanned page at least
_PASSWORD = 4  # PDFium's number for a file that it cannot open without one


def read_pdf(
    stream: BufferedIOBase, *, input_id: str, where: str, retrieved: datetime, config: IngestConfig
) -> Iterator[Article | Problem]:
    """
    The article of one PDF, and a Problem for pages of it that are pictures; the first line set apart is its title.

    Its properties' title, author and dates come from the program that made it, and are not taken.
    """
    found = next(read_apart("sayso.ingest.pdf:pdf_text", stream))
    if isinstance(found, Broken):
        yield Problem(input_id, where, "unreadable", found.detail)
        return
    text, count, pictures = found
    if not text:
        detail = "It has no text layer: run OCR first (ocrmypdf, for one), and add what that makes."
        yield Problem(input_id, where, "no_text", detail)
        return
    yield article_of_text(text, input_id=input_id, where=where, retrieved=retrieved, config=config)
    if pictures:
        shown = ", ".join(map(str, pictures[:12])) + (" …" if len(pictures) > 12 else "")
        detail = (
            f"{len(pictures)} of its {count} pages have no text layer: {shown}. The others were read; run OCR for all."
        )
        yield Problem(input_id, where, "unreadable", detail)


# ---- inside the process ----


def pdf_text(file: IO[bytes], _: Any) -> Iterator[tuple[str, int, list[int]]]:
    """Once: the text, the number of pages, and which of them are pictures without text; CannotRead, PdfiumError."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise CannotRead("It is encrypted and opens only with a password. Save a copy without one.") from error
        raise
    if len(document) > _MOST_PAGES:
        raise CannotRead(f"It has {len(document):,} pages; above {_MOST_PAGES:,} none is read. Split it.")
    pages: list[list[Line]] = []
    pictures = []
    size = 0
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        size += textpage.count_chars()
        if size > LARGEST:
            raise CannotRead(f"More than {LARGEST:,} characters are no single article. Split it.")
        pages.append(list(_lines(textpage, page.get_rotation(), page.get_size())))
        if not pages[-1] and _is_picture(page):
            pictures.append(number + 1)
        textpage.close()
        page.close()
    yield joined_text(pages), len(pages), pictures


Box = tuple[float, float, float, float]  # left, bottom, right, top


def _lines(textpage: Any, rotation: int, size: tuple[float, float]) -> Iterator[Line]:
    """Lines in PDFium's order, with their places as the page is shown."""
    import pypdfium2.raw as pdfium

    units: list[int] = []
    boxes: list[Box] = []
    box = pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        unit = pdfium.FPDFText_GetUnicode(textpage, index)
        if unit in (10, 13) or unit == ord(HYPHEN):
            yield from _line([*units, unit] if unit == ord(HYPHEN) else units, boxes)
            units, boxes = [], []
        elif 31 < unit < 65536:  # UTF-16 units; 0 stands for what has no character
            units.append(unit)
            if unit != 32 and pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
                boxes.append(_turned((box.left, box.bottom, box.right, box.top), rotation, size))
    yield from _line(units, boxes)


def _line(units: list[int], boxes: list[Box]) -> Iterator[Line]:
    raw = b"".join(unit.to_bytes(2, "little") for unit in units)
    words = " ".join(raw.decode("utf-16-le", "replace").split())
    if words and boxes:
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        # the middle ones: a raised figure or a sign in another type is no other line height
        yield Line(words, min(lefts), median(bottoms), max(rights), median(tops))


def _turned(box: Box, rotation: int, size: tuple[float, float]) -> Box:
    """A box of a page as it is shown; ``size`` is that of the page as shown."""
    left, bottom, right, top = box
    width, height = size
    turned = {
        90: (bottom, height - right, top, height - left),
        180: (width - right, height - top, width - left, height - bottom),
        270: (width - top, left, width - bottom, right),
    }
    return turned.get(rotation, box)


def _is_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if abs((right - left) * (top - bottom)) > _PICTURE * width * height:
            return True
    return False
