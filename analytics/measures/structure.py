"""A network as a whole: density, components, distances, clustering, robustness."""

from __future__ import annotations

import numpy as np

from analytics.network.geodesics import distances, longest
from analytics.network.sparse import Mesh


def density(mesh: Mesh) -> float:
    """Compute 2m/(n(n−1)): the share of all pairs that are tied; NaN below two vertices.

    References
    ----------
    Wasserman and Faust 1994, p. 101.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> density(mesh_of(3, [(0, 1), (1, 2)])).__round__(3)
    0.667
    """
    pairs = mesh.size * (mesh.size - 1) / 2
    return len(mesh.ends) / pairs if pairs else float("nan")


def mean_distance(mesh: Mesh) -> float:
    """Compute the mean of d over the pairs that are joined, in hops; NaN where none is.

    Pairs without a path are left out: their number is given by the fragmentation.

    References
    ----------
    Watts and Strogatz 1998 (characteristic path length).

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> mean_distance(mesh_of(4, [(0, 1), (1, 2)])).__round__(3)
    1.333
    """
    found = distances(Mesh(mesh.size, mesh.ends))
    joined = int(found.reached.sum())
    return float(found.total.sum()) / joined if joined else float("nan")


def diameter(mesh: Mesh) -> int | None:
    """Find the greatest distance of two vertices that are joined, in hops; ``None``: none is.

    References
    ----------
    Wasserman and Faust 1994, p. 111; of a disconnected graph, the largest of its components'.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> diameter(mesh_of(4, [(0, 1), (1, 2)]))
    2
    """
    if not len(mesh.ends):
        return None
    return longest(mesh.around)


def clustering(mesh: Mesh) -> tuple[float, float]:
    """Compute the transitivity, and the mean of the local clustering coefficients.

    Transitivity is 3 × triangles / pairs of ties at one vertex; NaN without such a pair. A local
    coefficient is the share of tied pairs among a vertex's neighbours; a vertex with fewer than
    two counts 0.

    References
    ----------
    Newman, Watts and Strogatz 2002; Watts and Strogatz 1998.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> [round(one, 3) for one in clustering(mesh_of(4, [(0, 1), (1, 2), (2, 0), (2, 3)]))]
    [0.6, 0.583]
    """
    near = [frozenset[int]() for _ in range(mesh.size)]
    around = mesh.around
    for vertex in range(mesh.size):
        near[vertex] = frozenset(
            around.near[around.first[vertex] : around.first[vertex + 1]].tolist()
        )
    closed = np.zeros(mesh.size)
    for one, other in mesh.ends.tolist():
        for third in near[one] & near[other]:
            closed[third] += 1
    degrees = around.degrees
    pairs = degrees * (degrees - 1) / 2
    local = np.divide(closed, pairs, out=np.zeros(mesh.size), where=pairs > 0)
    whole = float(closed.sum() / pairs.sum()) if pairs.sum() else float("nan")
    return whole, float(local.mean()) if mesh.size else float("nan")


def components(mesh: Mesh, removed: frozenset[int] = frozenset()) -> tuple[tuple[int, ...], ...]:
    """List the components of those left after a removal, the largest first, then by vertex.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> components(mesh_of(4, [(0, 1), (1, 2), (2, 3)]), frozenset({1}))
    ((2, 3), (0,))
    """
    found: dict[int, list[int]] = {}
    for vertex, number in enumerate(mesh.without(removed).component.tolist()):
        if vertex not in removed:
            found.setdefault(number, []).append(vertex)
    return tuple(map(tuple, sorted(found.values(), key=lambda part: (-len(part), part))))


def robustness(mesh: Mesh) -> float:
    """Compute Schneider's R = 1/n Σ_{q=1..n} s(q): 1/n (falls apart at once) up to 1/2.

    s(q) is the share of all n vertices in the largest component after q removals, each time of
    the vertex with the most ties left; of equals, the first. NaN without vertices.

    References
    ----------
    Schneider, Moreira, Andrade, Havlin and Herrmann 2011.

    Examples
    --------
    A star of four falls apart with its middle: after one removal 1/4, 1/4, 1/4, 0.

    >>> from analytics.network.sparse import mesh_of
    >>> robustness(mesh_of(4, [(0, 1), (0, 2), (0, 3)]))
    0.1875
    """
    if not mesh.size:
        return float("nan")
    order = _most_tied_first(mesh)
    # Put back in turn, the last removed first: components only merge.
    owner = list(range(mesh.size))
    count = [0] * mesh.size
    near = mesh.around
    largest, total = 0, 0
    for vertex in reversed(order):
        total += largest
        count[vertex] = 1
        for other in near.near[near.first[vertex] : near.first[vertex + 1]].tolist():
            if count[other]:
                one, two = _root(owner, vertex), _root(owner, other)
                if one != two:
                    owner[two] = one
                    count[one] += count[two]
        largest = max(largest, count[_root(owner, vertex)])
    return total / mesh.size**2


def _root(owner: list[int], vertex: int) -> int:
    while owner[vertex] != vertex:
        owner[vertex] = owner[owner[vertex]]
        vertex = owner[vertex]
    return vertex


def _most_tied_first(mesh: Mesh) -> list[int]:
    from heapq import heapify, heappop, heappush

    near = mesh.around
    left = near.degrees.tolist()
    queue = [(-degree, vertex) for vertex, degree in enumerate(left)]
    heapify(queue)
    order: list[int] = []
    gone = [False] * mesh.size
    while queue:
        degree, vertex = heappop(queue)
        if gone[vertex] or -degree != left[vertex]:
            continue
        gone[vertex] = True
        order.append(vertex)
        for other in near.near[near.first[vertex] : near.first[vertex + 1]].tolist():
            if not gone[other]:
                left[other] -= 1
                heappush(queue, (-left[other], other))
    return order
