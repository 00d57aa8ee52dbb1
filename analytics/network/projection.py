"""The network of a question as arrays: what measures on large networks start from.

It has the vertices and ties of :func:`analytics.network.person_network.person_network`, without the
claims behind them, and is read in columns: the server sends numbers, not rows. Most ties are likely
enough by one claim alone, or not even by all of theirs together; only the claims of the others
are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.claims.history import single_holder_posts
from analytics.claims.lifetimes import read_claims, read_lifetimes
from analytics.claims.likelihood import lasts_alone
from analytics.claims.observation import observed
from analytics.claims.persistence import curve_of
from analytics.claims.reading import HOLDS, claim_of, claims_at
from analytics.network.contraction import COMMANDERS, POSITION, is_mutual, runs_up
from analytics.network.geodesics import reach_of_each
from analytics.network.holders import dead_at, holders
from analytics.network.person_network import Network, Vertex, network_of
from analytics.network.sparse import Adjacency, Bools, Floats, Mesh, Whole, adjacency
from analytics.network.ties import Holder
from analytics.scope import COMMAND_RELATIONS, Question
from graphdb.connection import Graph, Row

COMMANDS = "COMMANDS"
TOPS = 64
"""So many of those with nobody above, the ones with most below, are tried as leader."""

_SLACK = 1e-9
"""By so much sums of chances may be off."""

_INEXACT = 9_999_999
"""Stands for a claim whose chance takes reading it, in ``analytics/tie_columns``."""

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
        "at": question.day,
        "known_by": question.known_by,
        "datasets": list(question.datasets),
    }
    held = claims_at(graph, replace(question, relations=(HOLDS,)))
    dead = dead_at(graph, question)
    single = single_holder_posts(graph)
    posts = holders(held, single, dead)
    nodes = _Nodes.of(graph.read("analytics/vertex_columns", labels=list(_LABELS)))
    types = [name for name in question.relations if name != HOLDS]
    rows = graph.read("analytics/tie_columns", types=types, **cut)
    lifetimes = read_lifetimes(
        graph, question.day, question.day, question.known_by, question.datasets
    )
    links = _Links.of(rows, nodes, dead | lifetimes.bounded)
    if lifetimes:
        ids = sorted(lifetimes.bounded)
        touching = graph.read("analytics/claims_touching", ids=ids, types=types, **cut)
        bounded = _columns(lifetimes.left(touching, question.day), question.day)
        links = _stacked([links, _Links.of(bounded, nodes, dead)])

    def between_vertices(some: _Links) -> _Links:
        kept_posts = question.keep_positions
        return some.with_holdings(posts, nodes) if kept_posts else some.contracted(posts, nodes)

    links = between_vertices(links)
    if question.min_likelihood > 0:
        denied = _Links.of(graph.read("analytics/denial_columns", types=types, **cut), nodes, dead)
        size = max(len(nodes.vertices), 1)
        sifted = _sifted(links, between_vertices(denied), size, question.min_likelihood)
        kept = sifted.clear
        if len(sifted.unclear):
            ids = _named(sifted.unclear, nodes, posts)
            rows = read_claims(graph, "analytics/claims_among", ids=ids, types=types, **cut)
            claims = [*held, *map(claim_of, rows)]
            likely = projection_of(network_of(claims, question, single, dead))
            places = np.array([nodes.places[one.id] for one in likely.vertices], dtype=np.int64)
            ends = np.sort(places[likely.ends], axis=1)
            found = np.intersect1d(sifted.unclear, ends[:, 0] * size + ends[:, 1])
            kept = np.union1d(kept, found)
        links = links.only(np.isin(sifted.key, kept))
    alone = graph.read("analytics/actors", datasets=cut["datasets"]) if question.isolates else []
    absent = dead | lifetimes.absent(question.day)
    here = [nodes.places[row["id"]] for row in alone if row["id"] not in absent]
    return links.joined(nodes, here)


def _columns(rows: Iterable[Row], day: date) -> list[Row]:
    """Put single claims into columns by type, as ``analytics/tie_columns`` has them."""
    by_type: dict[str, Row] = {}
    for row in rows:
        empty: Row = {name: [] for name in ("starts", "ends", "confidences", "away")}
        columns = by_type.setdefault(row["type"], {"type": row["type"], **empty})
        said = {**row["properties"], "start_label": row["start_label"]}
        lasts = lasts_alone(curve_of(row["type"], said), observed(said, day))
        columns["starts"].append(row["start_number"])
        columns["ends"].append(row["end_number"])
        origins = max(1, len(row["properties"].get("origins") or ()))
        chance = 1 - (1 - row["properties"]["confidence"]) ** origins
        columns["confidences"].append(chance * lasts)
        columns["away"].append(0)
    return list(by_type.values())


def _named(keys: Whole, nodes: _Nodes, posts: Mapping[str, tuple[Holder, ...]]) -> list[str]:
    """List the ends of some pairs of vertices, and the posts that they hold."""
    size = max(len(nodes.vertices), 1)
    ends = np.unique(np.concatenate((keys // size, keys % size))).tolist()
    ids = {nodes.vertices[place].id for place in ends}
    held = {post for post, found in posts.items() if ids & {one.person for one in found}}
    return sorted(ids | held)


@dataclass(frozen=True)
class _Sifted:
    """Pairs of vertices by number: surely likely enough, or only perhaps; ``key`` of every link."""

    key: Whole
    clear: Whole
    unclear: Whole


def _sifted(links: _Links, denied: _Links, size: int, least: float) -> _Sifted:
    """Tell ties that are likely enough from those that are not, by bounds of their chances.

    A tie is no less likely than the best of its claims alone, unless somebody denies it; and no
    likelier than all of them added up, unless sightings before and after the day bracket it.
    """
    key, against = _pair_keys(links, size), np.unique(_pair_keys(denied, size))
    pairs, row = np.unique(key, return_inverse=True)

    def added(column: Floats | Bools) -> Floats:
        total: Floats = np.bincount(row, column, minlength=len(pairs)).astype(np.float64)
        return total

    bracketed = (added(links.side > 0) > 0) & (added(links.side < 0) > 0)
    most = np.where(bracketed, added(links.confidence), added(links.high))
    clear = np.setdiff1d(key[links.low >= least], against)
    return _Sifted(key, clear, np.setdiff1d(pairs[most >= least - _SLACK], clear))


def _pair_keys(links: _Links, size: int) -> Whole:
    low, high = np.minimum(links.source, links.target), np.maximum(links.source, links.target)
    return low * size + high


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
    """Claims: shape (claims,) each; the superior, the inferior, and of what kind.

    ``low`` and ``high`` bound the chance that the tie holds by the claim alone, and ``confidence``
    is what it is on a day on which it was seen; ``side`` is positive where it was seen before the
    day only, negative where after it only.
    """

    source: Whole
    target: Whole
    mutual: Bools
    commands: Bools
    low: Floats
    high: Floats
    confidence: Floats
    side: Whole

    @classmethod
    def of(cls, rows: Iterable[Row], nodes: _Nodes, dead: frozenset[str]) -> _Links:
        gone = np.zeros(len(nodes.vertices), dtype=np.bool_)
        gone[[nodes.places[key] for key in dead if key in nodes.places]] = True
        parts = [_links_of(row, nodes, gone) for row in rows]
        return _stacked([_of_rows([]), *parts])

    def contracted(self, posts: Mapping[str, tuple[Holder, ...]], nodes: _Nodes) -> _Links:
        """Replace posts by their holders."""
        named = nodes.have(self.source, POSITION) | nodes.have(self.target, POSITION)
        plain = self.only(~named)
        rows = []
        stand_in = {
            nodes.places[post]: [(nodes.places[one.person], one.likelihood) for one in found]
            for post, found in posts.items()
            if post in nodes.places
        }
        is_post = nodes.have(np.arange(len(nodes.vertices)), POSITION)
        for source, target, *rest in zip(
            *(column[named].tolist() for column in self.columns), strict=True
        ):
            for one, mine in stand_in.get(source, []) if is_post[source] else [(source, 1.0)]:
                for other, its in stand_in.get(target, []) if is_post[target] else [(target, 1.0)]:
                    mutual, commands, low, high, confidence, side = rest
                    # Of several origins the holding is weighed with each: that is more than low.
                    rows.append(
                        (one, other, mutual, commands, low * mine * its, high, confidence, side)
                    )
        return _stacked([plain, _of_rows(rows)])

    def with_holdings(self, posts: Mapping[str, tuple[Holder, ...]], nodes: _Nodes) -> _Links:
        """Tie posts to their holders."""
        rows = [
            (nodes.places[one.person], nodes.places[post], True, False, *[one.likelihood] * 3, 0)
            for post, found in posts.items()
            for one in found
            if any(claim.stance == "affirms" for claim in one.claims)
        ]
        return _stacked([self, _of_rows(rows)])

    def only(self, wanted: Bools) -> _Links:
        """Keep some links."""
        return _Links(*(column[wanted] for column in self.columns))

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        return tuple(getattr(self, one.name) for one in fields(self))

    def joined(self, nodes: _Nodes, alone: Sequence[int]) -> Projection:
        """Join links into one tie a pair."""
        kept = self.source != self.target
        source, target, mutual, commands = (column[kept] for column in self.columns[:4])
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
    kept[kept] = ~gone[start[kept]] & ~gone[end[kept]]
    if kind in COMMAND_RELATIONS:
        kept[kept] = ~nodes.have(start[kept], "State") & ~nodes.have(end[kept], "State")
    start, end = start[kept], end[kept]
    commanding = nodes.have(start, *COMMANDERS), nodes.have(end, *COMMANDERS)
    up = runs_up(kind, *commanding)
    return _Links(
        np.where(up, end, start),
        np.where(up, start, end),
        is_mutual(kind, *commanding),
        np.full(len(start), kind == COMMANDS),
        *_chances(row, kept, _lasts(kind, row, kept, nodes.have(start, "Person"))),
    )


def _lasts(kind: str, row: Row, kept: Bools, personal: Bools) -> Floats:
    """Give the chance that what each claim saw lasts to the day; ``personal``: of a person."""
    away = np.array(row.get("away", np.zeros(len(kept))), dtype=np.float64)[kept]
    found = np.ones(len(away))
    for label, here in (("Person", personal), ("", ~personal)):
        curve = curve_of(kind, {"start_label": label})
        if curve is not None:
            late, early = curve.forward.chances(away[here]), curve.backward.chances(-away[here])
            found[here] = np.where(away[here] > 0, late, early)
    return found


def _chances(row: Row, kept: Bools, lasts: Floats) -> tuple[Floats, Floats, Floats, Whole]:
    """Bound the chances of the claims of a type; denials, which have none given, count whole."""
    confidence = np.array(row.get("confidences", np.ones(len(kept))), dtype=np.float64)[kept]
    away = np.array(row.get("away", np.zeros(len(kept))), dtype=np.int64)[kept]
    exact = away != _INEXACT
    low = np.where(exact, confidence * lasts, 0.0)
    return low, np.where(exact, low, confidence), confidence, np.sign(np.where(exact, away, 0))


def _placed(numbers: list[int], nodes: _Nodes) -> Whole:
    found = np.array(numbers, dtype=np.int64)
    known = found < len(nodes.by_number)
    return np.where(known, nodes.by_number[np.where(known, found, 0)], -1)


def _of_rows(rows: Sequence[tuple[float, ...]]) -> _Links:
    table = np.array(rows, dtype=np.float64).reshape(-1, len(fields(_Links)))
    kinds = (np.int64, np.int64, np.bool_, np.bool_, *[np.float64] * 3, np.int64)
    return _Links(*(table[:, place].astype(kind) for place, kind in enumerate(kinds)))


def _stacked(parts: Sequence[_Links]) -> _Links:
    columns = zip(*(part.columns for part in parts), strict=True)
    return _Links(*(np.concatenate(column) for column in columns))
