"""The network of a question as arrays: what measures on large networks start from.

It has the vertices and ties of :func:`analytics.network.person_network`, without the claims
behind them, and is read in columns: the server sends numbers, not rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.claims import COMMAND_RELATIONS, HOLDS, Question, claims_at
from analytics.contraction import COMMANDERS, POSITION, is_mutual, runs_up
from analytics.holders import dead_at, holders, single_holder_posts
from analytics.lifetimes import read_lifetimes
from analytics.measures.geodesics import reach_of_each
from analytics.measures.mesh import Adjacency, Bools, Mesh, Whole, adjacency
from analytics.network import Network, Vertex
from analytics.ties import Holder
from graphdb.connection import Graph, Row

COMMANDS = "COMMANDS"
TOPS = 64
"""So many of those with nobody above, the ones with most below, are tried as leader."""

_LABELS = ("Person", "Organization", POSITION, "State")


@dataclass(frozen=True)
class Projection:
    """Vertices by number, in the order of their ids, and one tie a pair.

    Parameters
    ----------
    vertices
        Vertex of every number.
    ends
        Shape (ties, 2): the superior, the inferior; sorted by both.
    mutual
        Shape (ties,): whether the tie runs both ways.
    commanded
        Shape (commands, 2): commander and organization of each ``COMMANDS``, once.
    """

    vertices: tuple[Vertex, ...]
    ends: Whole
    mutual: Bools
    commanded: Whole

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Number of every vertex, by id."""
        return {vertex.id: place for place, vertex in enumerate(self.vertices)}

    @cached_property
    def mesh(self) -> Mesh:
        """The ties, undirected."""
        return Mesh(len(self.vertices), self.ends)

    @cached_property
    def down(self) -> Adjacency:
        """Arcs along which command can run down; a mutual tie gives two."""
        back = self.ends[self.mutual][:, ::-1]
        arcs = np.concatenate((self.ends, back))
        return adjacency(len(self.vertices), arcs[:, 0], arcs[:, 1])

    @cached_property
    def up(self) -> Adjacency:
        """The same arcs, turned round."""
        down = self.down
        return adjacency(down.size, down.near, down.owner)

    def leader(self) -> int | None:
        """Find who, of those with nobody above, has most below; mutual ties left out.

        Equals: the first by id. ``None`` where all ties are mutual.
        """
        strict = self.ends[~self.mutual]
        tops = np.setdiff1d(strict[:, 0], strict[:, 1])
        if not len(tops):
            return None
        direct = np.bincount(strict[:, 0], minlength=len(self.vertices))[tops]
        first = np.sort(tops[np.argsort(-direct, kind="stable")[:TOPS]])
        up = adjacency(len(self.vertices), strict[:, 1], strict[:, 0])
        return int(first[int(reach_of_each(up, first).argmax())])


def projection_of(network: Network) -> Projection:
    """Turn a network that was read with its claims into arrays."""
    places = {key: place for place, key in enumerate(network.vertices)}
    commands = {
        (places[tie.source], places[tie.target])
        for tie in network.ties
        if any(claim.type == COMMANDS and claim.stance == "affirms" for claim in tie.claims)
    }
    pairs = [(places[tie.source], places[tie.target]) for tie in network.ties]
    return Projection(
        vertices=tuple(network.vertices.values()),
        ends=_array(pairs),
        mutual=np.array([tie.mutual for tie in network.ties], dtype=np.bool_),
        commanded=_array(sorted(commands)),
    )


