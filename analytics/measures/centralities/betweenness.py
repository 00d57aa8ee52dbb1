"""Betweenness: how many of the shortest paths between others lead through a vertex."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats
    from graphdb.connection import Graph


def compute(view: View) -> Floats:
    """Compute 2C/((n-1)(n-2)), in hops or, where ties have strengths, by length."""
    from analytics.measures.betweenness import undirected_betweenness

    return undirected_betweenness(view.mesh) * _scale(view)


def by_gds(graph: Graph, projection: str, view: View) -> Mapping[str, float]:
    """Compute the same by Graph Data Science."""
    from analytics.measures.engines import gds

    scale = _scale(view)
    return {key: score * scale for key, score in gds.betweenness(graph, projection).items()}


def _scale(view: View) -> float:
    return 2 / max((view.mesh.size - 1) * (view.mesh.size - 2), 1)


MEASURE = Measure(
    name="betweenness",
    short="betw.",
    description="normalised, 2C/((n-1)(n-2)); 0 below three vertices; directions ignored",
    source="Freeman 1977",
    compute=compute,
    by_gds=by_gds,
    estimate="analytics/gds/estimate/betweenness",
    all_pairs=True,
)
