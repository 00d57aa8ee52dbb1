"""Numbered migrations: applied once, recorded, applied again without effect, newer ones refused."""

from __future__ import annotations

import re

import pytest

from graphdb import schema
from graphdb.connection import Graph
from graphdb.errors import NewerGraphError
from graphdb.schema import MIGRATIONS, apply_schema, migrations, refuse_newer_graph
from graphdb.settings import Settings
from graphdb.statements import statement_names
from proxygraph.cli import run


def applied(graph: Graph) -> list[tuple[int, str]]:
    return [(row["number"], row["name"]) for row in graph.read("schema/migrations_applied")]


def test_they_are_numbered_without_gaps() -> None:
    names = [name.removeprefix(f"{MIGRATIONS}/") for name in statement_names(MIGRATIONS)]
    assert all(re.fullmatch(r"[0-9]{4}_[a-z0-9_]+", name) for name in names)
    assert [one.number for one in migrations()] == list(range(1, len(names) + 1))


@pytest.mark.server
def test_an_old_graph_goes_through_all_of_them_once(graph: Graph) -> None:
    assert applied(graph) == []
    graph.write("testing/old_version_node", version=7)
    assert apply_schema(graph) >= len(migrations())
    assert applied(graph) == [(one.number, one.name) for one in migrations()]
    times = [row["applied_at"] for row in graph.read("schema/migrations_applied")]
    assert (graph.state().version, graph.state().unfinished) == (7, ())
    assert apply_schema(graph) == 0
    assert [row["applied_at"] for row in graph.read("schema/migrations_applied")] == times


@pytest.mark.server
@pytest.mark.parametrize("one", migrations(), ids=lambda one: one.name)
def test_applied_again_it_changes_nothing(graph: Graph, one: schema.Migration) -> None:
    apply_schema(graph)
    again = graph.in_transaction(lambda transaction: transaction.run(f"{MIGRATIONS}/{one.name}"))
    counted = set(again.counters) - {"properties_set"}  # Set again to the value that it had.
    assert counted == set()


@pytest.mark.server
def test_a_newer_graph_is_refused_with_a_sentence(
    graph: Graph,
    server: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    apply_schema(graph)
    newer = migrations()[-1].number + 1
    graph.write("schema/migration_record", number=newer, name=f"{newer:04}_from_the_future")
    for refused in (apply_schema, refuse_newer_graph):
        with pytest.raises(NewerGraphError, match=f"number {newer}.*upgrade proxygraph"):
            refused(graph)
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    assert run(["runs"]) == 1
    assert "a newer proxygraph has written this graph" in capsys.readouterr().err
