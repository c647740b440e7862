"""The application: which address is which page, and what is said where there is none."""

import secrets
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sayso.browsing import Browser
from sayso.errors import LedgerError, NotFound
from sayso.web import filtered, lists, noting, records_pages, review, versions
from sayso.web.openapi import document
from sayso.web.reply import FORMS, Page, respond, split_form
from sayso.web.reviewing import Reviewing
from sayso.web.safety import Guard, Rules
from sayso.web.templating import THEMES

LISTS = {
    "/claims": lists.claims,
    "/stories": lists.stories,
    "/sources": lists.sources,
    "/outlets": lists.outlets,
    "/search": lists.search,
    "/articles": filtered.articles,
    "/statements": filtered.statements,
}


def make_app(ledger: str | Path, rules: Rules) -> Starlette:
    """The pages of one ledger. LedgerError: there is none at that path."""
    routes = [Route("/", lambda request: RedirectResponse("/claims", 303))]
    for path, view in LISTS.items():
        routes += [Route(path, view), *(Route(path + form, _of_one_moment(view)) for form in FORMS)]
    routes += [
        Route("/c/{id}", records_pages.claim),
        Route("/a/{id}", records_pages.article),
        Route("/s/{id}", records_pages.source),
        Route("/o/{name:path}", records_pages.outlet),
        Route("/review", review.review),
        Route("/review", review.judge, methods=["POST"]),
        *(Route("/review/agreement" + form, review.agreement) for form in ("", *FORMS)),
        *(Route("/notes" + form, noting.notes) for form in ("", *FORMS)),
        Route("/notes", noting.write, methods=["POST"]),
        Route("/go/{id}", lists.go),
        Route("/diff/{old}/{new}", versions.diff),
        Route("/-/theme/{theme}", _theme),
        Route("/-/api", lambda request: JSONResponse(document())),
    ]
    folder = Path(str(resources.files("sayso.web"))) / "static"
    app = Starlette(
        routes=[*routes, Mount("/-/static", StaticFiles(directory=folder))],
        middleware=[Middleware(Guard, rules=rules)],
        exception_handlers={NotFound: _not_found, HTTPException: _refused, LedgerError: _broken},  # type: ignore[dict-item]
    )
    app.state.browser = Browser(ledger)
    app.state.reviewing = Reviewing(Path(ledger), app.state.browser)
    app.state.ledger = Path(ledger)
    app.state.csrf = secrets.token_urlsafe(24)
    app.state.read_only = rules.read_only
    return app


def _of_one_moment(view: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A list to be kept: its numbers and all of its rows are of the ledger as it is when it is asked for."""

    def answer(request: Request) -> Response:
        with request.app.state.browser.held():
            return view(request)

    return answer


def _theme(request: Request) -> Response:
    """Light, dark, or as the system has it: kept in a cookie, so that it needs no script."""
    theme = request.path_params["theme"]
    if theme not in THEMES:
        raise HTTPException(404, "There is no such theme.")
    back = request.query_params.get("back", "/")
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = RedirectResponse(back if safe else "/", 303)
    response.set_cookie("theme", theme, max_age=31_536_000, samesite="lax", httponly=True)
    return response


# ---- where there is no page ----


def _say(request: Request, status: int, message: str) -> Response:
    lines = message.splitlines() or [""]
    path, form = split_form(request.url.path)
    back = path if path in LISTS and request.url.query else ""
    values: dict[str, Any] = {"status": status, "message": lines[0], "rest": lines[1:], "back": back}
    if form not in ("", ".json"):
        return PlainTextResponse(message, status)
    return respond(request, Page("error.html", values, lambda: {"error": message}, status=status), form)


def _not_found(request: Request, error: NotFound) -> Response:
    return _say(request, 404, str(error))


def _refused(request: Request, error: HTTPException) -> Response:
    nowhere = error.status_code == 404 and error.detail == HTTPException(404).detail  # no route: nobody wrote a message
    return _say(request, error.status_code, "There is no page at this address." if nowhere else error.detail)


def _broken(request: Request, error: LedgerError) -> Response:
    return _say(request, 503, str(error))
