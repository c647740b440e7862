"""The lists: claims with facets, stories, sources, outlets, and what a search finds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.browsing import Browser, ClaimsFound
from sayso.errors import NotFound
from sayso.export.jsonl import plain
from sayso.ledger.answers import ClaimRow, StoryRow
from sayso.ledger.catalog import Asked
from sayso.web.asking import FACETS, ORDER_WORDS, VIEWS, changed, choices, claims_asked, in_words, page_asked
from sayso.web.exporting import Listing
from sayso.web.feed import claims_feed
from sayso.web.filtered import PAGE, page_links
from sayso.web.places import short
from sayso.web.reply import Page, respond, split_form
from sayso.web.states import corpus_words, state_of
from sayso.wording import listed, span_range

LONG_PAGE = 100  # rows of a list whose rows are short
SHOWN_OUTLETS = 12
EVERY = 1_000_000_000


def claims(request: Request) -> Response:
    """Claims, filtered by facets and words."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    query, number = request.query_params, page_asked(request.query_params)
    asked = _found_ids(browser, claims_asked(query))
    whole = form in (".csv", ".parquet") or (form == ".json" and "page" not in query)
    if whole:
        found = browser.claims(asked, most=EVERY, rows=False)
    else:
        found = browser.claims(asked, start=(number - 1) * PAGE, most=PAGE)
    story = browser.story_of_claims([asked.story] if asked.story else []).get(asked.story)
    words = in_words(asked, found.total, _names(browser, asked, story))
    head = {
        "schema": "sayso.claims/1",
        "title": words,
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
        "pages": max(1, -(-found.total // PAGE)),
    }
    against = browser.contesters(row.id for row in found.rows)

    def document() -> dict[str, Any]:
        rows = [plain(row) | {"contested_by": against.get(row.id, [])} for row in found.rows]
        return head | {"total": found.total, "page": number, "claims": rows}

    values = {} if form else _claims_values(request, asked, found, against, words) | {"story": story}
    page = Page(
        "claims.html",
        values,
        document,
        listing=_every_claim(browser, found),
        head=lambda: head,
        feed=lambda: claims_feed(request, browser, asked, words),
    )
    return respond(request, page, form)


def _every_claim(browser: Browser, found: ClaimsFound) -> Listing:
    """All of the claims that were found, each with who contests it."""
    return Listing(
        "claims",
        found.total,
        _CLAIM_COLUMNS,
        lambda: browser.every_claim(found.ids),
        lambda pair: _claim_cells(*pair),
        lambda pair: plain(pair[0]) | {"contested_by": pair[1]},
    )


def _found_ids(browser: Browser, asked: Asked) -> Asked:
    """The ids of filters in full: an address has their beginnings. NotFound: there is none, or several begin so."""
    source, contester = (_found(browser, each, "src") for each in (asked.source, asked.contester))
    return replace(asked, source=source, contester=contester, story=_found(browser, asked.story, "sto"))


def _found(browser: Browser, wanted: str, kind: str) -> str:
    return browser.find(wanted, kinds=(kind,)) if wanted else ""


def _names(browser: Browser, asked: Asked, story: StoryRow | None) -> dict[str, str]:
    """What the ids among the filters are called."""
    names = {story.id: story.title} if story else {}
    for each in {asked.source, asked.contester} - {""}:
        source = browser.source(each, most=0)[0]
        names[each] = source.name or source.description
    return names


def _claims_values(
    request: Request, asked: Asked, found: ClaimsFound, against: Mapping[str, Sequence[str]], words: str
) -> dict[str, Any]:
    query, number = request.query_params, page_asked(request.query_params)
    status = request.app.state.browser.status()
    facets = choices(query, "/claims", found.facets)
    facets["outlets"] = _outlets_shown(facets["outlets"], query.get("outlet-name", ""))
    last = max(1, -(-found.total // PAGE))
    address = changed(query, "/claims")
    return {
        "title": words,
        "asked": asked,
        "found": found,
        "against": {claim: listed(names, limit=2) for claim, names in against.items()},
        "facets": facets,
        "facet_names": FACETS,
        "orders": [(key, label, changed(query, "/claims", order=key)) for key, label in ORDER_WORDS.items()],
        "views": [(name, path, path == address) for name, path in VIEWS],
        "clear": "/claims" if query.multi_items() else "",
        "pages": page_links(query, "/claims", number, last),
        "hidden": [(k, v) for k, v in query.multi_items() if k not in ("q", "page", "since", "until", "outlet-name")],
        "outlet_name": query.get("outlet-name", ""),
        "corpus": corpus_words(status),
        "state_now": state_of(status),
    }


def _outlets_shown(found: list[Any], name: str) -> list[Any]:
    """The outlets with the most claims, those chosen, and those whose name is looked for."""
    wanted = name.strip().casefold()
    if wanted:
        return [each for each in found if each.chosen or wanted in each.name.casefold()][: SHOWN_OUTLETS * 2]
    return [each for at, each in enumerate(found) if at < SHOWN_OUTLETS or each.chosen]


_CLAIM_COLUMNS = {
    "id": str,
    "claim": str,
    "articles": int,
    "outlets": int,
    "origins": str,
    "independent": str,
    "contested_by": str,
    "flags": str,
    "latest": str,
    "story": str,
}


def _claim_cells(row: ClaimRow, against: Sequence[str]) -> tuple[object, ...]:
    return (
        row.id,
        row.label,
        row.articles,
        row.outlets,
        span_range(row.origins_min, row.origins_max),
        span_range(row.independent_min, row.independent_max),
        "; ".join(against),
        " ".join(row.flags),
        row.latest.isoformat() if row.latest else None,
        row.story_id,
    )


def stories(request: Request) -> Response:
    """Stories, the largest first."""
    browser: Browser = request.app.state.browser

    def cells(row: StoryRow) -> tuple[object, ...]:
        days = [each.isoformat() if each else None for each in (row.earliest, row.latest)]
        return row.id, row.title, row.articles, row.outlets, row.claims, *days

    columns = {"id": str, "story": str, "articles": int, "outlets": int, "claims": int, "earliest": str, "latest": str}
    return _listed(request, "stories", columns, cells, lambda start, most: browser.stories(start=start, most=most))


def sources(request: Request) -> Response:
    """Named sources, those with the most statements first."""
    browser: Browser = request.app.state.browser
    words = request.query_params.get("q", "")[:100].strip()
    columns = {"id": str, "name": str, "kind": str, "statements": int, "articles": int, "outlets": int}
    return _listed(
        request,
        "sources",
        columns,
        lambda row: tuple(getattr(row, name) for name in columns),
        lambda start, most: browser.sources(words, start=start, most=most),
        size=LONG_PAGE,
        words=words,
    )


def outlets(request: Request) -> Response:
    """Outlets, those with the most articles first; all, or those of one story."""
    browser: Browser = request.app.state.browser
    words, story = (request.query_params.get(name, "")[:100].strip() for name in ("q", "story"))
    story = _found(browser, story, "sto")
    found = browser.story_of_claims([story] if story else [])
    columns = {"name": str, "articles": int, "statements": int, "unnamed": int, "first": str, "last": str}
    return _listed(
        request,
        "outlets",
        {("outlet" if name == "name" else name): kind for name, kind in columns.items()},
        lambda row: tuple(getattr(row, name) for name in columns),
        lambda start, most: browser.outlets(words, story=story, start=start, most=most),
        size=LONG_PAGE,
        words=words,
        story=found.get(story),
    )


def _listed(
    request: Request,
    name: str,
    columns: Mapping[str, type],
    cells: Callable[[Any], Sequence[object]],
    find: Callable[[int, int], tuple[Sequence[Any], int]],
    *,
    size: int = PAGE,
    **values: Any,
) -> Response:
    """A list of ``find(start, most)`` in the form that was asked for."""
    _, form = split_form(request.url.path)
    number = page_asked(request.query_params)
    rows, total = find((number - 1) * size, size)
    last = max(1, -(-total // size))
    status = request.app.state.browser.status()
    shown = {
        "rows": rows,
        "total": total,
        "pages": page_links(request.query_params, f"/{name}", number, last),
        "corpus": corpus_words(status),
        "state_now": state_of(status),
    }
    head = {"schema": f"sayso.{name}/1", "pages": last}
    document = head | {"total": total, "page": number, name: rows}
    listing = Listing(name, total, columns, lambda: find(0, -1)[0], cells)
    page = Page(f"{name}.html", shown | values, lambda: document, listing=listing, head=lambda: head)
    return respond(request, page, form)


def search(request: Request) -> Response:
    """Statements, claims, articles and sources that hold some words."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    words = request.query_params.get("q", "")[:300].strip()
    found = browser.search(words)

    def table() -> Any:
        heads = ("statement", "text", "source", "outlet", "published", "article", "claim")
        rows = [
            (s.id, s.text, s.name or s.description, s.outlet, s.published, s.article_id, s.claim_id)
            for s in browser.every_statement({"words": words} if words else {"article": ""})
        ]
        return heads, rows

    against = browser.contesters([*(r.id for r in found.claims), *(s.claim_id for s in found.statements if s.claim_id)])
    status = browser.status()
    values = {
        "words": words,
        "found": found,
        "against": {claim: listed(names, limit=2) for claim, names in against.items()},
        "state_now": state_of(status),
        "corpus": corpus_words(status),
    }
    document = {"schema": "sayso.search/1", "words": words, "found": found, "contested_by": against}
    return respond(request, Page("search.html", values, lambda: document, table), form)


def go(request: Request) -> Response:
    """A record by its id, wherever its page is."""
    browser: Browser = request.app.state.browser
    identity = request.path_params["id"]
    kinds = {"art": "a", "clm": "c", "src": "s"}
    for kind, letter in kinds.items():
        try:
            return RedirectResponse(f"/{letter}/{short(browser.find(identity, kinds=(kind,)))}", 303)
        except NotFound:
            continue
    found = browser.said([browser.find(identity, kinds=("stm",))])[0]
    place = f"{found.content[0].start}-{found.content[-1].end}"
    return RedirectResponse(f"/a/{short(found.article_id)}?s={place}#s", 303)
