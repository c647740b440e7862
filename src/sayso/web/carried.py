"""Who carries a claim: a row for each text, and which of them a number of the page counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import Appearance, Trace, When
from sayso.web.evidence import Words, words_at
from sayso.wording import Articles, address_of, clean, first_of_each, shown_name, shown_outlet, when_order


@dataclass(frozen=True, slots=True)
class CarriedView:
    """How one article carries the claim."""

    article_id: str
    outlet: str
    when: When | None
    title: str
    stance: str
    words: Words | None
    in_title: bool
    copy_of: str
    first_hand: bool
    same: str  # the same for all texts that stood at one address
    credits: tuple[tuple[str, str, str, Words | None], ...]  # (role, name, kind, words)


def view_carried(trace: Trace, articles: Articles) -> tuple[CarriedView, ...]:
    """A row for each text, the oldest first."""
    rows = []
    for appearance in sorted(trace.appearances, key=lambda each: when_order(articles.get(each.article_id))):
        article = articles.get(appearance.article_id)
        if article is None:
            continue
        credits = tuple(
            (
                credit.role,
                shown_name(credit.name, credit.kind, credit.via),
                credit.kind,
                words_at(articles, article.id, credit.evidence),
            )
            for credit in appearance.credits
            if credit.role != "context"
        )
        rows.append(
            CarriedView(
                article.id,
                shown_outlet(article),
                article.published,
                clean(article.title or ""),
                appearance.stance,
                words_at(articles, article.id, appearance.sentence),
                appearance.sentence is None,
                _copy_of(appearance, articles),
                appearance.first_hand,
                address_of(articles, article.id),
                credits,
            )
        )
    return tuple(rows)


def _copy_of(appearance: Appearance, articles: Articles) -> str:
    target = appearance.reprint_of or ""
    if target.startswith("wire:"):
        return clean(target.removeprefix("wire:"))
    return shown_outlet(articles[target]) if target in articles else ""


def first_versions(rows: Iterable[CarriedView]) -> list[CarriedView]:
    """Of each article the row of its first text."""
    return first_of_each(rows, lambda row: row.same)