def _array(pairs: Sequence[tuple[int, int]]) -> Whole:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def read_projection(graph: Graph, question: Question) -> Projection:
    """Read the network of a question as arrays.

    Read it inside :meth:`graphdb.connection.Graph.consistent`.
    """
    cut = {
        "at": question.at,
        "known_by": question.known_by,
        "datasets": list(question.datasets),
    }
    held = claims_at(graph, replace(question, relations=(HOLDS,)))
    dead = dead_at(graph, question)
    posts = holders(held, single_holder_posts(graph), dead)
    nodes = _Nodes.of(graph.read("analytics/vertex_columns", labels=list(_LABELS)))
    types = [name for name in question.relations if name != HOLDS]
    rows = graph.read("analytics/tie_columns", types=types, **cut)
    lifetimes = read_lifetimes(
        graph, question.at, question.at, question.known_by, question.datasets
    )
    links = _Links.of(rows, nodes, dead | lifetimes.bounded)
    if lifetimes:
        ids = sorted(lifetimes.bounded)
        touching = graph.read("analytics/claims_touching", ids=ids, types=types, **cut)
        kept = _columns(lifetimes.left(touching, question.at))
        links = _stacked([links, _Links.of(kept, nodes, dead)])
    links = (
        links.with_holdings(posts, nodes)
        if question.keep_positions
        else links.contracted(posts, nodes)
    )
    alone = graph.read("analytics/actors", datasets=cut["datasets"]) if question.isolates else []
    absent = dead | lifetimes.absent(question.at)
    here = [nodes.places[row["id"]] for row in alone if row["id"] not in absent]
    return links.joined(nodes, here)


def _columns(rows: Iterable[Row]) -> list[Row]:
    """Put single claims into columns by type, as ``analytics/tie_columns`` has them."""
    by_type: dict[str, Row] = {}
    for row in rows:
        columns = by_type.setdefault(row["type"], {"type": row["type"], "starts": [], "ends": []})
        columns["starts"].append(row["start_number"])
        columns["ends"].append(row["end_number"])
    return list(by_type.values())


@dataclass(frozen=True)
class _Nodes:
    """Nodes in the order of their ids, and the place of each by the server's number."""

    vertices: tuple[Vertex, ...]
    labels: Whole
    places: Mapping[str, int]
    by_number: Whole

    @classmethod
    def of(cls, rows: Iterable[Row]) -> _Nodes:
        found = [
            (key, name, row["label"], number)
            for row in rows
            for number, key, name in zip(row["numbers"], row["ids"], row["names"], strict=True)
        ]
        found.sort()
        numbers = np.array([number for *_, number in found], dtype=np.int64)
        by_number = np.full(int(numbers.max(initial=-1)) + 1, -1, dtype=np.int64)
        by_number[numbers] = np.arange(len(found))
        return cls(
            tuple(Vertex(key, name, label) for key, name, label, _ in found),
            np.array([_LABELS.index(label) for _, _, label, _ in found], dtype=np.int64),
            {key: place for place, (key, *_) in enumerate(found)},
            by_number,
        )

    def have(self, places: Whole, *labels: str) -> Bools:
        wanted = [_LABELS.index(label) for label in labels]
        return np.asarray(np.isin(self.labels[places], wanted))


