"""Where the vertices of a network stand in a picture: the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

import rustworkx as rx

if TYPE_CHECKING:
    from analytics.network.person_network import Network

Places = Mapping[str, tuple[float, float]]
"""Id → x and y, both from -1 to 1."""

SEED = 20200103
_STEPS = 600
"""Steps of the layout, as long as there are no more than ``_FEW`` vertices."""
_FEW = 600
_LEAST = 30
_CORE = 2000
"""Vertices that are laid out with one another; each other one is set beside its neighbours."""
_TURN = pi * (3 - sqrt(5))
"""The golden angle: each next one of several around a place stands apart from all before it."""
_SPREAD = 2.6
_LOOSER = 0.72
"""Power to which distances from the middle are raised, below 1: room where most stand."""


def largest_part(network: Network) -> frozenset[str]:
    """List the vertices of the largest connected part; of equal ones, that of the least id."""
    graph, ids = _indexed(network, network.vertices)
    parts = [sorted(ids[number] for number in part) for part in rx.connected_components(graph)]
    return frozenset(min(parts, key=lambda part: (-len(part), part), default=()))


def spread_out(network: Network, kept: Collection[str] | None = None) -> Places:
    """Lay vertices out so that ties pull and all else pushes (Fruchterman and Reingold 1991).

    Parameters
    ----------
    kept
        Vertices to lay out; ``None`` for all. Of more than 2,000, those with most neighbours push
        one another, and the others are set around their neighbours: time does not grow with the
        square of their number.
    """
    graph, ids = _indexed(network, network.vertices if kept is None else kept)
    if len(ids) < 2:
        return dict.fromkeys(ids, (0.0, 0.0))
    if len(ids) > _CORE:
        return _fitted(_around(graph, ids))
    return _fitted(_sprung(graph, ids))


def _sprung(graph: rx.PyGraph[str, None], ids: Sequence[str]) -> dict[str, tuple[float, float]]:
    pull = _SPREAD / sqrt(len(ids))
    raw = rx.spring_layout(graph, k=pull, num_iter=_steps(len(ids)), seed=SEED)
    return {ids[number]: (float(x), float(y)) for number, (x, y) in raw.items()}


def _around(graph: rx.PyGraph[str, None], ids: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Lay out the vertices with most neighbours, then ring by ring those beside them."""
    by_degree = sorted(range(len(ids)), key=lambda number: (-graph.degree(number), number))
    core = sorted(by_degree[:_CORE])
    middle_part = graph.subgraph(core)
    places = _sprung(middle_part, middle_part.nodes())
    step = 2 / sqrt(len(ids))
    beside: Counter[tuple[float, float]] = Counter()
    left = by_degree[_CORE:]
    while left:
        near = {
            n: [places[o] for o in map(ids.__getitem__, graph.neighbors(n)) if o in places]
            for n in left
        }
        for number in left:
            middle = _middle(near[number]) if near[number] else (0.0, 0.0)
            if near[number] or not any(near.values()):
                beside[middle] += 1
                far, turn = step * sqrt(beside[middle]), _TURN * beside[middle]
                places[ids[number]] = middle[0] + far * cos(turn), middle[1] + far * sin(turn)
        left = [number for number in left if ids[number] not in places]
    return places


def _middle(places: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Give the middle of some places.

    >>> _middle([(0.0, 1.0), (1.0, 1.0)])
    (0.5, 1.0)
    """
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def on_a_ring(vertices: Sequence[str]) -> Places:
    """Set vertices on a circle, the first at the right, the others against the clock."""
    step = 2 * pi / max(1, len(vertices))
    return {vertex: (cos(n * step), sin(n * step)) for n, vertex in enumerate(vertices)}


def _steps(count: int) -> int:
    """Take fewer steps where there are many vertices: each step takes the square of them.

    >>> _steps(600), _steps(1200), _steps(100_000)
    (600, 150, 30)
    """
    return max(_LEAST, min(_STEPS, _STEPS * _FEW**2 // max(1, count) ** 2))


def _indexed(network: Network, kept: Collection[str]) -> tuple[rx.PyGraph[str, None], list[str]]:
    graph: rx.PyGraph[str, None] = rx.PyGraph(multigraph=False)
    ids = sorted(set(kept))
    numbers = dict(zip(ids, graph.add_nodes_from(ids), strict=True))
    graph.add_edges_from(
        [
            (numbers[tie.source], numbers[tie.target], None)
            for tie in network.ties
            if tie.source in numbers and tie.target in numbers
        ]
    )
    return graph, ids


def _fitted(places: Places) -> Places:
    """Loosen the middle, and stretch places so that the farthest touch the edges."""
    xs, ys = zip(*places.values(), strict=True)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    half = (max(xs) - min(xs)) / 2 or 1.0, (max(ys) - min(ys)) / 2 or 1.0
    straight = {
        vertex: ((x - middle[0]) / half[0], (y - middle[1]) / half[1])
        for vertex, (x, y) in places.items()
    }
    return {vertex: _loosened(*place) for vertex, place in straight.items()}


def _loosened(x: float, y: float) -> tuple[float, float]:
    far = max(abs(x), abs(y))
    stretch = far ** (_LOOSER - 1) if far else 1.0
    return x * stretch, y * stretch
