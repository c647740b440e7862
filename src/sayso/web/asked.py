"""What the two questions on one record show: a statement with whoever may say it, and a text that may be no article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.browsing import Browser
from sayso.errors import NotFound
from sayso.ledger.answers import ShownStatement
from sayso.records import AnnotatedArticle, Article, Attribution, Sentence, Source, Span
from sayso.web.evidence import shortened
from sayso.wording import clean, shown_name, shown_outlet, shown_when

KEYS = "123456789"  # of the sources, one each; those further from the statement have none
BEFORE = 2  # sentences shown before the statement: whom "he" means stands there
SHOWN = 1200  # characters of a text


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one part: "src", "cue", "con" as the reader marks them, or "" of what stands around."""

    text: str
    part: str
    label: str  # for those who do not see the marks


@dataclass(frozen=True, slots=True)
class Choice:
    """A source of the article that may be who says it."""

    id: str
    key: str
    name: str
    kind: str
    description: str  # of one that is not named
    read: bool  # whether this is whom the reader took for it


@dataclass(frozen=True, slots=True)
class SpeakerAsked:
    """One statement, and whoever its article names or leaves unnamed."""

    head: str
    article_id: str
    span: Span
    pieces: tuple[Piece, ...]
    read_as: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TextAsked:
    """One text as it was taken in."""

    article_id: str
    head: str
    title: str
    url: str
    words: int
    paragraphs: tuple[str, ...]


def speaker_asked(browser: Browser, statement_id: str) -> SpeakerAsked:
    """A statement to be asked about. NotFound: there is none of that id."""
    shown = browser.show(statement_id)
    if not isinstance(shown, ShownStatement) or shown.statement is None:
        raise NotFound("That statement is not in this ledger.")
    annotated = browser.annotated([shown.article.id])[shown.article.id]
    read = browser.read_sources([statement_id]).get(statement_id, shown.statement.source_id)
    sources = {each.id: each for each in annotated.sources}
    spans = (*shown.attribution.source, *shown.attribution.cue, *shown.attribution.content)
    return SpeakerAsked(
        head=_head(shown.article),
        article_id=shown.article.id,
        span=shown.statement.content[0],
        pieces=_pieces(annotated, shown.attribution),
        read_as=shown_name(sources[read].name, sources[read].kind) if read in sources else "nobody named",
        choices=_choices(annotated.sources, read, min(spans).start),
    )


def _head(article: Article) -> str:
    return f"{shown_outlet(article)}, {shown_when(article.published)}"


def _choices(sources: Sequence[Source], read: str | None, place: int) -> tuple[Choice, ...]:
    """Whom the reader took for it first, then those mentioned nearest to it."""

    def far(source: Source) -> tuple[bool, int, str]:
        return source.id != read, min(abs(span.start - place) for span in source.mentions), source.id

    return tuple(
        Choice(
            each.id,
            KEYS[at] if at < len(KEYS) else "",
            shown_name(each.name, each.kind),
            each.kind,
            "" if each.name else shortened(each.description, 80),
            each.id == read,
        )
        for at, each in enumerate(sorted(sources, key=far))
    )


def _pieces(annotated: AnnotatedArticle, attribution: Attribution) -> tuple[Piece, ...]:
    """The sentences that the attribution is in, and some before them, cut where its parts begin and end."""
    named = (
        ("src", "source", attribution.source),
        ("cue", "cue", attribution.cue),
        ("con", "content", attribution.content),
    )
    marks = [(span, part, label) for part, label, spans in named for span in spans]
    start, end = _around([span for span, _, _ in marks], annotated.sentences)
    edges = sorted({start, end, *(at for span, _, _ in marks for at in (span.start, span.end))})
    text = annotated.article.text
    pieces = []
    for a, b in pairwise(edges):
        part, label = next(((p, n) for span, p, n in marks if span.start <= a and b <= span.end), ("", ""))
        pieces.append(Piece(text[a:b], part, label if any(span.start == a for span, _, _ in marks) else ""))
    return tuple(pieces)


def _around(spans: Sequence[Span], sentences: Sequence[Sentence]) -> tuple[int, int]:
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    inside = [at for at, each in enumerate(sentences) if each.span.start < end and start < each.span.end]
    if not inside:
        return start, end
    first, last = max(0, inside[0] - BEFORE), inside[-1]
    return min(start, sentences[first].span.start), max(end, sentences[last].span.end)


def text_asked(browser: Browser, article_id: str) -> TextAsked:
    """A text to be asked about. NotFound: there is none of that id."""
    shown = browser.article(article_id)
    article = shown.article
    text = article.text[:SHOWN] + (" …" if len(article.text) > SHOWN else "")
    lines: Iterable[str] = (line.strip() for line in text.splitlines())
    return TextAsked(
        article_id=article.id,
        head=_head(article),
        title=clean(article.title or article.input_id),
        url=article.url or "",
        words=len(article.text.split()),
        paragraphs=tuple(line for line in lines if line),
    )
