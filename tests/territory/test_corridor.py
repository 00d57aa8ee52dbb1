"""Corridors over a small world; every expected figure is derived in a comment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.claims.reading import Claim
from analytics.network.monte_carlo import DrawPlan
from analytics.scope import AsOf
from analytics.territory.chains import Cost, best_chain
from analytics.territory.corridor import find_corridor
from analytics.territory.corridor_result import Corridor, CorridorRequest
from analytics.territory.odds import open_way
from graphdb.errors import InputRefusedError
from tests.territory.world import DAY, LASTING, STATES, everywhere, holds, said, sponsors, world

ASKED = CorridorRequest("location/a", "location/sea", DAY, plan=DrawPlan(draws=4000))
MAIN = ("b1", "b2", "c1")


def ask(*claims: Claim, at: date = DAY, **given: Any) -> Corridor:
    asked = AsOf(at)
    return find_corridor(
        world(*claims, as_of=asked), replace(ASKED, as_of=asked, **given), STATES, []
    )


def way(found: Corridor) -> tuple[str, ...]:
    return tuple(one.unit.split("/")[1] for one in found.segments)


class TestVerdict:
    def test_unbroken_where_somebody_surely_is_in_every_division(self) -> None:
        found = ask(sponsors("g"), *everywhere("g", MAIN))
        assert found.verdict == "unbroken"
        assert way(found) == MAIN
        assert found.enters_from == ("Division a1",)
        assert found.gaps == ()
        assert "Unbroken" in found.words[0]

    def test_possibly_unbroken_where_one_was_seen_before_and_not_since(self) -> None:
        found = ask(
            sponsors("g"),
            *everywhere("g", ("b1", "c1")),
            holds("g", "b2", first_seen="2018-01-01", last_seen="2018-12-31"),
        )
        assert found.verdict == "possibly unbroken"
        assert [one.state for one in found.segments] == ["held", "possibly held", "held"]
        assert found.open_surely is not None
        assert found.open_surely.share == 0.0
        assert found.open_possibly is not None
        assert found.open_possibly.share > 0.5

    def test_broken_with_the_gap_named_and_those_at_large_beside_it(self) -> None:
        found = ask(sponsors("g"), sponsors("h"), *everywhere("g", ("b1", "c1")), holds("h", "b"))
        assert found.verdict == "broken"
        assert found.gaps == ("Division b2",)
        assert found.weakest == "Division b2"
        assert found.segments[1].at_large == ("h",)
        assert found.open_possibly is not None
        assert found.open_possibly.share == 0.0
        assert any("B as a whole: h" in sentence for sentence in found.words)

    def test_no_way_where_no_borders_lead(self) -> None:
        found = ask(sponsors("g"), end="location/d")
        assert (found.verdict, found.segments) == ("no way", ())
        assert found.words == ("No borders on record lead from A to D.",)

    def test_groups_that_the_sponsor_does_not_sponsor_hold_nothing_for_it(self) -> None:
        assert ask(sponsors("g"), *everywhere("other", MAIN)).gaps != ()

    def test_persons_hold_no_ground(self) -> None:
        there = [said("OPERATES_IN", "person/p", f"location/{one}") for one in MAIN]
        assert ask(said("SPONSORS", "state/a", "person/p"), *there).verdict == "broken"

    def test_own_forces_and_parts_of_a_sponsored_umbrella_hold_for_the_sponsor(self) -> None:
        found = ask(
            said("SUBORDINATE_TO", "organization/force", "state/a", **LASTING),
            sponsors("umbrella"),
            said("MEMBER_OF", "organization/m", "organization/umbrella", **LASTING),
            holds("force", "b1"),
            *everywhere("m", ("b2", "c1")),
        )
        assert found.verdict == "unbroken"
        relations = [one.holders[0].relation for one in found.segments]
        assert relations == ["own", "through", "through"]
        assert found.segments[1].holders[0].through == "umbrella"

    def test_a_start_outside_the_sponsors_country_needs_a_holder(self) -> None:
        given: dict[str, Any] = {"start": "location/b1", "sponsor": "state/a"}
        assert way(ask(sponsors("g"), *everywhere("g", MAIN), **given)) == MAIN
        assert ask(sponsors("g"), *everywhere("g", ("b2", "c1")), **given).gaps == ("Division b1",)

    def test_the_host_consents_or_not_beside_the_support(self) -> None:
        found = ask(
            sponsors("g"),
            *everywhere("g", ("b1", "c1")),
            holds("g", "b2", consent_de_facto="not_sought", consent_by="state/b"),
        )
        consent = found.segments[1].holders[0].consents[0]
        assert (consent.de_facto, consent.authority_name) == ("not_sought", "Beta")


class TestLikelihood:
    def test_independent_origins_multiply(self) -> None:
        # Three presences and one sponsorship, each A1: (.95 × .98)⁴ = .7513.
        found = ask(sponsors("g"), *everywhere("g", MAIN))
        assert found.open_surely is not None
        assert found.open_surely.share == pytest.approx(0.7513, abs=0.025)
        assert found.open_surely.low < 0.6 < 0.85 < found.open_surely.high

    def test_one_origin_stands_or_falls_as_one(self) -> None:
        # One witness, four statements: .95 × .98⁴ = .8763.
        one: dict[str, Any] = {"origins": ("paper",)}
        found = ask(sponsors("g", **one), *everywhere("g", MAIN, **one))
        assert found.open_surely is not None
        assert found.open_surely.share == pytest.approx(0.8763, abs=0.02)

    def test_a_denial_takes_its_share_and_is_shown(self) -> None:
        # Affirmed and denied b2 is held in .931 × (1 − .35) / (1 − .931 × .35) = .8976 of the
        # draws; the other three claims hold in .931³ = .8070, together .7244.
        found = ask(
            sponsors("g"),
            *everywhere("g", MAIN),
            holds("g", "b2", stance="denies", key="no", grade="C4"),
        )
        assert found.open_surely is not None
        assert found.open_surely.share == pytest.approx(0.7244, abs=0.035)
        assert found.segments[1].holders[0].kind == "contested"
        assert found.weakest == "Division b2"
        assert "Contested by a source: g in Division b2." in found.words

    def test_were_the_gap_held_the_rest_decides(self) -> None:
        # Two presences and the sponsorship are left: .931³ = .8070.
        found = ask(sponsors("g"), *everywhere("g", ("b1", "c1")))
        assert found.open_but_gaps is not None
        assert found.open_but_gaps.share == pytest.approx(0.807, abs=0.025)

    def test_two_ways_are_likelier_open_than_one(self) -> None:
        # b1 or b3: 1 − .069² = .9952 instead of .931; so .931³ × .9952 = .8031.
        found = ask(sponsors("g"), *everywhere("g", ("b1", "b3", "b2", "c1")))
        assert found.open_surely is not None
        assert found.open_surely.share == pytest.approx(0.8031, abs=0.025)

    def test_the_same_seed_gives_the_same_document(self) -> None:
        claims = (sponsors("g"), *everywhere("g", MAIN))
        assert ask(*claims).document() == ask(*claims).document()

    def test_without_draws_there_is_a_way_and_no_likelihood(self) -> None:
        found = ask(sponsors("g"), *everywhere("g", MAIN), plan=None)
        assert way(found) == MAIN
        assert found.open_possibly is None


class TestWays:
    def test_a_way_round_is_told_and_what_has_none_is_a_bottleneck(self) -> None:
        found = ask(sponsors("g"), *everywhere("g", ("b1", "b3", "b2", "c1")))
        assert way(found) == MAIN
        assert {(one.names, one.avoids) for one in found.detours} == {
            (("Division b3", "Division b2", "Division c1"), "Division b1")
        }
        assert found.bottlenecks == ("Division b2", "Division c1")

    def test_the_border_is_crossed_where_somebody_is_at_the_crossing(self) -> None:
        # c2 is the better attested, but nobody is on record at a crossing into it.
        found = ask(
            sponsors("g"),
            *everywhere("g", ("b1", "b2", "c2")),
            holds("g", "crossing", grade="C3"),
        )
        assert way(found) == MAIN
        assert [one.name for one in found.segments[2].crossings] == ["Crossing"]
        assert found.segments[2].crossings[0].holders == ("g",)
        assert found.segments[2].crossings[0].roads == ("Road",)

    def test_a_way_that_surely_holds_goes_before_one_with_a_crossing(self) -> None:
        found = ask(
            sponsors("g"),
            *everywhere("g", ("b1", "b2", "c2")),
            holds("g", "crossing", first_seen="2018-01-01", last_seen="2018-01-01"),
        )
        assert way(found) == ("b1", "b2", "c2")
        assert found.verdict == "unbroken"

    def test_the_better_attested_of_two_equal_ways_is_taken(self) -> None:
        found = ask(
            sponsors("g"), *everywhere("g", ("b3", "b2", "c1")), holds("g", "b1", grade="C3")
        )
        assert way(found) == ("b3", "b2", "c1")

    def test_years_say_what_came_and_went(self) -> None:
        found = ask(
            sponsors("g"),
            *everywhere("g", ("b2", "c1"), **LASTING),
            holds("g", "b1", valid_from="2018-01-01", valid_to="2020-01-01"),
            years=(2017, 2020),
        )
        assert [(one.year, one.verdict) for one in found.years] == [
            (2017, "broken"),
            (2018, "unbroken"),
            (2019, "unbroken"),
            (2020, "broken"),
        ]
        assert [one.gained for one in found.years] == [(), ("Division b1",), (), ()]
        assert [one.lost for one in found.years] == [(), (), (), ("Division b1",)]
        assert found.years[0].day == date(2017, 6, 1)

    def test_the_29th_of_february_is_the_28th_in_other_years(self) -> None:
        leap = ask(sponsors("g"), at=date(2020, 2, 29), years=(2019, 2020))
        assert [str(one.day) for one in leap.years] == ["2019-02-28", "2020-02-28"]


class TestBadInput:
    def test_a_day_before_any_claim_says_so(self) -> None:
        found = ask(sponsors("g"), *everywhere("g", MAIN), at=date(1960, 1, 1))
        # The state is said to sponsor since 2000, at the latest from its last day on.
        assert found.silent_before == date(2000, 1, 1)
        assert "1960-01-01" in found.words[0]
        assert "2000-01-01" in found.words[0]

    def test_what_others_did_earlier_does_not_count_for_the_sponsor(self) -> None:
        early = holds("other", "b1", valid_from="1950")
        assert ask(sponsors("g"), early, at=date(1990, 1, 1)).silent_before == date(2000, 1, 1)
        assert ask(sponsors("g"), early, at=date(2005, 1, 1)).silent_before is None

    def test_the_same_ground_at_both_ends_is_refused(self) -> None:
        with pytest.raises(InputRefusedError, match="same ground"):
            ask(start="location/b2", end="location/town", sponsor="state/a")

    def test_without_a_state_on_record_a_sponsor_has_to_be_named(self) -> None:
        with pytest.raises(InputRefusedError, match="--sponsor"):
            ask(start="location/c1", end="location/b1")

    def test_years_that_run_backwards_are_refused(self) -> None:
        with pytest.raises(InputRefusedError, match="backwards"):
            ask(years=(2020, 2019))


EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


@given(EDGES, st.lists(st.booleans(), min_size=7, max_size=7))
def test_a_way_is_open_exactly_where_networkx_finds_a_path(
    edges: list[tuple[int, int]], held: list[bool]
) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(7))
    units = {str(unit): np.array([held[unit]]) for unit in range(7)}

    def beside(unit: str) -> list[str]:
        return [str(one) for one in graph[int(unit)]]

    kept = graph.subgraph([unit for unit in range(7) if held[unit]])
    expected = 0 in kept and 6 in kept and nx.has_path(kept, 0, 6)
    assert bool(open_way("0", "6", beside, units)[0]) is expected


@given(EDGES, st.lists(st.booleans(), min_size=7, max_size=7))
def test_the_best_way_has_the_fewest_gaps_of_all_ways(
    edges: list[tuple[int, int]], held: list[bool]
) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(7))

    def cost(_: str | None, unit: str) -> Cost:
        return (0 if held[int(unit)] else 1), 0, 0, 0.0

    found = best_chain("0", "6", lambda unit: [str(one) for one in graph[int(unit)]], cost)
    every = [list(path) for path in nx.all_simple_paths(graph, 0, 6)]
    if not every:
        assert found is None
        return
    assert found is not None
    gaps = min(sum(not held[unit] for unit in path) for path in every)
    assert sum(not held[int(unit)] for unit in found) == gaps
    shortest = min(len(p) for p in every if sum(not held[unit] for unit in p) == gaps)
    assert len(found) == shortest
