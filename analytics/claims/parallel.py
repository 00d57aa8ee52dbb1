"""Parallel claims about one thing: what they say together, and who disputes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from analytics.claims.reading import AFFIRMS, Claim


def contested(claims: Iterable[Claim]) -> frozenset[str]:
    """List the conflict sets in which more than one thing is affirmed."""
    said: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for claim in claims:
        if claim.conflict_set and claim.stance == AFFIRMS:
            said[claim.conflict_set].add((claim.type, claim.start, claim.end))
    return frozenset(word for word, things in said.items() if len(things) > 1)


def is_disputed(claims: Iterable[Claim], conflicts: frozenset[str]) -> bool:
    """Whether any of these claims is denied, doubted or contested."""
    return any(claim.stance != AFFIRMS or claim.conflict_set in conflicts for claim in claims)
