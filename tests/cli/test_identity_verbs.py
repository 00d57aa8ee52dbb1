"""`match` and `decide` from the command line, on the real server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click.testing
import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from loaders.identity.decisions import read_decisions
from proxygraph.cli import program, run
from tests.datasets import organization, person, write_tables

pytestmark = pytest.mark.server

QAANI = person("Esmail Qaani", born="1957")
GHANI = {**person("GHANI, Esmail", born="1957"), "id": "list/13107"}
GROUP = {**organization("Some Brigade"), "id": "list/1"}


@pytest.fixture
def table(graph: Graph, server: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    load(graph, "tables", write_tables(tmp_path / "own", actors=[QAANI]), "own")
    load(graph, "tables", write_tables(tmp_path / "list", actors=[GHANI, GROUP]), "list")
    monkeypatch.setenv("PROXYGRAPH_DECISIONS", str(tmp_path / "decisions.csv"))
    return tmp_path / "decisions.csv"


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def proposed(capsys: pytest.CaptureFixture[str]) -> list[Sequence[str]]:
    found = answer(capsys, "match")["proposals"]
    assert isinstance(found, list)
    return [(one["left"], one["right"]) for one in found]


def test_a_pair_is_proposed_until_somebody_decides_and_again_when_that_is_undone(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = ("list/13107", "person/esmail-qaani")
    assert proposed(capsys) == [pair]
    done = answer(capsys, "decide", "add", *pair, "same", "--reason", "One man", "--author", "A")
    assert (done["outcome"], done["nodes_changed"]) == ("changed", 1)
    assert [one.pair for one in read_decisions(table)] == [pair]
    assert proposed(capsys) == []
    table.unlink()
    assert proposed(capsys) == [], "the graph follows the decision, table or not"
    assert run(["decide", "undo", *pair]) == 0
    assert proposed(capsys) == [pair]


def test_a_review_asks_about_each_pair_and_applies_the_answers(table: Path) -> None:
    runner = click.testing.CliRunner()
    asked = runner.invoke(program, ["match", "--review", "--author", "A"], input="s\nOne man\n")
    assert asked.exit_code == 0, asked.output
    assert "both born in 1957" in asked.output
    (made,) = read_decisions(table)
    assert (made.decision, made.author, made.reason) == ("same", "A", "One man")
    assert "1 changed" in asked.output


@pytest.mark.parametrize(
    ("right", "told"),
    [("list/2", "no loaded dataset has the id 'list/2'"), ("list/1", "they cannot be one")],
)
def test_what_is_not_loaded_or_of_another_kind_is_refused(
    table: Path, capsys: pytest.CaptureFixture[str], right: str, told: str
) -> None:
    arguments = ["decide", "add", "person/esmail-qaani", right, "same", "--reason", "x"]
    assert run(arguments) == 3
    assert told in capsys.readouterr().err
    assert not table.exists()
