"""How the likelihood of a statement is explained in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from proxygraph.cli.everyday import wrapped

if TYPE_CHECKING:
    from analytics.questions.statements import Sighting, Statement, Statements

_BARS = " ▁▂▃▄▅▆▇█"
_COLUMNS = 60
_SHOWN = 12
"""So many sightings are printed, the nearest to the day; the JSON document has them all."""


def statement_words(found: Statements) -> Iterator[str]:
    """Write for each statement what its likelihood rests on."""
    for place, one in enumerate(found.statements):
        if place:
            yield ""
        yield from _statement(one, found)


def _statement(one: Statement, found: Statements) -> Iterator[str]:
    from analytics.claims.likelihood_words import likelihood_words, percent

    if not one.truth:
        yield wrapped(f"{one.text} on {found.asked.day}: affirmed by nobody for that day")
        yield from _sightings(one)
        return
    yield wrapped(
        f"{one.text} on {found.asked.day}: {likelihood_words(one.likelihood)}, "
        f"{one.evidence.confidence} confidence"
    )
    yield wrapped(
        f"That a claim which affirms it is true: {percent(one.truth)}; that, if all are, it still "
        f"or already holds: {percent(one.lasts)}.",
        "  ",
    )
    if one.denied:
        denied = f"That one which denies it is true: {percent(one.denied)}"
        yield wrapped(f"{denied}; an affirmation and a denial cannot both be.", "  ")
    if one.shares:
        told = ", ".join(f"{percent(share)} after {years}" for years, share in one.shares)
        yield wrapped(f"How such statements last (the curve of {one.curve}): {told} years.", "  ")
    else:
        yield "  Such statements do not age."
    yield wrapped(f"With one more sighting on that day, graded B2: {percent(one.one_more)}.", "  ")
    yield from _line_of_time(one)
    yield from _sightings(one)


def _line_of_time(one: Statement) -> Iterator[str]:
    """Draw the likelihood over time as a row of bars, years below it."""
    first, last = one.over_time[0][0], one.over_time[-1][0]
    width = max(1, (last - first).days)
    heights = [0.0] * _COLUMNS
    for day, chance in one.over_time:
        column = min(_COLUMNS - 1, (day - first).days * _COLUMNS // width)
        heights[column] = max(heights[column], chance)
    yield "  " + "".join(_BARS[round(chance * (len(_BARS) - 1))] for chance in heights)
    yield f"  {first.year}{str(last.year).rjust(_COLUMNS - len(str(first.year)))}"


def _sightings(one: Statement) -> Iterator[str]:
    nearest = sorted(one.sightings, key=lambda sight: sight.days_off)[:_SHOWN]
    for sight in (sight for sight in one.sightings if sight in nearest):
        yield wrapped(_sighting(sight), "  - ", "    ")
    hidden = len(one.sightings) - len(nearest)
    if hidden:
        yield f"  … and {hidden} further from that day: --json has them."


def _sighting(sight: Sighting) -> str:
    seen = str(sight.first) if sight.first == sight.last else f"{sight.first} to {sight.last}"
    ends = sight.ends if sight.ends != ".." else ""
    told = [
        f"seen {seen}",
        f"begins {sight.starts}" if sight.starts else "",
        f"ends {ends}" if ends else "",
        _distance(sight.days_off),
        sight.grade,
        sight.speaker,
    ]
    denial = "" if sight.stance == "affirms" else f" ({sight.stance} it)"
    return "; ".join(filter(None, told)) + denial


def _distance(days: int) -> str:
    if not days:
        return "covers the day"
    return f"{days / 365.25:.1f} years off" if days > 365 else f"{days} days off"
