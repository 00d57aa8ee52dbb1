"""Locations as a tree, with the borders between those that territory is counted by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analytics.claims.nesting import descendants
from analytics.claims.reading import AFFIRMS, Claim
from graphdb.connection import Row
from graphdb.errors import UnknownNameError

WITHIN, BORDERS = "WITHIN", "BORDERS"
COUNTRY, DIVISION, CROSSING, ROAD = "country", "division", "crossing", "road"
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Location:
    """One location; ``country`` is an ISO 3166-1 alpha-3 code, coordinates are degrees."""

    id: str
    name: str
    level: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Ground:
    """Locations, what each lies within (``above``), and what it borders on (``beside``).

    Territory is counted by *units*: first-level divisions, and countries without a division on
    record. What is said of a place counts for the unit that it lies in; what is said of a country
    never fills its divisions.
    """

    locations: Mapping[str, Location]
    above: Mapping[str, frozenset[str]]
    beside: Mapping[str, frozenset[str]]

    @cached_property
    def below(self) -> Mapping[str, frozenset[str]]:
        """What lies directly within each location."""
        found: dict[str, set[str]] = defaultdict(set)
        for inner, outers in self.above.items():
            for outer in outers:
                found[outer].add(inner)
        return {outer: frozenset(inner) for outer, inner in found.items()}

    @cached_property
    def units(self) -> frozenset[str]:
        """Divisions, and countries without one."""
        levels = {key: one.level for key, one in self.locations.items()}
        return frozenset(
            key
            for key, level in levels.items()
            if level == DIVISION
            or (
                level == COUNTRY
                and not any(levels.get(part) == DIVISION for part in self.inside(key))
            )
        )

    def inside(self, place: str) -> frozenset[str]:
        """List all that lies within a location, however deep."""
        return descendants(place, self.below)

    def around(self, place: str) -> frozenset[str]:
        """List all that a location lies within, however far up."""
        return descendants(place, self.above)

    def neighbours(self, unit: str) -> frozenset[str]:
        """List the units that border on a unit."""
        return self.beside.get(unit, _NONE) & self.units

    def crossings(self, unit: str, other: str) -> frozenset[str]:
        """List the crossings on record between two units: those that lie within both."""
        both = self.below.get(unit, _NONE) & self.below.get(other, _NONE)
        return frozenset(key for key in both if self.locations[key].level == CROSSING)

    def roads(self, place: str) -> tuple[str, ...]:
        """Name the roads on record that a location lies on."""
        wider = sorted(self.above.get(place, _NONE))
        return tuple(self.name(key) for key in wider if self.locations[key].level == ROAD)

    def units_of(self, place: str) -> frozenset[str]:
        """List the units that a location lies in; a crossing lies in both that it joins."""
        if place in self.units:
            return frozenset({place})
        found = (self.units_of(outer) for outer in sorted(self.above.get(place, _NONE)))
        return frozenset().union(*found)

    def spots(self, place: str) -> frozenset[str]:
        """List what a claim on a location counts for: its units, else its country, else itself."""
        units = self.units_of(place)
        if units:
            return units
        levels = {key: self.locations[key].level for key in self.around(place) | {place}}
        return frozenset(key for key, level in levels.items() if level == COUNTRY) or frozenset(
            {place}
        )

    def reached_by(self, place: str) -> frozenset[str]:
        """List the units that stand for a location as the end of a way.

        Those within it; else those that it lies in; else (a sea) those that border on it.

        Raises
        ------
        UnknownNameError
            No unit is tied to the location.
        """
        found = (
            self.units_of(place)
            or self.inside(place) & self.units
            or self.beside.get(place, _NONE) & self.units
        )
        if not found:
            raise UnknownNameError(
                f"nothing on record says where {self.name(place)} lies; name a country, a "
                "division, or a place in one"
            )
        return found

    def name(self, place: str) -> str:
        """Give the name of a location."""
        return self.locations[place].name

    def country_name(self, place: str) -> str:
        """Give the name of the country that a location lies in, or nothing."""
        wider = sorted(self.around(place) | {place})
        return next((self.name(key) for key in wider if self.locations[key].level == COUNTRY), "")


def ground_of(rows: Iterable[Row], claims: Iterable[Claim]) -> Ground:
    """Build the tree out of rows of ``analytics/territory/locations`` and claims of any type."""
    above: dict[str, set[str]] = defaultdict(set)
    beside: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.stance == AFFIRMS and claim.type == WITHIN:
            above[claim.start].add(claim.end)
        elif claim.stance == AFFIRMS and claim.type == BORDERS:
            beside[claim.start].add(claim.end)
            beside[claim.end].add(claim.start)
    return Ground(
        locations={row["id"]: Location(**row) for row in rows},
        above={key: frozenset(ends) for key, ends in above.items()},
        beside={key: frozenset(ends) for key, ends in beside.items()},
    )
