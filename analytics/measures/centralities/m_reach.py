"""m-reach: how many of the others are within m steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    from analytics.measures.distance import within_reach

    return within_reach(view.near)


MEASURE = Measure(
    name="m-reach",
    description="share of the others within m steps (--steps), the actor itself not counted",
    source="Borgatti 2006",
    compute=compute,
    all_pairs=True,
)
