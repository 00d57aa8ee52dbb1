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
    from analytics.claims.statement_columns import likelihoods_at
    from analytics.network.monte_carlo import DrawPlan
    from analytics.network.person_network import person_network
    from analytics.questions.centrality import centrality
    from analytics.questions.changes import changes
    from analytics.questions.checks import run_checks
    from analytics.questions.cohesion import cohesion
    from analytics.questions.disputes import disputes
    from analytics.questions.explain import explain
    from analytics.questions.find import find
    from analytics.questions.key_players import best_set, given_set
    from analytics.questions.path import path
    from analytics.questions.profile import profile
    from analytics.questions.sponsors import Wanted, sponsors
    from analytics.questions.statements import statements_between
    from analytics.questions.strength import strength
    from analytics.questions.structure import structure
    from analytics.questions.timeline import timeline
    from analytics.questions.vacancy import vacancy
    from analytics.scope import AsOf, Period, Question
    from analytics.succession.answer import succession
    from analytics.succession.request import Request
    from analytics.territory.corridor import corridor
    from analytics.territory.corridor_result import CorridorRequest
    from analytics.territory.moments import moments
    from analytics.territory.presence import presence
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
    "AsOf",
    "CorridorRequest",
    "DrawPlan",
    "Graph",
    "LoadOptions",
    "Period",
    "Question",
    "Request",
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
    "AsOf": "analytics.scope",
    "CorridorRequest": "analytics.territory.corridor_result",
    "DrawPlan": "analytics.network.monte_carlo",
    "Graph": "graphdb.connection",
    "LoadOptions": "loaders.options",
    "Period": "analytics.scope",
    "Question": "analytics.scope",
    "Request": "analytics.succession.request",
    "Wanted": "analytics.questions.sponsors",
    "apply_decisions": "loaders.identity.applying",
    "best_set": "analytics.questions.key_players",
    "centrality": "analytics.questions.centrality",
    "changes": "analytics.questions.changes",
    "cohesion": "analytics.questions.cohesion",
    "connect": "proxygraph.notebook",
    "corridor": "analytics.territory.corridor",
    "curated_dataset": "proxygraph.dataset",
    "disputes": "analytics.questions.disputes",
    "explain": "analytics.questions.explain",
    "find": "analytics.questions.find",
    "given_set": "analytics.questions.key_players",
    "likelihoods_at": "analytics.claims.statement_columns",
    "load": "loaders.engine",
    "match": "loaders.identity.matching",
    "moments": "analytics.territory.moments",
    "path": "analytics.questions.path",
    "person_network": "analytics.network.person_network",
    "presence": "analytics.territory.presence",
    "profile": "analytics.questions.profile",
    "py2neo_graph": "proxygraph.old_notebooks",
    "queries": "proxygraph.named_queries",
    "query": "proxygraph.named_queries",
    "read_changes": "loaders.runs",
    "read_runs": "loaders.runs",
    "run_checks": "analytics.questions.checks",
    "sponsors": "analytics.questions.sponsors",
    "statements_between": "analytics.questions.statements",
    "strength": "analytics.questions.strength",
    "structure": "analytics.questions.structure",
    "succession": "analytics.succession.answer",
    "timeline": "analytics.questions.timeline",
    "unload": "loaders.engine",
    "vacancy": "analytics.questions.vacancy",
    "validate": "loaders.examining",
}


_RENAMED = {"Asked": "AsOf"}
"""Names of version 0.1 → those of today; they go in version 0.3."""


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("proxygraph")
    if name in _RENAMED:
        return _renamed(name)
    if name not in _HOMES:
        raise AttributeError(f"module 'proxygraph' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def _renamed(name: str) -> object:
    from warnings import warn

    today = _RENAMED[name]
    warn(
        f"proxygraph.{name} is now proxygraph.{today}; the old name goes in version 0.3",
        DeprecationWarning,
        stacklevel=3,
    )
    return getattr(import_module(_HOMES[today]), today)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
