"""How a notebook opens the graph."""

from __future__ import annotations

from graphdb.connection import Graph
from graphdb.schema import refuse_newer_graph
from proxygraph.runtime.target import target_settings


def connect(*, start: bool = True) -> Graph:
    """Open the graph: your own server where ``NEO4J_URI`` names one, else the local one.

    Parameters
    ----------
    start
        Start the local server where it is the one to use and is not running.

    Raises
    ------
    NoServerError
        No server answers, or it refuses the password.
    NewerGraphError
        A newer version of this program has written the graph.

    Examples
    --------
    >>> with connect() as graph:  # doctest: +SKIP
    ...     graph.state().version
    """
    graph = Graph(target_settings(start=start))
    graph.verify()
    refuse_newer_graph(graph)
    return graph
