"""Betweenness of one vertex in many variants, against Freeman's definition taken literally."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.succession.betweenness import betweenness_of


def by_definition(vertex: int, ties: set[tuple[int, int]], size: int) -> float:
    """Sum over pairs the share of geodesics through a vertex, each counted by breadth first."""
    around: dict[int, set[int]] = {v: set() for v in range(size)}
    for a, b in ties:
        around[a].add(b)
        around[b].add(a)

    def search(start: int) -> tuple[dict[int, int], dict[int, int]]:
        far, ways, edge = {start: 0}, {start: 1}, [start]
        while edge:
            nearer, edge = edge, []
            for v in nearer:
                for w in around[v]:
                    if w not in far:
                        far[w], ways[w] = far[v] + 1, 0
                        edge.append(w)
                    if far[w] == far[v] + 1:
                        ways[w] += ways[v]
        return far, ways

    found = {v: search(v) for v in range(size)}
    here = found[vertex]
    total = 0.0
    for s, t in combinations([v for v in range(size) if v != vertex], 2):
        far, ways = found[s]
        if t in far and s in here[0] and t in here[0] and here[0][s] + here[0][t] == far[t]:
            total += here[1][s] * here[1][t] / ways[t]
    return total


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 11), st.data())
def test_as_by_definition(size: int, data: st.DataObject) -> None:
    pairs = list(combinations(range(size), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    seed = data.draw(st.integers(0, 2**16))
    present = np.random.default_rng(seed).random((len(chosen), 7)) < 0.75
    found = betweenness_of(0, np.array(chosen), present, size)
    for variant in range(7):
        ties = {pair for pair, here in zip(chosen, present[:, variant], strict=True) if here}
        assert found[variant] == pytest.approx(by_definition(0, ties, size), abs=1e-5)


def test_a_star_with_a_triangle() -> None:
    # 0 is tied to 1, 2, 3, and 1-2: of the pairs 12, 13, 23 it lies on the last two.
    ends = np.array([[0, 1], [0, 2], [0, 3], [1, 2]])
    assert betweenness_of(0, ends, np.ones((4, 1), dtype=bool), 4).tolist() == [2.0]


def test_two_equal_paths_share_a_pair() -> None:
    # On the ring 0-1-2-3 the pair 1, 3 has two geodesics, one through 0.
    ends = np.array([[0, 1], [1, 2], [2, 3], [0, 3]])
    assert betweenness_of(0, ends, np.ones((4, 1), dtype=bool), 4).tolist() == [0.5]


def test_no_ties_at_all() -> None:
    ends = np.empty((0, 2), dtype=np.intp)
    assert betweenness_of(0, ends, np.empty((0, 3), dtype=bool), 4).tolist() == [0.0] * 3


def test_more_variants_than_one_chunk() -> None:
    # A path 1-0-2 whose second tie exists in every other variant: 1 there, 0 elsewhere.
    present = np.ones((2, 1000), dtype=bool)
    present[1, ::2] = False
    found = betweenness_of(0, np.array([[0, 1], [0, 2]]), present, 3)
    assert found.sum() == 500
    assert found[1::2].all()
