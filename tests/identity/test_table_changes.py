"""The table of decisions, changed by several programs at once, and with a graph that refuses."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from graphdb.connection import Graph
from graphdb.errors import FileNotWrittenError, LockHeldError
from loaders.identity.decisions import Decision, added, decision, read_decisions, write_decisions
from proxygraph import decision_table
from proxygraph.decision_table import change_decisions, table_lock

NOWHERE = cast(Graph, None)


def one(number: int) -> Decision:
    return decision("a/0", f"b/{number}", "same", "x", "y", date(2026, 1, 1))


def add_one(table: Path, number: int) -> None:
    with table_lock(table):
        write_decisions(table, added(read_decisions(table), one(number)))


def test_six_at_once_keep_six_rows(tmp_path: Path) -> None:
    table = tmp_path / "decisions.csv"
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=add_one, args=(table, number)) for number in range(6)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * 6
    assert read_decisions(table) == tuple(one(number) for number in range(6))


@pytest.mark.parametrize("before", [[], [one(1)]])
def test_a_graph_that_refuses_leaves_the_table(
    before: list[Decision], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "decisions.csv"
    if before:
        write_decisions(table, before)
    monkeypatch.setattr(decision_table, "known_decisions", lambda graph, place: tuple(before))
    seen: list[Sequence[Decision]] = []

    def refuse(graph: Graph, decisions: Sequence[Decision], *rest: Any) -> None:
        seen.append(decisions)
        raise LockHeldError("another run is writing")

    monkeypatch.setattr("loaders.identity.applying.apply_decisions", refuse)
    with pytest.raises(LockHeldError):
        change_decisions(NOWHERE, table, lambda known: added(known, one(2)))
    assert seen == [(*before, one(2))]
    assert read_decisions(table) == tuple(before)
    assert table.exists() == bool(before)


def test_a_table_that_cannot_be_written_never_reaches_the_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, decisions: Sequence[Decision]) -> None:
        raise FileNotWrittenError("no space")

    asked: list[object] = []
    monkeypatch.setattr(decision_table, "known_decisions", lambda graph, place: ())
    monkeypatch.setattr(decision_table, "write_decisions", fail)
    monkeypatch.setattr(
        "loaders.identity.applying.apply_decisions", lambda *given: asked.append(given)
    )
    with pytest.raises(FileNotWrittenError):
        change_decisions(NOWHERE, tmp_path / "decisions.csv", lambda known: added(known, one(1)))
    assert not asked


def test_a_linked_table_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "decisions.csv").symlink_to(Path("kept") / "real.csv")
    add_one(tmp_path / "decisions.csv", 1)
    assert (tmp_path / "decisions.csv").readlink() == Path("kept") / "real.csv"
    assert read_decisions(tmp_path / "kept" / "real.csv") == (one(1),)
