"""Claims of the curated dataset and of the publishers' files, as the loaders read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from graphdb.errors import InputRefusedError
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
