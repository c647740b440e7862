"""
Invented articles, each with a claim and its contrary, annotated as the rumours are: ``contrary_claims.jsonl``.

The project's own writing, about invented people. Of five items the fifth is left for ``bench/contraries.py``. Outlets
are placeholders, filled with names of the outlet table by chance, the same at each call.
"""

import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from bench.common import rows
from bench.contraries import FOLDS, ITEMS, KEPT, with_outlets
from train_claim_reader import ROLES, STANCES, UNKNOWN, Example
from train_trace import Rumour, article_of, make_rumour

from sayso import pipeline
from sayso.outlets import outlets

TURNED = np.array([ROLES.index(role) for role in ("none", "counter", "claim", "context")])


def read_contraries() -> Iterator[tuple[Rumour, Rumour]]:
    """For each item a rumour of one article, and the same for the contrary claim, with the roles of the first."""
    models = pipeline.load_models()
    if models.encoder is None:
        raise ValueError("the sentence encoder is needed for the claims' vectors")
    items = list(_items())
    articles = [article_of({**item, "outlet": None, "url": None}) for item in items]
    for item, annotated in zip(items, pipeline.annotate(articles, models), strict=True):
        noted = {name: item[name] for name in ("id", "stance", "credits")} | {"primary": None, "first_hand": False}
        claims = (item["claim"], item["contrary"])
        one, other = (
            make_rumour(item["id"], {"claim": claim, "articles": [noted]}, [annotated], vector)
            for claim, vector in zip(claims, models.encoder.encode(claims), strict=True)
        )
        yield one, other


def _items() -> Iterator[Mapping[str, Any]]:
    names = [outlet.name for outlet in outlets().rows]
    chance = random.Random(7)
    for number, row in enumerate(rows(ITEMS)):
        given = chance.sample(names, 4)
        if number % FOLDS != KEPT:
            yield with_outlets(row, given) | {"id": f"invented {number}"}


def alone(example: Example) -> Example:
    """An invented article: its primary outlet is not noted, nor whether it reports first-hand."""
    return replace(example, first_hand=UNKNOWN)


def turned(example: Example) -> Example:
    """The example for the contrary claim; an article that reports or doubts the one does not say the other."""
    affirms, denies = STANCES.index("affirms"), STANCES.index("denies")
    return replace(
        example,
        roles=TURNED[example.roles],
        stance={affirms: denies, denies: affirms}.get(example.stance, UNKNOWN),
        tags=[np.where(tag > 0, TURNED[np.maximum(tag, 0)], tag) for tag in example.tags],
    )
