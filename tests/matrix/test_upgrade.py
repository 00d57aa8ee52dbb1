"""The local server goes from an older Neo4j to the locked one, and its data stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.connection import Graph
from loaders.canonical import canonical_lines
from loaders.engine import load
from loaders.runs import read_runs
from proxygraph.dataset import curated_dataset
from proxygraph.runtime.ask import graph_facts, server_version
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.lockfile import OTHER_LOCK, locked_versions
from proxygraph.runtime.server import ensure_server, stop_server

pytestmark = pytest.mark.server

LTS = Path(__file__).with_name("jars-lts.lock")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("PROXYGRAPH_HEAP", "768m")
    monkeypatch.setenv("PROXYGRAPH_PAGECACHE", "128m")
    made = Home(tmp_path / "home", default_home().cache)
    yield made
    stop_server(made)


def test_data_of_the_long_term_release_are_kept(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OTHER_LOCK, str(LTS))
    older = ensure_server(home)
    assert server_version(older) == "5.26.30 community"
    assert graph_facts(older).gds == "2.13.9"
    with Graph(older) as graph:
        load(graph, "tables", curated_dataset(), "curated")
        before, runs = list(canonical_lines(graph)), read_runs(graph)
    assert stop_server(home)

    monkeypatch.delenv(OTHER_LOCK)
    newer = ensure_server(home)
    assert server_version(newer) == f"{locked_versions().neo4j} community"
    assert graph_facts(newer).gds == locked_versions().gds
    with Graph(newer) as graph:
        assert list(canonical_lines(graph)) == before
        assert read_runs(graph) == runs
        assert load(graph, "tables", curated_dataset(), "curated").outcome == "unchanged"
