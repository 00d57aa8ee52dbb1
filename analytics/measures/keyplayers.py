"""Key players: the k whose removal breaks a network most, or who together reach most of it.

Sets are searched exactly where that is quick enough, else greedily: the best is added k times,
then each member is swapped for whoever does better until no swap helps. Scores that are equal
to ten decimals are ties, won by the vertices that come first; where every set is gone through, the
others are counted and the first of them listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal, get_args

import numpy as np

from analytics.measures.articulation_points import cuts
from analytics.measures.fragments import distance_fragmentation
from analytics.measures.groups import nearest
from analytics.network.geodesics import distance_matrix
from analytics.network.sparse import Floats, Mesh
from graphdb.errors import InputRefusedError

Aim = Literal["fragmentation", "distance", "reach", "distance-reach"]
AIMS: tuple[Aim, ...] = get_args(Aim)
"""The first two are of removal (KPP-Neg), the others of observation (KPP-Pos)."""

Search = Literal["exact", "greedy"]
EXACT_STEPS = 20_000_000
"""Up to so many steps, a search goes through every set."""

LISTED = 10
"""Up to so many sets of one score are listed."""

MOST_FOR_DISTANCES = 5_000
"""Up to so many vertices, distances between all pairs are kept in memory."""

_DIGITS = 10
_OVERHEAD = 2_000
"""So many steps it takes to begin one."""

_AT_ONCE = 50
"""So many steps over a row of numbers take as long as one of another search."""


@dataclass(frozen=True)
class KeyPlayers:
    """The set, in the order of vertices, what it scores, and how it was found.

    ``equals`` counts the sets that score the same, this one among them, and ``best`` has the
    first :data:`LISTED` of them; a greedy search does not know the others: ``None``, only this.
    """

    members: tuple[int, ...]
    score: float
    search: Search
    equals: int | None
    best: tuple[tuple[int, ...], ...]


def key_players(
    mesh: Mesh, k: int, aim: Aim, steps: int = 2, exact_steps: int = EXACT_STEPS
) -> KeyPlayers:
    """Find the best set of k vertices.

    Parameters
    ----------
    k
        How many, 1..size.
    aim
        ``fragmentation`` and ``distance``: remove them so that F, plain or weighted by distance,
        over those left is largest (KPP-Neg). ``reach`` and ``distance-reach``: observe through
        them, so that most are within ``steps`` of one of them, or dR = Σ 1/d(K, j)/n is largest
        (KPP-Pos); members themselves count 1.
    exact_steps
        Search greedily where going through every set would take more steps than that.

    Raises
    ------
    InputRefusedError
        k is out of range, or distances between all pairs would not fit in memory.

    References
    ----------
    Borgatti 2006.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> key_players(mesh_of(5, [(0, 1), (1, 2), (2, 3), (3, 4)]), 1, "fragmentation").members
    (2,)
    """
    if not 1 <= k <= mesh.size:
        raise InputRefusedError(f"a set of {k} is asked for, of a network of {mesh.size}")
    if aim == "fragmentation":
        return _breaking(mesh, k, exact_steps)
    if mesh.size > MOST_FOR_DISTANCES:
        raise InputRefusedError(
            f"distances between all pairs of {mesh.size} vertices do not fit in memory (limit "
            f"{MOST_FOR_DISTANCES}); ask for `fragmentation`, or for fewer relations"
        )
    return (
        _separating(mesh, k, exact_steps)
        if aim == "distance"
        else _reaching(_gains(mesh, aim, steps), k, exact_steps)
    )


def _gains(mesh: Mesh, aim: Aim, steps: int) -> Floats:
    far = distance_matrix(mesh.around).astype(float)
    if aim == "reach":
        return ((far >= 0) & (far <= steps)).astype(float)
    return np.asarray(np.where(far > 0, 1 / np.maximum(far, 1), (far == 0).astype(float)))


def _breaking(mesh: Mesh, k: int, exact_steps: int) -> KeyPlayers:
    def last(chosen: tuple[int, ...]) -> Floats:
        """Score everyone as the last of a set: what F is when they go too."""
        left = np.ones(mesh.size, dtype=np.bool_)
        left[list(chosen)] = False
        score = cuts(mesh.without(chosen), left).after
        score[~left] = -np.inf
        return np.nan_to_num(score, nan=0.0, neginf=-np.inf)

    steps = comb(mesh.size, k - 1) * (_OVERHEAD + mesh.size + len(mesh.ends))
    return _exact(last, k, mesh.size) if steps <= exact_steps else _greedy(last, k)


def _exact(last: Callable[[tuple[int, ...]], Floats], k: int, size: int) -> KeyPlayers:
    """Go through every set of k−1 and see at once who is best as the last of it."""
    score, equals = -np.inf, 0
    best: list[tuple[int, ...]] = []
    for rest in combinations(range(size), k - 1):
        found = np.round(last(rest), _DIGITS)
        if rest:
            found[: rest[-1] + 1] = -np.inf  # Every set once: members in the order of vertices.
        top = float(found.max())
        if top < score or top == -np.inf:
            continue
        if top > score:
            score, equals, best = top, 0, []
        vertices = np.flatnonzero(found == top)
        equals += len(vertices)
        best += [(*rest, int(vertex)) for vertex in vertices[: LISTED - len(best)]]
    return KeyPlayers(best[0], score, "exact", equals, tuple(best))


def _first(scores: Floats) -> tuple[float, int]:
    rounded = np.round(scores, _DIGITS)
    best = int(rounded.argmax())
    return float(rounded[best]), best


def _separating(mesh: Mesh, k: int, exact_steps: int) -> KeyPlayers:
    def score(members: tuple[int, ...]) -> float:
        return float(np.nan_to_num(distance_fragmentation(mesh, frozenset(members))))

    def last(chosen: tuple[int, ...]) -> Floats:
        return np.array([-np.inf if v in chosen else score((*chosen, v)) for v in range(mesh.size)])

    sweep = -(-mesh.size // 64) * (_OVERHEAD + mesh.size + 2 * len(mesh.ends))
    steps = comb(mesh.size, k - 1) * mesh.size * sweep
    return _exact(last, k, mesh.size) if steps <= exact_steps else _greedy(last, k)


def _reaching(gains: Floats, k: int, exact_steps: int) -> KeyPlayers:
    size = len(gains)

    def last(chosen: tuple[int, ...]) -> Floats:
        base = gains[list(chosen)].max(axis=0) if chosen else np.zeros(size)
        found = np.maximum(gains, base).sum(axis=1) / size
        found[list(chosen)] = -np.inf
        return np.asarray(found)

    steps = comb(size, k - 1) * size * size // _AT_ONCE
    return _exact(last, k, size) if steps <= exact_steps else _greedy(last, k)


def _greedy(last: Callable[[tuple[int, ...]], Floats], k: int) -> KeyPlayers:
    members: list[int] = []
    score = -np.inf
    for _ in range(k):
        score, vertex = _first(last(tuple(members)))
        members.append(vertex)
    improved = True
    while improved:
        improved = False
        for place in range(k):
            others = members[:place] + members[place + 1 :]
            better, vertex = _first(last(tuple(others)))
            if better > score:
                members, score, improved = [*others, vertex], better, True
    found = tuple(sorted(members))
    return KeyPlayers(found, float(score), "greedy", None, (found,))


def reach_of(mesh: Mesh, members: Sequence[int], steps: int) -> tuple[float, float]:
    """Give the share of all within some steps of a set, and dR; members count 1.

    Examples
    --------
    >>> from analytics.network.sparse import mesh_of
    >>> reach_of(mesh_of(3, [(0, 1), (1, 2)]), [0], 2)[1].__round__(3)
    0.833
    """
    far = nearest(mesh, members)
    inverse = np.divide(1.0, far, out=np.zeros(mesh.size), where=far > 0) + (far == 0)
    return float(((far >= 0) & (far <= steps)).mean()), float(inverse.mean())
