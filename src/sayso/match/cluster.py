"""
Average-link clusters of stored links: a pure function of the set of links, whatever order they come in.

Agglomerative clustering (UPGMA) over a sparse graph: a pair without a link counts as score 0. The two closest clusters
are merged until no two are as close as the threshold; ties go to the smaller ids. Average link never lets the closeness
of a merged cluster exceed that of its parts, so each cluster need only know its own nearest (Müllner 2011).
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence

from sayso.records import Judgement
from sayso.rulings import settle

_UNIT = 10_000  # scores are added as whole ten-thousandths: a sum is then the same in whatever order

Row = dict[int, int]
Near = tuple[float, int, int]  # minus the mean score, smaller and larger first member of the two clusters


def average_link(
    ids: Iterable[str], scores: Mapping[tuple[str, str], float], judgements: Iterable[Judgement], threshold: float
) -> list[tuple[str, ...]]:
    """
    Group ``ids``: each group sorted, groups in order of their first id.

    ``scores``: (a, b) with a < b -> 0 to 1; pairs with an unknown id are passed over. A judgement of "same" joins
    whatever the score, one of "different" keeps apart whatever links the two through others. Near-linear in the links.
    """
    names = sorted(set(ids))
    known = set(names)
    ruled = [each for each in judgements if each.a in known and each.b in known and each.a != each.b]
    near = (pair for pair, score in scores.items() if round(score * _UNIT) / _UNIT >= threshold)
    strong = [(a, b) for a, b in near if a in known and b in known]
    pieces = _pieces(names, [*strong, *((each.a, each.b) for each in ruled if each.verdict == "same")])
    if len(pieces) == 1:
        return _clusters(names, scores, ruled, threshold)
    piece_of = {name: number for number, piece in enumerate(pieces) for name in piece}
    inside: list[dict[tuple[str, str], float]] = [{} for _ in pieces]
    for (a, b), score in scores.items():
        if a in known and b in known and piece_of[a] == piece_of[b]:
            inside[piece_of[a]][a, b] = score
    own: list[list[Judgement]] = [[] for _ in pieces]
    for each in ruled:
        if piece_of[each.a] == piece_of[each.b]:
            own[piece_of[each.a]].append(each)
    found = [_clusters(*given, threshold) for given in zip(pieces, inside, own, strict=True)]
    return sorted(group for groups in found for group in groups)


def _pieces(names: Sequence[str], joined: Iterable[tuple[str, str]]) -> list[list[str]]:
    """
    What no cluster reaches across: names that links below the threshold alone connect are never merged.

    Each is clustered alone, so that what is asked for at once makes no difference, not even where rulings conflict.
    """
    parent = {name: name for name in names}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = name = parent[parent[name]]
        return name

    for one, other in joined:
        parent[root(other)] = root(one)
    pieces: dict[str, list[str]] = {}
    for name in names:
        pieces.setdefault(root(name), []).append(name)
    return list(pieces.values())


def _clusters(
    names: Sequence[str], scores: Mapping[tuple[str, str], float], judgements: Iterable[Judgement], threshold: float
) -> list[tuple[str, ...]]:
    if len(names) == 1:
        return [(names[0],)]
    number = {name: i for i, name in enumerate(names)}
    same, different = _rulings(judgements, number)
    forest = _plant(number, scores, different, threshold)
    forest.grow()
    # What is ruled the same joins two grown clusters whole; where these hold two that are ruled different, it is joined
    # first instead, and the rest grows around it.
    if not all([forest.join(i, j) is not None or forest.root(i) == forest.root(j) for i, j in same]):
        forest = _plant(number, scores, different, threshold)
        for i, j in same:
            forest.join(i, j)
        forest.grow()
    groups: dict[int, list[str]] = {}
    for i, name in enumerate(names):
        groups.setdefault(forest.root(i), []).append(name)
    return sorted(tuple(group) for group in groups.values())


def _plant(
    number: Mapping[str, int],
    scores: Mapping[tuple[str, str], float],
    different: Iterable[tuple[int, int]],
    threshold: float,
) -> "_Forest":
    """Every id a cluster of its own."""
    rows: list[Row] = [{} for _ in number]
    for (a, b), score in scores.items():
        if a in number and b in number and a != b:
            i, j = number[a], number[b]
            rows[i][j] = rows[j][i] = round(score * _UNIT)
    apart: list[set[int]] = [set() for _ in number]
    for i, j in different:
        apart[i].add(j)
        apart[j].add(i)
    return _Forest(rows, apart, threshold)


def _rulings(
    judgements: Iterable[Judgement], number: Mapping[str, int]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs ruled the same and ruled different, conflicts settled (``rulings``)."""
    settled = settle(judgements)
    pairs = [[(number[each.a], number[each.b]) for each in found] for found in (settled.same, settled.apart)]
    return pairs[0], pairs[1]


class _Forest:
    """Clusters under way, each known by the number of one member; ``rows`` holds sums of scores between clusters."""

    def __init__(self, rows: list[Row], apart: list[set[int]], threshold: float) -> None:
        self.rows, self.apart, self.threshold = rows, apart, threshold
        self.size = [1] * len(rows)
        self.first = list(range(len(rows)))  # smallest member of each cluster, which breaks ties
        self.parent = list(range(len(rows)))
        self.nearest: list[Near | None] = [None] * len(rows)

    def root(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> int | None:
        """Merge the clusters of i and j unless a ruling keeps them apart; the new cluster's root."""
        i, j = self.root(i), self.root(j)
        if i == j or j in self.apart[i]:
            return None
        if len(self.rows[i]) < len(self.rows[j]):
            i, j = j, i
        row = self.rows[i]
        for k, total in self.rows[j].items():
            other = self.rows[k]
            del other[j]
            if k != i:
                row[k] = other[i] = row.get(k, 0) + total
        row.pop(j, None)
        for k in self.apart[j]:
            self.apart[k].discard(j)
            self.apart[k].add(i)
        self.apart[i] |= self.apart[j]
        self.rows[j], self.apart[j] = {}, set()
        self.size[i] += self.size[j]
        self.first[i] = min(self.first[i], self.first[j])
        self.parent[j] = i
        return i

    def find_nearest(self, i: int) -> Near | None:
        """The nearest cluster to i that may be merged with it."""
        best: Near | None = None
        for j, total in self.rows[i].items():
            mean = total / (self.size[i] * self.size[j] * _UNIT)
            if mean < self.threshold or j in self.apart[i]:
                continue
            one, other = self.first[i], self.first[j]
            near = (-mean, min(one, other), max(one, other))
            if best is None or near < best:
                best = near
        return best

    def grow(self) -> None:
        """Merge the two nearest clusters until none are as near as the threshold."""
        heap: list[tuple[Near, int]] = []

        def look(i: int) -> None:
            near = self.nearest[i] = self.find_nearest(i)
            if near is not None:
                heapq.heappush(heap, (near, i))

        for i in range(len(self.rows)):
            if self.parent[i] == i:
                look(i)
        while heap:
            near, i = heapq.heappop(heap)
            if self.parent[i] != i or self.nearest[i] != near:
                continue  # an entry from before a merge
            pair = {near[1], near[2]}
            merged = self.join(*pair)
            if merged is None:
                continue
            for k in [merged, *self.rows[merged]]:
                known = self.nearest[k]
                if k == merged or (known is not None and pair & {known[1], known[2]}):
                    look(k)
