"""The habits of people's py2neo notebooks on this graph."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pandas as pd
import py2neo
import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from tests.datasets import claim, organization, state, write_tables

pytestmark = pytest.mark.server


def test_py2neo_reads_what_was_loaded(graph: Graph, server: Settings, tmp_path: Path) -> None:
    iran, group = state("Iran"), organization("Hezbollah")
    sponsors = claim("SPONSORS", iran["id"], group["id"], support_types="weapons")
    folder = write_tables(tmp_path / "data", actors=[iran, group], claims=[sponsors])
    load(graph, "tables", folder, "demo")
    notebook = py2neo.Graph(server.uri, auth=(server.username, server.password))
    with closing(notebook.service.connector):  # Else its sockets stay open to the end.
        frame = notebook.run(
            "MATCH (a:State)-[e:SPONSORS]->(b) RETURN a.name, b.name, e.support_types"
        ).to_data_frame()
    expected = pd.DataFrame(
        {"a.name": ["Iran"], "b.name": ["Hezbollah"], "e.support_types": [["weapons"]]}
    )
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)
