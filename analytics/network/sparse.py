"""A network in memory as arrays: what every measure is computed from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Adjacency:
    """Who follows whom: the neighbours of vertex v are ``near[first[v]:first[v + 1]]``.

    ``tie`` gives for every entry of ``near`` the row of the pair that it came from.
    """

    first: Whole
    near: Whole
    tie: Whole

    @property
    def size(self) -> int:
        """Number of vertices."""
        return len(self.first) - 1

    @cached_property
    def degrees(self) -> Whole:
        """Number of neighbours of every vertex."""
        return np.diff(self.first)

    @cached_property
    def owner(self) -> Whole:
        """For every entry of ``near`` the vertex whose neighbour it is."""
        return np.repeat(np.arange(self.size), self.degrees)


def adjacency(size: int, start: Whole, end: Whole, tie: Whole | None = None) -> Adjacency:
    """Sort arcs by where they start, then by where they end.

    Parameters
    ----------
    size
        Number of vertices; ends are 0..size-1.
    start, end
        Shape (arcs,).
    tie
        Shape (arcs,): what to call each arc; its row, if not given.
    """
    order = np.argsort(start * size + end)
    first = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(start, minlength=size), out=first[1:])
    return Adjacency(first, end[order], order if tie is None else tie[order])


@dataclass(frozen=True)
class Mesh:
    """Vertices 0..size-1 and undirected ties, one a pair, no loops.

    Parameters
    ----------
    size
        Number of vertices.
    ends
        Shape (ties, 2): both ends of each tie.
    strength
        Shape (ties,): how strong each tie is, more than 0; ``None`` where all are 1. A measure
        that follows paths takes 1/strength as the length of a tie.

    Examples
    --------
    >>> path = mesh_of(3, [(0, 1), (1, 2)])
    >>> path.around.degrees.tolist()
    [1, 2, 1]
    """

    size: int
    ends: Whole
    strength: Floats | None = None

    @cached_property
    def around(self) -> Adjacency:
        """Neighbours of every vertex."""
        one, other = self.ends[:, 0], self.ends[:, 1]
        rows = np.arange(len(one))
        both = np.concatenate((one, other)), np.concatenate((other, one))
        return adjacency(self.size, *both, np.concatenate((rows, rows)))

    @cached_property
    def strengths(self) -> Floats:
        """Strength of every tie, 1 where none is given: shape (ties,)."""
        return np.ones(len(self.ends)) if self.strength is None else self.strength

    @cached_property
    def component(self) -> Whole:
        """Number of the component of every vertex: the least vertex in it."""
        label = np.arange(self.size)
        one, other = self.ends[:, 0], self.ends[:, 1]
        while True:
            low = np.minimum(label[one], label[other])
            before = label.copy()
            np.minimum.at(label, label[one], low)
            np.minimum.at(label, label[other], low)
            label = label[label]
            if np.array_equal(before, label):
                return label

    def without(self, vertices: Iterable[int]) -> Mesh:
        """Take the ties of some vertices away; the vertices stay, alone."""
        gone = np.zeros(self.size, dtype=np.bool_)
        gone[list(vertices)] = True
        kept = ~gone[self.ends].any(axis=1)
        return Mesh(self.size, self.ends[kept], self.strengths[kept])


def mesh_of(
    size: int, pairs: Iterable[tuple[int, int]], strength: Iterable[float] | None = None
) -> Mesh:
    """Make a network out of pairs.

    Raises
    ------
    ValueError
        A pair is a loop, or comes twice.
    """
    ends = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    ordered = np.sort(ends, axis=1)
    if (ordered[:, 0] == ordered[:, 1]).any() or len(np.unique(ordered, axis=0)) < len(ends):
        raise ValueError("ties join two vertices, once each: join parallel claims, drop loops")
    return Mesh(size, ends, None if strength is None else np.array(list(strength), dtype=float))
