"""What of one article is compared with others: weighted terms, shared wording, vectors; computed once per article."""

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import numpy.typing as npt

from sayso.match.encoder import SIZE
from sayso.match.remember import remember
from sayso.match.terms import Term, find_terms
from sayso.records import AnnotatedArticle, When

LEAD_SENTENCES = 4  # the happening is told in the first few sentences (inverted pyramid)
MOST_SENTENCES = 40  # of an article that are compared one by one
_RUN = 5  # words of a shared run
_SAMPLE = 4  # one run in four is kept, by its hash: the same ones in every article

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Profile:
    """One article, ready to be compared; weights of ``text`` and ``lead`` are unit vectors over term keys."""

    article_id: str
    text: dict[int, float]  # key of a term -> weight, of the whole text and title
    lead: dict[int, float]  # of the title and the first sentences
    names: dict[int, float]  # of names alone: key -> weight by the table
    numbers: dict[int, float]
    weights: dict[int, float]  # key -> weight by the table
    words: dict[int, str]  # key -> the term, of the lead
    runs: frozenset[int]  # hashes of a sample of the text's 5-word runs
    title: Vectors  # [384], unit
    lead_vector: Vectors  # [384], unit: mean of the title and the first sentences
    centroid: Vectors  # [384], unit
    rows: Vectors  # [n, 384], unit: title, then sentences
    published: When | None


@remember(1500)  # 100 kB each
def profile_article(annotated: AnnotatedArticle) -> Profile:
    """The profile of one article: a pure function of it."""
    article = annotated.article
    cut = annotated.sentences[LEAD_SENTENCES - 1].span.end if len(annotated.sentences) >= LEAD_SENTENCES else None
    title = find_terms(article.title or "")
    lead = find_terms(article.text[:cut])
    rest = find_terms(article.text[cut:]) if cut else []
    rows = unit_rows(annotated.vectors)[: MOST_SENTENCES + 1]
    every = title + lead + rest
    return Profile(
        article_id=article.id,
        text=_weigh(every),
        lead=_weigh(title + title + lead),
        names={t.key: t.weight for t in lead + rest if t.name},  # titles capitalise every word
        numbers={t.key: t.weight for t in every if t.number},
        weights={t.key: t.weight for t in every},
        words={t.key: t.text for t in title + lead},
        runs=_runs([t.key for t in lead + rest]),
        title=rows[0],
        lead_vector=_mean(rows[: LEAD_SENTENCES + 1]),
        centroid=_mean(rows),
        rows=rows,
        published=article.published,
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


def _weigh(terms: list[Term]) -> dict[int, float]:
    counts = Counter(term.key for term in terms)
    weight = {term.key: term.weight for term in terms}
    raw = {key: (1 + log(count)) * weight[key] for key, count in counts.items()}
    length = sqrt(sum(value * value for value in raw.values())) or 1.0
    return {key: value / length for key, value in raw.items()}


def _runs(keys: list[int]) -> frozenset[int]:
    hashes = (hash(tuple(keys[i : i + _RUN])) for i in range(len(keys) - _RUN + 1))
    return frozenset(h for h in hashes if h % _SAMPLE == 0)
