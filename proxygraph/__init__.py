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
    from analytics.everyday.asked import Asked
    from analytics.everyday.changes import changes
    from analytics.everyday.cohesion import cohesion
    from analytics.everyday.disputes import disputes
    from analytics.everyday.explain import explain
    from analytics.everyday.find import find
    from analytics.everyday.path import path
    from analytics.everyday.periods import Period
    from analytics.everyday.profile import profile
    from analytics.everyday.sponsors import Wanted, sponsors
    from analytics.everyday.statements import statements_between
    from analytics.everyday.timeline import timeline
    from analytics.key_players import best_set, given_set
    from analytics.monte_carlo import DrawPlan
    from analytics.network import Question, person_network
    from analytics.statements import likelihoods_at
    from analytics.strength import strength
    from analytics.structure import structure
    from analytics.succession import Request, succession
    from analytics.territory import CorridorRequest, corridor, presence
    from analytics.territory.atlas import Scope
    from analytics.territory.moments import moments
    from analytics.vacancy import vacancy
    from graphdb.connection import Graph
    from loaders.engine import load, unload
    from loaders.examining import validate
    from loaders.identity.applying import apply_decisions
    from loaders.identity.matching import match
    from loaders.options import LoadOptions
    from loaders.runs import read_changes, read_runs
    from proxygraph.dataset import curated_dataset
    from proxygraph.named_queries import queries, query
    from proxygraph.notebook import connect
    from proxygraph.old_notebooks import py2neo_graph

    __version__: str

__all__ = [
    "Asked",
    "CorridorRequest",
    "DrawPlan",
    "Graph",
    "LoadOptions",
    "Period",
    "Question",
    "Request",
    "Scope",
    "Wanted",
    "apply_decisions",
    "best_set",
    "centrality",
    "changes",
    "cohesion",
    "connect",
    "corridor",
    "curated_dataset",
    "disputes",
    "explain",
    "find",
    "given_set",
    "likelihoods_at",
    "load",
    "match",
    "moments",
    "path",
    "person_network",
    "presence",
    "profile",
    "py2neo_graph",
    "queries",
    "query",
    "read_changes",
    "read_runs",
    "run_checks",
    "sponsors",
    "statements_between",
    "strength",
    "structure",
    "succession",
    "timeline",
    "unload",
    "vacancy",
    "validate",
]

_HOMES = {
    "Asked": "analytics.everyday.asked",
    "CorridorRequest": "analytics.territory",
    "DrawPlan": "analytics.monte_carlo",
    "Graph": "graphdb.connection",
    "LoadOptions": "loaders.options",
    "Period": "analytics.everyday.periods",
    "Question": "analytics.network",
    "Request": "analytics.succession",
    "Scope": "analytics.territory.atlas",
    "Wanted": "analytics.everyday.sponsors",
    "apply_decisions": "loaders.identity.applying",
    "best_set": "analytics.key_players",
    "centrality": "analytics.centrality",
    "changes": "analytics.everyday.changes",
    "cohesion": "analytics.everyday.cohesion",
    "connect": "proxygraph.notebook",
    "corridor": "analytics.territory",
    "curated_dataset": "proxygraph.dataset",
    "disputes": "analytics.everyday.disputes",
    "explain": "analytics.everyday.explain",
    "find": "analytics.everyday.find",
    "given_set": "analytics.key_players",
    "likelihoods_at": "analytics.statements",
    "load": "loaders.engine",
    "match": "loaders.identity.matching",
    "moments": "analytics.territory.moments",
    "path": "analytics.everyday.path",
    "person_network": "analytics.network",
    "presence": "analytics.territory",
    "profile": "analytics.everyday.profile",
    "py2neo_graph": "proxygraph.old_notebooks",
    "queries": "proxygraph.named_queries",
    "query": "proxygraph.named_queries",
    "read_changes": "loaders.runs",
    "read_runs": "loaders.runs",
    "run_checks": "analytics.checks",
    "sponsors": "analytics.everyday.sponsors",
    "statements_between": "analytics.everyday.statements",
    "strength": "analytics.strength",
    "structure": "analytics.structure",
    "succession": "analytics.succession",
    "timeline": "analytics.everyday.timeline",
    "unload": "loaders.engine",
    "vacancy": "analytics.vacancy",
    "validate": "loaders.examining",
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
