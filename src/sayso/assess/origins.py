"""
Origins as a range: endings merged where a span ties them together (max), or where they could be one and the same (min).

Every merge leaves a ``Reason`` with the place it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.assess.endings import Ending, called, source_of
from sayso.assess.support import is_relay
from sayso.outlets import outlets
from sayso.records import Judgement, Reason
from sayso.rulings import Settled, in_words

NOTHING = Settled()
ToldApart = frozenset[frozenset[str]]  # pairs of source nodes that people judged different


@dataclass(frozen=True, slots=True)
class Grouping:
    """Endings in groups (indices), and why each merge was made."""

    groups: tuple[tuple[int, ...], ...]
    merges: tuple[Reason, ...]


def between(rule: str, text: str, a: Ending, b: Ending) -> Reason:
    """A reason that speaks of two endings, with the sentences in which articles name them."""
    places = [each.place for each in (a, b) if each.place]
    if not places:
        return Reason(rule, text, None, None)
    other = next((place for place in places if place != places[0]), None)
    return Reason(rule, text, *places[0], *((other.article_id, other.evidence) if other else ()))


def group_tied(endings: Sequence[Ending], ruled: Settled = NOTHING) -> Grouping:
    """
    Merge only what a span ties together, or a person judged to be the same.

    A post or document with those who rest on it; who is quoted directly with the outlet that is said to rest on them;
    an outlet of which nothing more is told than its name with the one that the same article gives as closer.
    """
    parent = list(range(len(endings)))
    apart = _apart(endings, ruled)
    merges = [*_merge_judged(endings, ruled, parent, apart), *_kept_apart(endings, ruled)]
    by_name = {ending.name: place for place, ending in enumerate(endings) if ending.kind == "outlet"}
    for place, ending in enumerate(endings):
        if ending.kind == "outlet":
            closer = min((by_name[name] for name in ending.beside if name in by_name), default=None)
            if closer is not None and not ending.closest and not ending.sources and _join(parent, place, closer, apart):
                text = f"{ending.name} is named beside {endings[closer].name}, which is given as closer to the origin."
                merges.append(between("named_beside", text, ending, endings[closer]))
            continue
        holders = [other for other, each in enumerate(endings) if other != place and ending.nodes & each.sources]
        if ending.kind not in ("post", "document"):
            holders = holders[:1]
        for holder in holders if ending.name else ():
            if _join(parent, place, holder, apart):
                text = f"{ending.name} is whom {called(endings[holder])} relies on."
                merges.append(between("same_source", text, ending, endings[holder]))
    return Grouping(_groups(parent), tuple(merges))


def group_possible(
    endings: Sequence[Ending], tied: Grouping, ruled: Settled = NOTHING, told_apart: ToldApart = frozenset()
) -> Grouping:
    """Merge also what could be one and the same: unnamed, unstated, one family, one person or document behind both."""
    parent = list(range(len(endings)))
    apart = _apart(endings, ruled)
    for group in tied.groups:
        for place in group[1:]:
            _join(parent, group[0], place)
    merges = []
    for a, b in combinations(range(len(endings)), 2):
        reason = _could_be_same(endings[a], endings[b], told_apart)
        if reason and _join(parent, a, b, apart):
            merges.append(reason)
    return Grouping(_groups(parent), tuple(merges))


def _could_be_same(a: Ending, b: Ending, told_apart: ToldApart) -> Reason | None:
    shared = sorted(n for n in (a.sources | a.nodes) & (b.sources | b.nodes) if source_of(n)[0] or ":?src_" in n)
    if shared:
        who = source_of(shared[0])[0] or "one unnamed source"
        text = f"{called(a)} and {called(b)} both rest on {who}."
        return between("same_source", text, a, b)
    if a.kind == b.kind == "outlet":
        family_a, family_b = _family(a), _family(b)
        if family_a and family_a == family_b:
            return between("same_family", f"{called(a)} and {called(b)} are of one house.", a, b)
    for one, other in ((a, b), (b, a)):
        if not one.shown:
            text = f"Nothing shows that {called(one)} did not have it from {called(other)}, or from the same source."
            return between("could_be_same", text, one, other)
    if _open(a) and _open(b) and not _told_apart(a, b, told_apart):
        text = f"{called(a)} and {called(b)} name nobody behind it: it could be the same source."
        return between("could_be_same", text, a, b)
    return None


def _family(ending: Ending) -> str | None:
    known = outlets().by_name(ending.name) if ending.name else None
    return known.family if known else None


def _open(ending: Ending) -> bool:
    """Whether nobody is named behind it, so that it could be anyone's."""
    if ending.kind in ("unnamed", "unstated") or not ending.name:
        return True
    return ending.kind == "outlet" and not any(source_of(node)[0] for node in ending.sources)


def _told_apart(a: Ending, b: Ending, told_apart: ToldApart) -> bool:
    """Whether people judged whoever stands behind the one to be somebody else than whoever stands behind the other."""
    behind = [
        [node for node in each.sources | (each.nodes if each.kind == "unnamed" else frozenset()) if not is_relay(node)]
        for each in (a, b)
    ]
    pairs = [frozenset((one, other)) for one in behind[0] for other in behind[1]]
    return bool(pairs) and all(pair in told_apart for pair in pairs)


# ---- what people judged ----


def _merge_judged(
    endings: Sequence[Ending], ruled: Settled, parent: list[int], apart: set[frozenset[int]]
) -> list[Reason]:
    merges = []
    places = {ending.key: place for place, ending in enumerate(endings)}
    for each in ruled.same:
        if each.a in places and each.b in places and _join(parent, places[each.a], places[each.b], apart):
            merges.append(_judged(endings[places[each.a]], endings[places[each.b]], each))
    return merges


def _kept_apart(endings: Sequence[Ending], ruled: Settled) -> list[Reason]:
    found = {ending.key: ending for ending in endings}
    return [_judged(found[each.a], found[each.b], each) for each in ruled.apart if each.a in found and each.b in found]


def _judged(a: Ending, b: Ending, ruling: Judgement) -> Reason:
    return between("judged", f"{called(a)} and {called(b)}: {in_words(ruling)}.", a, b)


def _apart(endings: Sequence[Ending], ruled: Settled) -> set[frozenset[int]]:
    places = {ending.key: place for place, ending in enumerate(endings)}
    return {frozenset((places[r.a], places[r.b])) for r in ruled.apart if r.a in places and r.b in places}


def _join(parent: list[int], a: int, b: int, apart: set[frozenset[int]] | None = None) -> bool:
    """Make the groups of two endings one, unless they hold two that are judged different."""
    a, b = _root(parent, a), _root(parent, b)
    if any({_root(parent, place) for place in pair} == {a, b} for pair in apart or ()):
        return False
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
