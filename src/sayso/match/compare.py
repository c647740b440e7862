"""Two articles' profiles as numbers: what the link model sees."""

from collections.abc import Mapping
from math import log1p
from typing import NamedTuple

import numpy as np

from sayso.match.profile import LEAD_SENTENCES, Profile, Vectors


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


def compare(a: Profile, b: Profile) -> Vectors:
    """The FEATURES of a pair, float32; the same whichever comes first."""
    ahead, bhead = a.rows[: LEAD_SENTENCES + 1], b.rows[: LEAD_SENTENCES + 1]
    aligned = float((ahead @ b.rows.T).max(axis=1).mean()), float((bhead @ a.rows.T).max(axis=1).mean())
    held = _held(a.lead, b.text), _held(b.lead, a.text)
    names = _held(a.names, b.text, a.names), _held(b.names, a.text, b.names)
    days, undated = _days(a, b)
    return np.array(
        (
            a.title @ b.title,
            a.lead_vector @ b.lead_vector,
            a.centroid @ b.centroid,
            max(aligned),
            min(aligned),
            _cosine(a.text, b.text),
            _cosine(a.lead, b.lead),
            max(held),
            min(held),
            max(names),
            min(names),
            _overlap(a.numbers, b.numbers),
            len(a.runs & b.runs) / max(min(len(a.runs), len(b.runs)), 5),
            days,
            undated,
        ),
        dtype=np.float32,
    )


def _cosine(a: Mapping[int, float], b: Mapping[int, float]) -> float:
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * large[key] for key, weight in small.items() if key in large)


def _held(part: Mapping[int, float], whole: Mapping[int, float], weights: Mapping[int, float] | None = None) -> float:
    total = sum(part.values())
    return sum(weight for key, weight in part.items() if key in whole) / total if total else 0.0


def _overlap(a: Mapping[int, float], b: Mapping[int, float]) -> float:
    total = min(sum(a.values()), sum(b.values()))
    return sum(weight for key, weight in a.items() if key in b) / total if total else 0.0


def _days(a: Profile, b: Profile) -> tuple[float, float]:
    if a.published is None or b.published is None:
        return 0.0, 1.0
    gap = abs((a.published.earliest - b.published.earliest).total_seconds()) / 86400
    return log1p(gap), 0.0
