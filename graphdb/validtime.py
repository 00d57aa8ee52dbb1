"""Valid time: dates of the precision their source gives, and when a claim holds.

Dates are written in EDTF (ISO 8601-2): ``2020``, ``2020-01``, ``2020-01-03``, and ``1998~`` for
an approximate one. A date of less than day precision stands for some day between its first and
its last. Intervals are half-open: a claim holds on day D from ``valid_from`` and while D is
before ``valid_to``.
"""

from __future__ import annotations

import re
import unicodedata
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

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_YEAR = re.compile(r"-?[0-9]+")
_ISLAMIC_YEARS = range(1250, 1500)
"""Years of today in the Solar Hijri and the Islamic calendar, and those of the Middle Ages."""


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
    if not text.isascii():
        raise ValueError(_other_script(text))
    plain = _PLAIN.match(text)
    if plain:
        return _plain_span(*(int(part) if part else None for part in plain.groups()))
    try:
        parsed = edtf.parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        span = Span(date(*lower[:3]), date(*upper[:3]))
    except (EDTFParseException, ValueError, TypeError, AttributeError) as error:
        raise ValueError("is not a date; write it as 2020, 2020-01, 2020-01-03 or 1998~") from error
    if "/" in text or text[:1] in "[{":
        raise ValueError("is more than one date; give a single one")
    return span


def stated_date(text: str) -> Span:
    """Read a date as a publisher or an analyst states it: one of our calendar, and of our time.

    A year between 1250 and 1499 is taken for one of the Solar Hijri or the Islamic calendar, in
    which sources of the region are dated, and refused; a date of the Middle Ages can't be stated.

    Raises
    ------
    ValueError
        As of :func:`parse_date`; or the year looks like one of another calendar.

    Examples
    --------
    >>> stated_date("2020-01-03").earliest.isoformat()
    '2020-01-03'
    >>> try:
    ...     stated_date("1398-10-13")
    ... except ValueError as error:
    ...     print(str(error).split(",")[0])
    looks like a date of another calendar: 1398 is 2019 or 2020 if it is Solar Hijri
    """
    span = parse_date(text)
    if span.earliest.year in _ISLAMIC_YEARS:
        raise ValueError(_other_calendar(span.earliest.year))
    return span


def _other_script(text: str) -> str:
    """Say what is wrong with a date in digits or signs that are not ASCII."""
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
    rule = "is not written in the digits 0 to 9"
    if plain == text:
        return "contains characters that no date has; write it as 2020-01-03"
    year = _YEAR.match(plain)
    if year and int(year[0]) in _ISLAMIC_YEARS:
        return f"{rule}, and {_other_calendar(int(year[0]))}"
    return f"{rule}; write the Gregorian date as 2020-01-03"


def _other_calendar(year: int) -> str:
    """Say which Gregorian years a year of the calendars of the region is."""
    lunar = 622 + (year - 1) * 354.367 / 365.2425 + 0.54
    return (
        f"looks like a date of another calendar: {year} is {year + 621} or {year + 622} if it is "
        f"Solar Hijri, {int(lunar)} or {int(lunar) + 1} if it is Islamic (lunar); "
        "write the Gregorian date"
    )


def in_order(text: str | None) -> tuple[date, date]:
    """Give what a written date is sorted by: its first day, then its last; undated comes first.

    Examples
    --------
    >>> sorted(["2020-03", "~2020-02", "%2020-02-10", "202X"], key=in_order)
    ['202X', '~2020-02', '%2020-02-10', '2020-03']
    """
    if not text:
        return ALWAYS, ALWAYS
    span = parse_date(text)
    return span.earliest, span.latest


def is_out_by(published: str | None, day: date | None) -> bool:
    """Whether something dated so was out by the end of a day: by the last day it can mean.

    What is undated is never ruled out, nor is anything where no day is given.

    Examples
    --------
    >>> is_out_by("2020", date(2020, 3, 1)), is_out_by("2020", date(2020, 12, 31))
    (False, True)
    """
    return day is None or not published or parse_date(published).latest <= day


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
        raise ValueError(f"is not a calendar date: {error}") from error


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
