"""One record on the terminal: an article, a claim, a story, a statement or a source, with what stands around it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.cli.article_view import article_view
from sayso.cli.listing import clean, plural, quote
from sayso.cli.wording import shown_kind, shown_outlet, shown_when, span_range
from sayso.ledger.answers import Shown, ShownArticle, ShownClaim, ShownSource, ShownStatement, ShownStory
from sayso.records import Article

if TYPE_CHECKING:
    from rich.console import RenderableType


def kind_of(found: Shown) -> str:
    """``article``, ``claim``, ``story``, ``statement`` or ``source``."""
    return type(found).__name__.removeprefix("Shown").lower()


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


def _bold(text: str) -> "RenderableType":
    from rich.text import Text

    return Text(text, style="bold")


def _plain(text: str, style: str = "") -> "RenderableType":
    from rich.text import Text

    return Text(text, style=style)


def _where(article: Article) -> str:
    return f"{shown_outlet(article)} · {shown_when(article.published)} · {clean(article.input_id)}"


def _article(found: ShownArticle) -> "Iterator[RenderableType]":
    if found.annotated:
        yield from article_view(found.annotated)
    else:
        yield _bold(clean(found.article.title or found.article.input_id))
        yield _plain("Not read yet: sayso run")
    yield ""
    yield _plain(found.article.id, "dim")
    if found.article.url:
        yield _plain(clean(found.article.url), "dim")
    if len(found.input_ids) > 1:
        yield _plain("also in: " + ", ".join(clean(name) for name in found.input_ids[1:]))
    if found.versions:
        yield _plain("versions at this address: " + ", ".join(name[:12] for name in found.versions))
    if found.story_id:
        yield _plain(f"story {found.story_id[:12]} · carries {plural(len(found.claim_ids), 'claim')}")
    for failure in found.failures:
        yield _plain(f"failed in {failure.stage}: {clean(failure.error)}")


def _claim(found: ShownClaim) -> "Iterator[RenderableType]":
    row = found.row
    origins = span_range(row.origins_min, row.origins_max)
    yield _bold(quote(found.claim.label))
    counts = f"{plural(row.articles, 'article')} · {plural(row.outlets, 'outlet')}"
    yield _plain(f"{row.id} · {counts} · origins {origins} · contested by {row.contests}", "dim")
    for shown in found.statements:
        yield ""
        yield from _statement(shown)
    yield ""
    yield _plain(f"On whose word?  sayso trace {row.id[:12]}", "dim")


def _story(found: ShownStory) -> "Iterator[RenderableType]":
    yield _bold(clean(found.row.title))
    yield _plain(f"{found.story.id} · {plural(len(found.articles), 'article')}", "dim")
    yield ""
    for article in found.articles:
        yield _plain(f"{article.id[:12]}  {_where(article)}")
    yield ""
    for row in found.claims:
        yield _plain(
            f"{row.id[:12]}  {span_range(row.origins_min, row.origins_max)} origins  {quote(row.label, limit=90)}"
        )


def _source(found: ShownSource) -> "Iterator[RenderableType]":
    source = found.source
    yield _bold(clean(source.name) if source.name else f"unnamed, described as {quote(source.description)}")
    yield _plain(f"{source.id} · {shown_kind(source.kind)} in {_where(found.article)}", "dim")
    for statement in found.statements:
        yield _plain(f"  {statement.polarity}: {quote(statement.text, limit=300)}")
    if found.elsewhere:
        yield _plain(f"A source of this name is in {plural(len(found.elsewhere), 'other article')}.")


def _statement(found: ShownStatement) -> "Iterator[RenderableType]":
    text = found.article.text
    source = found.source
    name = clean(source.name or f"unnamed ({source.description})") if source else "nobody named"
    kind = f" · {shown_kind(source.kind)}" if source else ""
    yield _bold(name)
    yield _plain(f"{found.attribution.id[:12]} · {_where(found.article)}{kind}", "dim")
    said = " … ".join(span.of(text) for span in found.attribution.content)
    yield _plain(f"  {quote(said)}")
