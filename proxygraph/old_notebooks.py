"""The graph for notebooks that were written for py2neo.

py2neo has had no release since 2021, and its maintainers have declared its end of life: new work
should use ``proxygraph.connect()``. It needs the extra ``pip install 'proxygraph[py2neo]'``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphdb.errors import ProxygraphError
from proxygraph.runtime.target import target_settings

if TYPE_CHECKING:
    from graphdb.settings import Settings


def py2neo_graph(settings: Settings | None = None, *, start: bool = False) -> Any:  # noqa: ANN401
    """Open the graph that proxygraph works on as a ``py2neo.Graph``.

    Parameters
    ----------
    settings
        How to reach the server, by default that which every command works on.
    start
        Start the local server where it is the one to use and is not running.

    Raises
    ------
    ProxygraphError
        py2neo is not installed.
    NoServerError
        There is no server to work on.

    Examples
    --------
    >>> import proxygraph as pg
    >>> pg.py2neo_graph().run("MATCH (n:Person) RETURN n.name").to_data_frame()  # doctest: +SKIP
    """
    try:
        import py2neo
    except ImportError as error:
        raise ProxygraphError(
            "py2neo is not installed: pip install 'proxygraph[py2neo]'"
        ) from error
    found = settings or target_settings(start=start)
    return py2neo.Graph(found.uri, auth=(found.username, found.password), name=found.database)
