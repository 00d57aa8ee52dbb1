"""The picture of one statement in the report: its likelihood over time, and its sightings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.claims.likelihood_words import likelihood_words, percent
from analytics.claims.sponsored import SPONSORS
from analytics.questions.clients import SponsorsAnswer
from analytics.questions.statements import Statement, statements_between
from analytics.scope import AsOf
from graphdb.connection import Graph


@dataclass(frozen=True)
class Mark:
    """One claim below the line: from and to which hundredth of the width, and its stance."""

    begins: float
    ends: float
    stance: str
    words: str


@dataclass(frozen=True)
class StatementPicture:
    """A statement as it is drawn: points of the line in hundredths of width and height."""

    text: str
    words: str
    points: str
    day: float
    first_year: int
    last_year: int
    marks: tuple[Mark, ...]
    one_more: str


def best_attested(graph: Graph, clients: SponsorsAnswer | None, asked: AsOf) -> Statement | None:
    """Explain the support of the client of whom most claims tell; ``None`` without clients."""
    direct = clients.direct() if clients else ()
    if clients is None or not direct:
        return None
    client = max(direct, key=lambda one: (len(one.evidence.witnesses), one.id))
    found = statements_between(graph, clients.sponsor, client.id, asked).statements
    return next((one for one in found if one.type == SPONSORS), None)


def picture_of(found: Statement | None, day: date) -> StatementPicture | None:
    """Lay a statement out for drawing."""
    if found is None:
        return None
    days = [one for one, _ in found.over_time]

    def across(one: date) -> float:
        return round(_share(days, one), 2)

    return StatementPicture(
        text=found.text,
        words=likelihood_words(found.likelihood),
        points=" ".join(f"{across(d)},{round(40 * (1 - p), 2)}" for d, p in found.over_time),
        day=across(day),
        first_year=days[0].year,
        last_year=days[-1].year,
        marks=tuple(
            Mark(
                across(one.first),
                across(one.last),
                one.stance,
                f"{one.first} to {one.last}, {one.grade}, {one.speaker}",
            )
            for one in found.sightings
        ),
        one_more=percent(found.one_more),
    )


def _share(days: Sequence[date], day: date) -> float:
    whole = (days[-1] - days[0]).days or 1
    return min(100.0, max(0.0, 100 * (day - days[0]).days / whole))
