"""Texts, keys and fingerprints of many copies of one article: what differs from copy to copy is found once."""

import re
from collections import Counter
from collections.abc import Iterable
from math import log

import numpy as np

from bench.scale import other_word
from sayso import match
from sayso.match.keys import LEAD_BONUS
from sayso.match.profile import LEAD_SENTENCES
from sayso.match.terms import Term, find_terms
from sayso.records import AnnotatedArticle
from sayso.trace import reuse

_PIECE = re.compile(r"[^\W\d_]+|\d+")
_SCALES = ("", "k", "m", "bn", "million", "billion", "trillion")


class Others(dict[str, str]):
    """A name or number -> what stands in its place in one copy."""

    def __init__(self, copy: int) -> None:
        super().__init__()
        self._copy = copy

    def __missing__(self, piece: str) -> str:
        self[piece] = other = other_word(piece, self._copy)
        return other


class Mould:
    """A text with holes where names and numbers stood."""

    __slots__ = ("_holes", "_parts")

    def __init__(self, text: str, names: frozenset[str]) -> None:
        parts: list[str] = []
        at = 0
        for found in _PIECE.finditer(text):
            if found.group() in names or found.group().isdigit():
                parts += (text[at : found.start()], found.group())
                at = found.end()
        self._parts = (*parts, text[at:])
        self._holes = self._parts[1::2]

    def differs(self) -> bool:
        """Whether copies differ from the original."""
        return bool(self._holes)

    def filled(self, others: Others) -> str:
        """The text of one copy."""
        if not self._holes:
            return self._parts[0]
        parts = list(self._parts)
        parts[1::2] = [others[piece] for piece in self._holes]
        return "".join(parts)


class Indexed:
    """The blocking keys and fingerprints of an article's copies, as ``match`` and ``trace`` find them in the texts."""

    def __init__(self, annotated: AnnotatedArticle, names: frozenset[str]) -> None:
        article, sentences = annotated.article, annotated.sentences
        cut = sentences[LEAD_SENTENCES - 1].span.end if len(sentences) >= LEAD_SENTENCES else None
        lead = find_terms(article.title or "") + find_terms(article.text[:cut])
        rest = find_terms(article.text[cut:]) if cut else []
        opening = {_surface(term) for term in lead}
        self._same: dict[int, tuple[float, int]] = {}  # key -> weight, how often
        self._lead: set[int] = set()
        self._changed: list[tuple[Mould, int, bool]] = []  # what copies write otherwise, how often, whether in the lead
        for surface, count in Counter(map(_surface, lead + rest)).items():
            mould = Mould(surface, names)
            if mould.differs():
                self._changed.append((mould, count, surface in opening))
            elif term := _term(surface):
                self._same[term.key] = (term.weight, self._same.get(term.key, (0.0, 0))[1] + count)
                self._lead |= {term.key} if surface in opening else set()
        quoted = reuse._words(article.text).quoted
        own = [word for word, inside in zip(reuse._WORD.findall(article.text), quoted, strict=True) if not inside]
        self._hashes = np.array([reuse._hash(word) for word in own], dtype=np.uint64)
        moulds = {word: Mould(word, names) for word in own}
        self._others = [(at, moulds[word]) for at, word in enumerate(own) if moulds[word].differs()]

    def keys(self, others: Others) -> Iterable[int]:
        """The blocking keys of one copy."""
        terms, lead = self._same.copy(), self._lead.copy()
        for mould, count, opening in self._changed:
            if term := _term(mould.filled(others)):
                terms[term.key] = (term.weight, terms.get(term.key, (0.0, 0))[1] + count)
                if opening:
                    lead.add(term.key)
        worth = {
            key: (1 + log(count)) * weight * (LEAD_BONUS if key in lead else 1.0)
            for key, (weight, count) in terms.items()
        }
        return match.pair_keys(worth, {key: weight for key, (weight, _) in terms.items()})

    def fingerprints(self, others: Others) -> Iterable[int]:
        """The fingerprints of one copy."""
        hashes = self._hashes.copy()
        for at, mould in self._others:
            hashes[at] = reuse._hash(mould.filled(others))
        return reuse._winnow(hashes)


def _surface(term: Term) -> str:
    """A term as written, a number with its scale."""
    if not term.number:
        return term.text
    written = (f"{term.text} {scale}".strip() for scale in _SCALES)
    return next((each for each in written if [t.key for t in find_terms(each)] == [term.key]), term.text)


_known: dict[str, Term | None] = {}


def _term(surface: str) -> Term | None:
    if surface not in _known:
        if len(_known) > 200_000:
            _known.clear()
        _known[surface] = next(iter(find_terms(surface)), None)
    return _known[surface]
