"""How many fighters a sponsor can call on in an area, added up from its groups' strengths."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from analytics.claims.fighters import Count, Sighting, leaves
from analytics.claims.nesting import Parts, descendants, turned
from analytics.claims.reading import claim_of
from analytics.claims.sightings import OWN, own_counts, read_strengths, sighting
from analytics.claims.sponsored import (
    SPONSORS,
    Support,
    likely_frame,
    places_within,
    present,
    read_sponsored,
    sponsor_side,
)
from analytics.questions.seed import AREA
from analytics.questions.strength_result import ClaimedStrength, GroupStrength, StrengthAnswer
from analytics.questions.strength_words import explain
from analytics.scope import AsOf
from graphdb.arguments import settled
from graphdb.connection import Graph, Row

SPONSOR = "state/iran"


@settled(day=["at"], days=["known_by"], names=["datasets"])
def strength(
    graph: Graph,
    at: date,
    *,
    sponsor: str = SPONSOR,
    area: str = AREA,
    known_by: date | None = None,
    datasets: tuple[str, ...] = (),
) -> StrengthAnswer:
    """Add up the fighters of the groups that a sponsor sponsors in an area on a day.

    Parameters
    ----------
    graph
        An open graph.
    at
        The day; of every group the estimates observed nearest to it count.
    sponsor
        Id of a state; support by its organs and their units is its own.
    area
        Id of a location; what lies within it belongs to it.
    known_by
        Take only what had been reported by the end of this day; ``None`` for all.
    datasets
        Take only claims of these datasets; empty for all.

    Notes
    -----
    A group that also fights elsewhere is counted whole: sources seldom divide it. Nobody's
    fighters count twice: see :func:`analytics.claims.fighters.leaves`.

    Examples
    --------
    >>> answer = strength(graph, date(2020, 1, 2))  # doctest: +SKIP
    >>> answer.low <= answer.high  # doctest: +SKIP
    True
    """

    def work(reading: Graph) -> StrengthAnswer:
        asked = AsOf(at, known_by, datasets)
        estimates = read_strengths(reading, at, known_by, datasets)
        return _add_up(
            reading,
            asked,
            places_within(reading, area, at, datasets),
            estimates,
            sponsor,
            area,
        )

    return graph.consistent(work)


def _add_up(
    graph: Graph,
    asked: AsOf,
    places: frozenset[str],
    estimates: list[Row],
    sponsor: str,
    area: str,
) -> StrengthAnswer:
    organizations = {row["id"]: row for row in graph.read("analytics/succession/kinds")}
    kinds = {key: str(row["kind"]) for key, row in organizations.items()}
    every = [claim_of(row) for row in read_sponsored(graph, sponsor, kinds, asked.parameters())]
    least = asked.min_likelihood
    frame = likely_frame((claim for claim in every if claim.type != SPONSORS), least)
    given = (claim for claim in every if claim.type == SPONSORS)
    side = sponsor_side(sponsor, frame, given, kinds, least)
    parts, support = side.parts, side.groups
    groups = sorted(set(support) & present(places, side.claims, parts) & set(kinds))
    counts = own_counts((row for row in estimates if row["actor"] in groups), asked.day, places)
    chosen = leaves(groups, counts, parts, kinds)
    by_umbrella = leaves(groups, counts, parts, kinds, umbrellas_first=True)
    everyone = [_group(organizations[key], support[key], counts.get(key)) for key in groups]
    rows = tuple(row for row in everyone if row.id in chosen)
    wholes = turned(parts)
    left_out = tuple(
        replace(row, left_out=_reason(row, chosen, parts, wholes))
        for row in everyone
        if row.id not in chosen
    )
    answer = StrengthAnswer(
        at=asked.day,
        sponsor=sponsor,
        area=area,
        rows=rows,
        left_out=left_out,
        low=sum(counts[key].low for key in chosen),
        high=sum(counts[key].high for key in chosen),
        umbrella_low=sum(counts[key].low for key in by_umbrella),
        umbrella_high=sum(counts[key].high for key in by_umbrella),
        claimed=tuple(_claimed(estimates, side.bodies, places)),
        words=(),
    )
    return replace(answer, words=explain(answer, parts))


def _claimed(
    estimates: Iterable[Row], bodies: Collection[str], places: Collection[str]
) -> Iterable[ClaimedStrength]:
    for row in estimates:
        if row["actor"] in bodies and row["whose"] != OWN and set(row["places"]) & set(places):
            one = sighting(row)
            yield ClaimedStrength(
                claim=one.claim,
                speaker=one.speaker or row["sources"][0],
                seen=_seen([one]),
                low=one.low,
                high=one.high,
                places=one.places,
            )


def _group(row: Row, support: Support, count: Count | None) -> GroupStrength:
    sightings = count.sightings if count else ()
    return GroupStrength(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        low=count.low if count else None,
        high=count.high if count else None,
        seen=_seen(sightings),
        counts=tuple(sorted({one.counts for one in sightings})),
        claims=tuple(one.claim for one in sightings),
        support=support.claims,
        through=support.through,
    )


def _seen(sightings: Iterable[Sighting]) -> str:
    days = [day for one in sightings for day in (one.seen_from, one.seen_to)]
    if not days:
        return ""
    first, last = min(days), max(days)
    return first.isoformat() if first == last else f"{first} to {last}"


def _reason(row: GroupStrength, chosen: Collection[str], parts: Parts, wholes: Parts) -> str:
    inside = sorted(descendants(row.id, parts) & set(chosen))
    around = sorted(descendants(row.id, wholes) & set(chosen))
    if around:
        return f"within {', '.join(around)}"
    if inside and row.low is not None:
        return f"its members are counted: {', '.join(inside)}"
    if inside:
        return f"no estimate of its own; counted by: {', '.join(inside)}"
    return "no estimate"
