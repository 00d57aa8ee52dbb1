"""Harmonic centrality: how short the paths to the others are, 0 for those out of reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats
    from graphdb.connection import Graph


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    from analytics.measures.distance import harmonic

    return harmonic(view.distances)


def by_gds(graph: Graph, projection: str, view: View) -> Mapping[str, float]:
    """Compute the same by Graph Data Science."""
    from analytics.measures.engines import gds

    return gds.harmonic(graph, projection)


MEASURE = Measure(
    name="harmonic",
    short="harm.",
    description="sum 1/d / (n-1)",
    source="Marchiori and Latora 2000",
    compute=compute,
    by_gds=by_gds,
    estimate="analytics/gds/estimate/harmonic",
    all_pairs=True,
)
