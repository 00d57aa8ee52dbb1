"""No word of any input becomes part of a statement, a label, a type or a property's name."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import neo4j
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.questions.find import find
from analytics.questions.profile import profile
from analytics.scope import AsOf
from graphdb.connection import Graph, StatementFailedError
from graphdb.errors import ProxygraphError
from graphdb.model import (
    ACTOR,
    ENTITY,
    NODE_TYPES,
    RELATIONSHIP_TYPES,
    SYSTEM_LABELS,
    SYSTEM_TYPES,
)
from graphdb.settings import Settings
from graphdb.statements import statement, statement_names
from loaders.engine import load
from loaders.options import LoadOptions
from proxygraph.named_queries import query
from tests.conftest import empty
from tests.datasets import claim, person, write_tables
from tests.security.hostile import PAYLOADS, hostile

pytestmark = pytest.mark.server

FROM_FILES = frozenset(statement(name).text for name in statement_names())
LABELS = {ENTITY, ACTOR, *NODE_TYPES, *(system.label for system in SYSTEM_LABELS)}
TYPES = {*RELATIONSHIP_TYPES, *SYSTEM_TYPES}
CELLS = ("name", "aliases", "note", "valid_from", "kind", "type", "start", "label", "column")
"""What of a dataset a hostile word stands in; ``column`` is the name of a column."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that goes to the server, taken where the driver sends it."""
    texts: list[str] = []
    for kind in (neo4j.ManagedTransaction, neo4j.Session):
        run = kind.run

        def noted(self: Any, query: Any, *to: Any, _run: Any = run, **by: Any) -> Any:
            texts.append(str(query))
            return _run(self, query, *to, **by)

        monkeypatch.setattr(kind, "run", noted)
    return texts


def write_hostile(folder: Path, cell: str, word: str) -> Path:
    actors = [dict(person("A")), dict(person("B"))]
    tie = dict(claim("TIED_TO", "person/a", "person/b", id="tie", kind="working"))
    if cell in ("name", "aliases", "label"):
        actors[0][cell] = word
    elif cell == "column":
        actors[0][word or "x"] = "x"
    else:
        tie[cell] = word
    return write_tables(folder, actors=actors, claims=[tie])


def names_in(graph: Graph) -> tuple[set[str], set[str]]:
    """Labels and types that are in use."""
    nodes = graph.read("testing/labels_and_types")
    return set(nodes[0]["labels"]), set(nodes[0]["types"])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cell=st.sampled_from(CELLS), word=hostile)
def test_a_hostile_dataset_is_data_or_refused(
    graph: Graph, server: Settings, sent: list[str], cell: str, word: str
) -> None:
    empty(graph, server)
    sent.clear()
    with tempfile.TemporaryDirectory() as folder, suppress(ProxygraphError):
        tables = write_hostile(Path(folder) / "data", cell, word)
        load(graph, "tables", tables, "demo", LoadOptions(rejects_folder=Path(folder)))
    assert set(sent) <= FROM_FILES
    labels, types = names_in(graph)
    assert labels <= LABELS
    assert types <= TYPES


@pytest.mark.parametrize("word", PAYLOADS)
def test_hostile_questions_find_nothing_and_change_nothing(
    graph: Graph, sent: list[str], tmp_path: Path, word: str
) -> None:
    load(graph, "tables", write_hostile(tmp_path / "data", "note", "x"), "demo")
    before = graph.read("load/export_nodes")
    sent.clear()
    asked = AsOf(at=date(2020, 1, 2), datasets=(word,))
    for question in (
        lambda: find(graph, word),
        lambda: profile(graph, word, asked),
        lambda: query(graph, "load/runs_read", {"dataset": word, "limit": 1}),
        lambda: query(graph, "load/runs_read", {word: 1}),
        lambda: query(graph, word),
    ):
        with suppress(ProxygraphError):
            question()
    assert set(sent) <= FROM_FILES
    assert graph.read("load/export_nodes") == before


@pytest.mark.parametrize(
    "name", [name for name in statement_names("load") if "write" in name or "delete" in name]
)
def test_query_cannot_write(graph: Graph, tmp_path: Path, name: str) -> None:
    load(graph, "tables", write_hostile(tmp_path / "data", "note", "x"), "demo")
    before = graph.read("load/export_nodes"), graph.read("load/export_relationships")
    with pytest.raises(StatementFailedError):
        query(graph, name)
    assert (graph.read("load/export_nodes"), graph.read("load/export_relationships")) == before


def test_query_ends_what_takes_too_long(graph: Graph) -> None:
    with pytest.raises(StatementFailedError) as caught:
        graph.ask("testing/endless", {}, timeout=0.5, most_rows=1)
    assert (caught.value.code or "").rpartition(".")[2].startswith("TransactionTimedOut")


def test_query_fetches_no_more_rows_than_asked_for(graph: Graph, tmp_path: Path) -> None:
    load(graph, "tables", write_hostile(tmp_path / "data", "note", "x"), "demo")
    answer = query(graph, "load/export_nodes", most_rows=2)
    assert (len(answer.rows), answer.cut) == (2, True)
    every = query(graph, "load/export_nodes")
    assert not every.cut
    assert len(every.to_frame()) == len(every.rows) > 2
