"""A group has no ties outside its lifetime, unless a claim says itself that it was there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.claims.lifetimes import Lifetimes
from analytics.claims.sightings import is_before_merger
from analytics.network.person_network import person_network
from analytics.network.projection import projection_of, read_projection
from analytics.questions.centrality import centrality
from analytics.questions.path import path
from analytics.questions.profile import profile
from analytics.questions.sponsors import sponsors
from analytics.questions.strength import strength
from analytics.scope import AsOf, Question
from analytics.succession.answer import answer
from analytics.territory.presence import presence
from graphdb.connection import Graph
from graphdb.validtime import Span, claim_bounds, parse_date
from loaders.engine import load
from tests.analytics.succession_world import DAY, case, evidence, request, said, toy_claims
from tests.datasets import Row, claim, organization, person, state, write_tables

REPORTED = date(2020, 1, 9)


def ruled_out(founded: str, day: date, **dates: str) -> bool:
    given = [dates.get(name) for name in ("valid_from", "valid_to", "first_seen", "last_seen")]
    bounds = vars(claim_bounds(*given, REPORTED))
    return Lifetimes({"g": parse_date(founded)}).rule_out(("p", "g"), bounds, day)


def test_an_unknown_start_is_no_earlier_than_the_last_day_of_the_founding() -> None:
    assert ruled_out("2005-03-10", date(2005, 3, 9))
    assert not ruled_out("2005-03-10", date(2005, 3, 10))
    assert ruled_out("2005", date(2005, 12, 30))
    assert not ruled_out("2005", date(2005, 12, 31))


def test_a_rough_start_is_no_earlier_than_the_first_day_of_the_founding() -> None:
    assert ruled_out("2005-03-10", date(2005, 3, 9), valid_from="2005")
    assert not ruled_out("2005-03-10", date(2005, 3, 10), valid_from="2005")
    assert not ruled_out("2005", date(2005, 1, 1), valid_from="2005")


def test_what_is_certain_of_an_earlier_day_stands() -> None:
    seen = {"first_seen": "2001-01-01", "last_seen": "2003-01-01"}
    assert ruled_out("2005", date(2000, 6, 1), **seen)
    assert not ruled_out("2005", date(2002, 6, 1), **seen)
    assert not ruled_out("2005", date(2004, 6, 1), **seen), "observed before: it may go on"
    assert not ruled_out("2005", date(2002, 6, 1), valid_from="2002")


def ruled_out_after(dissolved: str, day: date, **dates: str) -> bool:
    given = [dates.get(name) for name in ("valid_from", "valid_to", "first_seen", "last_seen")]
    bounds = vars(claim_bounds(*given, date(2001, 1, 9)))
    return Lifetimes({}, {"g": parse_date(dissolved)}).rule_out(("p", "g"), bounds, day)


def test_an_unknown_end_is_no_later_than_the_first_day_of_the_dissolution() -> None:
    assert not ruled_out_after("2005-03-10", date(2005, 3, 9))
    assert ruled_out_after("2005-03-10", date(2005, 3, 10))
    assert not ruled_out_after("2005", date(2004, 12, 31))
    assert ruled_out_after("2005", date(2005, 1, 1))


def test_a_rough_end_is_no_later_than_the_last_day_of_the_dissolution() -> None:
    assert not ruled_out_after("2005-03", date(2005, 3, 30), valid_to="2005")
    assert ruled_out_after("2005-03", date(2005, 3, 31), valid_to="2005")


def test_what_is_certain_of_a_later_day_stands() -> None:
    seen = {"first_seen": "2004-01-01", "last_seen": "2007-01-01"}
    assert not ruled_out_after("2005", date(2006, 6, 1), **seen)
    assert ruled_out_after("2005", date(2008, 6, 1), **seen)
    stated = {"valid_from": "2001", "valid_to": "2009-01-01"}
    assert not ruled_out_after("2005", date(2008, 6, 1), **stated)


@given(
    moment=st.dates(date(1980, 1, 1), date(2030, 1, 1)),
    seen=st.dates(date(1980, 1, 1), date(2030, 1, 1)),
    ended=st.dates(date(1980, 1, 1), date(2030, 1, 1)),
)
def test_founding_and_dissolution_mirror_each_other(moment: date, seen: date, ended: date) -> None:
    """Turned round in time, a dissolution is a founding."""
    pivot = date(2005, 1, 1).toordinal() * 2

    def turned(day: date) -> date:
        return date.fromordinal(pivot - day.toordinal())

    forth = vars(claim_bounds(None, None, seen.isoformat(), seen.isoformat(), seen))
    back = vars(
        claim_bounds(None, None, turned(seen).isoformat(), turned(seen).isoformat(), turned(seen))
    )
    after = Lifetimes({}, {"g": Span(ended, ended)}).rule_out(("g",), forth, moment)
    # The first day without the group mirrors the day before its first day.
    first = date.fromordinal(turned(ended).toordinal() + 1)
    before = Lifetimes({"g": Span(first, first)}).rule_out(("g",), back, turned(moment))
    assert after == before


def test_groups_without_a_dated_founding_are_not_bounded() -> None:
    bounds = vars(claim_bounds(None, None, None, None, REPORTED))
    assert not Lifetimes().rule_out(("p", "g"), bounds, date(1900, 1, 1))
    assert not Lifetimes({"x": parse_date("2005")}).rule_out(("p", "g"), bounds, date(1900, 1, 1))


def test_an_estimate_from_before_a_merger_says_nothing_of_a_day_after_it() -> None:
    merged, day = date(2014, 6, 30), date(2020, 1, 2)

    def before(first: str, last: str) -> bool:
        bounds = claim_bounds(None, None, first, last, REPORTED)
        return is_before_merger(vars(bounds), merged, day)

    assert before("2005", "2007")
    assert not before("2005", "2016")
    assert not before("2019-12-01", "2020-02-01")


def test_a_succession_leaves_out_groups_founded_after_it() -> None:
    founded = Lifetimes({"u/C": parse_date("2020-02-01"), "u/A": parse_date("2025")})
    world = evidence(toy_claims(), deaths={"p/P": "2020-01-03"})
    bounded = evidence(toy_claims(), deaths={"p/P": "2020-01-03"}, lifetimes=founded)
    names = {tie.name for tie in answer(case(), world, request()).relations.alters}
    assert names == {"A", "C", "L", "M"}
    left = {tie.name for tie in answer(case(), bounded, request()).relations.alters}
    # Both were seen on the day before.
    assert left == names
    late = [said("TIED_TO", "p/P", "u/E", reported_on=date(2020, 1, 3))]
    with_late = evidence(
        [*toy_claims(), *late],
        deaths={"p/P": "2020-01-03"},
        lifetimes=Lifetimes({"u/E": parse_date("2020-01-03")}),
    )
    assert case().day == DAY
    assert {tie.name for tie in answer(case(), with_late, request()).relations.alters} == names


ORIGIN = claim("FOUNDED", "person/p", "organization/g", valid_from="2005-03-10")
BEFORE, AFTER = date(2005, 3, 9), date(2005, 3, 10)


def world(graph: Graph, folder: Path, *more: Row) -> Graph:
    """Two groups in a country that a state sponsors; G was founded in 2005, H nobody knows when.

    What is said of them was seen from ten days after the founding on, so that it is likely that it
    was so a day before, too.
    """
    seen = {"first_seen": "2005-03-20", "last_seen": "2020-01-09"}
    claims = [
        ORIGIN,
        claim("COMMANDS", "person/p", "organization/g", **seen),
        claim("COMMANDS", "person/p", "organization/h", **seen),
        claim("TIED_TO", "person/q", "organization/g", kind="working", **seen),
        claim("HAS_STRENGTH", "organization/g", "estimate/g", **seen),
        claim("HAS_STRENGTH", "organization/h", "estimate/h", **seen),
        *(claim("SPONSORS", "state/s", f"organization/{key}", **seen) for key in "gh"),
        *(claim("OPERATES_IN", f"organization/{key}", "location/l", **seen) for key in "gh"),
        *more,
    ]
    numbered = [{"id": f"c{number}", **row} for number, row in enumerate(claims)]
    tables = write_tables(
        folder,
        actors=[state("S"), person("P"), person("Q"), organization("G"), organization("H")],
        locations=[{"id": "location/l", "name": "L", "level": "country"}],
        estimates=[
            {"id": "estimate/g", "name": "G's", "low": "10", "high": "10", "counts": "estimate"},
            {"id": "estimate/h", "name": "H's", "low": "3", "high": "3", "counts": "estimate"},
        ],
        claims=numbered,
    )
    load(graph, "tables", tables, "small")
    return graph


@pytest.mark.server
class TestQuestions:
    @pytest.mark.parametrize("isolates", [False, True])
    def test_networks(self, graph: Graph, tmp_path: Path, isolates: bool) -> None:
        world(graph, tmp_path)
        for day, there in ((BEFORE, False), (AFTER, True)):
            question = Question(day, isolates=isolates)
            network = person_network(graph, question)
            projection = read_projection(graph, question)
            assert ("organization/g" in network.vertices) is there
            assert projection.vertices == projection_of(network).vertices
            assert projection.ends.tolist() == projection_of(network).ends.tolist()
            assert "organization/h" in network.vertices
        ranked = {row.id for row in centrality(graph, Question(BEFORE)).rows}
        assert "organization/g" not in ranked

    def test_a_claim_of_an_earlier_day_is_in_both_forms(self, graph: Graph, tmp_path: Path) -> None:
        seen = {"first_seen": "2000-01-01", "last_seen": "2006-01-01", "kind": "political"}
        world(graph, tmp_path, claim("TIED_TO", "person/p", "organization/g", **seen))
        question = Question(BEFORE)
        network, projection = person_network(graph, question), read_projection(graph, question)
        pairs = {(tie.source, tie.target) for tie in network.ties}
        assert pairs == {("person/p", "organization/g"), ("person/p", "organization/h")}
        assert projection.ends.tolist() == projection_of(network).ends.tolist()

    def test_everyday_questions(self, graph: Graph, tmp_path: Path) -> None:
        world(graph, tmp_path)
        early = profile(graph, "organization/g", AsOf(BEFORE))
        assert early.lines == ()
        assert any("was founded on 2005-03-10" in words for words in early.remarks)
        assert profile(graph, "organization/g", AsOf(AFTER)).lines
        way = ("person/p", "organization/g")
        assert path(graph, *way, AsOf(BEFORE)).routes == ()
        assert path(graph, *way, AsOf(AFTER)).routes
        clients = {
            day: {row.id: row.high for row in sponsors(graph, "state/s", AsOf(day)).rows}
            for day in (BEFORE, AFTER)
        }
        assert clients == {
            BEFORE: {"organization/h": 3},
            AFTER: {"organization/g": 10, "organization/h": 3},
        }

    def test_a_dissolved_group_has_no_ties_afterwards(self, graph: Graph, tmp_path: Path) -> None:
        world(
            graph,
            tmp_path,
            claim(
                "DISSOLVED",
                "person/q",
                "organization/h",
                valid_from="2021",
                valid_to="",
                how="disbanded",
            ),
        )
        last, gone = date(2020, 12, 31), date(2021, 1, 1)
        for day, there in ((last, True), (gone, False)):
            for isolates in (False, True):
                question = Question(day, isolates=isolates)
                network = person_network(graph, question)
                projection = read_projection(graph, question)
                surely_there = there or (isolates and day < date(2021, 12, 31))
                assert ("organization/h" in network.vertices) is surely_there
                assert projection.vertices == projection_of(network).vertices
                assert projection.ends.tolist() == projection_of(network).ends.tolist()
            clients = {row.id for row in sponsors(graph, "state/s", AsOf(day)).rows}
            assert ("organization/h" in clients) is there
        late = profile(graph, "organization/h", AsOf(gone, min_likelihood=0))
        assert [line.text for line in late.lines] == ["was ended by Q: disbanded; since 2021"]
        lineage = [line.text for line in profile(graph, "organization/h", AsOf(last)).lines]
        assert not any("was ended by Q" in text for text in lineage)

    def test_fighters_and_presence(self, graph: Graph, tmp_path: Path) -> None:
        world(graph, tmp_path)
        sums = [
            strength(graph, day, sponsor="state/s", area="location/l").high
            for day in (BEFORE, AFTER)
        ]
        assert sums == [3, 13]
        world(
            graph,
            tmp_path / "again",
            *(
                claim("OPERATES_IN", f"organization/{key}", "location/l", valid_from="2005")
                for key in "gh"
            ),
        )
        found = {
            day: {
                one.id for one in presence(graph, "location/l", AsOf(day, min_likelihood=0)).present
            }
            for day in (BEFORE, AFTER)
        }
        assert found == {
            BEFORE: {"organization/h"},
            AFTER: {"organization/g", "organization/h"},
        }

    def test_what_nobody_had_said_yet_bounds_nothing(self, graph: Graph, tmp_path: Path) -> None:
        world(graph, tmp_path)
        known = Question(BEFORE, known_by=date(2019, 1, 1))
        assert person_network(graph, known).ties == ()
        only = Question(BEFORE, datasets=("small",))
        assert person_network(graph, only).ties == person_network(graph, Question(BEFORE)).ties

    def test_fighters_of_a_merged_group_are_those_of_the_other(
        self, graph: Graph, tmp_path: Path
    ) -> None:
        merger = claim("MERGED_INTO", "organization/h", "organization/g", valid_from="2020-06")
        world(graph, tmp_path, merger)
        sums = [
            strength(graph, day, sponsor="state/s", area="location/l").high
            for day in (date(2020, 6, 29), date(2020, 6, 30))
        ]
        assert sums == [13, 10]
