"""Articles' profiles by pairs as numbers: what the link model sees."""

from collections.abc import Sequence
from math import log1p
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.match.profile import LEAD_SENTENCES, Marks, Numbers, Profile, Vectors

Places = npt.NDArray[np.intp]


class Named(NamedTuple):
    """The features of a pair of articles, cosines and shares from 0 to 1."""

    title_cosine: float
    lead_cosine: float
    centroid_cosine: float
    aligned_high: float  # an opening's sentences, each with its nearest in the other article
    aligned_low: float
    text_words: float  # cosine of weighted words
    lead_words: float
    lead_held_high: float  # how much of one opening's weight is in the other's text
    lead_held_low: float
    names_high: float  # how much of the one's names' weight the other has
    names_low: float
    numbers: float
    runs: float  # shared 5-word runs, of the shorter text
    days: float  # log(1 + days between); 0 where either is undated
    undated: float


FEATURES = Named._fields
PAIRED = 13  # the first so many enter the model by products too
_WORDS = slice(FEATURES.index("text_words"), FEATURES.index("days"))


def compare(a: Profile, b: Profile) -> Vectors:
    """The FEATURES of a pair, float32; the same whichever comes first."""
    features: Vectors = compare_all(a, [b])[0]
    return features


def compare_all(one: Profile, others: Sequence[Profile]) -> Vectors:
    """The FEATURES of one article with each of the others, float32 [n, FEATURES]; each row is as ``compare`` has it."""
    features = np.zeros((len(others), len(FEATURES)), dtype=np.float64)
    head = one.rows[: LEAD_SENTENCES + 1]
    for row, other in zip(features, others, strict=True):
        theirs = other.rows[: LEAD_SENTENCES + 1]
        row[0] = one.title @ other.title
        row[1] = one.lead_vector @ other.lead_vector
        row[2] = one.centroid @ other.centroid
        mine_aligned, aligned = (head @ other.rows.T).max(axis=1).mean(), (theirs @ one.rows.T).max(axis=1).mean()
        row[3], row[4] = max(mine_aligned, aligned), min(mine_aligned, aligned)
        row[13], row[14] = _days(one, other)
    if others:
        features[:, _WORDS] = _compare_words(one, others)
    return features.astype(np.float32)


# ---- the words: all others at once ----


class _Others:
    """The terms of all others one after the other."""

    def __init__(self, others: Sequence[Profile]) -> None:
        terms = [each.terms for each in others]
        self.count = len(others)
        self.sizes = np.array([len(each.keys) for each in terms])
        self.lead_sizes = np.array([len(each.lead_counts) for each in terms])
        self.owners = np.repeat(np.arange(len(others)), self.sizes)
        self.keys = np.concatenate([each.keys for each in terms])
        self.text = np.concatenate([each.text for each in others])
        self.lead = np.concatenate([each.lead for each in others])
        self.lead_totals = np.array([each.lead_total for each in others])
        self.weights = np.concatenate([each.weights for each in terms])
        self.names = self.weights * np.concatenate([each.names for each in terms])
        self.numbers = self.weights * np.concatenate([each.numbers for each in terms])

    def totals(self, weights: Numbers) -> Numbers:
        """The sum of the weights of each other's terms."""
        return _sums(self.owners, weights, self.count)


class _Shared(NamedTuple):
    """The terms that an article shares with others, in the order of the others and of their terms."""

    mine: Places  # the term's place in the article
    theirs: Places  # and among all terms of the others
    other: Places  # the number of the other
    resorted: Places  # what brings them into the order of the article's terms
    others: int  # how many

    def sums(self, weights: Numbers, *, mine: bool) -> Numbers:
        """
        The sum for each other, added up in the order of the article's terms or in that of the other's.

        The order counts: a pair gives the same to the last bit whichever of the two comes first, and whatever else is
        compared at once.
        """
        if mine:
            return _sums(self.other[self.resorted], weights[self.resorted], self.others)
        return _sums(self.other, weights, self.others)


def _sums(owners: Places, weights: Numbers, count: int) -> Numbers:
    return np.bincount(owners, weights, count).astype(np.float64)


def _compare_words(one: Profile, given: Sequence[Profile]) -> Numbers:
    """The features from text_words to runs, float64 [others, features]."""
    others, terms = _Others(given), one.terms
    mine, theirs = _places(terms.keys, others.keys)
    owners = others.owners[theirs]
    shared = _Shared(mine, theirs, owners, np.lexsort((mine, owners)), others.count)
    first = np.array([one.article_id < each.article_id for each in given])  # of a pair; ties go to it
    names, numbers = terms.weights * terms.names, terms.weights * terms.numbers
    lead = (
        _part(shared.sums(one.lead[mine], mine=True), np.full(others.count, one.lead_total)),
        _part(shared.sums(others.lead[theirs], mine=False), others.lead_totals),
    )
    named = (
        _part(shared.sums(names[mine], mine=True), np.full(others.count, names.sum())),
        _part(shared.sums(others.names[theirs], mine=False), others.totals(others.names)),
    )
    # "4K" weighs more than "4,000", which is the same number: what is shared has the weights of the first article.
    both = np.where(first[owners], numbers[mine], others.numbers[theirs]) * (others.numbers[theirs] > 0)
    columns = (
        _cosines(shared, one.text[mine] * others.text[theirs], first, len(terms.keys), others.sizes),
        _cosines(shared, one.lead[mine] * others.lead[theirs], first, len(terms.lead_counts), others.lead_sizes),
        np.maximum(*lead),
        np.minimum(*lead),
        np.maximum(*named),
        np.minimum(*named),
        _part(shared.sums(both, mine=True), np.minimum(numbers.sum(), others.totals(others.numbers))),
        _shared_runs(one, given),
    )
    return np.stack(columns, axis=1)


def _cosines(shared: _Shared, products: Numbers, first: Marks, size: int, sizes: Places) -> Numbers:
    """Added up in the order of the terms of whichever of the two has fewer."""
    shorter = np.where(first, size <= sizes, size < sizes)
    return np.where(shorter, shared.sums(products, mine=True), shared.sums(products, mine=False))


def _part(shared: Numbers, total: Numbers) -> Numbers:
    parts: Numbers = np.where(total > 0, shared / np.where(total > 0, total, 1.0), 0.0)
    return parts


def _places(mine: npt.NDArray[Any], theirs: npt.NDArray[Any]) -> tuple[Places, Places]:
    """Where what both hold stands: in ``mine``, in which nothing comes twice, and in ``theirs``, rising."""
    if not len(mine):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    order = np.argsort(mine)
    ordered = mine[order]
    found = np.minimum(np.searchsorted(ordered, theirs), len(mine) - 1)
    at = np.flatnonzero(ordered[found] == theirs)
    return order[found[at]], at


def _shared_runs(one: Profile, others: Sequence[Profile]) -> Numbers:
    sizes = np.array([len(each.terms.runs) for each in others])
    _, at = _places(one.terms.runs, np.concatenate([each.terms.runs for each in others]))
    shared = np.bincount(np.repeat(np.arange(len(others)), sizes)[at], minlength=len(others))
    part: Numbers = shared / np.maximum(np.minimum(len(one.terms.runs), sizes), 5)
    return part


def _days(a: Profile, b: Profile) -> tuple[float, float]:
    if a.terms.published is None or b.terms.published is None:
        return 0.0, 1.0
    gap = abs((a.terms.published - b.terms.published).total_seconds()) / 86400
    return log1p(gap), 0.0
