"""What is told on standard error: lines, JSON lines with the run's id, or nothing but errors."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from proxygraph.cli import run
from proxygraph.log import set_up
from proxygraph.runtime.progress import say, waiting
from tests.datasets import person, write_tables


@pytest.fixture(autouse=True)
def _as_usual_afterwards() -> Iterator[None]:
    yield
    set_up()


def test_a_wait_is_told_in_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    with waiting("Starting"):
        pass
    begun, done = capsys.readouterr().err.splitlines()
    assert begun == "Starting …"
    assert re.fullmatch(r"Starting: done in \d+ s", done)


def test_quiet_tells_errors_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROXYGRAPH_HOME", str(tmp_path / "home"))
    for arguments in (["--quiet", "runs"], ["runs", "--quiet"]):
        assert run(arguments) == 4
        say("a line that nobody wants")
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("Error: no Neo4j is running")


@pytest.mark.parametrize("verbose", [False, True])
def test_what_the_driver_tries_again_is_told_to_who_asks(
    verbose: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(verbose=verbose)
    logging.getLogger("neo4j.session").warning("will be retried in 1 s")
    told = "neo4j.session: will be retried in 1 s\n" if verbose else ""
    assert capsys.readouterr().err == told


def test_a_program_that_listens_to_the_driver_goes_on_listening() -> None:
    driver = logging.getLogger("neo4j")
    before, driver.handlers = driver.handlers, [own := logging.NullHandler()]
    try:
        set_up()
        assert driver.handlers == [own]
    finally:
        driver.handlers = before


def test_json_lines_carry_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROXYGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PROXYGRAPH_LOG_FORMAT", "json")
    assert run(["runs"]) == 4
    assert run(["validate"]) == 2
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["level"], line["exit_code"]) for line in lines] == [("error", 4), ("error", 2)]
    assert "proxygraph up" in lines[0]["message"]


@pytest.mark.server
def test_json_lines_of_a_load_carry_its_run_id(
    graph: Graph,
    server: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    folder = write_tables(tmp_path / "data", actors=[person("A")])
    load = ["load", "tables", str(folder), "--dataset", "demo", "--json", "--log-format", "json"]
    assert run(load) == 0
    told = capsys.readouterr()
    run_id = json.loads(told.out)["run_id"]
    lines = [json.loads(line) for line in told.err.splitlines()]
    assert {(line["run_id"], line["dataset"]) for line in lines} == {(run_id, "demo")}
    assert lines[-1]["outcome"] == "changed"
    assert server.password not in told.out + told.err


@pytest.mark.server
def test_verbose_names_each_statement(
    graph: Graph,
    server: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    assert run(["runs", "--verbose"]) == 0
    assert "runs load/runs_read" in capsys.readouterr().err
