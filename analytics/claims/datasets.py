"""Which datasets a question may name: those that are loaded."""

from __future__ import annotations

from graphdb.arguments import as_names
from graphdb.connection import Graph
from graphdb.datasets import refuse_unknown


def known_datasets(graph: Graph, names: object) -> tuple[str, ...]:
    """Read names of datasets, all of which are loaded; empty for all.

    Raises
    ------
    UnknownNameError
        No dataset of a name is loaded; the message names those near it.
    """
    wanted = as_names(names, "datasets")
    refuse_unknown(wanted, [row["name"] for row in graph.read("load/datasets_read")])
    return wanted
