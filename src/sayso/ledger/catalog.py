"""
All claims of a ledger as columns in memory: filtered, counted by facet and sorted in a few milliseconds.

A facet's numbers apply all *other* filters, so that each number is what a click on it would list. Built from one pass
over the assessments; about 100 bytes a claim.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from sayso.ledger.file import Reading
from sayso.ledger.filtered import ONE_SOURCE
from sayso.ledger.listing import full_text_query
from sayso.ledger.read import IN_USE
from sayso.ledger.rows import to_json

Mask = npt.NDArray[np.bool_]
Order = Literal["carried", "latest", "thin", "contested", "newly"]

ORIGINS = ("0", "1", "1+", "2+")  # none; one; one or more, left open; two or more
WORDS = ("named", "unnamed", "outlet", "none")  # on whose word, the most that is said: somebody named, unnamed only, …
FLAGS = ("circular", "unstated", "withdrawn")
ORDERS: tuple[Order, ...] = ("carried", "latest", "thin", "contested", "newly")
_PAGE = 2_000  # rows at hand while the columns are made
_NEVER = "0001-01-01T00:00:00"  # of a claim that no dated article carries

_CLAIMS = """SELECT claims.id, claims.story_id, articles, outlets, latest, origins_min, origins_max, contests, origins,
       flags FROM assessments JOIN claims ON claims.id = claim_id {where} ORDER BY claims.id"""
_RUNS = "SELECT id, run_id FROM claims ORDER BY id"  # a claim is never edited: its run tells one of the same id apart
# Of each contested claim when the first contesting statement appeared.
_CONTESTED = f"""SELECT claim_id, min(published_earliest) AS first FROM assessments, json_each(contested_by)
       JOIN articles ON articles.id = json_extract(value, '$.article_id')
       WHERE contests > 0 AND articles.id {IN_USE} {{where}} GROUP BY claim_id"""
_OF_SOURCE = f"""SELECT DISTINCT claim_id FROM statements JOIN claim_statements ON statement_id = statements.id
       WHERE source_id IN ({ONE_SOURCE}) AND article_id {IN_USE}"""
_BY_SOURCE = """SELECT claim_id FROM assessments, json_each(contested_by), sources
       WHERE contests > 0 AND sources.id = :source AND sources.name IS NOT NULL
       AND json_extract(value, '$.name') = sources.name AND json_extract(value, '$.kind') = sources.kind"""
_CONTESTED_IN = f"""SELECT claim_id FROM assessments, json_each(contested_by)
       JOIN articles ON articles.id = json_extract(value, '$.article_id') WHERE contests > 0 AND outlet = :outlet
       AND articles.id {IN_USE}"""
_OUTLETS = """SELECT DISTINCT claim_id, coalesce(articles.outlet, '') FROM claim_statements
       JOIN statements ON statements.id = statement_id JOIN articles ON articles.id = article_id {where}"""
_MATCHING = """SELECT DISTINCT claim_id FROM statements_fts
       JOIN statements ON statements.number = statements_fts.rowid
       JOIN claim_statements ON statement_id = statements.id WHERE statements_fts MATCH :words"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims, and in which order."""

    words: str = ""
    origins: tuple[str, ...] = ()  # of ORIGINS
    contested: tuple[str, ...] = ()  # "yes", "no"
    word: tuple[str, ...] = ()  # of WORDS
    outlets: tuple[str, ...] = ()
    story: str = ""
    source: str = ""  # id of a source that speaks of it
    contester: str = ""  # id of a named source that contests it
    contest_in: str = ""  # an outlet in one of whose articles it is contested
    flags: tuple[str, ...] = ()
    since: date | None = None  # of the latest article that carries it
    until: date | None = None
    order: Order = "carried"


@dataclass(frozen=True, slots=True)
class Counted:
    """Ids of the claims asked for, in order, and for each facet (value, claims) with all other filters applied."""

    ids: tuple[str, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]


class _Columns:
    """What is read of some claims, or of all: an array for each column, in order of ``ids``."""

    def __init__(self, reading: Reading, ids: Sequence[str] | None) -> None:
        where = "" if ids is None else "WHERE claims.id IN (SELECT value FROM json_each(:ids))"
        values = {} if ids is None else {"ids": to_json(list(ids))}
        self.ids: list[str] = []
        parts: list[dict[str, npt.NDArray[Any]]] = [_arrays([])]
        for page in reading.pages(_CLAIMS.format(where=where), _PAGE, **values):
            self.ids += [row[0] for row in page]
            parts.append(_arrays(page))
        self.columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        known = set(self.ids)
        where = where.replace("claims.id", "claim_id")
        first = dict(reading.rows(_CONTESTED.format(where=where.replace("WHERE", "AND")), **values))
        contested = [(first.get(each) or _NEVER)[:19] for each in self.ids]
        self.columns["contested"] = np.array(contested, dtype="datetime64[s]")
        pages = reading.pages(_OUTLETS.format(where=where), _PAGE, **values)
        self.carried = [(claim, sys.intern(name)) for page in pages for claim, name in page if name and claim in known]


