"""
How many ways lead from a claim to its origins that share no article and no outlet (Menger 1927), and what all share.

The greatest number of vertex-disjoint paths is the fewest nodes that would all have to be wrong for nothing to be left.
"""

from collections.abc import Collection, Iterable, Sequence

import networkx as nx
from networkx.algorithms.flow import edmonds_karp

from sayso.assess.support import CLAIM

_SINK = "sink"


def count_independent(graph: nx.DiGraph, origins: Iterable[Collection[str]]) -> int:
    """
    Vertex-disjoint paths from the claim to the origins, each origin a set of nodes that count as one.

    Maximum flow through a graph whose every node is split in two with capacity 1 between.
    """
    ends = [nodes for nodes in origins if nodes]
    if len(ends) < 2:  # most claims: one article and whom it names
        return sum(any(nx.has_path(graph, CLAIM, node) for node in nodes if node in graph) for nodes in ends)
    split = nx.DiGraph()
    for node in graph:
        split.add_edge((node, "in"), (node, "out"), capacity=len(graph) if node == CLAIM else 1)
    for a, b in graph.edges:
        split.add_edge((a, "out"), (b, "in"), capacity=1)
    split.add_node(_SINK)
    for place, nodes in enumerate(ends):
        split.add_edge(place, _SINK, capacity=1)
        for node in nodes:
            split.add_edge((node, "out"), place, capacity=1)
    value: int = nx.maximum_flow_value(split, (CLAIM, "in"), _SINK, flow_func=edmonds_karp)  # the quickest here
    return value


def find_bottlenecks(graph: nx.DiGraph, ends: Iterable[str]) -> Sequence[str]:
    """The nodes that every way from the claim to an origin passes (dominators of all ends), nearest the claim first."""
    joined = nx.DiGraph(graph.edges)
    joined.add_edges_from((end, _SINK) for end in ends if end in graph)
    if CLAIM not in joined or _SINK not in joined or not nx.has_path(joined, CLAIM, _SINK):
        return ()
    above = nx.immediate_dominators(joined, CLAIM)
    found = []
    node = above[_SINK]
    while node != CLAIM:
        found.append(node)
        node = above[node]
    return tuple(reversed(found))
