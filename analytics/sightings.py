"""Estimates of strength as the graph holds them, read into sightings and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from analytics.fighters import Count, Sighting, nearest
from graphdb.connection import Row
from graphdb.validtime import parse_date

OWN = "own"
"""Says that an estimate is of an actor's own fighters, not of its clients'."""


def sighting(row: Row) -> Sighting:
    """Read one row of the statement ``analytics/strengths_at``."""
    reported: date = row["reported_on"]
    first, last = row["seen_from"], row["seen_to"]
    return Sighting(
        claim=row["claim"],
        low=row["low"],
        high=row["high"],
        counts=row["counts"],
        seen_from=parse_date(first).earliest if first else reported,
        seen_to=parse_date(last).latest if last else reported,
        places=tuple(row["places"]),
        credibility=row["credibility"],
        speaker=row["asserted_by"] or "",
    )


def own_counts(
    rows: Iterable[Row], at: date, places: Collection[str] | None = None
) -> dict[str, Count]:
    """Count each actor's own fighters by the estimates observed nearest to a day.

    Parameters
    ----------
    rows
        Of the statement ``analytics/strengths_at``.
    places
        Locations of the area asked about; ``None`` for everywhere.
    """
    seen: dict[str, list[Sighting]] = defaultdict(list)
    for row in rows:
        if row["whose"] == OWN:
            seen[row["actor"]].append(sighting(row))
    everywhere = {place for found in seen.values() for one in found for place in one.places}
    within = everywhere if places is None else places
    counts = {actor: nearest(found, at, within) for actor, found in seen.items()}
    return {actor: count for actor, count in counts.items() if count}
