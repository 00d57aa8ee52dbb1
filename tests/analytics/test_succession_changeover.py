"""Which post passed, and when, as found in the claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.claims.reading import Claim
from analytics.succession.changeover import find_case
from analytics.succession.request import Case, Request
from graphdb.errors import InputRefusedError
from graphdb.validtime import parse_date
from tests.analytics.succession_world import holds

ASKED = Request("p/P", "p/S", plan=None)


def found(*claims: Claim, asked: Request = ASKED, **given: Any) -> Case:
    days = {"p/P": parse_date(given["died"])} if "died" in given else {}
    return find_case(asked, claims, days)


def test_the_most_precise_date_is_the_day() -> None:
    # One source says "January 2020", another the third; a vague beginning adds nothing.
    case = found(
        holds("p/P", "r/R1", "1998", "2020-01", key="vague"),
        holds("p/P", "r/R1", "1997", "2020-01-03", key="exact"),
        holds("p/S", "r/R1", "2020"),
    )
    assert (case.day, case.positions) == (date(2020, 1, 3), ("r/R1",))
    # The appointment can have been on any day that either source means.
    assert case.appointed == (date(1997, 1, 1), date(1998, 12, 31))
    assert case.known_by == date(2020, 1, 3)


def test_the_successors_beginning_will_do() -> None:
    case = found(holds("p/P", "r/R1"), holds("p/S", "r/R1", "2020-02-01"))
    assert (case.day, case.begins) == (date(2020, 2, 1), date(2020, 2, 1))


def test_a_gap_lies_between_day_and_beginning() -> None:
    case = found(holds("p/P", "r/R1", end="2020-01-03"), holds("p/S", "r/R1", "2020-02-01"))
    assert (case.day, case.begins) == (date(2020, 1, 3), date(2020, 2, 1))


def test_a_post_that_passed_years_later_did_not_pass() -> None:
    # Somebody else was in R2 between 2012 and 2020; R1 passed at once.
    case = found(
        holds("p/P", "r/R1", "2010", "2020-01-03"),
        holds("p/P", "r/R2", "2010-01-01", "2012-01-01"),
        holds("p/S", "r/R1", "2020-01-03"),
        holds("p/S", "r/R2", "2018-01-01"),
    )
    assert case.positions == ("r/R1",)


def test_posts_that_passed_on_one_day_pass_together() -> None:
    claims = [
        holds(who, post, start, end)
        for post in ("r/R1", "r/R2")
        for who, start, end in (("p/P", "2010", "2020-01-03"), ("p/S", "2020-01-03", ""))
    ]
    assert found(*claims).positions == ("r/R1", "r/R2")


def test_posts_that_passed_on_two_days_have_to_be_named() -> None:
    claims = [
        holds("p/P", "r/R1", "2010", "2020-01-03"),
        holds("p/S", "r/R1", "2020-01-03"),
        holds("p/P", "r/R2", "2010", "2020-03-01"),
        holds("p/S", "r/R2", "2020-03-01"),
    ]
    with pytest.raises(InputRefusedError, match=r"several posts passed: r/R1, r/R2"):
        found(*claims)
    assert found(*claims, asked=replace(ASKED, positions=("r/R2",))).day == date(2020, 3, 1)


def test_no_post_in_common() -> None:
    with pytest.raises(InputRefusedError, match="name it with --position"):
        found(holds("p/P", "r/R1", end="2020-01-03"), holds("p/S", "r/R2", "2020-01-03"))


def test_a_post_without_dates_needs_the_day() -> None:
    asked = replace(ASKED, positions=("r/R1",))
    with pytest.raises(InputRefusedError, match="give the first day without them with --at"):
        found(asked=asked)
    case = found(asked=replace(asked, at=date(2020, 1, 3)))
    assert case.day == date(2020, 1, 3)


def test_whoever_died_by_the_day_is_not_alive() -> None:
    claims = [holds("p/P", "r/R1", end="2020-01-03"), holds("p/S", "r/R1", "2020-01-03")]
    assert not found(*claims, died="2020-01-03").alive
    assert found(*claims, died="2024-04-01").alive
    assert found(*claims).alive
    assert not found(*claims, asked=replace(ASKED, alive=False)).alive


def test_the_observed_mode_looks_for_a_year() -> None:
    claims = [holds("p/P", "r/R1", end="2020-01-03"), holds("p/S", "r/R1", "2020-01-03")]
    case = found(*claims, asked=replace(ASKED, mode="observed"))
    assert case.known_by == date(2021, 1, 2)
    assert case.window_end == date(2021, 1, 2)


def test_the_two_are_not_removed_besides() -> None:
    with pytest.raises(InputRefusedError, match="p/S is named as one of the two"):
        Request("p/P", "p/S", removed=("p/S",))
