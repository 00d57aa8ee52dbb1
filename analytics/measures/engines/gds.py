"""Graph Data Science: a projection that lives as long as it is used, and measures on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from analytics.measures.engines.estimates import refuse_unless_it_fits
from analytics.measures.engines.scale import sum_to_one
from analytics.measures.measure import Measure
from graphdb.connection import Graph

PREFIX = "proxygraph-"
ITERATIONS = 1000
ABANDONED_HOURS = 1.0


@contextmanager
def projected(
    graph: Graph,
    vertices: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    measures: Sequence[Measure] = (),
) -> Iterator[str]:
    """Project vertices and undirected ties; the catalogue is clean again afterwards, always.

    Parameters
    ----------
    vertices
        Ids of entities, at least one.
    pairs
        Ends of ties, each pair once.
    measures
        What will be computed on it; the memory for that is asked about too.

    Yields
    ------
    str
        The projection's name in the catalogue.

    Raises
    ------
    ProjectionTooLargeError
        The server's heap can't hold it; nothing was projected.
    """
    name = PREFIX + secrets.token_hex(8)
    tied = {end for pair in pairs for end in pair}
    rows = [list(pair) for pair in pairs] + [[key, None] for key in vertices if key not in tied]
    drop_abandoned(graph)
    refuse_unless_it_fits(graph, len(vertices), len(pairs), measures)
    try:
        graph.read("analytics/gds/project", graph=name, pairs=rows)
        yield name
    finally:
        graph.read("analytics/gds/drop", graph=name)


def drop_abandoned(graph: Graph, hours: float = ABANDONED_HOURS) -> tuple[str, ...]:
    """Drop projections that killed programs left in the catalogue, ``hours`` old or older."""
    rows = graph.read("analytics/gds/drop_abandoned", prefix=PREFIX, hours=hours)
    return tuple(row["graph"] for row in rows)


def catalogue(graph: Graph) -> tuple[str, ...]:
    """List this project's projections in the server's catalogue, in use or left behind."""
    names = (row["graph"] for row in graph.read("analytics/gds/catalogue"))
    return tuple(name for name in names if name.startswith(PREFIX))


def degree(graph: Graph, projection: str) -> Mapping[str, int]:
    """Count the ties of every vertex."""
    rows = graph.read("analytics/gds/degree", graph=projection)
    return {row["id"]: round(row["score"]) for row in rows}


def betweenness(graph: Graph, projection: str) -> Mapping[str, float]:
    """Count geodesics through every vertex: Freeman's C, each unordered pair once."""
    rows = graph.read("analytics/gds/betweenness", graph=projection)
    return {row["id"]: row["score"] for row in rows}


def pagerank(
    graph: Graph, projection: str, damping: float, tolerance: float
) -> Mapping[str, float]:
    """Compute PageRank, rescaled from the server's own scale so that it sums to 1."""
    rows = graph.read(
        "analytics/gds/pagerank",
        graph=projection,
        damping=damping,
        tolerance=tolerance,
        iterations=ITERATIONS,
    )
    return sum_to_one({row["id"]: row["score"] for row in rows})


def closeness(graph: Graph, projection: str) -> Mapping[str, float]:
    """Compute closeness by Wasserman and Faust's formula: 0..1."""
    rows = graph.read("analytics/gds/closeness", graph=projection)
    return {row["id"]: row["score"] for row in rows}


def harmonic(graph: Graph, projection: str) -> Mapping[str, float]:
    """Compute harmonic centrality: 0..1."""
    rows = graph.read("analytics/gds/harmonic", graph=projection)
    return {row["id"]: row["score"] for row in rows}
