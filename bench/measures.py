"""Measures against networkx, igraph and NetworKit, on generated networks, in one run.

``python -m bench.measures [--actors 2000 20000 200000] [--write]``. All start from ties in
memory, as an array. What a library needs to build its own graph out of them counts for it; how
much of its time that is stands beside it. Every figure of every library is compared before it is
timed against. A library that would take too long for all vertices of a network does 200 of them,
has its time scaled to all, and the note says so; what it cannot do so is left out. Work of
less than half a second is done several times, and the quickest counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import igraph
import networkit as nk
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from analytics.measures.articulation_points import Cuts, cuts
from analytics.measures.betweenness import sampled_betweenness, undirected_betweenness
from analytics.measures.distance import closeness, harmonic, within_reach
from analytics.measures.dominators import DominatorTree, dominator_tree
from analytics.measures.fragments import fragmentation
from analytics.measures.groups import group_closeness, group_degree
from analytics.measures.hierarchy import reach_down
from analytics.measures.scoring import SAMPLED_SOURCES
from analytics.measures.spectral import eigenvector, pagerank
from analytics.measures.structural_holes import constraint, effective_size
from analytics.measures.view import MOST_STEPS
from analytics.network.geodesics import Distances, distances, hops
from analytics.network.sparse import Mesh, adjacency
from bench.networks import SIZES, network
from bench.report import Measured, machine, show, told, write_section
from bench.timing import quickest

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
SAMPLE = 200
STEPS = 2
ALL = 10**9
GROUP = range(10)


@dataclass
class World:
    """One network, and the sums of all its shortest paths, which several measures share."""

    actors: int
    ends: Whole
    paths: Distances | None = None
    pass_seconds: float = 0.0

    def mesh(self) -> Mesh:
        """Give the ties afresh, with nothing worked out."""
        return Mesh(self.actors, self.ends)

    def distances(self) -> Distances:
        """Go through all pairs, once a network."""
        if self.paths is None:
            self.pass_seconds, self.paths = quickest(lambda: distances(self.mesh(), STEPS))
        return self.paths


@dataclass(frozen=True)
class Peer:
    """How another library does a measure.

    Parameters
    ----------
    most
        Up to so many actors it is asked for all vertices.
    build, work
        Makes its graph; scores all vertices, or those that are named (then ``some``).
    some
        It can score some vertices only, in proportion less time.
    """

    name: str
    most: int
    build: Callable[[World], Any]
    work: Callable[[Any, Sequence[int] | None], Floats]
    some: bool = False


@dataclass(frozen=True)
class Contest:
    """One measure: how we do it, how others do, and what may differ."""

    name: str
    own: Callable[[World], Floats]
    others: Sequence[Peer]
    of_all_pairs: bool = False
    tolerance: float = 1e-6


def _igraph(world: World) -> igraph.Graph:
    return igraph.Graph(world.actors, world.ends.tolist())


def _igraph_arcs(world: World) -> igraph.Graph:
    return igraph.Graph(world.actors, world.ends.tolist(), directed=True)


def _networkx(world: World) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(world.actors))
    graph.add_edges_from(world.ends.tolist())
    return graph


def _networkx_arcs(world: World) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(world.actors))
    graph.add_edges_from(world.ends.tolist())
    return graph


def _networkit(world: World) -> nk.Graph:
    return _filled(world, nk.Graph(world.actors))


def _networkit_arcs(world: World) -> nk.Graph:
    return _filled(world, nk.Graph(world.actors, directed=True))


def _filled(world: World, graph: nk.Graph) -> nk.Graph:
    one, other = world.ends.T
    graph.addEdges((one.copy(), other.copy()))
    return graph


def _listed(found: Mapping[int, float]) -> Floats:
    return np.array([found[vertex] for vertex in range(len(found))], dtype=float)


def _scores(algorithm: nk.centrality.Centrality) -> Floats:
    return np.array(algorithm.run().scores())


def _unit(scores: Sequence[float] | Floats) -> Floats:
    found = np.asarray(scores, dtype=float)
    return found / np.linalg.norm(found)


def _one(value: float) -> Floats:
    return np.array([value])


def _f_of_sizes(sizes: Sequence[int]) -> Floats:
    s = np.asarray(sizes, dtype=float)
    return _one(1 - (s * (s - 1)).sum() / (s.sum() * (s.sum() - 1)))


def _reachable(graph: nk.Graph) -> Floats:
    found = nk.reachability.ReachableNodes(graph, True)
    found.run()
    count = graph.numberOfNodes()
    reached = [found.numberOfReachableNodes(v) for v in range(count)]
    return (np.array(reached, dtype=float) - 1) / (count - 1)


def _neighbourhood(
    graph: igraph.Graph, some: Sequence[int] | None, order: int, mode: str
) -> Floats:
    found = graph.neighborhood_size(some, order=order, mode=mode)
    return (np.array(found, dtype=float) - 1) / (graph.vcount() - 1)


def _nk_components(graph: nk.Graph) -> Floats:
    found = nk.components.ConnectedComponents(graph)
    found.run()
    return _f_of_sizes(list(found.getComponentSizes().values()))


def _between(graph: igraph.Graph, some: Sequence[int] | None) -> Floats:
    return np.array(graph.betweenness(sources=some))


def _nk_closeness(graph: nk.Graph) -> Floats:
    return _scores(nk.centrality.Closeness(graph, True, nk.centrality.ClosenessVariant.STANDARD))


def _nk_harmonic(graph: nk.Graph) -> Floats:
    return _scores(nk.centrality.HarmonicCloseness(graph, True))


def _nx_harmonic(graph: nx.Graph) -> Floats:
    return _listed(nx.harmonic_centrality(graph)) / (len(graph) - 1)


def _ig_harmonic(graph: igraph.Graph, some: Sequence[int] | None) -> Floats:
    return np.array(graph.harmonic_centrality(some))


def _nx_ranks(graph: nx.Graph) -> Floats:
    return _listed(nx.pagerank(graph, tol=1e-12 / len(graph), max_iter=1000))


def _nx_eigenvector(graph: nx.Graph) -> Floats:
    return _listed(nx.eigenvector_centrality(graph, max_iter=10_000, tol=1e-11))


CONTESTS = (
    Contest(
        "degree",
        lambda w: w.mesh().around.degrees.astype(float),
        (
            Peer("igraph", ALL, _igraph, lambda g, _: np.array(g.degree(), dtype=float)),
            Peer("networkx", ALL, _networkx, lambda g, _: _listed(dict(g.degree()))),
            Peer(
                "NetworKit",
                ALL,
                _networkit,
                lambda g, _: _scores(nk.centrality.DegreeCentrality(g)),
            ),
        ),
    ),
    Contest(
        "betweenness",
        lambda w: undirected_betweenness(w.mesh()),
        (
            Peer("igraph", 20_000, _igraph, _between),
            Peer(
                "networkx",
                2_000,
                _networkx,
                lambda g, _: _listed(nx.betweenness_centrality(g, normalized=False)),
            ),
            Peer(
                "NetworKit",
                20_000,
                _networkit,
                lambda g, _: _scores(nk.centrality.Betweenness(g)) / 2,
            ),
        ),
        tolerance=1e-3,
    ),
    Contest(
        "closeness",
        lambda w: closeness(w.distances()),
        (
            Peer("igraph", 20_000, _igraph, lambda g, s: np.array(g.closeness(s)), some=True),
            Peer("networkx", 2_000, _networkx, lambda g, _: _listed(nx.closeness_centrality(g))),
            Peer("NetworKit", 20_000, _networkit, lambda g, _: _nk_closeness(g)),
        ),
        of_all_pairs=True,
    ),
    Contest(
        "harmonic",
        lambda w: harmonic(w.distances()),
        (
            Peer("igraph", 20_000, _igraph, _ig_harmonic, some=True),
            Peer("networkx", 2_000, _networkx, lambda g, _: _nx_harmonic(g)),
            Peer("NetworKit", 20_000, _networkit, lambda g, _: _nk_harmonic(g)),
        ),
        of_all_pairs=True,
    ),
    Contest(
        "fragmentation by distance",
        lambda w: _one(1 - harmonic(w.distances()).mean()),
        (
            Peer("igraph", 20_000, _igraph, lambda g, s: _one(1 - _ig_harmonic(g, s).mean())),
            Peer("networkx", 2_000, _networkx, lambda g, _: _one(1 - nx.global_efficiency(g))),
            Peer("NetworKit", 20_000, _networkit, lambda g, _: _one(1 - _nk_harmonic(g).mean())),
        ),
        of_all_pairs=True,
    ),
    Contest(
        "reach within 2 steps",
        lambda w: within_reach(hops(w.mesh().around, STEPS, most=STEPS)),
        (
            Peer(
                "igraph",
                20_000,
                _igraph,
                lambda g, s: _neighbourhood(g, s, STEPS, "all"),
                some=True,
            ),
        ),
    ),
    Contest(
        "reach down",
        lambda w: reach_down(hops(adjacency(w.actors, w.ends[:, 0], w.ends[:, 1]))),
        (
            Peer(
                "igraph",
                20_000,
                _igraph_arcs,
                lambda g, s: _neighbourhood(g, s, g.vcount(), "out"),
                some=True,
            ),
            Peer(
                "networkx",
                2_000,
                _networkx_arcs,
                lambda g, _: np.array([len(nx.descendants(g, v)) for v in g]) / (len(g) - 1),
            ),
            Peer("NetworKit", 20_000, _networkit_arcs, lambda g, _: _reachable(g)),
        ),
    ),
    Contest(
        "PageRank",
        lambda w: pagerank(w.mesh()),
        (
            Peer("igraph", ALL, _igraph, lambda g, _: np.array(g.pagerank())),
            Peer("networkx", ALL, _networkx, lambda g, _: _nx_ranks(g)),
            Peer(
                "NetworKit",
                ALL,
                _networkit,
                lambda g, _: _scores(nk.centrality.PageRank(g, 0.85, 1e-12)),
            ),
        ),
        tolerance=1e-7,
    ),
    Contest(
        "eigenvector",
        lambda w: eigenvector(w.mesh()),
        (
            Peer("igraph", ALL, _igraph, lambda g, _: _unit(g.eigenvector_centrality())),
            Peer("networkx", 20_000, _networkx, lambda g, _: _unit(_nx_eigenvector(g))),
            Peer(
                "NetworKit",
                ALL,
                _networkit,
                lambda g, _: _unit(_scores(nk.centrality.EigenvectorCentrality(g, 1e-12))),
            ),
        ),
    ),
    Contest(
        "constraint",
        lambda w: constraint(w.mesh()),
        (
            Peer("igraph", 20_000, _igraph, lambda g, s: np.array(g.constraint(s)), some=True),
            Peer("networkx", 0, _networkx, lambda g, _: _listed(nx.constraint(g))),
        ),
    ),
    Contest(
        "effective size",
        lambda w: effective_size(w.mesh()),
        (Peer("networkx", 2_000, _networkx, lambda g, _: _listed(nx.effective_size(g))),),
    ),
    Contest(
        "fragmentation",
        lambda w: _one(fragmentation(w.mesh())),
        (
            Peer(
                "igraph", ALL, _igraph, lambda g, _: _f_of_sizes(g.connected_components().sizes())
            ),
            Peer(
                "networkx",
                ALL,
                _networkx,
                lambda g, _: _f_of_sizes([len(part) for part in nx.connected_components(g)]),
            ),
            Peer("NetworKit", ALL, _networkit, lambda g, _: _nk_components(g)),
        ),
    ),
    Contest(
        "group degree, group closeness",
        lambda w: np.array([group_degree(w.mesh(), GROUP), group_closeness(w.mesh(), GROUP)]),
        (
            Peer(
                "networkx",
                ALL,
                _networkx,
                lambda g, _: np.array(
                    [
                        nx.group_degree_centrality(g, list(GROUP)),
                        nx.group_closeness_centrality(g, list(GROUP)),
                    ]
                ),
            ),
        ),
    ),
)


def main() -> None:
    """Measure, print, and with ``--write`` put the figures into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actors", type=int, nargs="*", default=[size for size, _ in SIZES])
    parser.add_argument("--only", nargs="*", default=[], help="measures, by the start of a name")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for actors in options.actors:
        world = World(actors, network(actors, dict(SIZES).get(actors, 5 * actors)))
        rows = [
            row
            for one in CONTESTS
            if not options.only or one.name.startswith(tuple(options.only))
            for row in _contest(one, world)
        ]
        if not options.only or "vacancy" in options.only:
            rows += _vacancy(world)
        title = f"Measures on {actors:,} actors and {len(world.ends):,} ties"
        show(title, rows)
        if options.write:
            write_section(f"measures-{actors}", title, rows, machine())


