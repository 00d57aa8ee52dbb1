"""Small worlds for succession tests: claims in memory, and the toy as a folder of tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analytics.claims.fighters import Count
from analytics.claims.history import Evidence
from analytics.claims.lifetimes import Lifetimes
from analytics.claims.reading import Claim
from analytics.succession.request import Case, Request
from graphdb.validtime import claim_bounds, parse_date
from tests.datasets import Row, claim, organization, person, write_tables

DAY = date(2020, 1, 3)
"""The first day without the predecessor in every small world."""

EARLIER = date(2020, 1, 2)
CERTAIN = {"certain": 1.0}

_LABELS = {"r": "Position", "u": "Organization", "s": "State", "p": "Person"}


def label_of(vertex: str) -> str:
    """Read the label off an id: ``p/…`` person, ``r/…`` post, ``u/…`` unit, ``s/…`` state."""
    return _LABELS[vertex.partition("/")[0]]


def said(relation: str, start: str, end: str, /, key: str = "", **given: Any) -> Claim:
    """Make one claim as the loader would, with the dates, grades and origins given."""
    bounds = claim_bounds(
        given.get("valid_from"),
        given.get("valid_to"),
        given.get("first_seen"),
        given.get("last_seen"),
        given.get("reported_on", EARLIER),
    )
    name = key or f"{relation}:{start}:{end}"
    eve = given.get("eve", date(2020, 1, 2))
    properties = {**given, **vars(bounds), "claim_id": name}
    return Claim(
        claim_id=name,
        type=relation,
        start=start,
        end=end,
        start_label=label_of(start),
        end_label=label_of(end),
        start_name=start.partition("/")[2],
        end_name=end.partition("/")[2],
        stance=given.get("stance", "affirms"),
        reliability=given.get("reliability", "A"),
        credibility=given.get("credibility", "1"),
        confidence=given.get("confidence", 0.9),
        origins=given.get("origins", (name,)),
        sources=(f"source/{name}",),
        conflict_set=given.get("conflict_set"),
        certain=bounds.certain_from <= eve < bounds.certain_until,
        reported_on=given.get("reported_on", EARLIER),
        properties=MappingProxyType(properties),
    )


def holds(who: str, post: str, start: str = "2010-01-01", end: str = "", **given: Any) -> Claim:
    """Make the claim that somebody held a post from a day until a day."""
    dates = {"valid_from": start} | ({"valid_to": end} if end else {"last_seen": "2019-12-31"})
    return said("HOLDS", who, post, **dates, **given)


def evidence(claims: Iterable[Claim], **given: Any) -> Evidence:
    """Put claims together; every unit counts as an armed group."""
    every = tuple(sorted(claims, key=lambda c: c.claim_id))
    ends = {end for c in every for end in (c.start, c.end)}
    units = {end: "armed_group" for end in sorted(ends) if end.startswith("u/")}
    deaths = {who: parse_date(day) for who, day in given.get("deaths", {}).items()}
    return Evidence(
        claims=every,
        deaths=deaths,
        single_holder=frozenset(end for end in ends if end.startswith("r/")),
        kinds=units | given.get("kinds", {}),
        strengths={k: Count(*v, ()) for k, v in given.get("strengths", {}).items()},
        wholes=given.get("wholes", {}),
        lifetimes=given.get("lifetimes", Lifetimes()),
    )


def case(**given: Any) -> Case:
    """Make the case of the toy: P leaves R1 on the day, dead, and S takes it."""
    defaults: dict[str, Any] = {
        "predecessor": "p/P",
        "successor": "p/S",
        "positions": ("r/R1",),
        "day": DAY,
        "begins": DAY,
        "appointed": (date(2010, 1, 1), date(2010, 1, 1)),
        "removed": frozenset(),
        "mode": "projected",
        "known_by": None,
        "alive": False,
        "keeps_posts": None,
    }
    return Case(**defaults | given)


def request(**given: Any) -> Request:
    """Make a request; ``answer`` reads only its plan of draws."""
    return Request("p/P", "p/S", **{"plan": None} | given)


STRENGTHS = {"u/A": 30_000, "u/B": 10_000, "u/C": 5_000, "u/D": 2_000}


def toy_claims(**each: Any) -> list[Claim]:
    """Make the toy's eight ties and three holdings.

    L heads R0, to which R1 (held by P) reports, and R2 (held by S) reports to R1: the ties L-R1
    and R1-R2 of the toy. R1 commands A, R2 commands D, M commands B; P is bound to M and C by
    shared service, S to C. ``each`` gives reliability grades by pair, such as ``LR1="q9"``.
    """
    ties = {
        "LR1": ("REPORTS_TO", "r/R1", "r/R0"),
        "R1A": ("COMMANDS", "r/R1", "u/A"),
        "PM": ("TIED_TO", "p/M", "p/P"),
        "MB": ("COMMANDS", "p/M", "u/B"),
        "PC": ("TIED_TO", "p/P", "u/C"),
        "SC": ("TIED_TO", "p/S", "u/C"),
        "R1R2": ("REPORTS_TO", "r/R2", "r/R1"),
        "R2D": ("COMMANDS", "r/R2", "u/D"),
    }
    claims = [
        said(
            *ends,
            key=key,
            reliability=each.get(key, "sure"),
            **({"kind": "shared_service"} if ends[0] == "TIED_TO" else {}),
        )
        for key, ends in ties.items()
    ]
    return [
        *claims,
        holds("p/L", "r/R0", reliability="sure"),
        holds("p/P", "r/R1", end="2020-01-03", reliability="sure"),
        holds("p/S", "r/R2", reliability="sure"),
    ]


def toy(**each: Any) -> Evidence:
    """Give the toy in memory."""
    strengths = {unit: (count, count) for unit, count in STRENGTHS.items()}
    return evidence(toy_claims(**each), strengths=strengths, deaths={"p/P": "2020-01-03"})


def write_toy(folder: Path) -> Path:
    """Write the toy as a folder of tables; sources were published before the succession."""
    source = {
        "id": "source/paper",
        "name": "A paper",
        "publisher": "A publisher",
        "published": "2019-06-01",
        "origin": "paper",
        "kind": "news",
        "reliability": "B",
    }
    people = [person(name) for name in ("L", "S", "M")]
    people.append(person("P", died="2020-01-03", aliases="The Commander;Abu P"))
    units = [organization(name) for name in "ABCD"]
    posts = [
        {"id": f"position/r{n}", "name": f"Post R{n}", "single_holder": "true"} for n in range(3)
    ]
    estimates = [
        {
            "id": f"estimate/{unit[-1].lower()}",
            "name": f"Fighters of {unit[-1]}",
            "low": str(count),
            "high": str(count),
            "counts": "estimate",
            "whose": "own",
        }
        for unit, count in STRENGTHS.items()
    ]
    return write_tables(
        folder,
        sources=[source],
        actors=[*people, *units],
        positions=posts,
        estimates=estimates,
        claims=[{"id": f"c{n}", **row} for n, row in enumerate(_toy_rows())],
    )


def _toy_rows() -> list[Row]:
    r0, r1, r2 = (f"position/r{n}" for n in range(3))
    a, b, c, d = (f"organization/{name}" for name in "abcd")
    service = {"kind": "shared_service"}
    return [
        claim("HOLDS", "person/l", r0, valid_from="2010-01-01", last_seen="2019-12-31"),
        claim("HOLDS", "person/p", r1, valid_from="2010-01-01", valid_to="2020-01-03"),
        claim("HOLDS", "person/s", r2, valid_from="2010-01-01", valid_to="2020-01-03"),
        claim("HOLDS", "person/s", r1, valid_from="2020-01-03"),
        claim("REPORTS_TO", r1, r0),
        claim("COMMANDS", r1, a),
        claim("TIED_TO", "person/p", "person/m", **service),
        claim("COMMANDS", "person/m", b),
        claim("TIED_TO", "person/p", c, **service),
        claim("TIED_TO", "person/s", c, **service),
        claim("REPORTS_TO", r2, r1),
        claim("COMMANDS", r2, d),
        *(claim("HAS_STRENGTH", unit, f"estimate/{unit[-1]}") for unit in (a, b, c, d)),
    ]