def _arrays(rows: Sequence[Any]) -> dict[str, npt.NDArray[Any]]:
    """The columns of a page of claims; of what it says of origins and flags only what is asked for is kept."""
    numbers = [(articles, outlets, low, high, contests) for _, _, articles, outlets, _, low, high, contests, *_ in rows]
    flags = [[each in json.loads(row[9]) for each in FLAGS] for row in rows]
    return {
        "story": np.array([row[1].encode("ascii") for row in rows], dtype="S40"),
        "numbers": np.array(numbers, dtype=np.int32).reshape(-1, 5),
        "latest": np.array([(row[4] or _NEVER)[:19] for row in rows], dtype="datetime64[s]"),
        "origins": np.array([_origins_bucket(row[5], row[6]) for row in rows], dtype=np.int8),
        "word": np.array([_on_whose_word(row[8]) for row in rows], dtype=np.int8),
        "flags": np.array(flags, dtype=bool).reshape(-1, len(FLAGS)),
    }


class Catalog:
    """The columns; ``ask`` is the only question."""

    ids: list[str]
    _columns: dict[str, npt.NDArray[Any]]
    _outlets: list[str]
    _runs: list[str]

    def __init__(self, reading: Reading, known: "Catalog | None" = None) -> None:
        """``known``: a catalogue of the same ledger as it was; what was written since is read, and no more."""
        runs = {each: sys.intern(run) for page in reading.pages(_RUNS, _PAGE) for each, run in page}
        kept = [at for at, each in enumerate(known.ids) if runs.get(each) == known._runs[at]] if known else []
        if known and 2 * len(kept) > len(runs):
            same = {known.ids[at] for at in kept}
            found = _Columns(reading, [each for each in runs if each not in same])
        else:
            known, kept, found = None, [], _Columns(reading, None)
        ids = [known.ids[at] for at in kept] + found.ids if known else found.ids
        order = sorted(range(len(ids)), key=ids.__getitem__)
        self.ids = [ids[at] for at in order]
        self._runs = [runs.get(each, "") for each in self.ids]
        self._place = {each: at for at, each in enumerate(self.ids)}

        def joined(name: str) -> npt.NDArray[Any]:
            parts = [known._columns[name][kept]] if known else []
            return np.concatenate([*parts, found.columns[name]])[order]

        self._columns = {name: joined(name) for name in found.columns}
        self._stories, self._numbers, self._latest = (self._columns[each] for each in ("story", "numbers", "latest"))
        self._origins, self._word, self._flags = (self._columns[each] for each in ("origins", "word", "flags"))
        self._contested = self._columns["contested"]
        self._set_outlets(found.carried, known, kept)

    def _set_outlets(self, carried: Iterable[tuple[str, str]], known: "Catalog | None", kept: Sequence[int]) -> None:
        """Which outlet carries which claim: (place of the claim, place of the outlet) for each."""
        outlets = {name: at for at, name in enumerate(known._outlets if known else ())}
        pairs = [(self._place[claim], outlets.setdefault(outlet, len(outlets))) for claim, outlet in carried]
        new = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        self._outlets = list(outlets)
        self._carried, self._by = new[:, 0], new[:, 1]
        if known:
            now = np.full(len(known.ids), -1, dtype=np.int64)
            now[list(kept)] = [self._place[known.ids[at]] for at in kept]
            there = now[known._carried] >= 0
            self._carried = np.concatenate([now[known._carried][there], self._carried])
            self._by = np.concatenate([known._by[there], self._by])

    def ask(self, asked: Asked, reading: Reading, *, start: int, most: int) -> Counted:
        """``most`` claims from the ``start``-th on, of those asked for."""
        masks = self._masks(asked, reading)
        every = _all_of(masks.values(), len(self.ids))
        found = np.flatnonzero(every)
        found = found[np.lexsort(self._order(asked.order, found))]
        others = {name: _all_of((m for key, m in masks.items() if key != name), len(self.ids)) for name in _FACETS}
        facets = {name: _FACETS[name](self, others[name]) for name in _FACETS}
        return Counted(tuple(self.ids[at] for at in found[start : start + most]), len(found), facets)

    def _masks(self, asked: Asked, reading: Reading) -> dict[str, Mask]:
        masks = self._looked_up(asked, reading)
        if asked.words:
            query = full_text_query(asked.words)
            masks["words"] = self._of_ids(reading.scalars(_MATCHING, words=query) if query else ())
        if asked.origins:
            masks["origins"] = np.isin(self._origins, [ORIGINS.index(each) for each in asked.origins])
        if asked.contested:
            wanted = [each == "yes" for each in asked.contested]
            masks["contested"] = np.isin(self._numbers[:, 4] > 0, wanted)
        if asked.word:
            masks["word"] = np.isin(self._word, [WORDS.index(each) for each in asked.word])
        if asked.outlets:
            chosen = [at for at, name in enumerate(self._outlets) if name in asked.outlets]
            masks["outlets"] = self._of_places(self._carried[np.isin(self._by, chosen)])
        if asked.flags:
            chosen = [at for at, name in enumerate(FLAGS) if name in asked.flags]
            masks["flags"] = np.asarray(self._flags[:, chosen].any(axis=1))
        if asked.story:
            masks["story"] = self._stories == asked.story.encode("utf-8")
        days = self._latest.astype("datetime64[D]")
        if asked.since:
            masks["since"] = days >= np.datetime64(asked.since)
        if asked.until:
            masks["until"] = (days <= np.datetime64(asked.until)) & (self._latest > np.datetime64(_NEVER))
        return masks

    def _looked_up(self, asked: Asked, reading: Reading) -> dict[str, Mask]:
        """What few ask for, and no column has."""
        masks: dict[str, Mask] = {}
        if asked.source:
            masks["source"] = self._of_ids(reading.scalars(_OF_SOURCE, source=asked.source))
        if asked.contester:
            masks["contester"] = self._of_ids(reading.scalars(_BY_SOURCE, source=asked.contester))
        if asked.contest_in:
            masks["contest_in"] = self._of_ids(reading.scalars(_CONTESTED_IN, outlet=asked.contest_in))
        return masks

    def _of_ids(self, ids: Iterable[str]) -> Mask:
        return self._of_places([self._place[each] for each in ids if each in self._place])

    def _of_places(self, places: Collection[int] | npt.NDArray[np.int64]) -> Mask:
        mask = np.zeros(len(self.ids), dtype=bool)
        mask[np.asarray(places, dtype=np.int64)] = True
        return mask

    def _order(self, order: Order, found: npt.NDArray[np.int64]) -> tuple[Any, ...]:
        articles, _, low, high, contests = (self._numbers[found, column] for column in range(5))
        age, contest = (-each[found].astype(np.int64) for each in (self._latest, self._contested))
        # numpy sorts by the last key first.
        keys: dict[Order, tuple[Any, ...]] = {
            "carried": (age, -articles),
            "latest": (-articles, age),
            "thin": (age, -articles, low, high, articles < 2),
            "contested": (age, -articles, -contests),
            "newly": (-articles, age, contest),
        }
        return (found, *keys[order])


