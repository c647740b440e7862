"""Notes through the pages: written, settled and reopened beside what they are about, and all of them as a list."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.browsing import Browser
from sayso.errors import InputError, NotFound
from sayso.ledger.answers import NoteRow
from sayso.library import Ledger
from sayso.web.forms import name_of, read_form, remember_name, safe_back
from sayso.web.reply import Page, respond, split_form

MARKS: dict[str, Literal["settled", "reopened"]] = {"settle": "settled", "reopen": "reopened"}


def notes(request: Request) -> Response:
    """All notes, the latest first; those that are open before those that are settled."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    rows = browser.notes()
    open_first = sorted(reversed(rows), key=lambda row: row.settled)

    def table() -> Any:
        heads = ("number", "kind", "about", "now", "words", "text", "by", "made", "settled")
        return heads, [
            (
                r.note.number,
                r.note.kind,
                r.note.about,
                r.target,
                r.words,
                r.note.text,
                r.note.by,
                r.note.made,
                r.settled,
            )
            for r in rows
        ]

    values = {"rows": open_first, "open": sum(not row.settled for row in rows), "by": name_of(request)}
    return respond(request, Page("notes.html", values, lambda: {"schema": "sayso.notes/1", "notes": rows}, table), form)


async def write(request: Request) -> Response:
    """Write a note, or settle or reopen one; then back to the page that it stands on."""
    form = await read_form(request)
    return await run_in_threadpool(_written, request, form)


def _written(request: Request, form: dict[str, str]) -> Response:
    ledger: Path = request.app.state.ledger
    by = name_of(request, form)
    back = safe_back(form.get("back", ""), "/notes")
    try:
        with Ledger(ledger) as opened:
            for field, mark in MARKS.items():
                if number := form.get(field):
                    opened.mark_note(_number(number), mark, by=by)
                    return remember_name(RedirectResponse(f"{back}#note-{number}", 303), by)
            number = str(opened.note(form.get("about", "")[:60], form.get("text", ""), by=by).number)
    except InputError as error:
        raise HTTPException(400, str(error)) from error
    return remember_name(RedirectResponse(f"{back}#note-{number}", 303), by)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise NotFound("That is no number of a note. Nothing was noted.")
    return int(text)


def notes_on(browser: Browser, ids: Iterable[str]) -> dict[str, list[NoteRow]]:
    """Id -> the notes on it, oldest first; ids without a note are left out."""
    wanted = set(ids)
    found: dict[str, list[NoteRow]] = {}
    for row in browser.notes():
        if row.target in wanted:
            found.setdefault(str(row.target), []).append(row)
    return found


def noting(request: Request, browser: Browser, ids: Iterable[str]) -> dict[str, Any]:
    """What the notes of a page need: the notes on what it shows, who writes, where to go back to."""
    query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("done", "open")]
    back = request.url.path + (f"?{urlencode(query)}" if query else "")
    return {"notes": notes_on(browser, ids), "by": name_of(request), "back": back}
