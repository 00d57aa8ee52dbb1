"""How near everyone is: closeness and harmonic centrality, and reach within some steps."""

from __future__ import annotations

import numpy as np

from analytics.network.geodesics import Distances
from analytics.network.sparse import Floats


def closeness(found: Distances) -> Floats:
    """Compute closeness: how short the paths to everyone within reach are.

    (n−1)/Σd where all are connected; else Wasserman and Faust's (r−1)²/((n−1)Σd), with r the
    number that the vertex reaches, itself included.

    Parameters
    ----------
    found
        As :func:`analytics.network.geodesics.distances` gives them.

    Returns
    -------
    numpy.ndarray
        Shape (size,): 0..1 in hops (lengths of less than 1 can give more); 0 where alone.

    References
    ----------
    Freeman 1979; Wasserman and Faust 1994, p. 201.

    Examples
    --------
    >>> from analytics.network.geodesics import distances
    >>> from analytics.network.sparse import mesh_of
    >>> closeness(distances(mesh_of(3, [(0, 1), (1, 2)]))).round(3).tolist()
    [0.667, 1.0, 0.667]
    """
    others = max(len(found.reached) - 1, 1)
    reached = found.reached.astype(float)
    scores: Floats = np.divide(
        reached**2, others * found.total, out=np.zeros(len(reached)), where=found.total > 0
    )
    return scores


def harmonic(found: Distances) -> Floats:
    """Compute harmonic centrality: Σ d⁻¹/(n−1), 0..1 in hops; 0 where alone.

    References
    ----------
    Marchiori and Latora 2000.

    Examples
    --------
    >>> from analytics.network.geodesics import distances
    >>> from analytics.network.sparse import mesh_of
    >>> harmonic(distances(mesh_of(3, [(0, 1), (1, 2)]))).tolist()
    [0.75, 1.0, 0.75]
    """
    return np.asarray(found.inverse / max(len(found.inverse) - 1, 1))


def within_reach(found: Distances) -> Floats:
    """Compute the m-reach of every vertex alone: the share of the others within m steps, 0..1.

    References
    ----------
    Borgatti 2006 (KPP-Pos), for a set of one; :mod:`analytics.measures.keyplayers` has sets.
    """
    return np.asarray(found.within / max(len(found.within) - 1, 1))


def average_reach(found: Distances) -> Floats:
    """Compute the distance-weighted reach dR of every vertex alone: (1 + Σ d⁻¹)/n, 0..1.

    References
    ----------
    Borgatti 2006 (KPP-Pos); the vertex itself counts 1.
    """
    return np.asarray((1 + found.inverse) / max(len(found.inverse), 1))
