"""Portfolios of the predecessor: who had each before, who has it after; often several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.claims.history import Evidence
from analytics.claims.reading import AFFIRMS, Claim, day_of
from analytics.succession.alters import since_when, taken_over
from analytics.succession.posts import Held, Posts
from analytics.succession.request import Case


@dataclass(frozen=True)
class Hand:
    """Somebody who has a portfolio, or part of it.

    ``by`` says how: in person, by a post, or as projected with the office.
    """

    name: str
    function: str
    since: str
    by: str
    sources: int


@dataclass(frozen=True)
class Portfolio:
    """One group, state or place that the predecessor handled."""

    id: str
    name: str
    before: tuple[Hand, ...]
    after: tuple[Hand, ...]


def portfolios(case: Case, evidence: Evidence, posts: Posts) -> tuple[Portfolio, ...]:
    """List what the predecessor handled, with everyone who had it and who has it after.

    As projected, only what hangs from a post is known to pass, and whoever else had a hand in it
    keeps it. As observed, also whoever took it over within a year counts.
    """
    handling = [
        claim
        for claim in evidence.claims
        if claim.type == "HANDLES"
        and claim.stance == AFFIRMS
        and (case.known_by is None or claim.reported_on <= case.known_by)
    ]
    names = evidence.names()
    held = posts.before()
    now = [claim for claim in handling if _before(claim, case, evidence)]
    mine = {c.end: c.end_name for c in now if _is_of(c, case)}
    later = posts.after() if case.successor and not case.same else posts.without(case.gone)
    found = []
    for target, name in sorted(mine.items()):
        here = [claim for claim in now if claim.end == target]
        found.append(
            Portfolio(
                id=target,
                name=name,
                before=_hands(here, held, frozenset(), names),
                after=_hands([*here, *_new(handling, target, case)], later, case.gone, names),
            )
        )
    return tuple(found)


def _is_of(claim: Claim, case: Case) -> bool:
    return claim.start == case.predecessor or claim.start in case.positions


def _before(claim: Claim, case: Case, evidence: Evidence) -> bool:
    if evidence.is_dead(claim.start, case.before) or taken_over(claim, case):
        return False
    if evidence.is_too_early(claim, case.before):
        return False
    return day_of(claim, "possible_from") <= case.before < day_of(claim, "possible_until")


def _new(handling: list[Claim], target: str, case: Case) -> Iterable[Claim]:
    if case.mode == "observed":
        for claim in handling:
            if claim.end == target and taken_over(claim, case):
                yield claim


def _hands(
    claims: Iterable[Claim], held: Held, gone: frozenset[str], names: Mapping[str, str]
) -> tuple[Hand, ...]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.start_label == "Position":
            for holding in held.get(claim.start, ()):
                key = (holding.person, f"as {claim.start_name}")
                found.setdefault(key, []).append(claim)
        elif claim.start not in gone:
            found.setdefault((claim.start, "in person"), []).append(claim)
    return tuple(_hand(names.get(who, who), by, group) for (who, by), group in found.items())


def _hand(person: str, by: str, claims: list[Claim]) -> Hand:
    functions = {str(claim.properties.get("function") or "") for claim in claims}
    return Hand(
        name=person,
        function=", ".join(sorted(functions - {""})),
        since=since_when(claims),
        by=by,
        sources=len({source for claim in claims for source in claim.sources}),
    )
