"""
The common words and word pairs of an article as evidence of its stance.

``weights/stance_words.npy`` has a coefficient for each class and each word or pair that occurs in a dozen training
stories or more, by part of the article; rarer ones would be names of the stories. It holds hashes.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import xxhash

from sayso.match.model import Floats
from sayso.models import model_path

PARTS = ("title", "opening", "nearest", "all")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[?!\"“]")


def wording(parts: Mapping[str, str]) -> set[int]:
    """32-bit hashes of the words and neighbouring pairs of each of the PARTS, each with its part."""
    return {hashed for part in PARTS for hashed in _grams(part, parts[part])}


def _grams(part: str, text: str) -> set[int]:
    words = _TOKEN.findall(text.lower().replace("’", "'"))
    return {
        xxhash.xxh3_64_intdigest(f"{part} {gram}".encode()) >> 32 for gram in {*words, *map(" ".join, pairwise(words))}
    }


def wording_scores(parts: Mapping[str, str]) -> Floats:
    """What the wording adds to the score of each class, float32 [n_classes]."""
    scores: Floats = np.sum([_part_scores(part, parts[part]) for part in PARTS], axis=0, dtype=np.float32)
    return scores


@lru_cache(maxsize=8192)  # most parts of an article are the same whichever claim is looked for
def _part_scores(part: str, text: str) -> Floats:
    places, coefficients = _table()
    known = sorted(places[gram] for gram in _grams(part, text) if gram in places)
    scores: Floats = coefficients[known].sum(axis=0)
    return scores


@cache
def _table() -> tuple[dict[int, int], Floats]:
    """Hash -> row, and the coefficients of each row."""
    rows = np.load(model_path("stance_words.npy"))
    return {each: place for place, each in enumerate(rows["hash"].tolist())}, rows["coefficients"].astype(np.float32)
