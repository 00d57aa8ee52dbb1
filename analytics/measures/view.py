"""A network to measure, with what several measures share worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from analytics.measures.brokerage import Brokerage, brokerage
from analytics.measures.spectral import solved_eigenvector
from analytics.network.geodesics import Distances, distances, hops
from analytics.network.projection import Projection
from analytics.network.sparse import Floats, Mesh

MOST_STEPS = 6_000_000_000
"""Sources times arcs up to which betweenness is exact: about a minute's worth."""


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
    def near(self) -> Distances:
        """Shortest paths of at most ``steps``, where lengths don't forbid to stop there."""
        if self.strength is not None:
            return self.distances
        return hops(self.mesh.around, self.steps, most=self.steps)

    @cached_property
    def degree(self) -> Floats:
        """Ties of every vertex, or their strengths added up."""
        near = self.mesh.around
        strong = np.bincount(near.owner, self.mesh.strengths[near.tie], minlength=self.mesh.size)
        return strong.astype(np.float64)

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
