"""Importance that comes from important neighbours: eigenvector centrality and PageRank."""

from __future__ import annotations

import numpy as np

from analytics.measures.mesh import Bools, Floats, Mesh

DAMPING = 0.85
TOLERANCE = 1e-12
ITERATIONS = 100_000


def eigenvector_domain(mesh: Mesh) -> tuple[Bools, str | None]:
    """Tell on which vertices eigenvector centrality is defined, and why not elsewhere.

    That is the largest component that is not bipartite (of several of one size, the one with
    the first vertex). On a bipartite one engines disagree, and vertices of different components
    cannot be compared.
    """
    component = mesh.component
    odd = np.unique(component[mesh.ends[_same_side(mesh), 0]])
    if not len(odd):
        return np.zeros(mesh.size, dtype=np.bool_), "every component is bipartite"
    sizes = np.bincount(component, minlength=mesh.size)
    chosen = odd[np.argmax(sizes[odd])]
    inside: Bools = np.asarray(component == chosen)
    return inside, None if inside.all() else "outside the largest component that is not bipartite"


def _same_side(mesh: Mesh) -> Bools:
    """Find ties between two vertices an equal number of steps from their component's first."""
    one, other = mesh.ends[:, 0], mesh.ends[:, 1]
    depth = np.where(mesh.component == np.arange(mesh.size), 0, -1)
    step = 0
    while True:
        reached = np.concatenate((other[depth[one] == step], one[depth[other] == step]))
        reached = reached[depth[reached] < 0]
        if not len(reached):
            return np.asarray((depth[one] - depth[other]) % 2 == 0)
        step += 1
        depth[reached] = step


def eigenvector(mesh: Mesh, tolerance: float = TOLERANCE) -> Floats:
    """Compute eigenvector centrality on the largest component that is not bipartite.

    Returns
    -------
    numpy.ndarray
        Shape (size,): 0..1, of Euclidean length 1 over that component; NaN elsewhere, and
        everywhere where every component is bipartite (:func:`eigenvector_domain`).

    References
    ----------
    Bonacich 1972.

    Examples
    --------
    >>> from analytics.measures.mesh import mesh_of
    >>> eigenvector(mesh_of(4, [(0, 1), (1, 2), (2, 0)])).round(3).tolist()
    [0.577, 0.577, 0.577, nan]
    """
    inside, _ = eigenvector_domain(mesh)
    found = np.full(mesh.size, np.nan)
    if not inside.any():
        return found
    kept = inside[mesh.ends[:, 0]]
    one, other = mesh.ends[kept].T
    strength = mesh.strengths[kept]
    rank = inside / np.sqrt(inside.sum())
    shift = float(strength.mean())  # Keeps the order of eigenvectors and settles sooner.
    for _ in range(ITERATIONS):
        step = shift * rank
        step += np.bincount(one, strength * rank[other], mesh.size)
        step += np.bincount(other, strength * rank[one], mesh.size)
        step /= np.linalg.norm(step)
        settled = np.abs(step - rank).max() < tolerance
        rank = step
        if settled:
            break
    found[inside] = rank[inside]
    return found


def pagerank(mesh: Mesh, damping: float = DAMPING, tolerance: float = TOLERANCE) -> Floats:
    """Compute PageRank, both directions of every tie, in proportion to its strength.

    Returns
    -------
    numpy.ndarray
        Shape (size,): 0..1, sums to 1. A vertex without ties passes its rank on to everyone;
        so does :func:`analytics.engines.scale.sum_to_one` for the other engine.

    References
    ----------
    Page, Brin, Motwani and Winograd 1999.

    Examples
    --------
    >>> from analytics.measures.mesh import mesh_of
    >>> pagerank(mesh_of(3, [(0, 1), (1, 2)])).round(3).tolist()
    [0.257, 0.486, 0.257]
    """
    if not mesh.size:
        return np.zeros(0)
    one, other = mesh.ends.T
    strength = mesh.strengths
    out = np.bincount(one, strength, mesh.size) + np.bincount(other, strength, mesh.size)
    share = np.divide(1.0, out, out=np.zeros(mesh.size), where=out > 0)
    rank = np.full(mesh.size, 1 / mesh.size)
    for _ in range(ITERATIONS):
        given = rank * share
        step = np.bincount(one, strength * given[other], mesh.size)
        step += np.bincount(other, strength * given[one], mesh.size)
        step = damping * (step + rank[out <= 0].sum() / mesh.size) + (1 - damping) / mesh.size
        settled = np.abs(step - rank).sum() < tolerance
        rank = step
        if settled:
            break
    return np.asarray(rank / rank.sum())
