"""Scales that engines share."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum


def sum_to_one(scores: Mapping[str, float]) -> dict[str, float]:
    """Divide scores by their sum.

    >>> sum_to_one({"a": 1.0, "b": 3.0})
    {'a': 0.25, 'b': 0.75}
    """
    total = fsum(scores.values())
    return {key: score / total for key, score in scores.items()}


def betweenness_share(count: float, vertices: int) -> float:
    """Normalise Freeman's C to 0..1: 2C/((n − 1)(n − 2)); 0 below three vertices.

    >>> betweenness_share(3.0, 4)
    1.0
    """
    pairs = (vertices - 1) * (vertices - 2)
    return 2 * count / pairs if vertices > 2 else 0.0
