"""Ask a server who it is."""

from __future__ import annotations

from graphdb.settings import Settings

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