def _contest(contest: Contest, world: World) -> list[Measured]:
    actors = world.actors
    if contest.name == "betweenness" and actors * (actors + 2 * len(world.ends)) > MOST_STEPS:
        return [told(_sampled(world))]
    if contest.of_all_pairs:
        world.distances()
    seconds, own = quickest(lambda: contest.own(world))
    if contest.of_all_pairs:
        seconds += world.pass_seconds
    skipped = [peer.name for peer in contest.others if actors > peer.most and not peer.some]
    note = f"{', '.join(skipped)} left out: too long" if skipped else ""
    rows = [told(Measured(f"{contest.name}, here", seconds, 1.0, note))]
    for peer in contest.others:
        if peer.name not in skipped:
            rows.append(told(_peer(contest, peer, world, own, seconds)))
    return rows


def _peer(contest: Contest, peer: Peer, world: World, own: Floats, seconds: float) -> Measured:
    building, graph = quickest(lambda: peer.build(world))
    note = f"{building:.2f} s of it to build its graph"
    some = None
    if world.actors > peer.most:
        some = np.random.default_rng(1).choice(world.actors, SAMPLE, replace=False).tolist()
        note += f"; from {SAMPLE} vertices with equal scores, scaled to all"
    working, theirs = quickest(lambda: peer.work(graph, some))
    _compare(
        f"{contest.name} by {peer.name}",
        own if some is None else own[some],
        theirs,
        contest.tolerance,
    )
    took = building + (working if some is None else working / SAMPLE * world.actors)
    return Measured(f"{contest.name}, {peer.name}", took, took / seconds, note)


