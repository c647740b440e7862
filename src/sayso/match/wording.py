"""
The common words and word pairs of an article as evidence of its stance.

``weights/stance_words.npy`` has a coefficient for each class and each word or pair that occurs in a dozen training
stories or more, by part of the article; rarer ones would be names of the stories. It holds hashes.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import numpy as np
import xxhash

from sayso.match.model import Floats
from sayso.models import model_path

PARTS = ("title", "opening", "nearest", "all")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[?!\"“]")


def wording(parts: Mapping[str, str]) -> set[int]:
    """32-bit hashes of the words and neighbouring pairs of each of the PARTS, each with its part."""
    found = set()
    for part in PARTS:
        words = _TOKEN.findall(parts[part].lower().replace("’", "'"))
        for gram in {*words, *map(" ".join, pairwise(words))}:
            found.add(xxhash.xxh3_64_intdigest(f"{part} {gram}".encode()) >> 32)
    return found


def wording_scores(parts: Mapping[str, str]) -> Floats:
    """What the wording adds to the score of each class, float32 [n_classes]."""
    hashes, coefficients = _table()
    held = np.isin(hashes, np.fromiter(wording(parts), dtype=np.uint32))
    scores: Floats = coefficients[held].sum(axis=0)
    return scores


@cache
def _table() -> tuple[np.ndarray, Floats]:
    rows = np.load(model_path("stance_words.npy"))
    return rows["hash"], rows["coefficients"].astype(np.float32)
