"""Krackhardt's four dimensions of hierarchy: how near a network of command is to an out-tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.network.sparse import Adjacency, Bools, Mesh, Whole

MOST = 2_000
"""Up to so many vertices; who reaches whom is a table of all pairs."""


@dataclass(frozen=True)
class Krackhardt:
    """The four degrees, each 0..1 and 1 where the network is an out-tree; NaN: does not exist.

    Parameters
    ----------
    connectedness
        Share of the pairs that some path joins, whatever its direction.
    hierarchy
        1 − share of the pairs with a path one way at least that have one both ways.
    efficiency
        1 − share of the arcs that could exist beyond those that each weak component needs
        (its vertices less one) which do exist; at most n(n−1) arcs in a component of n.
    upper_bound
        Share of the pairs of each weak component, at most (n−1)(n−2)/2 of which can fail, that
        have a least upper bound: somebody above or equal to both whom everybody above or equal
        to both is above or equal to.
    """

    connectedness: float
    hierarchy: float
    efficiency: float
    upper_bound: float


def krackhardt(down: Adjacency) -> Krackhardt:
    """Compute the four degrees of a network of arcs from superior to inferior, without loops.

    A mutual tie is two arcs. Where nothing could fail, as no pair is joined or no component has
    three vertices, a degree does not exist: NaN.

    References
    ----------
    Krackhardt 1994; counts as in sna (Butts 2008).

    Examples
    --------
    An out-tree:

    >>> from analytics.network.sparse import adjacency
    >>> krackhardt(adjacency(4, np.array([0, 0, 1]), np.array([1, 2, 3])))
    Krackhardt(connectedness=1.0, hierarchy=1.0, efficiency=1.0, upper_bound=1.0)
    """
    size = down.size
    component = Mesh(size, np.column_stack((down.owner, down.near))).component
    sizes = np.bincount(component, minlength=size)
    sizes = sizes[sizes > 0].astype(float)
    reach = reachable(down)
    pairs = size * (size - 1) / 2
    one_way = np.triu(reach | reach.T, 1).sum()
    both_ways = np.triu(reach & reach.T, 1).sum()
    spare = float(((sizes - 1) ** 2).sum())
    excess = len(down.near) - float((sizes - 1).sum())
    may_fail = float(((sizes - 1) * np.maximum(sizes - 2, 0) / 2).sum())
    return Krackhardt(
        connectedness=_share(float((sizes * (sizes - 1) / 2).sum()), pairs),
        hierarchy=1 - _share(float(both_ways), float(one_way)),
        efficiency=1 - _share(excess, spare),
        upper_bound=1 - _share(float(_without_bound(reach, component)), may_fail),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def reachable(down: Adjacency) -> Bools:
    """Tell for every ordered pair whether arcs lead from one to the other; everyone to itself."""
    reach = np.eye(down.size, dtype=np.bool_)
    reach[down.owner, down.near] = True
    while True:
        further = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if np.array_equal(further, reach):
            return reach
        reach = further


def _without_bound(reach: Bools, component: Whole) -> int:
    """Count the pairs of one component that have no least upper bound."""
    # A bound's own superiors are bounds too; it is least where there are no others than these.
    count = reach.sum(axis=0)
    order = np.argsort(-count, kind="stable")
    above, most = np.ascontiguousarray(reach[order].T), count[order]
    missing = 0
    for vertex in range(len(reach)):
        others = np.flatnonzero(component == component[vertex])
        common = above[others[others > vertex]] & above[vertex]
        highest = np.where(common.any(axis=1), most[common.argmax(axis=1)], -1)
        missing += int((highest != common.sum(axis=1)).sum())
    return missing
