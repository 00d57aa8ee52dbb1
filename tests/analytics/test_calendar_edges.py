"""The first and the last day of the calendar, and intervals on no day of which a claim is sure."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.succession.answer import answer
from analytics.succession.backtest import known_cases
from analytics.succession.changeover import endings, find_case
from analytics.succession.request import Request
from graphdb.validtime import ALWAYS, NEVER, calendar_years
from tests.analytics.succession_world import case, evidence, holds, request, said, toy_claims


@pytest.mark.parametrize("day", [ALWAYS, date(1, 1, 2), date(9999, 12, 30), NEVER])
def test_a_succession_is_answered_on_every_day_of_the_calendar(day: date) -> None:
    found = answer(
        case(day=day, begins=day, appointed=(day, day)), evidence(toy_claims()), request()
    )
    assert found.case.before <= day <= found.case.window_end


@pytest.mark.parametrize("written", ["0001-01-01", "0001", "9999-12-31", "9999"])
def test_dates_at_the_ends_of_the_calendar_are_dates(written: str) -> None:
    claims = [
        holds("p/P", "r/R1", "2010-01-01", written if written[0] == "9" else "2020-01-03"),
        holds("p/S", "r/R1", written if written[0] == "0" else "2020-01-03"),
        said("TIED_TO", "p/P", "u/A", first_seen=written, last_seen=written),
        said("FOUNDED", "p/P", "u/A", valid_from=written),
    ]
    evidence(claims)
    known_cases(claims)
    assert claims[2].observation.covered == 1


def test_years_outside_the_calendar_are_left_out() -> None:
    assert list(calendar_years(-5, 1)) == [1]


def test_a_tenure_that_ended_before_it_was_reported_ended_when_it_ended() -> None:
    ended = said("HOLDS", "p/P", "r/R1", valid_to="2001-05-05", reported_on=date(2020, 1, 9))
    assert endings([ended]) == [(date(2001, 5, 5), date(2001, 5, 5))]
    rough = said("HOLDS", "p/P", "r/R1", valid_to="2001", reported_on=date(2020, 1, 9))
    assert endings([rough]) == [(date(2001, 1, 1), date(2001, 12, 31))]


def test_an_imprecise_start_does_not_move_a_precise_end() -> None:
    tenure = said("HOLDS", "p/P", "r/R1", valid_from="2015", valid_to="2015-06-10")
    assert endings([tenure]) == [(date(2015, 6, 10), date(2015, 6, 10))]


def test_the_day_of_a_succession_is_that_of_the_end_not_of_the_report() -> None:
    claims = (
        said("HOLDS", "p/P", "r/R1", valid_to="2001-05-05", reported_on=date(2020, 1, 9)),
        said("HOLDS", "p/S", "r/R1", valid_from="2001", reported_on=date(2020, 1, 9)),
    )
    found = find_case(Request("p/P", "p/S"), claims, {})
    assert found.day == date(2001, 5, 5)
