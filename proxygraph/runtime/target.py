"""Which Neo4j a command works on: one's own where ``NEO4J_URI`` names it, else the local one."""

from __future__ import annotations

from graphdb.settings import Settings, settings_from_environment


def target_settings(start: bool) -> Settings:
    """Return how to reach the server to work on.

    Parameters
    ----------
    start
        Start the local server where it is the one to use and is not running. With ``NEO4J_URI``
        set the local server is neither started nor touched.

    Raises
    ------
    NoServerError
        There is no server to work on, or it cannot be started.
    """
    named = settings_from_environment()
    if named is not None:
        return named
    from proxygraph.runtime.server import ensure_server, running_settings

    return ensure_server() if start else running_settings()
