"""Readers without a model, for tests of what surrounds reading. Reading processes import them by name."""

import os
import time
from collections.abc import Callable, Sequence

from sayso.errors import ModelError
from sayso.records import AnnotatedArticle, Article

Annotate = Callable[[Sequence[Article]], list[AnnotatedArticle]]


def nothing_found(article: Article) -> AnnotatedArticle:
    return AnnotatedArticle(article, (), (), (), (), (), bytes(384))


def open_plain() -> Annotate:
    return lambda articles: [nothing_found(article) for article in articles]


def open_troubled() -> Annotate:
    """Does what the article's text says."""

    def annotate(articles: Sequence[Article]) -> list[AnnotatedArticle]:
        for article in articles:
            if article.text.startswith("HANG"):
                time.sleep(600)
            if article.text.startswith("KILL"):
                os.kill(os.getpid(), 9)
            if article.text.startswith("RAISE"):
                raise ValueError("no such thing")
            if article.text.startswith("PRINT"):
                print("to stdout, where the answers go")
        return [nothing_found(article) for article in articles]

    return annotate


def open_forgetful() -> Annotate:
    return lambda articles: [nothing_found(article) for article in articles[1:]]


def open_missing() -> Annotate:
    raise ModelError("The model file reader.onnx is not in this installation.")


def open_dying() -> Annotate:
    os._exit(3)
