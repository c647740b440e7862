"""
Blocking keys: articles that share none are never compared.

A key is a pair of an article's heaviest terms. On FNC-1 pairs of the twelve heaviest give 62 keys an article, hold 94 %
of the pairs of one story and bring fewer than 400 strangers in 100,000 articles. Cells of a codebook of lead vectors
(k-means, 128 to 4,096) were left out: trained on other news they bring several times the strangers for the same recall.
Which keys an article has depends on the article and the fixed table alone, so no key is ever capped or withdrawn.

Strangers grow with the ledger, friends do not. So two articles that have only two heavy terms in common are compared
only where their leads are alike too: of FNC-1's pairs in one story 0.3 % are lost by it, of its strangers 40 % need not
be read, and of two articles on wholly other subjects hardly any.
"""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import xxhash

from sayso.match.profile import Profile

HEAVIEST = 12
LEAD_BONUS = 1.5  # a term of the title or the first sentences counts this much more
RARE_ENOUGH = 7.0  # weights of the two by the table, added: one article in 1,100 would hold both by chance

LEADS_ALIKE = 0.4  # least cosine of the leads of two articles that share a single key


def profile_keys(profile: Profile) -> frozenset[int]:
    """The blocking keys of one article, at most 66, each of 63 bits."""
    worth = profile.text.copy()
    worth[: len(profile.terms.lead_counts)] *= LEAD_BONUS
    keys = profile.terms.keys.tolist()
    return pair_keys(
        dict(zip(keys, worth.tolist(), strict=True)), dict(zip(keys, profile.terms.weights.tolist(), strict=True))
    )


def pair_keys(worth: Mapping[int, float], weights: Mapping[int, float]) -> frozenset[int]:
    """The blocking keys from what each term is worth in the article, and its weight by the table."""
    heaviest = sorted(worth, key=lambda key: (-worth[key], key))[:HEAVIEST]
    return frozenset(
        xxhash.xxh3_64_intdigest(b"%d %d" % (min(a, b), max(a, b))) >> 1
        for a, b in combinations(heaviest, 2)
        if weights[a] + weights[b] >= RARE_ENOUGH
    )


def worth_comparing(lead: bytes, leads: Mapping[str, bytes], shared: Mapping[str, int]) -> list[str]:
    """
    The articles, of those that share some of an article's keys, that may be about the same happening; sorted.

    ``lead`` and ``leads``: int8 [384] of ``article_row``, of the article and of the others; ``shared``: how many keys.
    The same from both sides.
    """
    ids = sorted(leads.keys() & shared.keys())
    if not ids:
        return []
    mine = np.frombuffer(lead, dtype=np.int8).astype(np.float64)
    rows = np.frombuffer(b"".join(leads[each] for each in ids), dtype=np.int8).reshape(len(ids), -1).astype(np.float64)
    lengths = np.sqrt((rows * rows).sum(axis=1) * (mine @ mine))  # whole numbers, exact in whatever order
    alike = rows @ mine >= LEADS_ALIKE * lengths
    return [each for each, near in zip(ids, alike.tolist(), strict=True) if near or shared[each] > 1]
