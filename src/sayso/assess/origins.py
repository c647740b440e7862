"""
Origins as a range: endings merged where a span ties them together (max), or where they could be one and the same (min).

Every merge leaves a ``Reason`` with the place it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.assess.endings import Ending, source_of
from sayso.outlets import outlets
from sayso.records import Reason


@dataclass(frozen=True, slots=True)
class Grouping:
    """Endings in groups (indices), and why each merge was made."""

    groups: tuple[tuple[int, ...], ...]
    merges: tuple[Reason, ...]


def group_tied(endings: Sequence[Ending]) -> Grouping:
    """
    Merge only what a span ties together.

    A post or document with those who rest on it; who is quoted directly with the outlet that is said to rest on them;
    an outlet of which nothing more is told than its name with the one that the same article gives as closer.
    """
    parent = list(range(len(endings)))
    merges = []
    by_name = {ending.name: place for place, ending in enumerate(endings) if ending.kind == "outlet"}
    for place, ending in enumerate(endings):
        if ending.kind == "outlet":
            closer = min((by_name[name] for name in ending.beside if name in by_name), default=None)
            if closer is not None and not ending.closest and not ending.sources and _join(parent, place, closer):
                text = f"{ending.name} is named beside {endings[closer].name}, which is given as closer to the origin."
                merges.append(Reason("named_beside", text, None, None))
            continue
        holders = [other for other, each in enumerate(endings) if other != place and ending.nodes & each.sources]
        if ending.kind not in ("post", "document"):
            holders = holders[:1]
        for holder in holders if ending.name else ():
            if _join(parent, place, holder):
                text = f"{ending.name} is whom {_called(endings[holder])} relies on."
                merges.append(Reason("same_source", text, None, None))
    return Grouping(_groups(parent), tuple(merges))


def group_possible(endings: Sequence[Ending], tied: Grouping) -> Grouping:
    """Merge also what could be one and the same: unnamed, unstated, one family, one person or document behind both."""
    parent = list(range(len(endings)))
    for group in tied.groups:
        for place in group[1:]:
            _join(parent, group[0], place)
    merges = []
    for a, b in combinations(range(len(endings)), 2):
        reason = _could_be_same(endings[a], endings[b])
        if reason and _join(parent, a, b):
            merges.append(reason)
    return Grouping(_groups(parent), tuple(merges))


def _could_be_same(a: Ending, b: Ending) -> Reason | None:
    shared = sorted(node for node in (a.sources | a.nodes) & (b.sources | b.nodes) if source_of(node)[0])
    if shared:
        text = f"{_called(a)} and {_called(b)} both rest on {source_of(shared[0])[0]}."
        return Reason("same_source", text, None, None)
    if a.kind == b.kind == "outlet":
        family_a, family_b = _family(a), _family(b)
        if family_a and family_a == family_b:
            return Reason("same_family", f"{_called(a)} and {_called(b)} are of one house.", None, None)
    for one, other in ((a, b), (b, a)):
        if not one.shown:
            text = f"Nothing shows that {_called(one)} did not have it from {_called(other)}, or from the same source."
            return Reason("could_be_same", text, None, None)
    if _open(a) and _open(b):
        text = f"{_called(a)} and {_called(b)} name nobody behind it: it could be the same source."
        return Reason("could_be_same", text, None, None)
    return None


def _family(ending: Ending) -> str | None:
    known = outlets().by_name(ending.name) if ending.name else None
    return known.family if known else None


def _called(ending: Ending) -> str:
    return ending.name or ("an unnamed source" if ending.kind != "unstated" else "an article that gives no basis")


def _open(ending: Ending) -> bool:
    """Whether nobody is named behind it, so that it could be anyone's."""
    if ending.kind in ("unnamed", "unstated") or not ending.name:
        return True
    return ending.kind == "outlet" and not any(source_of(node)[0] for node in ending.sources)


def _join(parent: list[int], a: int, b: int) -> bool:
    a, b = _root(parent, a), _root(parent, b)
    parent[max(a, b)] = min(a, b)
    return a != b


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        place = parent[place]
    return place


def _groups(parent: list[int]) -> tuple[tuple[int, ...], ...]:
    found: dict[int, list[int]] = {}
    for place in range(len(parent)):
        found.setdefault(_root(parent, place), []).append(place)
    return tuple(tuple(group) for group in found.values())
