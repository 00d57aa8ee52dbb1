"""All holders of one post in a row: what passed each time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.claims.history import read_deaths, read_evidence, read_holdings
from analytics.claims.reading import AFFIRMS, Claim, day_of
from analytics.succession.alters import Fate
from analytics.succession.answer import answer
from analytics.succession.bonds import begun
from analytics.succession.changeover import find_case
from analytics.succession.measures import DISTANCE, REACH
from analytics.succession.request import Mode, Request
from graphdb.arguments import settled
from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from graphdb.validtime import ALWAYS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Link:
    """One holder of the post, and what of the predecessor's ties came along.

    All figures are ``None`` for the first holder, and where no day of passing is known; then
    ``note`` says why.
    """

    id: str
    name: str
    since: str
    until: str
    ties: int | None = None
    retention: float | None = None
    inherited: int | None = None
    independent: int | None = None
    undetermined: int | None = None
    lost: int | None = None
    reach: float | None = None
    efficiency_change: float | None = None
    days_vacant: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Chain:
    """The holders of a post, the earliest first."""

    position: str
    name: str
    mode: Mode
    links: tuple[Link, ...]

    def to_frame(self) -> pd.DataFrame:
        """Give one holder a row."""
        import pandas as pd

        return pd.DataFrame([asdict(link) for link in self.links])

    def document(self) -> dict[str, object]:
        """Give all of it as plain values, for one JSON document."""
        return asdict(self)


@settled(days=["known_by"], names=["datasets"])
def chain(
    graph: Graph,
    position: str,
    mode: Mode = "projected",
    known_by: date | None = None,
    datasets: tuple[str, ...] = (),
) -> Chain:
    """Follow a post from holder to holder.

    Without ``known_by`` every succession is judged by the evidence of its own time.

    Raises
    ------
    InputRefusedError
        No claim names a holder.
    """
    return graph.consistent(
        partial(_chain, position=position, mode=mode, known_by=known_by, datasets=datasets)
    )


def _chain(
    graph: Graph, position: str, mode: Mode, known_by: date | None, datasets: tuple[str, ...]
) -> Chain:
    holdings = read_holdings(graph, datasets)
    held = believed([c for c in holdings if c.end == position and c.stance == AFFIRMS])
    if not held:
        raise InputRefusedError(f"no claim names a holder of {position}")
    terms = _in_order(held)
    links = [_bare(terms[0][1])]
    for (earlier, left), (later, own) in pairwise(terms):
        request = Request(
            earlier, later, (position,), mode=mode, known_by=known_by, datasets=datasets, plan=None
        )
        here = tuple(claim for claim in holdings if claim not in held)
        links.append(_link(graph, request, (*here, *left, *own), own))
    return Chain(position, held[0].end_name, mode, tuple(links))


def believed(held: list[Claim]) -> list[Claim]:
    """Leave out what a claim that excludes it makes much less likely: false reports, as a rule.

    Of a conflict set those stay that have more than half the confidence of its best.
    """
    best: dict[str, float] = {}
    for claim in held:
        if claim.conflict_set:
            known = best.get(claim.conflict_set, 0.0)
            best[claim.conflict_set] = max(known, claim.confidence)
    return [
        claim
        for claim in held
        if not claim.conflict_set or claim.confidence > best[claim.conflict_set] / 2
    ]


def _in_order(held: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """Sort the holders by when they began; whoever came back after another stands there twice."""
    terms: dict[str, list[list[Claim]]] = {}
    others = sorted((_there_by(claim), claim.start) for claim in held)
    for claim in sorted(held, key=lambda claim: (_there_by(claim), claim.claim_id)):
        own = terms.setdefault(claim.start, [])
        if own and not _came_back(claim, own[-1], others):
            own[-1].append(claim)
        else:
            own.append([claim])
    found = [(_there_by(term[0]), person, term) for person, own in terms.items() for term in own]
    return [(person, term) for _, person, term in sorted(found, key=lambda one: one[:2])]


def _there_by(claim: Claim) -> date:
    """Give the day by which somebody was in the post, as the claim has it."""
    stated = day_of(claim, "possible_from") != ALWAYS
    return day_of(claim, "certain_from") if stated else begun(claim)


def _came_back(claim: Claim, term: list[Claim], others: list[tuple[date, str]]) -> bool:
    if day_of(claim, "possible_from") == ALWAYS:
        return False
    left, back = max(day_of(earlier, "possible_until") for earlier in term), _there_by(claim)
    return any(
        left < back and _there_by(term[0]) < day <= back and who != claim.start
        for day, who in others
    )


def _bare(own: list[Claim], note: str = "") -> Link:
    return Link(
        id=own[0].start,
        name=own[0].start_name,
        since=_stated(own, "valid_from"),
        until=_stated(own, "valid_to"),
        note=note,
    )


def _stated(claims: list[Claim], name: str) -> str:
    """Give the most precise of the dates as their sources write them."""
    dates = {str(claim.properties[name]) for claim in claims if claim.properties.get(name)}
    return min(dates, key=lambda text: (-len(text.strip("~?%")), text), default="")


def _link(graph: Graph, request: Request, holdings: tuple[Claim, ...], own: list[Claim]) -> Link:
    assert request.successor is not None  # noqa: S101 - a chain has one
    try:
        case = find_case(request, holdings, read_deaths(graph))
    except InputRefusedError as error:
        return _bare(own, str(error))
    found = answer(
        case, read_evidence(graph, case.before, case.known_by, request.datasets), request
    )
    bare = _bare(own)
    return Link(
        **{name: getattr(bare, name) for name in ("id", "name", "since", "until")},
        ties=len(found.relations.alters),
        retention=found.retention,
        inherited=len(found.of(Fate.INHERITED)),
        independent=len(found.of(Fate.INDEPENDENT)),
        undetermined=len(found.of(Fate.UNDETERMINED)),
        lost=len(found.of(Fate.LOST)) + len(found.of(Fate.REASSIGNED)),
        reach=found.indicator(REACH).after,
        efficiency_change=found.indicator(DISTANCE).change,
        days_vacant=found.days_vacant,
        note="" if found.relations.alters else "no tie of the predecessor is on record",
    )
