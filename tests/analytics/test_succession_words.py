"""The paragraph about a succession says what its figures say, and no more."""

from __future__ import annotations

from datetime import date

from analytics.network.monte_carlo import DrawPlan
from analytics.succession.answer import answer
from analytics.succession.measures import REACH
from analytics.succession.words import closing, paragraph
from tests.analytics.succession_world import DAY, case, evidence, holds, request, said, toy

SURE = DrawPlan(draws=200, reliability={"sure": 1.0, "A": 1.0}, credibility={"1": 1.0})


def test_the_toy_in_words() -> None:
    # The figures are those of test_succession_toy: 3 of 4 kept, reach 4 to 2, B and D cut off.
    assert paragraph(answer(case(starts=(DAY, DAY)), toy(), request())) == (
        "S follows P as R1 on 2020-01-03. Of 4 recorded ties, 3 would pass or were there before "
        "(75%): 2 with the office, 1 held already. Lost on this evidence: M. So few ties carry "
        "little weight. On this evidence the post reached 4 proxies before and would reach 2 "
        "after. Fighters under the leader's command, where estimates exist: 47,000 before, 35,000 "
        "after. With no path from the leader on this evidence: B, D."
    )


def test_doubt_is_said_with_its_assumptions() -> None:
    text = paragraph(answer(case(), toy(), request(plan=SURE)))
    # D is lost in every draw, for R2 empties: efficiency is always worse.
    assert "On these assumptions the new holder" in text
    assert "stands further from the proxies: almost certain (100% of draws)" in text
    assert text.endswith("Ties that nobody observed are outside these figures.")


def test_intervals_stand_where_the_draws_differ() -> None:
    # Every origin is even odds: ties, and with them proxies, are there in some draws only.
    plan = DrawPlan(draws=400, reliability={"sure": 0.5, "A": 0.5}, credibility={"1": 1.0})
    found = answer(case(), toy(), request(plan=plan))
    text = paragraph(found)
    spread = found.retention_spread
    assert spread is not None
    assert spread.share < 1, "there are draws without any tie"
    assert f"in nine of ten draws of the {spread.share:.0%} with any tie" in text
    reach = found.indicator(REACH).spreads["after"]
    assert f"would reach 2 after ({reach.low:.0f} to {reach.high:.0f} in nine of ten draws)" in text


def test_what_was_observed_is_not_said_to_pass() -> None:
    text = paragraph(answer(case(mode="observed"), toy(), request(plan=SURE)))
    assert "would" not in text
    assert "about what passes" not in text


def test_an_open_tie_is_called_open() -> None:
    late = said("DIRECTS", "p/P", "u/E", valid_from="2015")
    world = evidence([*toy().claims, late], deaths={"p/P": "2020-01-03"})
    assert "For E no source settles whether the tie belonged to the office" in paragraph(
        answer(case(), world, request())
    )


def test_no_ties_say_nothing() -> None:
    world = evidence([holds("p/P", "r/R1", end="2020-01-03"), said("COMMANDS", "p/L", "u/A")])
    assert "nothing can be said of what passes" in paragraph(answer(case(), world, request()))


def test_the_same_person_and_nobody() -> None:
    same = paragraph(answer(case(successor="p/P"), toy(), request(plan=SURE)))
    assert same == "P follows as R1 in name only: the same person, so nothing changes."
    nobody = paragraph(answer(case(successor=None, known_by=date(2020, 2, 2)), toy(), request()))
    assert nobody.startswith("Nobody is known to follow P as R1; vacant for 30 days")
    assert date(2020, 1, 3) == DAY


def test_what_is_assumed_differs_by_mode() -> None:
    assert "Assumed, not observed" in closing(answer(case(), toy(), request(plan=SURE)))
    assert "office-bound Beta(8, 2)" in closing(answer(case(), toy(), request(plan=SURE)))
    seen = closing(answer(case(mode="observed"), toy(), request()))
    assert seen.startswith("Observed: only what was reported within a year")
