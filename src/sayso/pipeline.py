"""
The whole method on one page.

``annotate`` reads articles, each alone. ``compare`` looks across articles, at what is new and its partners only.
``answer`` traces one claim. All three are plain calls on records and hold no state.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso import attribute, match, resolve, segment
from sayso.records import AnnotatedArticle, Article, Sentence


@dataclass(frozen=True, slots=True)
class Models:
    """The loaded models: one set a process."""

    reader: attribute.Reader
    encoder: match.SentenceEncoder


def load_models() -> Models:
    """Both shipped models; about 60 MB and a quarter of a second."""
    return Models(attribute.Reader(), match.SentenceEncoder())


def annotate(articles: Sequence[Article], models: Models) -> list[AnnotatedArticle]:
    """Read articles, each alone: the same article gives the same records whatever it is read with."""
    sentences = [segment.split_sentences(article.text) for article in articles]
    attributions = models.reader.read(articles, sentences)
    return [
        _annotated(article, cut, resolve.resolve_article(article, cut, found), models.encoder)
        for article, cut, found in zip(articles, sentences, attributions, strict=True)
    ]


def _annotated(
    article: Article, sentences: tuple[Sentence, ...], resolved: resolve.Resolved, encoder: match.SentenceEncoder
) -> AnnotatedArticle:
    texts = [sentence.span.of(article.text) for sentence in sentences]
    vectors = encoder.encode([article.title or "".join(texts[:1]), *texts])
    return AnnotatedArticle(
        article=article,
        sentences=sentences,
        attributions=resolved.attributions,
        sources=resolved.sources,
        statements=resolved.statements,
        credits=resolved.credits,
        vectors=vectors.tobytes(),
    )
