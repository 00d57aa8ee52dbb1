"""Graphs of state sponsors and their proxies on Neo4j: the way in for notebooks.

Everything here is imported when it is first used.

Examples
--------
>>> import proxygraph as pg
>>> from datetime import date
>>> with pg.connect() as graph:  # doctest: +SKIP
...     pg.centrality(graph, pg.Question(at=date(2020, 1, 2))).to_frame()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.centrality import centrality
    from analytics.checks import run_checks
    from analytics.network import Question, person_network
    from analytics.strength import strength
    from analytics.succession import Request, succession
    from graphdb.connection import Graph
    from loaders.engine import LoadOptions, load, unload, validate
    from loaders.runs import read_runs
    from proxygraph.dataset import curated_dataset
    from proxygraph.notebook import connect

    __version__: str

__all__ = [
    "Graph",
    "LoadOptions",
    "Question",
    "Request",
    "centrality",
    "connect",
    "curated_dataset",
    "load",
    "person_network",
    "read_runs",
    "run_checks",
    "strength",
    "succession",
    "unload",
    "validate",
]

_HOMES = {
    "Graph": "graphdb.connection",
    "LoadOptions": "loaders.engine",
    "Question": "analytics.network",
    "Request": "analytics.succession",
    "centrality": "analytics.centrality",
    "connect": "proxygraph.notebook",
    "curated_dataset": "proxygraph.dataset",
    "load": "loaders.engine",
    "person_network": "analytics.network",
    "read_runs": "loaders.runs",
    "run_checks": "analytics.checks",
    "strength": "analytics.strength",
    "succession": "analytics.succession",
    "unload": "loaders.engine",
    "validate": "loaders.engine",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("proxygraph")
    if name not in _HOMES:
        raise AttributeError(f"module 'proxygraph' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
