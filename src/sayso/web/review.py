"""The review queue: one question, two texts, a keystroke for the answer, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.browsing import Browser
from sayso.ledger.profiles import Said
from sayso.noting import LONGEST
from sayso.records import Article, Judgement
from sayso.web.agreement import agreements
from sayso.web.asked import SHOWN, speaker_asked, text_asked
from sayso.web.evidence import Words, words_at
from sayso.web.forms import name_of, read_form, remember_name
from sayso.web.noting import noting
from sayso.web.reply import Page, respond, split_form
from sayso.web.reviewing import QUEUES, Item, Queue, Reviewing
from sayso.wording import clean, shown_outlet, shown_when

QUESTIONS: dict[Queue, tuple[str, str]] = {
    "claims": ("Same claim?", "Do these two statements say the same?"),
    "stories": ("Same story?", "Are these two articles about the same happening?"),
    "sources": ("Same source?", "Are these two sources one? Whoever is not named stays so."),
    "speakers": ("Who says it?", "Who says this?"),
    "stances": ("Stance?", "What does this article do with the claim?"),
    "texts": ("Not an article?", "Is this text an article?"),
}
_PAIR = [("same", "same", "y"), ("different", "different", "n"), ("unsure", "don’t know", "d")]
_STANCE = [
    ("asserts", "asserts it", "1"),
    ("reports", "reports it", "2"),
    ("questions", "questions it", "3"),
    ("contests", "contests it", "4"),
    ("silent", "does not speak of it", "5"),
    ("unsure", "don’t know", "d"),
]
_SPEAKER = [("nobody", "nobody named here: the article itself", "n"), ("unsure", "don’t know", "d")]
_TEXT = [("article", "an article", "y"), ("not_article", "not an article", "n"), ("unsure", "don’t know", "d")]
VERDICTS: dict[Queue, list[tuple[str, str, str]]] = {
    "claims": _PAIR,
    "stories": _PAIR,
    "sources": _PAIR,
    "speakers": _SPEAKER,
    "stances": _STANCE,
    "texts": _TEXT,
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are asked about."""

    id: str
    head: str
    who: str
    kind: str
    words: Words | None
    text: str


def review(request: Request) -> Response:
    """The next item of a queue."""
    browser: Browser = request.app.state.browser
    reviewing: Reviewing = request.app.state.reviewing
    queue = _queue(request.query_params.get("queue", "claims"))
    by = name_of(request)
    at = request.query_params.get("at", "0")
    second = request.query_params.get("second") == "1"
    place = int(at) if at.isdecimal() and len(at) < 5 else 0
    item, left = reviewing.next_item(queue, by, at=place, second=second)
    done = request.query_params.get("done", "")
    number = int(done) if done.isdecimal() and len(done) < 12 else 0
    mine = reviewing.mine(by)[:10] if by else []
    values: dict[str, Any] = {
        "queue": queue,
        "queues": QUESTIONS,
        "question": QUESTIONS[queue][1],
        "verdicts": VERDICTS[queue],
        "item": item,
        "sides": _sides(browser, item) if item and item.b else [],
        "speaker": speaker_asked(browser, item.a) if item and queue == "speakers" else None,
        "text": text_asked(browser, item.a) if item and queue == "texts" else None,
        "left": left,
        "by": by,
        "at": place,
        "second": second,
        "done": number,
        "effect": reviewing.effect_of(number),
        "mine": mine,
        "about": _about(browser, mine),
        **noting(request, browser, [each for each in (item.a, item.b) if each] if item else []),
    }
    return respond(request, Page("review.html", values, dict), "")


async def judge(request: Request) -> Response:
    """Record a ruling, or take one back; then the next item."""
    form = await read_form(request)
    return await run_in_threadpool(_ruled, request, form)


