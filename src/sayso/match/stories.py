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
from sayso.match.compare import FEATURES, PAIRED, Named, compare_all
from sayso.match.model import Floats, load_regression, product_names, with_products
from sayso.match.profile import Counted, Marks, Profile, Vectors
from sayso.records import ArticleLink, Judgement, Story

_WORDS_SHOWN = 6
_NEARLY = 0.001  # more than the last bits of a score


def link_profiles(one: Profile, others: Sequence[Profile], config: MatchConfig) -> list[ArticleLink]:
    """
    One article's links with others, in their order, but those scored below ``config.story_link``.

    The same from both sides, and whatever else is compared at once.
    """
    features = compare_all(one, others)
    # All at once, the last bits of a score depend on how many there are: those that may be links are scored alone.
    near = np.flatnonzero(_scores(features) >= config.story_link - _NEARLY).tolist() if others else []
    links = []
    for at in near:
        score = float(_scores(features[at : at + 1])[0])
        a, b = sorted((one, others[at]), key=lambda profile: profile.article_id)
        if score >= config.story_link and a.article_id != b.article_id:
            because = _because(a, b, Named(*features[at].tolist()))
            links.append(ArticleLink(a.article_id, b.article_id, round(score, 4), because))
    return links


def _scores(features: Vectors) -> Floats:
    model = load_regression("links.json", product_names(FEATURES, PAIRED))
    return model.probability(with_products(features, PAIRED))


def _because(a: Profile, b: Profile, found: Named) -> tuple[str, ...]:
    """The grounds of a link in words, strongest kinds first."""
    said = []
    if found.runs >= 0.1:
        said.append(f"share wording: {100 * found.runs:.0f} % of the shorter text's five-word runs")
    for what, mine, theirs in (
        ("names", a.terms.names, b.terms.names),
        ("numbers", a.terms.numbers, b.terms.numbers),
    ):
        if shared := _shared(a.terms, b.terms, mine, theirs):
            said.append(f"both have the {what} {shared}")
    if words := _shared(a.terms, b.terms, np.ones_like(a.terms.names), np.ones_like(b.terms.names)):
        said.append(f"both open with {words}")
    said.append(f"openings alike in meaning: {found.lead_cosine:.2f}; titles: {found.title_cosine:.2f}")
    if not found.undated:
        days = round(float(np.expm1(found.days)))
        said.append("published the same day" if days == 0 else f"published {days} day{'s' * (days != 1)} apart")
    return tuple(said)


def _shared(a: Counted, b: Counted, mine: Marks, theirs: Marks) -> str:
    """The heaviest of these terms that both have in their openings, as the first writes them."""
    opening = slice(len(b.words))
    others = set(b.keys[opening][theirs[opening]].tolist())
    places = np.flatnonzero(mine[: len(a.words)]).tolist()
    weights, keys = a.weights.tolist(), a.keys.tolist()
    both = [at for at in places if keys[at] in others]
    both.sort(key=lambda at: (-weights[at], a.words[at]))
    return ", ".join(a.words[at] for at in both[:_WORDS_SHOWN])


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
