"""
Does an article speak of a claim, and in which sentences?

A sentence's relevance mixes meaning (cosine of sentence vectors) and wording (how much of the claim's weight its words
carry). Whether the article speaks of the claim at all is a logistic regression over the best of these, trained on
FNC-1: articles with the claim against articles of the same family of stories and the nearest of all others.
"""

from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sayso.match.model import Floats
from sayso.match.profile import LEAD_SENTENCES, unit_rows
from sayso.match.remember import remember
from sayso.match.terms import find_terms
from sayso.records import AnnotatedArticle

WORDING = 0.7  # of a cosine, for a sentence that holds every word of the claim


class Relevance(NamedTuple):
    """What decides whether an article speaks of a claim; cosines and shares of the claim's weight, 0 to 1."""

    best_cosine: float  # of any sentence or the title
    title_cosine: float
    lead_cosine: float  # of the mean of title and first sentences
    third_cosine: float  # of the third nearest sentence
    best_wording: float  # the most that one sentence or the title holds
    pair_wording: float  # the most that two neighbouring sentences hold
    lead_wording: float
    text_wording: float  # what the whole text holds
    names: float  # what of the claim's names and numbers the text holds
    heaviest: float  # whether the text holds the claim's heaviest term
    best: float  # the most of cosine and wording together
    claim_terms: float  # log(1 + number of the claim's terms)


FEATURES = Relevance._fields
PAIRED = 11


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim, ready to be looked for."""

    text: str
    weights: dict[int, float]  # key of a term -> weight
    names: frozenset[int]  # names and numbers among them
    vector: Floats  # [384], unit


@dataclass(frozen=True, slots=True)
class Looked:
    """One article seen from one claim."""

    texts: list[str]  # the title (or ""), then the sentences
    relevance: Floats  # [len(texts)], cosine + WORDING * share of the claim's weight
    features: Relevance


def claim_words(text: str, vector: Floats) -> ClaimWords:
    """``text`` and its vector (of any length) as what is looked for."""
    terms = find_terms(text)
    unit: Floats = vector / max(float(np.linalg.norm(vector)), 1e-6)
    names = frozenset(term.key for term in terms if term.name or term.number)
    return ClaimWords(text, {term.key: term.weight for term in terms}, names, unit)


def look(claim: ClaimWords, annotated: AnnotatedArticle) -> Looked:
    """Compare each sentence of the article with the claim."""
    words = _words(annotated)
    texts, rows = words.texts, words.rows
    cosines = rows @ claim.vector
    if len(cosines) < len(texts):  # an article without vectors is looked at by its words alone
        cosines = np.zeros(len(texts), dtype=np.float32)
        rows = np.zeros((len(texts), len(claim.vector)), dtype=np.float32)
    sets = [held & claim.weights.keys() for held in words.keys]
    wording = np.array([_share(claim, held) for held in sets], dtype=np.float32)
    relevance = cosines + WORDING * wording
    if not annotated.article.title:
        relevance[0] = -1.0  # the vector of the first sentence stands there
    lead = rows[: LEAD_SENTENCES + 1].sum(axis=0)
    text = set().union(*sets)
    features = Relevance(
        best_cosine=float(cosines.max()),
        title_cosine=float(cosines[0]),
        lead_cosine=float(lead @ claim.vector) / max(float(np.linalg.norm(lead)), 1e-6),
        third_cosine=float(np.sort(cosines)[-3:][0]),
        best_wording=float(wording.max()),
        pair_wording=max([_share(claim, one | two) for one, two in pairwise(sets[1:])], default=0.0),
        lead_wording=_share(claim, set().union(*sets[: LEAD_SENTENCES + 1])),
        text_wording=_share(claim, text),
        names=_share(claim, text & claim.names) / max(_share(claim, set(claim.names)), 1e-6) if claim.names else 0.5,
        heaviest=float(max(claim.weights, key=lambda key: (claim.weights[key], key), default=0) in text),
        best=float(relevance.max()),
        claim_terms=float(np.log1p(len(claim.weights))),
    )
    return Looked(texts, relevance, features)


class _Words(NamedTuple):
    texts: list[str]  # the title (or ""), then the sentences
    keys: list[frozenset[int]]  # of the terms of each
    rows: Floats  # [n, 384], unit


@remember(1500)  # 60 kB each
def _words(annotated: AnnotatedArticle) -> _Words:
    article = annotated.article
    texts = [article.title or "", *(sentence.span.of(article.text) for sentence in annotated.sentences)]
    keys = [frozenset(term.key for term in find_terms(text)) for text in texts]
    return _Words(texts, keys, unit_rows(annotated.vectors))


def _share(claim: ClaimWords, held: Set[int]) -> float:
    total = sum(claim.weights.values())
    return sum(claim.weights[key] for key in held) / total if total else 0.0
