"""Engines that compute measures: Graph Data Science in the server, or this process itself.

Both are given the same vertices and ties and give the same answers.
"""

from __future__ import annotations

from typing import Literal, get_args

from graphdb.connection import Graph, StatementFailedError
from graphdb.errors import ProxygraphError

EngineName = Literal["gds", "local"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


class EngineMissingError(ProxygraphError):
    """The server has no Graph Data Science; ask for the engine ``local``, or for none."""


def has_gds(graph: Graph) -> bool:
    """Tell whether the server has Graph Data Science."""
    try:
        graph.read("checks/gds_version")
    except StatementFailedError:
        return False
    return True


def chosen_engine(graph: Graph, engine: EngineName | None) -> EngineName:
    """Settle which engine computes: the one asked for, else ``gds`` where the server has it.

    In a cluster it is ``local`` unless ``gds`` is asked for: a projection is in the memory of one
    server, and the next transaction may be sent to another.

    Raises
    ------
    EngineMissingError
        ``gds`` was asked for and the server lacks it.
    """
    if engine == "local" or (engine is None and graph.is_routed):
        return "local"
    if has_gds(graph):
        return "gds"
    if engine == "gds":
        raise EngineMissingError(
            f"the server at {graph.settings.uri} has no Graph Data Science: "
            "use the engine `local`, which gives the same answers"
        )
    return "local"
