"""
Blocking keys: articles that share none are never compared.

A key is a pair of an article's heaviest terms. On FNC-1 pairs of the twelve heaviest give 62 keys an article, hold 94 %
of the pairs of one story and bring fewer than 400 strangers in 100,000 articles. Cells of a codebook of lead vectors
(k-means, 128 to 4,096) were left out: trained on other news they bring several times the strangers for the same recall.
Which keys an article has depends on the article and the fixed table alone, so no key is ever capped or withdrawn.
"""

from itertools import combinations

import xxhash

from sayso.match.profile import Profile, profile_article
from sayso.records import AnnotatedArticle

HEAVIEST = 12
LEAD_BONUS = 1.5  # a term of the title or the first sentences counts this much more
RARE_ENOUGH = 7.0  # weights of the two by the table, added: one article in 1,100 would hold both by chance


def article_keys(annotated: AnnotatedArticle) -> frozenset[int]:
    """The blocking keys of one article, at most 66, each of 63 bits."""
    return profile_keys(profile_article(annotated))


def profile_keys(profile: Profile) -> frozenset[int]:
    """The same from a profile that is already there."""
    worth = {key: weight * (LEAD_BONUS if key in profile.lead else 1.0) for key, weight in profile.text.items()}
    heaviest = sorted(worth, key=lambda key: (-worth[key], key))[:HEAVIEST]
    weight = profile.weights
    return frozenset(
        xxhash.xxh3_64_intdigest(b"%d %d" % (min(a, b), max(a, b))) >> 1
        for a, b in combinations(heaviest, 2)
        if weight[a] + weight[b] >= RARE_ENOUGH
    )
