"""Estimates of strength as the graph holds them, read into sightings and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from analytics.claims.fighters import Count, Sighting, nearest
from analytics.claims.lifetimes import read_lifetimes
from graphdb.connection import Graph, Row
from graphdb.validtime import parse_date, shifted

OWN = "own"
"""Says that an estimate is of an actor's own fighters, not of its clients'."""


def read_strengths(
    graph: Graph, at: date, known_by: date | None = None, datasets: Iterable[str] = ()
) -> list[Row]:
    """Read the estimates that may hold on a day, of groups that there were on it.

    Left out are those of groups not founded yet, and what was observed of a group before it merged
    into another: its fighters are the other's since.

    Returns
    -------
    list of Row
        Of the statement ``analytics/strengths_at``.
    """
    cut = {"at": at, "known_by": known_by, "datasets": list(datasets)}
    rows = graph.read("analytics/strengths_at", **cut)
    lifetimes = read_lifetimes(graph, at, at, known_by, datasets)
    merged = {row["id"]: row["merged"] for row in graph.read("analytics/mergers", **cut)}
    return [
        row
        for row in rows
        if not lifetimes.rule_out([row["actor"]], row["bounds"], at)
        and not is_before_merger(row["bounds"], merged.get(row["actor"]), at)
    ]


def is_before_merger(bounds: Mapping[str, date], merged: date | None, at: date) -> bool:
    """Whether an estimate was last observed before its group merged into another.

    Parameters
    ----------
    bounds
        The claim's ``certain_from`` and ``certain_until``.
    merged
        The day by which the group had merged, not after ``at``; ``None`` if it had not.

    Examples
    --------
    >>> seen = {"certain_from": date(2005, 1, 1), "certain_until": date(2006, 1, 1)}
    >>> is_before_merger(seen, date(2014, 6, 30), date(2020, 1, 2))
    True
    >>> is_before_merger(seen, None, date(2020, 1, 2))
    False
    """
    if merged is None or bounds["certain_from"] <= at < bounds["certain_until"]:
        return False
    return max(bounds["certain_from"], shifted(bounds["certain_until"], -1)) < merged


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
