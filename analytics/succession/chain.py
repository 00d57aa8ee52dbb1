"""All holders of one post in a row: what passed each time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from analytics.claims import AFFIRMS, Claim
from analytics.succession.alters import Fate
from analytics.succession.answer import answer
from analytics.succession.changeover import beginnings, endings, find_case
from analytics.succession.evidence import read_deaths, read_evidence, read_holdings
from analytics.succession.measures import DISTANCE, REACH
from analytics.succession.request import Mode, Request
from graphdb.connection import Graph
from graphdb.errors import InputRefusedError

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
    held = [c for c in holdings if c.end == position and c.stance == AFFIRMS]
    if not held:
        raise InputRefusedError(f"no claim names a holder of {position}")
    holders = _in_order(held)
    links = [_bare(holders[0], held)]
    for earlier, later in pairwise(holders):
        request = Request(
            earlier, later, (position,), mode=mode, known_by=known_by, datasets=datasets, plan=None
        )
        links.append(_link(graph, request, holdings, held))
    return Chain(position, held[0].end_name, mode, tuple(links))


def _in_order(held: list[Claim]) -> list[str]:
    first: dict[str, date] = {}
    for person in {claim.start for claim in held}:
        own = [claim for claim in held if claim.start == person]
        known = [span[0] for span in (*beginnings(own), *endings(own))]
        first[person] = min(known, default=min(claim.reported_on for claim in own))
    return sorted(first, key=lambda person: (first[person], person))


def _bare(person: str, held: list[Claim], note: str = "") -> Link:
    own = [claim for claim in held if claim.start == person]
    return Link(
        id=person,
        name=own[0].start_name,
        since=_stated(own, "valid_from"),
        until=_stated(own, "valid_to"),
        note=note,
    )


def _stated(claims: list[Claim], name: str) -> str:
    """Give the most precise of the dates as their sources write them."""
    dates = {str(claim.properties[name]) for claim in claims if claim.properties.get(name)}
    return min(dates, key=lambda text: (-len(text.strip("~?%")), text), default="")


def _link(graph: Graph, request: Request, holdings: tuple[Claim, ...], held: list[Claim]) -> Link:
    assert request.successor is not None  # noqa: S101 - a chain has one
    try:
        case = find_case(request, holdings, read_deaths(graph))
    except InputRefusedError as error:
        return _bare(request.successor, held, str(error))
    found = answer(
        case, read_evidence(graph, case.before, case.known_by, request.datasets), request
    )
    bare = _bare(request.successor, held)
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
