"""Closeness: how short the paths to the others are."""

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
    from analytics.measures.distance import closeness

    return closeness(view.distances)


def by_gds(graph: Graph, projection: str, view: View) -> Mapping[str, float]:
    """Compute the same by Graph Data Science."""
    from analytics.measures.engines import gds

    return gds.closeness(graph, projection)


MEASURE = Measure(
    name="closeness",
    short="close.",
    description="(n-1)/sum d; disconnected: (r-1)^2/((n-1) sum d)",
    source="Wasserman and Faust 1994",
    compute=compute,
    by_gds=by_gds,
    estimate="analytics/gds/estimate/closeness",
    all_pairs=True,
)
