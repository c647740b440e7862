"""Where an article names each ending: the sentences that a reader is shown when two of them are compared."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sayso.records import AnnotatedArticle, Appearance, ClaimCredit, Span


class Place(NamedTuple):
    """A place in an article; without ``evidence`` the article as a whole."""

    article_id: str
    evidence: Span | None
    statement_id: str | None = None


def find_places(appearances: Iterable[Appearance], articles: Mapping[str, AnnotatedArticle]) -> dict[str, Place]:
    """
    The sentence of the surest credit for the claim, by name; of unnamed sources and articles without a basis, by node.

    The same for any order of the appearances: of two as sure, the first by article and place.
    """
    found: dict[str, tuple[float, Place]] = {}
    for appearance in sorted(appearances, key=lambda each: each.article_id):
        for credit in sorted(appearance.credits, key=lambda each: each.evidence):
            if credit.role == "claim":
                sentence = _sentence(articles[appearance.article_id], credit.evidence)
                place = Place(appearance.article_id, sentence, credit.statement_id)
                for key in _keys(credit, appearance.article_id):
                    if key not in found or found[key][0] < credit.score:
                        found[key] = (credit.score, place)
        bare = Place(appearance.article_id, appearance.sentence)
        found.setdefault(f"unstated:{appearance.article_id}", (0.0, bare))
        found.setdefault(appearance.article_id, (0.0, bare))  # of an article that has it from its own reporting
    return {key: place for key, (_, place) in found.items()}


def _sentence(annotated: AnnotatedArticle, evidence: Span) -> Span:
    return next((each.span for each in annotated.sentences if each.span.overlaps(evidence)), evidence)


def _keys(credit: ClaimCredit, article_id: str) -> Iterable[str]:
    if credit.via:
        yield credit.via
    if credit.name:
        yield credit.name
    else:
        yield f"{credit.kind}:?{credit.via or article_id}"
