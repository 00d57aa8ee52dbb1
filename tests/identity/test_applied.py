"""Decisions in the graph: what becomes one, what its claims remember, and how it comes apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from graphdb.schema import apply_schema
from graphdb.settings import Settings
from loaders.canonical import canonical_lines
from loaders.engine import load, unload
from loaders.identity.applying import apply_decisions
from loaders.identity.decisions import Decision, Verdict, decision
from loaders.options import LoadOptions
from tests.conftest import empty
from tests.datasets import Row, claim, organization, person, write_tables

pytestmark = pytest.mark.server

QAANI = person("Esmail Qaani", born="1957")
FORCE = organization("Quds Force", "state_security_force")
GHANI = {**person("Ghani Esmail", aliases="Ismail Ghani"), "id": "list/13107"}
TREASURY = organization("Treasury", "government_body")
COMMANDS = claim("COMMANDS", "person/esmail-qaani", "organization/quds-force", id="c1")
DESIGNATED = claim("DESIGNATED", "organization/treasury", "list/13107", id="d1")
TIED = claim("TIED_TO", "list/13107", "list/9", id="t1", kind="working")
NINE = {**person("Number Nine"), "id": "list/9"}


def made(*pairs: tuple[str, str], verdict: Verdict = "same") -> Sequence[Decision]:
    day = date(2026, 1, 1)
    return [decision(one, other, verdict, "analyst", "one man", day) for one, other in pairs]


SAME = made(("person/esmail-qaani", "list/13107"))


@pytest.fixture
def loaded(graph: Graph, server: Settings, tmp_path: Path) -> Graph:
    empty(graph, server)
    apply_schema(graph)
    put(graph, tmp_path, "own", 10, [QAANI, FORCE], [COMMANDS])
    put(graph, tmp_path, "list", 50, [GHANI, NINE, TREASURY], [DESIGNATED, TIED])
    return graph


def put(
    graph: Graph, place: Path, dataset: str, rank: int, actors: list[Row], claims: list[Row]
) -> None:
    folder = write_tables(place / f"{dataset}-{len(list(place.iterdir()))}", actors=actors,
                          claims=claims)  # fmt: skip
    load(graph, "tables", folder, dataset, LoadOptions(rank=rank, most_removed=1.0))


def claims_of(graph: Graph) -> dict[str, dict[str, object]]:
    return {
        row["properties"]["claim_id"]: {**row["properties"], "start": row["start"],
                                        "end": row["end"]}
        for row in graph.read("load/export_relationships")
        if row["type"] != "DESCRIBES"
    }  # fmt: skip


def entities(graph: Graph) -> dict[str, dict[str, object]]:
    return {
        row["properties"]["id"]: row["properties"]
        for row in graph.read("load/export_nodes")
        if "Entity" in row["labels"]
    }


class TestOne:
    def test_is_the_record_of_the_highest_rank_with_all_names(self, loaded: Graph) -> None:
        run = apply_decisions(loaded, SAME)
        found = entities(loaded)
        assert "list/13107" not in found
        one = found["person/esmail-qaani"]
        assert one["datasets"] == ["list", "own"]
        assert one["own_ids"] == ["list/13107", "person/esmail-qaani"]
        assert one["name"] == "Esmail Qaani"
        assert one["aliases"] == ["Ghani Esmail", "Ismail Ghani"]
        assert one["names_by_dataset"] == [
            "list: Ghani Esmail",
            "list: Ismail Ghani",
            "own: Esmail Qaani",
        ]
        assert (run.outcome, run.nodes_changed, run.claims_changed) == ("changed", 1, 2)

    def test_claims_keep_their_own_end_and_the_name_that_their_source_used(
        self, loaded: Graph
    ) -> None:
        before = claims_of(loaded)
        apply_decisions(loaded, SAME)
        after = claims_of(loaded)
        moved = after["list/d1"]
        assert (moved["end"], moved["end_id"]) == ("person/esmail-qaani", "list/13107")
        assert moved["end_name"] == "Ghani Esmail"
        assert "start_id" not in moved
        assert set(after) == set(before)
        assert after["own/c1"] == before["own/c1"]

    def test_a_symmetric_claim_still_runs_from_the_lesser_id(self, loaded: Graph) -> None:
        apply_decisions(loaded, SAME)
        tie = claims_of(loaded)["list/t1"]
        assert (tie["start"], tie["end"]) == ("list/9", "person/esmail-qaani")
        assert (tie["end_id"], tie["end_name"]) == ("list/13107", "Ghani Esmail")

    def test_comes_apart_again(self, loaded: Graph) -> None:
        before = list(canonical_lines(loaded))
        apply_decisions(loaded, SAME)
        assert list(canonical_lines(loaded)) != before
        apply_decisions(loaded, ())
        assert list(canonical_lines(loaded)) == before

    def test_a_person_is_no_organization_whatever_the_table_says(self, loaded: Graph) -> None:
        before = list(canonical_lines(loaded))
        apply_decisions(loaded, made(("list/13107", "organization/quds-force")))
        assert list(canonical_lines(loaded)) == before

    def test_unsure_and_different_join_nothing(self, loaded: Graph) -> None:
        before = list(canonical_lines(loaded))
        for verdict in ("unsure", "different"):
            pair = ("person/esmail-qaani", "list/13107")
            run = apply_decisions(loaded, made(pair, verdict=verdict))
            assert run.outcome == "unchanged"
            assert list(canonical_lines(loaded)) == before

    def test_decisions_for_records_that_are_not_loaded_wait(
        self, loaded: Graph, tmp_path: Path
    ) -> None:
        apply_decisions(loaded, made(("person/esmail-qaani", "later/1")))
        later = {**person("Later"), "id": "later/1"}
        put(loaded, tmp_path, "later", 1, [later], [])
        found = entities(loaded)
        assert found["later/1"]["own_ids"] == ["later/1", "person/esmail-qaani"]
        assert claims_of(loaded)["own/c1"]["start"] == "later/1"
        unload(loaded, "later")
        assert claims_of(loaded)["own/c1"]["start"] == "person/esmail-qaani"


class TestSelfLoops:
    PAIR = made(("list/13107", "list/9"))

    def test_are_taken_out_kept_and_reported(self, loaded: Graph) -> None:
        before = claims_of(loaded)["list/t1"]
        run = apply_decisions(loaded, self.PAIR)
        assert run.left_out == ("1 × claims between two records that are now one",)
        held = claims_of(loaded)["list/t1"]
        assert (held["start"], held["end"]) == ("list|list/13107", "list|list/9")
        asked = {"types": ["TIED_TO"], "at": date(2021, 1, 1), "known_by": None, "datasets": []}
        assert not loaded.read("analytics/claims_at", **asked)
        apply_decisions(loaded, ())
        assert claims_of(loaded)["list/t1"] == before

    def test_can_be_changed_and_removed_by_a_reload(self, loaded: Graph, tmp_path: Path) -> None:
        apply_decisions(loaded, self.PAIR)
        changed = {**TIED, "kind": "political"}
        put(loaded, tmp_path, "list", 50, [GHANI, NINE, TREASURY], [DESIGNATED, changed])
        held = claims_of(loaded)["list/t1"]
        assert (held["kind"], held["start"]) == ("political", "list|list/13107")
        put(loaded, tmp_path, "list", 50, [GHANI, NINE, TREASURY], [DESIGNATED])
        assert "list/t1" not in claims_of(loaded)


class TestLoads:
    def test_a_reload_that_changes_nothing_writes_nothing(
        self, loaded: Graph, tmp_path: Path
    ) -> None:
        apply_decisions(loaded, SAME)
        version = loaded.state().version
        put(loaded, tmp_path, "own", 10, [QAANI, FORCE], [COMMANDS])
        assert loaded.state().version == version
        assert apply_decisions(loaded, SAME).outcome == "unchanged"
        assert loaded.state().version == version

    def test_another_rank_makes_another_record_canonical(
        self, loaded: Graph, tmp_path: Path
    ) -> None:
        apply_decisions(loaded, SAME)
        put(loaded, tmp_path, "list", 1, [GHANI, NINE, TREASURY], [DESIGNATED, TIED])
        found = entities(loaded)
        assert "person/esmail-qaani" not in found
        assert found["list/13107"]["name"] == "Ghani Esmail"
        led = claims_of(loaded)["own/c1"]
        assert (led["start"], led["start_id"]) == ("list/13107", "person/esmail-qaani")

    def test_another_name_reaches_the_claims_that_were_made_under_it(
        self, loaded: Graph, tmp_path: Path
    ) -> None:
        apply_decisions(loaded, SAME)
        renamed = {**GHANI, "name": "Ghani E."}
        put(loaded, tmp_path, "list", 50, [renamed, NINE, TREASURY], [DESIGNATED, TIED])
        assert claims_of(loaded)["list/d1"]["end_name"] == "Ghani E."


def test_contradictions_are_refused_before_anything_is_written(loaded: Graph) -> None:
    contradiction = [
        *made(("list/9", "list/13107"), ("list/9", "person/esmail-qaani")),
        *made(("list/13107", "person/esmail-qaani"), verdict="different"),
    ]
    before = list(canonical_lines(loaded))
    with pytest.raises(InputRefusedError, match="decided to be different"):
        apply_decisions(loaded, contradiction)
    assert list(canonical_lines(loaded)) == before
