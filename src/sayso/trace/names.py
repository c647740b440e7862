"""One name for one source across the articles that carry a claim: "Rollinger" here is "Sabine Rollinger" there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.outlets import name_key, outlets
from sayso.records import ClaimCredit, Kind

_WHO: tuple[Kind, ...] = ("person", "organization", "outlet")  # one name is one of these; its post is another source
FullNames = dict[tuple[int, str], set[str]]  # (place of the part, its key) -> the full names that have it there


def outlet_name(name: str) -> str:
    """The name under which the outlet table has it; as given where the table does not."""
    known = outlets().by_name(name)
    return known.name if known else name


def unify_names(credits: Mapping[str, tuple[ClaimCredit, ...]]) -> dict[str, tuple[ClaimCredit, ...]]:
    """
    The same credits, by article, with one spelling and kind for each name, and each source once for each role.

    A lone surname or first name is read as the one full name of a person that has it, of the same article first.
    Who speaks through an outlet in one place and plainly in another speaks through it: in the training rumours one
    source is credited twice for the same in 1 of 200.
    """
    every = [credit for article_id in sorted(credits) for credit in credits[article_id]]
    spelling = _spellings(every)
    kinds = _kinds(every)
    everywhere = full_names((each.name, each.kind) for each in every)
    return {
        key: _unified(own, spelling, kinds, [full_names((each.name, each.kind) for each in own), everywhere])
        for key, own in credits.items()
    }


def _unified(
    own: Iterable[ClaimCredit],
    spelling: Mapping[str, str],
    kinds: Mapping[str, Kind],
    pools: Sequence[FullNames],
) -> tuple[ClaimCredit, ...]:
    found: dict[tuple[object, ...], ClaimCredit] = {}
    for credit in own:
        name, kind = credit.name, credit.kind
        if name and kind in ("person", "post"):
            name = complete_name(name, pools)
        if name:
            name = outlet_name(name) if kind == "outlet" else spelling.get(name_key(name), name)
        if name and kind in _WHO:
            kind = "outlet" if outlets().by_name(name) else kinds.get(name_key(name), kind)
            name = outlet_name(name) if kind == "outlet" else name
        via = outlet_name(credit.via) if credit.via else None
        via = None if via == name else via  # nobody speaks through themselves
        unified = replace(credit, name=name, kind=kind, via=via)
        key = (name, kind if kind not in _WHO else "", credit.role) if name else (credit.source_id, credit.role, via)
        if key not in found or _surer(unified, found[key]):
            found[key] = unified
    return tuple(found.values())


def _surer(a: ClaimCredit, b: ClaimCredit) -> bool:
    return (a.via is not None, a.score) > (b.via is not None, b.score)


def complete_name(name: str, pools: Sequence[FullNames]) -> str:
    """The one full name that a lone surname, or first name, is part of, in the first of ``pools`` that knows; or it."""
    for part in (-1, 0) if " " not in name.strip() else ():
        for pool in pools:
            full = pool.get((part, name_key(name)), set())
            if len(full) == 1:
                return min(full)
    return name


def full_names(named: Iterable[tuple[str | None, Kind]]) -> FullNames:
    """The names of persons that have more than one part, by their last and their first; ``named``: (name, kind)."""
    found: FullNames = {}
    for name, kind in named:
        if name and kind == "person" and " " in name.strip():
            for part in (-1, 0):
                found.setdefault((part, name_key(name.split()[part])), set()).add(name)
    return found


def _spellings(credits: Iterable[ClaimCredit]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for credit in credits:
        if credit.name:
            counts.setdefault(name_key(credit.name), Counter())[credit.name] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in counts.items()}


def _kinds(credits: Iterable[ClaimCredit]) -> dict[str, Kind]:
    """What most articles take a name for, of those that speak for themselves."""
    counts: dict[str, Counter[Kind]] = {}
    for credit in credits:
        if credit.name and credit.kind in _WHO:
            counts.setdefault(name_key(credit.name), Counter())[credit.kind] += 1
    return {key: min(kinds, key=lambda kind: (-kinds[kind], kind)) for key, kinds in counts.items()}
