"""How broken a network is: fragmentation, plain and weighted by distance."""

from __future__ import annotations

import numpy as np

from analytics.measures.articulation_points import fragmentation_of
from analytics.network.geodesics import distances
from analytics.network.sparse import Mesh


def fragmentation(
    mesh: Mesh, removed: frozenset[int] = frozenset(), *, of_all: bool = False
) -> float:
    """Compute F = 1 − Σ s(s−1)/(n(n−1)) over components of s vertices: 0..1.

    Parameters
    ----------
    removed
        Vertices taken away first.
    of_all
        n counts the vertices removed too; else those left. NaN where n is below two.

    References
    ----------
    Borgatti 2006 (KPP-Neg).

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> path = mesh_of(3, [(0, 1), (1, 2)])
    >>> fragmentation(path), fragmentation(path, frozenset({1}))
    (0.0, 1.0)
    """
    left = np.array([v not in removed for v in range(mesh.size)], dtype=np.bool_)
    sizes = np.bincount(mesh.without(removed).component[left]).astype(float)
    count = mesh.size if of_all else int(left.sum())
    together = (sizes * (sizes - 1) / 2).sum()
    return float(fragmentation_of(np.array([together]), np.array([float(count)]))[0])


def distance_fragmentation(
    mesh: Mesh, removed: frozenset[int] = frozenset(), *, of_all: bool = False
) -> float:
    """Compute 1 − Σ d⁻¹/(n(n−1)) = 1 − global efficiency: 0..1 in hops.

    Parameters are those of :func:`fragmentation`.

    References
    ----------
    Borgatti 2006; Latora and Marchiori 2001.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> round(distance_fragmentation(mesh_of(3, [(0, 1), (1, 2)])), 3)
    0.167
    """
    count = mesh.size if of_all else mesh.size - len(removed)
    if count < 2:
        return float("nan")
    inverse = distances(mesh.without(removed) if removed else mesh).inverse
    return float(1 - inverse.sum() / (count * (count - 1)))
