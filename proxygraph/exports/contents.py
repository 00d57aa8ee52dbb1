"""What an export holds: entities and claims as plain values, the same for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.claims.lifetimes import read_claims
from analytics.claims.reading import AFFIRMS, Claim, claim_of, statement
from analytics.claims.statement_columns import likelihoods_of
from analytics.scope import MIN_LIKELIHOOD
from graphdb.arguments import settled
from graphdb.connection import Graph

Plain = str | int | float | bool
"""Values of properties; lists are texts with ``; `` between."""

LIKELIHOOD = "likelihood"
"""Property of an edge: how likely the statement that its claim is about holds on the day, 0..1."""

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

    Publications that claims cite are entities too. ``weaker`` counts the claims that were left out
    since what they say is less likely than was asked for.
    """

    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    weaker: int = 0

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
    min_likelihood: float = MIN_LIKELIHOOD,
) -> Contents:
    """Read all entities and claims, as of one version of the graph.

    Every claim carries the likelihood of what it says, by all claims of the same statement: on the
    day, or, where none is given, that it is true, whenever it was seen.

    Parameters
    ----------
    at
        Only claims that may hold on that day, and entities at their ends or among their sources;
        ``None`` for everything.
    known_by
        Only claims that a source had made by the end of that day.
    datasets
        Only claims of these datasets; empty for all.
    min_likelihood
        The least likelihood on the day, 0..1, of what claims say; less likely ones are counted and
        left out, but for denials of what nobody affirms. Without a day nothing is left out.
    """
    parameters = {"at": at, "known_by": known_by, "datasets": list(datasets)}

    def work(opened: Graph) -> Contents:
        rows = read_claims(opened, "export/claims", **parameters)
        claims = [claim_of(row) for row in rows]
        likely = likelihoods_of(claims)
        affirmed = {statement(claim) for claim in claims if claim.stance == AFFIRMS}
        weak = {key for key in affirmed if at is not None and likely[key] < min_likelihood}
        kept = [claim for claim in claims if statement(claim) not in weak]
        things = opened.read("export/entities")
        edges = tuple(
            Edge(
                claim.claim_id,
                claim.type,
                claim.start,
                claim.end,
                plain(claim.properties, without="claim_id")
                | {LIKELIHOOD: round(likely[statement(claim)], 6)},
            )
            for claim in kept
        )
        whole = at is None and known_by is None and not datasets
        used = None if whole else _touched(kept)
        return Contents(
            tuple(
                Thing(row["id"], row["label"], plain(row["properties"], without="id"))
                for row in things
                if used is None or row["id"] in used
            ),
            edges,
            len(claims) - len(kept),
        )

    return graph.consistent(work)


def _touched(claims: Iterable[Claim]) -> set[str]:
    return {key for claim in claims for key in (claim.start, claim.end, *claim.sources)}


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
