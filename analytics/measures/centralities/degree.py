"""Degree: the ties of a vertex."""

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
    return view.degree


def by_gds(graph: Graph, projection: str, view: View) -> Mapping[str, float]:
    """Compute the same by Graph Data Science."""
    from analytics.measures.engines import gds

    return gds.degree(graph, projection)


MEASURE = Measure(
    name="degree",
    description="ties of a vertex; their strengths added up where they are weighted",
    source="Freeman 1979",
    compute=compute,
    by_gds=by_gds,
    estimate="analytics/gds/estimate/degree",
)
