"""Edge cases of the method's sections 3 and 4, on the toy with one thing changed.

The toy's plain figures (see ``test_succession_toy``): retention .75, reach 4, 0, 2, fighters
47,000, 0, 35,000.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from analytics.claims.history import Evidence
from analytics.claims.reading import Claim
from analytics.network.monte_carlo import DrawPlan
from analytics.succession.alters import Fate
from analytics.succession.answer import answer
from analytics.succession.measures import (
    BETWEENNESS,
    DISTANCE,
    FIGHTERS_HIGH,
    FIGHTERS_LOW,
    FRAGMENTATION,
    REACH,
)
from analytics.succession.rates import CORNERS, Part, Rate, TransferPlan
from analytics.succession.result import Succession
from analytics.succession.sampling import drawn_sample
from analytics.succession.scenarios import Scenarios
from tests.analytics.succession_world import (
    STRENGTHS,
    case,
    evidence,
    holds,
    request,
    said,
    toy_claims,
)

DEAD = {"p/P": "2020-01-03"}
BOTH = {unit: (count, count) for unit, count in STRENGTHS.items()}


def world(*more: Claim, without: tuple[str, ...] = (), **given: Any) -> Evidence:
    kept = [claim for claim in toy_claims() if claim.claim_id not in without]
    return evidence([*kept, *more], **{"deaths": DEAD, "strengths": BOTH} | given)


def fates(found: Succession) -> dict[str, Fate]:
    return {tie.name: tie.fate for tie in found.relations.alters}


def after(found: Succession, name: str) -> float | None:
    return found.indicator(name).after


def test_the_same_person_changes_nothing() -> None:
    found = answer(case(successor="p/P"), world(), request())
    assert found.retention == 1
    assert {indicator.change for indicator in found.indicators} == {0}
    assert any("same person" in flag for flag in found.flags)


def test_an_unknown_successor_leaves_the_post_vacant() -> None:
    # T takes the post on 13 January, ten days later, but is not asked about.
    later = holds("p/T", "r/R1", "2020-01-13", reported_on=date(2020, 1, 13))
    found = answer(case(successor=None), world(later), request())
    for indicator in found.indicators:
        assert indicator.after == indicator.vacant
    assert found.retention is None
    assert found.days_vacant == 10


def test_a_gap_between_the_two_is_counted() -> None:
    found = answer(case(begins=date(2020, 1, 20)), world(), request())
    assert found.days_vacant == 17


def test_a_dismissed_predecessor_keeps_personal_ties() -> None:
    # P lives: P-M, P-C stay. Survivors L, M, A, B, C, D. Vacant: L alone, A alone, {M, B, C, D}
    # through P and S: 12 of 30 ordered pairs, 1 - 12/30. Dead it was 26/30.
    found = answer(case(alive=True), world(deaths={}), request())
    assert found.indicator(FRAGMENTATION).vacant == pytest.approx(1 - 12 / 30)
    # After: L-S, S-A, S-C, and C-P-M-B: L, A, C, M, B together, D alone: 1 - 20/30.
    assert found.indicator(FRAGMENTATION).after == pytest.approx(1 - 20 / 30)
    assert found.retention == pytest.approx(0.75)
    assert any("lives on" in flag for flag in found.flags)


def test_a_tie_of_the_office_leaves_a_dismissed_predecessor() -> None:
    # Q had the post and a tie to E before P: P-E is of the office. After the change S has it and
    # P has not, so S lies on L-E, which P, out of office, does not reach.
    claims = [
        holds("p/Q", "r/R1", "2000-01-01", "2010-01-01"),
        said("DIRECTS", "p/Q", "u/E", first_seen="2005", valid_to="2010-01-01"),
        said("DIRECTS", "p/P", "u/E", first_seen="2014"),
    ]
    builder = Scenarios.of(case(alive=True), world(*claims, deaths={}))
    pairs = {link.ends for link in builder.after().contracted}
    assert ("p/S", "u/E") in pairs
    assert ("p/P", "u/E") not in pairs
    assert ("p/P", "u/E") not in {link.ends for link in builder.vacant().contracted}


def test_somebody_acting_keeps_the_ties_of_a_vacant_post() -> None:
    # T acts from 3 to 20 January: L, A and R2 (S) hang from T meanwhile; M and C, personal, do not.
    # So T reaches A and, through S in R2, C and D: 3 proxies, 37,000 fighters.
    acting = holds("p/T", "r/R1", "2020-01-03", "2020-01-20", capacity="acting")
    found = answer(case(begins=date(2020, 1, 20)), world(acting), request())
    assert found.acting == ("T",)
    assert found.indicator(REACH).vacant == 3
    assert found.indicator(FIGHTERS_LOW).vacant == 37_000
    # T lies between L, A and {S, C, D}: L-A, L-S, L-C, L-D, A-S, A-C, A-D: 7 pairs of the
    # (8 - 1)(8 - 2)/2 = 21 of the vertices L, T, S, M, A, B, C, D.
    assert found.indicator(BETWEENNESS).vacant == pytest.approx(7 / 21)


def test_a_refilled_post_of_the_successor_hangs_from_the_new_holder() -> None:
    # T is in R2 from the day on: L → S → T → D, so D is reached again: fighters 37,000.
    refill = holds("p/T", "r/R2", "2020-01-03", "2021-01-01", reported_on=date(2020, 1, 3))
    found = answer(case(), world(refill), request())
    assert after(found, FIGHTERS_LOW) == 37_000
    hops = {path.name: path.after for path in found.paths}
    assert hops["D"] == 3


def test_a_stated_later_end_means_two_hats() -> None:
    # S's R2 is stated to end in 2021 only: S keeps D without being told so.
    claims = [claim for claim in toy_claims() if claim.start != "p/S" or claim.type != "HOLDS"]
    hats = holds("p/S", "r/R2", "2010-01-01", "2021-06-01")
    found = answer(case(), evidence([*claims, hats], strengths=BOTH, deaths=DEAD), request())
    assert after(found, FIGHTERS_LOW) == 37_000


def test_several_posts_pass_one_by_one() -> None:
    # P also held R3, which commands E. AsOf about R1 alone E is lost; about both, inherited.
    more = [
        holds("p/P", "r/R3", "2012-01-01", "2020-01-03"),
        said("COMMANDS", "r/R3", "u/E"),
    ]
    alone = answer(case(), world(*more), request())
    assert fates(alone)["E"] is Fate.LOST
    assert any("R3" in flag for flag in alone.flags)
    both = answer(case(positions=("r/R1", "r/R3")), world(*more), request())
    assert fates(both)["E"] is Fate.INHERITED
    # (L, A, E inherited, C held, M lost): 4 of 5.
    assert both.retention == pytest.approx(0.8)


def test_successor_and_removed_leave_the_denominator() -> None:
    # N(P) = {L, A, M, C, S, K}; S succeeds, M and K are removed: L, A, C are left, all kept.
    brother = said("TIED_TO", "p/P", "p/K", kind="kinship")
    found = answer(case(removed=frozenset({"p/M", "p/K"})), world(brother), request())
    assert set(fates(found)) == {"L", "A", "C"}
    assert found.retention == 1
    assert [tie.id for tie in found.relations.removed] == ["p/K", "p/M"]


def test_retention_is_null_without_ties() -> None:
    claims = [
        holds("p/P", "r/R1", end="2020-01-03"),
        said("COMMANDS", "p/L", "u/A"),
    ]
    found = answer(case(), evidence(claims, deaths=DEAD), request())
    assert found.retention is None
    assert set(found.shares().values()) == {None}


def test_recovery_is_null_without_a_shock() -> None:
    # P's only tie is to A, which stands alone without P: one survivor, no pair, no shock.
    claims = [
        holds("p/P", "r/R1", end="2020-01-03"),
        said("COMMANDS", "r/R1", "u/A"),
    ]
    found = answer(case(), evidence(claims, deaths=DEAD), request())
    assert found.recovery is None


def test_an_old_post_that_empties_keeps_no_tie() -> None:
    # C is P's in person, and S's only through R2: S in R1 does not have it. With both hats S does.
    more = said("COMMANDS", "r/R2", "u/C")
    evidence_ = world(more, without=("SC",))
    lost = answer(case(), evidence_, request())
    assert fates(lost)["C"] is Fate.LOST
    assert lost.retention == pytest.approx(0.5)
    kept = answer(case(keeps_posts=True), evidence_, request())
    assert fates(kept)["C"] is Fate.INDEPENDENT


def test_an_undetermined_tie_has_a_share_of_its_own_and_two_corners() -> None:
    # P-E began late and is said of the man: of L, A, M, C, E three are kept, E is open.
    late = said("DIRECTS", "p/P", "u/E", valid_from="2015")
    found = answer(case(), world(late), request())
    assert fates(found)["E"] is Fate.UNDETERMINED
    assert found.shares()["undetermined"] == pytest.approx(0.2)
    assert found.retention == pytest.approx(0.6)
    kept = {c.corner: c.retention for c in found.corners}
    # Nothing passes: C alone, which S has: 1/5. The office alone: 3/5; with E 4/5; with M all.
    assert [kept[corner] for corner in CORNERS] == pytest.approx([0.2, 0.6, 0.8, 1.0])


def test_states_and_support_are_no_part_of_the_graph() -> None:
    more = [
        said("DIRECTS", "s/state", "u/A"),
        said("SPONSORS", "p/P", "u/E"),
        said("MEMBER_OF", "p/P", "u/E"),
    ]
    builder = Scenarios.of(case(), world(*more))
    assert not {"s/state", "u/E"} & builder.before.vertices


def test_whoever_was_dead_before_is_no_tie() -> None:
    more = said("TIED_TO", "p/P", "p/old", kind="shared_service")
    deaths = {**DEAD, "p/old": "2008-02-12"}
    assert "old" not in fates(answer(case(), world(more, deaths=deaths), request()))


def test_evidence_published_after_the_day_does_not_count_as_projected() -> None:
    late = said("COMMANDS", "r/R1", "u/E", first_seen="2018", reported_on=date(2020, 2, 1))
    day = case().day
    assert "E" not in fates(answer(case(known_by=day), world(late), request()))
    hindsight = answer(case(known_by=date(2020, 3, 1)), world(late), request())
    assert fates(hindsight)["E"] is Fate.INHERITED
    assert any("hindsight" in flag for flag in hindsight.flags)


def test_what_the_successor_was_seen_with_only_later_was_not_his_before() -> None:
    # First seen a week after: no evidence that S had M when P did.
    seen = said("TIED_TO", "p/S", "p/M", first_seen="2020-01-09", reported_on=date(2020, 1, 9))
    found = answer(case(known_by=date(2020, 6, 1)), world(seen), request())
    assert fates(found)["M"] is Fate.LOST


def observed(*more: Claim) -> Succession:
    known = date(2021, 1, 2)
    return answer(case(mode="observed", known_by=known), world(*more), request())


def test_observed_ties_are_reassigned_re_established_and_new() -> None:
    # P directed E, which K takes over; S is seen with M, whom P had, and with F, whom P had not.
    spring = {"first_seen": "2020-03-01", "reported_on": date(2020, 3, 2)}
    found = observed(
        said("DIRECTS", "p/P", "u/E", valid_from="2015", valid_to="2020-01-03"),
        said("HANDLES", "p/K", "u/E", valid_from="2020-02", **spring),
        said("TIED_TO", "p/S", "p/M", **spring),
        said("TIED_TO", "p/S", "u/F", **spring),
    )
    assert fates(found)["E"] is Fate.REASSIGNED
    assert next(t for t in found.relations.alters if t.name == "E").heirs == ("K",)
    assert fates(found)["M"] is Fate.REESTABLISHED
    assert [tie.name for tie in found.relations.new] == ["F"]
    # Kept are L, A (inherited) and C (held) of L, A, M, C, E; what S built anew is apart.
    assert found.shares()["inherited"] == pytest.approx(0.4)
    assert found.shares()["re-established"] == pytest.approx(0.2)


def test_a_portfolio_taken_over_is_not_seen_as_projected() -> None:
    claims = [
        said("DIRECTS", "p/P", "u/E", valid_from="2015", valid_to="2020-01-03"),
        said("HANDLES", "p/K", "u/E", valid_from="2020-02", reported_on=date(2020, 3, 2)),
    ]
    found = answer(case(known_by=case().day), world(*claims), request())
    assert fates(found)["E"] is Fate.UNDETERMINED


def test_portfolios_can_have_several_heirs() -> None:
    spring = {"valid_from": "2020-02", "reported_on": date(2020, 3, 2)}
    found = observed(
        said("HANDLES", "r/R1", "s/iraq", first_seen="2018"),
        said("HANDLES", "p/P", "s/iraq", first_seen="2018", valid_to="2020-01-03"),
        said("HANDLES", "p/K", "s/iraq", **spring),
    )
    (iraq,) = found.portfolios
    assert {hand.name for hand in iraq.before} == {"P"}
    assert {hand.name for hand in iraq.after} == {"S", "K"}


def test_an_umbrella_and_its_members_never_count_both() -> None:
    # U (50,000 by its own count) holds A (30,000) and is commanded by R1 too: A alone counts.
    umbrella = said("COMMANDS", "r/R1", "u/U")
    given = {
        "strengths": {**BOTH, "u/U": (50_000, 60_000), "u/A": (25_000, 30_000)},
        "wholes": {"u/A": frozenset({"u/U"})},
        "kinds": {"u/U": "umbrella"},
    }
    found = answer(case(), world(umbrella, **given), request())
    assert found.indicator(FIGHTERS_LOW).before == 42_000
    assert found.indicator(FIGHTERS_HIGH).before == 47_000
    # The umbrella is a proxy all the same: A, B, C, D and U.
    assert found.indicator(REACH).before == 5


def sample_of(*claims: Claim, draws: int = 4000) -> dict[str, np.ndarray[Any, Any]]:
    scenarios = Scenarios.of(case(), evidence([*toy_claims(), *claims]))
    plan = DrawPlan(draws=draws, reliability={"A": 0.5, "sure": 1}, credibility={"1": 1.0})
    return dict(drawn_sample([scenarios.before], plan).claims)


def test_claims_of_one_origin_stand_or_fall_together() -> None:
    # Both rest on one paper of even odds: always equal. The third has its own: equal half the
    # time, give or take 4 · sqrt(.25/4000) = .032.
    drawn = sample_of(
        said("COMMANDS", "r/R1", "u/X", origins=("paper",)),
        said("COMMANDS", "r/R1", "u/Y", origins=("paper",)),
        said("COMMANDS", "r/R1", "u/Z", origins=("other",)),
    )
    x, y, z = (drawn[f"COMMANDS:r/R1:u/{unit}"] for unit in "XYZ")
    assert (x == y).all()
    assert (x == z).mean() == pytest.approx(0.5, abs=0.032)


def test_a_claim_of_two_origins_needs_one_of_them() -> None:
    # 1 - .5 · .5 = .75, give or take 4 · sqrt(.1875/4000) = .028.
    drawn = sample_of(said("COMMANDS", "r/R1", "u/X", origins=("paper", "other")))
    assert drawn["COMMANDS:r/R1:u/X"].mean() == pytest.approx(0.75, abs=0.028)


def test_of_a_conflict_set_at_most_one_holds() -> None:
    # Two of even odds, equal confidence: each alone holds 1/4, both 1/4 of which each gets half:
    # 3/8 each, and never both.
    drawn = sample_of(
        said("COMMANDS", "p/M", "u/X", conflict_set="one"),
        said("COMMANDS", "p/L", "u/X", conflict_set="one"),
    )
    one, other = drawn["COMMANDS:p/M:u/X"], drawn["COMMANDS:p/L:u/X"]
    assert not (one & other).any()
    assert one.mean() == pytest.approx(0.375, abs=0.031)
    assert other.mean() == pytest.approx(0.375, abs=0.031)


def test_a_denial_removes_a_tie_in_the_draws_and_marks_it() -> None:
    # A paper of even odds says that M commands B, another one that it does not.
    mine = said("COMMANDS", "p/M", "u/B", key="even")
    denial = said("COMMANDS", "p/M", "u/B", key="denial", stance="denies")
    plan = DrawPlan(draws=4000, reliability={"A": 0.5, "sure": 1}, credibility={"1": 1.0})
    found = answer(case(), world(mine, denial, without=("MB",)), request(plan=plan))
    spread = found.indicator(FIGHTERS_LOW).spreads["before"]
    assert (spread.low, spread.high) == (37_000, 47_000)
    # What is sure cannot be denied.
    sure = answer(case(), world(denial), request(plan=plan)).indicator(FIGHTERS_LOW)
    assert sure.spreads["before"].low == 47_000
    doubted = said("TIED_TO", "p/P", "u/C", key="doubt", stance="doubts")
    tie = next(
        t for t in answer(case(), world(doubted), request()).relations.alters if t.name == "C"
    )
    assert tie.disputed


def test_the_three_graphs_share_their_draws() -> None:
    # M commands B and hangs from L by a tie of even odds; P and S have nothing to do with either.
    # So fighters before differ from draw to draw, and what P leaves there is the same after.
    claims = [
        holds("p/P", "r/R1", end="2020-01-03"),
        said("REPORTS_TO", "r/R1", "p/L", reliability="sure"),
        said("DIRECTS", "p/L", "p/M"),
        said("COMMANDS", "p/M", "u/B", reliability="sure"),
    ]
    plan = DrawPlan(draws=400, reliability={"A": 0.5, "sure": 1.0}, credibility={"1": 1.0})
    found = answer(
        case(), evidence(claims, deaths=DEAD, strengths={"u/B": (10, 10)}), request(plan=plan)
    )
    fighters = found.indicator(FIGHTERS_LOW).spreads
    assert (fighters["before"].low, fighters["before"].high) == (0, 10)
    assert (fighters["change"].low, fighters["change"].high) == (0, 0)
    assert found.indicator(FIGHTERS_LOW).loss == 0


def test_what_does_not_exist_is_null() -> None:
    # P's only tie is to a company, which is no proxy: there is no hop to count.
    claims = [
        holds("p/P", "r/R1", end="2020-01-03"),
        said("COMMANDS", "p/P", "u/A"),
    ]
    found = answer(case(), evidence(claims, deaths=DEAD, kinds={"u/A": "company"}), request())
    assert found.indicator(DISTANCE).before is None
    assert found.indicator(DISTANCE).change is None
    # A alone survives: no pair, so no fragmentation; P lies between nobody among P, S and A.
    assert found.indicator(FRAGMENTATION).before is None
    assert found.indicator(BETWEENNESS).before == 0


def test_the_same_seed_gives_the_same_document() -> None:
    plan = DrawPlan(draws=50, seed=3, reliability={"sure": 0.8, "A": 0.9})
    one, two = (answer(case(), world(), request(plan=plan)).document() for _ in range(2))
    assert one == two
    other = DrawPlan(draws=50, seed=4, reliability={"sure": 0.8, "A": 0.9})
    assert answer(case(), world(), request(plan=other)).document() != one


def test_doubt_that_is_none_gives_the_plain_figures() -> None:
    # Every claim sure, every rate 0 or 1 as the plain corner: all draws alike.
    rates = {Part.OFFICE: Rate(fixed=1), Part.PERSONAL: Rate(fixed=0), Part.UNDETERMINED: Rate()}
    plan = TransferPlan(
        draws=20, rates=rates, reliability={"sure": 1.0, "A": 1.0}, credibility={"1": 1}
    )
    found = answer(case(), world(), request(plan=plan))
    for indicator in found.indicators:
        for stage, value in (("before", indicator.before), ("after", indicator.after)):
            spread = indicator.spreads[stage]
            assert (spread.low, spread.high) == pytest.approx((value, value))
    assert found.retention_spread is not None
    assert found.retention_spread.median == pytest.approx(0.75)
    assert found.retention_loss == 1.0


def test_a_post_of_several_holders_keeps_the_others() -> None:
    # R1 is held by P and T at once: T keeps L, A and R2 while P's place is empty, but the figures
    # of the holder are P's and S's. Vacant, L → T → A, S → C, D: 3 of 4 proxies still hang from L.
    fellow = holds("p/T", "r/R1", "2010-01-01", "2021-01-01")
    given = world(fellow)
    several = Evidence(
        claims=given.claims,
        deaths=given.deaths,
        single_holder=given.single_holder - {"r/R1"},
        kinds=given.kinds,
        strengths=given.strengths,
    )
    found = answer(case(), several, request())
    assert found.indicator(FIGHTERS_LOW).vacant == 37_000
    assert found.indicator(REACH).vacant == 0
    assert found.acting == ()


def test_other_odds_of_the_grades_are_shown() -> None:
    # Odds of .5 are 1: doubled 2/3, halved 1/3; retention hangs on R1's one tie E, personal to P,
    # never passing, so it is 0 wherever it exists; it exists about as often as its chance.
    claims = [
        holds("p/P", "r/R1", end="2020-01-03"),
        said("TIED_TO", "p/P", "u/E", kind="kinship"),
    ]
    rates = {part: Rate(fixed=0) for part in Part}
    plan = TransferPlan(4000, 0, {"A": 0.5}, {"1": 1.0}, rates)
    found = answer(case(), evidence(claims, deaths=DEAD), request(plan=plan))
    halved, doubled = found.sensitivity
    assert halved.retention is not None
    assert doubled.retention is not None
    assert halved.retention.share == pytest.approx(1 / 3, abs=0.03)
    assert doubled.retention.share == pytest.approx(2 / 3, abs=0.03)


def test_units_of_a_state_are_no_proxies() -> None:
    # D is a unit with a strength: a proxy. Made part of a state's force it is none: reach 3.
    unit = {"kinds": {"u/D": "unit", "u/army": "state_security_force"}}
    assert answer(case(), world(**unit), request()).indicator(REACH).before == 4
    part = {**unit, "wholes": {"u/D": frozenset({"u/army"})}}
    assert answer(case(), world(**part), request()).indicator(REACH).before == 3


def test_the_context_stands_beside_the_figures() -> None:
    # P was in the post from 1 January 2010 to 3 January 2020: 10 years. S in R2 is the deputy.
    more = [
        said("DEPUTY_TO", "r/R2", "r/R1"),
        said("POST_IN", "r/R1", "u/A"),
        said("FOUNDED", "p/Q", "u/A", valid_from="1990"),
    ]
    plain = answer(case(), world(), request())
    found = answer(case(), world(*more), request())
    assert found.context.deputies == ("S",)
    (unit,) = found.context.units
    assert (unit.name, unit.founded, unit.fighters_low) == ("A", "1990", 30_000)
    assert found.context.years_low == pytest.approx(10, abs=0.01)
    # None of it changes a figure.
    assert found.indicators == plain.indicators
    assert plain.context.deputies == ()
