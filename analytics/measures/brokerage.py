"""Brokerage between groups: who stands between two others that have no direct tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.network.sparse import Whole


@dataclass(frozen=True)
class Brokerage:
    """How often each vertex stands between a and b, by where the three belong: shape (size,).

    In the ways a → v → b: ``coordinator`` all three in one group; ``itinerant`` a and b in one,
    v in another; ``gatekeeper`` v and b in one, a outside; ``representative`` a and v in one, b
    outside; ``liaison`` all in different groups.
    """

    coordinator: Whole
    itinerant: Whole
    gatekeeper: Whole
    representative: Whole
    liaison: Whole

    @property
    def total(self) -> Whole:
        """All five roles together."""
        five = (self.coordinator, self.itinerant, self.gatekeeper)
        return np.asarray(sum((*five, self.representative, self.liaison)))


def brokerage(size: int, arcs: Iterable[tuple[int, int]], groups: Sequence[str]) -> Brokerage:
    """Count the ordered pairs between which each vertex brokers, in five roles.

    A pair a, b counts for v where arcs a → v and v → b exist and none a → b; a, v, b differ.

    Parameters
    ----------
    size
        Number of vertices.
    arcs
        Ordered pairs; a mutual tie is two.
    groups
        The group of every vertex: one word each.

    References
    ----------
    Gould and Fernandez 1989.

    Examples
    --------
    >>> roles = brokerage(3, [(0, 1), (1, 2)], ["sponsor", "unit", "proxy"])
    >>> roles.liaison.tolist(), roles.total.tolist()
    ([0, 1, 0], [0, 1, 0])
    """
    after: dict[int, set[int]] = {}
    before: dict[int, set[int]] = {}
    for start, end in arcs:
        after.setdefault(start, set()).add(end)
        before.setdefault(end, set()).add(start)
    roles = {name: np.zeros(size, np.int64) for name in Brokerage.__annotations__}
    for vertex in sorted(before.keys() & after.keys()):
        for one in before[vertex]:
            for other in after[vertex] - after[one] - {one, vertex}:
                role = _role(groups[one], groups[vertex], groups[other])
                roles[role][vertex] += 1
    return Brokerage(**roles)


def _role(one: str, between: str, other: str) -> str:
    if one == other:
        return "coordinator" if one == between else "itinerant"
    if between == other:
        return "gatekeeper"
    return "representative" if between == one else "liaison"


def group_of(kind: str | None) -> str:
    """Say to which of the groups sponsor, unit, proxy, umbrella an organization's kind belongs.

    >>> group_of("armed_group"), group_of("umbrella"), group_of("state_security_force")
    ('proxy', 'umbrella', 'sponsor')
    """
    return _GROUPS.get(kind or "", "other")


_GROUPS: Mapping[str, str] = {
    "armed_group": "proxy",
    "umbrella": "umbrella",
    "unit": "unit",
    "state_security_force": "sponsor",
    "government_body": "sponsor",
}
