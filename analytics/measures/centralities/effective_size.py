"""Effective size: ties less what of them is redundant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute it for every vertex."""
    from analytics.measures.structural_holes import effective_size

    return effective_size(view.mesh)


MEASURE = Measure(
    name="effective-size",
    short="eff.size",
    description="sum_j (1 - sum_q p_iq m_jq); null without ties",
    source="Burt 1992",
    compute=compute,
)
