"""Valid time: dates of the precision their source gives, and when a claim holds.

Dates are written in EDTF (ISO 8601-2): ``2020``, ``2020-01``, ``2020-01-03``, and ``1998~`` for
an approximate one. A date of less than day precision stands for some day between its first and
its last. Intervals are half-open: a claim holds on day D from ``valid_from`` and while D is
before ``valid_to``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import edtf
from edtf.parser.edtf_exceptions import EDTFParseException

ALWAYS = date(1, 1, 1)
"""Stands for a start that nobody states."""

NEVER = date(9999, 12, 31)
"""Stands for an end that nobody states."""

ONGOING = ".."
"""A ``valid_to`` that says: still so when it was published."""

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True)
class Span:
    """The first and the last day that a date of any precision can mean."""

    earliest: date
    latest: date


@dataclass(frozen=True)
class Bounds:
    """When a claim may hold (``possible``) and when it surely does (``certain``); half-open.

    ``possible_from`` and ``certain_from`` are the first and the last day that its start can mean,
    ``certain_until`` and ``possible_until`` those of its end. Where ``certain_until`` is not after
    ``certain_from``, no day is certain.
    """

    possible_from: date
    possible_until: date
    certain_from: date
    certain_until: date


@lru_cache(maxsize=65536)
def parse_date(text: str) -> Span:
    """Read one EDTF date as the span of days that it can mean.

    Raises
    ------
    ValueError
        Not a date, a date that the calendar lacks, or an interval or set of dates.

    Examples
    --------
    >>> parse_date("2020-02").latest
    datetime.date(2020, 2, 29)
    >>> parse_date("1998~").earliest
    datetime.date(1998, 1, 1)
    """
    plain = _PLAIN.match(text)
    if plain:
        return _plain_span(*(int(part) if part else None for part in plain.groups()))
    try:
        parsed = edtf.parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        span = Span(date(*lower[:3]), date(*upper[:3]))
    except (EDTFParseException, ValueError, TypeError, AttributeError) as error:
        raise ValueError("is no date such as 2020, 2020-01, 2020-01-03 or 1998~") from error
    if "/" in text or text[:1] in "[{":
        raise ValueError("is several dates where one is wanted")
    return span


def _plain_span(year: int | None, month: int | None, day: int | None) -> Span:
    assert year is not None  # noqa: S101 - the pattern always has a year
    try:
        if day is not None and month is not None:
            exact = date(year, month, day)
            return Span(exact, exact)
        if month is not None:
            first = date(year, month, 1)
            return Span(first, first.replace(day=monthrange(year, month)[1]))
        return Span(date(year, 1, 1), date(year, 12, 31))
    except ValueError as error:
        raise ValueError(f"is not in the calendar: {error}") from error


def shifted(day: date, days: int) -> date:
    """Go some days on (or back); at the ends of the calendar it is the last (or first) day there.

    Examples
    --------
    >>> shifted(date(2020, 1, 1), -1).isoformat(), shifted(date(1, 1, 1), -1).isoformat()
    ('2019-12-31', '0001-01-01')
    >>> shifted(date(9999, 12, 31), 365).isoformat()
    '9999-12-31'
    """
    return date.fromordinal(min(max(day.toordinal() + days, _FIRST_DAY), _LAST_DAY))


def calendar_years(first: int, last: int) -> range:
    """List the years from one to another that the calendar has.

    >>> list(calendar_years(-1, 2)), list(calendar_years(9998, 10001))
    ([1, 2], [9998, 9999])
    """
    return range(max(first, ALWAYS.year), min(last, NEVER.year) + 1)


_FIRST_DAY, _LAST_DAY = ALWAYS.toordinal(), NEVER.toordinal()


@lru_cache(maxsize=65536)
def claim_bounds(
    valid_from: str | None,
    valid_to: str | None,
    first_seen: str | None,
    last_seen: str | None,
    reported_on: date,
) -> Bounds:
    """Work out when a claim possibly and when it certainly holds.

    A stated start or end counts as far as its precision goes. Where none is stated, what was
    observed is certain (from ``first_seen`` to ``last_seen``, else on the day of the report) and
    everything before or after it is possible, since the end of coverage ends nothing. What had
    ended by the day of the report was so before its end, not on that day. A ``valid_to`` of ``..``
    makes the claim certain up to the day of the report.

    Examples
    --------
    >>> bounds = claim_bounds("1998", "2020-01-03", None, None, date(2020, 1, 9))
    >>> bounds.possible_from.isoformat(), bounds.certain_from.isoformat()
    ('1998-01-01', '1998-12-31')
    >>> bounds.certain_until.isoformat()
    '2020-01-03'
    """
    seen_first = parse_date(first_seen).latest if first_seen else None
    seen_last = parse_date(last_seen).earliest if last_seen else None
    start = parse_date(valid_from) if valid_from else None
    certain_from = start.latest if start else (seen_first or seen_last or reported_on)
    if valid_to and valid_to != ONGOING:
        end = parse_date(valid_to)
        possible_until, certain_until = end.latest, end.earliest
        if not (start or seen_first or seen_last):
            certain_from = min(reported_on, shifted(end.latest, -1))
    else:
        seen = max(filter(None, (seen_last, seen_first)), default=None)
        if valid_to == ONGOING or (seen is None and start is None):
            seen = max(filter(None, (seen, reported_on)))
        possible_until = NEVER
        certain_until = shifted(seen or certain_from, 1)
    return Bounds(
        possible_from=start.earliest if start else ALWAYS,
        possible_until=possible_until,
        certain_from=certain_from,
        certain_until=certain_until,
    )
