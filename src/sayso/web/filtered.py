"""The lists behind the numbers: articles and statements, by what the address asks."""

import re
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.browsing import Browser
from sayso.ledger.filtered import ARTICLE_FILTERS, CHOICES, STATEMENT_FILTERS, TEXTS, ArticleRow
from sayso.ledger.profiles import Said
from sayso.web.asking import LONGEST, changed, page_asked
from sayso.web.exporting import Listing
from sayso.web.reply import Page, respond, split_form
from sayso.wording import listed, plural

PAGE = 50
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_KINDS = {"article": "art", "claim": "clm", "source": "src", "story": "sto"}  # filters whose value is an id

TEXT_WORDS = {
    "own": "wording not shared with another outlet’s earlier article",
    "credited": "most words shared with another outlet’s article, with a credit",
    "uncredited": "most words shared with another outlet’s article, no credit line found",
}
CHOICE_WORDS = {
    ("kind", "named"): "of named sources",
    ("kind", "unnamed"): "of unnamed sources",
    ("kind", "nobody"): "of nobody named or described",
    ("reason", "given"): "why unnamed is said",
    ("reason", "none"): "why unnamed is not said",
    ("way", "own"): "no other outlet named as the way it came",
    ("way", "relayed"): "through another outlet",
    ("polarity", "says"): "saying something",
    ("polarity", "denies"): "denying something",
    ("polarity", "doubts"): "doubting something",
    ("polarity", "asks"): "asking something",
    ("how", "direct"): "in quotation marks",
    ("how", "mixed"): "partly in quotation marks",
    ("how", "indirect"): "in the article’s words",
}


def articles(request: Request) -> Response:
    """Articles, the newest first."""
    browser: Browser = request.app.state.browser
    asked = _asked(browser, request.query_params, (*ARTICLE_FILTERS, "text"))
    _, form = split_form(request.url.path)
    number = page_asked(request.query_params)
    rows, total = browser.articles_asked(asked, start=(number - 1) * PAGE, most=PAGE if form in ("", ".json") else 0)
    columns = {"id": str, "title": str, "outlet": str, "published": str, "texts": int, "statements": int}

    def cells(row: ArticleRow) -> tuple[object, ...]:
        return row.id, row.title, row.outlet, row.published, row.texts, row.statements

    listing = Listing("articles", total, columns, lambda: browser.every_article(asked), cells)
    title = plural(total, "article") + _in_words(browser, asked)
    return _list(request, "articles", "sayso.articles/1", listing, {"title": title, "rows": rows}, form)


def statements(request: Request) -> Response:
    """Statements, those of the newest articles first."""
    browser: Browser = request.app.state.browser
    asked = _asked(browser, request.query_params, (*STATEMENT_FILTERS, *CHOICES))
    _, form = split_form(request.url.path)
    number = page_asked(request.query_params)
    rows, total = browser.statements_asked(asked, start=(number - 1) * PAGE, most=PAGE if form in ("", ".json") else 0)
    columns = dict.fromkeys(
        ("id", "text", "source", "kind", "description", "polarity", "via", "outlet", "published", "article", "start",
         "end", "claim"), str
    ) | {"start": int, "end": int}  # fmt: skip

    def cells(each: Said) -> tuple[object, ...]:
        start, end = (each.content[0].start, each.content[-1].end) if each.content else (None, None)
        said = (each.name, each.kind, each.description, each.polarity, each.via, each.outlet, each.published)
        return each.id, each.text, *said, each.article_id, start, end, each.claim_id

    listing = Listing("statements", total, columns, lambda: browser.every_statement(asked), cells)
    against = browser.contesters({each.claim_id for each in rows if each.claim_id})
    values = {
        "title": plural(total, "statement") + _in_words(browser, asked),
        "rows": rows,
        "against": {claim: listed(names, limit=2) for claim, names in against.items()},
    }
    return _list(request, "statements", "sayso.statements/1", listing, values, form)


def _list(request: Request, name: str, schema: str, listing: Listing, values: Mapping[str, Any], form: str) -> Response:
    query, number = request.query_params, page_asked(request.query_params)
    last = max(1, -(-listing.total // PAGE))
    shown = dict(values) | {"pages": page_links(query, f"/{name}", number, last)}
    head = {"schema": schema, "title": values["title"]}

    def document() -> dict[str, Any]:
        return head | {"total": listing.total, "page": number, "pages": last, name: values["rows"]}

    return respond(request, Page(f"{name}.html", shown, document, listing=listing, head=lambda: head), form)


def page_links(query: QueryParams, path: str, number: int, last: int) -> dict[str, Any]:
    """Where the pages of a list are: the one shown, the last, and the addresses of those beside it."""

    def at(page: int) -> str:
        address = changed(query, path)
        return address + ("&" if "?" in address else "?") + f"page={page}"

    return {
        "number": number,
        "last": last,
        "before": at(min(number - 1, last)) if number > 1 else "",
        "after": at(number + 1) if number < last else "",
    }


def _asked(browser: Browser, query: QueryParams, known: tuple[str, ...]) -> dict[str, str]:
    """The filters of an address. HTTPException: a value that a filter cannot have."""
    asked = {"words" if name == "q" else name: value[:LONGEST].strip() for name, value in query.items()}
    asked = {name: value for name, value in asked.items() if name in known and (value or name == "outlet")}
    for name, value in asked.items():
        allowed = TEXTS if name == "text" else CHOICES.get(name)
        if allowed is not None and value not in allowed:
            raise HTTPException(400, f"{name} is one of {', '.join(allowed)}, and not {value!r}.")
    if "in" in asked and not _DATE.fullmatch(asked["in"]):
        raise HTTPException(400, f"{asked['in']!r} is no day, month or year: write it as 2024-05-03, 2024-05 or 2024.")
    if "text" in asked and "outlet" not in asked:
        raise HTTPException(400, "Where its text comes from is asked of one outlet: name it as outlet=")
    return asked | {name: browser.find(asked[name], kinds=(kind,)) for name, kind in _KINDS.items() if name in asked}


def _in_words(browser: Browser, asked: Mapping[str, str]) -> str:
    """``: of Orrin Ledger, crediting WireOne``: what a list shows, in words."""
    parts = []
    if "outlet" in asked:
        parts.append(f"of {asked['outlet']}" if asked["outlet"] else "of no known outlet")
    if "story" in asked:
        parts += [f"in the story “{row.title}”" for row in browser.story_of_claims([asked["story"]]).values()]
    if "article" in asked:
        article = browser.articles([asked["article"]])[asked["article"]]
        parts.append(f"in “{article.title or article.input_id}”")
    if "claim" in asked:
        parts += [f"of the claim “{row.label}”" for row in browser.claim_rows([asked["claim"]])]
    if "source" in asked:
        source = browser.source(asked["source"], most=0)[0]
        parts.append(f"of {source.name or source.description}")
    parts += [f"crediting {asked['credits']}"] if "credits" in asked else []
    parts += [TEXT_WORDS[asked["text"]]] if "text" in asked else []
    parts += [CHOICE_WORDS[name, value] for name, value in asked.items() if name in CHOICES]
    parts += [f"with the words “{asked['words']}”"] if "words" in asked else []
    parts += [f"published in {asked['in']}"] if "in" in asked else []
    return ": " + ", ".join(parts) if parts else ""
