"""One view, several forms at one address: a page, ``.json``, ``.csv``, ``.parquet``, and of some ``.atom``."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.export.jsonl import plain
from sayso.web.exporting import Listing, has_parquet, send_all
from sayso.web.templating import render

FORMS = (".json", ".csv", ".parquet", ".atom")

Table = tuple[Sequence[str], Iterable[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Page:
    """
    What a view found: a template with its values, and the same as a document, as a table, or as a whole list.

    ``document``: of a list the page that was asked for. ``feed``: the list as Atom.
    """

    template: str
    values: dict[str, Any]
    document: Callable[[], Any]
    table: Callable[[], Table] | None = None
    status: int = 200
    listing: Listing | None = None
    head: Callable[[], dict[str, Any]] = dict
    feed: Callable[[], str] | None = None


def split_form(name: str) -> tuple[str, str]:
    """``clm_1234.json`` -> (``clm_1234``, ``.json``)."""
    for form in FORMS:
        if name.endswith(form):
            return name.removesuffix(form), form
    return name, ""


def respond(request: Request, page: Page, form: str) -> Response:
    """The page in the form that was asked for; a list is sent whole unless one of its pages is asked for."""
    if form in (".csv", ".parquet"):
        whole = page.listing or (listing_of(Path(request.url.path).stem, page.table()) if page.table else None)
        if whole:
            return send_all(whole, form, {})
    if form == ".json" and page.listing and "page" not in request.query_params:
        return send_all(page.listing, form, page.head())
    if form == ".json":
        body = json.dumps(plain(page.document()), ensure_ascii=False, indent=1)
        return Response(body, page.status, media_type="application/json")
    if form == ".atom" and page.feed:
        return Response(page.feed(), page.status, media_type="application/atom+xml; charset=utf-8")
    if form:
        raise HTTPException(404, f"This page is not there as {form}.")
    shown = {"rows_whole": page.listing.total if page.listing else None, "parquet": has_parquet()}
    return Response(render(request, page.template, shown | page.values), page.status, media_type="text/html")


def listing_of(name: str, table: Table) -> Listing:
    """The rows of one record's page as a list; a column has the type of the first value that it has."""
    heads, found = table
    rows = [tuple(row) for row in found]
    kinds = {}
    for at, head in enumerate(heads):
        first = next((row[at] for row in rows if row[at] is not None), "")
        kinds[head] = type(first) if type(first) in (int, float) else str
    return Listing(
        name, len(rows), kinds, lambda: rows, lambda row: [_of(kinds[h], v) for h, v in zip(heads, row, strict=True)]
    )


def _of(kind: type, value: object) -> object:
    return None if value is None else kind(value)
