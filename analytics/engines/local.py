"""What rustworkx computes in this process, for servers without Graph Data Science."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray


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
