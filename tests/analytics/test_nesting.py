"""What lies within what, held against the plain way on any nesting, cycles and all."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from analytics.claims.nesting import (
    Parts,
    all_within,
    descendants,
    outermost,
    turned,
    with_others_within,
)

names = st.sampled_from("abcdefg")
nestings = st.dictionaries(names, st.frozensets(names, max_size=3))
some = st.frozensets(st.sampled_from("abcdefgz"))


def within(whole: str, parts: Parts) -> set[str]:
    arcs = nx.DiGraph([(one, part) for one, inside in parts.items() for part in inside])
    arcs.add_node(whole)
    return set(nx.descendants(arcs, whole))


def holds(whole: str, part: str, parts: Parts) -> bool:
    mutual = whole in within(part, parts)
    return part in within(whole, parts) and (not mutual or whole < part)


@given(nestings, some)
def test_what_lies_within(parts: Parts, wholes: Collection[str]) -> None:
    for whole in wholes:
        assert descendants(whole, parts) == within(whole, parts)
    both = all_within(wholes, parts, inclusive=True)
    assert both == set(wholes).union(*(within(whole, parts) for whole in wholes))
    assert all_within(wholes, parts) | set(wholes) == both


@given(nestings, some)
def test_the_outermost(parts: Parts, chosen: Collection[str]) -> None:
    assert outermost(chosen, parts) == {
        one for one in chosen if not any(holds(other, one, parts) for other in chosen)
    }


@given(nestings, some)
def test_those_with_others_within(parts: Parts, chosen: Collection[str]) -> None:
    wanted = {one for one in chosen if within(one, parts) & set(chosen) - {one}}
    assert with_others_within(chosen, parts) == wanted


@given(nestings)
def test_turned_twice_is_the_same(parts: Parts) -> None:
    assert turned(turned(parts)) == {whole: inside for whole, inside in parts.items() if inside}


def test_a_deep_chain_and_a_wide_ring_take_no_recursion() -> None:
    deep = 20_000
    chain = {str(one): [str(one + 1)] for one in range(deep)}
    everyone = [str(one) for one in range(deep + 1)]
    assert outermost(everyone, chain) == {"0"}
    ring = chain | {str(deep): ["0"]}
    assert outermost(everyone, ring) == {"0"}
    assert with_others_within(everyone, ring) == set(everyone)
