"""Centrality of a group of vertices together."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from analytics.network.sparse import Mesh


def group_degree(mesh: Mesh, group: Collection[int]) -> float:
    """Compute |N(K)∖K|/(n−|K|): the share of outsiders tied to somebody inside, 0..1.

    NaN where nobody is outside.

    References
    ----------
    Everett and Borgatti 1999.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> group_degree(mesh_of(4, [(0, 1), (1, 2), (2, 3)]), {0, 1})
    0.5
    """
    members = set(group)
    near = mesh.around
    met = {int(v) for k in members for v in near.near[near.first[k] : near.first[k + 1]]}
    outside = mesh.size - len(members)
    return len(met - members) / outside if outside else float("nan")


def group_closeness(mesh: Mesh, group: Collection[int]) -> float:
    """Compute (n−|K|)/Σ min d over outsiders: 0..1 in hops.

    0 where somebody outside is out of reach (their distance is infinite); NaN where nobody is
    outside.

    References
    ----------
    Everett and Borgatti 1999.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> group_closeness(mesh_of(4, [(0, 1), (1, 2), (2, 3)]), {0, 1}).__round__(3)
    0.667
    """
    members = sorted(set(group))
    outside = mesh.size - len(members)
    if not outside:
        return float("nan")
    near = nearest(mesh, members)
    if not members or (near < 0).any():
        return 0.0
    return float(outside / near.sum())


def nearest(mesh: Mesh, group: Collection[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Count the hops of every vertex from the nearest of a group; −1 where out of reach."""
    one, other = mesh.ends[:, 0], mesh.ends[:, 1]
    depth = np.full(mesh.size, -1, dtype=np.int64)
    depth[sorted(group)] = 0
    step = 0
    while True:
        met = np.concatenate((other[depth[one] == step], one[depth[other] == step]))
        met = met[depth[met] < 0]
        if not len(met):
            return depth
        step += 1
        depth[met] = step


def group_betweenness(mesh: Mesh, group: Collection[int]) -> float:
    """Compute the share of the outsiders' geodesics that pass through the group: 0..1, in hops.

    Σ g_st(K)/g_st over pairs of outsiders, over (n−|K|)(n−|K|−1)/2; a pair without a path counts
    0. NaN where fewer than two are outside.

    References
    ----------
    Everett and Borgatti 1999.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> group_betweenness(mesh_of(4, [(0, 1), (1, 2), (2, 3)]), {1}).__round__(3)
    0.667
    """
    inside = np.zeros(mesh.size, dtype=np.bool_)
    inside[sorted(group)] = True
    outside = np.flatnonzero(~inside)
    if len(outside) < 2:
        return float("nan")
    through = sum(_through(mesh, int(source), inside) for source in outside)
    return float(through / (len(outside) * (len(outside) - 1)))


def _through(mesh: Mesh, source: int, inside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """Sum up, over those outside, the share of their geodesics from a source through a group."""
    one, other = mesh.ends[:, 0], mesh.ends[:, 1]
    start, end = np.concatenate((one, other)), np.concatenate((other, one))
    depth = np.full(mesh.size, -1, dtype=np.int64)
    ways, past = np.zeros(mesh.size), np.zeros(mesh.size)
    depth[source], ways[source], past[source] = 0, 1.0, 1.0
    step = 0
    while True:
        arcs = (depth[start] == step) & (depth[end] < 0)
        if not arcs.any():
            break
        step += 1
        depth[end[arcs]] = step
        ways += np.bincount(end[arcs], ways[start[arcs]], mesh.size)
        past += np.bincount(end[arcs], past[start[arcs]], mesh.size)
        past[inside] = 0.0  # Whoever comes by there has passed through the group.
    met = (depth > 0) & ~inside
    return float((1 - past[met] / ways[met]).sum())
