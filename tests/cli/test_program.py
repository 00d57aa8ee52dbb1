"""The command line as a whole: help, start-up, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from proxygraph.cli import HELP_NAMES, VERBS, run
from tests.datasets import person, write_tables


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str) -> None:
    command = import_module(f"proxygraph.cli.{VERBS[verb]}").command
    settings = {"info_name": f"proxygraph {verb}", "help_option_names": HELP_NAMES}
    with click.Context(command, **settings) as ctx:
        text = command.get_help(ctx)
    assert "Example" in text
    assert any(f"proxygraph {verb}" in line for line in text.splitlines()[1:])  # 0 is the usage.
    assert "\\b" not in text
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help or parameter.show_default, parameter.name


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from proxygraph.cli import run; run(['--help']); "
        "print(sorted({'neo4j', 'pandas', 'numpy', 'pydantic', 'rich', 'rustworkx', 'requests', "
        "'psutil', 'apscheduler', 'edtf'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_exit_code_2_wrong_usage() -> None:
    assert run(["validate"]) == 2
    assert run(["nothing"]) == 2


def test_exit_code_3_wrong_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_tables(tmp_path / "data", actors=[{**person("A"), "born": "never"}])
    assert run(["validate", "tables", str(folder)]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "actors.csv:2: born: is not a date" in told.err


def test_exit_code_4_no_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROXYGRAPH_HOME", str(tmp_path / "home"))
    assert run(["runs"]) == 4
    assert "proxygraph up" in capsys.readouterr().err


def test_validate_answers_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_tables(tmp_path / "data", actors=[person("A")])
    assert run(["validate", "tables", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"rows": 2, "problems": []}


@pytest.mark.server
def test_doctor_checks_the_data(
    graph: Graph,
    server: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    folder = write_tables(tmp_path / "data", actors=[person("A"), person("B")], claims=[])
    assert run(["load", "tables", str(folder), "--dataset", "demo"]) == 0
    capsys.readouterr()
    assert run(["doctor", "--data"]) == 1
    told = capsys.readouterr()
    assert "person/a" in told.out
    assert "entities_without_claim" in told.err
    assert run(["unload", "demo"]) == 0
    assert run(["doctor", "--data"]) == 0


@pytest.mark.server
def test_doctor_sums_up_the_reviews_of_the_curated_dataset_alone(
    graph: Graph,
    server: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    folder = write_tables(tmp_path / "data", actors=[person("A"), person("B")], claims=[])
    said = {}
    for name in ("demo", "curated"):
        assert run(["load", "tables", str(folder), "--dataset", name]) == 0
        capsys.readouterr()
        assert run(["doctor", "--data"]) == 1
        said[name] = capsys.readouterr().out
    assert "read against their sources" not in said["demo"]
    assert "claims read against their sources" in said["curated"].splitlines()[-1]
    assert run(["doctor", "--data", "--json", "--dataset", "curated"]) == 1
    assert json.loads(capsys.readouterr().out)["reviews"]["claims"] > 0
    assert run(["doctor", "--data", "--json", "--dataset", "demo"]) == 1
    assert "reviews" not in json.loads(capsys.readouterr().out)
