"""Iterative measures converge, or say that they did not: against dense solutions by numpy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest

from analytics.measures import spectral
from analytics.measures.spectral import MOST_ERROR, eigenvector, pagerank, solved_eigenvector
from analytics.network.sparse import Floats, Mesh, mesh_of
from graphdb.errors import NotConvergedError


def barbell(left: int, between: int, right: int) -> nx.Graph:
    """Two complete graphs with a path between them: nearly symmetric where their sizes are."""
    graph = nx.barbell_graph(left, between)
    for extra in range(right - left):
        new = graph.number_of_nodes()
        graph.add_edges_from((new, old) for old in range(left + between, new))
        assert extra >= 0
    return graph


def shapes() -> Iterator[tuple[str, nx.Graph]]:
    for left, between, right in ((5, 1, 5), (5, 4, 5), (20, 2, 20), (40, 1, 41), (6, 3, 7)):
        yield f"barbell {left}-{between}-{right}", barbell(left, between, right)
    for size, between in ((5, 3), (10, 4), (12, 5), (40, 3), (100, 2)):
        graph = nx.barbell_graph(size, between)
        graph.remove_edge(0, 1)  # Nearly symmetric: one tie less on one side.
        yield f"barbell {size}-{between} without a tie", graph
        graph = nx.barbell_graph(size, between)
        graph.add_edge(0, graph.number_of_nodes())
        yield f"barbell {size}-{between} with a pendant", graph
    for length in (5, 80, 400):
        graph = nx.path_graph(length)
        graph.add_edge(0, 2)
        yield f"path of {length} with a triangle at its end", graph
    yield "cycle of 401", nx.cycle_graph(401)
    star = nx.star_graph(150)
    star.add_edge(1, 2)
    yield "star with a triangle", star
    yield "lollipop", nx.lollipop_graph(30, 200)
    for seed in range(5):
        yield f"random {seed}", nx.gnm_random_graph(150, 400, seed=seed)


SHAPES = dict(shapes())


def mesh_from(graph: nx.Graph) -> Mesh:
    return mesh_of(graph.number_of_nodes(), list(graph.edges))


def dense(graph: nx.Graph) -> tuple[Floats, float]:
    values, vectors = np.linalg.eigh(nx.to_numpy_array(graph, sorted(graph)))
    return np.abs(vectors[:, -1]), float(values[-1] - values[-2])


@pytest.mark.parametrize("name", SHAPES)
def test_eigenvector_is_that_of_all_eigenvectors_at_once_or_none(name: str) -> None:
    graph = SHAPES[name]
    mesh = mesh_from(graph)
    whole = max(nx.connected_components(graph), key=len)
    found, reason = solved_eigenvector(mesh)
    wanted, gap = dense(graph.subgraph(whole))
    if gap < 1e-9:
        assert np.isnan(found).all()
        assert reason is not None
        assert "too little" in reason
    else:
        assert found[sorted(whole)] == pytest.approx(wanted, abs=10 * MOST_ERROR)


def test_eigenvector_of_weighted_ties_too() -> None:
    graph = nx.barbell_graph(8, 3)
    random = np.random.default_rng(3)
    strength = random.uniform(0.5, 4, graph.number_of_edges())
    for (one, other), weight in zip(graph.edges, strength, strict=True):
        graph.edges[one, other]["weight"] = weight
    mesh = mesh_of(graph.number_of_nodes(), list(graph.edges), strength)
    assert eigenvector(mesh) == pytest.approx(dense(graph)[0], abs=1e-9)


def test_eigenvector_says_where_it_cannot_be_computed() -> None:
    # The two largest eigenvalues of two cliques far apart differ by 9^-30 of their size.
    found, reason = solved_eigenvector(mesh_from(nx.barbell_graph(10, 30)))
    assert np.isnan(found).all()
    assert reason is not None
    assert "differ by" in reason


def test_eigenvector_without_convergence_is_none_with_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from scipy.sparse import linalg

    def fail(*args: object, **options: object) -> None:
        raise linalg.ArpackNoConvergence("no", np.zeros(0), np.zeros((0, 0)))

    monkeypatch.setattr(linalg, "eigsh", fail)
    graph = nx.barbell_graph(40, 2)
    assert eigenvector(mesh_from(graph)) == pytest.approx(dense(graph)[0], abs=1e-9)
    monkeypatch.setattr(spectral, "_DENSE_AT_MOST", 50)
    found, reason = solved_eigenvector(mesh_from(graph))
    assert np.isnan(found).all()
    assert reason == "no convergence for the 82 vertices of that component"


def test_equals_have_equal_scores() -> None:
    found = eigenvector(mesh_from(nx.barbell_graph(60, 1)))
    assert len(set(found[:59].tolist())) == 1


@pytest.mark.parametrize("name", [*SHAPES, "path", "star", "bipartite"])
def test_pagerank_is_the_solution_of_its_equations(name: str) -> None:
    others = {
        "path": nx.path_graph(500),
        "star": nx.star_graph(500),
        "bipartite": nx.complete_bipartite_graph(30, 70),
    }
    graph = (SHAPES | others)[name]
    size = graph.number_of_nodes()
    matrix = nx.to_numpy_array(graph, sorted(graph))
    out = matrix.sum(axis=0)
    moves = np.where(out > 0, matrix / np.where(out > 0, out, 1), 1 / size)
    wanted = np.linalg.solve(np.eye(size) - 0.85 * moves, np.full(size, 0.15 / size))
    assert pagerank(mesh_from(graph)) == pytest.approx(wanted, abs=1e-11)


def test_pagerank_that_does_not_settle_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectral, "ITERATIONS", 3)
    with pytest.raises(NotConvergedError, match="had not settled to 1e-12 after 3 iterations"):
        pagerank(mesh_from(nx.path_graph(10)))


THREADS = """
import networkx as nx
from analytics.network.sparse import mesh_of
from analytics.measures.spectral import eigenvector, pagerank
graph = nx.gnm_random_graph(3000, 9000, seed=2)
graph.add_edges_from((one, other) for one in range(60) for other in range(one))
mesh = mesh_of(3000, list(graph.edges))
print(eigenvector(mesh).round(10).tolist(), pagerank(mesh).round(10).tolist())
"""


def test_the_number_of_threads_changes_nothing() -> None:
    def result(threads: int) -> str:
        names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
        chosen = {**os.environ, **dict.fromkeys(names, str(threads))}
        code = [sys.executable, "-c", THREADS]
        return subprocess.run(code, env=chosen, check=True, capture_output=True, text=True).stdout

    assert result(1) == result(2) == result(8)
