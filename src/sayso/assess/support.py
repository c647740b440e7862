"""
The support graph of a claim: claim -> articles that carry it -> what they rest on -> ... -> where crediting ends.

Edges point from what rests to what it rests on. Articles and outlets *relay*; people, organizations, documents, posts,
the unnamed and the unstated are *sources*, and nothing lies behind them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from sayso.notices import is_withdrawn
from sayso.records import AnnotatedArticle, Appearance, Derivation

CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Support:
    """The graph with what is known of its nodes."""

    graph: nx.DiGraph  # CLAIM and the nodes of the derivations
    carriers: frozenset[str]  # what the claim hangs on directly
    first_hand: frozenset[str]  # articles with reporting of their own
    circles: tuple[frozenset[str], ...]  # nodes that rest on each other and on nothing else
    withdrawn: frozenset[str]  # outlets that say themselves that their report does not hold
    component: Mapping[str, int]  # node -> number of the nodes that it can reach and that can reach it

    def rules(self, derived: str, origin: str) -> frozenset[str]:
        """The rules by which the one was found to rest on the other."""
        found: frozenset[str] = self.graph.edges[derived, origin].get("rules", frozenset())
        return found

    def relays_beyond(self, node: str) -> list[str]:
        """The articles and outlets that a node rests on, without those that rest on it too."""
        found = [target for target in self.graph.successors(node) if is_relay(target)]
        return [target for target in found if self.component[target] != self.component[node]]


def is_relay(node: str) -> bool:
    """Whether a node passes on what others say: an article or an outlet."""
    return node.startswith(("art_", "outlet:"))


def build_support(
    appearances: Sequence[Appearance],
    derivations: Iterable[Derivation],
    articles: Mapping[str, AnnotatedArticle],
) -> Support:
    """
    Lay out who rests on whom.

    An article that contests the claim does not carry it, yet whom it names as having reported it does: there the
    claim hangs on the credited directly.
    """
    graph = nx.DiGraph()
    graph.add_node(CLAIM)
    graph.add_nodes_from(sorted(each.article_id for each in appearances if each.stance != "contests"))
    for each in sorted(derivations, key=lambda each: (each.derived, each.origin)):
        rules = frozenset(reason.partition(":")[0] for reason in each.because)
        graph.add_edge(each.derived, each.origin, rules=rules, relation=each.relation)
    carriers: dict[str, frozenset[str]] = {}
    for appearance in appearances:
        if appearance.stance != "contests":
            carriers.setdefault(appearance.article_id, frozenset())
        elif appearance.article_id in graph:
            for target, said in graph.adj[appearance.article_id].items():
                given = said["rules"] if said["relation"] == "hadPrimarySource" else frozenset()
                carriers[target] = carriers.get(target, frozenset()) | given
    contesting = {each.article_id for each in appearances if each.stance == "contests"}
    cited = {origin for derived, origin in graph.edges if derived != origin}
    graph.remove_nodes_from(sorted(node for node in contesting & set(graph) if node not in cited))
    for carrier in sorted(set(carriers) & set(graph)):
        graph.add_edge(CLAIM, carrier, rules=carriers[carrier])
    first_hand = frozenset(each.article_id for each in appearances if each.first_hand) & set(graph)
    components = sorted(nx.strongly_connected_components(graph), key=sorted)
    numbers = {node: number for number, component in enumerate(components) for node in component}
    circles = _circles(graph, components, first_hand)
    return Support(
        graph, frozenset(carriers) & set(graph), first_hand, circles, _withdrawn(appearances, articles), numbers
    )


def _withdrawn(appearances: Iterable[Appearance], articles: Mapping[str, AnnotatedArticle]) -> frozenset[str]:
    """
    Outlets of articles that contest the claim and credit their own outlet both for it and against it.

    Also of articles of which a notice says, in any version, that they are withdrawn.
    """
    found = set()
    for appearance in appearances:
        outlet = articles[appearance.article_id].article.outlet
        roles = {credit.role for credit in appearance.credits if outlet and credit.name == outlet}
        if outlet and appearance.stance == "contests" and roles >= {"claim", "counter"}:
            found.add(outlet)
    carrying = {each.article_id for each in appearances}
    pages = {articles[each].article.url for each in carrying} - {None}
    for article_id, annotated in articles.items():
        article = annotated.article
        if article.outlet and (article_id in carrying or article.url in pages) and is_withdrawn(annotated):
            found.add(article.outlet)
    return frozenset(found)


def _circles(
    graph: nx.DiGraph, components: Iterable[set[str]], first_hand: frozenset[str]
) -> tuple[frozenset[str], ...]:
    found = []
    for component in components:
        ways_out = {target for node in component for target in graph.successors(node)} - component
        if len(component) > 1 and not ways_out and not component & first_hand:
            found.append(frozenset(component))
    return tuple(found)
