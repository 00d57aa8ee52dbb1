"""Brokerage: how often a vertex stands between two others, in five roles and together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analytics.measures.measure import Measure

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats

_ROLES = (
    ("brokerage", "broker.", "all five roles; groups sponsor, unit, proxy, umbrella"),
    ("coordinator", "coord.", "between two of one's own group"),
    ("itinerant", "itin.", "between two of one other group"),
    ("gatekeeper", "gatek.", "from another group into one's own"),
    ("representative", "repr.", "from one's own group to another"),
    ("liaison", "", "between two groups, oneself in a third"),
)


def _counts(role: str) -> Callable[[View], Floats]:
    def compute(view: View) -> Floats:
        """Count the ordered pairs between which a vertex brokers."""
        counted = view.roles.total if role == "brokerage" else getattr(view.roles, role)
        found: Floats = counted.astype(float)
        return found

    return compute


MEASURES = tuple(
    Measure(
        name=name,
        short=short,
        description=description,
        source="Gould and Fernandez 1989",
        compute=_counts(name),
        whole=True,
        along_arcs=True,
        needs_groups=True,
    )
    for name, short, description in _ROLES
)
