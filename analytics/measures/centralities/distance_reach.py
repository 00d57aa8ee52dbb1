"""Reach weighted by distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    from analytics.measures.distance import average_reach

    return average_reach(view.distances)


MEASURE = Measure(
    name="distance-reach",
    short="dR",
    description="(1 + sum 1/d)/n",
    source="Borgatti 2006",
    compute=compute,
    all_pairs=True,
)