def _ruled(request: Request, form: dict[str, str]) -> Response:
    reviewing: Reviewing = request.app.state.reviewing
    queue = _queue(form.get("queue", "claims"))
    by = name_of(request, form)
    back = {"queue": queue} | ({"second": "1"} if form.get("second") == "1" else {})
    if undo := form.get("undo"):
        if not undo.isdecimal() or len(undo) > 12:
            raise HTTPException(400, "That is no number of a ruling. Nothing was changed.")
        reviewing.undo(int(undo), by=by)
    elif form.get("verdict"):
        verdict, b = form["verdict"][:60], form.get("b", "")[:60]
        if verdict.startswith("src_"):  # a key for each source: the answer is the source
            verdict, b = "says", verdict
        item = Item(queue, form.get("a", "")[:60], b, None, ())
        made = reviewing.judge(item, verdict, by=by, note=clean(form.get("note", ""))[:LONGEST])
        back["done"] = str(made.number)
    return remember_name(RedirectResponse("/review?" + urlencode(back), 303), by)


def _about(browser: Browser, rulings: Sequence[Judgement]) -> dict[str, str]:
    """Id -> what a statement says, an article's title, a source's name: of the records that these are on."""
    ids = {each for ruling in rulings for each in (ruling.a, ruling.b)}
    found = {each.id: clean(each.text) for each in browser.said(each for each in ids if each.startswith("stm_"))}
    articles = browser.articles(each for each in ids if each.startswith("art_"))
    found |= {each.id: clean(each.title or each.input_id) for each in articles.values()}
    return found | browser.source_names(each for each in ids if each.startswith("src_"))


def _queue(name: str) -> Queue:
    for queue in QUEUES:
        if queue == name:
            return queue
    raise HTTPException(404, "There is no such queue.")


# ---- the two sides ----


def _sides(browser: Browser, item: Item) -> list[Side]:
    if item.queue == "claims":
        said = {each.id: each for each in browser.said((item.a, item.b))}
        articles = browser.articles(each.article_id for each in said.values())
        return [_statement_side(said[each], articles) for each in (item.a, item.b) if each in said]
    if item.queue == "sources":
        return [_source_side(browser, each) for each in (item.a, item.b)]
    if item.queue == "stances":
        said_claim = browser.said([item.b])
        articles = browser.articles([item.a, *(each.article_id for each in said_claim)])
        sides = [_statement_side(each, articles) for each in said_claim]
        return [*sides, _article_side(articles[item.a])] if item.a in articles else sides
    articles = browser.articles((item.a, item.b))
    return [_article_side(articles[each]) for each in (item.a, item.b) if each in articles]


def _statement_side(said: Said, articles: dict[str, Article]) -> Side:
    article = articles[said.article_id]
    head = f"{shown_outlet(article)}, {shown_when(article.published)}"
    who = said.name or said.description or "nobody named"
    return Side(said.id, head, who, said.kind or "", words_at(articles, article.id, said.content[0]), "")


def _source_side(browser: Browser, identity: str) -> Side:
    source, said = browser.source(identity)
    article = browser.articles([source.article_id])[source.article_id]
    own = [each for each in said if each.article_id == source.article_id]
    span = own[0].content[0] if own else source.mentions[0]
    head = f"{shown_outlet(article)}, {shown_when(article.published)}"
    who = source.name or f"“{source.description}”"
    return Side(identity, head, who, source.kind, words_at({article.id: article}, article.id, span), "")


def _article_side(article: Article) -> Side:
    head = f"{shown_outlet(article)}, {shown_when(article.published)}"
    text = article.text[:SHOWN].rsplit(" ", 1)[0] + (" …" if len(article.text) > SHOWN else "")
    return Side(article.id, head, clean(article.title or article.input_id), "", None, text)


# ---- agreement ----


def agreement(request: Request) -> Response:
    """How far the reviewers agree, and every reading as a table."""
    browser: Browser = request.app.state.browser
    _, form = split_form(request.url.path)
    every = browser.judgements()
    found = agreements(every)

    def table() -> Any:
        heads = ("number", "kind", "a", "b", "claim", "verdict", "by", "made", "note", "undoes")
        return heads, [(j.number, j.kind, j.a, j.b, j.claim, j.verdict, j.by, j.made, j.note, j.undoes) for j in every]

    document = {"schema": "sayso.agreement/1", "agreement": found, "readings": every}
    shown = list(reversed(every))[:200]
    values = {"found": found, "every": shown, "total": len(every), "about": {} if form else _about(browser, shown)}
    return respond(request, Page("agreement.html", values, lambda: document, table), form)
