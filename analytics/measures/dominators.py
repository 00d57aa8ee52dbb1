"""Whom each vertex can cut off from a root: the dominator tree, for all vertices in one pass.

A vertex dominates another if every path from the root to it passes through the first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.network.sparse import Adjacency, Floats, Whole


@dataclass(frozen=True)
class DominatorTree:
    """All that a root reaches, so ordered that whoever a vertex dominates follows it at once.

    Parameters
    ----------
    order
        Vertices that the root reaches, the root first.
    place
        Shape (size,): place in ``order``, −1 where the root does not reach.
    last
        Shape (len(order),): by place, the place behind the last that the vertex dominates.
    """

    order: Whole
    place: Whole
    last: Whole

    def cut_off(self, vertex: int) -> Whole:
        """List whom the root reaches no longer without a vertex, itself left out."""
        here = int(self.place[vertex])
        return self.order[here + 1 : self.last[here]] if here >= 0 else self.order[:0]

    def sums(self, weight: Floats) -> Floats:
        """Add up the weights of those whom each vertex cuts off: shape (size,).

        Examples
        --------
        >>> from analytics.network.sparse import adjacency
        >>> chain = adjacency(3, np.array([0, 1]), np.array([1, 2]))
        >>> dominator_tree(chain, 0).sums(np.ones(3)).tolist()
        [2.0, 1.0, 0.0]
        """
        ahead = np.concatenate(([0.0], np.cumsum(weight[self.order])))
        found = np.zeros(len(self.place))
        found[self.order] = ahead[self.last] - ahead[np.arange(len(self.order)) + 1]
        return found


def dominator_tree(down: Adjacency, root: int) -> DominatorTree:
    """Find the dominator tree of all that a root reaches, in O(arcs · log vertices).

    References
    ----------
    Lengauer and Tarjan 1979, for the semidominators.
    """
    order, parent = _reach(down, root)
    place = np.full(down.size, -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    kept = (place[down.owner] >= 0) & (place[down.near] > 0)
    end, start = place[down.near[kept]], place[down.owner[kept]]
    sort = np.argsort(end, kind="stable")
    first = np.searchsorted(end[sort], np.arange(len(order) + 1))
    above = _immediate(first.tolist(), start[sort].tolist(), parent)
    return _arranged(np.array(order), above, down.size)


def _reach(down: Adjacency, root: int) -> tuple[list[int], list[int]]:
    """Search depth first; gives the vertices found, and by place the place of the parent."""
    near, first = down.near.tolist(), down.first.tolist()
    at, end = first[:-1], first[1:]
    found = [-1] * down.size
    found[root] = 0
    order, parent, stack = [root], [-1], [root]
    while stack:
        vertex = stack[-1]
        step, until = at[vertex], end[vertex]
        while step < until:
            other = near[step]
            step += 1
            if found[other] < 0:
                found[other] = len(order)
                order.append(other)
                parent.append(found[vertex])
                stack.append(other)
                break
        else:
            stack.pop()
        at[vertex] = step
    return order, parent


def _immediate(first: list[int], before: list[int], parent: list[int]) -> list[int]:
    """Find by place the immediate dominator; −1 for the root.

    From the last place to the first the semidominators, over paths that are shortened as they
    are walked; then from the first to the last the nearest common ancestors of each place's
    parent and semidominator in the tree of dominators found so far.
    """
    count = len(parent)
    semi, label = list(range(count)), list(range(count))
    ancestor = list(parent)  # Of places above the one in hand; shortened below it.
    for place in range(count - 1, 0, -1):
        lowest = parent[place]
        for other in before[first[place] : first[place + 1]]:
            # Until its turn has come, a place stands for itself; later ones had theirs.
            if other <= place:
                reach = other
            else:
                if ancestor[other] > place:
                    _shorten(other, place, ancestor, label, semi)
                reach = semi[label[other]]
            if reach < lowest:
                lowest = reach
        semi[place] = lowest
    above = parent
    for place in range(1, count):
        over, limit = above[place], semi[place]
        while over > limit:
            over = above[over]
        above[place] = over
    return above


def _shorten(
    vertex: int, place: int, ancestor: list[int], label: list[int], semi: list[int]
) -> None:
    """Hang the path from a vertex up to ``place`` on its top, each with the best label above."""
    path: list[int] = []
    top = vertex
    while ancestor[top] > place:
        path.append(top)
        top = ancestor[top]
    for one in reversed(path):
        higher = ancestor[one]
        if semi[label[higher]] < semi[label[one]]:
            label[one] = label[higher]
        ancestor[one] = ancestor[higher]


def _arranged(order: Whole, above: list[int], size: int) -> DominatorTree:
    """Lay the tree out so that whoever a vertex dominates follows it at once."""
    count = len(order)
    weight = [1] * count
    for place in range(count - 1, 0, -1):
        weight[above[place]] += weight[place]
    where, free = [0] * count, [1] * count
    for place in range(1, count):
        over = above[place]
        where[place] = where[over] + free[over]
        free[over] += weight[place]
    seat = np.array(where)
    arranged = np.empty(count, dtype=np.int64)
    arranged[seat] = order
    place_of = np.full(size, -1, dtype=np.int64)
    place_of[order] = seat
    last = np.empty(count, dtype=np.int64)
    last[seat] = seat + np.array(weight)
    return DominatorTree(arranged, place_of, last)
