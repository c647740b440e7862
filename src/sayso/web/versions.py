"""Two versions of one article side by side: the sentences that changed, with the words that did."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sayso.browsing import Browser
from sayso.ledger.answers import ShownArticle
from sayso.records import Span
from sayso.web.differing import Parts, differing
from sayso.web.reply import Page, respond, split_form


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence of the earlier version and what stands there now; either may be missing."""

    before: Parts
    after: Parts
    before_span: Span | None
    after_span: Span | None


def diff(request: Request) -> Response:
    """What changed from one version to the next."""
    browser: Browser = request.app.state.browser
    name, form = split_form(request.path_params["new"])
    old, new, compared = browser.compared(request.path_params["old"], name)
    changes = _changes(old, new, compared.became)
    values = {
        "old": old.article,
        "new": new.article,
        "changes": changes,
        "title": [differing(old.article.title or "", new.article.title or ""), old.article.title != new.article.title],
        "kept": len(old.annotated.sentences) - len(compared.became) if old.annotated else 0,
    }

    def table() -> Any:
        return ("before", "after"), [(_joined(each.before), _joined(each.after)) for each in changes]

    document = {"schema": "sayso.diff/1", "old": old.article.id, "new": new.article.id, "changes": changes}
    return respond(request, Page("diff.html", values, lambda: document, table), form)


def _changes(old: ShownArticle, new: ShownArticle, became: dict[Span, Span | None]) -> list[Change]:
    """In the order of the newer text, what is gone first; notices are sentences like any other here."""
    was, now = old.article.text, new.article.text
    kept = {" ".join(each.span.of(was).split()) for each in (old.annotated.sentences if old.annotated else ())}
    taken = {each for each in became.values() if each}
    found: list[tuple[int, Change]] = []
    for before, after in became.items():
        parts = differing(before.of(was), after.of(now) if after else "")
        found.append((after.start if after else -1, Change(*parts, before, after)))
    for sentence in new.annotated.sentences if new.annotated else ():
        words = " ".join(sentence.span.of(now).split())
        if sentence.span not in taken and words not in kept:
            found.append((sentence.span.start, Change((), ((words, True),), None, sentence.span)))
    return [change for _, change in sorted(found, key=lambda each: each[0])]


def _joined(parts: Parts) -> str:
    return "".join(words for words, _ in parts)
