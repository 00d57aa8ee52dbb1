"""Finds the two persons of a succession by names that several may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analytics.claims.history import read_holdings
from analytics.claims.naming import find_all, find_one
from analytics.claims.reading import AFFIRMS
from graphdb.connection import Graph


def find_successive(
    graph: Graph, predecessor: str, successor: str, datasets: Sequence[str] = ()
) -> tuple[str, str]:
    """Find the ids of two persons, of whom the second may have followed the first.

    A name that several persons have will do where only one pair of those meant ever held the same
    post: ``Nasrallah`` and ``Qassem`` are two secretaries-general of Hezbollah.

    Raises
    ------
    UnknownNameError
        Nobody has a name, or several have and no single pair of them held the same post.
    """
    first = find_all(graph, predecessor, "Person", datasets)
    second = find_all(graph, successor, "Person", datasets)
    if len(first) > 1 or len(second) > 1:
        posts: dict[str, set[str]] = defaultdict(set)
        for claim in read_holdings(graph, tuple(datasets)):
            if claim.stance == AFFIRMS:
                posts[claim.start].add(claim.end)
        pairs = [
            (one, other)
            for one in first
            for other in second
            if one != other and posts[one] & posts[other]
        ]
        if len(pairs) == 1:
            return pairs[0]
    return (
        find_one(graph, predecessor, "Person", datasets),
        find_one(graph, successor, "Person", datasets),
    )
