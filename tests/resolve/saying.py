"""An article resolved with attributions that are given by their words."""

from datetime import UTC, datetime

from sayso.records import Article, Attribution, Span
from sayso.resolve import Resolved, resolve_article
from sayso.segment import split_sentences

NOW = datetime(2031, 5, 1, tzinfo=UTC)

Said = tuple[str, str, str]  # source, cue, content: their words


def resolved(text: str, *said: Said) -> Resolved:
    """The first place of each of the words counts."""
    article = Article("art_1", "1", None, None, None, None, text, None, NOW)

    def span(words: str) -> tuple[Span, ...]:
        at = text.index(words)
        return (Span(at, at + len(words)),)

    given = [
        Attribution(f"att_{number}", "art_1", span(a), span(b), span(c), None, "indirect", "statement", 0.9)
        for number, (a, b, c) in enumerate(said)
    ]
    return resolve_article(article, split_sentences(text), given)
