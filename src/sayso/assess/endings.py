"""Where crediting ends: every node that could be an origin, before any are merged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from sayso.assess.places import Place, find_places
from sayso.assess.support import CLAIM, Support, is_relay
from sayso.records import AnnotatedArticle, Appearance

# Where several sources are named side by side the earlier kind is where crediting ends.
_ORDER = {"post": 0, "document": 1, "organization": 2, "person": 3, "outlet": 4, "unnamed": 5, "unstated": 6}
_SELF_STANDING = ("post",)  # these speak for themselves, whoever passes them on
_CITING = {"cites", "relays", "wire"}


@dataclass(frozen=True, slots=True)
class Ending:
    """A node, or nodes of one name, at which crediting ends."""

    name: str | None
    kind: str  # a Kind, or "unstated"
    nodes: frozenset[str]
    sources: frozenset[str]  # the nodes of what it says it relied on
    closest: bool  # an article gives it as where this was reported, or it is an article's own reporting
    shown: bool  # an article of the ledger has it from reporting of its own, so that it is no mere relay
    beside: frozenset[str]  # outlets named in the same articles as closer to the origin than this one
    place: Place | None = None  # where an article names it most surely

    @property
    def key(self) -> str:
        """What a judgement names it by: ``outlet:In Touch``, ``person:Ann Lee``, ``unnamed:?art_…``."""
        return f"{self.kind}:{self.name}" if self.kind == "outlet" and self.name else min(self.nodes)


def source_of(node: str) -> tuple[str | None, str]:
    """(name, kind) of a source's node; unnamed ones have no name."""
    kind, _, name = node.partition(":")
    name = name.partition(" @art_")[0]  # one that people told apart from another of the same name
    return (None if name.startswith("?") or kind == "unstated" else name), kind


def called(ending: Ending) -> str:
    """An ending in words."""
    return ending.name or ("an unnamed source" if ending.kind != "unstated" else "an article that gives no basis")


def find_endings(
    support: Support, appearances: Sequence[Appearance], articles: Mapping[str, AnnotatedArticle]
) -> tuple[Ending, ...]:
    """All endings that the claim leads to: relays by name, then posts and documents, then what else articles quote."""
    circular = frozenset().union(*support.circles) if support.circles else frozenset()
    by_name: dict[str, list[str]] = {}
    loose: list[str] = []
    for node in sorted(nx.descendants(support.graph, CLAIM)):
        if not is_relay(node) or node in circular:
            continue
        outlet = _outlet(node, articles)
        if outlet in support.withdrawn:
            continue  # it supports nothing any more, and who rests on it rests on nothing
        if outlet and _reports_itself(node, support):
            by_name.setdefault(outlet, []).append(node)
        elif not any(is_relay(target) for target in support.graph.successors(node)):
            loose.append(node)
    endings = [_relay(name, nodes, support, appearances) for name, nodes in sorted(by_name.items())]
    standing = _self_standing(support)
    endings += [*standing, *_loose_sources(loose, {ending.name for ending in standing}, support)]
    places = find_places(appearances, articles)
    return tuple(replace(each, place=_place(each, places)) for each in endings)


def _place(ending: Ending, places: Mapping[str, Place]) -> Place | None:
    keys = ([ending.name] if ending.name else []) + sorted(ending.nodes)
    return next((places[key] for key in keys if key in places), None)


def _outlet(node: str, articles: Mapping[str, AnnotatedArticle]) -> str | None:
    return node.removeprefix("outlet:") if node.startswith("outlet:") else articles[node].article.outlet


def _reports_itself(node: str, support: Support) -> bool:
    cited = any(_CITING & support.rules(*edge) for edge in support.graph.in_edges(node))
    if node in support.first_hand and cited:
        return True  # whatever else it passes on, others have this from it
    if support.relays_beyond(node):
        return False  # what it passes on ends elsewhere, though it has something of its own
    if node in support.first_hand:
        return True
    if any(is_relay(target) for target in support.graph.successors(node)):
        return False
    return cited


def _relay(name: str, nodes: Sequence[str], support: Support, appearances: Iterable[Appearance]) -> Ending:
    graph = support.graph
    sources = frozenset(target for node in nodes for target in graph.successors(node) if not is_relay(target))
    citing = {above for node in nodes for above in graph.predecessors(node)}
    beside = {each.primary for each in appearances if each.article_id in citing and each.primary}
    closest = name in beside or any(node in support.first_hand for node in nodes)
    closest = closest or any("wire" in support.rules(*edge) for node in nodes for edge in graph.in_edges(node))
    shown = any(node in support.first_hand for node in nodes)
    return Ending(name, "outlet", frozenset(nodes), sources, closest, shown, frozenset(beside - {name}))


def _self_standing(support: Support) -> list[Ending]:
    """Named posts and documents that two articles or more have seen themselves."""
    endings = []
    for node in sorted(nx.descendants(support.graph, CLAIM)):
        name, kind = source_of(node)
        if not is_relay(node) and name and kind in _SELF_STANDING:
            seen = [edge for edge in support.graph.in_edges(node) if "quotes" in support.rules(*edge)]
            if len(seen) > 1:
                endings.append(Ending(name, kind, frozenset({node}), frozenset(), True, True, frozenset()))
    return endings


def _loose_sources(loose: Iterable[str], known: set[str | None], support: Support) -> list[Ending]:
    """
    Endings of articles that name no outlet: the fewest sources that together cover them.

    Greedy covering, the source that most articles share first: articles that quote several people on one claim have it
    from one place rather than from each.
    """
    open_articles = {node: set(support.graph.successors(node)) for node in loose}
    open_articles = {
        node: sources for node, sources in open_articles.items() if not {source_of(each)[0] for each in sources} & known
    }
    endings: list[Ending] = []
    while True:
        shared: dict[str, set[str]] = {}
        for node, sources in open_articles.items():
            for source in sources:
                shared.setdefault(source, set()).add(node)
        if not shared:
            return endings
        best = min(shared, key=lambda node: _rank(node, len(shared[node])))
        name, kind = source_of(best)
        behind = frozenset().union(*(open_articles[node] for node in shared[best])) - {best}
        endings.append(Ending(name, kind, frozenset({best}), behind, False, False, frozenset()))
        for node in shared[best]:
            del open_articles[node]


def _rank(node: str, articles: int) -> tuple[bool, int, int, str]:
    name, kind = source_of(node)
    return name is None, -articles, _ORDER[kind], node
