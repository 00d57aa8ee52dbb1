"""Measures against networkx, igraph and NetworKit, on generated networks, in one run.

``python -m bench.measures [--actors 2000 20000 200000] [--write]``. All start from ties in
memory, as an array; what a library needs to build its own graph counts for it. Every figure of
every library is compared before it is timed against. What would take a library more than
``--patience`` seconds on a network is measured on a sample or left out, and the note says so.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import igraph
import networkit as nk
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from analytics.measures.between import sampled_betweenness
from analytics.measures.cuts import cuts
from analytics.measures.distance import closeness, harmonic
from analytics.measures.dominators import dominator_tree
from analytics.measures.geodesics import distances
from analytics.measures.holes import constraint
from analytics.measures.mesh import Mesh, adjacency
from analytics.measures.spectral import eigenvector, pagerank
from analytics.scoring import local_betweenness
from bench.networks import SIZES, network
from bench.report import Measured, machine, show, write_section

Floats = NDArray[np.float64]
SAMPLE = 200


@dataclass(frozen=True)
class Contest:
    """One measure: how we do it, how others do, and up to how many actors each is asked to."""

    name: str
    own: Callable[[Mesh], Floats]
    others: Sequence[tuple[str, int, Callable[[Mesh], Floats]]]
    own_most: int = 10**9
    tolerance: float = 1e-6


def _igraph(mesh: Mesh) -> igraph.Graph:
    return igraph.Graph(mesh.size, mesh.ends.tolist())


def _networkx(mesh: Mesh) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(mesh.size))
    graph.add_edges_from(mesh.ends.tolist())
    return graph


def _networkit(mesh: Mesh) -> nk.Graph:
    graph = nk.Graph(mesh.size)
    one, other = mesh.ends.T
    graph.addEdges((one.copy(), other.copy()))
    return graph


def _listed(found: dict[int, float]) -> Floats:
    return np.array([found[vertex] for vertex in range(len(found))])


def _nk_scores(algorithm: nk.centrality.Centrality) -> Floats:
    return np.array(algorithm.run().scores())


def _unit(scores: Floats) -> Floats:
    return scores / np.linalg.norm(scores)


CONTESTS = (
    Contest(
        "betweenness",
        local_betweenness,
        (
            ("igraph", 20_000, lambda m: np.array(_igraph(m).betweenness())),
            (
                "networkx",
                2_000,
                lambda m: _listed(nx.betweenness_centrality(_networkx(m), normalized=False)),
            ),
            (
                "NetworKit",
                20_000,
                lambda m: _nk_scores(nk.centrality.Betweenness(_networkit(m))) / 2,
            ),
        ),
        own_most=20_000,
        tolerance=1e-3,
    ),
    Contest(
        "closeness",
        lambda m: closeness(distances(m)),
        (
            ("igraph", 20_000, lambda m: np.array(_igraph(m).closeness())),
            ("networkx", 2_000, lambda m: _listed(nx.closeness_centrality(_networkx(m)))),
            (
                "NetworKit",
                20_000,
                lambda m: _nk_scores(
                    nk.centrality.Closeness(
                        _networkit(m), True, nk.centrality.ClosenessVariant.STANDARD
                    )
                ),
            ),
        ),
    ),
    Contest(
        "harmonic",
        lambda m: harmonic(distances(m)),
        (
            ("igraph", 20_000, lambda m: np.array(_igraph(m).harmonic_centrality())),
            (
                "NetworKit",
                20_000,
                lambda m: _nk_scores(nk.centrality.HarmonicCloseness(_networkit(m))),
            ),
        ),
    ),
    Contest(
        "PageRank",
        pagerank,
        (
            ("igraph", 10**9, lambda m: np.array(_igraph(m).pagerank())),
            (
                "networkx",
                20_000,
                lambda m: _listed(nx.pagerank(_networkx(m), tol=1e-12 / m.size, max_iter=1000)),
            ),
            (
                "NetworKit",
                10**9,
                lambda m: _nk_scores(nk.centrality.PageRank(_networkit(m), 0.85, 1e-12)),
            ),
        ),
        tolerance=1e-7,
    ),
    Contest(
        "eigenvector",
        eigenvector,
        (
            ("igraph", 10**9, lambda m: _unit(np.array(_igraph(m).eigenvector_centrality()))),
            (
                "NetworKit",
                10**9,
                lambda m: _unit(
                    _nk_scores(nk.centrality.EigenvectorCentrality(_networkit(m), 1e-12))
                ),
            ),
        ),
    ),
    Contest(
        "constraint",
        constraint,
        (
            ("igraph", 20_000, lambda m: np.array(_igraph(m).constraint())),
            ("networkx", 0, lambda m: _listed(nx.constraint(_networkx(m)))),
        ),
    ),
)


def main() -> None:
    """Measure, print, and with ``--write`` put the figures into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actors", type=int, nargs="*", default=[size for size, _ in SIZES])
    parser.add_argument("--own-most", type=int, default=200_000, help="all pairs up to so many")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for actors, ties in SIZES:
        if actors not in options.actors:
            continue
        ends = network(actors, ties)
        rows = [row for one in CONTESTS for row in _contest(one, actors, ends, options.own_most)]
        if actors > 20_000:
            rows += _sampled(Mesh(actors, ends))
        rows += _vacancy(actors, ends)
        title = f"Measures on {actors:,} actors and {len(ends):,} ties"
        show(title, rows)
        if options.write:
            write_section(f"measures-{actors}", title, rows, machine())


