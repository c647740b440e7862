"""
Which articles share wording, and how much of it.

Fingerprints find the pairs (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003); runs of shared words, joined where
only a few words differ, are the passages (passim's sense). What stands in quotation marks is kept apart: two articles
that quote one speech have not copied each other.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import xxhash
from numpy.typing import NDArray

from sayso.config import TraceConfig
from sayso.records import Article, Reuse, Span

GRAM = 6  # words in a fingerprinted run
WINDOW = 8  # runs a fingerprint is chosen from: any shared run of GRAM + WINDOW - 1 = 13 words shares one
SEED = 4  # words of an exact run that begins a passage
GAP = 8  # words that may differ between two runs of one passage: a changed name, a cut clause
LEAST_OWN_WORDS = 20  # with fewer words outside quotation marks the shares are taken over all words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"“[^“”\n]+”?|\"[^\"\n]+\"|(?<![\w])[‘'](?=\w)[^\n‘]{20,1200}?[.,!?…][’'](?!\w)")


class _Words(NamedTuple):
    starts: list[int]
    ends: list[int]
    hashes: NDArray[np.uint64]  # one a word
    quoted: NDArray[np.bool_]  # whether the word stands in quotation marks
    seeds: NDArray[np.uint64]  # the hash of SEED words from each word on


class _Run(NamedTuple):
    a: int  # first word, counted in a
    b: int
    length: int


@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    plain = word.casefold().replace("’", "'")
    return xxhash.xxh3_64_intdigest(plain.encode(errors="surrogatepass"))


def _grams(hashes: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """One hash for each run of ``size`` words (a polynomial modulo 2**64); empty where there are fewer words."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    base = np.uint64(0x9E3779B97F4A7C15)
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        total = total * base + hashes[offset : offset + count]
    return total


@lru_cache(maxsize=1024)
def _words(text: str) -> _Words:
    spans = [match.span() for match in _WORD.finditer(text)]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    hashes = np.array([_hash(text[start:end]) for start, end in spans], dtype=np.uint64)
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    for match in _QUOTED.finditer(text):
        inside[match.start() : match.end()] = True
    quoted = inside[starts] if starts else np.zeros(0, np.bool_)
    return _Words(starts, ends, hashes, quoted, _grams(hashes, SEED))


def _winnow(hashes: NDArray[np.uint64]) -> set[int]:
    grams = _grams(hashes, GRAM)
    if not len(grams):
        return set()
    window = min(WINDOW, len(grams))
    chosen = np.lib.stride_tricks.sliding_window_view(grams, window).min(axis=1)
    return {int(value) for value in np.unique(chosen) >> np.uint64(1)}  # 63 bits: SQLite's integers are signed


def fingerprints(text: str) -> set[int]:
    """Winnowed fingerprints (63 bits) of the words outside quotation marks: what makes two articles partners."""
    words = _words(text)
    return _winnow(words.hashes[~words.quoted])


def quotation_fingerprints(text: str) -> set[int]:
    """Winnowed fingerprints of the words in quotation marks: who shares these quotes one speech, and need not copy."""
    words = _words(text)
    return _winnow(words.hashes[words.quoted])


def _runs(a: _Words, b: _Words) -> list[_Run]:
    """Longest exact runs of SEED words or more, from left to right in a; of equals the one on the last diagonal."""
    shared = np.intersect1d(a.seeds, b.seeds)
    if not len(shared):
        return []
    places: dict[int, list[int]] = {}
    at = np.flatnonzero(np.isin(b.seeds, shared))
    for place, seed in zip(at.tolist(), b.seeds[at].tolist(), strict=True):
        places.setdefault(seed, []).append(place)
    runs: list[_Run] = []
    behind, diagonal = 0, 0
    same_a, same_b = a.hashes.tolist(), b.hashes.tolist()
    at = np.flatnonzero(np.isin(a.seeds, shared))
    for place, seed in zip(at.tolist(), a.seeds[at].tolist(), strict=True):
        if place < behind:
            continue
        best = max((_length(same_a, same_b, place, other), other - place == diagonal, -other) for other in places[seed])
        length, other = best[0], -best[2]
        runs.append(_Run(place, other, length))
        behind, diagonal = place + length, other - place
    return runs


def _length(a: list[int], b: list[int], i: int, j: int) -> int:
    start = i
    while i < len(a) and j < len(b) and a[i] == b[j]:
        i += 1
        j += 1
    return i - start


def _passages(runs: list[_Run]) -> list[list[_Run]]:
    """Join runs that follow each other in both texts with few words between."""
    passages: list[list[_Run]] = []
    for run in runs:
        if passages:
            last = passages[-1][-1]
            if run.a - (last.a + last.length) <= GAP and 0 <= run.b - (last.b + last.length) <= GAP:
                passages[-1].append(run)
                continue
        passages.append([run])
    return passages


def _share(words: _Words, covered: NDArray[np.bool_]) -> float:
    own = ~words.quoted
    if int(own.sum()) < LEAST_OWN_WORDS:
        own = np.ones(len(covered), dtype=np.bool_)
    return float((covered & own).sum() / max(1, own.sum()))


def find_reuse(a: Article, b: Article, config: TraceConfig) -> Reuse | None:
    """
    The passages that two articles share, nearly word for word; None where there is none outside quotation marks.

    Shares are of the words outside quotation marks (of all words where hardly any stand outside). The same pair in
    either order gives the same record.
    """
    if b.id < a.id:
        a, b = b, a
    in_a, in_b = _words(a.text), _words(b.text)
    covered_a, covered_b = np.zeros(len(in_a.starts), np.bool_), np.zeros(len(in_b.starts), np.bool_)
    spans: list[tuple[Span, Span]] = []
    for passage in _passages(_runs(in_a, in_b)):
        own = sum(int((~in_a.quoted[run.a : run.a + run.length]).sum()) for run in passage)
        few = min(int((~in_a.quoted).sum()), int((~in_b.quoted).sum())) < LEAST_OWN_WORDS
        counted = sum(run.length for run in passage) if few else own
        if counted < config.min_reuse_words:
            continue
        for run in passage:
            covered_a[run.a : run.a + run.length] = True
            covered_b[run.b : run.b + run.length] = True
        first, last = passage[0], passage[-1]
        spans.append(
            (
                Span(in_a.starts[first.a], in_a.ends[last.a + last.length - 1]),
                Span(in_b.starts[first.b], in_b.ends[last.b + last.length - 1]),
            )
        )
    if not spans:
        return None
    return Reuse(a.id, b.id, tuple(spans), _share(in_a, covered_a), _share(in_b, covered_b))
