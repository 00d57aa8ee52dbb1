"""How a corridor changed over the years, each as of the same day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from analytics.territory.atlas import Atlas
from analytics.territory.corridor_result import CorridorRequest, YearState
from analytics.territory.odds import drawn_units
from analytics.territory.sides import Side, side_of
from analytics.territory.span import asked_years
from analytics.territory.ways import Ends, ways_of


def years(
    atlas: Atlas, request: CorridorRequest, sponsor: str, ends: Ends, countries: Collection[str]
) -> tuple[YearState, ...]:
    """Ask again in every year of the request, and say which units of some countries changed.

    Raises
    ------
    InputRefusedError
        The years run backwards.
    """
    if request.years is None:
        return ()
    first, last = request.years
    states: list[YearState] = []
    before: frozenset[str] | None = None
    for year in asked_years(first, last):
        moment = atlas.moment(same_day(request.at, year))
        side, every = side_of(moment, sponsor), side_of(moment, sponsor, every=True)
        now = frozenset(
            atlas.ground.name(unit)
            for unit in side.units
            if atlas.ground.country_name(unit) in countries
        )
        states.append(_state(request, ends, (side, every), now, now if before is None else before))
        before = now
    return tuple(states)


def _state(
    request: CorridorRequest,
    ends: Ends,
    sides: tuple[Side, Side],
    now: frozenset[str],
    before: frozenset[str],
) -> YearState:
    side, every = sides
    ways = ways_of(ends, side, request.plan)
    way = ways.best()
    chance = None
    if request.plan is not None and way is not None:
        possibly, _ = drawn_units(every.units, request.plan)
        chance = float(ways.joined(possibly).mean())
    return YearState(
        year=side.moment.day.year,
        day=side.moment.day,
        verdict=ways.verdict(way),
        gaps=ways.gaps(way or ()),
        chance=chance,
        gained=tuple(sorted(now - before)),
        lost=tuple(sorted(before - now)),
    )


def same_day(day: date, year: int) -> date:
    """Give the same day of another year, the 28th for the 29th of February.

    >>> same_day(date(2020, 2, 29), 2019).isoformat()
    '2019-02-28'
    """
    if (day.month, day.day) == (2, 29):
        return day.replace(year=year, day=28)
    return day.replace(year=year)
