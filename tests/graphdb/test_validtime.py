from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphdb.validtime import ALWAYS, NEVER, Span, claim_bounds, parse_date, shifted

REPORTED = date(2020, 1, 9)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("0001-01", date(1, 1, 1), date(1, 1, 31)),
        ("2020-01-03", date(2020, 1, 3), date(2020, 1, 3)),
        ("1998~", date(1998, 1, 1), date(1998, 12, 31)),
        ("2014-06?", date(2014, 6, 1), date(2014, 6, 30)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
    ],
)
def test_a_date_is_a_span_of_its_precision(text: str, earliest: date, latest: date) -> None:
    assert parse_date(text) == Span(earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-30",
        "2020-13",
        "0000",
        "yesterday",
        "2020-1-3",
        "2011/2014",
        "[2020,2021]",
        "..",
        "03.01.2020",
        "",
        "2020-01-03T10:00",
    ],
)
def test_what_is_not_a_single_date_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|calendar|more than one date"):
        parse_date(text)


def test_a_stated_start_and_end_hold_as_far_as_their_precision() -> None:
    bounds = claim_bounds("1998", "2020-01-03", None, None, REPORTED)
    assert bounds.possible_from == date(1998, 1, 1)
    assert bounds.certain_from == date(1998, 12, 31)
    assert bounds.possible_until == bounds.certain_until == date(2020, 1, 3)


def test_observations_are_certain_and_end_nothing() -> None:
    bounds = claim_bounds(None, None, "2012", "2015", REPORTED)
    assert (bounds.possible_from, bounds.possible_until) == (ALWAYS, NEVER)
    # Seen on some day of 2012 and on some day of 2015: sure from 2012's last to 2015's first day.
    assert bounds.certain_from == date(2012, 12, 31)
    assert bounds.certain_until == date(2015, 1, 2)


def test_a_bare_statement_is_certain_on_the_day_it_was_made() -> None:
    bounds = claim_bounds(None, None, None, None, REPORTED)
    assert (bounds.certain_from, bounds.certain_until) == (REPORTED, date(2020, 1, 10))
    assert (bounds.possible_from, bounds.possible_until) == (ALWAYS, NEVER)


def test_ongoing_is_certain_up_to_the_report_and_unknown_is_not() -> None:
    ongoing = claim_bounds("2011", "..", None, None, REPORTED)
    unknown = claim_bounds("2011", None, None, None, REPORTED)
    assert ongoing.certain_until == date(2020, 1, 10)
    assert unknown.certain_until == date(2012, 1, 1)
    assert ongoing.possible_until == unknown.possible_until == NEVER


def test_no_day_is_certain_between_two_dates_of_one_year() -> None:
    # Some day of 2015 to some day of 2015: each date keeps what it can mean.
    bounds = claim_bounds("2015", "2015", None, None, REPORTED)
    assert (bounds.possible_from, bounds.certain_from) == (date(2015, 1, 1), date(2015, 12, 31))
    assert (bounds.certain_until, bounds.possible_until) == (date(2015, 1, 1), date(2015, 12, 31))


def test_what_had_ended_when_it_was_said_held_on_its_last_day_and_not_on_that_of_the_report() -> (
    None
):
    bounds = claim_bounds(None, "2001-05-05", None, None, REPORTED)
    assert (bounds.certain_from, bounds.certain_until) == (date(2001, 5, 4), date(2001, 5, 5))
    assert (bounds.possible_from, bounds.possible_until) == (ALWAYS, date(2001, 5, 5))
    rough = claim_bounds(None, "2001", None, None, REPORTED)
    assert rough.certain_until == date(2001, 1, 1)
    assert rough.certain_from == date(2001, 12, 30)


def test_what_is_said_to_end_later_holds_on_the_day_of_the_report() -> None:
    bounds = claim_bounds(None, "2024", None, None, REPORTED)
    assert (bounds.certain_from, bounds.certain_until) == (REPORTED, date(2024, 1, 1))


EDGES = st.one_of(
    st.sampled_from([ALWAYS, date(1, 12, 31), date(9999, 1, 1), NEVER]), st.dates()
).flatmap(lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)]))


@settings(deadline=None)
@given(
    st.none() | EDGES,
    st.none() | st.just("..") | EDGES,
    st.none() | EDGES,
    st.none() | EDGES,
    st.dates(),
)
def test_every_claim_has_bounds_in_order(
    start: str | None, end: str | None, first: str | None, last: str | None, reported: date
) -> None:
    bounds = claim_bounds(start, end, first, last, reported)
    assert bounds.possible_from <= bounds.certain_from
    assert bounds.certain_until <= bounds.possible_until


@settings(deadline=None)
@given(st.dates(), st.integers(-5_000_000, 5_000_000))
def test_a_shifted_day_stays_in_the_calendar(day: date, days: int) -> None:
    moved = shifted(day, days)
    assert ALWAYS <= moved <= NEVER
    if moved not in (ALWAYS, NEVER):
        assert (moved - day).days == days
