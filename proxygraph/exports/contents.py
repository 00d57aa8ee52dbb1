"""What an export holds: entities and claims as plain values, the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.lifetimes import read_claims
from graphdb.arguments import settled
from graphdb.connection import Graph

Plain = str | int | float | bool
"""Values of properties; lists are texts with ``; `` between."""

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Letters that XML cannot hold."""


@dataclass(frozen=True)
class Thing:
    """One entity: its id, its label, and its other properties."""

    id: str
    label: str
    properties: Mapping[str, Plain]


@dataclass(frozen=True)
class Edge:
    """One claim: its id, its type, its ends, and its other properties."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Plain]


@dataclass(frozen=True)
class Contents:
    """Entities and claims, both in the order of their ids.

    ``sources`` are the publications that claims cite; they are entities too.
    """

    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]

    def columns(self, of: Iterable[Thing | Edge]) -> dict[str, type]:
        """Tell which properties some of them have, and of which type all values are."""
        found: dict[str, set[type]] = {}
        for one in of:
            for name, value in one.properties.items():
                found.setdefault(name, set()).add(type(value))
        return {name: _one_type(kinds) for name, kinds in sorted(found.items())}


@settled(days=["at", "known_by"], names=["datasets"])
def contents(
    graph: Graph,
    at: date | None = None,
    known_by: date | None = None,
    datasets: Sequence[str] = (),
) -> Contents:
    """Read all entities and claims, as of one version of the graph.

    Parameters
    ----------
    at
        Only claims that may hold on that day, and entities at their ends or among their sources;
        ``None`` for everything.
    known_by
        Only claims that a source had made by the end of that day.
    datasets
        Only claims of these datasets; empty for all.
    """
    parameters = {"at": at, "known_by": known_by, "datasets": list(datasets)}

    def work(opened: Graph) -> Contents:
        claims = read_claims(opened, "export/claims", **parameters)
        things = opened.read("export/entities")
        edges = tuple(
            Edge(
                row["id"],
                row["type"],
                row["start"],
                row["end"],
                plain(row["properties"], without="claim_id"),
            )
            for row in claims
        )
        whole = at is None and known_by is None and not datasets
        kept = None if whole else _touched(edges, claims)
        return Contents(
            tuple(
                Thing(row["id"], row["label"], plain(row["properties"], without="id"))
                for row in things
                if kept is None or row["id"] in kept
            ),
            edges,
        )

    return graph.consistent(work)


def _touched(edges: Iterable[Edge], rows: Iterable[Mapping[str, object]]) -> set[str]:
    found = {end for edge in edges for end in (edge.start, edge.end)}
    for row in rows:
        properties = row["properties"]
        if isinstance(properties, dict):
            found.update(properties.get("sources") or ())
    return found


def plain(properties: Mapping[str, object], without: str = "") -> dict[str, Plain]:
    r"""Make properties into values that every format can hold, but for the one that is the id.

    >>> plain({"aliases": ["a", "b"], "low": 3, "since": date(2020, 1, 2), "bad": "a\x00b"})
    {'aliases': 'a; b', 'low': 3, 'since': '2020-01-02', 'bad': 'a\x00b'}
    """
    return {
        name: _value(value)
        for name, value in properties.items()
        if value is not None and name != without
    }


def _value(value: object) -> Plain:
    if isinstance(value, bool | int | float):
        return value
    return "; ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def writable(text: str) -> str:
    r"""Leave out the letters that XML cannot hold.

    >>> writable("a\x07b")
    'ab'
    """
    return _UNWRITABLE.sub("", text)


def unwritable_values(contents: Contents) -> int:
    """Count the values that lose letters in XML."""
    return sum(
        isinstance(value, str) and bool(_UNWRITABLE.search(value))
        for properties in (
            *(one.properties for one in contents.things),
            *(one.properties for one in contents.edges),
        )
        for value in properties.values()
    )


def _one_type(kinds: set[type]) -> type:
    if len(kinds) == 1:
        return kinds.pop()
    return float if kinds == {int, float} else str
