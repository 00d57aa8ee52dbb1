"""Measures against their definitions, removal by removal, and against other libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from math import isnan, nan

import igraph
import networkx as nx
import numpy as np
import pytest

from analytics.measures.articulation_points import cuts
from analytics.measures.betweenness import betweenness, sampled_betweenness, weighted_betweenness
from analytics.measures.brokerage import brokerage
from analytics.measures.distance import closeness, harmonic
from analytics.measures.dominators import dominator_tree
from analytics.measures.fragments import distance_fragmentation, fragmentation
from analytics.measures.groups import group_closeness, group_degree
from analytics.measures.hierarchy import global_reaching, reach_down
from analytics.measures.keyplayers import Aim, key_players, reach_of
from analytics.measures.spectral import eigenvector, pagerank
from analytics.measures.structural_holes import constraint, effective_size
from analytics.network.geodesics import (
    Distances,
    _by_words,
    _each_alone,
    distance_matrix,
    distances,
    hops,
    reach_of_each,
)
from analytics.network.sparse import Adjacency, Mesh, adjacency, mesh_of
from graphdb.errors import InputRefusedError

PATH = mesh_of(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
STAR = mesh_of(4, [(0, 1), (0, 2), (0, 3)])
EMPTY, ALONE = mesh_of(0, []), mesh_of(1, [])


def random_meshes(count: int = 25, most: int = 18) -> Iterator[tuple[Mesh, nx.Graph]]:
    random = np.random.default_rng(11)
    for _ in range(count):
        size = int(random.integers(2, most))
        share = random.random() * 0.5
        pairs = [pair for pair in combinations(range(size), 2) if random.random() < share]
        peer = nx.Graph()
        peer.add_nodes_from(range(size))
        peer.add_edges_from(pairs)
        yield mesh_of(size, pairs), peer


def weighted(mesh: Mesh, peer: nx.Graph) -> tuple[Mesh, nx.Graph]:
    random = np.random.default_rng(len(mesh.ends))
    strength = random.integers(1, 5, size=len(mesh.ends)).astype(float)
    for (one, other), weight in zip(mesh.ends.tolist(), strength, strict=True):
        peer.edges[one, other].update(weight=weight, length=1 / weight)
    return Mesh(mesh.size, mesh.ends, strength), peer


def random_arcs(count: int = 25, most: int = 14) -> Iterator[tuple[Adjacency, nx.DiGraph]]:
    random = np.random.default_rng(5)
    for _ in range(count):
        size = int(random.integers(1, most))
        share = random.random() * 0.4
        arcs = [pair for pair in permutations(range(size), 2) if random.random() < share]
        table = np.array(arcs, dtype=np.int64).reshape(-1, 2)
        peer = nx.DiGraph()
        peer.add_nodes_from(range(size))
        peer.add_edges_from(arcs)
        yield adjacency(size, table[:, 0], table[:, 1]), peer


def in_order(found: dict[int, float]) -> list[float]:
    return [found[vertex] for vertex in sorted(found)]


class TestDistance:
    def test_as_networkx(self) -> None:
        for mesh, peer in random_meshes():
            found = distances(mesh)
            assert closeness(found) == pytest.approx(in_order(nx.closeness_centrality(peer)))
            others = mesh.size - 1
            theirs = [one / others for one in in_order(nx.harmonic_centrality(peer))]
            assert harmonic(found) == pytest.approx(theirs)

    def test_along_weighted_ties_as_networkx(self) -> None:
        for plain, plain_peer in random_meshes(10):
            mesh, peer = weighted(plain, plain_peer)
            theirs = in_order(nx.closeness_centrality(peer, distance="length"))
            assert closeness(distances(mesh)) == pytest.approx(theirs)

    def test_down_arcs(self) -> None:
        for near, peer in random_arcs():
            found, matrix = hops(near, 2), distance_matrix(near)
            for vertex, far in nx.all_pairs_shortest_path_length(peer):
                away = [steps for steps in far.values() if steps]
                assert found.reached[vertex] == len(away)
                assert found.total[vertex] == sum(away)
                assert found.inverse[vertex] == pytest.approx(sum(1 / d for d in away))
                assert found.within[vertex] == sum(steps <= 2 for steps in away)
                row = [far.get(other, -1) for other in range(near.size)]
                assert matrix[vertex].tolist() == row
                up = adjacency(near.size, near.near, near.owner)
                assert reach_of_each(up, np.array([vertex])).tolist() == [len(away)]

    @pytest.mark.parametrize("way", [_by_words, _each_alone])
    @pytest.mark.parametrize("most", [1, 2, None])
    def test_by_words_and_each_alone_are_one(
        self, way: Callable[..., Distances], most: int | None
    ) -> None:
        for near, peer in random_arcs():
            found = way(near, 2, most)
            for vertex, far in nx.all_pairs_shortest_path_length(peer, cutoff=most):
                away = [steps for steps in far.values() if steps]
                assert found.reached[vertex] == len(away)
                assert found.total[vertex] == sum(away)
                assert found.inverse[vertex] == pytest.approx(sum(1 / d for d in away))
                assert found.within[vertex] == sum(steps <= 2 for steps in away)

    def test_both_ways_are_gone(self) -> None:
        # On a long chain of 3,000 a source walks over half of the arcs, but two steps over two.
        chain = adjacency(3_000, np.arange(2_999), np.arange(1, 3_000))
        assert hops(chain, most=2).reached.tolist() == [2] * 2_998 + [1, 0]
        star = mesh_of(3_000, [(0, v) for v in range(1, 3_000)])
        assert hops(star.around).total.tolist() == [2_999] + [1 + 2 * 2_998] * 2_999

    @pytest.mark.parametrize("mesh", [EMPTY, ALONE])
    def test_of_nobody(self, mesh: Mesh) -> None:
        assert closeness(distances(mesh)).tolist() == [0.0] * mesh.size
        assert harmonic(distances(mesh)).tolist() == [0.0] * mesh.size

    def test_more_than_a_word_of_sources(self) -> None:
        ring = mesh_of(150, [(v, (v + 1) % 150) for v in range(150)])
        assert distances(ring).total.tolist() == [2 * sum(range(1, 75)) + 75] * 150


class TestSpectral:
    def test_eigenvector_as_networkx_where_it_is_defined(self) -> None:
        compared = 0
        for mesh, peer in random_meshes():
            found = eigenvector(mesh)
            odd = [part for part in nx.connected_components(peer) if len(part) > 2]
            odd = [part for part in odd if not nx.is_bipartite(peer.subgraph(part))]
            if not odd:
                assert np.isnan(found).all()
                continue
            largest = max(odd, key=lambda part: (len(part), -min(part)))
            theirs = nx.eigenvector_centrality_numpy(peer.subgraph(sorted(largest)))
            assert {int(v) for v in np.flatnonzero(~np.isnan(found))} == largest
            for vertex, score in theirs.items():
                assert found[vertex] == pytest.approx(abs(score), abs=1e-6)
            compared += 1
        assert compared > 5

    def test_eigenvector_of_a_star_is_not_defined(self) -> None:
        assert np.isnan(eigenvector(STAR)).all()

    def test_pagerank_as_igraph(self) -> None:
        for plain, peer in random_meshes(10):
            mesh, _ = weighted(plain, peer)
            theirs = igraph.Graph(mesh.size, mesh.ends.tolist()).pagerank(
                weights=mesh.strengths.tolist()
            )
            assert pagerank(mesh) == pytest.approx(theirs, abs=1e-9)
            assert pagerank(mesh).sum() == pytest.approx(1, abs=1e-12)


class TestHoles:
    def test_as_networkx(self) -> None:
        for plain, plain_peer in random_meshes():
            pairs = [(plain, plain_peer, None), (*weighted(plain, plain_peer.copy()), "weight")]
            for mesh, peer, weight in pairs:
                met = [vertex for vertex in peer if peer[vertex]]
                theirs = nx.constraint(peer, met, weight=weight)
                assert constraint(mesh)[met] == pytest.approx([theirs[v] for v in met])
                theirs = nx.effective_size(peer, met, weight=weight)
                assert effective_size(mesh)[met] == pytest.approx([theirs[v] for v in met])
                alone = [vertex for vertex in peer if not peer[vertex]]
                assert np.isnan(constraint(mesh)[alone]).all()
                assert np.isnan(effective_size(mesh)[alone]).all()


class TestBetweenness:
    def test_along_weighted_ties_as_igraph(self) -> None:
        for plain, peer in random_meshes():
            mesh, _ = weighted(plain, peer)
            graph = igraph.Graph(mesh.size, mesh.ends.tolist())
            theirs = graph.betweenness(weights=(1 / mesh.strengths).tolist())
            assert weighted_betweenness(mesh) == pytest.approx(theirs)

    def test_in_whole_arrays_as_networkx(self) -> None:
        for mesh, peer in random_meshes():
            theirs = in_order(nx.betweenness_centrality(peer, normalized=False))
            assert betweenness(mesh) == pytest.approx(theirs)

    def test_a_higher_strength_draws_paths_and_a_longer_tie_drives_them_off(self) -> None:
        triangle = [(0, 1), (1, 2), (0, 2)]
        strong = weighted_betweenness(mesh_of(3, triangle, [4, 4, 1]))
        weak = weighted_betweenness(mesh_of(3, triangle, [1 / 4, 1 / 4, 1]))
        assert (strong.tolist(), weak.tolist()) == ([0, 1, 0], [0, 0, 0])

    def test_sampled_lies_within_its_stated_error(self) -> None:
        peer = nx.barabasi_albert_graph(120, 2, seed=3)
        mesh = mesh_of(120, peer.edges)
        exact = np.array(in_order(nx.betweenness_centrality(peer)))
        found = sampled_betweenness(mesh, 4_000, seed=1)
        off = np.abs(found.share - exact).max()
        assert 0 < off <= found.error < 0.2
        assert off < 0.02, "and is near the truth, whatever it states"


class TestCuts:
    def test_each_removal_one_at_a_time(self) -> None:
        random = np.random.default_rng(2)
        for mesh, peer in random_meshes(60):
            counts = random.random(mesh.size) < 0.8
            found = cuts(mesh, counts)
            whole = frozenset(np.flatnonzero(counts).tolist())
            assert found.before == pytest.approx(plain_f(peer, whole), nan_ok=True)
            for vertex in peer:
                rest = peer.copy()
                rest.remove_node(vertex)
                left = whole - {vertex}
                assert found.after[vertex] == pytest.approx(plain_f(rest, left), nan_ok=True)
                own = nx.node_connected_component(peer, vertex) - {vertex}
                parts = [part & left for part in nx.connected_components(rest) if part & own]
                sizes = [len(part) for part in parts if part]
                assert found.parts[vertex] == len(sizes)
                together = sum(size * (size - 1) / 2 for size in sizes)
                assert found.pairs[vertex] == sum(sizes) * (sum(sizes) - 1) / 2 - together

    def test_of_nobody(self) -> None:
        assert len(cuts(EMPTY).after) == 0
        assert isnan(cuts(ALONE).before)


def plain_f(graph: nx.Graph, counted: frozenset[int]) -> float:
    sizes = [len(part & counted) for part in nx.connected_components(graph)]
    n = len(counted)
    return 1 - sum(s * (s - 1) for s in sizes) / (n * (n - 1)) if n > 1 else nan


class TestDominators:
    def test_each_removal_one_at_a_time(self) -> None:
        for near, peer in random_arcs(80):
            tree = dominator_tree(near, 0)
            reached = nx.descendants(peer, 0) | {0}
            assert set(tree.order.tolist()) == reached
            sums = tree.sums(np.arange(near.size, dtype=float))
            for vertex in peer:
                rest = peer.copy()
                rest.remove_node(vertex)
                still = nx.descendants(rest, 0) | {0} if vertex else set()
                lost = reached - still - {vertex} if vertex in reached else set()
                assert set(tree.cut_off(vertex).tolist()) == lost
                assert sums[vertex] == sum(lost)

    def test_long_chains_need_no_deep_recursion(self) -> None:
        size = 20_000
        chain = np.arange(size - 1), np.arange(1, size)
        tree = dominator_tree(adjacency(size, *chain), 0)
        assert len(tree.cut_off(1)) == size - 2
        assert cuts(Mesh(size, np.stack(chain, axis=1))).parts.max() == 2


class TestFragmentation:
    def test_of_a_path(self) -> None:
        # Without its middle, a path of five leaves two pairs of six (F), or of ten of all five.
        assert fragmentation(PATH) == 0
        assert fragmentation(PATH, frozenset({2})) == pytest.approx(1 - 2 / 6)
        assert fragmentation(PATH, frozenset({2}), of_all=True) == pytest.approx(1 - 2 / 10)

    def test_by_distance_is_one_less_global_efficiency(self) -> None:
        for mesh, peer in random_meshes(10):
            assert distance_fragmentation(mesh) == pytest.approx(1 - nx.global_efficiency(peer))

    @pytest.mark.parametrize("mesh", [EMPTY, ALONE])
    def test_below_two_there_is_none(self, mesh: Mesh) -> None:
        assert isnan(fragmentation(mesh))
        assert isnan(distance_fragmentation(mesh))


class TestKeyPlayers:
    @pytest.mark.parametrize("k", [1, 2, 3])
    @pytest.mark.parametrize("aim", ["fragmentation", "distance", "reach", "distance-reach"])
    def test_exact_is_the_best_of_all_sets(self, aim: Aim, k: int) -> None:
        for mesh, _ in random_meshes(4, most=9):
            if k >= mesh.size - 1:
                continue
            found = key_players(mesh, k, aim)
            assert found.search == "exact"
            best = {m: of_set(mesh, m, aim) for m in combinations(range(mesh.size), k)}
            assert found.score == pytest.approx(max(best.values()))
            ties = [m for m, score in best.items() if round(score, 9) == round(found.score, 9)]
            assert found.members == min(ties)
            assert found.equals == len(ties)
            assert found.best == tuple(sorted(ties)[:10])

    def test_ties_are_counted_and_the_first_ten_listed(self) -> None:
        # Of a cycle of 12 every vertex breaks as little; so does each of its 66 pairs observe
        # as much within 6 steps.
        cycle = mesh_of(12, [(v, (v + 1) % 12) for v in range(12)])
        found = key_players(cycle, 1, "fragmentation")
        assert (found.equals, found.best) == (12, tuple((v,) for v in range(10)))
        found = key_players(cycle, 2, "reach", steps=6)
        assert (found.equals, len(found.best)) == (66, 10)
        # A greedy search does not know how many others there are.
        found = key_players(cycle, 2, "reach", steps=6, exact_steps=0)
        assert (found.equals, found.best) == (None, (found.members,))

    @pytest.mark.parametrize("aim", ["fragmentation", "distance", "reach", "distance-reach"])
    def test_greedy_says_so_and_swaps_until_nothing_helps(self, aim: Aim) -> None:
        for mesh, _ in random_meshes(4, most=10):
            if mesh.size < 5:
                continue
            found = key_players(mesh, 2, aim, exact_steps=0)
            assert found.search == "greedy"
            assert found.score == pytest.approx(of_set(mesh, found.members, aim))
            for kept in found.members:
                for other in set(range(mesh.size)) - {kept}:
                    assert of_set(mesh, (kept, other), aim) <= found.score + 1e-9

    def test_swaps_beat_adding_alone(self) -> None:
        # The middle of a path of seven breaks most alone, but is in no pair that breaks most.
        path = mesh_of(7, [(v, v + 1) for v in range(6)])
        assert key_players(path, 1, "fragmentation").members == (3,)
        found = key_players(path, 2, "fragmentation", exact_steps=0)
        assert 3 not in found.members
        assert found.score == pytest.approx(1 - 2 / 10)

    @pytest.mark.parametrize("k", [0, 6])
    def test_a_set_larger_than_the_network_is_refused(self, k: int) -> None:
        with pytest.raises(InputRefusedError, match="of a network of 5"):
            key_players(PATH, k, "reach")


def of_set(mesh: Mesh, members: tuple[int, ...], aim: Aim) -> float:
    if aim == "fragmentation":
        return float(np.nan_to_num(fragmentation(mesh, frozenset(members))))
    if aim == "distance":
        return float(np.nan_to_num(distance_fragmentation(mesh, frozenset(members))))
    return reach_of(mesh, members, 2)[aim == "distance-reach"]


class TestGroups:
    def test_as_networkx(self) -> None:
        for mesh, peer in random_meshes(10):
            group = {0, 1}
            if mesh.size > 2:
                theirs = nx.group_degree_centrality(peer, group)
                assert group_degree(mesh, group) == pytest.approx(theirs)
            if mesh.size > 2 and nx.is_connected(peer):
                theirs = nx.group_closeness_centrality(peer, group)
                assert group_closeness(mesh, group) == pytest.approx(theirs)

    def test_of_everyone_do_not_exist(self) -> None:
        assert isnan(group_degree(STAR, range(4)))
        assert isnan(group_closeness(STAR, range(4)))


class TestBrokerage:
    def test_counts_each_open_pair_by_its_groups(self) -> None:
        random = np.random.default_rng(4)
        for near, peer in random_arcs(20):
            groups = [str(random.integers(0, 3)) for _ in peer]
            found = brokerage(near.size, peer.edges, groups)
            names = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
            counted = {name: [0] * near.size for name in names}
            for a, v, b in permutations(peer, 3):
                if peer.has_edge(a, v) and peer.has_edge(v, b) and not peer.has_edge(a, b):
                    same = (groups[a] == groups[v], groups[v] == groups[b], groups[a] == groups[b])
                    role = {
                        (True, True, True): "coordinator",
                        (False, False, True): "itinerant",
                        (False, True, False): "gatekeeper",
                        (True, False, False): "representative",
                        (False, False, False): "liaison",
                    }[same]
                    counted[role][v] += 1
            assert {name: getattr(found, name).tolist() for name in names} == counted


class TestHierarchy:
    def test_global_reaching_as_networkx(self) -> None:
        for near, peer in random_arcs():
            if near.size > 1 and peer.edges:
                found = global_reaching(reach_down(hops(near)))
                assert found == pytest.approx(nx.global_reaching_centrality(peer))


def test_parallel_ties_and_loops_are_refused() -> None:
    for pairs in ([(0, 1), (1, 0)], [(1, 1)]):
        with pytest.raises(ValueError, match="once each"):
            mesh_of(2, pairs)