def _compare(what: str, own: Floats, theirs: Floats, tolerance: float) -> None:
    off = float(np.nanmax(np.abs(own - theirs)))
    if off > tolerance * max(1.0, float(np.nanmax(np.abs(theirs)))):
        raise SystemExit(f"{what} differs by {off}")


def _sampled(world: World) -> Measured:
    started = perf_counter()
    found = sampled_betweenness(world.mesh(), SAMPLED_SOURCES)
    took = perf_counter() - started
    note = (
        f"{found.sources} sources, for exact would take over a minute; none off by more than "
        f"{found.error:.3f} of 0 to 1, with a chance of 95%"
    )
    return Measured("betweenness, sampled, here", took, None, note)


def _vacancy(world: World) -> list[Measured]:
    """Work out all vacancies, and a sample of them by taking one vertex away at a time."""
    actors, ends = world.actors, world.ends

    def ours() -> tuple[Cuts, DominatorTree, Floats]:
        found = cuts(world.mesh())
        tree = dominator_tree(adjacency(actors, ends[:, 0], ends[:, 1]), 0)
        return found, tree, tree.sums(np.ones(actors))

    own, (found, tree, below) = quickest(ours)
    rows = [told(Measured("vacancy of everyone, here", own, 1.0))]
    building, (graph, arcs) = quickest(lambda: (_igraph(world), _igraph_arcs(world)))
    took, (articulation, above) = quickest(
        lambda: (
            graph.biconnected_components(return_articulation_points=True)[1],
            arcs.dominator(0),
        )
    )
    took += building
    if sorted(articulation) != np.flatnonzero(found.parts > 1).tolist():
        raise SystemExit("articulation points differ")
    if _sums(above, tree.order.tolist()) != below.tolist():
        raise SystemExit("dominators differ")
    note = f"without what hangs from them; {building:.2f} s of it to build its graphs"
    rows.append(told(Measured("blocks and dominators, igraph", took, took / own, note)))
    return [*rows, told(_one_at_a_time(graph, arcs, found.after, below, own))]


