"""What forms bring: their fields once their token is right, and the name of who sends them."""

import hmac
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.wording import clean

LONGEST_NAME = 60
_YEAR = 31_536_000  # seconds


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, once its token is right. The gate has looked at its size."""
    body = (await request.body()).decode("utf-8", "replace")
    form = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=20))
    if not hmac.compare_digest(form.get("csrf", ""), request.app.state.csrf):
        raise HTTPException(403, "This form is out of date: sayso was started anew since. Go back, reload, try again.")
    return form


def name_of(request: Request, form: dict[str, str] | None = None) -> str:
    """
    Who writes: as the form says, else as this browser last said. HTTPException: a form, and neither does.

    The cookie is in hexadecimal: a cookie has no room for most letters.
    """
    try:
        known = bytes.fromhex(request.cookies.get("reviewer", "")).decode("utf-8")[:LONGEST_NAME]
    except ValueError:
        known = ""
    if form is None:
        return known
    name = clean(form.get("by", ""))[:LONGEST_NAME] or known
    if not name:
        raise HTTPException(400, "This needs the name of who says it. Nothing was recorded.")
    return name


def remember_name(response: Response, name: str) -> Response:
    """Let the browser keep the name for the next form."""
    response.set_cookie("reviewer", name.encode("utf-8").hex(), max_age=_YEAR, samesite="strict", httponly=True)
    return response


def safe_back(path: str, otherwise: str) -> str:
    """A path of this site to go back to."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and "\r" not in path and "\n" not in path
    return path if safe else otherwise
