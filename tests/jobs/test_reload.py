from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.canonical import canonical_digest
from loaders.runs import read_changes, read_runs
from proxygraph.cli import run as program
from tests.datasets import Row, claim, organization, person, write_tables

pytestmark = pytest.mark.server

A, B, C = person("A"), person("B"), person("C")
G = organization("G")
KIN = {"kind": "kinship", "valid_from": "2010", "valid_to": ".."}
TIES: list[Row] = [
    claim("TIED_TO", A["id"], B["id"], id="ab", **KIN),
    claim("TIED_TO", B["id"], C["id"], id="bc", **KIN),
]
"""Kinship does not age, so that they are ties on the day on which this runs."""


@pytest.fixture
def jobs_file(
    tmp_path: Path, graph: Graph, server: Settings, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    write_tables(tmp_path / "good", actors=[A, B, C, G], claims=TIES)
    write_tables(tmp_path / "bad", actors=[{**A, "born": "never"}], claims=[])
    path = tmp_path / "jobs.toml"
    path.write_text(
        '[[dataset]]\nname = "bad"\nsource = "tables"\npath = "bad"\n'
        '[[dataset]]\nname = "good"\nsource = "tables"\npath = "good"\n'
    )
    return path


def test_a_failing_job_does_not_keep_the_others_from_running(
    jobs_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = program(["reload", str(jobs_file), "--json"])
    results = {row["dataset"]: row for row in json.loads(capsys.readouterr().out)}
    assert code == 3
    assert (results["bad"]["exit_code"], results["good"]["exit_code"]) == (3, 0)
    assert "actors.csv:2" in results["bad"]["error"]
    assert results["good"]["run"]["claims_added"] == 2


def test_a_dry_run_writes_nothing(jobs_file: Path, graph: Graph) -> None:
    assert program(["reload", str(jobs_file), "--dry-run"]) == 3
    assert graph.read("load/datasets_read") == []
    assert read_runs(graph) == []


def test_a_failed_job_is_on_record(
    jobs_file: Path, graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    program(["reload", str(jobs_file), "--json"])
    results = {row["dataset"]: row for row in json.loads(capsys.readouterr().out)}
    (run,) = read_runs(graph, "bad")
    assert (run.outcome, run.source, run.path, run.rows) == ("failed", "tables", "bad", 0)
    assert run.run_id == results["bad"]["recorded"]
    assert "actors.csv:2" in run.error
    assert "never" in run.error
    assert results["good"]["recorded"] is None
    assert program(["runs", "--dataset", "bad"]) == 0
    assert "failed" in capsys.readouterr().out
    assert program(["runs", "show", run.run_id]) == 0
    said = capsys.readouterr().out
    assert said.startswith("bad was not loaded:")
    assert "actors.csv:2" in said


def test_the_record_of_a_failure_is_no_part_of_what_is_loaded(
    jobs_file: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(["reload", str(jobs_file)])
    before, state = canonical_digest(graph), graph.state()
    good = jobs_file.parent / "good" / "actors.csv"
    right = good.read_text()
    good.write_text(right.replace(A["name"], "", 1))
    assert program(["reload", str(jobs_file)]) == 3
    assert [run.outcome for run in read_runs(graph, "good")] == ["failed", "changed"]
    assert (canonical_digest(graph), graph.state()) == (before, state)
    good.write_text(right)
    program(["reload", str(jobs_file)])
    # The unchanged input is not even read again, though a failure came between.
    assert [run.outcome for run in read_runs(graph, "good")] == ["unchanged", "failed", "changed"]
    monkeypatch.setattr("loaders.recording.FAILURES_KEPT", 2)
    program(["reload", str(jobs_file)])
    assert [run.outcome for run in read_runs(graph, "bad")] == ["failed", "failed"]


def test_a_run_tells_its_changes_and_the_ranks_it_moved(
    jobs_file: Path, graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    program(["reload", str(jobs_file)])
    ended = {**TIES[0], "valid_to": "2019"}
    new = {**TIES[0], "id": "ac", "end": C["id"]}
    write_tables(jobs_file.parent / "good", actors=[A, B, C, G], claims=[ended, new, TIES[1]])
    capsys.readouterr()
    program(["reload", str(jobs_file), "--json"])
    results = {row["dataset"]: row for row in json.loads(capsys.readouterr().out)}
    run_id = results["good"]["run"]["run_id"]
    told = read_changes(graph, run_id)
    assert told is not None
    assert {(c.action, c.claim_id, tuple(c.details.items())) for c in told} == {
        ("appeared", "good/ac", ()),
        ("closed", "good/ab", (("valid_to", ("..", "2019")),)),
    }
    assert program(["runs", "show", run_id]) == 0
    words = capsys.readouterr().out
    assert "A – tied to – C" in words
    assert "valid_to: .. → 2019" in words
    # Before, B stood between A and C; now C stands between A and B.
    assert "B: #1 → " in words
    assert "C: " in words


def test_runs_are_listed_newest_first(jobs_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program(["reload", str(jobs_file)])
    program(["reload", str(jobs_file)])
    capsys.readouterr()
    assert program(["runs", "--json"]) == 0
    runs = [(row["dataset"], row["outcome"]) for row in json.loads(capsys.readouterr().out)]
    assert runs == [
        ("good", "unchanged"),
        ("bad", "failed"),
        ("good", "changed"),
        ("bad", "failed"),
    ]
