"""What changed in the world between two days, by actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from analytics.claims.cited import Reading, Said, reading
from analytics.claims.phrases import phrase
from analytics.questions.lines import Line, Lines
from analytics.questions.making import grouped, make_line, same_thing
from analytics.questions.silence import silence
from analytics.scope import AsOf, Period
from graphdb.connection import Graph
from graphdb.validtime import parse_date

EVENT = "event"
BEGINS, ENDS = "begins", "ends"
_DATE = {BEGINS: "valid_from", ENDS: "valid_to"}


def changes(graph: Graph, period: Period, asked: AsOf, actor: str | None = None) -> Lines:
    """Tell what began, ended and happened in the world between two days, by actor.

    This is about the world that claims describe; what a load changed in the graph is shown by
    ``proxygraph runs``.

    Parameters
    ----------
    period
        The days, both included. A date that may fall between them counts; where it need not,
        the line says so.
    asked
        The limits; its day is not used.
    actor
        Id of one actor whose changes are wanted; all by default.

    Examples
    --------
    >>> january = Period(date(2020, 1, 1), date(2020, 1, 31))  # doctest: +SKIP
    >>> changes(graph, january, AsOf()).sections().keys()  # doctest: +SKIP
    """
    return graph.consistent(lambda opened: _changes(opened, period, asked, actor))


def _changes(graph: Graph, period: Period, asked: AsOf, actor: str | None) -> Lines:
    limits = replace(asked, at=None)
    rows = graph.read(
        "analytics/everyday/changes",
        first=period.first,
        last=period.last,
        known_by=asked.known_by,
        datasets=list(asked.datasets),
    )
    found = _within(reading(graph, limits, rows), period)
    by_actor: dict[tuple[str, str], list[tuple[str, Line]]] = defaultdict(list)
    for some in grouped(found.said, _key):
        for whose in _whose(some[0]):
            if actor in (None, whose[1]):
                by_actor[whose].append(_line(found, some, whose, period))
    lines = tuple(_in_order(by_actor))
    nothing = ("No stated change falls into it.",)
    return Lines(
        asked=limits,
        subject=actor or "",
        title=f"What changed, {period.words()}",
        lines=lines,
        remarks=() if lines else (*nothing, *silence(graph, limits, actor)),
    )


def _within(found: Reading, period: Period) -> Reading:
    """Keep what may fall into the period; the statement compares years of events only."""
    kept = tuple(one for one in found.said if period.touches(parse_date(_day(one))))
    return replace(found, said=kept, dated=False)


def _day(one: Said) -> str:
    """Date of the change, as it is written."""
    if one.part == EVENT:
        return str(one.start.get("starts") or one.end.get("starts"))
    return str(one.claim.properties[_DATE[one.part]])


def _key(one: Said) -> tuple[str, ...]:
    return (*same_thing(one), one.part, _day(one))


def _whose(one: Said) -> Iterator[tuple[str, str]]:
    """Give the actors that a change is told under: both ends, and whom a post belongs to."""
    claim = one.claim
    ends = (
        (claim.start_name, claim.start, claim.start_label),
        (claim.end_name, claim.end, claim.end_label),
    )
    for name, key, label in ends:
        if label in ("Person", "Organization", "State"):
            yield name, key
    owners = one.end.get("belongs_to")
    if isinstance(owners, list):
        yield from ((owner["name"], owner["id"]) for owner in owners)


def _line(
    found: Reading, some: Sequence[Said], whose: tuple[str, str], period: Period
) -> tuple[str, Line]:
    first = some[0]
    claim, day = first.claim, _day(first)
    backwards = claim.end == whose[1]
    other = (claim.start, claim.start_name) if backwards else (claim.end, claim.end_name)
    word = "" if first.part == EVENT else f"{first.part}: "
    unsure = "" if period.holds(parse_date(day)) else " (or outside these days)"
    said = f"{phrase(claim, backwards=backwards)} {_name(first, other[1])}"
    if whose[1] not in (claim.start, claim.end):
        said = f"{claim.start_name} {said}"
    lead = f"{day}{unsure} {word}{said}"
    return day, make_line(found, some, whose[0], other, lead)


def _name(one: Said, name: str) -> str:
    low, high = one.end.get("low"), one.end.get("high")
    if low is None or high is None:
        return name
    return f"{low:,} fighters" if low == high else f"{low:,} to {high:,} fighters"


def _in_order(by_actor: dict[tuple[str, str], list[tuple[str, Line]]]) -> Iterator[Line]:
    for whose in sorted(by_actor):
        yield from (line for _, line in sorted(by_actor[whose], key=_when))


def _when(dated: tuple[str, Line]) -> tuple[date, str]:
    return parse_date(dated[0]).earliest, dated[1].text
