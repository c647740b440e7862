"""What was worked out for an article is kept while the article is compared with one partner after another."""

from collections.abc import Callable
from typing import TypeVar

from sayso.records import AnnotatedArticle

T = TypeVar("T")


def remember(most: int) -> Callable[[Callable[[AnnotatedArticle], T]], Callable[[AnnotatedArticle], T]]:
    """
    Decorate a pure function of one article: its last ``most`` results are kept, the oldest dropped first.

    Known again is the same object, not an equal one: hashing a whole article costs as much as the work saved.
    """

    def decorate(make: Callable[[AnnotatedArticle], T]) -> Callable[[AnnotatedArticle], T]:
        kept: dict[str, tuple[AnnotatedArticle, T]] = {}

        def remembered(annotated: AnnotatedArticle) -> T:
            known = kept.get(annotated.article.id)
            if known is not None and known[0] is annotated:
                return known[1]
            if len(kept) >= most:
                kept.pop(next(iter(kept)))
            made = make(annotated)
            kept[annotated.article.id] = (annotated, made)
            return made

        remembered.__doc__ = make.__doc__
        return remembered

    return decorate
