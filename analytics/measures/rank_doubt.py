"""What doubt about claims does to a ranking, and which claim or source its top hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.claims.phrases import sentence
from analytics.claims.reading import AFFIRMS, DENIES, HOLDS, Claim
from analytics.network.monte_carlo import DrawPlan, drawn_claims
from analytics.network.person_network import Network
from analytics.network.sparse import Bools, Floats, Whole
from analytics.network.ties import ContractedClaim, Holder, Tie

TOP = 3
_DIGITS = 10

Score = Callable[[Bools], Floats]
"""Scores of all vertices, by which strands exist; higher is better."""

FORTH, BACK, BOTH = "forth", "back", "both"


@dataclass(frozen=True)
class Strand:
    """What a score distinguishes in a tie: claims of one type that run one way, or all of them.

    Parameters
    ----------
    tie
        Row of the tie in the network.
    type
        Of the claims; empty where types and ways are not told apart.
    way
        ``forth`` from the tie's source to its target, ``back``, or ``both``.
    """

    tie: int
    type: str = ""
    way: str = BOTH


def strands(network: Network, *, detailed: bool) -> tuple[Strand, ...]:
    """List the strands of a network in the order of its ties.

    Parameters
    ----------
    detailed
        Tell types and ways apart, as a score needs that follows arcs or weighs ties; else there
        is one strand a tie.
    """
    if not detailed:
        return tuple(Strand(row) for row in range(len(network.ties)))
    found = {
        _strand(row, tie, link, detailed=True)
        for row, tie in enumerate(network.ties)
        for link in tie.links
        if link.claim.stance == AFFIRMS
    }
    return tuple(sorted(found, key=lambda one: (one.tie, one.type, one.way)))


def _strand(row: int, tie: Tie, link: ContractedClaim, *, detailed: bool) -> Strand:
    if not detailed:
        return Strand(row)
    kind = link.claim.type
    if link.mutual or kind == HOLDS:
        return Strand(row, kind, BOTH)
    return Strand(row, kind, FORTH if link.source == tie.source else BACK)


@dataclass(frozen=True)
class Interval:
    """Where one vertex lies in the middle 90 of 100 draws: its score and its rank."""

    low: float | None
    high: float | None
    best_rank: int
    worst_rank: int


@dataclass(frozen=True)
class Pivot:
    """A claim or source without which the first three of a ranking are others, or in other order.

    Parameters
    ----------
    kind
        ``claim``, ``source``, or ``origin``: several publications that have it in common.
    id
        Of the claim, source or origin.
    claims
        The claims that fall with it: their ids.
    statement
        The claim in words, or how many claims rest on the source or origin alone.
    confidence
        In the claim, or the most in any claim that rests on the source or origin alone: 0..1.
    sources
        Ids of the publications behind it.
    before, after
        Numbers of the first three vertices with and without it.
    """

    kind: str
    id: str
    claims: tuple[str, ...]
    statement: str
    confidence: float
    sources: tuple[str, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]


def intervals(
    network: Network, plan: DrawPlan, score: Score, rows: Sequence[Strand] = ()
) -> tuple[Interval, ...]:
    """Draw which claims hold and rank anew in every draw; one interval a vertex, in their order.

    One number an origin decides against its reliability, so that what rests on one origin stands
    or falls together. A tie exists where a claim that affirms it holds, with the holding of the
    posts that it names, and none that denies it does. Who holds a post is not drawn, only
    whether they do.

    Parameters
    ----------
    rows
        The strands of whose existence the score is a function; one a tie, if not given.
    """
    random = np.random.default_rng(plan.seed)
    truth = drawn_claims(_claims(network), plan, random)
    present = _present(network, truth, plan.draws, rows, denials=True)
    found, weight = _distinct(present, score)
    ranks = np.stack([_ranks(row) for row in found]) if len(found) else np.zeros((0, 0))
    draws = np.repeat(np.arange(len(found)), weight)
    return tuple(
        Interval(
            *_middle(found[draws, vertex]),
            int(np.percentile(ranks[draws, vertex], 5, method="lower")),
            int(np.percentile(ranks[draws, vertex], 95, method="higher")),
        )
        for vertex in range(len(network.vertices))
    )


def pivots(network: Network, score: Score, rows: Sequence[Strand] = ()) -> tuple[Pivot, ...]:
    """Find each claim and source that changes the first three, the most telling first.

    Those come first that bring somebody else into the first three, then claims before sources,
    then the least credible. Several publications of one origin are one source: they fall
    together.
    """
    claims = _claims(network)
    doubts = [*_single_claims(claims), *_single_sources(claims), *_single_origins(claims)]
    truth = {claim.claim_id: np.ones(len(doubts) + 1, dtype=np.bool_) for claim in claims}
    for column, (_, _, gone) in enumerate(doubts):
        for claim in gone:
            truth[claim.claim_id][column] = False
    present = _present(network, truth, len(doubts) + 1, rows, denials=False)
    columns, which = np.unique(present, axis=1, return_inverse=True)
    names = [vertex.name for vertex in network.vertices.values()]
    tops = [_top(score(columns[:, place]), names) for place in range(columns.shape[1])]
    order = which.ravel()
    before = tops[order[-1]]
    found = [
        _pivot(kind, key, gone, network, before, tops[order[column]])
        for column, (kind, key, gone) in enumerate(doubts)
        if tops[order[column]] != before
    ]
    return tuple(sorted(found, key=_telling))


def _telling(pivot: Pivot) -> tuple[bool, bool, float, str]:
    same = set(pivot.before) == set(pivot.after)
    return same, pivot.kind != "claim", pivot.confidence, pivot.id


def _pivot(
    kind: str,
    key: str,
    gone: Sequence[Claim],
    network: Network,
    before: tuple[int, ...],
    after: tuple[int, ...],
) -> Pivot:
    first = gone[0]
    one = sentence(first)
    count = len(gone)
    return Pivot(
        kind=kind,
        id=key,
        claims=tuple(claim.claim_id for claim in gone),
        statement=one if kind == "claim" else f"{count} claim{'s' if count > 1 else ''}, as {one}",
        confidence=max(claim.confidence for claim in gone),
        sources=(key,) if kind == "source" else _sources(gone),
        before=before,
        after=after,
    )


def _sources(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({source for claim in claims for source in claim.sources}))


def _single_claims(claims: Sequence[Claim]) -> Iterator[tuple[str, str, list[Claim]]]:
    for claim in claims:
        if claim.stance == AFFIRMS:
            yield "claim", claim.claim_id, [claim]


def _single_sources(claims: Sequence[Claim]) -> Iterator[tuple[str, str, list[Claim]]]:
    alone: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.stance == AFFIRMS and len(set(claim.sources)) == 1:
            alone.setdefault(claim.sources[0], []).append(claim)
    for source, found in sorted(alone.items()):
        yield "source", source, found


def _single_origins(claims: Sequence[Claim]) -> Iterator[tuple[str, str, list[Claim]]]:
    alone: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.stance == AFFIRMS and len(set(claim.origins)) == 1:
            alone.setdefault(claim.origins[0], []).append(claim)
    for origin, found in sorted(alone.items()):
        if len(_sources(found)) > 1:
            yield "origin", origin, found


def _claims(network: Network) -> list[Claim]:
    found = {c.claim_id: c for tie in network.ties for c in (*tie.claims, *tie.holdings)}
    return [found[key] for key in sorted(found)]


def _present(
    network: Network,
    truth: Mapping[str, Bools],
    draws: int,
    rows: Sequence[Strand] = (),
    *,
    denials: bool,
) -> Bools:
    """Tell in which draws each strand exists: shape (strands, draws)."""
    listed = rows or strands(network, detailed=False)
    places = {strand: place for place, strand in enumerate(listed)}
    detailed = any(strand.type for strand in listed)
    present = np.zeros((len(listed), draws), dtype=np.bool_)
    for row, tie in enumerate(network.ties):
        denied = np.zeros(draws, dtype=np.bool_)
        own = set()
        for link in _links(tie):
            here = truth[link.claim.claim_id].copy()
            for holder in link.holders:
                here &= _held(holder, truth, denials=denials)
            if link.claim.stance == AFFIRMS:
                place = places[_strand(row, tie, link, detailed=detailed)]
                present[place] |= here
                own.add(place)
            else:
                denied |= here
        if denials:
            present[sorted(own)] &= ~denied
    return present


def _held(holder: Holder, truth: Mapping[str, Bools], *, denials: bool) -> Bools:
    said = {AFFIRMS: [], DENIES: []}  # type: dict[str, list[Bools]]
    for claim in holder.claims:
        if claim.stance in said:
            said[claim.stance].append(truth[claim.claim_id])
    held: Bools = np.logical_or.reduce(said[AFFIRMS])
    return held & ~np.logical_or.reduce(said[DENIES]) if denials and said[DENIES] else held


def _links(tie: Tie) -> Iterator[ContractedClaim]:
    return (link for link in tie.links if link.claim.stance in (AFFIRMS, DENIES))


def _distinct(present: Bools, score: Score) -> tuple[Floats, Whole]:
    columns, count = np.unique(present, axis=1, return_counts=True)
    return np.array([score(columns[:, place]) for place in range(columns.shape[1])]), count


def _ranks(found: Floats) -> Whole:
    """Rank scores, the highest first; equals share the better rank."""
    rounded = np.round(np.nan_to_num(found, nan=-np.inf), _DIGITS)
    ordered = np.sort(-rounded)
    return np.searchsorted(ordered, -rounded, side="left") + 1


def _top(found: Floats, names: Sequence[str]) -> tuple[int, ...]:
    rounded = np.round(np.nan_to_num(found, nan=-np.inf), _DIGITS)
    order = sorted(range(len(names)), key=lambda v: (-rounded[v], names[v], v))
    return tuple(order[:TOP])


def _middle(values: Floats) -> tuple[float | None, float | None]:
    exists = values[np.isfinite(values)]
    if not len(exists):
        return None, None
    low, high = np.percentile(exists, [5, 95])
    return float(low), float(high)
