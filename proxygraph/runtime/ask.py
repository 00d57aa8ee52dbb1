"""Ask a server who it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphdb.settings import Settings

if TYPE_CHECKING:
    from graphdb.connection import Graph
    from loaders.runs import Run


@dataclass(frozen=True)
class GraphFacts:
    """What is in a server: GDS's version ("" without it), the graph's version, its last run.

    ``schema`` is the number of the last migration that the graph has been through, 0 for none.
    """

    gds: str
    version: int
    schema: int
    last_run: Run | None


KERNEL = "Neo4j Kernel"


def server_version(settings: Settings) -> str:
    """Return the server's version and edition, such as ``2026.08.1 community``.

    It is asked once: a server that is not there is reported at once.

    Raises
    ------
    NoServerError
        It does not answer, or refuses the password.
    StatementFailedError
        It answers, but its database is not ready.
    """
    from graphdb.connection import Graph

    with Graph(settings) as graph:
        rows = graph.outside_transaction("schema/ping").rows
    kernel = next(row for row in rows if row["name"] == KERNEL)
    return f"{kernel['version']} {kernel['edition']}"


def graph_facts(settings: Settings) -> GraphFacts:
    """Ask a server that answers what is in it.

    Raises
    ------
    ProxygraphError
        It has stopped answering.
    """
    from graphdb.connection import Graph
    from graphdb.schema import applied_migration
    from loaders.runs import read_runs

    with Graph(settings) as graph:
        runs = read_runs(graph, None, 1)
        last = runs[0] if runs else None
        return GraphFacts(gds_version(graph), graph.state().version, applied_migration(graph), last)


def gds_version(graph: Graph) -> str:
    """Give the version of Graph Data Science that the server has, "" where it has none."""
    from graphdb.connection import StatementFailedError

    try:
        return str(graph.read("checks/gds_version")[0]["version"])
    except StatementFailedError:
        return ""
