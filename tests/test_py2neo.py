"""The habits of people's py2neo notebooks on this graph."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from graphdb.connection import Graph
from graphdb.errors import ProxygraphError
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph import py2neo_graph
from tests.datasets import claim, organization, state, write_tables


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "py2neo", None)
    with pytest.raises(ProxygraphError, match=r"pip install 'proxygraph\[py2neo\]'"):
        py2neo_graph(Settings("bolt://127.0.0.1:1", "neo4j", "x"))


@pytest.mark.server
def test_py2neo_reads_what_was_loaded(graph: Graph, server: Settings, tmp_path: Path) -> None:
    iran, group = state("Iran"), organization("Hezbollah")
    sponsors = claim("SPONSORS", iran["id"], group["id"], support_types="weapons")
    folder = write_tables(tmp_path / "data", actors=[iran, group], claims=[sponsors])
    load(graph, "tables", folder, "demo")
    notebook = py2neo_graph(server)
    with closing(notebook.service.connector):  # Else its sockets stay open to the end.
        frame = notebook.run(
            "MATCH (a:State)-[e:SPONSORS]->(b) RETURN a.name, b.name, e.support_types"
        ).to_data_frame()
    expected = pd.DataFrame(
        {"a.name": ["Iran"], "b.name": ["Hezbollah"], "e.support_types": [["weapons"]]}
    )
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)
