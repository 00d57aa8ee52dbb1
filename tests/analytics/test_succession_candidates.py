"""Pools, the score of likely successors, and its backtest, on worlds worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analytics.claims.reading import Claim
from analytics.succession.appointment import (
    WEIGHTS,
    Likelihood,
    Vacancy,
    likely,
    narrow_pool,
    wide_pool,
)
from analytics.succession.backtest import backtest_of, known_cases
from analytics.succession.ranks import step_of
from analytics.succession.roster import Roster, roster_of
from analytics.succession.successors import places, preserving
from graphdb.validtime import parse_date
from tests.analytics.succession_world import case, said, toy

DAY = date(2020, 1, 3)
EVE = date(2020, 1, 2)


def holds(who: str, post: str, **given: Any) -> Claim:
    return said("HOLDS", who, post, **{"valid_from": "2015-01-01"} | given)


def unit() -> list[Claim]:
    """Make a unit with its commander P, deputy D, an officer of a part, and one of the parent."""
    return [
        said("POST_IN", "r/chief", "u/unit"),
        said("POST_IN", "r/deputy", "u/unit"),
        said("POST_IN", "r/part", "u/part"),
        said("POST_IN", "r/parent", "u/parent"),
        said("POST_IN", "r/other", "u/other"),
        said("SUBORDINATE_TO", "u/unit", "u/parent"),
        said("SUBORDINATE_TO", "u/part", "u/unit"),
        said("DEPUTY_TO", "r/deputy", "r/chief"),
        holds("p/P", "r/chief", rank="Major General"),
        holds("p/D", "r/deputy", rank="Brigadier General"),
        holds("p/part", "r/part"),
        holds("p/parent", "r/parent", rank="Major"),
        holds("p/other", "r/other"),
    ]


VACANCY = Vacancy("r/chief", frozenset({"u/unit"}), "p/P")


def roster(*more: Claim, deaths: dict[str, str] | None = None) -> Roster:
    days = {who: parse_date(day) for who, day in (deaths or {}).items()}
    return roster_of([*unit(), *more], days, DAY, EVE)


def scored(found: Roster, person: str) -> Likelihood:
    return next(one for one in likely(found, VACANCY, {person}, frozenset({"u/proxy"})))


def test_the_narrow_pool_is_unit_and_parent_within_two_ranks() -> None:
    # The parent's major is four steps below a major general (major 3, brigadier 6, general 7).
    assert narrow_pool(roster(), VACANCY) == {"p/D", "p/part"}
    assert wide_pool(roster(), VACANCY) == {"p/D", "p/part", "p/parent", "p/other"}


def test_an_unknown_rank_is_no_bar_and_a_portfolio_admits() -> None:
    near = roster(
        holds("p/aide", "r/parent", rank="hujjat al-islam"),
        said("HANDLES", "p/other", "s/iraq"),
        said("HANDLES", "p/P", "s/iraq"),
    )
    assert narrow_pool(near, VACANCY) == {"p/D", "p/part", "p/aide", "p/other"}


def test_the_dead_are_in_no_pool() -> None:
    assert "p/D" not in wide_pool(roster(deaths={"p/D": "2019-05-01"}), VACANCY)


def test_only_what_was_reported_counts() -> None:
    late = holds("p/late", "r/deputy", reported_on=DAY)
    assert "p/late" not in wide_pool(roster(late), VACANCY)


def test_the_succession_itself_is_no_evidence_of_who_follows() -> None:
    # A date of publication before the event that it reports is noise, unless it was foretold.
    odd = {"valid_from": "2020-01-03", "reported_on": EVE}
    assert "p/odd" not in wide_pool(roster(holds("p/odd", "r/chief", **odd)), VACANCY)
    named = roster(holds("p/odd", "r/chief", stage="named", **odd))
    assert "p/odd" in wide_pool(named, VACANCY)


def test_an_observed_post_gives_way_to_a_later_one() -> None:
    seen = roster(
        said("HOLDS", "p/mover", "r/deputy", first_seen="2016", last_seen="2016-05-01"),
        said("HOLDS", "p/mover", "r/other", first_seen="2018", last_seen="2018-05-01"),
    )
    assert seen.posts["p/mover"] == {"r/other"}


def test_when_a_post_was_last_seen_was_not_known_before() -> None:
    # Reported by 2018, though later sources, of after the day, saw the first of them last.
    seen = roster(
        said("HOLDS", "p/mover", "r/deputy", first_seen="2016", last_seen="2022-05-01"),
        said("HOLDS", "p/mover", "r/other", first_seen="2018", last_seen="2018-05-01"),
    )
    assert seen.posts["p/mover"] == {"r/other"}


def test_every_part_of_the_score() -> None:
    # D: deputy 1, in the unit 1, one rank off 1 - 1/3; P is tied to u/proxy, c; D to u/proxy, b:
    # they share 1 of 3; D is tied to the boss who appoints; one proxy: 1 - 1/2; D was named.
    found = scored(
        roster(
            said("TIED_TO", "p/P", "u/proxy"),
            said("TIED_TO", "p/P", "p/c"),
            said("TIED_TO", "p/D", "u/proxy"),
            said("TIED_TO", "p/D", "p/b"),
            holds("p/b", "r/boss"),
            holds("p/x", "r/chief", appointed_by="p/b", valid_to="2015-02-01"),
            holds("p/D", "r/chief", key="named", stage="named", valid_from="2019-12-30"),
        ),
        "p/D",
    )
    assert found.parts == {
        "deputy": 1,
        "unit": 1,
        "rank": pytest.approx(2 / 3),
        "shared ties": pytest.approx(1 / 3),
        "tie to the appointing authority": 1,
        "ties to proxies": 0.5,
        "acting or named": 1,
    }
    by_hand = 0.3 + 0.15 + 0.15 * 2 / 3 + 0.1 / 3 + 0.1 + 0.05 + 0.1
    assert found.score == pytest.approx(by_hand)
    assert found.why.startswith("is deputy to the post, serves in the unit")


def test_weights_add_up_to_one_and_the_parent_counts_half() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert scored(roster(), "p/part").parts["unit"] == 1
    assert scored(roster(), "p/parent").parts["unit"] == 0.5
    assert scored(roster(), "p/other").why == "nothing on record speaks for it"


@pytest.mark.parametrize(
    ("rank", "step"),
    [
        ("Major-General", 7),
        ("MAJOR", 3),
        ("Rear Admiral", 7),
        ("Lieutenant Colonel", 4),
        ("", None),
    ],
)
def test_ranks(rank: str, step: int | None) -> None:
    assert step_of(rank) == step


def chained() -> list[Claim]:
    """Make a post held by A to 2015, B to 2020, then C; B was its deputy, known since 2012."""
    return [
        said("POST_IN", "r/chief", "u/unit", reported_on=date(2011, 1, 1)),
        said("POST_IN", "r/deputy", "u/unit", reported_on=date(2011, 1, 1)),
        said("DEPUTY_TO", "r/deputy", "r/chief", reported_on=date(2011, 1, 1)),
        holds("p/A", "r/chief", valid_from="2010-01-01", valid_to="2015-06-01"),
        holds("p/B", "r/chief", valid_from="2015-07-01", valid_to="2020-01-03"),
        holds("p/C", "r/chief", valid_from="2020-01-03", reported_on=DAY),
        holds("p/B", "r/deputy", valid_from="2012-01-01", reported_on=date(2012, 1, 1)),
        holds("p/Z", "r/else", valid_from="2011-01-01", reported_on=date(2012, 2, 1)),
    ]


def test_cases_begin_with_the_vacancy() -> None:
    found = [(one.predecessor, one.successor, one.day) for one in known_cases(chained())]
    # A's stated end comes a month before B's beginning: the post was vacant from then on.
    assert found == [("p/A", "p/B", date(2015, 6, 1)), ("p/B", "p/C", DAY)]


def test_a_rough_end_does_not_move_a_precise_one() -> None:
    claims = [
        *chained(),
        holds("p/B", "r/chief", valid_from="2015-07-01", valid_to="2020-01"),
        holds("p/A", "r/chief", valid_from="2010-01-01", valid_to="2015"),
    ]
    assert known_cases(claims) == known_cases(chained())


def test_the_backtest_worked_out_by_hand() -> None:
    """Two cases. C was never reported before: it scores 0 in every ranking.

    B's case, wide pool {B, Z}: the deputy B is first by the score and by deputy; of a random
    order B has place 1 or 2: (1 + 1/2)/2 = .75; Z was in post earlier: B second by seniority, 1/2;
    neither has a tie: .75 by degree. Half of the cases are covered.
    """
    found = backtest_of(tuple(chained()), {})
    wide = {score.ranking: score for score in found.scores if score.pool == "wide"}
    assert {name: score.mrr for name, score in wide.items()} == pytest.approx(
        {
            "likely": 0.5,
            "random": 0.375,
            "degree": 0.375,
            "seniority": 0.25,
            "deputy first": 0.5,
        }
    )
    assert {score.coverage for score in wide.values()} == {0.5}
    assert wide["likely"].mrr_if_covered == 1
    assert (wide["random"].hits_1, wide["random"].hits_3) == (0.25, 0.5)
    assert found.descriptive
    # Narrow: B alone, being in the unit; Z is not.
    narrow = next(o for o in found.outcomes if o.pool == "narrow" and o.case.successor == "p/B")
    assert (narrow.size, narrow.rank) == (1, 1)


def test_a_backtest_without_cases() -> None:
    found = backtest_of((holds("p/A", "r/chief"),), {})
    assert (found.cases, found.scores, found.descriptive) == (0, (), True)


def test_who_would_preserve_the_toy() -> None:
    # S as derived in test_succession_toy: retention 3/4, recovery 4/26, efficiency (1/4)/(5/12)
    # = 3/5, reach 2/4. With M in the post P's ties are L, A, C and S: L, A and S (R2 reports to
    # R1) pass, C does not: 3/4.
    found = {
        one.id: one for one in preserving(case(successor=None), toy(), frozenset({"p/S", "p/M"}))
    }
    parts = found["p/S"].parts
    assert parts == pytest.approx(
        {"tie retention": 0.75, "recovery": 4 / 26, "efficiency left": 0.6, "reach left": 0.5}
    )
    assert found["p/S"].score == pytest.approx((0.75 + 4 / 26 + 0.6 + 0.5) / 4)
    assert found["p/S"].why == "keeps 3 of 4 ties and reaches 2 proxies, 4 before"
    assert found["p/M"].parts["tie retention"] == pytest.approx(0.75)


def test_equal_scores_share_places() -> None:
    assert places([3.0, 2.0, 2.0]) == ["1", "2–3", "2–3"]


def test_pairs_that_begin_on_the_same_day_are_left_out_and_counted() -> None:
    claims = chained()
    twin = next(one for one in claims if one.type == "HOLDS")
    found = backtest_of((*claims, replace(twin, claim_id="twin", start="person/a-twin")), {})
    assert {frozenset(one.holders) for one in found.dropped} == {
        frozenset({twin.start, "person/a-twin"})
    }
    assert backtest_of(claims, {}).dropped == ()
