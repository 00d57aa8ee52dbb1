"""Who might follow in a post: two rankings, which are never mixed.

Who would preserve the network is worked out for every candidate as if appointed. Who is likely to
be appointed is a score of what was known of each; only that can be tested on the past.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from analytics.claims.history import (
    PROXY_KINDS,
    Evidence,
    read_deaths,
    read_evidence,
    read_kinds,
    read_roster,
)
from analytics.claims.reading import AFFIRMS, HOLDS, Claim, day_of
from analytics.succession.answer import answer
from analytics.succession.appointment import (
    POOL_RULE,
    WEIGHTS,
    Likelihood,
    Vacancy,
    likely,
    narrow_pool,
    wide_pool,
)
from analytics.succession.backtest import units_of_post
from analytics.succession.changeover import beginnings
from analytics.succession.measures import DISTANCE, REACH
from analytics.succession.request import Case, Request
from analytics.succession.result import Succession
from analytics.succession.roster import Roster, roster_of
from graphdb.arguments import settled
from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from graphdb.validtime import ALWAYS, Span, shifted

if TYPE_CHECKING:
    import pandas as pd

Pool = Literal["narrow", "wide"]


@dataclass(frozen=True)
class Preserver:
    """How much of the network would stand with somebody in the post.

    ``score`` is the mean of the parts that exist, each 0 to 1: tie retention, the share of the
    shock regained, and the shares of efficiency and reach that are left.
    """

    id: str
    score: float
    parts: Mapping[str, float | None]
    why: str


@dataclass(frozen=True)
class Successors:
    """Two rankings of one pool; everybody outside the pool scores 0 in both."""

    position: str
    name: str
    at: date
    known_by: date
    predecessor: str | None
    pool: Pool
    rule: str
    names: Mapping[str, str]
    preserving: tuple[Preserver, ...]
    likely: tuple[Likelihood, ...]
    weights: Mapping[str, float]

    def to_frame(self) -> pd.DataFrame:
        """Give the candidates, one a row, with the place and score in each ranking."""
        import pandas as pd

        places = {one.id: n for n, one in enumerate(self.preserving, 1)}
        keeps = {one.id: one.score for one in self.preserving}
        return pd.DataFrame(
            {
                "id": one.id,
                "name": self.names.get(one.id, one.id),
                "likely_place": n,
                "likely_score": one.score,
                "preserving_place": places[one.id],
                "preserving_score": keeps[one.id],
            }
            for n, one in enumerate(self.likely, 1)
        )

    def document(self) -> dict[str, object]:
        """Give all of it as plain values, for one JSON document."""
        found = asdict(self)
        return {**found, "at": self.at.isoformat(), "known_by": self.known_by.isoformat()}


def places(scores: Sequence[float]) -> list[str]:
    """Name the places of scores in falling order; equal ones share a range.

    >>> places([0.9, 0.5, 0.5, 0.1])
    ['1', '2–3', '2–3', '4']
    """
    found = []
    for score in scores:
        first = sum(other > score for other in scores) + 1
        last = first + sum(other == score for other in scores) - 1
        found.append(str(first) if first == last else f"{first}–{last}")
    return found


@settled(day=["at"], days=["known_by"], names=["datasets"])
def successors(
    graph: Graph,
    position: str,
    at: date,
    known_by: date | None = None,
    pool: Pool = "narrow",
    datasets: tuple[str, ...] = (),
) -> Successors:
    """Rank who might follow in a post that falls vacant.

    Parameters
    ----------
    at
        The first day of the vacancy.
    known_by
        Only what had been reported by that day counts; the day before ``at`` by default.
    pool
        ``narrow`` or ``wide``; see :data:`analytics.succession.appointment.POOL_RULE`.

    Raises
    ------
    InputRefusedError
        Nobody was known to be in the post, or the pool is empty.
    """
    known = known_by or shifted(at, -1)
    return graph.consistent(
        partial(_read, position=position, at=at, known=known, pool=pool, datasets=datasets)
    )


def _read(
    graph: Graph, position: str, at: date, known: date, pool: Pool, datasets: tuple[str, ...]
) -> Successors:
    claims = read_roster(graph, datasets)
    deaths = read_deaths(graph)
    roster = roster_of(claims, deaths, at, known)
    names = {claim.start: claim.start_name for claim in claims}
    names |= {claim.end: claim.end_name for claim in claims}
    found = _candidates(roster, claims, position, known, pool)
    if found is None or not found.pool:
        wide = _candidates(roster, claims, position, known, "wide")
        suggested = (
            "; try the wide one: add --pool wide"
            if wide and wide.pool
            else _suggestion(claims, deaths, position, at, pool)
        )
        raise InputRefusedError(
            _refusal(names.get(position, position), at, known, pool, found) + suggested
        )
    vacancy, chosen, predecessor = found.vacancy, found.pool, found.predecessor
    kinds = read_kinds(graph)
    proxies = frozenset(unit for unit, kind in kinds.items() if kind in PROXY_KINDS)
    evidence = read_evidence(graph, shifted(at, -1), known, datasets)
    case = _vacated(position, predecessor, at, known, claims)
    return Successors(
        position=position,
        name=names.get(position, position),
        at=at,
        known_by=known,
        predecessor=predecessor,
        pool=pool,
        rule=POOL_RULE,
        names={key: names[key] for key in (*sorted(chosen), predecessor)},
        preserving=preserving(case, evidence, chosen),
        likely=likely(roster, vacancy, chosen, proxies),
        weights=WEIGHTS,
    )


@dataclass(frozen=True)
class Candidates:
    """Whose place is vacant, and who may take it."""

    predecessor: str
    vacancy: Vacancy
    pool: frozenset[str]


def _candidates(
    roster: Roster, claims: tuple[Claim, ...], position: str, known: date, pool: Pool
) -> Candidates | None:
    """Find whose place is vacant and who may take it; ``None`` where nobody was known in it."""
    predecessor = _predecessor(roster, claims, position, known)
    if predecessor is None:
        return None
    vacancy = Vacancy(position, units_of_post(claims, position), predecessor)
    chosen = narrow_pool(roster, vacancy) if pool == "narrow" else wide_pool(roster, vacancy)
    return Candidates(predecessor, vacancy, chosen)


def _predecessor(
    roster: Roster, claims: tuple[Claim, ...], position: str, known: date
) -> str | None:
    holders = roster.holders(position)
    last = {
        claim.start: day_of(claim, "certain_from")
        for claim in _holdings(claims, position)
        if claim.start in holders and claim.reported_on <= known
    }
    return max(sorted(last), key=lambda person: last[person], default=None)


def _holdings(claims: tuple[Claim, ...], position: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.type == HOLDS and claim.end == position and claim.stance == AFFIRMS
    ]


def _refusal(
    name: str,
    at: date,
    known: date,
    pool: Pool,
    found: Candidates | None,
) -> str:
    if found is None:
        return f"by {known} nobody had been reported as holding {name} until {at}"
    return f"nobody reported by {known} is in the {pool} pool for {name}"


def _suggestion(
    claims: tuple[Claim, ...],
    deaths: Mapping[str, Span],
    position: str,
    at: date,
    pool: Pool,
) -> str:
    """Say what to add to the question so that it is answered: the first day that will do."""
    held = _holdings(claims, position)
    days = sorted({claim.reported_on for claim in held})
    days.append(max((claim.reported_on for claim in claims), default=at))
    pools: tuple[Pool, ...] = ("narrow", "wide") if pool == "narrow" else ("wide",)
    for wanted in pools:
        for day in days:
            found = _candidates(roster_of(claims, deaths, at, day), claims, position, day, wanted)
            if found and found.pool:
                wider = "" if wanted == pool else f" --pool {wanted}"
                return f"; add --known-by {day}{wider}, by when somebody had"
    if not held:
        return ", and no claim names a holder of it"
    first = shifted(min(day_of(claim, "certain_from") for claim in held), 1)
    return f", nor is anybody now; its first holder on record is known for --at {first} and later"


def _vacated(
    position: str, predecessor: str, at: date, known: date, claims: tuple[Claim, ...]
) -> Case:
    own = [c for c in claims if (c.type, c.start, c.end) == (HOLDS, predecessor, position)]
    began = [span for span in beginnings(own) if span[0] < at]
    appointed = (ALWAYS, at) if not began else (min(b[0] for b in began), max(b[1] for b in began))
    return Case(
        predecessor=predecessor,
        successor=None,
        positions=(position,),
        day=at,
        begins=at,
        appointed=appointed,
        removed=frozenset(),
        mode="projected",
        known_by=known,
        alive=False,
        keeps_posts=None,
        posts_known_by=known,
    )


def preserving(case: Case, evidence: Evidence, pool: frozenset[str]) -> tuple[Preserver, ...]:
    """Rank a pool by how much of the network would stand with each in the post."""
    found = [_preserver(case, evidence, person) for person in sorted(pool)]
    return tuple(sorted(found, key=lambda one: (-one.score, one.id)))


def _preserver(case: Case, evidence: Evidence, person: str) -> Preserver:
    request = Request(case.predecessor, person, plan=None)
    found = answer(replace(case, successor=person), evidence, request)
    parts = {
        "tie retention": found.retention,
        "recovery": None if found.recovery is None else min(1.0, max(0.0, found.recovery)),
        "efficiency left": _left(found, DISTANCE),
        "reach left": _left(found, REACH),
    }
    known = [value for value in parts.values() if value is not None]
    score = sum(known) / len(known) if known else 0.0
    return Preserver(person, score, parts, _why(found))


def _left(found: Succession, name: str) -> float | None:
    one = found.indicator(name)
    if not one.before or one.after is None:
        return None
    return min(1.0, one.after / one.before)


def _why(found: Succession) -> str:
    ties = len(found.relations.alters)
    kept = sum(tie.fate.value in ("inherited", "independent") for tie in found.relations.alters)
    reach = found.indicator(REACH)
    before, after = round(reach.before or 0), round(reach.after or 0)
    return f"keeps {kept} of {ties} ties and reaches {after} proxies, {before} before"
