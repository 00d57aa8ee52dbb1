"""Structural holes: how much one's contacts are tied to one another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analytics.network.sparse import Floats, Mesh, Whole, adjacency

_CELLS = 4_000_000


def constraint(mesh: Mesh) -> Floats:
    """Compute Burt's constraint: Σ_j (p_ij + Σ_q p_iq p_qj)² over contacts j, q ≠ i, j.

    p_ij is the share of i's ties, by strength, that go to j.

    Returns
    -------
    numpy.ndarray
        Shape (size,): above 0, mostly up to 1 (1.125 is the most); NaN where alone.

    References
    ----------
    Burt 1992, p. 55.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> constraint(mesh_of(4, [(0, 1), (0, 2), (0, 3)])).round(3).tolist()
    [0.333, 1.0, 1.0, 1.0]
    """
    near = mesh.around
    share = _shares(mesh)
    through = share.copy()
    for to_j, to_q, q_to_j in _corners(mesh):
        np.add.at(through, to_j, share[to_q] * share[q_to_j])
    found = np.bincount(near.owner, through**2, minlength=mesh.size)
    return np.where(near.degrees > 0, found, np.nan)


def effective_size(mesh: Mesh) -> Floats:
    """Compute Burt's effective size: Σ_j (1 − Σ_q p_iq m_jq) over contacts j, q ≠ i, j.

    m_jq is the strength of j's tie with q over that of j's strongest.

    Returns
    -------
    numpy.ndarray
        Shape (size,): 1 to the number of contacts (less for some strengths); NaN where alone.

    References
    ----------
    Burt 1992, p. 52.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> effective_size(mesh_of(4, [(0, 1), (0, 2), (0, 3), (1, 2)])).round(3).tolist()
    [2.333, 1.0, 1.0, 1.0]
    """
    near = mesh.around
    share = _shares(mesh)
    strength = mesh.strengths[near.tie]
    most = np.zeros(mesh.size)
    np.maximum.at(most, near.owner, strength)
    found = near.degrees.astype(float)
    for _, to_q, q_to_j in _corners(mesh):
        # A tie is as strong from q as from j.
        beside = strength[q_to_j] / most[near.near[q_to_j]]
        found -= np.bincount(near.owner[to_q], share[to_q] * beside, minlength=mesh.size)
    return np.where(near.degrees > 0, found, np.nan)


def _shares(mesh: Mesh) -> Floats:
    near = mesh.around
    strength = mesh.strengths[near.tie]
    return strength / np.bincount(near.owner, strength, minlength=mesh.size)[near.owner]


def _corners(mesh: Mesh) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Go round every triangle i, j, q in each of its six ways, batch by batch.

    Gives the entries of ``mesh.around`` for i→j, i→q and q→j.
    """
    near = mesh.around
    keys = near.owner * mesh.size + near.near
    # Each tie runs to the end with more ties, so that few ways run out of any vertex.
    rank = np.empty(mesh.size, dtype=np.int64)
    rank[np.argsort(near.degrees, kind="stable")] = np.arange(mesh.size)
    up = rank[near.owner] < rank[near.near]
    ways = adjacency(mesh.size, near.owner[up], near.near[up])
    beyond = ways.degrees[ways.near]
    total = np.concatenate(([0], np.cumsum(beyond)))
    start = 0
    while start < len(beyond):
        stop = max(start + 1, int(np.searchsorted(total, total[start] + _CELLS, "right")) - 1)
        length = beyond[start:stop]
        a = np.repeat(ways.owner[start:stop], length)
        b = np.repeat(ways.near[start:stop], length)
        offset = np.arange(len(a)) - np.repeat(total[start:stop] - total[start], length)
        c = ways.near[ways.first[b] + offset]
        place = np.minimum(np.searchsorted(keys, a * mesh.size + c), len(keys) - 1)
        closed = keys[place] == a * mesh.size + c
        a, b, c, ac = a[closed], b[closed], c[closed], place[closed]
        ab, ba, bc, cb, ca = (
            np.searchsorted(keys, one * mesh.size + other)
            for one, other in ((a, b), (b, a), (b, c), (c, b), (c, a))
        )
        yield from ((ab, ac, cb), (ac, ab, bc), (ba, bc, ca))
        yield from ((bc, ba, ac), (ca, cb, ba), (cb, ca, ab))
        start = stop
