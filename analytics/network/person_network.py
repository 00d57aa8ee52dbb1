"""The graph that questions are asked of: persons and organizations, one tie a pair, as of a day.

Posts are replaced by their holders. What a source says of a post is then a tie of whoever holds
it; the ties of a post that nobody holds are dormant and left out. Persons who are dead on the day
are left out, what is said of groups that were founded later, and states, save where the question
adds relations that are not of command. Ties that are less likely than the question allows are
kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from analytics.claims.history import single_holder_posts
from analytics.claims.lifetimes import read_lifetimes
from analytics.claims.parallel import contested
from analytics.claims.reading import HOLDS, Claim, claims_at, claims_over
from analytics.network.contraction import POSITION, contract
from analytics.network.holders import dead_at, holders
from analytics.network.ties import ContractedClaim, Holder, Tie, contracted_claim, join
from analytics.scope import COMMAND_RELATIONS, Question
from graphdb.connection import Graph

_VERTICES = frozenset({"Person", "Organization", POSITION})


@dataclass(frozen=True)
class Vertex:
    """A person, an organization, or a post where posts are kept; a state where relations ask so."""

    id: str
    name: str
    label: str


@dataclass(frozen=True)
class Network:
    """Vertices by id and ties, both in the order of ids.

    A tie runs from its source down to its target, or both ways where it is mutual. ``holders``
    are those of every post on the day, ``dormant`` the posts with ties that nobody holds.
    ``weaker`` are the ties that are less likely than the question allows, and ``beside`` their
    ends that are no vertices for it.
    """

    question: Question
    vertices: Mapping[str, Vertex]
    ties: tuple[Tie, ...]
    holders: Mapping[str, tuple[Holder, ...]] = field(default_factory=dict)
    dormant: tuple[str, ...] = ()
    weaker: tuple[Tie, ...] = ()
    beside: Mapping[str, Vertex] = field(default_factory=dict)

    def whole(self) -> Network:
        """Give the network with the weaker ties between its vertices too, for draws of doubt.

        The vertices stay the same, so that figures which depend on their number can be compared.
        """
        inside = [tie for tie in self.weaker if {tie.source, tie.target} <= self.vertices.keys()]
        ties = sorted((*self.ties, *inside), key=lambda tie: (tie.source, tie.target))
        return replace(self, ties=tuple(ties), weaker=(), beside={})

    def arcs(self) -> Iterator[tuple[str, str]]:
        """Ordered pairs along which command can run down; a mutual tie gives two."""
        for tie in self.ties:
            yield tie.source, tie.target
            if tie.mutual:
                yield tie.target, tie.source


def person_network(graph: Graph, question: Question) -> Network:
    """Read the network of a question.

    The ends of ties are the vertices; with ``question.isolates`` also the persons (not the dead)
    and organizations (not those founded later) without one. Read it inside
    :meth:`graphdb.connection.Graph.consistent`.

    Notes
    -----
    Direction, which reach and dominators use: ``COMMANDS``, ``DIRECTS``, ``HANDLES`` run from
    start to end, ``SUBORDINATE_TO``, ``REPORTS_TO``, ``DEPUTY_TO`` from end to start. ``TIED_TO``
    runs from a person or post to an organization; between two persons, posts or organizations it
    is mutual, so that a path from any root passes it from the nearer end.
    """
    claims = claims_at(graph, question)
    return _read(graph, question, claims, single_holder_posts(graph))


def person_networks(graph: Graph, question: Question, days: Sequence[date]) -> tuple[Network, ...]:
    """Read the network of a question on each of several days, the claims all at once."""
    single_holder = single_holder_posts(graph)
    return tuple(
        _read(graph, replace(question, at=day), claims, single_holder)
        for day, claims in zip(days, claims_over(graph, question, days), strict=True)
    )


def _read(
    graph: Graph, question: Question, claims: Iterable[Claim], single_holder: frozenset[str]
) -> Network:
    dead = dead_at(graph, question)
    network = network_of(claims, question, single_holder, dead)
    if not question.isolates:
        return network
    rows = graph.read("analytics/actors", datasets=list(question.datasets))
    lifetimes = read_lifetimes(
        graph, question.day, question.day, question.known_by, question.datasets
    )
    absent = dead | lifetimes.absent(question.day)
    alone = {row["id"]: Vertex(**row) for row in rows if row["id"] not in absent}
    everyone = {**alone, **network.vertices}
    return replace(
        network,
        vertices={key: everyone[key] for key in sorted(everyone)},
        beside={key: vertex for key, vertex in network.beside.items() if key not in everyone},
    )


def network_of(
    claims: Iterable[Claim],
    question: Question,
    single_holder: frozenset[str] = frozenset(),
    dead: frozenset[str] = frozenset(),
) -> Network:
    """Build the network out of claims that were read already: a pure function.

    Parameters
    ----------
    claims
        As :func:`analytics.claims.reading.claims_at` gives them, perhaps with some left out or
        added.
    single_holder
        Ids of posts that one person holds at a time.
    dead
        Ids of persons to leave out.
    """
    kept = [claim for claim in claims if _counts(claim) and not {claim.start, claim.end} & dead]
    posts = holders(kept, single_holder, dead)
    wanted = [claim for claim in kept if claim.type in question.relations and claim.type != HOLDS]
    links: list[ContractedClaim] = []
    if question.keep_positions:
        links += [contracted_claim(claim, claim.start, claim.end) for claim in wanted]
        links += _holdings(posts)
    else:
        links += [link for claim in wanted for link in _contracted(claim, posts)]
    every = join(links, contested(kept))
    ties = tuple(tie for tie in every if tie.likelihood >= question.min_likelihood)
    weaker = tuple(tie for tie in every if tie.likelihood < question.min_likelihood)
    vertices = _vertices(kept, ties)
    ends = _vertices(kept, weaker)
    return Network(
        question=question,
        vertices=vertices,
        ties=ties,
        holders=posts,
        dormant=_dormant(wanted, posts),
        weaker=weaker,
        beside={key: vertex for key, vertex in ends.items() if key not in vertices},
    )


def _counts(claim: Claim) -> bool:
    allowed = _VERTICES if claim.type in COMMAND_RELATIONS else _VERTICES | {"State"}
    return claim.start_label in allowed and claim.end_label in allowed


@dataclass(frozen=True)
class _StandIn:
    vertex: str
    holders: tuple[Holder, ...] = ()


def _contracted(claim: Claim, posts: Mapping[str, tuple[Holder, ...]]) -> Iterator[ContractedClaim]:
    def stand_ins(end: str, label: str) -> Iterator[_StandIn]:
        if label != POSITION:
            yield _StandIn(end)
            return
        for holder in posts.get(end, ()):
            yield _StandIn(holder.person, (holder,))

    for start, end in contract(claim, stand_ins):
        yield contracted_claim(claim, start.vertex, end.vertex, start.holders + end.holders)


def _holdings(posts: Mapping[str, tuple[Holder, ...]]) -> list[ContractedClaim]:
    return [
        ContractedClaim(holder.person, post, claim, mutual=True)
        for post, everyone in posts.items()
        for holder in everyone
        for claim in holder.claims
    ]


def _vertices(claims: Iterable[Claim], ties: Iterable[Tie]) -> dict[str, Vertex]:
    known: dict[str, Vertex] = {}
    for claim in claims:
        known[claim.start] = Vertex(claim.start, claim.start_name, claim.start_label)
        known[claim.end] = Vertex(claim.end, claim.end_name, claim.end_label)
    ends = {end for tie in ties for end in (tie.source, tie.target)}
    return {end: known[end] for end in sorted(ends)}


def _dormant(claims: Iterable[Claim], posts: Mapping[str, tuple[Holder, ...]]) -> tuple[str, ...]:
    named = {claim.start for claim in claims if claim.start_label == POSITION}
    named |= {claim.end for claim in claims if claim.end_label == POSITION}
    return tuple(sorted(named - set(posts)))
