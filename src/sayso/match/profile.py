"""
What of one article is compared with others: weighted terms, shared wording, vectors; computed once per article.

``count_terms`` reads the text and ``profile_of`` needs no text any more: what lies between the two is what the ledger
keeps (``packing``), and a profile is the same to the last bit whether it comes from there or from the text.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from math import log

import numpy as np
import numpy.typing as npt

from sayso.match.encoder import SIZE
from sayso.match.terms import Term, find_terms
from sayso.records import AnnotatedArticle

LEAD_SENTENCES = 4  # the happening is told in the first few sentences (inverted pyramid)
MOST_SENTENCES = 40  # of an article that are compared one by one
_RUN = 5  # words of a shared run
_SAMPLE = 4  # one run in four is kept, by its hash: the same ones in every article
_LOGS = np.array([0.0, *(log(count) for count in range(1, 1024))])

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.uint32]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of one article, each once, in the order of their first places: those of the lead come first."""

    keys: npt.NDArray[np.uint64]  # [n]
    counts: Counts  # [n], of title and text
    weights: Numbers  # [n], by the table
    names: Marks  # [n], which are names; titles capitalise every word, so in the text
    numbers: Marks  # [n], which are numbers
    lead_counts: Counts  # [m], of the title, twice, and the first sentences
    lead_weights: Numbers  # [m]; "4K" weighs more than "4,000", which is the same number
    words: tuple[str, ...]  # [m], as written
    runs: npt.NDArray[np.int64]  # sorted hashes of a sample of the text's 5-word runs
    published: datetime | None  # the earliest moment
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class Profile:
    """One article, ready to be compared; ``text`` and ``lead`` are unit vectors over terms."""

    article_id: str
    terms: Counted
    text: Numbers  # [n], the weight of each term in the whole text and title
    lead: Numbers  # [n], in the title and the first sentences: 0 after the first m
    lead_total: float  # sum of ``lead``
    title: Vectors  # [384], unit
    lead_vector: Vectors  # [384], unit: mean of the title and the first sentences
    centroid: Vectors  # [384], unit
    rows: Vectors  # [n, 384], unit: title, then sentences


def profile_article(annotated: AnnotatedArticle) -> Profile:
    """The profile of one article: a pure function of it."""
    return profile_of(annotated.article.id, count_terms(annotated), annotated.vectors)


def count_terms(annotated: AnnotatedArticle) -> Counted:
    """What the text of an article gives to its profile."""
    article = annotated.article
    cut = annotated.sentences[LEAD_SENTENCES - 1].span.end if len(annotated.sentences) >= LEAD_SENTENCES else None
    title = find_terms(article.title or "")
    lead = find_terms(article.text[:cut])
    rest = find_terms(article.text[cut:]) if cut else []
    every = title + lead + rest
    counts, opening = Counter(term.key for term in every), Counter(term.key for term in title + title + lead)
    weights = {term.key: term.weight for term in every}
    own = {term.key: term.weight for term in title + lead}
    words = {term.key: term.text for term in title + lead}
    names = {term.key for term in lead + rest if term.name}
    numbers = {term.key for term in every if term.number}
    return Counted(
        keys=np.array(list(counts), dtype=np.uint64),
        counts=np.array(list(counts.values()), dtype=np.uint32),
        weights=np.array([weights[key] for key in counts], dtype=np.float64),
        names=np.array([key in names for key in counts], dtype=np.bool_),
        numbers=np.array([key in numbers for key in counts], dtype=np.bool_),
        lead_counts=np.array(list(opening.values()), dtype=np.uint32),
        lead_weights=np.array([own[key] for key in opening], dtype=np.float64),
        words=tuple(words[key] for key in opening),
        runs=_runs(lead + rest),
        published=article.published.earliest if article.published else None,
        latest=article.published.latest if article.published else None,
    )


def profile_of(article_id: str, terms: Counted, vectors: bytes) -> Profile:
    """The profile of an article; ``vectors``: int8 [n, 384], as in ``AnnotatedArticle``."""
    rows = unit_rows(vectors[: (MOST_SENTENCES + 1) * SIZE])
    opening = _weigh(terms.lead_counts, terms.lead_weights)
    return Profile(
        article_id=article_id,
        terms=terms,
        text=_weigh(terms.counts, terms.weights),
        lead=np.concatenate([opening, np.zeros(len(terms.keys) - len(opening))]),
        lead_total=sum(opening.tolist()),
        title=rows[0],
        lead_vector=_mean(rows[: LEAD_SENTENCES + 1]),
        centroid=_mean(rows),
        rows=rows,
    )


def unit_rows(vectors: bytes) -> Vectors:
    """``AnnotatedArticle.vectors`` -> float32 [n, 384] of unit rows; one row of zeros where there is none."""
    rows = np.frombuffer(vectors, dtype=np.int8).reshape(-1, SIZE).astype(np.float32)
    if not len(rows):
        return np.zeros((1, SIZE), dtype=np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    unit: Vectors = rows / np.maximum(lengths, 1e-6)[:, None]
    return unit


def _mean(rows: Vectors) -> Vectors:
    total = rows.sum(axis=0)
    mean: Vectors = total / max(float(np.sqrt(total @ total)), 1e-6)
    return mean


def _weigh(counts: Counts, weights: Numbers) -> Numbers:
    most = int(counts.max(initial=0))
    logs = _LOGS[counts] if most < len(_LOGS) else np.array([log(count) for count in counts.tolist()])
    raw = (1 + logs) * weights
    length = np.sqrt(sum((raw * raw).tolist())) or 1.0  # one after the other: numpy adds in another order
    unit: Numbers = raw / length
    return unit


def _runs(terms: list[Term]) -> npt.NDArray[np.int64]:
    keys = [term.key for term in terms]
    hashes = (hash(tuple(keys[i : i + _RUN])) for i in range(len(keys) - _RUN + 1))
    return np.array(sorted({each for each in hashes if each % _SAMPLE == 0}), dtype=np.int64)
