"""Constraint: how much of a vertex's ties lead back to the same few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    from analytics.measures.structural_holes import constraint

    return constraint(view.mesh)


MEASURE = Measure(
    name="constraint",
    short="constr.",
    description="sum_j (p_ij + sum_q p_iq p_qj)^2; null without ties; the lowest ranks first",
    source="Burt 1992",
    compute=compute,
    low_first=True,
)
