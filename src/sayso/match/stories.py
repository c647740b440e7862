"""
Stories: articles about the same happening, not merely on the same subject.

The link score is a logistic regression over the features of ``compare`` and their products, trained on FNC-1 (articles
of one story against articles that share keys with them); stories are average-link clusters of the stored links.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sayso.config import MatchConfig
from sayso.ids import content_id
from sayso.match.cluster import average_link
from sayso.match.compare import FEATURES, PAIRED, Named, compare
from sayso.match.model import load_regression, product_names, with_products
from sayso.match.profile import Profile, profile_article
from sayso.records import AnnotatedArticle, ArticleLink, Judgement, Story

_WORDS_SHOWN = 6


def link_articles(a: AnnotatedArticle, b: AnnotatedArticle, config: MatchConfig) -> ArticleLink | None:
    """Compare two articles; None where the score is below ``config.story_link``; the same from both sides."""
    links = link_profiles([(profile_article(a), profile_article(b))], config)
    return links[0] if links else None


def link_profiles(pairs: Sequence[tuple[Profile, Profile]], config: MatchConfig) -> list[ArticleLink]:
    """The links among these pairs of profiles, in their order, but those scored below ``config.story_link``."""
    if not pairs:
        return []
    ordered = [(a, b) if a.article_id < b.article_id else (b, a) for a, b in pairs]
    features = np.stack([compare(a, b) for a, b in ordered])
    model = load_regression("links.json", product_names(FEATURES, PAIRED))
    scores = model.probability(with_products(features, PAIRED))
    return [
        ArticleLink(a.article_id, b.article_id, round(float(score), 4), _because(a, b, Named(*row.tolist())))
        for (a, b), row, score in zip(ordered, features, scores, strict=True)
        if score >= config.story_link and a.article_id != b.article_id
    ]


def _because(a: Profile, b: Profile, found: Named) -> tuple[str, ...]:
    """The grounds of a link in words, strongest kinds first."""
    said = []
    if found.runs >= 0.1:
        said.append(f"share wording: {100 * found.runs:.0f} % of the shorter text's five-word runs")
    for what, shared in (("names", _shared(a, b, a.names, b.names)), ("numbers", _shared(a, b, a.numbers, b.numbers))):
        if shared:
            said.append(f"both have the {what} {shared}")
    words = _shared(a, b, a.lead, b.lead)
    if words:
        said.append(f"both open with {words}")
    said.append(f"openings alike in meaning: {found.lead_cosine:.2f}; titles: {found.title_cosine:.2f}")
    if not found.undated:
        days = round(float(np.expm1(found.days)))
        said.append("published the same day" if days == 0 else f"published {days} day{'s' * (days != 1)} apart")
    return tuple(said)


def _shared(a: Profile, b: Profile, mine: dict[int, float], theirs: dict[int, float]) -> str:
    """The heaviest terms that both have, as the openings write them."""
    both = [key for key in mine if key in theirs and key in a.words and key in b.words]
    both.sort(key=lambda key: (-a.weights[key], a.words[key]))
    return ", ".join(a.words[key] for key in both[:_WORDS_SHOWN])


def cluster_stories(
    article_ids: Iterable[str],
    scores: Mapping[tuple[str, str], float],
    judgements: Iterable[Judgement],
    *,
    config: MatchConfig | None = None,
) -> tuple[Story, ...]:
    """
    The stories of these articles, a pure function of the links and rulings among them, in order of their first article.

    ``scores``: (a, b) with a < b -> the score of their link. Links with articles that only links scored below
    ``config.story_merge`` join to these make no difference.
    A story's id is that of its smallest article id, so that it outlives articles that join later in most cases.
    """
    threshold = (config or MatchConfig()).story_merge
    groups = average_link(article_ids, scores, judgements, threshold)
    return tuple(Story(content_id("sto", first=group[0]), group) for group in groups)
