"""Whom a sponsor sponsors in an area, directly or through others, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.claims.lifetimes import read_claims
from analytics.claims.likelihood import likely
from analytics.claims.nesting import Parts, all_within, descendants, turned
from analytics.claims.reading import AFFIRMS, Claim, claim_of, statement
from graphdb.connection import Graph, Row

ORGAN_KINDS = ("state_security_force", "government_body")
"""Kinds of organization that are organs of a state."""


SPONSORS = "SPONSORS"
PRESENCE = ("BASED_IN", "HOLDS_TERRITORY", "OPERATES_IN")
BELONGING = ("FACADE_FOR", "MEMBER_OF", "SUBORDINATE_TO", "WING_OF")
"""Claims that put their start within their end."""

POST_IN = "POST_IN"
_FRAME = (*BELONGING, POST_IN)
RELATIONS = (SPONSORS, *PRESENCE, *_FRAME)
_BODY_KINDS = frozenset({*ORGAN_KINDS, "unit"})


@dataclass(frozen=True)
class Support:
    """Why a group counts as sponsored: the claims, and the whole through which they reach it."""

    claims: tuple[str, ...]
    through: str = ""


@dataclass(frozen=True)
class SponsorSide:
    """A sponsor's own bodies, what belongs to what, whom it sponsors, and the claims for it."""

    claims: tuple[Claim, ...]
    bodies: frozenset[str]
    parts: Parts
    groups: Mapping[str, Support]


def read_sponsored(
    graph: Graph,
    sponsor: str,
    kinds: Mapping[str, str],
    limits: Mapping[str, object],
    also: Sequence[str] = (),
) -> list[Row]:
    """Read the claims that tell whom a sponsor sponsors, what belongs to what, and who is where.

    What others sponsor, and where organizations are that have nothing to do with the sponsor's
    clients, stays in the database: it can be many times as much.

    Parameters
    ----------
    kinds
        Kind by organization.
    limits
        ``at``, ``known_by`` and ``datasets``, as statements take them.
    also
        Further types of which all claims are wanted.

    Returns
    -------
    list of Row
        With the columns of ``analytics/claims_at``, in the order of their ids.
    """
    frame = read_claims(graph, "analytics/claims_at", types=sorted({*_FRAME, *also}), **limits)
    claims = [claim_of(row) for row in frame]

    def of(starts: Iterable[str], types: Sequence[str]) -> list[Row]:
        ids = sorted(starts)
        return read_claims(graph, "analytics/claims_from", starts=ids, types=list(types), **limits)

    support = of(bodies_of(sponsor, claims, kinds), [SPONSORS])
    places = of(related({row["end"] for row in support}, parts_of(claims)), PRESENCE)
    return sorted((*frame, *support, *places), key=lambda row: str(row["properties"]["claim_id"]))


def related(groups: Iterable[str], parts: Parts) -> frozenset[str]:
    """List some groups with everything within them, and all wholes that any of these lies within.

    Examples
    --------
    >>> sorted(related({"a"}, {"u": {"a"}, "a": {"w"}, "v": {"w"}, "x": {"y"}}))
    ['a', 'u', 'v', 'w']
    """
    within = all_within(groups, parts, inclusive=True)
    return all_within(within, turned(parts), inclusive=True)


def places_within(
    graph: Graph, area: str, at: date, datasets: Sequence[str] = ()
) -> frozenset[str]:
    """List an area and all places within it on a day, which are known whenever it was said."""
    rows = graph.read("analytics/places_within", area=area, at=at, datasets=list(datasets))
    return frozenset({area, *(row["id"] for row in rows)})


def parts_of(claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
    """List members, wings, units and fronts of every organization."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        both = claim.start_label == claim.end_label == "Organization"
        if claim.type in BELONGING and both and claim.stance == AFFIRMS:
            found[claim.end].add(claim.start)
    return {whole: frozenset(parts) for whole, parts in sorted(found.items())}


def bodies_of(sponsor: str, claims: Sequence[Claim], kinds: Mapping[str, str]) -> frozenset[str]:
    """List a sponsor's own organs and their units: what stands under it or under its posts."""
    above: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.type in ("SUBORDINATE_TO", POST_IN) and claim.stance == AFFIRMS:
            organ = claim.start_label == "Position" or kinds.get(claim.start) in _BODY_KINDS
            if organ:
                above[claim.end].add(claim.start)
    return descendants(sponsor, above) | {sponsor}


def likely_frame(claims: Iterable[Claim], least: float) -> tuple[Claim, ...]:
    """Keep the claims of statements that are likely enough, and those that define posts.

    In which organization a post is does not change from day to day; a source of a low grade that
    names it doubts the post no more than another does.
    """
    every = tuple(claims)
    kept = {c.claim_id for c in likely((c for c in every if c.type != POST_IN), least)}
    return tuple(c for c in every if c.type == POST_IN or c.claim_id in kept)


def sponsor_side(
    sponsor: str,
    frame: Sequence[Claim],
    support: Iterable[Claim],
    kinds: Mapping[str, str],
    least: float,
) -> SponsorSide:
    """Work out whom a sponsor sponsors, as far as it is likely enough.

    Parameters
    ----------
    frame
        What :func:`likely_frame` keeps.
    support
        Claims of sponsorship, however likely. Support of a group is one thing, whichever of the
        sponsor's bodies gives it.
    kinds
        Kind by organization.
    least
        The least likelihood, 0..1.
    """
    bodies = bodies_of(sponsor, frame, kinds)

    def thing(claim: Claim) -> tuple[str, str, str]:
        kind, start, end = statement(claim)
        return kind, "" if start in bodies else start, end

    claims = (*frame, *likely(support, least, thing))
    parts = parts_of(claims)
    return SponsorSide(claims, bodies, parts, supported(bodies, claims, parts))


def supported(bodies: Collection[str], claims: Sequence[Claim], parts: Parts) -> dict[str, Support]:
    """Find the organizations that the sponsor's bodies sponsor.

    What lies within a sponsored organization is sponsored through it, unless a source denies or
    doubts the support and none affirms it directly.
    """
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in claims:
        if claim.type == SPONSORS and claim.start in bodies and claim.end not in bodies:
            said[claim.stance, claim.end].append(claim.claim_id)
    direct = {end: Support(tuple(ids)) for (stance, end), ids in said.items() if stance == AFFIRMS}
    denied = {end for stance, end in said if stance != AFFIRMS} - set(direct)
    found = dict(direct)
    for whole in sorted(direct):
        for part in sorted(descendants(whole, parts) - set(bodies) - denied):
            found.setdefault(part, Support(direct[whole].claims, through=whole))
    return found


def present(places: Collection[str], claims: Iterable[Claim], parts: Parts) -> frozenset[str]:
    """Find who operates, is based or holds territory in one of the places.

    An organization is where its parts are, and a part where its whole is, if nothing says where
    the part is.
    """
    where: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.type in PRESENCE and claim.stance == AFFIRMS:
            where[claim.start].add(claim.end)
    own = {actor for actor, seen in where.items() if seen & set(places)}
    wholes = all_within(own, turned(parts))
    silent = all_within(own, parts) - where.keys()
    return frozenset(own | wholes | silent)
