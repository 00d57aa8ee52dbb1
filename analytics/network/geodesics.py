"""Shortest paths between all pairs, summed up for every vertex.

Sixty-four sources at a time share each step of a breadth-first search, one bit a source, so
that all pairs take little more than one pass over the ties a step and batch. Where sources reach
little, each walks over that alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from analytics.network.sparse import Adjacency, Floats, Mesh, Whole, adjacency

_WORD = 64
_CELLS = 2**20
_ARC_COST = 6.0
"""A source alone takes so much longer over an arc than 64 sources together."""

TOLERANCE = 1e-9
"""Lengths that differ by less, in proportion, are equal."""


@dataclass(frozen=True)
class Distances:
    """For every vertex: how many others it reaches, the sum of their distances, and of 1/distance.

    ``within`` gives, where it was asked for, the number of others within so many steps.
    """

    reached: Whole
    total: Floats
    inverse: Floats
    within: Whole


def distances(mesh: Mesh, steps: int = 1) -> Distances:
    """Sum up the shortest paths of every vertex to all others that it reaches.

    Where ties have strengths, a tie is 1/strength long; ``within`` then means a distance of at
    most ``steps``.
    """
    return hops(mesh.around, steps) if mesh.strength is None else _lengths(mesh, steps)


def hops(near: Adjacency, steps: int = 1, most: int | None = None) -> Distances:
    """Count the hops from every vertex to those that it reaches along arcs.

    Parameters
    ----------
    most
        Go no further than so many hops.

    Examples
    --------
    The chain 0 → 1 → 2:

    >>> from analytics.network.sparse import adjacency
    >>> found = hops(adjacency(3, np.array([0, 1]), np.array([1, 2])))
    >>> found.reached.tolist(), found.total.tolist(), found.inverse.tolist()
    ([2, 1, 0], [3.0, 1.0, 0.0], [1.5, 1.0, 0.0])
    """
    if most is not None:
        steps = min(steps, most)
    alone = near.size > 0 and _share_walked(near, most) * _WORD * _ARC_COST < 1
    return (_each_alone if alone else _by_words)(near, steps, most)


def _by_words(near: Adjacency, steps: int, most: int | None) -> Distances:
    size = near.size
    sums = _nothing(size)
    rows = np.flatnonzero(near.degrees)
    starts = near.first[rows]
    for targets in _words(size):
        for step, new in islice(_spread(near.near, rows, starts, size, targets), most):
            count = np.bitwise_count(new).astype(np.int64)
            sums.reached[rows] += count
            sums.total[rows] += count * step
            sums.inverse[rows] += count / step
            if step <= steps:
                sums.within[rows] += count
    return sums


def _each_alone(near: Adjacency, steps: int, most: int | None) -> Distances:
    """Walk from many sources at a time, each over what it reaches only: good where that is little.

    A cell is a source and a vertex.
    """
    size = near.size
    sums = _nothing(size)
    batch = max(1, _CELLS // size)
    seen = np.zeros(batch * size, dtype=np.bool_)
    first_to = np.zeros(batch * size, dtype=np.int64)
    for begin in range(0, size, batch):
        sources = np.arange(begin, min(size, begin + batch))
        front = (sources - begin) * size + sources
        seen[front] = True
        met = [front]
        step = 0
        while len(front) and step != most:
            step += 1
            vertex = front % size
            count = near.degrees[vertex]
            entry = np.repeat(near.first[vertex] - np.cumsum(count) + count, count)
            entry += np.arange(len(entry))
            cells = np.repeat(front - vertex, count) + near.near[entry]
            cells = cells[~seen[cells]]
            order = np.arange(len(cells))
            first_to[cells] = order
            front = cells[first_to[cells] == order]
            seen[front] = True
            met.append(front)
            new = np.bincount(front // size, minlength=len(sources))
            sums.reached[sources] += new
            sums.total[sources] += new * step
            sums.inverse[sources] += new / step
            if step <= steps:
                sums.within[sources] += new
        seen[np.concatenate(met)] = False
    return sums


def _share_walked(near: Adjacency, most: int | None) -> float:
    """Estimate from some sources what share of all arcs, once a step, one of them walks over."""
    if not len(near.near):
        return 0.0
    chosen = np.unique(np.linspace(0, near.size - 1, _WORD).astype(np.int64))
    back = adjacency(near.size, near.near, near.owner)
    rows = np.flatnonzero(back.degrees)
    walked, passes = float(near.degrees[chosen].sum()), 0
    for step, new in _spread(back.near, rows, back.first[rows], near.size, chosen):
        passes = step
        if most is not None and step >= most:
            break
        walked += float((np.bitwise_count(new) * near.degrees[rows]).sum())
    return walked / len(chosen) / (len(near.near) * max(passes, 1))


def reach_of_each(up: Adjacency, chosen: Whole) -> Whole:
    """Count the others that each of up to 64 vertices reaches: shape (chosen,).

    ``up`` are the arcs turned round.
    """
    rows = np.flatnonzero(up.degrees)
    bits = np.uint64(1) << np.arange(len(chosen), dtype=np.uint64)
    count = np.zeros(len(chosen), dtype=np.int64)
    for _, new in _spread(up.near, rows, up.first[rows], up.size, chosen):
        who = new[new > 0]
        count += np.array([int(((who & bit) > 0).sum()) for bit in bits])
    return count


def longest(near: Adjacency) -> int:
    """Count the hops of the longest shortest path; 0 where there is none."""
    rows = np.flatnonzero(near.degrees)
    starts = near.first[rows]
    return max(
        (
            step
            for targets in _words(near.size)
            for step, _ in _spread(near.near, rows, starts, near.size, targets)
        ),
        default=0,
    )


def _words(size: int) -> Iterator[Whole]:
    for first in range(0, size, _WORD):
        yield np.arange(first, min(size, first + _WORD))


def _spread(
    near: Whole, rows: Whole, starts: Whole, size: int, targets: Whole
) -> Iterator[tuple[int, NDArray[np.uint64]]]:
    """Walk from up to 64 targets against the arcs; gives who is met first at each step."""
    front = np.zeros(size, dtype=np.uint64)
    front[targets] = np.uint64(1) << np.arange(len(targets), dtype=np.uint64)
    seen = front[rows]
    step = 0
    while len(rows):
        step += 1
        new = np.bitwise_or.reduceat(front[near], starts) & ~seen
        if not new.any():
            return
        yield step, new
        seen |= new
        front[:] = 0
        front[rows] = new


def _nothing(size: int) -> Distances:
    return Distances(
        reached=np.zeros(size, dtype=np.int64),
        total=np.zeros(size),
        inverse=np.zeros(size),
        within=np.zeros(size, dtype=np.int64),
    )


def distance_matrix(near: Adjacency) -> NDArray[np.int16]:
    """Count the hops of every ordered pair: shape (size, size), −1 where there is no path."""
    size = near.size
    found = np.full((size, size), -1, dtype=np.int16)
    np.fill_diagonal(found, 0)
    rows = np.flatnonzero(near.degrees)
    starts = near.first[rows]
    bits = np.arange(_WORD, dtype=np.uint64)
    for targets in _words(size):
        for step, new in _spread(near.near, rows, starts, size, targets):
            who = np.flatnonzero(new)
            hit = ((new[who, None] >> bits[: len(targets)]) & np.uint64(1)).astype(np.bool_)
            place, target = np.nonzero(hit)
            found[rows[who[place]], targets[target]] = step
    return found


def _lengths(mesh: Mesh, steps: int) -> Distances:
    size = mesh.size
    sums = _nothing(size)
    nearby = weighted_neighbours(mesh)
    for source in range(size):
        far = np.array([d for d in shortest(nearby, source).values() if d > 0])
        sums.reached[source] = len(far)
        sums.total[source] = far.sum()
        sums.inverse[source] = (1 / far).sum()
        sums.within[source] = (far <= steps * (1 + TOLERANCE)).sum()
    return sums


def weighted_neighbours(mesh: Mesh) -> list[list[tuple[int, float]]]:
    """List for every vertex its neighbours with the lengths of the ties: 1/strength."""
    near = mesh.around
    lengths = (1 / mesh.strengths[near.tie]).tolist()
    both = list(zip(near.near.tolist(), lengths, strict=True))
    return [both[a:b] for a, b in zip(near.first[:-1], near.first[1:], strict=True)]


def shortest(nearby: list[list[tuple[int, float]]], source: int) -> dict[int, float]:
    """Find the distance of everyone from a vertex (Dijkstra 1959), nearest first."""
    done: dict[int, float] = {}
    queue = [(0.0, source)]
    while queue:
        away, vertex = heappop(queue)
        if vertex not in done:
            done[vertex] = away
            for other, length in nearby[vertex]:
                if other not in done:
                    heappush(queue, (away + length, other))
    return done
