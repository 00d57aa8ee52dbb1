"""Every centrality by name, computed by the engine that was chosen.

What Graph Data Science lacks, and whatever weighs ties, is computed in this process whichever
engine was chosen; the answers are those of one definition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from analytics.engines import EngineName, gds, local
from analytics.measures.between import (
    Sampled,
    betweenness,
    sampled_betweenness,
    weighted_betweenness,
)
from analytics.measures.brokerage import Brokerage, brokerage
from analytics.measures.distance import average_reach, closeness, harmonic, within_reach
from analytics.measures.geodesics import Distances, distances, hops
from analytics.measures.hierarchy import reach_down
from analytics.measures.holes import constraint, effective_size
from analytics.measures.mesh import Floats, Mesh
from analytics.measures.spectral import (
    DAMPING,
    TOLERANCE,
    pagerank,
    solved_eigenvector,
)
from analytics.projection import Projection
from graphdb.connection import Graph

Measure = Literal[
    "betweenness",
    "degree",
    "pagerank",
    "closeness",
    "harmonic",
    "eigenvector",
    "constraint",
    "effective-size",
    "degree-down",
    "degree-up",
    "reach-down",
    "m-reach",
    "distance-reach",
    "brokerage",
    "coordinator",
    "itinerant",
    "gatekeeper",
    "representative",
    "liaison",
]
MEASURES: tuple[Measure, ...] = get_args(Measure)

MEANINGS: Mapping[Measure, str] = {
    "betweenness": "Freeman 1977, normalised: 2C/((n-1)(n-2)); 0 below three vertices",
    "degree": "ties of a vertex; their strengths added up where they are weighted",
    "pagerank": f"Page et al. 1999, damping {DAMPING}, sums to 1",
    "closeness": "(n-1)/sum d; disconnected: Wasserman and Faust 1994, (r-1)^2/((n-1) sum d)",
    "harmonic": "Marchiori and Latora 2000: sum 1/d / (n-1)",
    "eigenvector": "Bonacich 1972, largest component that is not bipartite, null elsewhere",
    "constraint": "Burt 1992: sum_j (p_ij + sum_q p_iq p_qj)^2; null without ties",
    "effective-size": "Burt 1992: sum_j (1 - sum_q p_iq m_jq); null without ties",
    "degree-down": "ties that run down from a vertex, mutual ones included",
    "degree-up": "ties that run down to a vertex, mutual ones included",
    "reach-down": "Mones et al. 2012: share of the others that command reaches",
    "m-reach": "Borgatti 2006: share of the others within so many steps",
    "distance-reach": "Borgatti 2006: (1 + sum 1/d)/n",
    "brokerage": "Gould and Fernandez 1989: all five roles; groups sponsor, unit, proxy, umbrella",
    "coordinator": "Gould and Fernandez 1989: between two of one's own group",
    "itinerant": "Gould and Fernandez 1989: between two of one other group",
    "gatekeeper": "Gould and Fernandez 1989: from another group into one's own",
    "representative": "Gould and Fernandez 1989: from one's own group to another",
    "liaison": "Gould and Fernandez 1989: between two groups, oneself in a third",
}
LOW_FIRST: frozenset[Measure] = frozenset({"constraint"})
"""Measures of which less is more: the least constrained ranks first."""

COUNTS: frozenset[Measure] = frozenset(
    {
        "degree-down",
        "degree-up",
        "brokerage",
        "coordinator",
        "itinerant",
        "gatekeeper",
        "representative",
        "liaison",
    }
)
"""Measures whose scores are whole numbers; so is the degree, where ties are not weighted."""

ALONG_ARCS: frozenset[Measure] = COUNTS | {"reach-down"}
"""Measures that follow arcs; all others take ties for undirected."""

OF_ALL_PAIRS: frozenset[Measure] = frozenset(
    {"betweenness", "closeness", "harmonic", "m-reach", "distance-reach", "reach-down"}
)
"""Measures that go through all pairs of vertices."""

_BY_GDS: frozenset[Measure] = frozenset(
    {"betweenness", "degree", "pagerank", "closeness", "harmonic"}
)
"""Not the eigenvector: its procedure gave zeros on a graph whose eigenvalues lie close together."""

MOST_STEPS = 6_000_000_000
"""Sources times arcs up to which betweenness is exact: about a minute's worth."""

SAMPLED_SOURCES = 600

RUSTWORKX_MOST = 5_000
"""Up to so many vertices, rustworkx computes betweenness faster than whole arrays do."""


@dataclass(frozen=True)
class View:
    """A network to score: vertices, arcs and strengths, and what groups vertices belong to."""

    projection: Projection
    strength: Floats | None = None
    groups: Sequence[str] = field(default=())
    steps: int = 2

    @cached_property
    def mesh(self) -> Mesh:
        """The ties with their strengths."""
        return Mesh(len(self.projection.vertices), self.projection.ends, self.strength)

    @cached_property
    def distances(self) -> Distances:
        """Shortest paths, summed up."""
        return distances(self.mesh, self.steps)

    @cached_property
    def eigenvector(self) -> tuple[Floats, str | None]:
        """Eigenvector centrality, and the reason where it has no value."""
        return solved_eigenvector(self.mesh)

    @cached_property
    def roles(self) -> Brokerage:
        """How often everyone brokers."""
        down = self.projection.down
        arcs = zip(down.owner.tolist(), down.near.tolist(), strict=True)
        return brokerage(down.size, arcs, self.groups)

    @property
    def is_large(self) -> bool:
        """Whether exact betweenness would take more than about a minute."""
        return self.mesh.size * (self.mesh.size + 2 * len(self.mesh.ends)) > MOST_STEPS


