"""Every verb with every option at hostile values: one line and an exit code, never a traceback."""

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
from tests.hostile.commands import HOLD, Line, every_command, hostile_lines, prepare
from tests.memory import limited
from tests.reports.report_world import write_world

CODES = {0, 1, 2, 3, 4, 5}
RIGHT = {
    "--reason": "why",
    "--dataset": "other",
    "source": "tables",
    "target": "out.graphml",
    "report target": "out.md",
    "map target": "out.html",
    "person": "Old",
    "position": "position/chief",
}
A_PART = 23
"""In CI, one line of so many; the parts differ from verb to verb."""


@pytest.fixture(scope="module")
def _world(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("hostile")
    prepare(folder)
    with limited(), Graph(server) as opened, pytest.MonkeyPatch.context() as patch:
        empty(opened, server)
        load(opened, "tables", write_world(tmp_path_factory.mktemp("world")), "small")
        patch.chdir(folder)
        patch.setenv("NEO4J_URI", server.uri)
        patch.setenv("NEO4J_USERNAME", server.username)
        patch.setenv("NEO4J_PASSWORD", server.password)
        yield
        empty(opened, server)


def swept(folder: Path, *, whole: bool) -> Iterator[Line]:
    """Give all lines that can be run beside others, or a part of them."""
    for number, line in enumerate(hostile_lines(folder, RIGHT)):
        if line.words[0] not in HOLD and (whole or number % A_PART == 0):
            yield line


def faults(lines: Iterator[Line], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Run lines; give those that end in a traceback, in silence or in another exit code."""
    found = []
    for line in lines:
        try:
            code = run(list(line.words))
        except BaseException as error:  # noqa: BLE001 - each of them is what is looked for
            code, said = -1, f"{type(error).__name__}: {error}"
        out, told = capsys.readouterr()
        if code not in CODES:
            found.append(f"{line}: {code if code != -1 else said}")
        elif not (out.strip() or told.strip()):
            found.append(f"{line}: exit code {code}, and not a word")
        elif any(letter in out + told for letter in "\x1b\x07\u202e"):
            found.append(f"{line}: a control character reaches the terminal")
        elif code and "Traceback" in told:
            found.append(f"{line}: a traceback is shown")
    return found


@pytest.mark.server
@pytest.mark.usefixtures("_world")
def test_a_part_of_all_hostile_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert faults(swept(Path.cwd(), whole=False), capsys) == []


@pytest.mark.server
@pytest.mark.sweeps
@pytest.mark.usefixtures("_world")
def test_all_hostile_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert faults(swept(Path.cwd(), whole=True), capsys) == []


def takes_values(command: click.Command) -> bool:
    """Tell whether a command takes anything but flags."""
    return any(
        not (isinstance(given, click.Option) and (given.is_flag or given.hidden))
        for given in command.params
    )


def test_every_command_is_swept(tmp_path: Path) -> None:
    prepare(tmp_path)
    swept_ones = {line.path for line in hostile_lines(tmp_path, RIGHT)}
    assert swept_ones == {path for path, command in every_command() if takes_values(command)}


STARTS = frozenset({"browser", "schedule", "restore", "backup"})
"""Verbs that would work on the local server, or stay, where the values were right."""


def test_without_a_server_no_hostile_value_is_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    chosen = (
        line
        for number, line in enumerate(hostile_lines(tmp_path, RIGHT))
        if number % A_PART == 1 and line.words[0] not in STARTS
    )
    assert faults(chosen, capsys) == []
