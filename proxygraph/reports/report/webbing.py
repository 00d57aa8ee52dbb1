"""The network on a run of days, each tie once, with its claims and their publications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics.claims.cited import mentioned, others
from analytics.claims.evidence import Citation, witness_of
from analytics.claims.likelihood_words import SCALE, confidence_in
from analytics.claims.phrases import details, phrase, when
from analytics.claims.reading import Claim
from analytics.network.person_network import Network, Vertex, person_networks
from analytics.network.ties import Tie
from analytics.questions.centrality import Centrality
from analytics.scope import Question
from graphdb.connection import Graph
from proxygraph.reports.layout import Places, spread_out
from proxygraph.reports.secured import web as linkable


@dataclass(frozen=True)
class Web:
    """Ties on every day of a run.

    Parameters
    ----------
    at
        One of ``days``: the one that is shown first.
    vertices
        Everybody with a tie on any of the days.
    ties
        Ties, each as often as it differs.
    when
        For each day the places in ``ties`` of those that are likely enough then.
    places
        Where vertices stand, the same on all days: x and y from -1 to 1.
    ranks
        Place in the ranking of the day and betweenness, by id.
    """

    at: date
    days: tuple[date, ...]
    vertices: Mapping[str, Vertex] = field(hash=False)
    ties: tuple[Tie, ...] = field(hash=False)
    when: tuple[tuple[int, ...], ...]
    places: Places = field(hash=False)
    ranks: Mapping[str, tuple[int, float]] = field(hash=False)
    cited: Mapping[str, Citation] = field(hash=False)
    names: Mapping[str, str] = field(hash=False)


def read_web(graph: Graph, question: Question, days: Sequence[date], ranking: Centrality) -> Web:
    """Read the network of a question on each of some days, ``question.day`` among them."""
    run = person_networks(graph, question, days)
    ids = {key for one in run for tie in one.ties for key in _mentioned(tie)}
    cited, names = mentioned(graph, ids, question.known_by)
    ranks = {row.id: (row.rank, row.betweenness) for row in ranking.rows}
    return web_of(run, question, ranks, cited, names)


def no_web(at: date) -> Web:
    """Give the network that has nobody in it."""
    return Web(at, (at,), {}, (), ((),), {}, {}, {}, {})


def web_of(
    run: Sequence[Network],
    question: Question,
    ranks: Mapping[str, tuple[int, float]],
    cited: Mapping[str, Citation],
    names: Mapping[str, str],
) -> Web:
    """Put the networks of several days together: a pure function."""
    numbers: dict[tuple[object, ...], int] = {}
    ties: list[Tie] = []
    shown = []
    for network in run:
        here = []
        for tie in network.ties:
            key = _key(tie)
            if key not in numbers:
                numbers[key] = len(ties)
                ties.append(tie)
            here.append(numbers[key])
        shown.append(tuple(here))
    vertices = {key: one for network in run for key, one in network.vertices.items()}
    ordered = dict(sorted(vertices.items()))
    return Web(
        at=question.day,
        days=tuple(network.question.day for network in run),
        vertices=ordered,
        ties=tuple(ties),
        when=tuple(shown),
        places=spread_out(Network(question, ordered, tuple(ties))),
        ranks=ranks,
        cited=cited,
        names=names,
    )


def document(web: Web) -> dict[str, object]:
    """Give the network as plain values for one JSON document, each text once.

    Texts of claims stand in ``texts``; a claim has their places. A tie ends with the days on which
    it is likely enough, the first day being the lowest bit.
    """
    places = {key: place for place, key in enumerate(web.vertices)}
    claims = {claim.claim_id: claim for tie in web.ties for claim in (*tie.claims, *tie.holdings)}
    numbers = {key: place for place, key in enumerate(claims)}
    known = {key for claim in claims.values() for key in claim.sources} & set(web.cited)
    sources = {key: place for place, key in enumerate(sorted(known))}
    texts: dict[str, int] = {}
    return {
        "days": [day.isoformat() for day in web.days],
        "start": web.days.index(web.at),
        "vertices": [_vertex(web, one) for one in web.vertices.values()],
        "ties": [
            [*_tie(tie, places, numbers), days]
            for tie, days in zip(web.ties, _days_of(web), strict=True)
        ],
        "claims": [_claim(web, claim, sources, texts) for claim in claims.values()],
        "sources": [_source(web.cited[key]) for key in sources],
        "texts": list(texts),
        "scale": [list(step) for step in SCALE],
    }


def _days_of(web: Web) -> list[int]:
    """Give for each tie the days on which it is likely enough, the first as the lowest bit."""
    found = [0] * len(web.ties)
    for day, here in enumerate(web.when):
        for place in here:
            found[place] |= 1 << day
    return found


def _key(tie: Tie) -> tuple[object, ...]:
    claims = tuple((claim.claim_id, claim.certain) for claim in tie.claims)
    holdings = tuple(claim.claim_id for claim in tie.holdings)
    return tie.source, tie.target, claims, holdings, tie.certain, round(tie.likelihood, 6)


def _mentioned(tie: Tie) -> Iterable[str]:
    for claim in (*tie.claims, *tie.holdings):
        yield from claim.sources
        yield from others(claim)


def _vertex(web: Web, one: Vertex) -> list[object]:
    across, down = web.places[one.id]
    rank, measure = web.ranks.get(one.id, (0, 0.0))
    return [one.name, one.label, round(across, 4), round(down, 4), rank, round(measure, 4)]


def _tie(tie: Tie, places: Mapping[str, int], numbers: Mapping[str, int]) -> list[object]:
    return [
        places[tie.source],
        places[tie.target],
        [numbers[claim.claim_id] for claim in tie.claims],
        [numbers[claim.claim_id] for claim in tie.holdings],
        round(tie.likelihood, 3),
        int(tie.certain),
        int(tie.disputed),
        int(tie.mutual),
        sorted({claim.type for claim in tie.claims}),
        confidence_in(tie.claims, disputed=tie.disputed),
    ]


def _claim(
    web: Web, claim: Claim, sources: Mapping[str, int], texts: dict[str, int]
) -> list[object]:
    witness = witness_of(claim, web.cited, web.names)
    more = [details([claim], web.names), when([claim])]
    told = (
        claim.start_name,
        phrase(claim),
        claim.end_name,
        "; ".join(part for part in more if part),
        claim.stance,
        witness.speaker,
        witness.grade,
        witness.note or "",
    )
    return [
        *(texts.setdefault(text, len(texts)) for text in told),
        round(claim.confidence, 3),
        [sources[key] for key in claim.sources if key in sources],
    ]


def _source(one: Citation) -> list[object]:
    return [
        f"{one.title}. {one.publisher}, {one.published or 'undated'}",
        linkable(one.address),
    ]
