"""Betweenness of one vertex in thousands of variants of one graph at once.

The variants share vertices and possible ties; in each some ties are absent. Three exact steps
make it fast: only the component of the vertex counts; whatever hangs from the rest by one tie
is folded into its support as a weight; and what remains, small and of like size in most
variants, goes through batched matrix products, one a distance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Weights = NDArray[np.float32]
Ends = NDArray[np.intp]

CHUNK = 512
_CELLS = 200_000
"""Cells of a batch of square matrices, few enough to stay in a processor's cache."""

_ALONE = 200_000
"""Multiplications up to which linear algebra libraries do a product within one thread: many small
products that several threads share took ten times as long on a busy machine."""


def betweenness_of(vertex: int, ends: Ends, present: Bools, size: int) -> Floats:
    """Count, in every variant, the pairs' share of geodesics that pass through a vertex.

    Parameters
    ----------
    vertex
        Index of the vertex, 0..size-1.
    ends
        Shape (ties, 2): both ends of each tie; no loops, no parallel ties.
    present
        Shape (ties, variants): which tie exists in which variant.
    size
        Number of vertices.

    Returns
    -------
    numpy.ndarray
        Shape (variants,): unordered pairs, not normalised.

    References
    ----------
    Freeman 1977.

    Examples
    --------
    The middle of a path of three lies between one pair:

    >>> ends = np.array([[0, 1], [1, 2]])
    >>> betweenness_of(1, ends, np.ones((2, 1), dtype=bool), 3).tolist()
    [1.0]
    """
    variants = present.shape[1]
    total = np.zeros(variants)
    if not len(ends):
        return total
    for first in range(0, variants, CHUNK):
        chunk = slice(first, first + CHUNK)
        total[chunk] = _chunk(vertex, ends, present[:, chunk], size)
    return total


def _chunk(vertex: int, ends: Ends, present: Bools, size: int) -> Floats:
    inside = _component(vertex, ends, present, size)
    used: Bools = np.asarray(inside.any(axis=1), dtype=np.bool_)
    kept = used[ends].all(axis=1) & present.any(axis=1)
    names = np.cumsum(used) - 1
    if not used[vertex] or not kept.any():
        return np.zeros(present.shape[1])
    local, target = names[ends[kept]], int(names[vertex])
    inside = inside[used]
    present = present[kept] & inside[local[:, 0]]
    weights = inside.astype(np.float32)
    weights[target] = 0
    hanging, squares = _fold(target, local, present, weights)
    core = weights.sum(axis=0, dtype=np.float64)
    folded: Floats = (hanging**2 - squares) / 2 + hanging * core
    return folded + _core_pairs(target, local, present, weights)


def _component(vertex: int, ends: Ends, present: Bools, size: int) -> Bools:
    inside = np.zeros((size, present.shape[1]), dtype=np.bool_)
    inside[vertex] = True
    reached = -1
    while reached != (reached := int(inside.sum())):
        for (a, b), here in zip(ends, present, strict=True):
            either = (inside[a] | inside[b]) & here
            inside[a] |= either
            inside[b] |= either
    return inside


def _fold(target: int, ends: Ends, present: Bools, weights: Weights) -> tuple[Floats, Floats]:
    """Move, in place, what hangs by one tie onto what it hangs from, until nothing does.

    Gives the weights that hang from the target itself: their sum and the sum of their squares.
    """
    hanging, squares = np.zeros((2, present.shape[1]))
    degree = np.zeros(weights.shape, dtype=np.int32)
    for (a, b), here in zip(ends, present, strict=True):
        degree[a] += here
        degree[b] += here
    while True:
        leaf = np.equal(degree, 1)
        leaf[target] = False
        with_leaf = np.asarray(leaf.any(axis=1), dtype=np.bool_)
        if not with_leaf.any():
            return hanging, squares
        for tie in np.flatnonzero(with_leaf[ends].any(axis=1) & present.any(axis=1)):
            for one, other in (ends[tie], ends[tie][::-1]):
                gone = leaf[one] & present[tie]
                moved = np.where(gone, weights[one], 0)
                weights[one] -= moved
                present[tie] &= ~gone
                degree[one] -= gone
                degree[other] -= gone
                if other == target:
                    hanging += moved
                    squares += moved**2
                else:
                    weights[other] += moved


def _core_pairs(target: int, ends: Ends, present: Bools, weights: Weights) -> Floats:
    variants = present.shape[1]
    core = np.zeros((len(weights), variants), dtype=np.bool_)
    core[target] = True
    for (a, b), here in zip(ends, present, strict=True):
        core[a] |= here
        core[b] |= here
    places = np.cumsum(core, axis=0) - 1
    sizes = core.sum(axis=0)
    total = np.zeros(variants)
    ordered = np.argsort(sizes, kind="stable")
    ordered = ordered[sizes[ordered] > 2]
    while len(ordered):
        largest = int(sizes[ordered[-1]])
        count = max(1, min(len(ordered), _CELLS // largest**2))
        batch, ordered = ordered[-count:], ordered[:-count]
        adjacency = np.zeros((count, largest, largest), dtype=np.float32)
        tie, draw = np.nonzero(present[:, batch])
        one = places[ends[tie, 0], batch[draw]]
        other = places[ends[tie, 1], batch[draw]]
        adjacency[draw, one, other] = 1
        adjacency[draw, other, one] = 1
        vertex, draw = np.nonzero(core[:, batch])
        load = np.zeros((count, largest), dtype=np.float32)
        load[draw, places[vertex, batch[draw]]] = weights[vertex, batch[draw]]
        total[batch] = _through(places[target, batch], adjacency, load)
    return total


def _through(targets: NDArray[np.intp], adjacency: Weights, load: Weights) -> Floats:
    count, size, _ = adjacency.shape
    paths = np.broadcast_to(np.eye(size, dtype=np.float32), adjacency.shape).copy()
    unseen = 1 - paths
    distance = unseen * size
    front = paths.copy()
    for step in range(1, size):
        front = _product(front, adjacency) * unseen
        new = front > 0
        if not new.any():
            break
        np.copyto(distance, step, where=new)
        np.copyto(unseen, 0, where=new)
        paths += front
    rows = np.arange(count)
    away = distance[rows, targets]
    ways = paths[rows, targets] * load
    through = away[:, :, None] + away[:, None, :] == distance
    share = ways[:, :, None] * ways[:, None, :] * through / np.maximum(paths, 1)
    result: Floats = share.sum(axis=(1, 2), dtype=np.float64) / 2
    return result


def _product(left: Weights, right: Weights) -> Weights:
    rows = max(1, _ALONE // right[0].size)
    parts = [left[:, first : first + rows] @ right for first in range(0, left.shape[1], rows)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