def _sums(above: Sequence[int], order: Sequence[int]) -> list[float]:
    """Count whom each vertex dominates, given its own dominator and an order from the root down."""
    found = [0.0] * len(above)
    for vertex in reversed(order):
        if above[vertex] >= 0:
            found[above[vertex]] += found[vertex] + 1
    return found


def _one_at_a_time(
    graph: igraph.Graph, arcs: igraph.Graph, after: Floats, below: Floats, own: float
) -> Measured:
    actors = graph.vcount()
    reached = len(arcs.subcomponent(0, mode="out"))
    random = np.random.default_rng(1)
    hubs = np.argsort(-np.array(graph.degree()))[: SAMPLE // 2]
    chosen = np.concatenate((hubs, random.choice(actors, SAMPLE - len(hubs), replace=False)))
    started = perf_counter()
    for vertex in chosen.tolist():
        rest = graph.copy()
        rest.delete_vertices(vertex)
        sizes = np.array(rest.connected_components().sizes(), dtype=float)
        f = 1 - (sizes * (sizes - 1)).sum() / ((actors - 1) * (actors - 2))
        down = arcs.copy()
        down.delete_vertices(vertex)
        left = len(down.subcomponent(0, mode="out")) if vertex else 0
        lost = reached - left - 1
        if not np.isclose(f, after[vertex], atol=1e-9) or lost != below[vertex]:
            raise SystemExit(f"vacancy of {vertex} differs: {f}, {lost}")
    took = (perf_counter() - started) / SAMPLE * actors
    note = f"one removal at a time, from a sample of {SAMPLE} with equal answers"
    return Measured("vacancy of everyone, igraph", took, took / own, note)


if __name__ == "__main__":
    main()
