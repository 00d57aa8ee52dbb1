"""How long work takes."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

Result = TypeVar("Result")
QUICK, MOST_TIMES = 0.5, 5
"""Work of less than so many seconds is done so many times: the first finds nothing in caches."""


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Do work once; gives its seconds and its result."""
    began = perf_counter()
    result = work()
    return perf_counter() - began, result


def quickest(work: Callable[[], Result]) -> tuple[float, Result]:
    """Do work, quick work several times; gives the least of its seconds, and its result."""
    best, result = timed(work)
    spent, times = best, 1
    while spent < QUICK and times < MOST_TIMES:
        seconds, result = timed(work)
        best, spent, times = min(best, seconds), spent + seconds, times + 1
    return best, result
