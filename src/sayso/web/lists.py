"""The lists: claims with facets, stories, sources, outlets, and what a search finds."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.browsing import Browser
from sayso.errors import NotFound
from sayso.export.jsonl import plain
from sayso.web.asking import FACETS, ORDER_WORDS, changed, choices, claims_asked, in_words, page_asked
from sayso.web.claim_view import corpus_words
from sayso.web.places import short
from sayso.web.reply import Page, respond, split_form
from sayso.wording import listed, span_range

PAGE = 50
SHOWN_OUTLETS = 12


def claims(request: Request) -> Response:
    """Claims, filtered by facets and words."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    query, asked, number = request.query_params, claims_asked(request.query_params), page_asked(request.query_params)
    every = form == ".csv"
    found = browser.claims(asked, start=0 if every else (number - 1) * PAGE, most=1_000_000 if every else PAGE)
    stories = browser.story_of_claims([asked.story] if asked.story else [])
    story = stories[asked.story].title if asked.story in stories else ""
    facets = choices(query, "/claims", found.facets)
    facets["outlets"] = _outlets_shown(facets["outlets"], query.get("outlet-name", ""))
    last = max(1, -(-found.total // PAGE))
    against = browser.contesters(row.id for row in found.rows)
    values: dict[str, Any] = {
        "title": in_words(asked, found.total, story),
        "asked": asked,
        "found": found,
        "against": {claim: listed(names, limit=2) for claim, names in against.items()},
        "facets": facets,
        "facet_names": FACETS,
        "orders": [(key, words, changed(query, "/claims", order=key)) for key, words in ORDER_WORDS.items()],
        "clear": "/claims" if query.multi_items() else "",
        "story": story,
        "number": number,
        "last": last,
        "earlier": _page_link(query, number - 1) if number > 1 else "",
        "later": _page_link(query, number + 1) if number < last else "",
        "hidden": [(k, v) for k, v in query.multi_items() if k not in ("q", "page", "since", "until", "outlet-name")],
        "outlet_name": query.get("outlet-name", ""),
        "corpus": corpus_words(browser.status()),
    }
    document = {
        "schema": "sayso.claims/1",
        "total": found.total,
        "page": number,
        "pages": last,
        "claims": [plain(row) | {"contested_by": against.get(row.id, [])} for row in found.rows],
        "facets": {name: dict(counts) for name, counts in found.facets.items()},
    }
    return respond(
        request, Page("claims.html", values, lambda: document, lambda: _claims_table(found.rows, against)), form
    )


def _page_link(query: Any, number: int) -> str:
    address = changed(query, "/claims")
    return address + ("&" if "?" in address else "?") + f"page={number}"


def _outlets_shown(found: list[Any], name: str) -> list[Any]:
    """The outlets with the most claims, those chosen, and those whose name is looked for."""
    wanted = name.strip().casefold()
    if wanted:
        return [each for each in found if each.chosen or wanted in each.name.casefold()][: SHOWN_OUTLETS * 2]
    return [each for at, each in enumerate(found) if at < SHOWN_OUTLETS or each.chosen]


def _claims_table(rows: Any, against: dict[str, list[str]]) -> Any:
    heads = ("id", "claim", "articles", "outlets", "origins", "independent", "contested_by", "flags", "latest", "story")
    cells = [
        (
            row.id,
            row.label,
            row.articles,
            row.outlets,
            span_range(row.origins_min, row.origins_max),
            span_range(row.independent_min, row.independent_max),
            "; ".join(against.get(row.id, ())),
            " ".join(row.flags),
            row.latest,
            row.story_id,
        )
        for row in rows
    ]
    return heads, cells


def stories(request: Request) -> Response:
    """Stories, the largest first."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    number = page_asked(request.query_params)
    every = form == ".csv"
    rows, total = browser.stories(start=0 if every else (number - 1) * PAGE, most=-1 if every else PAGE)
    last = max(1, -(-total // PAGE))
    values = {"rows": rows, "total": total, "number": number, "last": last, "corpus": corpus_words(browser.status())}
    heads = ("id", "story", "articles", "outlets", "claims", "earliest", "latest")

    def table() -> Any:
        return heads, [(r.id, r.title, len(r.article_ids), r.outlets, r.claims, r.earliest, r.latest) for r in rows]

    document = {"schema": "sayso.stories/1", "total": total, "page": number, "pages": last, "stories": rows}
    return respond(request, Page("stories.html", values, lambda: document, table), form)


def sources(request: Request) -> Response:
    """Named sources, those with the most statements first."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    words = request.query_params.get("q", "")[:100].strip()
    rows = browser.sources(words, most=-1 if form else 200)

    def table() -> Any:
        heads = ("id", "name", "kind", "statements", "articles", "outlets")
        return heads, [(r.id, r.name, r.kind, r.statements, r.articles, r.outlets) for r in rows]

    values = {"rows": rows, "words": words, "cut": len(rows) == 200}
    document = {"schema": "sayso.sources/1", "sources": rows}
    return respond(request, Page("sources.html", values, lambda: document, table), form)


def outlets(request: Request) -> Response:
    """Outlets, those with the most articles first."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    rows = browser.outlets()

    def table() -> Any:
        heads = ("outlet", "articles", "statements", "unnamed", "first", "last")
        return heads, [(r.name, r.articles, r.statements, r.unnamed, r.first, r.last) for r in rows]

    document = {"schema": "sayso.outlets/1", "outlets": rows}
    return respond(request, Page("outlets.html", {"rows": rows}, lambda: document, table), form)


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
            for s in found.statements
        ]
        return heads, rows

    against = browser.contesters([*(r.id for r in found.claims), *(s.claim_id for s in found.statements if s.claim_id)])
    values = {
        "words": words,
        "found": found,
        "against": {claim: listed(names, limit=2) for claim, names in against.items()},
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