@dataclass(frozen=True)
class Scores:
    """Score of every vertex by measure (NaN: not defined), and what has to be said of them."""

    values: Mapping[Measure, Floats]
    sampled: Sampled | None = None
    notes: tuple[str, ...] = ()


def scores(view: View, measures: Sequence[Measure], engine: EngineName, graph: Graph) -> Scores:
    """Compute measures of a network, in the order of its vertices."""
    if not view.mesh.size:
        return Scores({name: np.zeros(0) for name in measures})
    sampled = None
    if "betweenness" in measures and view.is_large and view.strength is None:
        sampled = sampled_betweenness(view.mesh, SAMPLED_SOURCES)
    exact = [name for name in measures if not (name == "betweenness" and sampled)]
    values = {
        name: local_score(view, name) for name in exact if not _goes_to_gds(view, name, engine)
    }
    remote = [name for name in exact if name not in values]
    if remote:
        values |= _by_gds(graph, view, remote)
    if sampled:
        values["betweenness"] = sampled.share
    return Scores({name: values[name] for name in measures}, sampled, _notes(view, measures))


def _goes_to_gds(view: View, name: Measure, engine: EngineName) -> bool:
    return engine == "gds" and name in _BY_GDS and view.strength is None


def _notes(view: View, measures: Sequence[Measure]) -> tuple[str, ...]:
    if "eigenvector" not in measures:
        return ()
    _, reason = view.eigenvector
    return (f"eigenvector is null where a vertex is not defined: {reason}",) if reason else ()


def local_score(view: View, name: Measure) -> Floats:
    """Compute one measure in this process: shape (size,), NaN where it is not defined."""
    mesh = view.mesh
    if name == "betweenness":
        pairs = max((mesh.size - 1) * (mesh.size - 2), 1)
        return np.asarray(2 * _betweenness(mesh) / pairs)
    if name == "degree":
        near = mesh.around
        strong = np.bincount(near.owner, mesh.strengths[near.tie], minlength=mesh.size)
        return strong.astype(np.float64)
    if name == "pagerank":
        return pagerank(mesh)
    if name == "eigenvector":
        return view.eigenvector[0]
    if name == "constraint":
        return constraint(mesh)
    if name == "effective-size":
        return effective_size(mesh)
    return _from_paths_or_arcs(view, name)


def _from_paths_or_arcs(view: View, name: Measure) -> Floats:
    from_paths = {
        "closeness": closeness,
        "harmonic": harmonic,
        "m-reach": within_reach,
        "distance-reach": average_reach,
    }
    if name == "m-reach" and view.strength is None:
        return within_reach(hops(view.mesh.around, view.steps, most=view.steps))
    if name in from_paths:
        return from_paths[name](view.distances)
    if name == "degree-down":
        return view.projection.down.degrees.astype(float)
    if name == "degree-up":
        return view.projection.up.degrees.astype(float)
    if name == "reach-down":
        return reach_down(hops(view.projection.down))
    counted = view.roles.total if name == "brokerage" else getattr(view.roles, name)
    return np.asarray(counted, dtype=np.float64)


def _betweenness(mesh: Mesh) -> Floats:
    if mesh.strength is not None:
        return weighted_betweenness(mesh)
    return local_betweenness(mesh)


def local_betweenness(mesh: Mesh) -> Floats:
    """Count geodesics through every vertex in the way that is faster for so many vertices."""
    if mesh.size > RUSTWORKX_MOST:
        return betweenness(mesh)
    return local.betweenness(mesh.size, mesh.ends)


def _by_gds(graph: Graph, view: View, names: Sequence[Measure]) -> dict[Measure, Floats]:
    vertices = [vertex.id for vertex in view.projection.vertices]
    mesh = view.mesh
    found: dict[Measure, Floats] = {}
    with gds.projected(graph, vertices, _pairs(vertices, mesh), names) as projection:
        for name in names:
            found[name] = _in_order(_gds_score(graph, projection, name), vertices)
    if "betweenness" in found:
        found["betweenness"] *= 2 / max((mesh.size - 1) * (mesh.size - 2), 1)
    return found


def _gds_score(graph: Graph, projection: str, name: Measure) -> Mapping[str, float]:
    if name == "pagerank":
        return gds.pagerank(graph, projection, DAMPING, TOLERANCE)
    by_name = {
        "degree": gds.degree,
        "betweenness": gds.betweenness,
        "closeness": gds.closeness,
        "harmonic": gds.harmonic,
    }
    return by_name[name](graph, projection)


def _pairs(vertices: Sequence[str], mesh: Mesh) -> list[tuple[str, str]]:
    return [(vertices[one], vertices[other]) for one, other in mesh.ends.tolist()]


def _in_order(found: Mapping[str, float], vertices: Sequence[str]) -> Floats:
    return np.array([found[key] for key in vertices], dtype=np.float64)
