"""What a network is like as a whole, and what is left of it without some of its actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from math import isnan
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from analytics.measures import krackhardt as hierarchy
from analytics.measures.fragments import distance_fragmentation, fragmentation
from analytics.measures.structure import (
    clustering,
    components,
    density,
    diameter,
    mean_distance,
    robustness,
)
from analytics.network.person_network import Vertex
from analytics.network.projection import Projection, read_projection
from analytics.network.sparse import adjacency
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

MEANINGS = MappingProxyType(
    {
        "vertices": "actors of the network",
        "ties": "pairs of actors that are tied, directions ignored",
        "density": "ties / pairs (Wasserman and Faust 1994)",
        "components": "parts without a tie between them",
        "largest_component": "actors of the largest part",
        "fragmentation": "1 - sum s(s-1)/(n(n-1)) (Borgatti 2006)",
        "distance_fragmentation": "1 - sum 1/d / (n(n-1)) (Borgatti 2006)",
        "diameter": "greatest distance of two that are joined, in hops",
        "mean_distance": "mean distance of the pairs that are joined, in hops",
        "transitivity": "3 triangles / pairs of ties at an actor (Newman et al. 2002)",
        "clustering": "mean share of tied pairs of neighbours (Watts and Strogatz 1998)",
        "robustness": "R = 1/n sum s(q), the most tied removed first (Schneider et al. 2011)",
        "connectedness": "share of pairs joined, directions ignored (Krackhardt 1994)",
        "hierarchy": "1 - share of reachable pairs that reach each other (Krackhardt 1994)",
        "efficiency": "1 - share of possible surplus arcs that exist (Krackhardt 1994)",
        "upper_bound": "share of pairs with a least upper bound (Krackhardt 1994)",
    }
)
"""What every figure means, with its source."""


@dataclass(frozen=True)
class Figures:
    """Figures of one network; ``None`` where one does not exist. :data:`MEANINGS` has formulas."""

    vertices: int
    ties: int
    density: float | None
    components: int
    largest_component: int
    fragmentation: float | None
    distance_fragmentation: float | None
    diameter: int | None
    mean_distance: float | None
    transitivity: float | None
    clustering: float | None
    robustness: float | None
    connectedness: float | None
    hierarchy: float | None
    efficiency: float | None
    upper_bound: float | None


@dataclass(frozen=True)
class Structure:
    """The answer: figures of the whole network and, where some were removed, of what is left.

    ``parts`` are the components, the largest first: those left after the removal, if any.
    """

    question: Question
    whole: Figures
    removed: tuple[Vertex, ...]
    left: Figures | None
    parts: tuple[tuple[Vertex, ...], ...]
    notes: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Give one line a figure, with its meaning."""
        import pandas as pd

        rows = [
            {"figure": name, "whole": before, "without": after, "meaning": MEANINGS[name]}
            for name, before, after in self.rows()
        ]
        return pd.DataFrame(rows)

    def rows(self) -> list[tuple[str, float | None, float | None]]:
        """List every figure by name, of the whole and of what is left."""
        names = [one.name for one in fields(Figures)]
        return [
            (name, getattr(self.whole, name), getattr(self.left, name) if self.left else None)
            for name in names
        ]

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": self.question.document(),
            "whole": asdict(self.whole),
            "removed": [asdict(one) for one in self.removed],
            "left": asdict(self.left) if self.left else None,
            "components": [[asdict(one) for one in part] for part in self.parts],
            "notes": list(self.notes),
            "conventions": dict(MEANINGS),
        }


def structure(graph: Graph, question: Question, without: Sequence[str] = ()) -> Structure:
    """Describe the network of a question as a whole, and without some actors.

    Parameters
    ----------
    without
        Ids of actors that are removed; the figures after that count only those left.

    Raises
    ------
    UnknownNameError
        Somebody to remove has no tie in the network of that day.
    GraphMovedError
        A load was under way all the time.

    Examples
    --------
    >>> answer = structure(graph, Question(date(2020, 1, 2)))  # doctest: +SKIP
    >>> answer.whole.hierarchy  # doctest: +SKIP
    """
    projection = graph.consistent(lambda opened: read_projection(opened, question))
    missing = [one for one in without if one not in projection.places]
    if missing:
        raise UnknownNameError(f"{missing[0]} has no tie in the network of {question.day}")
    gone = frozenset(projection.places[one] for one in without)
    parts = components(projection.mesh, gone)
    large = len(projection.vertices) > hierarchy.MOST
    note = f"Krackhardt's four are computed up to {hierarchy.MOST:,} actors only"
    return Structure(
        question=question,
        whole=figures(projection),
        removed=tuple(projection.vertices[place] for place in sorted(gone)),
        left=figures(reduced(projection, gone)) if gone else None,
        parts=tuple(tuple(projection.vertices[place] for place in part) for part in parts),
        notes=(note,) if large else (),
    )


def reduced(projection: Projection, gone: frozenset[int]) -> Projection:
    """Take vertices and their ties away; the others keep their order."""
    kept = np.array([place not in gone for place in range(len(projection.vertices))], dtype=bool)
    number = np.cumsum(kept) - 1
    ties = kept[projection.ends].all(axis=1)
    commands = kept[projection.commanded].all(axis=1)
    return Projection(
        vertices=tuple(one for one, stays in zip(projection.vertices, kept, strict=True) if stays),
        ends=number[projection.ends[ties]],
        mutual=projection.mutual[ties],
        commanded=number[projection.commanded[commands]],
    )


def figures(projection: Projection) -> Figures:
    """Compute all figures of a network."""
    mesh = projection.mesh
    sizes = [len(part) for part in components(mesh)]
    whole, local = clustering(mesh)
    large = mesh.size > hierarchy.MOST
    # Too large for a table of all pairs: the four of an empty network, which do not exist.
    none = np.zeros(0, dtype=np.int64)
    four = hierarchy.krackhardt(adjacency(0, none, none) if large else projection.down)
    return Figures(
        vertices=mesh.size,
        ties=len(mesh.ends),
        density=_number(density(mesh)),
        components=len(sizes),
        largest_component=max(sizes, default=0),
        fragmentation=_number(fragmentation(mesh)),
        distance_fragmentation=_number(distance_fragmentation(mesh)),
        diameter=diameter(mesh),
        mean_distance=_number(mean_distance(mesh)),
        transitivity=_number(whole),
        clustering=_number(local),
        robustness=_number(robustness(mesh)),
        **{name: _number(value) for name, value in asdict(four).items()},
    )


def _number(value: float) -> float | None:
    return None if isnan(value) else value
