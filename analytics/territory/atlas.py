"""All that questions of territory read: the ground, claims of every day, and what they cite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from analytics.claims.cited import Reading, reading
from analytics.claims.evidence import Evidence
from analytics.claims.lifetimes import Lifetimes, read_lifetimes
from analytics.claims.parallel import contested
from analytics.claims.reading import AFFIRMS, Claim, claim_of, on_day
from analytics.claims.sponsored import (
    PRESENCE,
    RELATIONS,
    SPONSORS,
    SponsorSide,
    bodies_of,
    likely_frame,
    sponsor_side,
)
from analytics.scope import AsOf
from analytics.territory.ground import BORDERS, WITHIN, Ground, ground_of
from analytics.territory.holds import Hold, first_day, holds_of
from graphdb.connection import Graph

FORCES = frozenset({"State", "Organization"})
"""Labels of those who can hold ground; persons are only present."""


@dataclass(frozen=True)
class Atlas:
    """The ground, the claims of all days, kinds of organizations, and what claims cite.

    ``hosts`` are the countries of states, by id; before its founding a group is nowhere.
    """

    ground: Ground
    claims: tuple[Claim, ...]
    kinds: Mapping[str, str]
    as_of: AsOf
    cited: Reading
    hosts: Mapping[str, str] = field(default_factory=dict)
    lifetimes: Lifetimes = field(default_factory=Lifetimes)

    def moment(self, day: date) -> Moment:
        """See it as of a day."""
        claims = on_day(self.claims, day, self.lifetimes)
        every = holds_of(self.ground, claims, contested(claims), self.hosts)
        return Moment(day, self, claims, every)

    def first_day(self, places: Collection[str] | None = None) -> date | None:
        """Find the first day that any claim of presence speaks of, perhaps in some places only."""
        return first_day(
            claim
            for claim in self.claims
            if claim.type in PRESENCE and (places is None or claim.end in places)
        )

    def first_day_beside(self, sponsor: str) -> date | None:
        """Find the first day that any claim speaks of a sponsor's presence, or of its support."""
        bodies = bodies_of(sponsor, self.claims, self.kinds)
        return first_day(
            claim
            for claim in self.claims
            if claim.type in (SPONSORS, *PRESENCE) and claim.start in bodies
        )

    def evidence(self, claims: Iterable[Claim]) -> Evidence:
        """Put together what claims rest on."""
        return self.cited.evidence(sorted(claims, key=lambda claim: claim.claim_id))

    def called(self, key: str) -> str:
        """Give the name of an entity that a claim mentions; its id where it has none."""
        return self.cited.names.get(key, key)


@dataclass(frozen=True)
class Moment:
    """The atlas as of a day: claims that may hold on it, and every hold, however likely."""

    day: date
    atlas: Atlas
    claims: tuple[Claim, ...]
    every: tuple[Hold, ...]
    _frames: dict[float, tuple[Claim, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """The holds that are likely enough."""
        least = self.atlas.as_of.min_likelihood
        return tuple(hold for hold in self.every if hold.likelihood >= least)

    def side_of(self, sponsor: str, least: float | None = None) -> SponsorSide:
        """List a sponsor's own bodies, and the groups that it sponsors with the reason.

        ``least`` is the least likelihood of what counts, 0..1; as asked by default.
        """
        chance = self.atlas.as_of.min_likelihood if least is None else least
        support = (claim for claim in self.claims if claim.type == SPONSORS)
        return sponsor_side(sponsor, self._frame(chance), support, self.atlas.kinds, chance)

    def _frame(self, least: float) -> tuple[Claim, ...]:
        """Say what belongs to what, the same for every sponsor."""
        if least not in self._frames:
            other = [one for one in self.claims if one.type not in (SPONSORS, *PRESENCE)]
            self._frames[least] = likely_frame(other, least)
        return self._frames[least]

    def affirmed(self, ids: Sequence[str]) -> tuple[Claim, ...]:
        """Find affirming claims by their ids."""
        wanted = set(ids)
        return tuple(
            claim for claim in self.claims if claim.claim_id in wanted and claim.stance == AFFIRMS
        )


def read_atlas(graph: Graph, as_of: AsOf, relations: Iterable[str] = ()) -> Atlas:
    """Read an atlas, with claims of further relations where some are named.

    The map itself (borders, what lies within what) is taken as known on every day. Read it inside
    :meth:`graphdb.connection.Graph.consistent`.
    """
    types = sorted({*RELATIONS, *relations})
    rows = graph.read(
        "analytics/succession/claims",
        types=types,
        **as_of.parameters(),
    )
    places = graph.read(
        "analytics/succession/claims",
        types=[BORDERS, WITHIN],
        **{**as_of.parameters(), "known_by": None},
    )
    found = reading(graph, as_of.on(None), rows)
    kinds = {row["id"]: str(row["kind"]) for row in graph.read("analytics/succession/kinds")}
    return Atlas(
        ground=ground_of(
            graph.read("analytics/territory/locations"),
            (claim_of(row) for row in places),
        ),
        claims=tuple(one.claim for one in found.said),
        kinds=kinds,
        as_of=as_of,
        cited=found,
        hosts={
            row["id"]: row["country"]
            for row in graph.read("analytics/territory/states")
            if row["country"]
        },
        lifetimes=read_lifetimes(graph, known_by=as_of.known_by, datasets=as_of.datasets),
    )
