"""The pages of one record: a claim, an article, a source, an outlet."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.browsing import Browser
from sayso.errors import SpanError
from sayso.export.jsonl import plain
from sayso.export.trace_json import trace_document
from sayso.ledger.catalog import Asked
from sayso.records import Judgement
from sayso.rulings import in_words
from sayso.web.asking import span_asked
from sayso.web.claim_view import ClaimView, carried_as_asked, view_claim
from sayso.web.evidence import article_ids
from sayso.web.filtered import TEXT_WORDS
from sayso.web.interval import LEAST, Share
from sayso.web.noting import noting
from sayso.web.reader_view import view_reader
from sayso.web.reply import Page, respond, split_form
from sayso.wording import listed


def claim(request: Request) -> Response:
    """On whose say-so: one claim."""
    browser: Browser = request.app.state.browser
    identity, form = split_form(request.path_params["id"])
    trace = browser.trace(identity)
    articles = browser.articles(article_ids(trace))
    noted = noting(request, browser, [trace.claim.id, *trace.claim.statement_ids])
    if form == ".json":
        document = trace_document(trace, articles) | {"notes": plain(noted["notes"])}
        return respond(request, Page("", {}, lambda: document), form)
    view = claim_page(browser, identity, opened=request.query_params.get("open", "")[:40])
    story = browser.story_of_claims([view.story_id]).get(view.story_id)
    rows, common = carried_as_asked(view, request.query_params.get("carried", "")[:300])
    values = {"claim": view, "story": story, "carried": rows, "common": common, **noted}
    return respond(request, Page("claim.html", values, dict, lambda: _carried(view)), form)


def claim_page(browser: Browser, claim_id: str, *, opened: str = "") -> ClaimView:
    """All that the page of a claim shows, on a server or in a report."""
    trace = browser.trace(claim_id)
    articles = browser.articles(article_ids(trace))
    said = browser.said(trace.claim.statement_ids)
    return view_claim(trace, articles, said, browser.status(), opened=opened)


def _carried(view: ClaimView) -> Any:
    """A row for each article; the contesting statements stand in every one of them."""
    heads = ("article", "outlet", "published", "stance", "words", "start", "end", "copy_of", "credits", "contested_by")
    contests = "; ".join(f"{each.name}: {each.words.text if each.words else ''}" for each in view.contests)
    rows = [
        (
            each.article_id,
            each.outlet,
            each.when.earliest.isoformat() if each.when else None,
            each.stance,
            each.words.text if each.words else None,
            each.words.span.start if each.words and each.words.span else None,
            each.words.span.end if each.words and each.words.span else None,
            each.copy_of,
            "; ".join(f"{role}: {name}" for role, name, _, _ in each.credits),
            contests,
        )
        for each in view.carried
    ]
    return heads, rows


def article(request: Request) -> Response:
    """The reader: one article's stored text, with who says what in it."""
    browser: Browser = request.app.state.browser
    identity, form = split_form(request.path_params["id"])
    shown = browser.article(identity)
    said = browser.said(each.id for each in shown.annotated.statements) if shown.annotated else []
    claims = {each.id: each.claim_id for each in said if each.claim_id}
    marked = span_asked(request.query_params)
    try:
        view = view_reader(shown, claims, marked)
    except SpanError as error:
        raise HTTPException(404, f"This link points outside the stored text: {error}.") from error
    versions = browser.articles(shown.versions)
    noted = noting(request, browser, [shown.article.id, *(each.id for each in view.statements)])
    rulings = [each for each in browser.rulings() if _names(each, shown.article.id)]
    values = {
        **noted,
        "rulings": rulings,
        "shown": shown,
        "article": shown.article,
        "reader": view,
        "versions": [versions[each] for each in shown.versions],
        "claims": browser.claim_rows(shown.claim_ids),
        "marked": marked,
        "against": _against(browser, set(claims.values())),
        "aside": in_words(aside) if (aside := browser.set_aside().get(shown.article.id)) else "",
    }

    def table() -> Any:
        heads = ("number", "source", "kind", "description", "cue", "content", "start", "end", "how", "via", "claim")
        rows = [
            (s.number, s.name, s.kind, s.description, s.cue, s.content, *_ends(s.anchor), s.how, s.via, s.claim_id)
            for s in view.statements
        ]
        return heads, rows

    document = {"schema": "sayso.article/1", "article": shown.article, "statements": view.statements}
    document |= {"notes": noted["notes"], "judgements": rulings}
    return respond(request, Page("reader.html", values, lambda: document, table), form)


def _names(judgement: Judgement, article_id: str) -> bool:
    """Whether it is on an article or on something in it."""
    return article_id in (judgement.a, judgement.b) or any(p.article_id == article_id for p in judgement.places)


def _against(browser: Browser, claims: set[str]) -> dict[str, str]:
    """By whom these claims are contested, in words: whoever reads a statement of one is told."""
    return {claim: listed(names, limit=2) for claim, names in browser.contesters(claims).items()}


def _ends(anchor: str) -> tuple[str, str]:
    start, _, end = anchor.removeprefix("s=").partition("-")
    return start, end


SAID = 40  # statements on a source's page; all of them are a list of their own


def source(request: Request) -> Response:
    """A source: what it says, through whom, and where else the claims that it speaks of stand."""
    browser: Browser = request.app.state.browser
    identity, form = split_form(request.path_params["id"])
    source, said = browser.source(identity, most=-1 if form else SAID)
    found = browser.source_profile(source)
    article = browser.articles([source.article_id])[source.article_id]
    claims = [each.claim_id for each in said if each.claim_id] + [each.claim_id for each in found.claims[:SAID]]
    contests = browser.claims(Asked(contester=source.id), most=0).total if source.name and not form else 0
    values = {
        "found": found,
        "source": source,
        "said": said,
        "article": article,
        "own": sum(each.own > 0 for each in found.outlets),
        "most": max((each.statements for each in found.outlets), default=1),
        "contests": contests,
        "claims_contested": sum(each.contests > 0 for each in found.claims),
        "again": [each for each in found.claims if each.days > 1],
        "against": _against(browser, set(claims)),
    }

    def table() -> Any:
        heads = ("statement", "text", "polarity", "via", "outlet", "published", "article", "claim")
        return heads, [(s.id, s.text, s.polarity, s.via, s.outlet, s.published, s.article_id, s.claim_id) for s in said]

    document = {"schema": "sayso.source/1", "source": source, "profile": found, "statements": said}
    return respond(request, Page("source.html", values, lambda: document, table), form)


def outlet(request: Request) -> Response:
    """An outlet: whom it relies on and who on it, how often its sources are unnamed, where its text comes from."""
    browser: Browser = request.app.state.browser
    name, form = split_form(request.path_params["name"])
    found = browser.outlet(name)
    row = found.row
    values = {
        "outlet": found,
        "least": LEAST,
        "unnamed": Share(row.unnamed, row.statements),
        "texts": [(key, TEXT_WORDS[key], Share(number, row.articles)) for key, number in found.texts],
        "shown": Share(found.contest_shown, found.contested),
        "periods": [(each.when, Share(each.unnamed, each.statements)) for each in found.periods],
    }

    def table() -> Any:
        return ("article", "title", "published"), found.articles

    interval = Share(row.unnamed, row.statements).interval
    document = {"schema": "sayso.outlet/1", "outlet": found, "unnamed_interval": interval}
    return respond(request, Page("outlet.html", values, lambda: document, table), form)
