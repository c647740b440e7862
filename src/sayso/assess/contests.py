"""Who says that it is not so: those it concerns apart from those who only doubt."""

from collections.abc import Collection, Iterable, Mapping

from sayso.records import AnnotatedArticle, Appearance, ClaimCredit, Contest

# Least chance that any of the credits of a name is one against the claim, where no article contests it; and what is
# taken off where all do. Best F1 on the training rumours with credits found out of fold.
LEAST = 0.3
SWAY = 0.2
_NEVER = frozenset({"Wikipedia"})  # a reference work that an article leans on, not a party that contests


def find_contests(
    appearances: Iterable[Appearance],
    articles: Mapping[str, AnnotatedArticle],
    identified: Mapping[str, str] | None = None,
    ruled: Collection[str] = (),
) -> tuple[Contest, ...]:
    """
    Everyone credited against the claim, each once, by the place where the earliest article has them.

    ``ruled``: ids of articles that a person judged to contest it; where one credits nobody, it is its outlet that does.

    Credits err: several articles' word for one name adds up, and weighs more where more of the articles contest the
    claim themselves.
    ``identified``: source id -> who that is, of those that people judged to be one (``rulings.identify``).
    First-hand is the word of those it concerns (a person, an organization, a post); an outlet's own doubt is not.
    """
    ones = identified or {}
    ordered = sorted(appearances, key=lambda each: _when(articles[each.article_id]))
    share = sum(each.stance == "contests" for each in ordered) / max(1, len(ordered))
    first: dict[tuple[str | None, str], Contest] = {}
    doubt: dict[tuple[str | None, str], float] = {}
    for appearance in ordered:
        for credit in appearance.credits:
            if credit.role == "counter" and credit.name not in _NEVER:
                who = (ones.get(credit.source_id, credit.name), credit.kind if not credit.name else "")
                first.setdefault(who, _contest(appearance, credit))
                doubt[who] = doubt.get(who, 1.0) * (1 - credit.score)
    found = [each for who, each in first.items() if 1 - doubt[who] >= LEAST - SWAY * share]
    named = {each.name for each in found}
    for appearance in ordered:
        outlet = articles[appearance.article_id].article.outlet
        against = appearance.article_id in ruled and not any(each.role == "counter" for each in appearance.credits)
        if against and outlet and outlet not in named:
            named.add(outlet)
            found.append(Contest(outlet, "outlet", False, appearance.article_id, appearance.sentence, None))
    return tuple(sorted(found, key=lambda each: (not each.first_hand, each.name is None, each.name or "")))


def _when(annotated: AnnotatedArticle) -> tuple[str, str]:
    published = annotated.article.published
    return (published.earliest.isoformat() if published else "~", annotated.article.id)


def _contest(appearance: Appearance, credit: ClaimCredit) -> Contest:
    first_hand = credit.kind in ("person", "organization", "post")
    return Contest(credit.name, credit.kind, first_hand, appearance.article_id, credit.evidence, credit.statement_id)
