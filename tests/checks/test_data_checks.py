"""Each check finds what it is for in a small bad dataset, and nothing in a good one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from analytics.questions.checks import run_checks
from analytics.questions.data_rules import CHECKS
from graphdb.connection import Graph
from graphdb.connection import Row as Found
from graphdb.statements import statement, statement_names
from loaders.engine import load
from tests.datasets import SOURCE, Row, claim, organization, person, state, write_tables

Checked = Callable[..., dict[str, tuple[Found, ...]]]

GOOD: dict[str, Sequence[Row]] = {
    "sources": [SOURCE],
    "actors": [
        state("Sponsor"),
        organization("Staff", "state_security_force"),
        organization("Group"),
        organization("Wing"),
        organization("Free"),
        person("Old"),
        person("New"),
    ],
    "positions": [{"id": "position/head", "name": "Head", "single_holder": "true"}],
    "claims": [
        claim("SPONSORS", "state/sponsor", "organization/group"),
        claim("WING_OF", "organization/wing", "organization/group"),
        claim("SPONSORS", "state/sponsor", "organization/free", stance="denies"),
        claim("SUBORDINATE_TO", "organization/staff", "state/sponsor"),
        claim(
            "HOLDS",
            "person/old",
            "position/head",
            id="old",
            valid_from="1998",
            valid_to="2020-01-03",
        ),
        claim("HOLDS", "person/new", "position/head", valid_from="2020-01-03"),
    ],
}


@pytest.fixture
def check(graph: Graph, tmp_path: Path) -> Checked:
    """Load the good dataset with rows added, run all checks, and give what they found."""

    def check(**more: Sequence[Row]) -> dict[str, tuple[Found, ...]]:
        tables = {
            name: [*rows, *more.get(name, ())]
            for name, rows in {**dict.fromkeys(more, ()), **GOOD}.items()
        }
        load(graph, "tables", write_tables(tmp_path / "tables", **tables), "checked")
        report = run_checks(graph)
        found = {result.name: result.rows for result in report.results if not result.passed}
        assert report.passed == (not found)
        assert len(report.to_frame()) == sum(map(len, found.values()))
        return found

    return check


def test_every_statement_is_run_with_exactly_its_parameters() -> None:
    assert sorted(check.statement for check in CHECKS) == list(statement_names("checks/data"))
    for one in CHECKS:
        assert set(statement(one.statement).parameters) == {"datasets", *one.parameters}


@pytest.mark.server
class TestChecks:
    def test_find_nothing_in_good_data(self, check: Checked) -> None:
        assert check() == {}

    def test_find_nothing_in_an_empty_graph(self, graph: Graph) -> None:
        report = run_checks(graph)
        assert report.passed
        assert report.document()["passed"] is True

    def test_find_entities_without_a_claim(self, check: Checked) -> None:
        appointment = claim(
            "HOLDS", "person/new", "position/aide", valid_from="2020", appointed_by="person/named"
        )
        found = check(
            actors=[person("Lonely"), person("Named")],
            positions=[{"id": "position/aide", "name": "Aide"}],
            claims=[appointment],
        )
        lonely = {"id": "person/lonely", "name": "Lonely", "label": "Person"}
        assert found == {"entities_without_claim": (lonely,)}

    def test_find_sources_that_nothing_rests_on(self, check: Checked) -> None:
        found = check(sources=[{**SOURCE, "id": "source/unused", "name": "Unused"}])
        unused = {"id": "source/unused", "name": "Unused", "publisher": "A publisher"}
        assert found == {"sources_uncited": (unused,)}

    def test_find_sources_that_nobody_opened(self, check: Checked) -> None:
        closed = {**SOURCE, "id": "source/closed", "name": "Closed", "opened_on": ""}
        group, wing = "organization/group", "organization/wing"
        claims = [
            claim("ALLIED_WITH", group, wing, sources="source/closed", id="b"),
            claim("FOUNDED", "person/old", group, sources="source/closed;source/paper", id="a"),
        ]
        expected = {
            "id": "source/closed",
            "name": "Closed",
            "claims": 2,
            "for_example": "checked/a",
        }
        assert check(sources=[closed], claims=claims) == {"sources_not_opened": (expected,)}

    def test_find_two_holders_of_a_post_for_one(self, check: Checked) -> None:
        holding = claim(
            "HOLDS", "person/zed", "position/head", id="zed", valid_from="2010", valid_to="2012"
        )
        overlap = {
            "post": "position/head",
            "one": "person/old",
            "other": "person/zed",
            "from_day": "2010-12-31",
            "until_day": "2012-01-01",
            "claim": "checked/old",
            "other_claim": "checked/zed",
        }
        found = check(actors=[person("Zed")], claims=[holding])
        assert found == {"overlapping_holders": (overlap,)}

    @pytest.mark.parametrize(
        "cells",
        [
            {"capacity": "acting", "valid_from": "2010", "valid_to": "2012"},
            {"valid_from": "1990", "valid_to": "1998"},
            {"valid_from": "2010", "valid_to": "2012", "stance": "denies"},
        ],
        ids=["acting", "in the year of the change", "denied"],
    )
    def test_let_holders_pass_that_do_not_exclude_each_other(
        self, check: Checked, cells: dict[str, str]
    ) -> None:
        holding = claim("HOLDS", "person/zed", "position/head", **cells)
        assert check(actors=[person("Zed")], claims=[holding]) == {}

    def test_let_holders_pass_that_share_a_conflict_set(self, check: Checked) -> None:
        post = {"id": "position/chair", "name": "Chair", "single_holder": "true"}
        years = {"valid_from": "2010", "valid_to": "2012"}
        claims = [
            claim("HOLDS", "person/old", "position/chair", conflict_set="chair", **years),
            claim("HOLDS", "person/new", "position/chair", conflict_set="chair", **years),
        ]
        assert check(positions=[post], claims=claims) == {}

    def test_find_cycles_of_subordination(self, check: Checked) -> None:
        claims = [
            claim("SUBORDINATE_TO", "organization/wing", "organization/group", id="1"),
            claim("SUBORDINATE_TO", "organization/group", "organization/free", id="2"),
            claim("SUBORDINATE_TO", "organization/free", "organization/wing", id="3"),
        ]
        cycle = {
            "id": "organization/free",
            "chain": [
                "organization/free",
                "organization/wing",
                "organization/group",
                "organization/free",
            ],
            "claims": ["checked/3", "checked/1", "checked/2"],
        }
        assert check(claims=claims) == {"cycles_of_subordination": (cycle,)}

    def test_let_a_turn_of_the_chain_pass(self, check: Checked) -> None:
        wing, group = "organization/wing", "organization/group"
        claims = [
            claim("SUBORDINATE_TO", wing, group, valid_from="2010", valid_to="2015-01-01"),
            claim("SUBORDINATE_TO", group, wing, valid_from="2015-01-01"),
        ]
        assert check(claims=claims) == {}

    def test_find_armed_groups_without_a_sponsor(self, check: Checked) -> None:
        consent = {"consent_de_jure": "unknown", "consent_de_facto": "unknown"}
        claims = [
            claim("OPERATES_IN", "organization/stray", "location/here", **consent),
            claim("DIRECTS", "organization/staff", "organization/led"),
            claim("RIVAL_OF", "organization/foe", "state/sponsor"),
            claim("COMMANDS", "person/old", "organization/own"),
        ]
        found = check(
            actors=[organization(name) for name in ("Stray", "Led", "Foe", "Own")],
            locations=[{"id": "location/here", "name": "Here", "level": "place"}],
            claims=claims,
        )
        assert found == {
            "groups_without_sponsor": (
                {"id": "organization/own", "name": "Own"},
                {"id": "organization/stray", "name": "Stray"},
            )
        }
