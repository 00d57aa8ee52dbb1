"""Who is in a country on a day: at whose invitation, under which command, like whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from analytics.claims.history import single_holder_posts
from analytics.claims.reading import AFFIRMS, Claim
from analytics.claims.sightings import own_counts, read_strengths
from analytics.claims.sponsored import SPONSORS
from analytics.network.holders import dead_at, holders
from analytics.scope import AsOf, as_of
from analytics.territory.atlas import FORCES, Atlas, Moment, read_atlas
from analytics.territory.ground import COUNTRY, Ground
from analytics.territory.holds import Hold
from analytics.territory.presence_result import Presence, Present, There, Tie
from graphdb.connection import Graph, Row

DOWNWARD = ("COMMANDS", "DIRECTS")
UPWARD = "SUBORDINATE_TO"
RESEMBLES = "RESEMBLES"
RELATIONS = (*DOWNWARD, UPWARD, RESEMBLES, "HOLDS")
_ORDER = {"controls": 0, "contested": 1, "operates": 2}


def presence(graph: Graph, place: str, when: AsOf | date) -> Presence:
    """List who controls, operates in or is based in a location, or a place within it, on a day.

    Parameters
    ----------
    place
        Id of a location, mostly a country.
    when
        The day, or the day with the claims that may answer.

    Examples
    --------
    >>> found = presence(graph, "location/syria", date(2020, 1, 2))  # doctest: +SKIP
    >>> "Hezbollah" in {one.name for one in found.present}  # doctest: +SKIP
    True
    """
    asked = as_of(when).dated()

    def work(reading: Graph) -> Presence:
        atlas = read_atlas(reading, asked, RELATIONS)
        estimates = read_strengths(reading, asked.day, asked.known_by, asked.datasets)
        dead = dead_at(reading, asked)
        return find_presence(atlas, place, estimates, single_holder_posts(reading), dead)

    return graph.consistent(work)


def find_presence(
    atlas: Atlas,
    place: str,
    estimates: list[Row],
    single_holder: frozenset[str] = frozenset(),
    dead: frozenset[str] = frozenset(),
) -> Presence:
    """Answer from what was read already: a pure function."""
    at = atlas.as_of.day
    area = atlas.ground.inside(place) | {place}
    here = _Here(atlas.moment(at), area, single_holder, dead)
    counts = own_counts(estimates, at, area | atlas.ground.around(place))
    found = []
    for actor, holds in here.holds.items():
        present = here.describe(actor, holds)
        count = counts.get(actor)
        found.append(replace(present, low=count.low, high=count.high) if count else present)
    first = atlas.first_day(places=area)
    return Presence(
        place=place,
        name=atlas.ground.name(place),
        as_of=atlas.as_of,
        present=tuple(sorted(found, key=_order)),
        silent_before=first if first and at < first else None,
    )


def _order(one: Present) -> tuple[bool, int, bool, str]:
    return one.label not in FORCES, _ORDER[one.kind], not one.certain, one.name


@dataclass(frozen=True)
class _Here:
    """One area on one day."""

    moment: Moment
    area: frozenset[str]
    single_holder: frozenset[str]
    dead: frozenset[str]

    @cached_property
    def holds(self) -> Mapping[str, Hold]:
        """One hold an actor, joined over all places of the area."""
        claims: dict[str, dict[str, Claim]] = defaultdict(dict)
        first: dict[str, Hold] = {}
        # A claim on a crossing is in the holds of both sides: what is said of this side comes last.
        for hold in sorted(self.moment.holds, key=lambda one: one.spot in self.area):
            mine = [claim for claim in hold.claims if claim.end in self.area]
            if hold.actor not in self.dead and any(claim.stance == AFFIRMS for claim in mine):
                first.setdefault(hold.actor, hold)
                claims[hold.actor].update({claim.claim_id: claim for claim in mine})
        return {
            actor: replace(hold, claims=tuple(said for _, said in sorted(claims[actor].items())))
            for actor, hold in sorted(first.items())
        }

    @cached_property
    def posts(self) -> Mapping[str, str]:
        """Names of the holders of every post."""
        found = holders(self.moment.claims, self.single_holder, self.dead)
        return {post: ", ".join(one.name for one in everyone) for post, everyone in found.items()}

    def describe(self, actor: str, hold: Hold) -> Present:
        atlas = self.moment.atlas
        named = [key for key in hold.places if atlas.ground.locations[key].level != COUNTRY]
        claims = self.moment.claims
        above = [_seen(one) for one in claims if one.type in DOWNWARD and one.end == actor]
        above += [
            _seen(one, up=True) for one in claims if one.type == UPWARD and one.start == actor
        ]
        support = [_seen(one) for one in claims if one.type == SPONSORS and one.end == actor]
        like = [
            _seen(one, up=True) for one in claims if one.type == RESEMBLES and one.start == actor
        ]
        return Present(
            id=actor,
            name=hold.name,
            label=hold.label,
            kind=hold.kind,
            claimed=hold.claimed,
            certain=hold.certain,
            places=tuple(atlas.ground.name(key) for key in named),
            where=_where(hold, atlas.ground),
            country_wide=not named,
            consents=tuple(
                replace(one, authority_name=atlas.called(one.authority)) for one in hold.consents
            ),
            command=self._ties(above),
            sponsors=self._ties(support),
            resembles=self._ties(like),
            low=None,
            high=None,
            evidence=atlas.evidence(hold.claims),
        )

    def _ties(self, seen: Iterable[tuple[str, str, Claim]]) -> tuple[Tie, ...]:
        found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for key, name, claim in seen:
            if key not in self.dead:
                found[key, name].append(claim)
        ties = [
            Tie(
                id=key,
                name=name,
                how=tuple(sorted({claim.type for claim in claims})),
                holder=self.posts.get(key, ""),
                evidence=self.moment.atlas.evidence(claims),
            )
            for (key, name), claims in found.items()
            if any(claim.stance == AFFIRMS for claim in claims)
        ]
        return tuple(sorted(ties, key=lambda tie: -tie.evidence.likelihood))


def _where(hold: Hold, ground: Ground) -> tuple[There, ...]:
    """List places with what is said of each; a country only where it says more than its places."""
    found = [
        There(
            id=one.place,
            name=ground.name(one.place),
            level=ground.locations[one.place].level,
            how=one.how,
            contested=one.contested,
            certain=one.certain,
        )
        for one in hold.footholds
    ]
    narrow = [one for one in found if one.level != COUNTRY]
    told = {"operates", *(one.how for one in narrow)} if narrow else set()
    kept = [one for one in found if one.level != COUNTRY or one.how not in told]
    return tuple(sorted(kept, key=lambda one: (one.how, one.name)))


def _seen(claim: Claim, *, up: bool = False) -> tuple[str, str, Claim]:
    return (claim.end, claim.end_name, claim) if up else (claim.start, claim.start_name, claim)
