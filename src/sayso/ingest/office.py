"""Files of office programs: which need the extra ``sayso[office]``, and who reads those that hold one article."""

import importlib.util
from collections.abc import Iterator
from datetime import datetime
from io import BufferedIOBase

from sayso.config import IngestConfig
from sayso.records import Article, Problem

_NEEDS = {"pdf": ("pypdfium2", "A PDF"), "xlsx": ("openpyxl", "An XLSX workbook")}


def missing(kind: str) -> str | None:
    """What to do before files of this kind can be read; None where they can."""
    module, what = _NEEDS.get(kind, ("", ""))
    if not module or importlib.util.find_spec(module):
        return None
    return f"{what}; reading it needs: pip install 'sayso[office]'. Then add it again."


def read_office(
    kind: str, stream: BufferedIOBase, *, input_id: str, where: str, retrieved: datetime, config: IngestConfig
) -> Iterator[Article | Problem]:
    """The article of a DOCX or PDF, and a Problem for what of it was not read."""
    if kind == "docx":
        from sayso.ingest.docx import read_docx

        yield from read_docx(stream, input_id=input_id, where=where, retrieved=retrieved, config=config)
    else:
        from sayso.ingest.pdf import read_pdf

        yield from read_pdf(stream, input_id=input_id, where=where, retrieved=retrieved, config=config)