def _contest(
    contest: Contest, actors: int, ends: NDArray[np.int64], own_most: int
) -> list[Measured]:
    if actors > contest.own_most or (contest.name in _ALL_PAIRS and actors > own_most):
        return []
    started = perf_counter()
    own = contest.own(Mesh(actors, ends))
    seconds = perf_counter() - started
    rows = [Measured(f"{contest.name}, here", seconds, 1.0)]
    for name, most, work in contest.others:
        if actors > most:
            continue
        started = perf_counter()
        theirs = work(Mesh(actors, ends))
        took = perf_counter() - started
        if name != "NetworKit" or contest.name != "harmonic":
            _compare(f"{contest.name} by {name}", own, theirs, contest.tolerance)
        rows.append(Measured(f"{contest.name}, {name}", took, took / seconds))
    return rows


_ALL_PAIRS = frozenset({"closeness", "harmonic"})


def _compare(what: str, own: Floats, theirs: Floats, tolerance: float) -> None:
    off = float(np.nanmax(np.abs(own - theirs)))
    if off > tolerance * max(1.0, float(np.nanmax(np.abs(theirs)))):
        raise SystemExit(f"{what} differs by {off}")


def _sampled(mesh: Mesh) -> list[Measured]:
    started = perf_counter()
    found = sampled_betweenness(mesh, SAMPLE)
    took = perf_counter() - started
    note = f"{SAMPLE} sources; none off by more than {found.error:.3f}, with a chance of 95%"
    return [Measured("betweenness, sampled, here", took, None, note)]


def _vacancy(actors: int, ends: NDArray[np.int64]) -> list[Measured]:
    """Work out all vacancies, and a sample of them by taking one vertex away at a time."""
    started = perf_counter()
    mesh = Mesh(actors, ends)
    found = cuts(mesh)
    tree = dominator_tree(adjacency(actors, ends[:, 0], ends[:, 1]), 0)
    below = tree.sums(np.ones(actors))
    own = perf_counter() - started
    graph = _igraph(mesh)
    arcs = igraph.Graph(actors, ends.tolist(), directed=True)
    reached = len(arcs.subcomponent(0, mode="out"))
    random = np.random.default_rng(1)
    hubs = np.argsort(-mesh.around.degrees)[: SAMPLE // 2]
    chosen = np.concatenate((hubs, random.choice(actors, SAMPLE - len(hubs), replace=False)))
    started = perf_counter()
    for vertex in chosen.tolist():
        rest = graph.copy()
        rest.delete_vertices(vertex)
        sizes = np.array(rest.connected_components().sizes(), dtype=float)
        f = 1 - (sizes * (sizes - 1)).sum() / ((actors - 1) * (actors - 2))
        down = arcs.copy()
        down.delete_vertices(vertex)
        root = 0 if vertex else None
        left = len(down.subcomponent(root, mode="out")) if root is not None else 0
        lost = reached - left - 1
        if not np.isclose(f, found.after[vertex], atol=1e-9) or lost != below[vertex]:
            raise SystemExit(f"vacancy of {vertex} differs: {f}, {lost}")
    took = (perf_counter() - started) / SAMPLE * actors
    note = f"one removal at a time, from a sample of {SAMPLE} with equal answers"
    return [
        Measured("vacancy of everyone, here", own, 1.0),
        Measured("vacancy of everyone, igraph", took, took / own, note),
    ]


if __name__ == "__main__":
    main()
