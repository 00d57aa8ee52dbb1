"""Directed betweenness: shortest paths that follow the direction of command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats


def compute(view: View) -> Floats:
    """Compute C/((n-1)(n-2)), C the ordered pairs' share of shortest paths along arcs.

    A mutual tie can be passed either way. Turning every arc round changes nothing.

    References
    ----------
    White and Borgatti 1994; Freeman 1977.
    """
    from analytics.measures.betweenness import arc_betweenness

    size = view.mesh.size
    return arc_betweenness(view.projection.down) / max((size - 1) * (size - 2), 1)


MEASURE = Measure(
    name="betweenness-directed",
    short="dir.betw.",
    description="C/((n-1)(n-2)) over ordered pairs, paths only down the command",
    source="White and Borgatti 1994",
    compute=compute,
    along_arcs=True,
    all_pairs=True,
)
