"""PageRank: importance that comes from important neighbours."""

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
    from analytics.measures.spectral import pagerank

    return pagerank(view.mesh)


def by_gds(graph: Graph, projection: str, view: View) -> Mapping[str, float]:
    """Compute the same by Graph Data Science."""
    from analytics.measures.engines import gds
    from analytics.measures.spectral import DAMPING, TOLERANCE

    return gds.pagerank(graph, projection, DAMPING, TOLERANCE)


MEASURE = Measure(
    name="pagerank",
    short="PageR.",
    description="damping 0.85, both directions of a tie, sums to 1",
    source="Page et al. 1999",
    compute=compute,
    by_gds=by_gds,
    estimate="analytics/gds/estimate/pagerank",
    wide=True,
)
