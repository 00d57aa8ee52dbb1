"""Reach down: how many of the others command leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    from analytics.measures.hierarchy import reach_down
    from analytics.network.geodesics import hops

    return reach_down(hops(view.projection.down))


MEASURE = Measure(
    name="reach-down",
    short="reach",
    description="share of the others that command leads to",
    source="Mones et al. 2012",
    compute=compute,
    along_arcs=True,
    all_pairs=True,
)
