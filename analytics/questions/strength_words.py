"""What explains the difference between a sum from below and a figure given for the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from analytics.claims.fighters import DEPLOYED, UMBRELLA
from analytics.claims.nesting import Parts, descendants
from analytics.questions.strength_result import ClaimedStrength, GroupStrength, StrengthAnswer

ON_PAPER = frozenset({"paper", "payroll"})
"""Counts of names on a list, not of people under arms."""


def explain(answer: StrengthAnswer, parts: Parts) -> tuple[str, ...]:
    """Say in sentences what the sum rests on, and what a figure for the whole may count beside it.

    Parameters
    ----------
    answer
        The answer without words.
    parts
        Members, wings, units and fronts by organization.
    """
    return tuple(_sentences(answer, parts))


def _sentences(answer: StrengthAnswer, parts: Parts) -> Iterator[str]:
    sum_of_all = interval(answer.low, answer.high)
    yield f"{len(answer.rows)} groups with an estimate add up to {sum_of_all} fighters."
    yield from (_beside(claimed, answer) for claimed in answer.claimed)
    yield from _paper(answer.rows)
    yield from _missing_in_umbrellas(answer, parts)
    if (answer.umbrella_low, answer.umbrella_high) != (answer.low, answer.high):
        by_umbrella = interval(answer.umbrella_low, answer.umbrella_high)
        yield f"With umbrellas counted by their own figures the sum is {by_umbrella}."
    yield from _through_umbrellas(answer.rows)
    yield from _without_estimate(answer.left_out)


def interval(low: int, high: int) -> str:
    """Write an interval of fighters.

    Examples
    --------
    >>> interval(800, 5000), interval(200000, 200000)
    ('800 to 5,000', '200,000')
    """
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _beside(claimed: ClaimedStrength, answer: StrengthAnswer) -> str:
    figure = f"The {interval(claimed.low, claimed.high)} of {claimed.speaker} ({claimed.seen})"
    if claimed.places != (answer.area,):
        return f"{figure} are for other places: {', '.join(claimed.places)}."
    if claimed.high < answer.low:
        return f"{figure} are below it by {answer.low - claimed.high:,}."
    if claimed.low > answer.high:
        return f"{figure} are above it by {claimed.low - answer.high:,}."
    inside = answer.low <= claimed.low and claimed.high <= answer.high
    return f"{figure} are {'within it' if inside else 'partly within it'}."


def _paper(rows: Iterable[GroupStrength]) -> Iterator[str]:
    paper = [row for row in rows if set(row.counts) & ON_PAPER]
    if paper:
        figure = interval(*_sum(paper))
        named = _names(paper)
        yield f"{figure} of them are on paper or on a payroll, in whole or in part: {named}."
    deployed = [row for row in rows if DEPLOYED in row.counts]
    if deployed:
        yield f"Only those deployed are known of {_names(deployed)}."


def _missing_in_umbrellas(answer: StrengthAnswer, parts: Parts) -> Iterator[str]:
    for umbrella in answer.left_out:
        if umbrella.kind != UMBRELLA or umbrella.low is None or umbrella.high is None:
            continue
        below = descendants(umbrella.id, parts)
        members = [row for row in answer.rows if row.id in below]
        if not members:
            continue
        own, known = interval(umbrella.low, umbrella.high), interval(*_sum(members))
        yield (
            f"{umbrella.name} has {own} by its own figure; its members with an estimate have "
            f"{known}: the rest stands in units for which no source gives a number, or on paper."
        )


def _through_umbrellas(rows: Iterable[GroupStrength]) -> Iterator[str]:
    indirect = [row for row in rows if row.through]
    if indirect:
        figure = interval(*_sum(indirect))
        yield (
            f"{figure} count only because the umbrella above them is sponsored, which does not "
            f"show that they are: {_names(indirect)}."
        )


def _without_estimate(left_out: Iterable[GroupStrength]) -> Iterator[str]:
    silent = [row for row in left_out if row.left_out == "no estimate"]
    if silent:
        yield f"No estimate was found for {len(silent)} more: {_names(silent)}."


def _sum(rows: Collection[GroupStrength]) -> tuple[int, int]:
    return sum(row.low or 0 for row in rows), sum(row.high or 0 for row in rows)


def _names(rows: Iterable[GroupStrength]) -> str:
    return ", ".join(row.name for row in rows)
