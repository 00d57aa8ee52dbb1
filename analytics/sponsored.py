"""Whom a sponsor sponsors in an area, directly or through others, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.claims import AFFIRMS, DENIES, Claim
from analytics.fighters import Parts, descendants
from analytics.seed import ORGAN_KINDS

SPONSORS = "SPONSORS"
WITHIN = "WITHIN"
PRESENCE = ("BASED_IN", "HOLDS_TERRITORY", "OPERATES_IN")
BELONGING = ("FACADE_FOR", "MEMBER_OF", "SUBORDINATE_TO", "WING_OF")
"""Claims that put their start within their end."""

POST_IN = "POST_IN"
RELATIONS = (SPONSORS, *PRESENCE, *BELONGING, POST_IN)
_BODY_KINDS = frozenset({*ORGAN_KINDS, "unit"})


@dataclass(frozen=True)
class Support:
    """Why a group counts as sponsored: the claims, and the whole through which they reach it."""

    claims: tuple[str, ...]
    through: str = ""


def places_within(area: str, claims: Iterable[Claim]) -> frozenset[str]:
    """List an area and all places that lie within it."""
    inside: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.type == WITHIN and claim.stance == AFFIRMS:
            inside[claim.end].add(claim.start)
    return descendants(area, inside) | {area}


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


def supported(bodies: Collection[str], claims: Sequence[Claim], parts: Parts) -> dict[str, Support]:
    """Find the organizations that the sponsor's bodies sponsor.

    What lies within a sponsored organization is sponsored through it, unless a source denies the
    support and none affirms it directly.
    """
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in claims:
        if claim.type == SPONSORS and claim.start in bodies and claim.end not in bodies:
            said[claim.stance, claim.end].append(claim.claim_id)
    direct = {end: Support(tuple(ids)) for (stance, end), ids in said.items() if stance == AFFIRMS}
    denied = {end for stance, end in said if stance == DENIES} - set(direct)
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
    wholes = {whole for whole in parts if descendants(whole, parts) & own}
    silent = {part for whole in own for part in descendants(whole, parts) if part not in where}
    return frozenset(own | wholes | silent)
