"""Loads, reloads and unloads on the real server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.errors import GraphMovedError, InputRefusedError, LockHeldError
from graphdb.schema import apply_schema
from graphdb.settings import Settings
from loaders.canonical import canonical_digest, canonical_lines
from loaders.engine import load, unload
from loaders.lock import Lease, LeaseLostError, writers_lock
from loaders.options import LoadOptions
from loaders.runs import Run, read_changes, read_runs
from tests.datasets import Row, claim, organization, person, state, write_tables

pytestmark = pytest.mark.server

IRAN = state("Iran", country="IRN")
QUDS = organization("Quds Force", "state_security_force")
HEZBOLLAH = organization("Hezbollah", aliases="Hizballah")
QASEM = person("Qasem Soleimani")
ACTORS = [IRAN, QUDS, HEZBOLLAH, QASEM]
CLAIMS: list[Row] = [
    claim("SPONSORS", "state/iran", "organization/hezbollah", id="sponsors", valid_from="1982"),
    claim("COMMANDS", "person/qasem-soleimani", "organization/quds-force", id="commands"),
    claim("DIRECTS", "organization/quds-force", "organization/hezbollah", id="directs"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "demo", actors=ACTORS, claims=CLAIMS)


def run(graph: Graph, folder: Path, dataset: str = "demo", **options: object) -> Run:
    return load(graph, "tables", folder, dataset, LoadOptions(**options))  # type: ignore[arg-type]


def ties(graph: Graph) -> set[tuple[str, str, str]]:
    rows = graph.read("load/export_relationships")
    return {(r["start"], r["type"], r["end"]) for r in rows if r["type"] != "DESCRIBES"}


def nodes(graph: Graph) -> dict[str, tuple[set[str], dict[str, object]]]:
    return {
        row["properties"]["id"]: (set(row["labels"]), row["properties"])
        for row in graph.read("load/export_nodes")
        if "Entity" in row["labels"]
    }


def test_a_first_load_writes_nodes_claims_and_the_run(graph: Graph, folder: Path) -> None:
    done = run(graph, folder)
    assert ties(graph) == {
        ("state/iran", "SPONSORS", "organization/hezbollah"),
        ("person/qasem-soleimani", "COMMANDS", "organization/quds-force"),
        ("organization/quds-force", "DIRECTS", "organization/hezbollah"),
    }
    found = nodes(graph)
    assert {name: labels for name, (labels, _) in found.items()} == {
        "state/iran": {"Entity", "Actor", "State"},
        "organization/quds-force": {"Entity", "Actor", "Organization"},
        "organization/hezbollah": {"Entity", "Actor", "Organization"},
        "person/qasem-soleimani": {"Entity", "Actor", "Person"},
        "source/paper": {"Entity", "Source"},
    }
    assert found["organization/hezbollah"][1] == {
        "id": "organization/hezbollah",
        "name": "Hezbollah",
        "kind": "armed_group",
        "aliases": ["Hizballah"],
        "datasets": ["demo"],
    }
    assert (done.outcome, done.nodes_added, done.claims_added, done.graph_version) == (
        "changed",
        5,
        3,
        1,
    )
    assert read_runs(graph) == [done]


def test_the_same_input_writes_nothing_but_the_run(graph: Graph, folder: Path) -> None:
    first = run(graph, folder)
    before = canonical_digest(graph)
    again = run(graph, folder)
    reordered = write_tables(folder, actors=ACTORS[::-1], claims=CLAIMS[::-1])
    third = run(graph, reordered)
    assert [again.outcome, third.outcome] == ["unchanged", "unchanged"]
    assert third.rows == first.rows
    assert graph.state().version == first.graph_version
    assert canonical_digest(graph) == before
    segments = graph.read("load/index_read", dataset="demo")
    assert {row["sequence"] for row in segments} == {1, 2}  # nodes and claims of the first load


def test_a_reload_writes_only_the_difference(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    ended = {**CLAIMS[0], "valid_to": "2019"}
    new = claim("HAS_RELATIONS_WITH", "state/iran", "organization/quds-force", id="new")
    write_tables(folder, actors=ACTORS, claims=[ended, CLAIMS[1], new])
    done = run(graph, folder)
    assert (done.claims_added, done.claims_changed, done.claims_closed, done.claims_removed) == (
        1,
        1,
        1,
        1,
    )
    assert (done.nodes_added, done.nodes_changed, done.nodes_removed) == (0, 0, 0)
    assert {kind for _, kind, _ in ties(graph)} == {"SPONSORS", "COMMANDS", "HAS_RELATIONS_WITH"}


def test_a_claim_whose_ends_or_type_move_is_moved(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    moved = {**CLAIMS[0], "end": "organization/quds-force"}
    turned = {**CLAIMS[2], "type": "SPONSORS"}
    write_tables(folder, actors=ACTORS, claims=[moved, CLAIMS[1], turned])
    run(graph, folder)
    assert ties(graph) == {
        ("state/iran", "SPONSORS", "organization/quds-force"),
        ("person/qasem-soleimani", "COMMANDS", "organization/quds-force"),
        ("organization/quds-force", "SPONSORS", "organization/hezbollah"),
    }


def test_a_node_that_changes_its_label_keeps_its_id(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    party = {**HEZBOLLAH, "label": "State", "kind": ""}
    write_tables(folder, actors=[IRAN, QUDS, party, QASEM], claims=CLAIMS)
    done = run(graph, folder)
    assert nodes(graph)["organization/hezbollah"][0] == {"Entity", "Actor", "State"}
    assert done.nodes_removed == 0
    assert run(graph, folder).outcome == "unchanged"


def test_nodes_that_nobody_describes_any_more_go(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    write_tables(folder, actors=[IRAN, HEZBOLLAH], claims=CLAIMS[:1])
    done = run(graph, folder, most_removed=1.0)
    assert set(nodes(graph)) == {"state/iran", "organization/hezbollah", "source/paper"}
    assert (done.nodes_removed, done.claims_removed) == (2, 2)


def test_two_datasets_speak_of_one_entity_by_rank(graph: Graph, tmp_path: Path) -> None:
    ours = write_tables(tmp_path / "a", actors=[person("Q", aliases="Hajj")], claims=[])
    row = {**person("Q"), "name": "Qasem", "born": "1957"}
    theirs = write_tables(tmp_path / "b", actors=[row], claims=[])
    run(graph, ours, "ours", rank=2)
    run(graph, theirs, "theirs", rank=3)
    assert nodes(graph)["person/q"][1]["name"] == "Q"
    run(graph, theirs, "theirs", rank=1)
    assert nodes(graph)["person/q"][1] == {
        "id": "person/q",
        "name": "Qasem",
        "born": "1957",
        "aliases": ["Hajj", "Q"],
        "datasets": ["ours", "theirs"],
    }
    unload(graph, "theirs")
    assert nodes(graph)["person/q"][1]["name"] == "Q"
    unload(graph, "ours")
    assert list(canonical_lines(graph)) == []


def test_an_id_that_means_something_else_elsewhere_is_refused(graph: Graph, tmp_path: Path) -> None:
    run(graph, write_tables(tmp_path / "a", actors=[person("X")], claims=[]), "one")
    other = {**organization("X"), "id": "person/x"}
    before = canonical_digest(graph)
    with pytest.raises(InputRefusedError, match="is a Person in dataset one"):
        run(graph, write_tables(tmp_path / "b", actors=[other], claims=[]), "two")
    assert canonical_digest(graph) == before


def test_wrong_input_is_refused_before_any_write(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    before, runs = canonical_digest(graph), read_runs(graph)
    write_tables(folder, actors=ACTORS, claims=[*CLAIMS, {**CLAIMS[0], "credibility": "9"}])
    with pytest.raises(InputRefusedError, match=r"claims\.csv:5"):
        run(graph, folder)
    assert canonical_digest(graph) == before
    assert read_runs(graph) == runs


def test_a_share_of_wrong_rows_can_be_let_go(graph: Graph, folder: Path, tmp_path: Path) -> None:
    wrong = {**CLAIMS[0], "id": "wrong", "credibility": "9"}
    write_tables(folder, actors=ACTORS, claims=[*CLAIMS, wrong])
    done = run(graph, folder, most_rejects=0.2, rejects_folder=tmp_path / "rejects")
    assert (done.rows, done.rejected, done.claims_added) == (9, 1, 3)
    lines = Path(done.rejects_file).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "source": "claims.csv",
            "line": 5,
            "field": "credibility",
            "rule": "is not one of '1', '2', '3', '4', '5' or '6'",
            "value": "9",
        }
    ]


def test_a_suspicious_shrink_is_refused(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    before = canonical_digest(graph)
    write_tables(folder, actors=ACTORS[:1], claims=[])
    with pytest.raises(InputRefusedError, match=r"6 of the 8 rows .* --max-removed 1"):
        run(graph, folder)
    assert canonical_digest(graph) == before


def test_a_dry_run_writes_nothing_and_says_what_a_run_then_does(graph: Graph, folder: Path) -> None:
    planned = run(graph, folder, dry_run=True)
    assert list(canonical_lines(graph)) == []
    assert read_runs(graph) == []
    done = run(graph, folder)
    counts = ("rows", "nodes_added", "claims_added", "claims_changed", "claims_removed")
    assert [getattr(planned, name) for name in counts] == [getattr(done, name) for name in counts]


def test_a_dry_run_tells_claim_by_claim_what_the_run_then_changes(
    graph: Graph, folder: Path
) -> None:
    run(graph, folder)
    rewritten = [
        {**CLAIMS[0], "valid_to": "1990"},
        {**CLAIMS[1], "note": "as its general"},
        claim("DIRECTS", "organization/quds-force", "organization/hezbollah", id="guides"),
    ]
    write_tables(folder, actors=ACTORS, claims=rewritten)
    planned = run(graph, folder, dry_run=True)
    assert {(one.action, one.claim_id, one.start) for one in planned.planned} == {
        ("closed", "demo/sponsors", "state/iran"),
        ("changed", "demo/commands", "person/qasem-soleimani"),
        ("appeared", "demo/guides", "organization/quds-force"),
        ("removed", "demo/directs", "organization/quds-force"),
    }
    done = run(graph, folder)
    kept = read_changes(graph, done.run_id)
    assert kept is not None
    assert {one.claim_id: one for one in planned.planned} == {one.claim_id: one for one in kept}
    assert planned.claims_closed == done.claims_closed == 1


def test_unloading_what_is_not_loaded_is_refused(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    with pytest.raises(InputRefusedError, match="loaded are: demo"):
        unload(graph, "other")


@pytest.mark.parametrize("name", ["", "Demo", "a/b", "x" * 64, "-a"])
def test_a_dataset_needs_a_plain_name(graph: Graph, folder: Path, name: str) -> None:
    with pytest.raises(InputRefusedError, match="not a valid dataset name"):
        run(graph, folder, name)


def test_a_second_writer_is_told_who_holds_the_lock(
    graph: Graph, folder: Path, server: Settings
) -> None:
    apply_schema(graph)
    with (
        Graph(server) as other,
        writers_lock(other, "somebody-elses"),
        pytest.raises(LockHeldError, match="dataset somebody-elses"),
    ):
        run(graph, folder)
    assert run(graph, folder).outcome == "changed"


def test_a_dead_writers_lease_expires(graph: Graph, folder: Path) -> None:
    apply_schema(graph)
    taken = graph.write(
        "load/lock_acquire", token="dead", holder="dead", dataset="x", lease_seconds=0, lanes=[]
    )
    assert taken.rows[0]["free"]
    assert run(graph, folder).outcome == "changed"


def test_a_writer_that_lost_its_lease_cannot_write(graph: Graph, server: Settings) -> None:
    apply_schema(graph)
    sleeper = Lease("sleeper", 0)
    taken = {"token": "sleeper", "holder": "s", "dataset": "x", "lease_seconds": 0, "lanes": []}
    graph.write("load/lock_acquire", **taken)
    with writers_lock(graph, "demo"), Graph(server) as woken, pytest.raises(LeaseLostError):
        sleeper.renew(woken)


def test_an_unfinished_load_is_told_and_ended_by_the_next(graph: Graph, folder: Path) -> None:
    run(graph, folder)
    with writers_lock(graph, "demo") as lease:
        graph.write("load/version_begin", token=lease.token, dataset="demo")
        with pytest.raises(GraphMovedError, match="has not finished"):
            graph.consistent(lambda opened: opened.state(), patience=0.2)
    run(graph, folder)
    assert graph.state().writing is None
    assert graph.consistent(lambda opened: opened.state()).version == 2


def test_hostile_names_stay_values(graph: Graph, tmp_path: Path) -> None:
    name = "'}) DETACH DELETE n //`\\u0027 <script>alert(1)</script>"
    folder = write_tables(tmp_path / "x", actors=[{**person("X"), "name": name}], claims=[])
    run(graph, folder)
    assert nodes(graph)["person/x"][1]["name"] == name


WRONG = {**person("Wrong"), "born": "no date"}


@pytest.mark.parametrize("times", [1, 2])
def test_unchanged_input_with_rejects_is_refused_like_its_dry_run(
    graph: Graph, tmp_path: Path, times: int
) -> None:
    folder = write_tables(tmp_path / "demo", actors=[*ACTORS, WRONG], claims=CLAIMS)
    rejects = tmp_path / "rejects"
    for _ in range(times):
        done = run(graph, folder, most_rejects=0.5, rejects_folder=rejects)
        assert (done.rows, done.rejected) == (9, 1)
        assert Path(done.rejects_file).is_file()
    before = read_runs(graph)
    for dry_run in (True, False):
        with pytest.raises(InputRefusedError, match="1 of 9 rows"):
            run(graph, folder, dry_run=dry_run)
    assert read_runs(graph) == before
    again = run(graph, folder, most_rejects=0.5, rejects_folder=rejects)
    assert (again.outcome, again.rejected) == ("unchanged", 1)


@pytest.mark.parametrize("length", [201, 9_000, 20_000])
@pytest.mark.parametrize("what", ["node", "claim"])
def test_an_id_beyond_the_stores_limits_is_refused_and_blocks_nothing(
    graph: Graph, tmp_path: Path, what: str, length: int
) -> None:
    long = "x" * length
    actors = [*ACTORS, {**person("A"), "id": long if what == "node" else "person/a"}]
    claims = [*CLAIMS, {**CLAIMS[1], "id": long if what == "claim" else "another"}]
    folder = write_tables(tmp_path / "demo", actors=actors, claims=claims)
    with pytest.raises(InputRefusedError, match="is longer than 200 characters") as refused:
        run(graph, folder)
    assert [(one.line, one.field) for one in refused.value.problems] == [
        (6 if what == "node" else 5, "id")
    ]
    assert graph.consistent(nodes) == {}


def test_the_longest_ids_can_be_stored(graph: Graph, tmp_path: Path) -> None:
    first, second = "x" * 200, "y" * 200
    actors = [{**person("A"), "id": first}, {**person("B"), "id": second}]
    tie = claim("TIED_TO", first, second, id="z" * 200)
    done = run(graph, write_tables(tmp_path / "demo", actors=actors, claims=[tie]))
    assert (done.nodes_added, done.claims_added) == (3, 1)
