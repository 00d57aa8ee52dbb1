"""What the removal of each vertex cuts, for all vertices in one pass.

A depth-first search finds the blocks (parts that no single removal cuts, Hopcroft and Tarjan
1973) and with them, for every vertex, the pieces into which its removal breaks its component.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.network.sparse import Bools, Floats, Mesh, Whole


@dataclass(frozen=True)
class Cuts:
    """For every vertex what its removal does among the others that count.

    Parameters
    ----------
    parts
        Components that come in the place of its own: 1 where nothing breaks, 0 where it was
        alone.
    pairs
        Unordered pairs of others that had a path and have none without it.
    before, after
        Fragmentation 1 − Σ s(s−1)/(n(n−1)) of the whole network and without the vertex, n being
        those left (Borgatti 2006): 0..1, NaN where fewer than two are left.
    """

    parts: Whole
    pairs: Floats
    before: float
    after: Floats


@dataclass(frozen=True)
class _Search:
    """Vertices in the order of their finding, and by place in it: parent, low point, last below."""

    order: Whole
    parent: Whole
    low: Whole
    last: Whole


def cuts(mesh: Mesh, counts: Bools | None = None) -> Cuts:
    """Work out what the removal of each vertex cuts, in time linear in vertices and ties.

    Parameters
    ----------
    counts
        Shape (size,): which vertices count as somebody; all, if not given. Others only connect.

    References
    ----------
    Hopcroft and Tarjan 1973; Borgatti 2006 (KPP-Neg).

    Examples
    --------
    The middle of a path of three parts one pair:

    >>> from analytics.network.sparse import mesh_of
    >>> found = cuts(mesh_of(3, [(0, 1), (1, 2)]))
    >>> found.parts.tolist(), found.pairs.tolist(), found.after.tolist()
    ([1, 2, 1], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0])
    """
    weight = np.ones(mesh.size) if counts is None else counts.astype(float)
    found = _search(mesh)
    ahead = np.concatenate(([0.0], np.cumsum(weight[found.order])))
    place = np.arange(mesh.size)
    below = ahead[found.last] - ahead[place]
    roots = found.parent < 0
    top = np.maximum.accumulate(np.where(roots, place, 0))
    whole = below[top]
    splits = ~roots & (found.low >= found.parent)
    above = found.parent[splits]
    piece = below[splits]
    cut_off = np.bincount(above, piece, minlength=mesh.size)
    kept = np.bincount(above, piece * (piece - 1) / 2, minlength=mesh.size)
    parts = np.bincount(above[piece > 0], minlength=mesh.size)
    own = weight[found.order]
    rest = whole - own - cut_off
    kept = kept + rest * (rest - 1) / 2
    left = whole - own
    pairs = left * (left - 1) / 2 - kept
    everyone = float(weight.sum())
    together = _pairs(whole[roots]).sum()
    outside = together - _pairs(whole)
    back = np.empty(mesh.size, dtype=np.int64)
    back[found.order] = place
    return Cuts(
        parts=(parts + (rest > 0))[back],
        pairs=np.maximum(pairs, 0)[back],
        before=float(fragmentation_of(np.array([together]), np.array([everyone]))[0]),
        after=fragmentation_of(outside + kept, everyone - own)[back],
    )


def fragmentation_of(together: Floats, count: Floats) -> Floats:
    """Give 1 − pairs together over pairs: 0..1, NaN below two."""
    pairs = count * (count - 1) / 2
    share = np.divide(together, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)
    return np.asarray(np.maximum(1 - share, 0))


def _pairs(sizes: Floats) -> Floats:
    return np.asarray(sizes * (sizes - 1) / 2)


def _search(mesh: Mesh) -> _Search:
    near, first = mesh.around.near.tolist(), mesh.around.first.tolist()
    at, end = first[:-1], first[1:]
    found = [-1] * mesh.size
    order: list[int] = []
    parent: list[int] = []
    low: list[int] = []
    last = [0] * mesh.size
    for root in range(mesh.size):
        if found[root] >= 0:
            continue
        stack = [root]
        found[root] = len(order)
        order.append(root)
        parent.append(-1)
        low.append(found[root])
        while stack:
            vertex = stack[-1]
            here = found[vertex]
            lowest = low[here]
            step, until = at[vertex], end[vertex]
            while step < until:
                other = near[step]
                step += 1
                there = found[other]
                if there < 0:
                    there = len(order)
                    found[other] = there
                    order.append(other)
                    parent.append(here)
                    low.append(here)
                    stack.append(other)
                    break
                if there < lowest:
                    lowest = there
            else:
                stack.pop()
                last[here] = len(order)
                above = parent[here]
                if above >= 0 and lowest < low[above]:
                    low[above] = lowest
            low[here] = lowest
            at[vertex] = step
    whole = (np.array(values, dtype=np.int64) for values in (order, parent, low, last))
    return _Search(*whole)
