"""Organizations, or places, that lie within each other: who is within whom, however deep.

All of it takes time in proportion to what is given, and cycles do no harm: two that lie within
each other are as good as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

Parts = Mapping[str, Collection[str]]
"""What lies directly within each: whole → its parts."""


def descendants(group: str, parts: Parts) -> frozenset[str]:
    """List everything within an organization, however deep; it is not within itself.

    Examples
    --------
    >>> sorted(descendants("a", {"a": {"b"}, "b": {"c", "a"}}))
    ['b', 'c']
    """
    return all_within(parts.get(group, ()), parts, inclusive=True) - {group}


def all_within(wholes: Iterable[str], parts: Parts, *, inclusive: bool = False) -> frozenset[str]:
    """List everything that lies within any of some wholes, however deep.

    Parameters
    ----------
    wholes
        Where to begin.
    parts
        What lies directly within each.
    inclusive
        Whether the wholes themselves are listed; else only those that lie within one.

    Examples
    --------
    >>> sorted(all_within(["a", "c"], {"a": {"b"}, "b": {"c"}, "c": {"d"}}))
    ['b', 'c', 'd']
    """
    if inclusive:
        stack = list(wholes)
    else:
        stack = [part for whole in wholes for part in parts.get(whole, ())]
    found: set[str] = set()
    while stack:
        part = stack.pop()
        if part not in found:
            found.add(part)
            stack += parts.get(part, ())
    return frozenset(found)


def turned(parts: Parts) -> dict[str, frozenset[str]]:
    """Turn a relation round: part → the wholes that it lies directly within.

    Examples
    --------
    >>> turned({"u": ["a", "b"]})["a"]
    frozenset({'u'})
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for whole, some in parts.items():
        for part in some:
            found[part].add(whole)
    return {part: frozenset(wholes) for part, wholes in found.items()}


def with_others_within(some: Collection[str], parts: Parts) -> frozenset[str]:
    """List which of some have another of them within, however deep.

    Examples
    --------
    >>> sorted(with_others_within({"a", "c", "d"}, {"a": {"b"}, "b": {"c"}, "c": {"b"}}))
    ['a']
    """
    rings = _rings(parts)
    inside = _by_ring(some, rings)
    above = _reached(inside, turned(parts), rings)
    return frozenset(
        one
        for ring, members in inside.items()
        for one in members
        if ring in above or len(members) > 1
    )


def outermost(some: Collection[str], parts: Parts) -> frozenset[str]:
    """Leave out whoever lies within another; of those within each other the least id stays.

    Examples
    --------
    >>> sorted(outermost({"b", "c", "x", "y"}, {"b": {"c"}, "x": {"y"}, "y": {"x"}}))
    ['b', 'x']
    """
    rings = _rings(parts)
    inside = _by_ring(some, rings)
    below = _reached(inside, parts, rings)
    return frozenset(min(members) for ring, members in inside.items() if ring not in below)


Ring = int | str
"""Names those that lie within each other: by a number or, for one alone, by itself."""


def _rings(parts: Parts) -> dict[str, Ring]:
    """Say who lies within each other; one that is not listed is a ring of its own."""
    import rustworkx as rx

    names = list({*parts, *(part for some in parts.values() for part in some)})
    places = {name: place for place, name in enumerate(names)}
    arcs = rx.PyDiGraph()
    arcs.add_nodes_from(names)
    arcs.extend_from_edge_list(
        [(places[whole], places[part]) for whole, some in parts.items() for part in some]
    )
    rings = enumerate(rx.strongly_connected_components(arcs))
    return {names[place]: ring for ring, members in rings for place in members}


def _by_ring(some: Iterable[str], rings: Mapping[str, Ring]) -> dict[Ring, set[str]]:
    found: defaultdict[Ring, set[str]] = defaultdict(set)
    for one in some:
        found[rings.get(one, one)].add(one)
    return found


def _reached(starts: Collection[Ring], steps: Parts, rings: Mapping[str, Ring]) -> frozenset[Ring]:
    """List the rings that steps from some rings lead to, out of the ring where they begin."""
    stack = [
        to
        for one, some in steps.items()
        if rings[one] in starts
        for to in some
        if rings[to] != rings[one]
    ]
    found = all_within(stack, steps, inclusive=True)
    return frozenset(rings[one] for one in found)
