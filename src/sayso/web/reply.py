"""One view, three forms at one address: a page, ``.json`` and ``.csv``."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sayso.export.jsonl import plain
from sayso.web.templating import render

FORMS = (".json", ".csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run as a formula

Table = tuple[Sequence[str], Iterable[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Page:
    """What a view found: a template with its values, and the same as a document and as a table."""

    template: str
    values: dict[str, Any]
    document: Callable[[], Any]
    table: Callable[[], Table] | None = None
    status: int = 200


def split_form(name: str) -> tuple[str, str]:
    """``clm_1234.json`` -> (``clm_1234``, ``.json``)."""
    for form in FORMS:
        if name.endswith(form):
            return name.removesuffix(form), form
    return name, ""


def respond(request: Request, page: Page, form: str) -> Response:
    """The page in the form that was asked for."""
    if form == ".json":
        body = json.dumps(plain(page.document()), ensure_ascii=False, indent=1)
        return Response(body, page.status, media_type="application/json")
    if form == ".csv" and page.table:
        return Response(csv_text(page.table()), page.status, media_type="text/csv; charset=utf-8")
    return Response(render(request, page.template, page.values), page.status, media_type="text/html")


def csv_text(table: Table) -> str:
    """The table as CSV; a cell that a spreadsheet would take for a formula gets an apostrophe in front."""
    heads, rows = table
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
