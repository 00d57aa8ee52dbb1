"""The graph of one scenario in every draw, as arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.claims.reading import AFFIRMS, DENIES
from analytics.succession.betweenness import betweenness_of
from analytics.succession.sampling import Sample
from analytics.succession.scenarios import Scenario

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Hops = NDArray[np.int16]
Whole = NDArray[np.int64]

K = TypeVar("K")

FAR = np.int16(30_000)
"""Stands for a distance that does not exist."""


@dataclass(frozen=True)
class DrawnNetwork:
    """Ties and arcs of one scenario.

    Parameters
    ----------
    places
        Vertex → row, for every vertex of any scenario.
    vertices
        Vertices of this scenario.
    ends, ties
        Shapes (ties, 2) and (ties, draws): pairs, and in which draws they are tied.
    arcs
        (superior, inferior, in which draws, whether it runs both ways).
    """

    places: Mapping[str, int]
    vertices: frozenset[str]
    ends: NDArray[np.intp]
    ties: Bools
    arcs: tuple[tuple[int, int, Bools, bool], ...]

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.ties.shape[1])

    def tied(self, one: str, other: str) -> Bools:
        """Tell in which draws two vertices are tied."""
        pair = sorted((self.places[one], self.places[other]))
        found = np.flatnonzero((self.ends == pair).all(axis=1))
        return self.ties[found[0]] if len(found) else np.zeros(self.draws, dtype=np.bool_)

    def hops(self, start: str | None) -> Hops:
        """Count the hops down the command from a vertex: shape (vertices, draws)."""
        hops = np.full((len(self.places), self.draws), FAR, dtype=np.int16)
        if start is None or start not in self.vertices:
            return hops
        hops[self.places[start]] = 0
        for _ in range(len(self.places)):
            before = hops.copy()
            for above, below, here, both in self.arcs:
                _relax(hops, above, below, here)
                if both:
                    _relax(hops, below, above, here)
            if np.array_equal(before, hops):
                break
        return hops

    def below(self, starts: Iterable[str], depth: Hops) -> Bools:
        """Tell whom the command reaches from some vertices: shape (vertices, draws).

        A tie that runs both ways is passed from the end that is no deeper under the root.
        """
        reached = np.zeros(depth.shape, dtype=np.bool_)
        for start in starts:
            reached[self.places[start]] = True
        steps = [(a, b, here) for a, b, here, both in self.arcs if not both]
        for a, b, here, both in self.arcs:
            if both:
                steps.append((a, b, here & (depth[a] <= depth[b])))
                steps.append((b, a, here & (depth[b] <= depth[a])))
        count = -1
        while count != (count := int(reached.sum())):
            for above, below, here in steps:
                reached[below] |= reached[above] & here
        return reached

    def fragmentation(self, survivors: frozenset[str]) -> Floats:
        """Compute 1 − Σ s(s−1)/(n(n−1)) over some vertices: shape (draws,), 0 to 1.

        s are the numbers of survivors in each component of the whole graph of the scenario, n the
        number of all survivors; null (NaN) for fewer than two (Borgatti 2006).
        """
        count = len(survivors)
        if count < 2:
            return np.full(self.draws, np.nan)
        rows = [self.places[vertex] for vertex in sorted(survivors)]
        labels = self._components()[rows].astype(np.int64)
        size = len(self.places)
        flat = labels + np.arange(self.draws) * size
        sizes = np.bincount(flat.ravel(), minlength=size * self.draws).reshape(self.draws, size)
        together = (sizes * (sizes - 1)).sum(axis=1)
        result: Floats = 1 - together / (count * (count - 1))
        return result

    def betweenness(self, vertex: str | None) -> Floats:
        """Compute the normalised betweenness 2C/((n−1)(n−2)): shape (draws,), 0 to 1."""
        size = len(self.vertices)
        if vertex is None or vertex not in self.vertices or size < 3:
            return np.full(self.draws, np.nan)
        count = betweenness_of(self.places[vertex], self.ends, self.ties, len(self.places))
        result: Floats = 2 * count / ((size - 1) * (size - 2))
        return result

    def _components(self) -> Whole:
        labels = np.repeat(np.arange(len(self.places))[:, None], self.draws, axis=1)
        before = -1
        while before != (before := int(labels.sum())):
            for (a, b), here in zip(self.ends, self.ties, strict=True):
                lesser = np.minimum(labels[a], labels[b])
                np.copyto(labels[a], lesser, where=here)
                np.copyto(labels[b], lesser, where=here)
        return labels


def _relax(hops: Hops, above: int, below: int, here: Bools) -> None:
    nearer = np.where(here & (hops[above] < FAR), hops[above] + np.int16(1), FAR)
    np.minimum(hops[below], nearer, out=hops[below])


def draw_network(scenario: Scenario, places: Mapping[str, int], sample: Sample) -> DrawnNetwork:
    """Work out which ties a scenario has in every draw of a sample.

    A pair is tied where a claim that affirms holds and none that denies does; a doubt only
    marks the tie.
    """
    affirmed: dict[tuple[str, str], Bools] = {}
    denied: dict[tuple[str, str], Bools] = {}
    arcs: dict[tuple[str, str, bool], Bools] = {}
    for link in scenario.contracted:
        if link.claim.stance not in (AFFIRMS, DENIES):
            continue
        here = sample.holds(link)
        if link.claim.stance == AFFIRMS:
            _either(affirmed, link.ends, here)
            _either(arcs, (link.source, link.target, link.mutual), here)
        elif sample.denials:
            _either(denied, link.ends, here)
    for pair, here in denied.items():
        if pair in affirmed:
            affirmed[pair] = affirmed[pair] & ~here
    return DrawnNetwork(
        places=places,
        vertices=scenario.vertices,
        ends=_array(affirmed, places),
        ties=np.array(list(affirmed.values())).reshape(len(affirmed), sample.draws),
        arcs=_arcs(arcs, affirmed, places),
    )


def _either(found: dict[K, Bools], key: K, here: Bools) -> None:
    found[key] = found[key] | here if key in found else here


def _array(pairs: Iterable[tuple[str, str]], places: Mapping[str, int]) -> NDArray[np.intp]:
    rows = [sorted((places[one], places[other])) for one, other in pairs]
    return np.array(rows, dtype=np.intp).reshape(-1, 2)


def _arcs(
    arcs: Mapping[tuple[str, str, bool], Bools],
    tied: Mapping[tuple[str, str], Bools],
    places: Mapping[str, int],
) -> tuple[tuple[int, int, Bools, bool], ...]:
    found = defaultdict(list)
    for (source, target, mutual), here in arcs.items():
        pair = (min(source, target), max(source, target))
        found[source, target].append((places[source], places[target], here & tied[pair], mutual))
    return tuple(arc for pair in sorted(found) for arc in found[pair])