def _all_of(masks: Iterable[Mask], size: int) -> Mask:
    every = np.ones(size, dtype=bool)
    for mask in masks:
        every &= mask
    return every


def _origins_bucket(low: int, high: int) -> int:
    if high == 0:
        return 0
    return 3 if low > 1 else 1 if low == high else 2


def _on_whose_word(origins: str) -> int:
    """The place in WORDS: what its origins, and what they rest on, name at most."""
    kinds = set()
    for origin in json.loads(origins):
        kinds |= {(origin["kind"], bool(origin["name"]))} | {(kind, bool(name)) for name, kind in origin["rests_on"]}
    if any(named and kind != "outlet" for kind, named in kinds):
        return 0
    if any(kind not in ("outlet", "unstated") for kind, _ in kinds):
        return 1
    return 2 if any(kind == "outlet" for kind, _ in kinds) else 3


# ---- facets ----

Facet = tuple[tuple[str, int], ...]


def _count_origins(catalog: Catalog, mask: Mask) -> Facet:
    return _counted(ORIGINS, catalog._origins[mask])


def _count_word(catalog: Catalog, mask: Mask) -> Facet:
    return _counted(WORDS, catalog._word[mask])


def _count_contested(catalog: Catalog, mask: Mask) -> Facet:
    contested = int((catalog._numbers[mask, 4] > 0).sum())
    return (("yes", contested), ("no", int(mask.sum()) - contested))


def _count_outlets(catalog: Catalog, mask: Mask) -> Facet:
    if not catalog._outlets:
        return ()
    counts = np.bincount(catalog._by[mask[catalog._carried]], minlength=len(catalog._outlets))
    most = sorted((-int(n), name) for name, n in zip(catalog._outlets, counts, strict=True) if n)
    return tuple((name, -n) for n, name in most)


def _count_flags(catalog: Catalog, mask: Mask) -> Facet:
    counts = catalog._flags[mask].sum(axis=0)
    return tuple((name, int(count)) for name, count in zip(FLAGS, counts, strict=True) if count)


def _counted(names: tuple[str, ...], values: npt.NDArray[np.int64]) -> Facet:
    counts = np.bincount(values, minlength=len(names))
    return tuple((name, int(count)) for name, count in zip(names, counts, strict=True))


_FACETS: dict[str, Callable[[Catalog, Mask], Facet]] = {
    "origins": _count_origins,
    "contested": _count_contested,
    "word": _count_word,
    "outlets": _count_outlets,
    "flags": _count_flags,
}
