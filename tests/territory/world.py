"""A small world in memory: three countries in a row, a sponsor in the first, a sea at the end.

    a1 ─ b1 ─ b2 ─ c1 ─ sea
     └─ b3 ───┘ └── c2 ─ sea

A crossing joins b2 and c1. Country d has no division on record and borders on nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from analytics.claims.cited import Reading
from analytics.claims.evidence import Citation
from analytics.claims.reading import Claim
from analytics.scope import AsOf
from analytics.territory.atlas import Atlas
from analytics.territory.ground import Location, ground_of
from graphdb.grades import confidence
from graphdb.validtime import claim_bounds

DAY = date(2019, 6, 1)
REPORTED = DAY

LASTING: dict[str, Any] = {"valid_from": "2000", "valid_to": ".."}
"""From 2000 to the day of the report, which is :data:`DAY`."""

HOSTS = {"state/a": "AAA", "state/b": "BBB"}
STATES: list[dict[str, Any]] = [
    {"id": "state/a", "name": "Alpha", "country": "AAA"},
    {"id": "state/b", "name": "Beta", "country": "BBB"},
]
KINDS = {"organization/force": "state_security_force", "organization/umbrella": "umbrella"}

_LABELS = {
    "state": "State",
    "organization": "Organization",
    "person": "Person",
    "position": "Position",
    "location": "Location",
}
_PLACES = (
    *(Location(f"location/{one}", one.upper(), "country", one.upper() * 3) for one in "abcd"),
    *(
        Location(f"location/{one}", f"Division {one}", "division", one[0].upper() * 3)
        for one in ("a1", "b1", "b2", "b3", "c1", "c2")
    ),
    Location("location/town", "Town", "place", "BBB", 1.0, 1.0),
    Location("location/crossing", "Crossing", "crossing"),
    Location("location/road", "Road", "road"),
    Location("location/sea", "Sea", "area"),
    Location("location/nowhere", "Nowhere", "area"),
)


def said(kind: str, start: str, end: str, **given: Any) -> Claim:
    """Make a claim between ids without their folder's plural, as the loader would."""
    bounds = claim_bounds(
        given.get("valid_from"),
        given.get("valid_to"),
        given.get("first_seen"),
        given.get("last_seen"),
        given.get("reported_on", REPORTED),
    )
    name = given.pop("key", f"{kind}:{start}:{end}")
    reliability, credibility = given.pop("grade", "A1")
    return Claim(
        claim_id=name,
        type=kind,
        start=start,
        end=end,
        start_label=_LABELS[start.split("/")[0]],
        end_label=_LABELS[end.split("/")[0]],
        start_name=start.split("/")[1],
        end_name=end.split("/")[1],
        stance=given.pop("stance", "affirms"),
        reliability=reliability,
        credibility=credibility,
        confidence=confidence(reliability, credibility),
        origins=given.pop("origins", (name,)),
        sources=("source/paper",),
        conflict_set=given.pop("conflict_set", None),
        certain=True,
        reported_on=given.get("reported_on", REPORTED),
        properties={**given, **vars(bounds), "claim_id": name},
    )


def holds(actor: str, place: str, kind: str = "OPERATES_IN", **given: Any) -> Claim:
    """Say that an organization is in a place, surely on :data:`DAY` if nothing else is given."""
    dated = {"first_seen", "last_seen", "valid_from", "valid_to"} & set(given)
    when = {} if dated else {"first_seen": "2019-01-01", "last_seen": "2019-12-31"}
    return said(kind, f"organization/{actor}", f"location/{place}", **{**when, **given})


def sponsors(actor: str, by: str = "state/a", **given: Any) -> Claim:
    """Say that the first country's state sponsors an organization."""
    return said(
        "SPONSORS",
        by,
        f"organization/{actor}",
        **{"valid_from": "2000", "last_seen": "2019-12-31", **given},
    )


def map_claims() -> list[Claim]:
    """Give what lies within what, and what borders on what."""
    within = [("a1", "a"), ("b1", "b"), ("b2", "b"), ("b3", "b"), ("c1", "c"), ("c2", "c")]
    within += [("town", "b2"), ("crossing", "b2"), ("crossing", "c1")]
    within += [("crossing", "road")]
    beside = [("a1", "b1"), ("a1", "b3"), ("b1", "b2"), ("b2", "b3"), ("b2", "c1"), ("b2", "c2")]
    beside += [("c1", "sea"), ("c2", "sea"), ("a", "b"), ("b", "c")]
    return [
        *(said("WITHIN", f"location/{one}", f"location/{other}") for one, other in within),
        *(said("BORDERS", f"location/{one}", f"location/{other}") for one, other in beside),
    ]


def world(*claims: Claim, as_of: AsOf | None = None) -> Atlas:
    """Make an atlas of some claims."""
    paper = Citation("source/paper", "A paper", "A publisher", "2018-01-01", "https://example.org")
    return Atlas(
        ground=ground_of((vars(place) for place in _PLACES), map_claims()),
        claims=tuple(sorted(claims, key=lambda claim: claim.claim_id)),
        kinds=KINDS,
        as_of=as_of or AsOf(DAY),
        cited=Reading((), {"source/paper": paper}, {"state/b": "Beta"}),
        hosts=HOSTS,
    )


def everywhere(actor: str, places: Iterable[str], **given: Any) -> list[Claim]:
    """Say that an organization is in several places."""
    return [holds(actor, place, **given) for place in places]
