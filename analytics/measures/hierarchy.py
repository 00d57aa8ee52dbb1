"""How far down each vertex reaches, and how steep the hierarchy is."""

from __future__ import annotations

import numpy as np

from analytics.network.geodesics import Distances
from analytics.network.sparse import Floats


def reach_down(below: Distances) -> Floats:
    """Compute the local reaching centrality: the share of the others that arcs lead to, 0..1.

    Parameters
    ----------
    below
        As :func:`analytics.network.geodesics.hops` gives it for arcs down the command.

    References
    ----------
    Mones, Vicsek and Vicsek 2012.

    Examples
    --------
    >>> from analytics.network.geodesics import hops
    >>> from analytics.network.sparse import adjacency
    >>> reach_down(hops(adjacency(3, np.array([0, 1]), np.array([1, 2])))).tolist()
    [1.0, 0.5, 0.0]
    """
    return np.asarray(below.reached / max(len(below.reached) - 1, 1))


def global_reaching(reach: Floats) -> float:
    """Compute the global reaching centrality: Σ (max − reach)/(n−1), 0 (flat) to 1 (a star).

    References
    ----------
    Mones, Vicsek and Vicsek 2012. 0 below two vertices.

    Examples
    --------
    >>> global_reaching(np.array([1.0, 0.0, 0.0]))
    1.0
    """
    return float((reach.max() - reach).sum() / (len(reach) - 1)) if len(reach) > 1 else 0.0
