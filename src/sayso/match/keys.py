"""
Blocking keys: articles that share none are never compared.

A key is a pair of an article's heaviest terms. On FNC-1 pairs of the twelve heaviest give 62 keys an article, hold 94 %
of the pairs of one story and bring fewer than 400 strangers in 100,000 articles. Cells of a codebook of lead vectors
(k-means, 128 to 4,096) were left out: trained on other news they bring several times the strangers for the same recall.
Which keys an article has depends on the article and the fixed table alone, so no key is ever capped or withdrawn.

Strangers grow with the ledger, friends do not. So two articles that have only two heavy terms in common are compared
only where their leads are alike too: of FNC-1's pairs in one story 0.3 % are lost by it, of its strangers 40 % need not
be read, and of two articles on wholly other subjects hardly any. What is more than a month apart is seldom on one
happening (4 % of those pairs) and is compared only where the leads are more alike still: 0.4 % of all pairs in one
story are lost, and 83 % of those strangers need not be read. So an article meets the strangers of some weeks.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
import xxhash

from sayso.match.profile import Profile

HEAVIEST = 12
LEAD_BONUS = 1.5  # a term of the title or the first sentences counts this much more
RARE_ENOUGH = 7.0  # weights of the two by the table, added: one article in 1,100 would hold both by chance

LEADS_ALIKE = 0.4  # least cosine of the leads of two articles that share a single key
FAR_APART = 30.0  # days between two articles from which on they are seldom on one happening
FAR_ALIKE = 0.55  # least cosine of the leads of two such articles, however many keys they share


class Lead(NamedTuple):
    """By what an article is known before it is compared."""

    vector: bytes  # int8 [384], of ``article_row``
    days: tuple[float, float]  # since 1970, from when to when it may have appeared; not numbers where it is undated


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


def worth_comparing(one: Lead, others: Mapping[str, Lead], shared: Mapping[str, int]) -> list[str]:
    """
    The articles, of those that share some of an article's keys, that may be about the same happening; sorted.

    ``shared``: how many keys. The same from both sides.
    """
    ids = sorted(others.keys() & shared.keys())
    if not ids:
        return []
    mine = np.frombuffer(one.vector, dtype=np.int8).astype(np.float64)
    given = b"".join(others[each].vector for each in ids)
    rows = np.frombuffer(given, dtype=np.int8).reshape(len(ids), -1).astype(np.float64)
    lengths = np.sqrt((rows * rows).sum(axis=1) * (mine @ mine))  # whole numbers, exact in whatever order
    days = np.array([others[each].days for each in ids])
    apart = np.maximum(days[:, 0] - one.days[1], one.days[0] - days[:, 1])  # at least, and not a number where undated
    far = apart > FAR_APART
    single = np.array([shared[each] == 1 for each in ids])
    alike = rows @ mine >= np.where(far, FAR_ALIKE, LEADS_ALIKE) * lengths
    return [each for each, near in zip(ids, (alike | ~(far | single)).tolist(), strict=True) if near]
