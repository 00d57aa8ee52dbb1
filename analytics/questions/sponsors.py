"""A sponsor's clients by country: what they are given, how far they are directed, how strong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from analytics.claims.cited import Reading, reading
from analytics.claims.fighters import Count, leaves
from analytics.claims.history import single_holder_posts
from analytics.claims.phrases import when
from analytics.claims.reading import AFFIRMS, HOLDS, Claim
from analytics.claims.sightings import own_counts, read_strengths
from analytics.claims.sponsored import (
    SPONSORS,
    SponsorSide,
    likely_frame,
    places_within,
    present,
    read_sponsored,
    sponsor_side,
)
from analytics.network.holders import dead_at
from analytics.network.person_network import network_of
from analytics.questions.clients import Client, SponsorsAnswer
from analytics.questions.silence import remarks
from analytics.questions.strength import strength
from analytics.questions.strength_result import StrengthAnswer
from analytics.questions.support import (
    Mode,
    command_claims,
    consents,
    control_by,
    hops,
    leader_of,
    mode_of,
    people_of,
)
from analytics.scope import COMMAND_RELATIONS, AsOf, Question
from graphdb.arguments import settle
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.vocabulary import SUPPORT_TYPES

_EVIDENCE = frozenset({SPONSORS, "DIRECTS"})
"""Types that the answer rests on; the others say where things belong and who commands."""


_ID = re.compile(r"(?:location|source|organization|person|state)/[a-z0-9.-]*[a-z0-9]")
"""Ids in sentences, which are shown as names."""


@dataclass(frozen=True)
class Wanted:
    """Which clients of a sponsor are wanted.

    Parameters
    ----------
    area
        Id of a location in which they are or lie within; ``None`` for anywhere.
    support
        Kinds of support of which they get at least one; empty for any.
    mode
        Only those by delegation, or only those by orchestration; ``None`` for both.

    Raises
    ------
    UnknownNameError
        The data model has no such kind of support.
    """

    area: str | None = None
    support: tuple[str, ...] = ()
    mode: Mode | None = None

    def __post_init__(self) -> None:
        settle(self, names=["support"])
        unknown = [kind for kind in self.support if kind not in SUPPORT_TYPES]
        if unknown:
            known = ", ".join(SUPPORT_TYPES)
            raise UnknownNameError(f"no kind of support is named {unknown[0]!r}; there are {known}")


@dataclass(frozen=True)
class _World:
    """The sponsor's side at one least likelihood, worked out once for all clients."""

    material: _Material
    side: SponsorSide
    here: frozenset[str] | None
    leader: str | None
    hops: Mapping[str, int]


def sponsors(
    graph: Graph, sponsor: str, asked: AsOf, wanted: Wanted | None = None
) -> SponsorsAnswer:
    """List the clients of a state on a day, with what is known of each.

    Parameters
    ----------
    sponsor
        Id of a state; support by its organs and their units is its own.
    asked
        The day (today, if none) and the other limits; the age of evidence is that of the claims
        of support and direction.
    wanted
        Which clients; all by default.

    Notes
    -----
    A sum of fighters never counts an umbrella and its members twice
    (:func:`analytics.claims.fighters.leaves`). With an area the figures that sources give for the
    whole of it stand beside the sum.

    Examples
    --------
    >>> answer = sponsors(graph, "state/iran", AsOf(date(2020, 1, 2)))  # doctest: +SKIP
    >>> answer.low <= answer.high  # doctest: +SKIP
    True
    """
    dated, choice = asked.dated(), wanted or Wanted()
    return graph.consistent(lambda opened: _sponsors(opened, sponsor, dated, choice))


def _sponsors(graph: Graph, sponsor: str, asked: AsOf, wanted: Wanted) -> SponsorsAnswer:
    material = _read(graph, sponsor, asked, wanted.area)
    world = _world(material, asked.min_likelihood)
    clients = _clients(graph, world, wanted)
    weaker = _clients(graph, _world(material, 0.0), wanted, {one.id for one in clients})
    counts = material.counts
    affirmed = [one.id for one in clients if one.through or one.evidence.affirmed]
    added = leaves(affirmed, counts, world.side.parts, material.kinds)
    rows = tuple(replace(one, added=one.id in added) for one in clients)
    names = _names(graph, [sponsor, wanted.area, world.leader])
    return SponsorsAnswer(
        asked=asked,
        sponsor=sponsor,
        name=names[sponsor],
        area=wanted.area,
        area_name=names.get(wanted.area or "", ""),
        leader=names.get(world.leader or "", ""),
        rows=rows,
        low=sum(counts[key].low for key in added),
        high=sum(counts[key].high for key in added),
        beside=_beside(graph, sponsor, asked, wanted.area) if wanted.area else None,
        remarks=remarks(graph, asked, sponsor, found=bool(rows)),
        weaker=tuple(weaker),
    )


def _beside(graph: Graph, sponsor: str, asked: AsOf, area: str) -> StrengthAnswer:
    answer = strength(
        graph,
        asked.day,
        sponsor=sponsor,
        area=area,
        known_by=asked.known_by,
        datasets=asked.datasets,
    )
    ids = {key for words in answer.words for key in _ID.findall(words)}
    names = _names(graph, ids)
    told = (_ID.sub(lambda key: names.get(key[0], key[0]), words) for words in answer.words)
    return replace(answer, words=tuple(told))


