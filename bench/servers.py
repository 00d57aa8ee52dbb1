"""A Neo4j of a bench's own, in a temporary home, with nothing but what the bench puts there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphdb.connection import Graph
from graphdb.schema import apply_schema
from graphdb.settings import Settings
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.server import ensure_server, stop_server


@contextmanager
def bench_home() -> Iterator[Home]:
    """Start a server, and stop and forget it afterwards."""
    with tempfile.TemporaryDirectory(prefix="proxygraph-bench-") as place:
        home = Home(Path(place) / "home", default_home().cache)
        try:
            ensure_server(home)
            yield home
        finally:
            stop_server(home)


@contextmanager
def bench_server() -> Iterator[Settings]:
    """Start a server, and stop and forget it afterwards."""
    with bench_home() as home:
        yield ensure_server(home)


def empty(settings: Settings) -> None:
    """Remove all data and make sure of the constraints that every competitor may use."""
    with Graph(settings) as graph:
        graph.outside_transaction("testing/remove_everything")
        apply_schema(graph)
