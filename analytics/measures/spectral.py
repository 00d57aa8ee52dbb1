"""Importance that comes from important neighbours: eigenvector centrality and PageRank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.network.sparse import Bools, Floats, Mesh
from graphdb.errors import NotConvergedError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

DAMPING = 0.85
TOLERANCE = 1e-12
ITERATIONS = 1_000
"""Most iterations of PageRank: each leaves at most 0.85 of the error, 200 reach 1e-12."""

MOST_ERROR = 1e-6
"""By so much an eigenvector may be uncertain at most; there are no values beyond."""

_MOST_DIGITS = 12
_DENSE = 64
"""Up to so many vertices, all eigenvalues are computed at once."""

_DENSE_AT_MOST = 2_000
"""Up to so many vertices too, where the iteration does not converge."""


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


def eigenvector(mesh: Mesh) -> Floats:
    """Compute eigenvector centrality on the largest component that is not bipartite.

    Returns
    -------
    numpy.ndarray
        Shape (size,): 0..1, of Euclidean length 1 over that component; NaN elsewhere, and
        everywhere where :func:`solved_eigenvector` gives a reason why it has no values.

    References
    ----------
    Bonacich 1972.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> eigenvector(mesh_of(4, [(0, 1), (1, 2), (2, 0)])).round(3).tolist()
    [0.577, 0.577, 0.577, nan]
    """
    return solved_eigenvector(mesh)[0]


def solved_eigenvector(mesh: Mesh) -> tuple[Floats, str | None]:
    """Compute eigenvector centrality, and say why vertices have none.

    The two largest eigenvalues are computed together. A residual r leaves the vector uncertain
    by at most r/gap (Davis and Kahan 1970), with gap the distance between the two; where that
    exceeds :data:`MOST_ERROR` there are no values. Digits beyond that error are rounded away,
    so that they do not depend on the number of threads, nor the order of equals on noise.

    Returns
    -------
    tuple
        The values, and the reason of those that are NaN; ``None`` where none is.

    References
    ----------
    Bonacich 1972; Lehoucq, Sorensen and Yang 1998 (ARPACK).
    """
    inside, reason = eigenvector_domain(mesh)
    found = np.full(mesh.size, np.nan)
    if not inside.any():
        return found, reason
    solved = _largest_two(_matrix(mesh, inside))
    if solved is None:
        return found, f"no convergence for the {int(inside.sum())} vertices of that component"
    values, vectors = solved
    leading = np.abs(vectors[:, -1])
    gap = float(values[-1] - values[0])
    residual = _residual(mesh, inside, leading, float(values[-1]))
    error = residual / gap if gap > 0 else np.inf
    if not error <= MOST_ERROR:
        return found, (
            "the two largest eigenvalues of the largest component that is not bipartite differ "
            f"by {gap:.2g}, too little to compute the vector to {MOST_ERROR:g}"
        )
    digits = min(_MOST_DIGITS, int(-np.log10(max(error, 1e-16))))
    found[inside] = np.round(leading, digits)
    return found, reason


def _largest_two(matrix: csr_array) -> tuple[Floats, Floats] | None:
    """Find the two largest eigenvalues, the larger last, and their vectors."""
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    size = matrix.shape[0]
    if size > _DENSE:
        # A start without symmetry, the same every time: one that a symmetric network shares
        # with a single of its two close eigenvectors would hide the other.
        start = 1 + np.random.default_rng(0).random(size)
        try:
            values, vectors = eigsh(matrix, k=2, which="LA", v0=start, tol=0, ncv=min(size, 40))
        except ArpackNoConvergence:
            if size > _DENSE_AT_MOST:
                return None
        else:
            order = np.argsort(values)
            return values[order], vectors[:, order]
    values, vectors = np.linalg.eigh(matrix.toarray())
    return values[-2:], vectors[:, -2:]


def _matrix(mesh: Mesh, inside: Bools) -> csr_array:
    from scipy.sparse import csr_array

    place = np.cumsum(inside) - 1
    kept = inside[mesh.ends[:, 0]]
    one, other = place[mesh.ends[kept]].T
    strength = mesh.strengths[kept]
    cells = np.concatenate((one, other)), np.concatenate((other, one))
    size = int(inside.sum())
    return csr_array((np.concatenate((strength, strength)), cells), shape=(size, size))


def _residual(mesh: Mesh, inside: Bools, vector: Floats, value: float) -> float:
    """Give the length of Av − λv, at least what rounding alone makes of it."""
    off = _matrix(mesh, inside) @ vector - value * vector
    return max(float(np.linalg.norm(off)), float(np.finfo(float).eps) * value)


def pagerank(mesh: Mesh, damping: float = DAMPING, tolerance: float = TOLERANCE) -> Floats:
    """Compute PageRank, both directions of every tie, in proportion to its strength.

    Returns
    -------
    numpy.ndarray
        Shape (size,): 0..1, sums to 1. A vertex without ties passes its rank on to everyone;
        so does :func:`analytics.measures.engines.scale.sum_to_one` for the other engine.

    Raises
    ------
    NotConvergedError
        The values had not settled after :data:`ITERATIONS` iterations.

    References
    ----------
    Page, Brin, Motwani and Winograd 1999.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
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
            return np.asarray(rank / rank.sum())
    raise NotConvergedError(
        f"PageRank of {mesh.size} vertices had not settled to {tolerance:g} after {ITERATIONS} "
        "iterations; rank by another measure, or give other weights"
    )
