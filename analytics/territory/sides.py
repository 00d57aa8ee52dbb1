"""One sponsor's side on one day: which units it holds, by whom, and on what claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from analytics.claims.reading import Claim
from analytics.claims.sightings import own_counts
from analytics.claims.sponsored import Support
from analytics.territory.atlas import FORCES, Moment
from analytics.territory.corridor_result import Crossing, Holder
from analytics.territory.holds import Hold, by_spot
from analytics.territory.odds import Backing
from graphdb.connection import Row

_RANKS = {"controls": 0, "contested": 1, "operates": 2}


@dataclass(frozen=True)
class Side:
    """The sponsor's own bodies and the groups that it sponsors, and what they hold.

    ``every`` says that holds count however unlikely they are, as draws want them.
    """

    moment: Moment
    bodies: frozenset[str]
    groups: Mapping[str, Support]
    every: bool = False

    @cached_property
    def holds(self) -> Mapping[str, tuple[Hold, ...]]:
        """Their holds by unit, and by country where claims say no more."""
        return by_spot(
            hold
            for hold in (self.moment.every if self.every else self.moment.holds)
            if hold.label in FORCES and (hold.actor in self.bodies or hold.actor in self.groups)
        )

    @cached_property
    def units(self) -> Mapping[str, tuple[Backing, ...]]:
        """Holds of units with the claims that make their actors the sponsor's."""
        ground = self.moment.atlas.ground
        return {
            spot: tuple(Backing(hold, self._support(hold)) for hold in holds)
            for spot, holds in self.holds.items()
            if spot in ground.units
        }

    @cached_property
    def _names(self) -> Mapping[str, str]:
        ends = {claim.end: claim.end_name for claim in self.moment.claims}
        return {**ends, **{claim.start: claim.start_name for claim in self.moment.claims}}

    def _support(self, hold: Hold) -> tuple[Claim, ...]:
        if hold.actor in self.bodies:
            return ()
        return self.moment.affirmed(self.groups[hold.actor].claims)

    def surely(self, unit: str) -> bool:
        """Whether somebody of the side surely is in a unit on the day."""
        return any(backing.hold.certain for backing in self.units.get(unit, ()))

    def at_large(self, unit: str) -> tuple[str, ...]:
        """Name those who are recorded for the country of a unit as a whole."""
        ground = self.moment.atlas.ground
        around = sorted(ground.around(unit) - ground.units)
        return tuple(sorted({hold.name for key in around for hold in self.holds.get(key, ())}))

    def crossings(self, unit: str, others: Iterable[str]) -> tuple[Crossing, ...]:
        """List the crossings from other units into one, and who of the side is there."""
        ground = self.moment.atlas.ground
        found = {key for other in others for key in ground.crossings(unit, other)}
        holds = self.holds.get(unit, ())
        return tuple(
            Crossing(
                ground.name(key),
                tuple(sorted(one.name for one in holds if key in one.places)),
                ground.roads(key),
            )
            for key in sorted(found)
        )

    def holders(self, unit: str, estimates: list[Row]) -> tuple[Holder, ...]:
        """Describe the holders of a unit, those in control first."""
        ground = self.moment.atlas.ground
        inside = ground.inside(unit) | ground.around(unit) | {unit}
        found = []
        for backing in self.units.get(unit, ()):
            mine = [row for row in estimates if row["actor"] == backing.hold.actor]
            count = own_counts(mine, self.moment.day, inside).get(backing.hold.actor)
            found.append(self._holder(backing, *((count.low, count.high) if count else ())))
        return tuple(sorted(found, key=lambda one: (_RANKS[one.kind], not one.certain, one.name)))

    def _holder(self, backing: Backing, low: int | None = None, high: int | None = None) -> Holder:
        hold, atlas = backing.hold, self.moment.atlas
        through = "" if hold.actor in self.bodies else self.groups[hold.actor].through
        return Holder(
            id=hold.actor,
            name=hold.name,
            kind=hold.kind,
            claimed=hold.claimed,
            certain=hold.certain,
            relation="own"
            if hold.actor in self.bodies
            else ("through" if through else "sponsored"),
            through=self._names.get(through, through),
            places=tuple(atlas.ground.name(place) for place in hold.places),
            consents=tuple(
                replace(one, authority_name=atlas.called(one.authority)) for one in hold.consents
            ),
            low=low,
            high=high,
            evidence=atlas.evidence(hold.claims),
            support=atlas.evidence(backing.support) if backing.support else None,
        )


def side_of(moment: Moment, sponsor: str, *, every: bool = False) -> Side:
    """See a sponsor's side on the day of a moment; ``every`` however unlikely, for draws."""
    side = moment.side_of(sponsor, 0.0 if every else None)
    return Side(moment, side.bodies, side.groups, every)
