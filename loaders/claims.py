"""From the cells of a claim to its record: what the loader works out for every claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from graphdb.grades import confidence, is_unjudged
from graphdb.model import RELATIONSHIP_TYPES, symmetric_ends
from graphdb.validtime import claim_bounds, parse_date
from loaders.records import ClaimRecord, Properties, joined

UNGRADED = "F"
"""Reliability of a claim none of whose sources has a grade: it cannot be judged."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What a claim needs to know of a source that it cites."""

    origin: str
    published: date | None
    reliability: str | None


def witness(source_id: str, properties: Mapping[str, object]) -> Witness:
    """Read the witness out of a source's cells; a source without origin is its own.

    The day is the last one that the date can mean, so that a snapshot "known by" a day holds
    nothing that may have been said later.
    """
    published = properties.get("published")
    grade = properties.get("reliability")
    return Witness(
        origin=str(properties.get("origin") or source_id),
        published=parse_date(str(published)).latest if published else None,
        reliability=str(grade) if grade else None,
    )


def default_claim_key(claim_type: str, start: str, end: str, cells: Mapping[str, str]) -> str:
    """Make the key of a claim whose publisher gives none: from ends, type and first date."""
    first, second = symmetric_ends(RELATIONSHIP_TYPES[claim_type], start, end)
    date_said = cells.get("valid_from") or cells.get("first_seen") or ""
    said = joined((claim_type, first, second, date_said))
    return blake2b(said.encode(), digest_size=10).hexdigest()


def claim_record(
    dataset: str,
    release: date | None,
    key: str,
    claim_type: str,
    ends: tuple[str, str],
    properties: Properties,
    witnesses: Sequence[Witness],
) -> ClaimRecord:
    """Complete a validated claim with all that follows from it and from its sources.

    A claim that pools several supporters is certain of none of them on any day.

    Raises
    ------
    ValueError
        No source is dated and the dataset has no release date either.
    """
    start, end = symmetric_ends(RELATIONSHIP_TYPES[claim_type], *ends)
    dated = [witness.published for witness in witnesses if witness.published]
    reported_on = min(dated) if dated else release
    if reported_on is None:
        raise ValueError("cites no dated source, and the dataset states no release date")
    reliability = _text(properties, "reliability") or _best(witnesses)
    credibility = str(properties["credibility"])
    bounds = claim_bounds(
        _text(properties, "valid_from"),
        _text(properties, "valid_to"),
        _text(properties, "first_seen"),
        _text(properties, "last_seen"),
        reported_on,
    )
    if properties.get("pooled"):
        until = min(bounds.certain_from, bounds.certain_until)
        bounds = replace(bounds, certain_until=until)
    complete: Properties = {
        **properties,
        "claim_id": f"{dataset}/{key}",
        "dataset": dataset,
        "stance": properties.get("stance", "affirms"),
        "reliability": reliability,
        "origins": sorted({witness.origin for witness in witnesses}),
        "reported_on": reported_on,
        "reported_on_basis": "source" if dated else "release",
        "confidence": confidence(reliability, credibility),
        "unjudged": is_unjudged(reliability, credibility),
        "possible_from": bounds.possible_from,
        "possible_until": bounds.possible_until,
        "certain_from": bounds.certain_from,
        "certain_until": bounds.certain_until,
    }
    return ClaimRecord(f"{dataset}/{key}", claim_type, start, end, complete)


def _text(properties: Properties, name: str) -> str | None:
    value = properties.get(name)
    return value if value is None or type(value) is str else str(value)


def _best(witnesses: Sequence[Witness]) -> str:
    judged = [w.reliability for w in witnesses if w.reliability and w.reliability != UNGRADED]
    return min(judged, default=UNGRADED)
