"""
How a claim travelled, as layers from left to right: where it leads back to, who carried it first, who passed it on.

At most 60 nodes: articles that rest on the same in the same way, and that nobody rests on, stand together as a group,
which opens on demand. Plain layers (Sugiyama 1981: longest path, then barycentres), no forces: the same picture each
time.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sayso.records import Appearance, Derivation, Trace
from sayso.wording import Articles, a_kind, clean, listed, plural, shown_outlet, shown_when

MOST = 60
CLEAR = 30  # nodes that are still told apart at a glance: above that, side credits stay in the list
GROUP = 3  # so many that rest on the same in the same way become a group
WIDTH, HEIGHT = 172, 40  # of a node
GAP_X, GAP_Y = 84, 12


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the graph."""

    id: str
    kind: str  # "article", "group", or the kind of a source
    label: str
    note: str
    stance: str
    about: str  # of an article its id, of a group the names in it
    members: tuple[str, ...] = ()  # article ids of a group
    contested: bool = False  # a contesting statement stands in it
    x: int = 0
    y: int = 0
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """From what is rested on to what rests on it."""

    start: Node
    end: Node
    how: str  # "cites", "copy", "bare": same wording, no credit line found
    words: str

    @property
    def path(self) -> str:
        """The curve, as SVG has it."""
        x1, y1 = self.start.x + WIDTH, self.start.y + HEIGHT // 2
        x2, y2 = self.end.x, self.end.y + HEIGHT // 2
        bend = max(24, abs(x2 - x1) // 2)
        return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes with their places, edges, and the size of the drawing; ``left_out`` articles are in the list only."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    left_out: int

    @property
    def into(self) -> dict[str, list[Edge]]:
        """Node id -> the edges that lead to it."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.end.id].append(edge)
        return found


@dataclass(slots=True)
class _Draft:
    """What is drawn before it has a place."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # (from, to) -> (how, words)
    left_out: int = 0


HOW = {"cites": "rests on", "copy": "same wording, credited", "bare": "same wording, no credit line found"}


def draw_graph(trace: Trace, articles: Articles, *, opened: str = "") -> Graph:
    """The graph of a trace; ``opened``: the group that is drawn node by node."""
    draft = _drafted(trace, articles)
    _group_sources(draft)
    _group(draft, GROUP, opened)
    if len(draft.nodes) > CLEAR:
        _leave_out_lone(draft)
        _group(draft, 2, opened)
    if len(draft.nodes) > CLEAR:
        _keep_main(draft)
        _leave_out_lone(draft)
        _group(draft, 2, opened)
    _leave_out(draft)
    return _placed(draft)


def _drafted(trace: Trace, articles: Articles) -> _Draft:
    draft = _Draft()
    carried = {each.article_id: each for each in trace.appearances}
    against = {each.article_id for each in trace.assessment.contested_by}
    for appearance in trace.appearances:
        if appearance.article_id in articles:
            contested = appearance.article_id in against and appearance.stance != "contests"
            draft.nodes[appearance.article_id] = _article_node(appearance, articles, contested)
    for each in trace.derivations:
        if each.origin.startswith("unstated:") or each.relation == "wasRevisionOf":
            continue
        for node in (each.origin, each.derived):
            if node not in draft.nodes:
                draft.nodes[node] = _other_node(node, articles)
        draft.edges[each.origin, each.derived] = _how(each, carried.get(each.derived), articles)
    return draft


def _article_node(appearance: Appearance, articles: Articles, contested: bool) -> Node:
    article = articles[appearance.article_id]
    name = clean(article.outlet or article.title or article.input_id)
    when = shown_when(article.published)
    return Node(article.id, "article", name, when, appearance.stance, article.id, contested=contested)


def _other_node(node: str, articles: Articles) -> Node:
    if node in articles:
        article = articles[node]
        return Node(node, "article", shown_outlet(article), shown_when(article.published), "reports", node)
    kind, _, name = node.partition(":")
    unnamed = name.startswith("?") or not name
    label = a_kind(kind).capitalize() if unnamed else clean(name)
    note = "" if unnamed else "not in this ledger" if kind == "outlet" else kind
    return Node(node, kind, label, note, "", "")


def _how(derivation: Derivation, appearance: Appearance | None, articles: Articles) -> tuple[str, str]:
    words = "; ".join(each.partition(": ")[2].partition(" (art_")[0] for each in derivation.because)
    if derivation.relation != "wasQuotedFrom":
        return "cites", words
    named = {name for credit in (appearance.credits if appearance else ()) for name in (credit.name, credit.via)}
    source = articles.get(derivation.origin)
    credited = source.outlet in named if source and source.outlet else True
    return ("copy" if credited else "bare"), words


# ---- fewer nodes ----


def _group_sources(draft: _Draft) -> None:
    """People, documents and unnamed ones whom only one article rests on, where there are several: one node."""
    resting: dict[str, list[str]] = defaultdict(list)
    above = {end for _, end in draft.edges}
    for node in list(draft.nodes.values()):
        ends = [end for start, end in draft.edges if start == node.id]
        if node.kind not in ("article", "group", "outlet") and node.id not in above and len(ends) == 1:
            resting[ends[0]].append(node.id)
    for end, members in sorted(resting.items()):
        if len(members) >= GROUP:
            names = sorted(draft.nodes[each].label for each in members)
            label = plural(len(members), "source")
            _join(draft, Node(f"sources:{end}", "group", label, listed(names, limit=2), "", ""), members)


def _group(draft: _Draft, least: int, opened: str) -> None:
    """Articles that nobody rests on, and that rest on the same in the same way with the same stance: one node."""
    followed = {start for start, _ in draft.edges}
    alike: dict[tuple[tuple[tuple[str, str], ...], str], list[str]] = defaultdict(list)
    for node in draft.nodes.values():
        if node.kind == "article" and node.id not in followed and not node.contested:
            rests = tuple(sorted((start, how) for (start, end), (how, _) in draft.edges.items() if end == node.id))
            alike[rests, node.stance].append(node.id)
    for (rests, stance), members in sorted(alike.items(), key=str):
        identity = "group:" + min(members)[4:16]
        if len(members) >= least and identity != opened:
            names = [draft.nodes[each].label for each in members]
            how = HOW[rests[0][1]] if rests else "on nobody drawn here" if draft.left_out else "no basis given"
            group = Node(
                identity, "group", plural(len(members), "article"), how, stance, ", ".join(names), tuple(members)
            )
            _join(draft, group, members)


def _join(draft: _Draft, group: Node, members: Sequence[str]) -> None:
    gone = set(members)
    for (start, end), how in list(draft.edges.items()):
        if start in gone or end in gone:
            del draft.edges[start, end]
            joined = (group.id if start in gone else start, group.id if end in gone else end)
            if joined[0] != joined[1]:
                draft.edges.setdefault(joined, how)
    for each in gone:
        del draft.nodes[each]
    draft.nodes[group.id] = group


def _leave_out_lone(draft: _Draft) -> None:
    """Sources that no more than one article rests on: they tie nothing together, and stay in the list."""
    followers: dict[str, int] = defaultdict(int)
    for start, _ in draft.edges:
        followers[start] += 1
    lone = [each.id for each in draft.nodes.values() if each.kind != "article" and not each.members]
    _drop(draft, [each for each in lone if followers[each] < 2])


def _keep_main(draft: _Draft) -> None:
    """Of what an article rests on that nobody rests on, only what most others rest on too."""
    followers: dict[str, int] = defaultdict(int)
    for start, _ in draft.edges:
        followers[start] += 1
    main: dict[str, tuple[int, str]] = {}
    for start, end in sorted(draft.edges):
        main[end] = max(main.get(end, (0, "")), (followers[start], start))
    draft.edges = {(s, e): how for (s, e), how in draft.edges.items() if followers[e] or main[e][1] == s}


def _leave_out(draft: _Draft) -> None:
    """Where still too many are left, those that fewest others hang on stay in the list only."""
    degree: dict[str, int] = defaultdict(int)
    for start, end in draft.edges:
        degree[start] += 2
        degree[end] += 1
    ranked = sorted(draft.nodes, key=lambda each: (-degree[each], draft.nodes[each].kind != "article", each))
    _drop(draft, ranked[MOST:])


def _drop(draft: _Draft, gone: Sequence[str]) -> None:
    for each in gone:
        draft.left_out += max(1, len(draft.nodes[each].members))
        del draft.nodes[each]
    draft.edges = {pair: how for pair, how in draft.edges.items() if set(pair) <= draft.nodes.keys()}


# ---- places ----


def _layers(draft: _Draft) -> dict[str, int]:
    """Longest way from the left; an edge that closes a circle does not count."""
    before: dict[str, list[str]] = defaultdict(list)
    for start, end in sorted(draft.edges):
        before[end].append(start)
    layers: dict[str, int] = {}

    def layer(node: str, above: frozenset[str]) -> int:
        if node not in layers:
            own = above | {node}
            layers[node] = max((layer(each, own) + 1 for each in before[node] if each not in own), default=0)
        return layers[node]

    for node in sorted(draft.nodes):
        layer(node, frozenset())
    return layers


def _ordered(draft: _Draft, layers: Mapping[str, int]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for node in sorted(draft.nodes, key=lambda each: (draft.nodes[each].note, each)):
        rows[layers[node]].append(node)
    near: dict[str, list[str]] = defaultdict(list)
    for start, end in draft.edges:
        near[start].append(end)
        near[end].append(start)
    for _ in range(4):
        place = {node: at - len(row) / 2 for row in rows for at, node in enumerate(row)}
        for row in rows:
            row.sort(key=lambda n: sum(place[each] for each in near[n]) / len(near[n]) if near[n] else place[n])
    return rows


def _placed(draft: _Draft) -> Graph:
    layers = _layers(draft)
    rows = _ordered(draft, layers)
    tallest = max((len(row) for row in rows), default=0)
    height = tallest * (HEIGHT + GAP_Y)
    placed: dict[str, Node] = {}
    for column, row in enumerate(rows):
        top = (height - len(row) * (HEIGHT + GAP_Y)) // 2
        for at, name in enumerate(row):
            x, y = 2 + column * (WIDTH + GAP_X), top + at * (HEIGHT + GAP_Y) + GAP_Y // 2
            placed[name] = replace(draft.nodes[name], x=x, y=y, layer=column)
    edges = tuple(Edge(placed[a], placed[b], how, words) for (a, b), (how, words) in sorted(draft.edges.items()))
    width = max(len(rows), 1) * (WIDTH + GAP_X) - GAP_X + 4
    return Graph(tuple(placed[each] for each in sorted(placed)), edges, width, height, draft.left_out)
