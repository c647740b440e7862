"""One article on the terminal: who says what in it, attributions inside attributions indented."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.notices import find_notices
from sayso.records import AnnotatedArticle, Attribution, Span
from sayso.wording import clean, plural, quote, shown_kind, shown_when

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.tree import Tree


def article_view(annotated: AnnotatedArticle, *, ids: bool = False) -> "Iterator[RenderableType]":
    """What ``sayso read FILE`` prints, part by part; ``ids``: with those of statements and sources."""
    from rich.text import Text
    from rich.tree import Tree

    article = annotated.article
    yield Text(clean(article.title or article.input_id), style="bold")
    known = [clean(article.input_id) if article.title else "", clean(article.outlet or "")]
    known += [shown_when(article.published) if article.published else "", plural(len(article.text.split()), "word")]
    known += [plural(len(annotated.attributions), "attribution"), plural(len(annotated.sources), "source")]
    yield Text(" · ".join(part for part in known if part), style="dim")
    for notice in find_notices(article.text, annotated.sentences):
        yield Text(f"{notice.kind}: {quote(notice.span.of(article.text), limit=300)}", style="italic")
    if not annotated.attributions:
        yield Text("\nNobody is quoted or reported in it.")
        return
    known_ids = {attribution.id for attribution in annotated.attributions}
    inside: dict[str | None, list[Attribution]] = {}
    for attribution in sorted(annotated.attributions, key=_where):
        parent = attribution.parent if attribution.parent in known_ids else None
        inside.setdefault(parent, []).append(attribution)
    yield ""
    for attribution in inside.get(None, ()):
        tree = Tree(_label(annotated, attribution, ids=ids))
        _fill(tree, annotated, attribution, inside, ids=ids)
        yield tree


def _where(attribution: Attribution) -> tuple[int, str]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min((span.start for span in spans), default=0), attribution.id


def _fill(
    tree: "Tree",
    annotated: AnnotatedArticle,
    attribution: Attribution,
    inside: dict[str | None, list[Attribution]],
    *,
    ids: bool,
) -> None:
    from rich.text import Text

    tree.add(Text(_joined(annotated.article.text, attribution.content)))
    for inner in inside.get(attribution.id, ()):
        _fill(tree.add(_label(annotated, inner, ids=ids)), annotated, inner, inside, ids=ids)


def _label(annotated: AnnotatedArticle, attribution: Attribution, *, ids: bool) -> "RenderableType":
    """Who, of what kind, through whom; then the article's own words for who and says."""
    from rich.text import Text

    text = annotated.article.text
    statement = next((s for s in annotated.statements if s.attribution_id == attribution.id), None)
    source = next((s for s in annotated.sources if statement and s.id == statement.source_id), None)
    said = []
    if source is None:
        name = _joined(text, attribution.source) or "nobody named"
    elif source.name:
        name, said = clean(source.name), [shown_kind(source.kind)]
    else:
        name, said = "unnamed", [f"described as {quote(source.description, limit=60)}"]
        said += [quote(source.anonymity.of(text), limit=90)] if source.anonymity else []
    if statement and statement.via:
        said.append(f"via {clean(statement.via)}")
    said += [attribution.type, *([attribution.attitude] if attribution.attitude != "statement" else [])]
    if statement and statement.polarity != "says":
        said.append(statement.polarity)
    words = [_joined(text, attribution.source), _joined(text, attribution.cue)]
    own_words = " … ".join(word for word in words if word and word != name)
    known = [each.id[:12] for each in (statement, source) if each] if ids else []
    return Text.assemble((name, "bold"), "  ", " · ".join(said), "  ", (" ".join([own_words, *known]), "dim"))


def _joined(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(clean(span.of(text)) for span in spans)
