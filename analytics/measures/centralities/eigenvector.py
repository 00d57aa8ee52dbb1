"""Eigenvector centrality, where it is defined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    return view.eigenvector[0]


MEASURE = Measure(
    name="eigenvector",
    short="eigen.",
    description="length 1 on the largest component that is not bipartite, null elsewhere",
    source="Bonacich 1972",
    compute=compute,
    wide=True,
)
