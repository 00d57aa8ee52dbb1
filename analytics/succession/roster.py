"""Who was known to be where on a day: posts, units, ranks and ties of all persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from analytics.claims.reading import AFFIRMS, HOLDS, Claim, day_of
from analytics.network.contraction import POSITION, contract
from analytics.scope import COMMAND_RELATIONS
from analytics.succession.ranks import step_of
from graphdb.validtime import Span

_BELONGS = frozenset({"SUBORDINATE_TO", "WING_OF", "MEMBER_OF"})


@dataclass(frozen=True)
class Roster:
    """What was known by one day of the day before another.

    Parameters
    ----------
    posts
        Person → the posts that they were last known to have.
    stages
        (person, post) → stage and capacity of the appointment, such as named or acting.
    ranks
        Person → step on the ladder of ranks.
    first
        Person → the first day of which a post of theirs is known.
    reported
        Everyone of whom anything had been reported, alive as far as known.
    units
        Post → the organizations that it belongs to or commands.
    wholes
        Organization → those that it belongs to.
    members
        Person → the organizations that they are members of.
    deputies
        Post → posts that are deputy to it.
    superiors
        Post → posts that it reports to.
    appointed_by
        Post → who appointed to it.
    handled
        Person or post → what is handled.
    around
        Person → persons and organizations that they were tied to, posts replaced by holders.
    """

    posts: Mapping[str, frozenset[str]]
    stages: Mapping[tuple[str, str], frozenset[str]]
    ranks: Mapping[str, int]
    first: Mapping[str, date]
    reported: frozenset[str]
    units: Mapping[str, frozenset[str]]
    wholes: Mapping[str, frozenset[str]]
    members: Mapping[str, frozenset[str]]
    deputies: Mapping[str, frozenset[str]]
    superiors: Mapping[str, frozenset[str]]
    appointed_by: Mapping[str, frozenset[str]]
    handled: Mapping[str, frozenset[str]]
    around: Mapping[str, frozenset[str]]

    def holders(self, post: str) -> frozenset[str]:
        """List who was last known to have a post."""
        return frozenset(who for who, posts in self.posts.items() if post in posts)

    def units_of(self, person: str) -> frozenset[str]:
        """List the organizations that somebody belonged to, by posts or as a member."""
        posted = (self.units.get(post, frozenset()) for post in self.posts.get(person, ()))
        return self.members.get(person, frozenset()).union(*posted)

    def portfolios(self, person: str) -> frozenset[str]:
        """List what somebody handled, in person or by posts."""
        own = self.handled.get(person, frozenset())
        return own.union(
            *(self.handled.get(post, frozenset()) for post in self.posts.get(person, ()))
        )


def roster_of(
    claims: Iterable[Claim], deaths: Mapping[str, Span], day: date, known_by: date
) -> Roster:
    """Make the roster of the day before ``day`` out of what was reported by ``known_by``.

    An observed post counts until one that was first seen later is known of the same person: that
    coding stopped ends nothing, and when it stopped may have been reported later.
    """
    known = [
        claim
        for claim in claims
        if claim.stance == AFFIRMS and claim.reported_on <= known_by and _begun(claim, day)
    ]
    now = [c for c in known if day_of(c, "possible_from") < day <= day_of(c, "possible_until")]
    alive = {
        end
        for claim in known
        for end, label in ((claim.start, claim.start_label), (claim.end, claim.end_label))
        if label == "Person" and not (end in deaths and deaths[end].latest < day)
    }
    held = _held([c for c in now if c.type == HOLDS and c.start in alive])
    posts = {who: frozenset(c.end for c in group) for who, group in held.items()}
    ever = [claim for claim in known if claim.type == HOLDS and claim.start in alive]
    return Roster(
        posts=posts,
        stages=_stages(held),
        ranks=_ranks(ever),
        first=_first(ever),
        reported=frozenset(alive),
        units=_map(now, ("POST_IN", "COMMANDS"), "Position"),
        wholes=_map(now, tuple(_BELONGS), "Organization"),
        members=_map(now, ("MEMBER_OF", "COMMANDS"), "Person"),
        deputies=_map([c for c in now if c.type == "DEPUTY_TO"], backwards=True),
        superiors=_map([c for c in now if c.type == "REPORTS_TO"]),
        appointed_by=_authorities(ever),
        handled=_map([c for c in now if c.type == "HANDLES"]),
        around=_around([c for c in now if c.type in COMMAND_RELATIONS], posts, alive),
    )


def _begun(claim: Claim, day: date) -> bool:
    # What begins on the day or later is the succession itself, save an appointment foretold.
    foretold = claim.properties.get("stage") in ("named", "announced")
    return foretold or day_of(claim, "certain_from") < day


def _held(now: Iterable[Claim]) -> dict[str, list[Claim]]:
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in now:
        grouped[claim.start].append(claim)
    return {person: _last(group) for person, group in grouped.items()}


def _last(group: list[Claim]) -> list[Claim]:
    # Posts that are only observed give way to one first seen later; those with stated bounds
    # stand. When a post was last seen may have been reported after the day, and does not count.
    stated = [c for c in group if c.properties.get("valid_to") or c.properties.get("valid_from")]
    seen = [c for c in group if c not in stated]
    latest = max((day_of(c, "certain_from") for c in seen), default=None)
    return stated + [c for c in seen if day_of(c, "certain_from") == latest]


def _stages(held: Mapping[str, list[Claim]]) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person, claims in held.items():
        for claim in claims:
            words = {str(claim.properties.get(name) or "") for name in ("stage", "capacity")}
            found[person, claim.end] |= words - {""}
    return {key: frozenset(words) for key, words in found.items()}


def _ranks(ever: Iterable[Claim]) -> dict[str, int]:
    found: dict[str, tuple[date, int]] = {}
    for claim in ever:
        step = step_of(str(claim.properties.get("rank") or ""))
        if step is not None:
            when = day_of(claim, "certain_from")
            found[claim.start] = max(found.get(claim.start, (date.min, 0)), (when, step))
    return {person: step for person, (_, step) in found.items()}


def _first(ever: Iterable[Claim]) -> dict[str, date]:
    found: dict[str, date] = {}
    for claim in ever:
        when = day_of(claim, "certain_from")
        found[claim.start] = min(found.get(claim.start, when), when)
    return found


def _authorities(ever: Iterable[Claim]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for claim in ever:
        authority = claim.properties.get("appointed_by")
        if authority:
            found[claim.end].add(str(authority))
    return {post: frozenset(who) for post, who in found.items()}


def _map(
    claims: Iterable[Claim],
    types: tuple[str, ...] = (),
    label: str = "",
    *,
    backwards: bool = False,
) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if (not types or claim.type in types) and label in ("", claim.start_label):
            start, end = (claim.end, claim.start) if backwards else (claim.start, claim.end)
            found[start].add(end)
    return {start: frozenset(ends) for start, ends in found.items()}


@dataclass(frozen=True)
class _StandIn:
    vertex: str


def _around(
    ties: Iterable[Claim], posts: Mapping[str, frozenset[str]], alive: set[str]
) -> dict[str, frozenset[str]]:
    holders: dict[str, set[str]] = defaultdict(set)
    for person, held in posts.items():
        for post in held:
            holders[post].add(person)

    def stand_ins(end: str, label: str) -> Iterator[_StandIn]:
        if label == POSITION:
            yield from map(_StandIn, holders.get(end, ()))
        elif label == "Organization" or end in alive:
            yield _StandIn(end)

    found: dict[str, set[str]] = defaultdict(set)
    for claim in ties:
        for one, other in contract(claim, stand_ins):
            found[one.vertex].add(other.vertex)
            found[other.vertex].add(one.vertex)
    return {vertex: frozenset(others) for vertex, others in found.items()}
