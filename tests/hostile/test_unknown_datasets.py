"""A dataset that is not loaded is refused by every verb that takes one: never an empty answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.cli import run
from tests.conftest import empty
from tests.hostile.commands import Words, every_command
from tests.reports.report_world import write_world

MAKES_IT = {("load",)}
"""Verbs that take the name of a dataset which need not be there yet."""

RIGHT: dict[Words, Words] = {
    ("changes",): ("--from", "2019-01-01"),
    ("cohesion",): ("organization/proxy",),
    ("corridor",): ("location/iraq", "location/anbar"),
    ("doctor",): ("--data",),
    ("explain",): ("person/old",),
    ("export",): ("out.graphml",),
    ("find",): ("Old",),
    ("key-players",): ("--remove", "1"),
    ("map",): ("out.html",),
    ("path",): ("person/old", "person/new"),
    ("presence",): ("location/iraq",),
    ("profile",): ("person/old",),
    ("report",): ("out.md", "--draws", "0"),
    ("sponsors",): ("organization/proxy",),
    ("succession",): ("person/old", "person/new", "--draws", "0"),
    ("successors",): ("position/chief", "--at", "2020-01-03"),
}
"""What else a verb needs to be asked with."""


def taking_datasets() -> list[Words]:
    """List the verbs with an option or an argument for a dataset."""
    return [
        path
        for path, command in every_command()
        if path not in MAKES_IT
        and any(
            "--dataset" in one.opts or (isinstance(one, click.Argument) and one.name == "dataset")
            for one in command.params
        )
    ]


def as_option(path: Words) -> bool:
    command = dict(every_command())[path]
    return any("--dataset" in one.opts for one in command.params)


@pytest.fixture(scope="module")
def _small(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with Graph(server) as opened, pytest.MonkeyPatch.context() as patch:
        empty(opened, server)
        load(opened, "tables", write_world(tmp_path_factory.mktemp("world")), "small")
        patch.chdir(tmp_path_factory.mktemp("unknown"))
        patch.setenv("NEO4J_URI", server.uri)
        patch.setenv("NEO4J_USERNAME", server.username)
        patch.setenv("NEO4J_PASSWORD", server.password)
        yield
        empty(opened, server)


@pytest.mark.server
@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("path", taking_datasets(), ids=" ".join)
def test_an_unknown_dataset_is_refused_with_those_near_it(
    path: Words, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--dataset", "smal") if as_option(path) else ("smal",)
    assert run([*path, *RIGHT.get(path, ()), *given]) == 3
    out, told = capsys.readouterr()
    assert out == ""
    assert "no dataset named 'smal' is loaded; near it: small" in " ".join(told.split())
    assert not list(Path.cwd().iterdir()), "nothing is written for a dataset that is not there"


@pytest.mark.server
@pytest.mark.usefixtures("_small")
def test_runs_of_a_dataset_that_was_unloaded_are_listed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = str(write_world(tmp_path / "other"))
    for words in (["load", "tables", other, "--dataset", "gone"], ["unload", "gone"]):
        assert run(words) == 0
    capsys.readouterr()
    assert run(["runs", "--dataset", "gone"]) == 0
    assert "unloaded" in capsys.readouterr().out
