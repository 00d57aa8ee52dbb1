"""How an umbrella holds together: who joined, left, split off, fronts, moves, joint statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from analytics.claims.cited import Reading, Said, read
from analytics.claims.reading import AFFIRMS
from analytics.questions.lines import Line, Lines
from analytics.questions.making import grouped, make_line, plain_line, same_thing
from analytics.questions.silence import silence
from analytics.scope import AsOf, Period
from graphdb.connection import Graph
from graphdb.validtime import ONGOING, Span, parse_date

JOINED, EXITS, SPLINTERS, FACADES, MERGERS, MOVED, STATEMENTS = (
    "Joined",
    "Exits",
    "Splinters",
    "Facades",
    "Mergers",
    "Members moved to another chain",
    "Joint statements",
)
SECTIONS = (EXITS, SPLINTERS, MOVED, FACADES, MERGERS, JOINED, STATEMENTS)
"""Headings in the order in which they are shown; first what loosens the umbrella."""


@dataclass(frozen=True)
class Cohesion(Lines):
    """The lines by heading, and how many there are of each, none included.

    ``members`` counts the organizations that ever belonged to the umbrella; ``undated`` the
    lineage claims left out because no source dates them.
    """

    period: Period = field(default_factory=Period)
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)
    members: int = 0
    undated: int = 0

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            **super().document(),
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "members_ever": self.members,
            "undated": self.undated,
            "counts": dict(self.counts),
        }


def cohesion(graph: Graph, umbrella: str, period: Period, asked: AsOf) -> Cohesion:
    """Count and list what bound or loosened an umbrella between two days.

    Parameters
    ----------
    umbrella
        Id of an organization with members.
    period
        The days, both included; a date that may fall between them counts.
    asked
        The limits; its day is not used.

    Notes
    -----
    Exit: a stated end of belonging (``MEMBER_OF``, ``SUBORDINATE_TO``) to the umbrella. Splinter,
    facade, merger: a claim of that type at the umbrella or a member, with a stated or observed
    date. Moved: a member's new subordination, outside the umbrella and its members, in the command
    or administrative chain. Joint statement: a statement or agreement that two of the umbrella
    and its members made together. These are counts, and no score is made of them.

    Examples
    --------
    >>> answer = cohesion(graph, "organization/popular-mobilization-forces",
    ...                   Period(date(2014, 6, 1), date(2021, 6, 30)), AsOf())  # doctest: +SKIP
    >>> answer.counts["Exits"]  # doctest: +SKIP
    """
    limits = replace(asked, at=None)
    return graph.consistent(lambda opened: _cohesion(opened, umbrella, period, limits))


def _cohesion(graph: Graph, umbrella: str, period: Period, asked: AsOf) -> Cohesion:
    found = read(graph, "analytics/everyday/cohesion", asked, umbrella=umbrella)
    facts = graph.read("analytics/everyday/actor", id=umbrella)[0]
    members = {
        one.claim.start
        for one in found.said
        if one.part == "belongs" and one.claim.end == umbrella and one.claim.stance == AFFIRMS
    }
    inside = frozenset({*members, umbrella})
    lines = tuple(_lines(found, umbrella, inside, period))
    counts = {name: sum(line.section == name for line in lines) for name in SECTIONS}
    undated = [one for one in found.said if one.part == "lineage" and not _dates(one)]
    return Cohesion(
        asked=asked,
        subject=umbrella,
        title=f"Cohesion of {facts['name']}, {period.words()}",
        lines=lines,
        remarks=() if found.said else silence(graph, asked, umbrella),
        period=period,
        counts=MappingProxyType(counts),
        members=len(members),
        undated=len(grouped(undated, same_thing)),
    )


def _lines(
    found: Reading, umbrella: str, inside: Collection[str], period: Period
) -> Iterator[Line]:
    tests: dict[str, Callable[[Said], bool]] = {
        EXITS: lambda one: _own(one, umbrella) and _falls(one, "valid_to", period),
        SPLINTERS: lambda one: one.claim.type == "SPLIT_FROM" and _seen(one, period),
        MOVED: lambda one: _moved(one, inside) and _falls(one, "valid_from", period),
        FACADES: lambda one: one.claim.type == "FACADE_FOR" and _seen(one, period),
        MERGERS: lambda one: one.claim.type == "MERGED_INTO" and _seen(one, period),
        JOINED: lambda one: _own(one, umbrella) and _falls(one, "valid_from", period),
    }
    for section, wanted in tests.items():
        fitting = [one for one in found.said if wanted(one)]
        for some in grouped(fitting, same_thing):
            yield plain_line(found, some, section)
    yield from _statements(found, inside, period)


def _own(one: Said, umbrella: str) -> bool:
    return one.part == "belongs" and one.claim.end == umbrella


def _moved(one: Said, inside: Collection[str]) -> bool:
    claim = one.claim
    informal = claim.properties.get("chain") == "informal"
    return claim.type == "SUBORDINATE_TO" and claim.end not in inside and not informal


def _falls(one: Said, key: str, period: Period) -> bool:
    date = one.claim.properties.get(key)
    return bool(date) and date != ONGOING and period.touches(parse_date(str(date)))


def _dates(one: Said) -> list[Span]:
    given = [one.claim.properties.get(key) for key in ("valid_from", "first_seen", "last_seen")]
    return [parse_date(str(date)) for date in given if date]


def _seen(one: Said, period: Period) -> bool:
    """Whether it began in the period, or was first seen in it where no beginning is stated."""
    dates = _dates(one)
    return bool(dates) and period.touches(dates[0])


def _statements(found: Reading, inside: Collection[str], period: Period) -> Iterator[Line]:
    made = [one for one in found.said if one.part == "statement" and one.claim.start in inside]
    for some in grouped(made, lambda one: one.claim.end):
        speakers = sorted({one.claim.start_name for one in some if one.claim.stance == AFFIRMS})
        day = str(some[0].end["starts"])
        if len(speakers) > 1 and period.touches(parse_date(day)):
            claim = some[0].claim
            lead = f"{day} {claim.end_name}, by {', '.join(speakers)}"
            yield make_line(found, some, STATEMENTS, (claim.end, claim.end_name), lead)
