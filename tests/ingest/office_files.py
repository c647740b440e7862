"""Small DOCX and PDF files, and reading them: what the tests of office files share."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sayso.config import IngestConfig
from sayso.ingest import read_inputs
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
LONG = "The harbour master of Tarn said on Monday that the old ferry will not sail again before spring."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)
_CORE = (
    '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:d="http://purl.org/dc/terms/"><dc:title>{}</dc:title>'
    "<dc:creator>Ina Typist</dc:creator><d:created>2024-05-03T10:00:00Z</d:created></p:coreProperties>"
)
Placed = tuple[float, float, float, str]  # x, y, size, words


def read(path: Path, data: bytes, columns: Mapping[str, str] | None = None) -> list[Article | Problem]:
    path.write_bytes(data)
    return list(read_inputs([path], retrieved=NOW, config=IngestConfig(), columns=columns))


def article(found: list[Article | Problem]) -> Article:
    (only,) = found
    assert isinstance(only, Article), only
    return only


def problem(found: list[Article | Problem]) -> Problem:
    (only,) = found
    assert isinstance(only, Problem), only
    return only


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def p(words: str, style: str = "", mark: str = "") -> str:
    """A paragraph: one run of plain words, or runs as XML; ``mark`` is XML on its end mark."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    runs = words if words.startswith("<") else r(words)
    return f"<w:p><w:pPr>{named}{marked}</w:pPr>{runs}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def docx(body: str, *, title: str = "", styles: str = "", namespace: str = W, main: str = "word/document.xml") -> bytes:
    """A DOCX with this body, and no more parts than it needs."""
    start = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{namespace}"><w:body>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELATIONS.format(main),
        main: f"{start}{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>',
        "docProps/core.xml": _CORE.format(title),
    }
    return zipped(parts)


_TURNED = {  # what a page that is shown turned is drawn with, so that its words stand upright
    0: (b"[0 0 595 842]", b""),
    90: (b"[0 0 842 595] /Rotate 90", b"0 1 -1 0 842 0 cm "),
    180: (b"[0 0 595 842] /Rotate 180", b"-1 0 0 -1 595 842 cm "),
    270: (b"[0 0 842 595] /Rotate 270", b"0 -1 1 0 0 595 cm "),
}


def pdf(pages: Sequence[Sequence[Placed] | None], *, encrypted: bool = False, turn: int = 0) -> bytes:
    """A PDF in Helvetica with these words at these places of each page; None is a page that is a picture."""
    box, matrix = _TURNED[turn]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x80\nendstream",
    ]
    kids = []
    for page in pages:
        drawn = matrix
        drawn += b"595 0 0 842 0 0 cm /I Do" if page is None else b"\n".join(_shown(*words) for words in page)
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % (box, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(kids), len(kids))
    secret = b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (
        b"41" * 32,
        b"42" * 32,
    )
    return _numbered(objects, secret if encrypted else b"")


def _shown(x: float, y: float, size: float, words: str) -> bytes:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F %.1f Tf %.1f %.1f Td (%b) Tj ET" % (size, x, y, escaped)


def _numbered(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table) + end


def set_lines(words: str, *, top: float, left: float = 72, width: int = 60, leading: float = 14) -> list[Placed]:
    """Words in lines of at most ``width`` characters, one below the other."""
    lines = [""]
    for word in words.split(" "):
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(left, top - number * leading, 11.0, line) for number, line in enumerate(lines)]
