"""Measures of whole networks and of groups: printed or hand-derived values, then networkx."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import isnan
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from analytics.measures.betweenness import arc_betweenness
from analytics.measures.groups import group_betweenness
from analytics.measures.krackhardt import Krackhardt, krackhardt, reachable
from analytics.measures.measure import Measure
from analytics.measures.registry import explained, measure, measures, registered
from analytics.measures.scoring import local_score
from analytics.measures.structure import (
    clustering,
    components,
    density,
    diameter,
    mean_distance,
    robustness,
)
from analytics.measures.view import View
from analytics.network.person_network import Vertex
from analytics.network.projection import Projection
from analytics.network.sparse import Adjacency, Mesh, adjacency, mesh_of
from analytics.questions.centrality import Centrality, Row
from analytics.questions.structure import structure
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from proxygraph.cli import run
from proxygraph.cli.centrality import MeasureName
from tests.analytics.samples import DAY, load_ties
from tools import write_measures


def graphs(count: int = 25) -> Iterator[nx.Graph]:
    random = np.random.default_rng(8)
    for seed in range(count):
        size = int(random.integers(2, 16))
        yield nx.gnp_random_graph(size, random.random() * 0.5, seed=seed)


def digraphs(count: int = 40) -> Iterator[nx.DiGraph]:
    random = np.random.default_rng(9)
    for seed in range(count):
        size = int(random.integers(2, 10))
        yield nx.gnp_random_graph(size, random.random() * 0.4, seed=seed, directed=True)


def mesh(graph: nx.Graph) -> Mesh:
    return mesh_of(graph.number_of_nodes(), list(graph.edges))


def arcs(graph: nx.DiGraph) -> Adjacency:
    table = np.array(list(graph.edges), dtype=np.int64).reshape(-1, 2)
    return adjacency(graph.number_of_nodes(), table[:, 0], table[:, 1])


class TestWhole:
    def test_karate_club(self) -> None:
        # Newman's Networks (2018) and Watts and Strogatz's coefficient, as printed everywhere.
        club = mesh(nx.karate_club_graph())
        assert density(club) == pytest.approx(78 / 561)
        assert (diameter(club), len(components(club))) == (5, 1)
        assert mean_distance(club) == pytest.approx(2.408, abs=5e-4)
        assert clustering(club) == pytest.approx((0.2557, 0.5706), abs=5e-5)

    def test_as_networkx(self) -> None:
        for graph in graphs():
            found = mesh(graph)
            assert density(found) == pytest.approx(nx.density(graph))
            whole, local = clustering(found)
            assert local == pytest.approx(nx.average_clustering(graph))
            assert (0 if isnan(whole) else whole) == pytest.approx(nx.transitivity(graph))
            lengths = [
                d
                for one, far in nx.all_pairs_shortest_path_length(graph)
                for d in far.values()
                if d
            ]
            assert diameter(found) == max(lengths, default=None)
            if lengths:
                assert mean_distance(found) == pytest.approx(np.mean(lengths))
            parts = {frozenset(part) for part in nx.connected_components(graph)}
            assert {frozenset(part) for part in components(found)} == parts
            gone = frozenset({0, 1})
            left = graph.subgraph(set(graph) - gone)
            parts = {frozenset(part) for part in nx.connected_components(left)}
            assert {frozenset(part) for part in components(found, gone)} == parts

    def test_of_nobody(self) -> None:
        nobody = mesh_of(0, [])
        assert isnan(density(nobody))
        assert isnan(mean_distance(nobody))
        assert isnan(robustness(nobody))
        assert (diameter(nobody), components(nobody)) == (None, ())


class TestRobustness:
    @pytest.mark.parametrize("size", [2, 5, 10])
    def test_of_complete_graphs_is_the_largest_there_is(self, size: int) -> None:
        # After q removals n−q are left, all together: 1/n Σ (n−q)/n = (n−1)/(2n).
        assert robustness(mesh(nx.complete_graph(size))) == pytest.approx((size - 1) / (2 * size))

    def test_of_a_star(self) -> None:
        assert robustness(mesh(nx.star_graph(9))) == pytest.approx(9 / 100)

    def test_by_removing_one_at_a_time(self) -> None:
        for graph in graphs():
            left, total = graph.copy(), 0
            while left:
                left.remove_node(min(left, key=lambda v: (-left.degree[v], v)))
                total += max(map(len, nx.connected_components(left)), default=0)
            assert robustness(mesh(graph)) == pytest.approx(total / len(graph) ** 2)


class TestKrackhardt:
    def test_out_trees_score_one_in_all_and_only_they(self) -> None:
        # Krackhardt 1994: the four conditions together are those of an out-tree.
        for graph in digraphs():
            found = krackhardt(arcs(graph))
            four = (found.connectedness, found.hierarchy, found.efficiency, found.upper_bound)
            tree = nx.is_arborescence(graph)
            assert all(isnan(one) or one == pytest.approx(1) for one in four) == tree or any(
                map(isnan, four)
            )
        for seed in range(5):
            tree = nx.bfs_tree(nx.random_labeled_tree(12, seed=seed), 0)
            assert krackhardt(arcs(tree)) == Krackhardt(1.0, 1.0, 1.0, 1.0)

    def test_each_fails_alone(self) -> None:
        # Two trees side by side: of 15 pairs 6 are joined.
        two = nx.DiGraph([(0, 1), (0, 2), (3, 4), (3, 5)])
        assert krackhardt(arcs(two)) == Krackhardt(6 / 15, 1.0, 1.0, 1.0)
        # A cycle: everyone reaches everyone; three arcs where two would do, of six at most.
        cycle = krackhardt(arcs(nx.DiGraph([(0, 1), (1, 2), (2, 0)])))
        assert cycle == Krackhardt(1.0, 0.0, 1 - 1 / 4, 1.0)
        # Two superiors of one: they have nobody above both.
        both = krackhardt(arcs(nx.DiGraph([(0, 2), (1, 2)])))
        assert both == Krackhardt(1.0, 1.0, 1.0, 0.0)

    def test_by_their_definitions(self) -> None:
        for graph in digraphs():
            found = krackhardt(arcs(graph))
            above = {v: nx.ancestors(graph, v) | {v} for v in graph}
            parts = list(nx.weakly_connected_components(graph))
            pairs = list(combinations(graph, 2))
            joined = [{a, b} <= part for a, b in pairs for part in parts]
            assert found.connectedness == pytest.approx(sum(joined) / len(pairs))
            one = [(a, b) for a, b in pairs if a in above[b] or b in above[a]]
            both = [(a, b) for a, b in one if a in above[b] and b in above[a]]
            if one:
                assert found.hierarchy == pytest.approx(1 - len(both) / len(one))
            spare = sum(len(part) * (len(part) - 1) - (len(part) - 1) for part in parts)
            if spare:
                excess = graph.number_of_edges() - sum(len(part) - 1 for part in parts)
                assert found.efficiency == pytest.approx(1 - excess / spare)
            most = sum((len(part) - 1) * (len(part) - 2) / 2 for part in parts)
            without = [
                pair
                for part in parts
                for pair in combinations(part, 2)
                if not self.has_least_bound(above, *pair)
            ]
            if most:
                assert found.upper_bound == pytest.approx(1 - len(without) / most)

    def has_least_bound(self, above: dict[int, set[int]], one: int, other: int) -> bool:
        bounds = above[one] & above[other]
        return any(bounds <= above[bound] for bound in bounds)

    def test_who_reaches_whom(self) -> None:
        for graph in digraphs(10):
            closed = nx.transitive_closure(graph, reflexive=True)
            assert (reachable(arcs(graph)) == nx.to_numpy_array(closed, sorted(graph))).all()


class TestGroupsAndDirections:
    def test_group_betweenness_as_networkx(self) -> None:
        for graph in graphs():
            if len(graph) > 3 and nx.is_connected(graph):
                for group in ([0], [0, 1], [0, len(graph) - 1]):
                    theirs = nx.group_betweenness_centrality(graph, group, normalized=True)
                    assert group_betweenness(mesh(graph), group) == pytest.approx(theirs)

    def test_group_betweenness_of_a_star(self) -> None:
        star = mesh(nx.star_graph(6))
        assert group_betweenness(star, [0]) == group_betweenness(star, [0, 1]) == 1
        assert group_betweenness(star, [1, 2]) == 0
        assert isnan(group_betweenness(star, range(6)))

    def test_directed_betweenness_as_networkx_and_turned_round(self) -> None:
        for graph in digraphs():
            theirs = nx.betweenness_centrality(graph, normalized=False)
            found = arc_betweenness(arcs(graph))
            assert found == pytest.approx([theirs[v] for v in sorted(graph)])
            assert arc_betweenness(arcs(graph.reverse())) == pytest.approx(found)


def test_a_measure_is_added_in_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    toy = Measure(
        name="toy-measure",
        description="the number of the vertex",
        source="Nobody 2020",
        compute=lambda view: np.arange(view.mesh.size, dtype=float),
    )
    assert "toy-measure" not in measures()
    with registered(toy):
        assert measure("toy-measure").meaning == "Nobody 2020: the number of the vertex"
        assert "toy-measure" in explained()
        assert run(["centrality", "--help"]) == 0
        assert "toy-measure" in capsys.readouterr().out
        with pytest.raises(UnknownNameError, match="exists already"), registered(toy):
            pass
    assert run(["centrality", "--measure", "toy-measure"]) == 2


@pytest.mark.server
class TestVerb:
    def test_describes_what_is_left(
        self,
        graph: Graph,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        # A path of five; without its middle two pairs are left.
        names = list("ABCDE")
        load_ties(graph, tmp_path / "path", names, list(pairwise(names)))
        answer = structure(graph, Question(DAY))
        assert (answer.whole.diameter, answer.whole.density) == (4, pytest.approx(4 / 10))
        assert answer.whole.mean_distance == pytest.approx((4 + 2 * 3 + 3 * 2 + 4) / 10)
        monkeypatch.setenv("NEO4J_URI", graph.settings.uri)
        monkeypatch.setenv("NEO4J_PASSWORD", graph.settings.password)
        monkeypatch.setenv("COLUMNS", "80")
        words = ["structure", "--without", "C", "--at", DAY.isoformat()]
        assert run([*words, "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        parts = [{one["name"] for one in part} for part in document["components"]]
        assert parts == [{"A", "B"}, {"D", "E"}]
        assert document["left"]["fragmentation"] == pytest.approx(1 - 2 / 6)
        assert document["left"]["components"] == 2
        assert run(words) == 0
        text = capsys.readouterr().out
        assert max(map(len, text.splitlines())) <= 80
        assert "Without C; n counts those left." in text
        assert run(["structure", "--without", ";"]) == 2
        assert run(["structure", "--without", "Nobody at all"]) == 3

    def test_of_nobody(self, graph: Graph) -> None:
        answer = structure(graph, Question(DAY))
        assert (answer.whole.vertices, answer.whole.density, answer.parts) == (0, None, ())


def test_every_measure_computes_on_a_network_without_ties() -> None:
    nothing = np.zeros((0, 2), dtype=np.int64)
    vertices = tuple(Vertex(f"person/{n}", n, "Person") for n in "ab")
    view = View(Projection(vertices, nothing, np.zeros(0, dtype=bool), nothing), groups=("x", "y"))
    for name in measures():
        assert local_score(view, name).shape == (2,), name


def test_the_page_of_measures_has_every_one_of_them() -> None:
    text = write_measures.PAGE.read_text(encoding="utf-8")
    assert write_measures.page() == text, "run python -m tools.write_measures"
    assert {f"| `{name}` |" for name in measures()} <= set(
        re.findall(r"^\| `[a-z-]+` \|", text, re.M)
    )


def test_measures_are_spelled_one_way() -> None:
    scores = dict.fromkeys(measures(), 0.5)
    row = Row(1, "person/a", "A", "Person", scores, {}, {}, 0, 0, 0, None)
    assert set(scores) <= set(row.flat())
    assert not {name.replace("-", "_") for name in scores if "-" in name} & set(row.flat())
    document = Centrality(Question(DAY), "local", "degree", 0, (row,), tuple(scores)).document()
    (plain,) = document["rows"]  # type: ignore[misc]
    assert plain["effective-size"] == plain["effective_size"] == 0.5
    assert MeasureName().convert("effective_size", None, None) == "effective-size"