@dataclass(frozen=True)
class _Links:
    """Affirming claims: shape (claims,) each; the superior, the inferior, and of what kind."""

    source: Whole
    target: Whole
    mutual: Bools
    commands: Bools

    @classmethod
    def of(cls, rows: Iterable[Row], nodes: _Nodes, dead: frozenset[str]) -> _Links:
        gone = np.zeros(len(nodes.vertices), dtype=np.bool_)
        gone[[nodes.places[key] for key in dead if key in nodes.places]] = True
        parts = [_links_of(row, nodes, gone) for row in rows]
        none = cls(*np.zeros((2, 0), np.int64), *np.zeros((2, 0), np.bool_))
        return _stacked([none, *parts])

    def contracted(self, posts: Mapping[str, tuple[Holder, ...]], nodes: _Nodes) -> _Links:
        """Replace posts by their holders."""
        named = nodes.have(self.source, POSITION) | nodes.have(self.target, POSITION)
        plain = self.only(~named)
        rows = []
        stand_in = {
            nodes.places[post]: [nodes.places[holder.person] for holder in found]
            for post, found in posts.items()
            if post in nodes.places
        }
        is_post = nodes.have(np.arange(len(nodes.vertices)), POSITION)
        for source, target, mutual, commands in zip(
            *(column[named].tolist() for column in self.columns), strict=True
        ):
            for one in stand_in.get(source, []) if is_post[source] else [source]:
                for other in stand_in.get(target, []) if is_post[target] else [target]:
                    rows.append((one, other, mutual, commands))
        return _stacked([plain, _of_rows(rows)])

    def with_holdings(self, posts: Mapping[str, tuple[Holder, ...]], nodes: _Nodes) -> _Links:
        """Tie posts to their holders."""
        rows = [
            (nodes.places[holder.person], nodes.places[post], True, False)
            for post, found in posts.items()
            for holder in found
            if any(claim.stance == "affirms" for claim in holder.claims)
        ]
        return _stacked([self, _of_rows(rows)])

    def only(self, wanted: Bools) -> _Links:
        """Keep some links."""
        return _Links(
            self.source[wanted], self.target[wanted], self.mutual[wanted], self.commands[wanted]
        )

    @property
    def columns(self) -> tuple[Whole, Whole, Bools, Bools]:
        return self.source, self.target, self.mutual, self.commands

    def joined(self, nodes: _Nodes, alone: Sequence[int]) -> Projection:
        """Join links into one tie a pair."""
        kept = self.source != self.target
        source, target, mutual, commands = (column[kept] for column in self.columns)
        size = max(len(nodes.vertices), 1)
        low, high = np.minimum(source, target), np.maximum(source, target)
        keys, row = np.unique(low * size + high, return_inverse=True)
        ways = np.zeros((2, len(keys)), dtype=np.bool_)
        for way, leads in enumerate((source < target, target < source)):
            ways[way][row[leads & ~mutual]] = True
        low, high = keys // size, keys % size
        upward = ways[1] & ~ways[0]
        ends = np.stack((np.where(upward, high, low), np.where(upward, low, high)), axis=1)
        order = np.lexsort((ends[:, 1], ends[:, 0]))
        used = np.unique(np.concatenate((ends.ravel(), np.array(alone, dtype=np.int64))))
        commanded = np.unique(np.stack((source, target), axis=1)[commands], axis=0)
        return Projection(
            vertices=tuple(nodes.vertices[place] for place in used.tolist()),
            ends=np.searchsorted(used, ends[order]),
            mutual=(ways[0] == ways[1])[order],
            commanded=np.searchsorted(used, commanded).reshape(-1, 2),
        )


def _links_of(row: Row, nodes: _Nodes, gone: Bools) -> _Links:
    kind = row["type"]
    start, end = (_placed(row[name], nodes) for name in ("starts", "ends"))
    kept = (start >= 0) & (end >= 0)
    start, end = start[kept], end[kept]
    kept = ~gone[start] & ~gone[end]
    if kind in COMMAND_RELATIONS:
        kept &= ~nodes.have(start, "State") & ~nodes.have(end, "State")
    start, end = start[kept], end[kept]
    commanding = nodes.have(start, *COMMANDERS), nodes.have(end, *COMMANDERS)
    up = runs_up(kind, *commanding)
    return _Links(
        np.where(up, end, start),
        np.where(up, start, end),
        is_mutual(kind, *commanding),
        np.full(len(start), kind == COMMANDS),
    )


def _placed(numbers: list[int], nodes: _Nodes) -> Whole:
    found = np.array(numbers, dtype=np.int64)
    known = found < len(nodes.by_number)
    return np.where(known, nodes.by_number[np.where(known, found, 0)], -1)


def _of_rows(rows: Sequence[tuple[int, int, bool, bool]]) -> _Links:
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return _Links(table[:, 0], table[:, 1], table[:, 2].astype(bool), table[:, 3].astype(bool))


def _stacked(parts: Sequence[_Links]) -> _Links:
    return _Links(
        np.concatenate([part.source for part in parts]),
        np.concatenate([part.target for part in parts]),
        np.concatenate([part.mutual for part in parts]),
        np.concatenate([part.commands for part in parts]),
    )
