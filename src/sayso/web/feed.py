"""Any list of claims as an Atom feed (RFC 4287): what it lists now, the claims with the newest statements first."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from starlette.requests import Request

from sayso.browsing import Browser
from sayso.ledger.catalog import Asked
from sayso.web.asking import changed
from sayso.web.places import ServerPlaces
from sayso.web.templating import render
from sayso.wording import listed

ENTRIES = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # of a feed that lists nothing
_NO_XML = re.compile("[\ufffe\uffff]")


def claims_feed(request: Request, browser: Browser, asked: Asked, title: str) -> str:
    """
    The feed of these claims.

    Ids are made of the claim's id and of the filters, never of where the server listens. A claim is updated when a
    statement of it was read: what a later run only worked out anew is not news.
    """
    order = asked.order if "order" in request.query_params else "latest"
    found = browser.claims(replace(asked, order=order), most=ENTRIES)
    learnt = browser.learnt(row.id for row in found.rows)
    against = browser.contesters(row.id for row in found.rows)
    rows = [(row, learnt[row.id], listed(against.get(row.id, []), limit=4)) for row in found.rows if row.id in learnt]
    query = changed(request.query_params, "/claims")
    values = {
        "title": title,
        "id": _urn(query),
        "rows": [(row, _urn(row.id), updated, names) for row, updated, names in rows],
        "updated": max([EPOCH, *(updated for _, updated, _ in rows)]),
        "site": str(request.base_url).rstrip("/"),
        "query": query,
        "self": query.replace("/claims", "/claims.atom", 1),
        "place": ServerPlaces(),
    }
    return _NO_XML.sub("", render(None, "feed.xml", values))


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"sayso:{name}").urn
