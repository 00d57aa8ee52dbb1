"""Claims of the curated dataset and of the publishers' files, as the loaders read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from graphdb.errors import InputRefusedError
from graphdb.validtime import parse_date
from loaders.records import ClaimRecord, Scanned
from loaders.sources import source_kind


def read_claims(kind: str, path: Path) -> list[ClaimRecord]:
    """Read all claims of a source; rows that are refused are left out, as a load leaves them out.

    Raises
    ------
    InputRefusedError
        It is another source, lacks a column, or makes no claim.
    """
    found = [
        result.record
        for result in source_kind(kind).scan(path, kind, {})
        if isinstance(result, Scanned) and isinstance(result.record, ClaimRecord)
    ]
    if not found:
        raise InputRefusedError(f"{path} makes no claim, read as {kind}")
    return found


def organizations_of_posts(claims: Iterable[ClaimRecord]) -> dict[str, str]:
    """Say which organization each post belongs to, by ``POST_IN``; the first by id of several."""
    of: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.type == "POST_IN":
            of[claim.start].add(claim.end)
    return {post: min(found) for post, found in of.items()}


def sighting_rate(claims: Iterable[ClaimRecord]) -> tuple[int, float]:
    """Say how often relationships were seen while they are known to have lasted.

    Returns
    -------
    pairs, rate
        How many pairs were seen in several years, and in how many years per year between the first
        and the last, the first not counted.

    Examples
    --------
    >>> seen = {"stance": "affirms", "first_seen": "2000", "last_seen": "2004-05"}
    >>> sighting_rate([ClaimRecord("c", "SPONSORS", "a", "b", seen)])
    (1, 0.25)
    """
    years: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for claim in claims:
        for name in ("valid_from", "first_seen", "last_seen"):
            text = claim.properties.get(name)
            if isinstance(text, str) and claim.properties["stance"] == "affirms":
                years[claim.type, claim.start, claim.end].add(parse_date(text).earliest.year)
    several = [seen for seen in years.values() if len(seen) > 1]
    span = sum(max(seen) - min(seen) for seen in several)
    return len(several), sum(len(seen) - 1 for seen in several) / max(span, 1)
