"""Who says that it is not so: those it concerns apart from those who only doubt."""

from collections.abc import Iterable, Mapping

from sayso.records import AnnotatedArticle, Appearance, ClaimCredit, Contest

# Least score of a credit against the claim: half of what is left out was not against it (training rumours).
LEAST = 0.35
_NEVER = frozenset({"Wikipedia"})  # a reference work that an article leans on, not a party that contests


def find_contests(
    appearances: Iterable[Appearance],
    articles: Mapping[str, AnnotatedArticle],
    identified: Mapping[str, str] | None = None,
) -> tuple[Contest, ...]:
    """
    Everyone credited against the claim, each once, by the place where the earliest article has them.

    ``identified``: source id -> who that is, of those that people judged to be one (``rulings.identify``).
    First-hand is the word of those it concerns (a person, an organization, a post); an outlet's own doubt is not.
    """
    ones = identified or {}
    found: dict[tuple[str | None, str], Contest] = {}
    for appearance in sorted(appearances, key=lambda each: _when(articles[each.article_id])):
        for credit in appearance.credits:
            if credit.role == "counter" and credit.score >= LEAST and credit.name not in _NEVER:
                who = (ones.get(credit.source_id, credit.name), credit.kind if not credit.name else "")
                found.setdefault(who, _contest(appearance, credit))
    return tuple(sorted(found.values(), key=lambda each: (not each.first_hand, each.name is None, each.name or "")))


def _when(annotated: AnnotatedArticle) -> tuple[str, str]:
    published = annotated.article.published
    return (published.earliest.isoformat() if published else "~", annotated.article.id)


def _contest(appearance: Appearance, credit: ClaimCredit) -> Contest:
    first_hand = credit.kind in ("person", "organization", "post")
    return Contest(credit.name, credit.kind, first_hand, appearance.article_id, credit.evidence, credit.statement_id)
