"""The toy of the method's section 6, in memory; every figure derived by hand.

G0, posts replaced by holders: L-P, P-A, P-M, M-B, P-C, S-C, P-S, S-D (8 ties, 8 vertices).
Command runs L→P, P→A, P→S, S→D, M→B, P→C, S→C; P-M is mutual and lies on L→P→M.
Gv without P, R1 vacant: M-B, S-C, S-D. G1 with S in R1 and R2 empty: L-S, S-A, S-C, M-B.
"""

from __future__ import annotations

import pytest

from analytics.succession.alters import Fate
from analytics.succession.answer import answer
from analytics.succession.drawn_network import FAR, draw_network
from analytics.succession.measures import (
    AFTER,
    BEFORE,
    BETWEENNESS,
    DISTANCE,
    FIGHTERS_HIGH,
    FIGHTERS_LOW,
    FRAGMENTATION,
    OWN_BETWEENNESS,
    REACH,
    figures,
    frame_of,
)
from analytics.succession.rates import PLAIN, Part, Rate, TransferPlan
from analytics.succession.sampling import drawn_sample, plain_sample
from analytics.succession.scenarios import Scenarios
from tests.analytics.succession_world import case, request, toy

CLOSE = 1e-6

BY_HAND = [
    # P lies between all pairs of the 7 others save M-B (adjacent), S-C, S-D (adjacent) and C-D
    # (through S): 21 - 4 = 17 of 21. In G1 (7 vertices, 15 pairs without S) S lies between L, A
    # and C: 3 of 15.
    (BETWEENNESS, 17 / 21, None, 3 / 15),
    # S in G0 lies between D and each of L, A, M, B, C, P: 6 of 21.
    (OWN_BETWEENNESS, 6 / 21, None, 3 / 15),
    # B = {L, M, A, B, C, D}, 30 ordered pairs. G0 connected: 0. Gv: {M, B} and {C, D} (through
    # S): 4 of 30 together. G1: {L, A, C} and {M, B}: 6 + 2 of 30.
    (FRAGMENTATION, 0.0, 26 / 30, 22 / 30),
    # L to A 2, B 3, C 2, D 3: (1/2 + 1/3 + 1/2 + 1/3)/4 = 5/12; after: A 2, C 2, else none: 1/4.
    (DISTANCE, 5 / 12, 0.0, 1 / 4),
    (REACH, 4, 0, 2),
    (FIGHTERS_LOW, 47_000, 0, 35_000),
    (FIGHTERS_HIGH, 47_000, 0, 35_000),
]


@pytest.mark.parametrize(("name", "before", "vacant", "after"), BY_HAND)
def test_every_indicator(name: str, before: float, vacant: float | None, after: float) -> None:
    found = answer(case(), toy(), request()).indicator(name)
    assert found.before == pytest.approx(before, abs=CLOSE)
    assert found.vacant == (None if vacant is None else pytest.approx(vacant, abs=CLOSE))
    assert found.after == pytest.approx(after, abs=CLOSE)
    assert found.change == pytest.approx(after - before, abs=CLOSE)


def test_retention_and_the_fate_of_every_tie() -> None:
    # N(P) without S is L, A, M, C. L and A end on R1: inherited. S has C already. M is personal.
    found = answer(case(), toy(), request())
    fates = {tie.name: tie.fate for tie in found.relations.alters}
    assert fates == {
        "L": Fate.INHERITED,
        "A": Fate.INHERITED,
        "C": Fate.INDEPENDENT,
        "M": Fate.LOST,
    }
    assert found.retention == pytest.approx(0.75, abs=CLOSE)
    assert found.shares()["inherited"] == pytest.approx(0.5, abs=CLOSE)
    assert found.shares()["independent"] == pytest.approx(0.25, abs=CLOSE)
    assert found.shares()["lost"] == pytest.approx(0.25, abs=CLOSE)


def test_paths_and_who_is_cut_off() -> None:
    found = answer(case(), toy(), request())
    hops = {path.name: (path.before, path.vacant, path.after) for path in found.paths}
    assert hops == {
        "A": (2, None, 2),
        "B": (3, None, None),
        "C": (2, None, 2),
        "D": (3, None, None),
    }
    assert [path.name for path in found.cut_off] == ["B", "D"]
    assert found.root == "L"


def test_recovery_is_the_share_of_the_shock_regained() -> None:
    # (26/30 - 22/30) / (26/30 - 0) = 4/26.
    assert answer(case(), toy(), request()).recovery == pytest.approx(4 / 26, abs=CLOSE)


