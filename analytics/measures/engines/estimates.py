"""What Graph Data Science would need for a question, asked before anything is projected."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.measures.measure import Measure
from graphdb.connection import Graph, StatementFailedError
from graphdb.errors import ProxygraphError

_MIB = 1 << 20
_NO_SUCH_PROCEDURE = "Neo.ClientError.Procedure.ProcedureNotFound"


class ProjectionTooLargeError(ProxygraphError):
    """The server's heap cannot hold it; do one of the things that the message names."""


def needed_bytes(graph: Graph, vertices: int, ties: int, measures: Sequence[Measure] = ()) -> int:
    """Ask what a projection and the most demanding of some measures take at least, in bytes.

    Parameters
    ----------
    vertices, ties
        How many there are; an undirected tie counts once.
    measures
        Measures. One without an estimate, or that this release of Graph Data Science
        cannot estimate (2.13: closeness, harmonic), adds nothing.

    Examples
    --------
    >>> needed_bytes(graph, 1_000_000, 4_000_000, [measure("betweenness")])  # doctest: +SKIP
    517075256
    """
    asked = [one.estimate for one in measures]
    names = ["analytics/gds/estimate/projection", *(name for name in asked if name)]
    size = {"vertices": vertices, "arcs": 2 * ties}
    return max(_least(graph, name, size) for name in names)


def _least(graph: Graph, name: str, size: dict[str, int]) -> int:
    try:
        return int(graph.read(name, **size)[0]["least"])
    except StatementFailedError as error:
        if error.code != _NO_SUCH_PROCEDURE:
            raise
        return 0


def available_bytes(graph: Graph) -> int | None:
    """Ask how much heap the server could still use; ``None`` where it does not tell."""
    try:
        rows = graph.read("analytics/gds/estimate/available")
    except StatementFailedError:
        return None
    return int(rows[0]["bytes"]) if rows else None


def refuse_unless_it_fits(
    graph: Graph, vertices: int, ties: int, measures: Sequence[Measure] = ()
) -> None:
    """Keep from projecting what the server's heap can't hold.

    Raises
    ------
    ProjectionTooLargeError
        It would not fit; the message has the figures and the alternatives.
    """
    available = available_bytes(graph)
    if available is None:
        return
    needed = needed_bytes(graph, vertices, ties, measures)
    if needed <= available:
        return
    what = f" with {', '.join(one.name for one in measures)}" if measures else ""
    raise ProjectionTooLargeError(
        f"a projection of {vertices:,} vertices and {ties:,} ties{what} needs at least "
        f"{needed / _MIB:,.0f} MiB of the server's heap, which has {available / _MIB:,.0f} MiB "
        "left, so nothing was projected: use --engine local, which computes in this process, ask "
        "about less (--dataset, --relations), or give the server more (PROXYGRAPH_HEAP=4g, then "
        "`proxygraph down` and `up`)"
    )
