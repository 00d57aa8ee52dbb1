"""Admiralty grades of sources and claims, and the confidence that follows from them.

The scale (reliability of the source A-F, credibility of the information 1-6) is NATO's; the
numbers are this project's assumption, since no published table was found. They can be replaced:
pass other tables to :func:`confidence`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RELIABILITY = MappingProxyType({"A": 0.95, "B": 0.85, "C": 0.70, "D": 0.50, "E": 0.30, "F": 0.60})
"""Chance that a source of this grade is right about what it reports; F cannot be judged."""

CREDIBILITY = MappingProxyType({"1": 0.98, "2": 0.90, "3": 0.75, "4": 0.50, "5": 0.25, "6": 0.60})
"""Chance that information of this grade is true; 6 cannot be judged."""

UNJUDGED = frozenset("F6")
"""Grades that say "cannot be judged": their number is a stand-in, and answers mark it."""


def confidence(
    reliability: str,
    credibility: str,
    reliabilities: Mapping[str, float] = RELIABILITY,
    credibilities: Mapping[str, float] = CREDIBILITY,
) -> float:
    """Multiply the chances that the two grades stand for: 0 to 1.

    Raises
    ------
    KeyError
        A grade that the tables lack.

    Examples
    --------
    >>> round(confidence("B", "2"), 3)
    0.765
    """
    return reliabilities[reliability] * credibilities[credibility]


def is_unjudged(reliability: str, credibility: str) -> bool:
    """Tell whether one of the grades says that it cannot be judged.

    >>> is_unjudged("F", "2"), is_unjudged("B", "2")
    (True, False)
    """
    return reliability in UNJUDGED or credibility in UNJUDGED
