"""What a row may not say of one thing at once: numbers and dates in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from graphdb.validtime import ONGOING, parse_date
from loaders.records import Value

Broken = tuple[str, str, str]
"""Field, rule and value."""

_NUMBERS = (("low", "high"), ("killed_low", "killed_high"))
_NODE_DATES = (("starts", "ends"), ("born", "died"), ("published", "opened_on"))


def node_problems(said: Mapping[str, Value]) -> Iterator[Broken]:
    """Find numbers and dates of a node that contradict one another.

    Examples
    --------
    >>> list(node_problems({"born": "1957", "died": "1950"}))
    [('died', 'is before born, 1957', '1950')]
    """
    for low, high in _NUMBERS:
        least, most = said.get(low), said.get(high)
        if isinstance(least, int) and isinstance(most, int) and most < least:
            yield high, f"is less than {low}, {least}", str(most)
    for first, second in _NODE_DATES:
        start, end = _date(said, first), _date(said, second)
        if start and end and _is_before(end, start):
            yield second, f"is before {first}, {start}", end


def claim_problems(said: Mapping[str, Value]) -> Iterator[Broken]:
    """Find dates of a claim that contradict one another, whatever days they stand for.

    A claim holds from ``valid_from`` and before ``valid_to``, so it needs a day between them; what
    was seen was so, and can neither have ended before nor have begun later.

    Examples
    --------
    >>> list(claim_problems({"valid_from": "2020-01-03", "valid_to": "2020-01-03"}))[0][1]
    'is not after valid_from, 2020-01-03: valid_to is the first day on which it holds no longer'
    >>> list(claim_problems({"valid_from": "2020", "valid_to": "2020"}))
    []
    >>> list(claim_problems({"last_seen": "2021", "valid_to": "2020"}))
    [('last_seen', 'is after valid_to, 2020', '2021')]
    """
    start, end = _date(said, "valid_from"), _date(said, "valid_to")
    first, last = _date(said, "first_seen"), _date(said, "last_seen")
    if start and end and _is_before(end, start):
        yield "valid_to", f"ends before it starts (valid_from is {start})", end
    elif start and end and _is_never(start, end):
        rule = f"is not after valid_from, {start}: valid_to is {_HALF_OPEN}"
        yield "valid_to", rule, end
    if first and last and _is_before(last, first):
        yield "last_seen", f"was last seen before it was first seen (first_seen is {first})", last
    for name, seen in (("first_seen", first), ("last_seen", last)):
        if seen and end and _is_before(end, seen):
            yield name, f"is after valid_to, {end}", seen
        if seen and start and _is_before(seen, start):
            yield name, f"is before valid_from, {start}", seen


_HALF_OPEN = "the first day on which it holds no longer"


def _date(said: Mapping[str, Value], name: str) -> str:
    value = said.get(name)
    return "" if value is None or value == ONGOING else str(value)


@lru_cache(maxsize=65536)
def _is_before(text: str, other: str) -> bool:
    return parse_date(text).latest < parse_date(other).earliest


@lru_cache(maxsize=65536)
def _is_never(start: str, end: str) -> bool:
    """Tell whether no day can lie from one date on and before another."""
    return parse_date(end).latest <= parse_date(start).earliest
