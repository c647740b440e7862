"""
What a request has to be before any page sees it, and what every answer carries.

The server is for the person before it. Another site must not be able to read from it (Host, against rebinding), nor
write through the browser (Origin, form token); stored text must not become script (policy); a stranger on the network
needs the token.
"""

import hmac
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64_000  # bytes of a form
LONGEST_ADDRESS = 4_000  # characters
LOOPBACK = ("127.0.0.1", "localhost", "::1")
COOKIE = "sayso_token"

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may ask for what. ``hosts``: names that the server answers to; None for any."""

    hosts: frozenset[str] | None
    read_only: bool = False
    token: str = ""


class Guard:
    """The gate in front of the pages."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the headers that every answer carries."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._rules.hosts is not None and _name_of(host) not in self._rules.hosts:
            return PlainTextResponse("This server does not answer to that name.", 421)
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return PlainTextResponse("That address is too long.", 414)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Only GET, HEAD and POST.", 405, {"allow": "GET, HEAD, POST"})
        if self._rules.token and (refused := self._without_token(scope, headers)):
            return refused
        return self._write_refused(headers, host) if scope["method"] == "POST" else None

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        """The token comes once in the address and goes on as a cookie; a program sends it as a bearer."""
        if _same(headers.get("authorization", "").removeprefix("Bearer "), self._rules.token):
            return None
        if _same(_cookie(headers.get("cookie", "")), self._rules.token):
            return None
        given = parse_qsl(scope["query_string"].decode("latin-1"))
        if scope["method"] == "GET" and any(k == "token" and _same(v, self._rules.token) for k, v in given):
            rest = urlencode([pair for pair in given if pair[0] != "token"])
            response = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            response.set_cookie(COOKIE, self._rules.token, httponly=True, samesite="strict")
            return response
        return PlainTextResponse("This ledger needs the token that sayso serve printed.", 401)

    def _write_refused(self, headers: Headers, host: str) -> Response | None:
        if self._rules.read_only:
            return PlainTextResponse("This server only shows: it was started with --read-only.", 403)
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return PlainTextResponse("That form is of another site.", 403)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("That form is of another site.", 403)
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return PlainTextResponse(f"A form may have {LARGEST_BODY:,} bytes, and has to say how many.", 413)
        return None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _name_of(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
