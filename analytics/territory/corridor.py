"""Contiguous ground between two places, held by a sponsor and those that it sponsors.

The idea: first-level divisions are vertices, borders are edges; the answer is a way from the one
place to the other along divisions each of which a group of the sponsor's side controls or
operates in. A claim on a country fills none of its divisions.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.claims.sightings import read_strengths
from analytics.network.monte_carlo import DrawPlan
from analytics.territory.atlas import Atlas, read_atlas
from analytics.territory.corridor_result import Corridor, CorridorRequest, Segment
from analytics.territory.corridor_words import explain
from analytics.territory.ground import Ground
from analytics.territory.odds import Bools, likelihoods
from analytics.territory.sides import Side, side_of
from analytics.territory.ways import Ways, ends_of, once, ways_of
from analytics.territory.years import years
from graphdb.connection import Graph, Row
from graphdb.errors import InputRefusedError


def corridor(graph: Graph, request: CorridorRequest) -> Corridor:
    """Find the corridor, how likely it is open, its weakest segment, and ways around.

    Raises
    ------
    InputRefusedError
        Start and end are the same ground, no sponsor is named and none follows from the start,
        or years run backwards.
    UnknownNameError
        Nothing on record says where a place lies.

    Examples
    --------
    >>> from datetime import date
    >>> found = corridor(graph, CorridorRequest(
    ...     "location/iran", "location/mediterranean-sea", date(2019, 6, 1)
    ... ))  # doctest: +SKIP
    >>> found.gaps  # doctest: +SKIP
    ()
    """

    def work(reading: Graph) -> Corridor:
        atlas = read_atlas(reading, request.as_of)
        states = reading.read("analytics/territory/states")
        asked = request.as_of
        estimates = read_strengths(reading, asked.day, asked.known_by, asked.datasets)
        return find_corridor(atlas, request, states, estimates)

    return graph.consistent(work)


def find_corridor(
    atlas: Atlas, request: CorridorRequest, states: list[Row], estimates: list[Row]
) -> Corridor:
    """Answer from what was read already: a pure function."""
    ground = atlas.ground
    sponsor = request.sponsor or _sponsor(ground, request.start, states)
    ends = ends_of(ground, request, sponsor, states)
    moment = atlas.moment(request.at)
    ways = ways_of(ends, side_of(moment, sponsor), request.plan)
    best = ways.best()
    way = best or ()
    segments = tuple(
        _segment(ways, before, unit, estimates)
        for before, unit in zip((None, *way), way, strict=False)
    )
    detours = ways.detours(way)
    avoided = {one.avoids for one in detours}
    first = atlas.first_day_beside(sponsor)
    found = Corridor(
        request=request,
        start=ground.name(request.start),
        end=ground.name(request.end),
        sponsor=sponsor,
        sponsor_name=_called(atlas, sponsor, states),
        verdict=ways.verdict(best),
        segments=segments,
        enters_from=ways.entered(way),
        weakest=_weakest(segments),
        bottlenecks=tuple(one.name for one in segments if one.name not in avoided),
        detours=once(detours),
        open_surely=None,
        open_possibly=None,
        open_but_gaps=None,
        years=years(atlas, request, sponsor, ends, {one.country for one in segments}),
        silent_before=first if first and request.at < first else None,
    )
    if request.plan is not None and len(found.gaps) < len(segments):
        found = _judged(found, ways, side_of(moment, sponsor, every=True), request.plan)
    return replace(found, words=explain(found))


def _called(atlas: Atlas, sponsor: str, states: list[Row]) -> str:
    names = {claim.start: claim.start_name for claim in atlas.claims}
    return str({**names, **{row["id"]: row["name"] for row in states}}.get(sponsor, sponsor))


def _sponsor(ground: Ground, start: str, states: list[Row]) -> str:
    code = ground.locations[start].country
    for row in states:
        if code and row["country"] == code:
            return str(row["id"])
    raise InputRefusedError(
        f"no state on record rules {ground.name(start)}; name a sponsor with --sponsor"
    )


def _segment(ways: Ways, before: str | None, unit: str, estimates: list[Row]) -> Segment:
    return Segment(
        unit=unit,
        name=ways.ground.name(unit),
        country=ways.ground.country_name(unit),
        state=ways.state(unit),
        holders=ways.side.holders(unit, estimates),
        chance=ways.chances.get(unit),
        at_large=ways.side.at_large(unit),
        crossings=ways.crossings(before, unit),
    )


def _weakest(segments: tuple[Segment, ...]) -> str:
    if not segments:
        return ""
    return min(segments, key=lambda one: (one.state != "gap", one.chance or 0.0)).name


def _judged(found: Corridor, ways: Ways, every: Side, plan: DrawPlan) -> Corridor:
    missing = [one.unit for one in found.segments if one.state == "gap"]

    def judge(possibly: dict[str, Bools], surely: dict[str, Bools]) -> dict[str, Bools]:
        none = {unit: np.zeros(plan.draws, dtype=np.bool_) for unit in missing}
        granted = {unit: np.ones(plan.draws, dtype=np.bool_) for unit in missing}
        return {
            "surely": ways.joined({**none, **surely}),
            "possibly": ways.joined({**none, **possibly}),
            "granted": ways.joined({**possibly, **granted}),
        }

    shares = likelihoods(every.units, plan, judge)
    return replace(
        found,
        open_surely=shares["surely"],
        open_possibly=shares["possibly"],
        open_but_gaps=shares["granted"] if missing else None,
    )
