"""Who lies between others: betweenness along weighted ties, and sampled with a stated error."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from analytics.measures.engines import local
from analytics.network.geodesics import TOLERANCE, weighted_neighbours
from analytics.network.sparse import Adjacency, Floats, Mesh

RUSTWORKX_MOST = 5_000
"""Up to so many vertices, rustworkx computes betweenness faster than whole arrays do."""

SURENESS = 0.95
"""Chance that no vertex's sampled betweenness is further off than the stated error."""


@dataclass(frozen=True)
class Sampled:
    """Betweenness from some sources: shares 0..1, and by how much any can be off at most.

    ``error`` holds for all vertices at once, with a chance of :data:`SURENESS`.
    """

    share: Floats
    error: float
    sources: int


def weighted_betweenness(mesh: Mesh) -> Floats:
    """Count geodesics through every vertex, a tie being 1/strength long: Freeman's C.

    Lengths that differ by less than a billionth are equal.

    Returns
    -------
    numpy.ndarray
        Shape (size,): unordered pairs, not normalised.

    References
    ----------
    Brandes 2001; Freeman 1977.

    Examples
    --------
    The long way round by strong ties is shorter than the direct weak one:

    >>> from analytics.network.sparse import mesh_of
    >>> weighted_betweenness(mesh_of(3, [(0, 1), (1, 2), (0, 2)], [4, 4, 1])).tolist()
    [0.0, 1.0, 0.0]
    """
    nearby = weighted_neighbours(mesh)
    found = [0.0] * mesh.size
    for source in range(mesh.size):
        _add(nearby, source, found)
    return np.array(found) / 2


def _add(nearby: list[list[tuple[int, float]]], source: int, found: list[float]) -> None:
    away = {source: 0.0}
    ways = {source: 1.0}
    before: dict[int, list[int]] = {source: []}
    order: list[int] = []
    done: set[int] = set()
    queue = [(0.0, source)]
    while queue:
        _, vertex = heappop(queue)
        if vertex in done:
            continue
        done.add(vertex)
        order.append(vertex)
        for other, length in nearby[vertex]:
            reach = away[vertex] + length
            known = away.get(other)
            if known is None or reach < known * (1 - TOLERANCE):
                away[other], ways[other], before[other] = reach, ways[vertex], [vertex]
                heappush(queue, (reach, other))
            elif other not in done and abs(reach - known) <= known * TOLERANCE:
                ways[other] += ways[vertex]
                before[other].append(vertex)
    share = dict.fromkeys(order, 0.0)
    for vertex in reversed(order):
        for one in before[vertex]:
            share[one] += ways[one] / ways[vertex] * (1 + share[vertex])
        if vertex != source:
            found[vertex] += share[vertex]


def sampled_betweenness(mesh: Mesh, sources: int, seed: int = 0) -> Sampled:
    """Estimate normalised betweenness from the paths of some vertices drawn at random.

    The error is the empirical Bernstein bound of Maurer and Pontil (2009), for all vertices at
    once: the share of a source's pairs that pass a vertex lies in 0..1.

    Parameters
    ----------
    sources
        How many are drawn, with repetition; at least 2.

    References
    ----------
    Brandes and Pich 2007; Maurer and Pontil 2009, theorem 4.
    """
    chosen = np.random.default_rng(seed).integers(0, mesh.size, size=sources)
    total, squares = np.zeros((2, mesh.size))
    for source in chosen.tolist():
        part = _dependencies(mesh, source) / max(mesh.size - 2, 1)
        total += part
        squares += part**2
    mean = total / sources
    spread = np.maximum(squares - sources * mean**2, 0) / (sources - 1)
    odds = np.log(4 * mesh.size / (1 - SURENESS))
    error = np.sqrt(2 * spread * odds / sources) + 7 * odds / (3 * (sources - 1))
    # A vertex is never between itself and others: its mean is over n−1 of n sources.
    scale = mesh.size / max(mesh.size - 1, 1)
    return Sampled(mean * scale, float(error.max() * scale), sources)


def betweenness(mesh: Mesh) -> Floats:
    """Count geodesics through every vertex, in hops: Freeman's C, each unordered pair once.

    Every source is one breadth-first search in whole arrays, shared among the processors: twice
    as fast as igraph on 20,000 vertices, slower than it on 2,000.

    Returns
    -------
    numpy.ndarray
        Shape (size,): unordered pairs, not normalised.

    References
    ----------
    Brandes 2001; Freeman 1977.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> betweenness(mesh_of(4, [(0, 1), (0, 2), (0, 3)])).tolist()
    [3.0, 0.0, 0.0, 0.0]
    """
    near = mesh.around
    near.degrees  # noqa: B018 - worked out once, before threads share it
    workers = os.cpu_count() or 1
    shares = [range(first, mesh.size, workers) for first in range(workers)]

    def work(sources: range) -> Floats:
        found = np.zeros(mesh.size)
        for source in sources:
            found += _dependencies(mesh, source)
        return found

    with ThreadPoolExecutor(workers) as pool:
        return np.asarray(sum(pool.map(work, shares), np.zeros(mesh.size)) / 2)


def undirected_betweenness(mesh: Mesh) -> Floats:
    """Count geodesics through every vertex: by length where ties have strengths, else in hops.

    In hops rustworkx is faster on small networks, and whole arrays on larger ones.
    """
    if mesh.strength is not None:
        return weighted_betweenness(mesh)
    if mesh.size > RUSTWORKX_MOST:
        return betweenness(mesh)
    return local.betweenness(mesh.size, mesh.ends)


def arc_betweenness(down: Adjacency) -> Floats:
    """Count the geodesics of ordered pairs through every vertex along arcs: Freeman's C.

    References
    ----------
    White and Borgatti 1994; Brandes 2001.

    Examples
    --------
    The chain 0 → 1 → 2, and a tie from 2 back to 0:

    >>> from analytics.network.sparse import adjacency
    >>> arc_betweenness(adjacency(3, np.array([0, 1, 2]), np.array([1, 2, 0]))).tolist()
    [1.0, 1.0, 1.0]
    """
    return local.arc_betweenness(down.size, np.column_stack((down.owner, down.near)))


def _dependencies(mesh: Mesh, source: int) -> Floats:
    """Sum up for every vertex the share of the source's geodesics that pass through it."""
    near, size = mesh.around, mesh.size
    depth = np.full(size, -1, dtype=np.int32)
    ways = np.zeros(size)
    depth[source], ways[source] = 0, 1.0
    front = np.array([source])
    levels = []
    while True:
        count = near.degrees[front]
        owner = np.repeat(front, count)
        entry = np.repeat(near.first[front] - (np.cumsum(count) - count), count)
        entry += np.arange(len(owner))
        other = near.near[entry]
        new = np.flatnonzero(depth[other] < 0)
        if not len(new):
            break
        owner, other = owner[new], other[new]
        levels.append((owner, other))
        depth[other] = len(levels)
        ways += np.bincount(other, ways[owner], size)
        front = np.flatnonzero(depth == len(levels))
    share = np.zeros(size)
    for owner, other in reversed(levels):
        share += np.bincount(owner, ways[owner] * ((1 + share[other]) / ways[other]), size)
    share[source] = 0
    return share
