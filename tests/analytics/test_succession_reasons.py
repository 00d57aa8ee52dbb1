"""What is told of a succession is what its sources say: day, capacity, reason, order of holders."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from analytics.claims.reading import Claim
from analytics.succession.answer import answer
from analytics.succession.bonds import bonds
from analytics.succession.chain import _in_order, believed
from analytics.succession.changeover import find_case
from analytics.succession.request import Case, Request
from analytics.succession.words import paragraph
from graphdb.validtime import ALWAYS, parse_date
from tests.analytics.succession_world import case, evidence, holds, request, said, toy, toy_claims

END = "2020-01-03"


def found(*tenures: Claim, successor: str | None = "p/S", died: str = "", **asked: Any) -> Case:
    deaths = {"p/P": parse_date(died)} if died else {}
    return find_case(Request("p/P", successor, ("r/R1",), **asked), tenures, deaths)


def opening(of: Case) -> str:
    return paragraph(answer(of, toy(), request())).partition(". ")[0]


P = holds("p/P", "r/R1", end=END)


@pytest.mark.parametrize(
    ("tenure", "words"),
    [
        (holds("p/S", "r/R1", "2020-01-20"), "S follows P as R1 on 2020-01-20"),
        (holds("p/S", "r/R1", "2019-12-01"), "S follows P as R1, in the post since 2019-12-01"),
        (
            holds("p/S", "r/R1", "2020"),
            "S follows P as R1, beginning between 2020-01-01 and 2020-12-31",
        ),
        (
            said("HOLDS", "p/S", "r/R1", first_seen="2020-02-01"),
            "S follows P as R1; no source says since when",
        ),
        (
            holds("p/S", "r/R1", "2020-01-05", capacity="acting"),
            "S acts as R1 after P on 2020-01-05",
        ),
    ],
)
def test_the_beginning_is_told_as_it_is_stated(tenure: Claim, words: str) -> None:
    assert opening(found(P, tenure, at=date(2020, 1, 3))) == words


def test_whoever_is_on_record_next_is_named_where_no_successor_is_asked_about() -> None:
    later = holds("p/T", "r/R1", "2020-01-13", reported_on=date(2020, 1, 13))
    answered = answer(case(successor=None), evidence([*toy_claims(), later]), request())
    assert paragraph(answered).startswith(
        "The post of R1 is taken as vacant after P; next on record, after 10 days, is T."
    )
    assert not any("nobody is known" in flag for flag in answered.flags)


def test_a_predecessor_without_a_death_on_record_is_not_said_to_live_for_sure() -> None:
    flags = answer(case(alive=True), evidence(toy_claims()), request()).flags
    assert "the predecessor lives on (no death is on record) and keeps personal ties" in flags
    died = evidence(toy_claims(), deaths={"p/P": "2022-05"})
    told = answer(case(alive=True), died, request()).flags
    assert "the predecessor lives on (died in 2022) and keeps personal ties" in told


def test_a_death_ends_a_tenure_for_which_no_end_is_stated() -> None:
    tenure = said("HOLDS", "p/P", "r/R1", valid_from="2010")
    late = holds("p/S", "r/R1", "2020-02-20")
    killed = found(tenure, late, died=END)
    assert (killed.day, killed.begins, killed.alive) == (date(2020, 1, 3), date(2020, 2, 20), False)
    resigned = found(tenure, late, died="2020-06-01")
    assert (resigned.day, resigned.alive) == (date(2020, 2, 20), True)
    nobody = found(tenure, successor=None, died=END)
    assert nobody.day == date(2020, 1, 3)


def test_a_successor_appointed_before_the_end_does_not_end_the_tenure() -> None:
    rough = holds("p/P", "r/R1", end="2020-01")
    early = found(rough, holds("p/S", "r/R1", "2019-12-01"))
    assert early.day == date(2020, 1, 1)
    after_a_gap = found(rough, holds("p/S", "r/R1", "2020-03-01"))
    assert (after_a_gap.day, after_a_gap.begins) == (date(2020, 1, 1), date(2020, 3, 1))
    within = found(rough, holds("p/S", "r/R1", "2020-01-13"))
    assert within.day == date(2020, 1, 13)


def test_the_appointment_is_that_of_the_last_term() -> None:
    first, last = holds("p/P", "r/R1", "1990-01-01", "1995-01-01"), P
    assert found(first, last, holds("p/S", "r/R1", END)).appointed == (
        date(2010, 1, 1),
        date(2010, 1, 1),
    )


def test_an_open_reason_does_not_state_a_date_that_nobody_knows() -> None:
    late = said("DIRECTS", "p/P", "u/E", valid_from="2015")
    (unknown,) = bonds(late, "p/P", (ALWAYS, date(2016, 1, 1)), {})
    assert unknown.reason == "no source says when the predecessor was appointed"
    (rough,) = bonds(late, "p/P", (date(2014, 1, 1), date(2014, 12, 31)), {})
    assert rough.reason == "the dates are too coarse to tell whether it came with the appointment"
    (sure,) = bonds(late, "p/P", (date(2010, 1, 1), date(2010, 1, 1)), {})
    assert sure.reason == "it began later than 180 days after the appointment"


def test_ties_seen_again_are_told() -> None:
    later = said("COMMANDS", "p/S", "u/A", first_seen="2020-02-01", reported_on=date(2020, 2, 1))
    world = evidence(
        [claim for claim in [*toy_claims(), later] if claim.claim_id != "R1A"]
        + [said("TIED_TO", "p/P", "u/A", kind="kinship")],
        deaths={"p/P": END},
    )
    text = paragraph(answer(case(mode="observed"), world, request()))
    assert "Seen again with the successor within the year: A." in text


def test_holders_stand_in_the_order_in_which_they_were_first_seen() -> None:
    seen = said("HOLDS", "p/Old", "r/R1", first_seen="1985", reported_on=date(2021, 1, 1))
    ended = said("HOLDS", "p/Older", "r/R1", valid_to="1980", reported_on=date(2021, 1, 1))
    order = [person for person, _ in _in_order([P, seen, ended])]
    assert order == ["p/Older", "p/Old", "p/P"]


def test_whoever_comes_back_stands_twice() -> None:
    held = [
        holds("p/A", "r/R1", "1990", "1995"),
        holds("p/B", "r/R1", "1995", "2000"),
        holds("p/A", "r/R1", "2000", "2005", key="again"),
        holds("p/C", "r/R1", "2005"),
    ]
    terms = _in_order(held)
    assert [person for person, _ in terms] == ["p/A", "p/B", "p/A", "p/C"]
    pairs = [(one, other) for (one, _), (other, _) in pairwise(terms)]
    assert pairs[-1] == ("p/A", "p/C")


def test_two_reports_of_one_term_are_one_term() -> None:
    held = [holds("p/A", "r/R1", "1990"), holds("p/A", "r/R1", "1992", key="again"), P]
    assert [(person, len(term)) for person, term in _in_order(held)] == [("p/A", 2), ("p/P", 1)]


def test_a_report_of_the_end_alone_is_no_return() -> None:
    ended = said("HOLDS", "p/P", "r/R1", valid_to="2020-01", reported_on=date(2021, 1, 1))
    held = [P, ended, holds("p/S", "r/R1", END)]
    assert [person for person, _ in _in_order(held)] == ["p/P", "p/S"]


def test_whoever_left_in_the_year_in_which_another_came_stands_before() -> None:
    left = said("HOLDS", "p/Omar", "r/R1", valid_to="2015", reported_on=date(2016, 5, 31))
    came = holds("p/Mansour", "r/R1", "2015-07-30", "2016-05-21")
    assert [person for person, _ in _in_order([came, left])] == ["p/Omar", "p/Mansour"]


def test_whoever_left_before_the_year_of_another_is_over_stands_before() -> None:
    left = said("HOLDS", "p/Hussein", "r/R1", valid_to="2004-09-08", reported_on=date(2016, 5, 31))
    came = holds("p/Badreddin", "r/R1", "2004-09", "2006")
    assert [person for person, _ in _in_order([came, left])] == ["p/Hussein", "p/Badreddin"]


def test_a_false_report_gives_no_term_and_no_end() -> None:
    alive = said("HOLDS", "p/S", "r/R1", first_seen="2024-10-14", conflict_set="rumour")
    dead = said(
        "HOLDS", "p/S", "r/R1", valid_to="2024-10-04", conflict_set="rumour", confidence=0.2
    )
    assert believed([P, alive, dead]) == [P, alive]