@dataclass(frozen=True)
class _Material:
    """What was read of one sponsor, claims of every likelihood among it."""

    sponsor: str
    question: Question
    found: Reading
    kinds: Mapping[str, str]
    names: Mapping[str, str]
    counts: Mapping[str, Count]
    places: frozenset[str] | None
    single: frozenset[str]
    dead: frozenset[str]


def _read(graph: Graph, sponsor: str, asked: AsOf, area: str | None) -> _Material:
    organizations = graph.read("analytics/succession/kinds")
    kinds = {row["id"]: row["kind"] for row in organizations}
    limits, control = asked.parameters(), (*COMMAND_RELATIONS, HOLDS)
    rows = read_sponsored(graph, sponsor, kinds, limits, control)
    places = places_within(graph, area, asked.day, asked.datasets) if area else None
    estimates = read_strengths(graph, asked.day, asked.known_by, asked.datasets)
    question = asked.network()
    return _Material(
        sponsor=sponsor,
        question=question,
        found=reading(graph, asked, rows, only=_EVIDENCE),
        kinds=kinds,
        names={row["id"]: row["name"] for row in organizations},
        counts=own_counts(estimates, asked.day, places),
        places=places,
        single=single_holder_posts(graph),
        dead=dead_at(graph, question),
    )


def _world(material: _Material, least: float) -> _World:
    every = tuple(one.claim for one in material.found.said)
    frame = likely_frame((claim for claim in every if claim.type != SPONSORS), least)
    support = (claim for claim in every if claim.type == SPONSORS)
    side = sponsor_side(material.sponsor, frame, support, material.kinds, least)
    question = replace(material.question, min_likelihood=least)
    network = network_of(command_claims(every), question, material.single, material.dead)
    leader = leader_of(material.sponsor, side.claims, network, set(side.groups))
    places = material.places
    return _World(
        material=material,
        side=side,
        here=present(places, side.claims, side.parts) if places is not None else None,
        leader=leader,
        hops=hops(leader, network) if leader else {},
    )


def _clients(
    graph: Graph, world: _World, wanted: Wanted, without: Collection[str] = ()
) -> list[Client]:
    claims, bodies, groups = world.side.claims, world.side.bodies, world.side.groups
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type == SPONSORS and claim.start in bodies:
            said[claim.end].append(claim)
    control = control_by(people_of(bodies, claims), claims)
    consent = consents(claims, world.material.found.names)
    organizations = set(world.material.kinds) - bodies
    keys = sorted((set(groups) | set(said)) & organizations - set(without))
    countries = _countries(graph, keys)
    by_id = {claim.claim_id: claim for claim in claims}
    every = (
        _client(
            world,
            key,
            countries[key],
            said.get(key, []),
            [by_id[name] for name in groups[key].claims] if key in groups else [],
            (control.get(key, ""), consent.get(key, ())),
        )
        for key in keys
    )
    return [client for client in every if _is_wanted(client, wanted, world)]


def _countries(graph: Graph, ids: list[str]) -> dict[str, tuple[str, ...]]:
    """Name the countries of some organizations, by code where the graph has no name."""
    rows = graph.read("analytics/everyday/countries", ids=ids)
    codes = sorted({code for row in rows for code in row["codes"]})
    named = graph.read("analytics/everyday/country_names", codes=codes)
    names = {row["code"]: row["name"] for row in named}
    return {row["id"]: tuple(names.get(code, code) for code in row["codes"]) for row in rows}


def _client(
    world: _World,
    key: str,
    countries: tuple[str, ...],
    own: list[Claim],
    by_whole: list[Claim],
    stands: tuple[str, tuple[str, ...]],
) -> Client:
    material = world.material
    support = world.side.groups.get(key)
    claims = own or by_whole
    affirming = [claim for claim in claims if claim.stance == AFFIRMS]
    count = material.counts.get(key)
    through = support.through if support else ""
    return Client(
        id=key,
        name=material.names[key],
        kind=material.kinds[key],
        countries=countries,
        supporters=_distinct(claim.start_name for claim in affirming),
        through=through,
        through_name=next((claim.end_name for claim in by_whole if claim.end == through), ""),
        support_types=_words(affirming, "support_types"),
        intent=_words(affirming, "intent"),
        against=_somebody(affirming, "against", material.found),
        via=_somebody(affirming, "via", material.found),
        since=when(claims),
        control=stands[0],
        mode=mode_of(stands[0]),
        hops=world.hops.get(key),
        consent=stands[1],
        low=count.low if count else None,
        high=count.high if count else None,
        evidence=material.found.evidence(claims),
    )


def _is_wanted(client: Client, wanted: Wanted, world: _World) -> bool:
    if world.here is not None and client.id not in world.here:
        return False
    if wanted.support and not set(wanted.support) & set(client.support_types):
        return False
    return wanted.mode is None or wanted.mode == client.mode


def _words(claims: Iterable[Claim], key: str) -> tuple[str, ...]:
    told: list[str] = []
    for claim in claims:
        value = claim.properties.get(key)
        told += [str(one) for one in value] if isinstance(value, list) else [str(value or "")]
    return _distinct(word for word in told if word)


def _somebody(claims: Iterable[Claim], key: str, found: Reading) -> tuple[str, ...]:
    return tuple(found.names.get(one, one) for one in _words(claims, key))


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _names(graph: Graph, ids: Iterable[str | None]) -> dict[str, str]:
    wanted = sorted({key for key in ids if key})
    return {row["id"]: row["name"] for row in graph.read("analytics/everyday/cited", ids=wanted)}
