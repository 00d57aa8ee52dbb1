"""Ways over bordering units: the best one, and which units no way can do without."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from heapq import heappop, heappush

Cost = tuple[int, int, int, float]
"""Gaps, units held only possibly, state borders crossed where nobody of the side is on record at
a crossing, and the sum of −log chances: compared in that order."""

_DIGITS = 9


def best_chain(
    starts: Iterable[str],
    targets: Collection[str],
    beside: Callable[[str], Iterable[str]],
    cost: Callable[[str | None, str], Cost],
    without: Collection[str] = (),
) -> tuple[str, ...] | None:
    """Find the way of least cost from one of some units to another, ends included.

    ``cost`` is that of entering a unit from another, or from outside (``None``). Among equals the
    shorter goes first, then the one whose ids come first. ``None`` where borders lead nowhere.

    Examples
    --------
    >>> steps = {"a": "bc", "b": "ad", "c": "ad", "d": "bc"}
    >>> price = {"a": (0, 0, 0, 0.1), "b": (1, 0, 0, 0.0), "c": (0, 1, 0, 0.2), "d": (0, 0, 0, 0)}
    >>> best_chain("a", "d", steps.__getitem__, lambda _, unit: price[unit])
    ('a', 'c', 'd')
    >>> best_chain("a", "d", steps.__getitem__, lambda _, unit: price[unit], without="c")
    ('a', 'b', 'd')
    """
    heap: list[tuple[Cost, int, tuple[str, ...]]] = []
    for start in sorted(set(starts) - set(without)):
        heappush(heap, (cost(None, start), 1, (start,)))
    done: set[str] = set()
    while heap:
        so_far, length, way = heappop(heap)
        if way[-1] in targets:
            return way
        if way[-1] in done:
            continue
        done.add(way[-1])
        for unit in beside(way[-1]):
            if unit not in done and unit not in without:
                total = _sum(so_far, cost(way[-1], unit))
                heappush(heap, (total, length + 1, (*way, unit)))
    return None


def _sum(one: Cost, other: Cost) -> Cost:
    gaps, possible, crossings, doubt = (mine + more for mine, more in zip(one, other, strict=True))
    return int(gaps), int(possible), int(crossings), round(doubt, _DIGITS)