def test_a_successor_with_both_hats_keeps_d() -> None:
    # S-D stays: betweenness 6 of 15 (L, A, C, D), F: {L, A, C, D}, {M, B}: 1 - 14/30 = 16/30,
    # E: (1/2 + 0 + 1/2 + 1/2)/4 = 3/8, fighters 37,000.
    found = answer(case(keeps_posts=True), toy(), request())
    after = {indicator.name: indicator.after for indicator in found.indicators}
    assert after[BETWEENNESS] == pytest.approx(6 / 15, abs=CLOSE)
    assert after[FRAGMENTATION] == pytest.approx(16 / 30, abs=CLOSE)
    assert after[DISTANCE] == pytest.approx(3 / 8, abs=CLOSE)
    assert after[REACH] == 3
    assert after[FIGHTERS_LOW] == 37_000


def test_joint_removal_of_p_and_m_and_its_interaction() -> None:
    # Together and P alone everything is lost, M alone B (10,000): 47,000 - 47,000 - 10,000. B is
    # lost twice when each is removed alone, for it hangs from both.
    found = answer(case(removed=frozenset({"p/M"})), toy(), request())
    lost = {joint.name: joint for joint in found.joint}
    fighters = lost[FIGHTERS_LOW]
    assert (fighters.joint, dict(fighters.alone)) == (47_000, {"P": 47_000, "M": 10_000})
    assert fighters.interaction == pytest.approx(-10_000, abs=CLOSE)
    # M alone: E falls from 5/12 to (1/2 + 0 + 1/2 + 1/3)/4 = 1/3, reach from 4 to 3.
    assert lost[DISTANCE].alone["M"] == pytest.approx(5 / 12 - 1 / 3, abs=CLOSE)
    assert lost[REACH].alone["M"] == 1
    # P-M leaves the denominator: 3 of {L, A, C} are kept; and is listed.
    assert found.retention == pytest.approx(1.0, abs=CLOSE)
    assert [tie.name for tie in found.relations.removed] == ["M"]


def test_betweenness_once_m_alone_is_removed() -> None:
    # Without M and B's tie, P lies between L, A and {C, S, D}: L-A, L-S, L-C, L-D, A-S, A-C, A-D
    # are 7 of the 15 pairs among the 6 others (B alone, C-S-D among themselves).
    scenarios = Scenarios.of(case(), toy())
    scenario = scenarios.without(frozenset({"p/M"}))
    sample = plain_sample([scenario], PLAIN)
    places = {vertex: n for n, vertex in enumerate(sorted(scenario.vertices))}
    assert draw_network(scenario, places, sample).betweenness("p/P")[0] == pytest.approx(
        7 / 15, abs=CLOSE
    )


TOY_GRADES = {
    "LR1": "q90",
    "R1A": "q80",
    "PM": "q70",
    "MB": "q90",
    "PC": "q60",
    "SC": "q50",
    "R1R2": "q95",
    "R2D": "q80",
}
PLAN = TransferPlan(
    draws=200_000,
    seed=7,
    rates={Part.OFFICE: Rate(fixed=0.9), Part.PERSONAL: Rate(1, 9), Part.UNDETERMINED: Rate()},
    reliability={"sure": 1.0} | {f"q{n}": n / 100 for n in (50, 60, 70, 80, 90, 95)},
    credibility={"1": 1.0},
)


def test_draws_agree_with_the_closed_forms() -> None:
    """Each tie rests on one origin of its own, so that its chance is the edge's.

    L reaches A after: both ties exist and both pass: .9 · .8 · .9² = .5832. Fighters before:
    A .9·.8·30,000 + B .9·.7·.9·10,000 + D .9·.95·.8·2,000 + C .9·(1 - .4·(1 - .95·.5))·5,000
    = 21,600 + 5,670 + 1,368 + 3,555 = 32,193.
    """
    scenarios = Scenarios.of(case(), toy(**TOY_GRADES))
    graphs = {BEFORE: scenarios.before, "vacant": scenarios.vacant(), AFTER: scenarios.after()}
    frame = frame_of(case(), scenarios.evidence, graphs, plain_sample(graphs.values(), PLAIN))
    sample = drawn_sample(graphs.values(), PLAN)
    after = draw_network(graphs[AFTER], frame.places, sample)
    reached = after.hops("p/L")[frame.places["u/A"]] < FAR
    # Standard error sqrt(.5832 · .4168 / 200,000) = .0011; fighters' is below 16,000/447 = 36.
    assert reached.mean() == pytest.approx(0.5832, abs=0.0045)
    before = draw_network(graphs[BEFORE], frame.places, sample)
    fighters = figures(graphs[BEFORE], before, frame, case())[FIGHTERS_LOW]
    assert fighters.mean() == pytest.approx(32_193, abs=150)
