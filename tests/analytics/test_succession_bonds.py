"""What binds a tie: the rules of the method's section 2, one by one.

The appointment is 1 January 2010 in every test that does not say otherwise.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analytics.claims.reading import Claim
from analytics.succession.bonds import bonds, previous_ties
from analytics.succession.rates import Part
from tests.analytics.succession_world import holds, said

APPOINTED = (date(2010, 1, 1), date(2010, 1, 1))


def parts(claim: Claim, appointed: tuple[date, date] = APPOINTED) -> set[Part]:
    return {bond.part for bond in bonds(claim, "p/P", appointed, {})}


def tie(**given: Any) -> Claim:
    return said("TIED_TO", "p/P", "u/x", **given)


@pytest.mark.parametrize(
    ("begins", "part"),
    [
        ("2009-12-31", Part.PERSONAL),  # a day before the appointment: older
        ("2010-01-01", Part.OFFICE),  # the day itself
        ("2010-06-30", Part.OFFICE),  # 1 January + 180 days
        ("2010-07-01", Part.UNDETERMINED),  # the 181st day
    ],
)
def test_a_tie_that_began_within_180_days_is_of_the_office(begins: str, part: Part) -> None:
    assert parts(tie(valid_from=begins)) == {part}


def test_dates_too_coarse_leave_it_open() -> None:
    # 2010 can mean 1 January (within 180 days) or 31 December (later than that).
    assert parts(tie(valid_from="2010")) == {Part.UNDETERMINED}
    # An appointment "in 2010" and a tie "in March 2010" may be in either order.
    assert parts(tie(valid_from="2010-03"), (date(2010, 1, 1), date(2010, 12, 31))) == {
        Part.UNDETERMINED
    }


def test_a_tie_first_seen_before_the_appointment_is_older_than_it() -> None:
    assert parts(tie(first_seen="2008")) == {Part.PERSONAL}


def test_a_tie_first_seen_later_may_be_of_any_age() -> None:
    assert parts(tie(first_seen="2014")) == {Part.UNDETERMINED}


@pytest.mark.parametrize("kind", ["kinship", "shared_service"])
def test_kinship_and_shared_service_are_personal(kind: str) -> None:
    assert parts(tie(kind=kind, first_seen="2014")) == {Part.PERSONAL}


def test_patronage_alone_settles_nothing() -> None:
    assert parts(tie(kind="patronage")) == {Part.UNDETERMINED}


def test_a_tie_can_have_both_parts() -> None:
    # Comrades whose tie was taken up again with the appointment.
    assert parts(tie(kind="shared_service", valid_from="2010-02-01")) == {
        Part.OFFICE,
        Part.PERSONAL,
    }


def test_what_a_previous_holder_had_is_of_the_office() -> None:
    claims = [
        holds("p/Q", "r/R1", "2000-01-01", "2010-01-01"),
        said("TIED_TO", "p/Q", "u/x", first_seen="2005"),
        said("TIED_TO", "p/Q", "u/y", first_seen="2012"),
    ]
    earlier = previous_ties(claims, ["r/R1"], "p/P", date(2010, 1, 1))
    # The tie to y was first seen two years after Q had left: it is none of the office.
    assert earlier == {"u/x": ("Q",)}
    found = bonds(tie(first_seen="2014"), "p/P", APPOINTED, earlier)
    assert [(bond.part, bond.reason) for bond in found] == [
        (Part.OFFICE, "a previous holder had it: Q")
    ]


def test_a_later_holder_is_no_previous_one() -> None:
    claims = [
        holds("p/S", "r/R1", "2020-01-03"),
        said("TIED_TO", "p/S", "u/x", first_seen="2005"),
    ]
    assert previous_ties(claims, ["r/R1"], "p/P", date(2010, 1, 1)) == {}


def test_reasons_are_words() -> None:
    reasons = [
        bonds(claim, "p/P", APPOINTED, {})[0].reason
        for claim in (tie(), tie(valid_from="2013"), tie(valid_from="2010"))
    ]
    assert reasons == [
        "no source says when it began",
        "it began later than 180 days after the appointment",
        "the dates are too coarse to tell whether it came with the appointment",
    ]
