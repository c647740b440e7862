"""Which articles are copies: of another article of the ledger, or of an agency that the text names as its author."""

import re
from collections.abc import Iterable, Mapping

from sayso.config import TraceConfig
from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, Reuse

_SHORT = {
    "Associated Press": "AP",
    "Agence France-Presse": "AFP",
    "United Press International": "UPI",
    "Press Association": "PA",
    "Press Trust of India": "PTI",
}
_MARKS = frozenset({"dateline", "wire"})  # rules by which an article was found to be marked as agency copy


def find_reprints(
    articles: Mapping[str, AnnotatedArticle], reuse: Iterable[Reuse], config: TraceConfig
) -> dict[str, str]:
    """
    Article id -> what it is a copy of: the id of the earliest of its like, or ``wire:AP`` and so on.

    The earliest is by first possible date, then by the input's id; the same for any order of the inputs.
    """
    found = {article_id: agency for article_id, each in articles.items() if (agency := _agency(each))}
    parent = {article_id: article_id for article_id in articles if article_id not in found}
    for pair in sorted(reuse, key=lambda each: (each.a, each.b)):
        if pair.a in parent and pair.b in parent and max(pair.of_a, pair.of_b) >= config.reprint_share:
            parent[_root(parent, pair.a)] = _root(parent, pair.b)
    groups: dict[str, list[str]] = {}
    for article_id in parent:
        groups.setdefault(_root(parent, article_id), []).append(article_id)
    for group in groups.values():
        first = min(group, key=lambda each: _order(articles[each]))
        found.update((article_id, first) for article_id in group if article_id != first)
    return found


def _agency(annotated: AnnotatedArticle) -> str | None:
    sources = {source.id: source for source in annotated.sources}
    for credit in annotated.credits:
        name = sources[credit.source_id].name if credit.rule in _MARKS else None
        known = outlets().by_name(name) if name else None
        if known and known.kind == "agency":
            return f"wire:{_SHORT.get(known.name, known.name)}"
    return None


def _order(annotated: AnnotatedArticle) -> tuple[str, tuple[int, str], str]:
    article = annotated.article
    number = int(article.input_id) if re.fullmatch(r"[0-9]{1,18}", article.input_id) else 0
    date = article.published.earliest.isoformat() if article.published else "~"
    return date, (number, article.input_id), article.id


def _root(parent: Mapping[str, str], article_id: str) -> str:
    while parent[article_id] != article_id:
        article_id = parent[article_id]
    return article_id
