"""
Does an article speak of a claim, and in which sentences?

A sentence's relevance mixes meaning (cosine of sentence vectors) and wording (how much of the claim's weight its words
carry). Whether the article speaks of the claim at all is a logistic regression over the best of these, trained on
FNC-1: articles with the claim against articles of the same family of stories and the nearest of all others.
Weights of terms are whole sixteenths: sums of them are exact in whatever order.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.match.model import Floats
from sayso.match.profile import LEAD_SENTENCES, unit_rows
from sayso.match.terms import find_terms
from sayso.records import AnnotatedArticle
from sayso.remember import remember

Held = npt.NDArray[np.bool_]

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
    terms: dict[int, int]  # key of a term -> its number
    weights: npt.NDArray[np.float64]  # [terms]
    names: Held  # [terms], which of them are names or numbers
    vector: Floats  # [384], unit


@dataclass(frozen=True, slots=True)
class Looked:
    """One article seen from one claim."""

    texts: list[str]  # the title (or ""), then the sentences
    relevance: Floats  # [len(texts)], cosine + WORDING * share of the claim's weight
    features: Relevance
    annotated: AnnotatedArticle


def claim_words(text: str, vector: Floats) -> ClaimWords:
    """``text`` and its vector (of any length) as what is looked for."""
    terms = find_terms(text)
    unit: Floats = vector / max(float(np.linalg.norm(vector)), 1e-6)
    names = {term.key for term in terms if term.name or term.number}
    weights = {term.key: term.weight for term in terms}
    return ClaimWords(
        text,
        {key: number for number, key in enumerate(weights)},
        np.array(list(weights.values()), dtype=np.float64),
        np.array([key in names for key in weights], dtype=np.bool_),
        unit,
    )


def look(claim: ClaimWords, annotated: AnnotatedArticle) -> Looked:
    """Compare each sentence of the article with the claim."""
    words = words_of(annotated)
    cosines = words.rows @ claim.vector
    held: Held = np.zeros((len(claim.terms), len(words.texts)), dtype=np.bool_)  # which of the texts hold which term
    for key, number in claim.terms.items():
        if key in words.places:
            held[number, words.places[key]] = True
    wording = _share(claim, held).astype(np.float32)
    relevance = cosines + WORDING * wording
    if not annotated.article.title:
        relevance[0] = -1.0  # the vector of the first sentence stands there
    text: Held = np.any(held, axis=1)
    lead: Held = np.any(held[:, : LEAD_SENTENCES + 1], axis=1)
    pairs = _share(claim, held[:, 1:-1] | held[:, 2:])
    features = Relevance(
        best_cosine=float(cosines.max()),
        title_cosine=float(cosines[0]),
        lead_cosine=float(words.lead @ claim.vector) / words.lead_length,
        third_cosine=float(np.sort(cosines)[-3:][0]),
        best_wording=float(wording.max()),
        pair_wording=float(pairs.max(initial=0.0)),
        lead_wording=float(_share(claim, lead)),
        text_wording=float(_share(claim, text)),
        names=_share_of_names(claim, text),
        heaviest=float(bool(text[_heaviest(claim)])) if claim.terms else 0.0,
        best=float(relevance.max()),
        claim_terms=float(np.log1p(len(claim.terms))),
    )
    return Looked(words.texts, relevance, features, annotated)


class Words(NamedTuple):
    """One article's words, whichever claim is looked for."""

    texts: list[str]  # the title (or ""), then the sentences
    places: dict[int, list[int]]  # key of a term -> which of the texts hold it
    rows: Floats  # [n, 384], unit; zeros for an article without vectors, which is looked at by its words alone
    lead: Floats  # [384], sum of the title's and the first sentences'
    lead_length: float


@remember(1500)  # 60 kB each
def words_of(annotated: AnnotatedArticle) -> Words:
    """What ``look`` reads of an article."""
    article = annotated.article
    texts = [article.title or "", *(sentence.span.of(article.text) for sentence in annotated.sentences)]
    places: dict[int, list[int]] = {}
    for number, text in enumerate(texts):
        for key in {term.key for term in find_terms(text)}:
            places.setdefault(key, []).append(number)
    rows = unit_rows(annotated.vectors)
    if len(rows) < len(texts):
        rows = np.zeros((len(texts), rows.shape[1]), dtype=np.float32)
    lead = rows[: LEAD_SENTENCES + 1].sum(axis=0)
    return Words(texts, places, rows, lead, max(float(np.linalg.norm(lead)), 1e-6))


def _share(claim: ClaimWords, held: Held) -> npt.NDArray[np.float64]:
    """How much of the claim's weight the terms held make up: bool [terms, ...] -> [...]."""
    total = claim.weights.sum()
    share: npt.NDArray[np.float64] = np.asarray(claim.weights @ held / total if total else np.zeros(held.shape[1:]))
    return share


def _share_of_names(claim: ClaimWords, text: Held) -> float:
    if not claim.names.any():
        return 0.5
    return float(_share(claim, text & claim.names)) / max(float(_share(claim, claim.names)), 1e-6)


def _heaviest(claim: ClaimWords) -> int:
    return max(claim.terms.values(), key=lambda number: (claim.weights[number], list(claim.terms)[number]))
