"""Ways over the ground for one sponsor's side on one day: the best, those around, the open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from analytics.network.monte_carlo import DrawPlan
from analytics.territory.chains import Cost, best_chain
from analytics.territory.corridor_result import CorridorRequest, Crossing, Detour, State, Verdict
from analytics.territory.ground import Ground
from analytics.territory.odds import Bools, drawn_units, open_way
from analytics.territory.sides import Side
from graphdb.connection import Row
from graphdb.errors import InputRefusedError

_DETOURS = 3
_LEAST = 1e-6
"""Stands for a chance of 0 in a logarithm."""

Way = tuple[str, ...]


@dataclass(frozen=True)
class Ends:
    """Where a way starts and ends.

    ``given`` units are the sponsor's own country and need no holder; ``starts`` are the first
    units that do, ``targets`` the last.
    """

    given: frozenset[str]
    starts: frozenset[str]
    targets: frozenset[str]


def ends_of(ground: Ground, request: CorridorRequest, sponsor: str, states: list[Row]) -> Ends:
    """Work out where the way starts and ends.

    Raises
    ------
    InputRefusedError
        Both are the same ground.
    UnknownNameError
        Nothing on record says where one of them lies.
    """
    starts, targets = ground.reached_by(request.start), ground.reached_by(request.end)
    if request.start == request.end or starts & targets:
        raise InputRefusedError(
            f"{ground.name(request.start)} and {ground.name(request.end)} are the same ground; "
            "name two places apart"
        )
    own = {row["country"] for row in states if row["id"] == sponsor and row["country"]}
    if {ground.locations[unit].country for unit in starts} != own:
        return Ends(frozenset(), starts, targets)
    beside = frozenset(next_to for unit in starts for next_to in ground.neighbours(unit))
    return Ends(starts, beside - starts, targets)


@dataclass(frozen=True)
class Ways:
    """Ways between two ends; ``chances`` are those that each unit is held: 0 to 1."""

    ends: Ends
    side: Side
    chances: dict[str, float]

    @property
    def ground(self) -> Ground:
        """The ground that ways lead over."""
        return self.side.moment.atlas.ground

    def beside(self, unit: str) -> frozenset[str]:
        """List the units that a way can go on to."""
        return self.ground.neighbours(unit) - self.ends.given

    def best(self, without: Iterable[str] = ()) -> Way | None:
        """Find the best way, perhaps without some units; ``None`` where borders lead nowhere."""
        ends = self.ends
        return best_chain(ends.starts, ends.targets, self.beside, self._cost, frozenset(without))

    def _cost(self, before: str | None, unit: str) -> Cost:
        manned = any(one.holders for one in self.crossings(before, unit))
        blind = int(self._foreign(before, unit) and not manned)
        if unit not in self.side.units:
            return 1, 0, blind, 0.0
        possible = int(not self.side.surely(unit))
        return 0, possible, blind, -log(max(self.chances[unit], _LEAST))

    def _foreign(self, before: str | None, unit: str) -> bool:
        """Whether the way enters a unit from another country."""
        if before is None:
            return bool(self.ends.given)
        places = self.ground.locations
        return places[before].country != places[unit].country

    def crossings(self, before: str | None, unit: str) -> tuple[Crossing, ...]:
        """List the crossings by which a way enters a unit from another country."""
        if not self._foreign(before, unit):
            return ()
        return self.side.crossings(unit, sorted(self.ends.given) if before is None else (before,))

    def entered(self, way: Way) -> tuple[str, ...]:
        """Name the sponsor's own divisions from which a way sets out."""
        given = self.ground.neighbours(way[0]) & self.ends.given if way else ()
        return tuple(sorted(self.ground.name(unit) for unit in given))

    def state(self, unit: str) -> State:
        """Say whether a unit is held."""
        if unit not in self.side.units:
            return "gap"
        return "held" if self.side.surely(unit) else "possibly held"

    def gaps(self, way: Way) -> tuple[str, ...]:
        """Name the units of a way that nobody of the side is recorded in."""
        return tuple(self.ground.name(unit) for unit in way if unit not in self.side.units)

    def verdict(self, way: Way | None) -> Verdict:
        """Say whether the best way is unbroken."""
        if way is None:
            return "no way"
        states = {self.state(unit) for unit in way}
        if "gap" in states:
            return "broken"
        return "possibly unbroken" if "possibly held" in states else "unbroken"

    def detours(self, way: Way) -> tuple[Detour, ...]:
        """Find for every unit of a way the best one without it, where that has no more gaps."""
        found = []
        for unit in way:
            other = self.best(without=(unit,))
            if other and len(self.gaps(other)) <= len(self.gaps(way)):
                names = tuple(self.ground.name(one) for one in other)
                found.append(Detour(other, names, self.gaps(other), self.ground.name(unit)))
        return tuple(found)

    def joined(self, held: dict[str, Bools]) -> Bools:
        """Tell in which draws held units join both ends."""
        return open_way(self.ends.starts, self.ends.targets, self.beside, held)


def ways_of(ends: Ends, side: Side, plan: DrawPlan | None) -> Ways:
    """See the ways; chances are shares of draws, or by formula where no draws are asked for."""
    if plan is not None:
        possibly, _ = drawn_units(side.units, plan)
        return Ways(ends, side, {unit: float(held.mean()) for unit, held in possibly.items()})
    chances = {
        unit: max(backing.hold.likelihood for backing in backings)
        for unit, backings in side.units.items()
    }
    return Ways(ends, side, chances)


def once(detours: tuple[Detour, ...]) -> tuple[Detour, ...]:
    """Keep each detour once, the shortest first, and few of them."""
    first = {one.units: one for one in reversed(detours)}
    return tuple(sorted(first.values(), key=lambda one: (len(one.units), one.units))[:_DETOURS])
