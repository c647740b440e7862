"""
Words as weighted terms, by one fixed table.

The weight of a word must not depend on what else a ledger holds, else links would change with the order of arrival.
So ``weights/terms.npy`` is fixed: for each known word the negative log of the share of news articles that hold it, from
the ranks of the shared wordpiece vocabulary (Zipf) corrected by counts over the training corpora. It holds hashes.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import xxhash

from sayso.models import model_path

UNKNOWN_WEIGHT = 8.0  # of a word that the table lacks: one article in 3,000
STOP_WEIGHT = 1.6  # words in more than a fifth of all articles say nothing about the subject
_NUMBER_SCALE = {"k": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9, "trillion": 1e12}
_TOKEN = re.compile(r"(\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*)")
_BREAKS = frozenset('.!?\n:“"')  # after one of these a capital says nothing
_SCALE = re.compile(r"[\s-]?(k|mn?|bn?|million|billion|trillion)\b", re.IGNORECASE)


class Term(NamedTuple):
    """A word or number of a text, normalised."""

    text: str  # as written
    key: int  # 64-bit hash of the normalised word or number
    weight: float  # by the fixed table; 0 for stop words
    name: bool  # capitalised inside a sentence
    number: bool


def find_terms(text: str) -> list[Term]:
    """The terms of ``text`` in order, stop words left out; numbers are written out ("$4K" and "4,000" are one)."""
    found = []
    initial = True
    parts = _TOKEN.split(text)  # what stands between words, and words, by turns
    for at in range(1, len(parts), 2):
        between, word = parts[at - 1], parts[at]
        if between != " " and not initial:  # most words stand one space apart
            initial = not _BREAKS.isdisjoint(between)
        term = _word(word)[not initial]
        if term is not None:
            found.append(term)
        elif word[0].isdigit():
            scale = _SCALE.match("".join(parts[at + 1 : at + 5]))
            found.append(_number(word, scale.group(1).lower() if scale else ""))
        initial = False
    return found


def _number(digits: str, scale: str) -> Term:
    value = float(digits.replace(",", "")) * _NUMBER_SCALE.get(scale, 1.0)
    normal = f"{value:.12g}"
    # "5" is in most articles, "14,250" in few
    weight = 3.0 + min(len(normal.strip("0").replace(".", "")) + 3 * bool(scale), 4)
    return Term(digits, xxhash.xxh3_64_intdigest(normal.encode()), weight, False, True)


@lru_cache(maxsize=200_000)
def _word(word: str) -> tuple[Term | None, Term | None]:
    """The term of a word that begins a sentence, and inside one; None for numbers and stop words."""
    normal = "" if word[0].isdigit() else normalise(word)
    key = xxhash.xxh3_64_intdigest(normal.encode())
    weight = _table().get(key >> 32, UNKNOWN_WEIGHT)
    if len(normal) < 2 or weight < STOP_WEIGHT:
        return None, None
    return Term(word, key, weight, False, False), Term(word, key, weight, word[0].isupper(), False)


def normalise(word: str) -> str:
    """Casefold, no accents, no possessive, and the commonest endings cut ("released", "releasing" -> "releas")."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").removesuffix("s'").replace("'", "")
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-3] + "y" if plain.endswith("ies") and len(plain) > 4 else plain[:-1]
    for ending, least in (("ing", 6), ("ed", 5)):
        if plain.endswith(ending) and len(plain) >= least:
            plain = plain[: -len(ending)]
            if plain[-1] == plain[-2] and plain[-1] not in "aeiousl":
                plain = plain[:-1]
            break
    return plain.removesuffix("e") if len(plain) > 4 else plain


@cache
def _table() -> dict[int, float]:
    rows: npt.NDArray[np.void] = np.load(model_path("terms.npy"))
    return dict(zip(rows["hash"].tolist(), (rows["weight"] / 16).tolist(), strict=True))
