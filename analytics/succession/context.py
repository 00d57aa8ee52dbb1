"""What to keep in mind beside the indicators, and never folded into them.

The literature on removing leaders (Jordan 2009, 2019; Johnston 2012; Price 2012; Carson 2017)
disagrees on what follows, and finds that age, size and type of an organization, and whether there
is a deputy, matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.claims.history import Evidence
from analytics.claims.reading import AFFIRMS, Claim, day_of
from analytics.succession.alters import since_when
from analytics.succession.posts import Posts
from analytics.succession.request import Case
from graphdb.validtime import ALWAYS

_YEAR = 365.25


@dataclass(frozen=True)
class Unit:
    """An organization that the post commands or belongs to; empty or null where not on record."""

    id: str
    name: str
    kind: str
    founded: str
    fighters_low: int | None
    fighters_high: int | None


@dataclass(frozen=True)
class Context:
    """The units of the post, the predecessor's least and most years in it, and the deputies."""

    units: tuple[Unit, ...]
    years_low: float | None
    years_high: float | None
    deputies: tuple[str, ...]


def context(case: Case, evidence: Evidence, posts: Posts) -> Context:
    """Gather what was known of the post by the time that the case allows."""
    known = [
        claim
        for claim in evidence.claims
        if claim.stance == AFFIRMS and (case.known_by is None or claim.reported_on <= case.known_by)
    ]
    units = sorted(
        {
            claim.end
            for claim in known
            if claim.start in case.positions and claim.type in ("POST_IN", "COMMANDS")
        }
    )
    names = evidence.names()
    dated = case.appointed[0] != ALWAYS
    return Context(
        units=tuple(_unit(unit, names[unit], known, evidence) for unit in units),
        years_low=(case.day - case.appointed[1]).days / _YEAR if dated else None,
        years_high=(case.day - case.appointed[0]).days / _YEAR if dated else None,
        deputies=_deputies(case, known, posts, names),
    )


def _unit(unit: str, name: str, known: Iterable[Claim], evidence: Evidence) -> Unit:
    founded = [claim for claim in known if claim.type == "FOUNDED" and claim.end == unit]
    strength = evidence.strengths.get(unit)
    return Unit(
        id=unit,
        name=name,
        kind=evidence.kinds.get(unit, ""),
        founded=since_when(founded),
        fighters_low=strength.low if strength else None,
        fighters_high=strength.high if strength else None,
    )


def _deputies(
    case: Case, known: Iterable[Claim], posts: Posts, names: dict[str, str]
) -> tuple[str, ...]:
    held = posts.before()
    under = {
        claim.start
        for claim in known
        if claim.type == "DEPUTY_TO"
        and claim.end in case.positions
        and day_of(claim, "possible_from") <= case.before < day_of(claim, "possible_until")
    }
    return tuple(
        sorted({names.get(h.person, h.person) for post in under for h in held.get(post, ())})
    )
