"""Degree down: whom a vertex commands directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    return view.projection.down.degrees.astype(float)


MEASURE = Measure(
    name="degree-down",
    short="down",
    description="ties that run down from a vertex, mutual ones included",
    source="Freeman 1979",
    compute=compute,
    whole=True,
    along_arcs=True,
)
