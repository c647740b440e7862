"""One record on the terminal: an article, a claim, a story, a statement or a source, with what stands around it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.cli.article_view import article_view
from sayso.cli.listing import line
from sayso.ledger.answers import Shown, ShownArticle, ShownClaim, ShownSource, ShownStatement, ShownStory
from sayso.records import Article
from sayso.wording import (
    clean,
    origins_words,
    plural,
    quote,
    shown_day,
    shown_kind,
    shown_outlet,
    shown_when,
    when_order,
)

if TYPE_CHECKING:
    from rich.console import RenderableType


def kind_of(found: Shown) -> str:
    """``article``, ``claim``, ``story``, ``statement`` or ``source``."""
    return type(found).__name__.removeprefix("Shown").lower()


def id_of(found: Shown) -> str:
    """Its id."""
    if isinstance(found, ShownStatement):
        return found.statement.id if found.statement else found.attribution.id
    if isinstance(found, ShownArticle):
        return found.article.id
    if isinstance(found, ShownClaim):
        return found.claim.id
    return found.source.id if isinstance(found, ShownSource) else found.story.id


def record_view(found: Shown) -> "Iterator[RenderableType]":
    """What ``sayso show ID`` prints, part by part."""
    if isinstance(found, ShownArticle):
        yield from _article(found)
    elif isinstance(found, ShownClaim):
        yield from _claim(found)
    elif isinstance(found, ShownStory):
        yield from _story(found)
    elif isinstance(found, ShownSource):
        yield from _source(found)
    else:
        yield from _statement(found)


def _where(article: Article) -> str:
    return f"{shown_outlet(article)} · {shown_when(article.published)} · {clean(article.input_id)}"


def _article(found: ShownArticle) -> "Iterator[RenderableType]":
    if found.annotated:
        yield from article_view(found.annotated, ids=True)
    else:
        yield line(clean(found.article.title or found.article.input_id), "bold")
        yield line("Not read yet: sayso run")
    yield ""
    yield line(found.article.id, "dim")
    if found.article.url:
        yield line(clean(found.article.url), "dim")
    if len(found.input_ids) > 1:
        yield line("also in: " + ", ".join(clean(name) for name in found.input_ids[1:]))
    for number, each in enumerate(found.history, 1):
        when = (
            shown_when(each.published)
            if each.published
            else f"taken in {shown_day(each.retrieved)} {each.retrieved:%H:%M}"
        )
        this = "  (this one)" if each.article_id == found.article.id else ""
        yield line(f"version {number} of {len(found.history)} at this address: {each.article_id[:12]}  {when}{this}")
    if found.story_id:
        yield line(f"story {found.story_id[:12]} · carries {plural(len(found.claim_ids), 'claim')}")
    for failure in found.failures:
        yield line(f"failed in {failure.stage}: {clean(failure.error)}")


def _claim(found: ShownClaim) -> "Iterator[RenderableType]":
    row = found.row
    yield line(quote(found.claim.label), "bold")
    counts = f"{plural(row.articles, 'article')} · {plural(row.outlets, 'outlet')}"
    origins = origins_words(row.origins_min, row.origins_max)
    yield line(f"{row.id} · {counts} · {origins} · contested by {row.contests}", "dim")
    for shown in sorted(found.statements, key=lambda each: when_order(each.article)):
        yield ""
        yield from _statement(shown)
    yield ""
    yield line(f"On whose word?  sayso trace {row.id[:12]}", "dim")


def _story(found: ShownStory) -> "Iterator[RenderableType]":
    yield line(clean(found.row.title), "bold")
    yield line(f"{found.story.id} · {plural(len(found.articles), 'article')}", "dim")
    yield ""
    for article in sorted(found.articles, key=when_order):
        yield line(f"{article.id[:12]}  {_where(article)}")
    yield ""
    for row in found.claims:
        yield line(f"{row.id[:12]}  {origins_words(row.origins_min, row.origins_max)}: {quote(row.label, limit=200)}")


def _source(found: ShownSource) -> "Iterator[RenderableType]":
    source = found.source
    yield line(clean(source.name) if source.name else f"unnamed, described as {quote(source.description)}", "bold")
    yield line(f"{source.id} · {shown_kind(source.kind)} in {_where(found.article)}", "dim")
    if source.anonymity:
        yield line(f"why unnamed: {quote(source.anonymity.of(found.article.text), limit=300)}", indent=2)
    for statement in found.statements:
        yield line(f"{statement.polarity}: {quote(statement.text, limit=300)}", indent=2)
    if found.elsewhere:
        yield line(f"A source of this name is in {plural(len(found.elsewhere), 'other article')}.")


def _statement(found: ShownStatement) -> "Iterator[RenderableType]":
    text = found.article.text
    source = found.source
    name = clean(source.name or f"unnamed ({source.description})") if source else "nobody named"
    kind = f" · {shown_kind(source.kind)}" if source else ""
    yield line(name, "bold")
    yield line(f"{found.attribution.id[:12]} · {_where(found.article)}{kind}", "dim")
    said = " … ".join(span.of(text) for span in found.attribution.content)
    yield line(f"{quote(said)}", indent=2)
    if source and source.anonymity:
        yield line(f"why unnamed: {quote(source.anonymity.of(text), limit=300)}", indent=2)
