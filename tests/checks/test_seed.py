"""The seed article's statements, asked of the curated dataset on the real server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analytics.questions.seed import SEED_QUESTIONS, SEED_SOURCE, SeedAnswer, ask_seed
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.settings import Settings
from graphdb.statements import statement, statement_names
from loaders.engine import load
from tests.conftest import empty

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    """The curated dataset, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", DATA, "curated")
        yield opened
        empty(opened, server)


def article(graph: Graph, name: str, **parameters: object) -> SeedAnswer:
    return ask_seed(graph, name, source=SEED_SOURCE, **parameters)


def told(answer: SeedAnswer, *columns: str) -> set[tuple[object, ...]]:
    return {tuple(row[column] for column in columns) for row in answer.rows}


def test_every_statement_has_a_question_with_exactly_its_parameters() -> None:
    asked = {question.statement: question.defaults for question in SEED_QUESTIONS.values()}
    assert sorted(asked) == list(statement_names("checks/seed"))
    for name, defaults in asked.items():
        assert set(statement(name).parameters) == set(defaults)


@pytest.mark.server
class TestArticle:
    @pytest.mark.parametrize("name", SEED_QUESTIONS)
    def test_every_row_says_who_said_it_who_published_it_and_when(
        self, curated: Graph, name: str
    ) -> None:
        answer = article(curated, name)
        assert answer.rows
        assert told(answer, "published_by", "published") == {("CBN News", "2020-01-09")}
        assert {row["asserted_by"] for row in answer.rows} <= {"Jonathan Spyer", None}
        assert all(row["claim"].startswith("curated/seed/") for row in answer.rows)

    @pytest.mark.parametrize(
        "name",
        ["fighters_in_area", "structures_without_permission", "objectives"],
    )
    def test_is_spyers_word_where_he_is_quoted(self, curated: Graph, name: str) -> None:
        assert {row["asserted_by"] for row in article(curated, name).rows} == {"Jonathan Spyer"}

    def test_sponsored_groups_by_country_apart_from_mere_relations(self, curated: Graph) -> None:
        found = told(
            article(curated, "sponsored_and_related"), "relation", "organization", "country"
        )
        assert found == {
            ("sponsors", "organization/hezbollah", "Lebanon"),
            ("sponsors", "organization/popular-mobilization-forces", "Iraq"),
            ("sponsors", "organization/syrian-irgc-structures", "Syria"),
            ("sponsors", "organization/palestinian-islamic-jihad", "Palestine"),
            ("sponsors", "organization/hamas", "Palestine"),
            ("sponsors", "organization/houthis", "Yemen"),
            ("has relations with", "organization/al-shabab", "Somalia"),
            ("has relations with", "organization/taliban", "Afghanistan"),
        }

    def test_forces_from_the_border_to_the_sea(self, curated: Graph) -> None:
        assert told(article(curated, "forces_in_area"), "organization", "place") == {
            ("organization/amal", "location/lebanon"),
            ("organization/hezbollah", "location/lebanon"),
            ("organization/popular-mobilization-forces", "location/iraq"),
            ("organization/syrian-irgc-structures", "location/syria"),
        }

    def test_about_200_000_fighters_there(self, curated: Graph) -> None:
        found = told(article(curated, "fighters_in_area"), "owner", "low", "high", "whose")
        assert found == {("state/iran", 200_000, 200_000, "clients")}

    def test_umbrella_of_dozens_of_militias_most_of_them_shia(self, curated: Graph) -> None:
        (row,) = article(curated, "umbrella").rows
        assert row["umbrella"] == "organization/popular-mobilization-forces"
        assert "dozens" in row["remark"]
        assert "most of them Shia" in row["remark"]
        assert row["members"] >= 24, "dozens of members are known one by one as well"

    def test_structures_that_do_not_seek_permission(self, curated: Graph) -> None:
        found = told(
            article(curated, "structures_without_permission"), "organization", "said", "other"
        )
        structures = "organization/syrian-irgc-structures"
        assert found == {
            (structures, "does not seek the permission of", "person/bashar-al-assad"),
            (structures, "was created by", "person/qasem-soleimani"),
            (structures, "was created by", "state/iran"),
            (structures, "is part of", "state/syria"),
            (structures, "resembles", "organization/popular-mobilization-forces"),
        }

    def test_chain_from_the_rockets_to_the_two_bases(self, curated: Graph) -> None:
        assert told(article(curated, "chain_of_events"), "event", "answered_by") == {
            ("event/k1-rocket-attack", "event/soleimani-killing"),
            ("event/soleimani-killing", "event/iran-strikes-ayn-al-asad-erbil"),
        }

    def test_what_the_project_aims_at(self, curated: Graph) -> None:
        found = {row["objective"] for row in article(curated, "objectives").rows}
        assert found == {
            "objective/regional-domination",
            "objective/destruction-of-israel",
            "objective/expulsion-of-the-united-states",
            "objective/preserving-the-militias",
            "objective/avoiding-all-out-war-with-the-us",
        }

    def test_second_only_to_the_leader(self, curated: Graph) -> None:
        found = told(article(curated, "second_in_power"), "person", "second_to", "scope")
        assert found == {("person/qasem-soleimani", "Ali Khamenei", "state/iran")}


@pytest.mark.server
class TestAllSources:
    @pytest.mark.parametrize(
        ("day", "commander"),
        [("2020-01-02", "person/qasem-soleimani"), ("2020-02-01", "person/esmail-qaani")],
    )
    def test_commander_of_the_quds_force(self, curated: Graph, day: str, commander: str) -> None:
        answer = ask_seed(curated, "commander", at=date.fromisoformat(day))
        assert {row["commander"] for row in answer.rows} == {commander}
        assert any(row["certain"] for row in answer.rows)
        assert all(row["published_by"] and row["published"] for row in answer.rows)

    def test_chain_passes_the_strikes_and_the_embassy(self, curated: Graph) -> None:
        found = told(ask_seed(curated, "chain_of_events"), "event", "answered_by")
        assert found >= {
            ("event/k1-rocket-attack", "event/us-strikes-on-kataib-hezbollah"),
            ("event/us-strikes-on-kataib-hezbollah", "event/us-embassy-siege"),
            ("event/us-embassy-siege", "event/soleimani-killing"),
            ("event/soleimani-killing", "event/iran-strikes-ayn-al-asad-erbil"),
        }

    def test_denials_do_not_count_as_relations(self, curated: Graph) -> None:
        rows = ask_seed(curated, "sponsored_and_related").rows
        assert "curated/south/houthis-deny-support" not in {row["claim"] for row in rows}

    def test_answers_become_frames_and_documents(self, curated: Graph) -> None:
        answer = ask_seed(curated, "commander", at=date(2020, 2, 1))
        assert set(answer.to_frame()["name"]) == {"Esmail Qaani"}
        assert answer.document()["parameters"] == {
            "source": None,
            "organization": "organization/quds-force",
            "at": "2020-02-01",
        }


@pytest.mark.server
def test_unknown_questions_and_parameters_are_refused(graph: Graph) -> None:
    with pytest.raises(UnknownNameError, match="no question is named 'who'"):
        ask_seed(graph, "who")
    with pytest.raises(UnknownNameError, match="has no parameter 'day'; it has: at, organization"):
        ask_seed(graph, "commander", day="2020-01-02")
