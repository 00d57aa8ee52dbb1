"""Measures of a network, computed by the engine that was chosen.

What Graph Data Science lacks, and whatever weighs ties, is computed in this process whichever
engine was chosen; the answers are those of one definition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.measures.betweenness import Sampled, sampled_betweenness
from analytics.measures.engines import EngineName, gds
from analytics.measures.registry import measure, measures
from analytics.measures.view import View
from analytics.network.sparse import Floats, Mesh
from graphdb.connection import Graph

Measure = str
"""Name of a measure."""

MEASURES: tuple[Measure, ...] = tuple(measures())
"""Names of the measures that the program brings."""

SAMPLED_SOURCES = 600


@dataclass(frozen=True)
class Scores:
    """Score of every vertex by measure (NaN: not defined), and what has to be said of them."""

    values: Mapping[Measure, Floats]
    sampled: Sampled | None = None
    notes: tuple[str, ...] = ()


def scores(view: View, names: Sequence[Measure], engine: EngineName, graph: Graph) -> Scores:
    """Compute measures of a network, in the order of its vertices."""
    if not view.mesh.size:
        return Scores({name: np.zeros(0) for name in names})
    sampled = None
    if "betweenness" in names and view.is_large and view.strength is None:
        sampled = sampled_betweenness(view.mesh, SAMPLED_SOURCES)
    exact = [name for name in names if not (name == "betweenness" and sampled)]
    values = {
        name: local_score(view, name) for name in exact if not _goes_to_gds(view, name, engine)
    }
    remote = [name for name in exact if name not in values]
    if remote:
        values |= _by_gds(graph, view, remote)
    if sampled:
        values["betweenness"] = sampled.share
    return Scores({name: values[name] for name in names}, sampled, _notes(view, names))


def _goes_to_gds(view: View, name: Measure, engine: EngineName) -> bool:
    return engine == "gds" and measure(name).by_gds is not None and view.strength is None


def _notes(view: View, names: Sequence[Measure]) -> tuple[str, ...]:
    if "eigenvector" not in names:
        return ()
    _, reason = view.eigenvector
    return (f"eigenvector is null where a vertex is not defined: {reason}",) if reason else ()


def local_score(view: View, name: Measure) -> Floats:
    """Compute one measure in this process: shape (size,), NaN where it is not defined."""
    return np.asarray(measure(name).compute(view), dtype=np.float64)


def _by_gds(graph: Graph, view: View, names: Sequence[Measure]) -> dict[Measure, Floats]:
    vertices = [vertex.id for vertex in view.projection.vertices]
    found: dict[Measure, Floats] = {}
    asked = [measure(name) for name in names]
    with gds.projected(graph, vertices, _pairs(vertices, view.mesh), asked) as projection:
        for one in asked:
            assert one.by_gds is not None  # noqa: S101 - asked for only then
            found[one.name] = _in_order(one.by_gds(graph, projection, view), vertices)
    return found


def _pairs(vertices: Sequence[str], mesh: Mesh) -> list[tuple[str, str]]:
    return [(vertices[one], vertices[other]) for one, other in mesh.ends.tolist()]


def _in_order(found: Mapping[str, float], vertices: Sequence[str]) -> Floats:
    return np.array([found[key] for key in vertices], dtype=np.float64)
