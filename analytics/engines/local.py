"""The engine in this process: rustworkx, for servers without Graph Data Science."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from analytics.engines.scale import sum_to_one

ITERATIONS = 1000


class LocalGraph:
    """Vertices and undirected ties in memory.

    Parameters
    ----------
    vertices
        Ids, each once.
    pairs
        Ends of ties, each pair once.
    """

    def __init__(self, vertices: Sequence[str], pairs: Sequence[tuple[str, str]]) -> None:
        self._ids = list(vertices)
        place = {key: index for index, key in enumerate(self._ids)}
        self._pairs = [(place[source], place[target]) for source, target in pairs]
        self._graph: rx.PyGraph[str, None] = rx.PyGraph(multigraph=False)
        self._graph.add_nodes_from(self._ids)
        self._graph.add_edges_from_no_data(self._pairs)

    def degree(self) -> Mapping[str, int]:
        """Count the ties of every vertex."""
        return {key: self._graph.degree(index) for index, key in enumerate(self._ids)}

    def betweenness(self) -> Mapping[str, float]:
        """Count geodesics through every vertex: Freeman's C, each unordered pair once."""
        found = betweenness(len(self._ids), self._pairs)
        return dict(zip(self._ids, found.tolist(), strict=True))

    def pagerank(self, damping: float, tolerance: float) -> Mapping[str, float]:
        """Compute PageRank with both directions of every tie; it sums to 1."""
        arcs: rx.PyDiGraph[str, None] = rx.PyDiGraph(multigraph=False)
        arcs.add_nodes_from(self._ids)
        arcs.add_edges_from_no_data([*self._pairs, *((b, a) for a, b in self._pairs)])
        found = rx.pagerank(
            arcs, alpha=damping, tol=tolerance / len(self._ids), max_iter=ITERATIONS
        )
        return sum_to_one({key: found[index] for index, key in enumerate(self._ids)})


def betweenness(size: int, pairs: Iterable[tuple[int, int]]) -> NDArray[np.float64]:
    """Count geodesics through every vertex: Freeman's C, each unordered pair once.

    Parameters
    ----------
    size
        Number of vertices, which are 0..size-1.
    pairs
        Ends of ties, each pair once.

    Examples
    --------
    >>> betweenness(3, [(0, 1), (1, 2)]).tolist()
    [0.0, 1.0, 0.0]
    """
    graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data([(one, other) for one, other in pairs])
    found = rx.betweenness_centrality(graph, normalized=False)
    return np.array([found[vertex] for vertex in range(size)], dtype=np.float64)
