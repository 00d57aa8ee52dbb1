"""How many routes are as good as the best one, so that an answer can say that it shows one of them.

Counted as in Brandes (2001), "A faster algorithm for betweenness centrality", section 3, where
the number of shortest paths to a vertex is the sum of those to its predecessors.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import Protocol

DIGITS = 10
"""Probabilities that agree in so many digits are equal: products depend on their order."""


class Weighted(Protocol):
    """What joins two vertices, with a likelihood."""

    @property
    def likelihood(self) -> float:
        """From 0 to 1."""


def equal_routes(
    around: Mapping[str, Mapping[str, Weighted]], start: str, end: str, *, strongest: bool
) -> int:
    """Count the routes that rank as the best one does.

    Parameters
    ----------
    around
        Vertex → its neighbours → what joins them.
    strongest
        The best has the greatest product of probabilities and then the fewest steps; else the
        fewest steps and then the greatest product.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> tie = SimpleNamespace(likelihood=0.5)
    >>> square = {"a": {"b": tie, "c": tie}, "b": {"d": tie}, "c": {"d": tie}}
    >>> [equal_routes(square, *ends, strongest=True) for ends in (("a", "d"), ("d", "a"))]
    [2, 0]
    """

    def rank(likelihood: float, steps: int) -> tuple[float, float]:
        chance = -float(f"{likelihood:.{DIGITS}g}")
        return (chance, steps) if strongest else (steps, chance)

    best = {start: rank(1.0, 0)}
    routes = {start: 1}
    heap = [(best[start], start, 1.0, 0)]
    done: set[str] = set()
    while heap:
        _, here, likelihood, steps = heapq.heappop(heap)
        if here in done:
            continue
        done.add(here)
        for other, tie in around.get(here, {}).items():
            if other in done or tie.likelihood <= 0:
                continue
            longer = likelihood * tie.likelihood
            found = rank(longer, steps + 1)
            if other not in best or found < best[other]:
                best[other], routes[other] = found, routes[here]
                heapq.heappush(heap, (found, other, longer, steps + 1))
            elif found == best[other]:
                routes[other] += routes[here]
    return routes.get(end, 0)
