"""What doubt about claims does to a ranking, and which claim or source its top hangs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.claims import AFFIRMS, DENIES, Claim
from analytics.measures.mesh import Bools, Floats, Whole
from analytics.network import POSITION, Network
from analytics.succession.rates import DrawPlan
from analytics.succession.sampling import drawn_claims
from analytics.ties import Holder, Tie

TOP = 3
_DIGITS = 10

Score = Callable[[Bools], Floats]
"""Scores of all vertices, by which ties exist; higher is better."""


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
        ``claim`` or ``source``.
    id
        Of the claim or source.
    claims
        The claims that fall with it: their ids.
    statement
        The claim in words, or how many claims rest on the source alone.
    confidence
        In the claim, or the most in any claim that rests on the source alone: 0..1.
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


def intervals(network: Network, plan: DrawPlan, score: Score) -> tuple[Interval, ...]:
    """Draw which claims hold and rank anew in every draw; one interval a vertex, in their order.

    One number an origin decides against its reliability, so that what rests on one origin stands
    or falls together. A tie exists where a claim that affirms it holds, with the holding of the
    posts that it names, and none that denies it does. Who holds a post is not drawn, only
    whether they do.
    """
    random = np.random.default_rng(plan.seed)
    truth = drawn_claims(_claims(network), plan, random)
    present = _present(network, truth, plan.draws, denials=True)
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


def pivots(network: Network, score: Score) -> tuple[Pivot, ...]:
    """Find each claim and source that changes the first three, the most telling first.

    Those come first that bring somebody else into the first three, then claims before sources,
    then the least credible.
    """
    claims = _claims(network)
    doubts = [*_single_claims(claims), *_single_sources(claims)]
    truth = {claim.claim_id: np.ones(len(doubts) + 1, dtype=np.bool_) for claim in claims}
    for column, (_, _, gone) in enumerate(doubts):
        for claim in gone:
            truth[claim.claim_id][column] = False
    present = _present(network, truth, len(doubts) + 1, denials=False)
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
    one = f"{first.start_name} {first.type} {first.end_name}"
    count = len(gone)
    return Pivot(
        kind=kind,
        id=key,
        claims=tuple(claim.claim_id for claim in gone),
        statement=one if kind == "claim" else f"{count} claim{'s' if count > 1 else ''}, as {one}",
        confidence=max(claim.confidence for claim in gone),
        sources=first.sources if kind == "claim" else (key,),
        before=before,
        after=after,
    )


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


def _claims(network: Network) -> list[Claim]:
    found = {c.claim_id: c for tie in network.ties for c in (*tie.claims, *tie.holdings)}
    return [found[key] for key in sorted(found)]


def _present(network: Network, truth: Mapping[str, Bools], draws: int, *, denials: bool) -> Bools:
    """Tell in which draws each tie exists: shape (ties, draws)."""
    present = np.zeros((len(network.ties), draws), dtype=np.bool_)
    for row, tie in enumerate(network.ties):
        denied = np.zeros(draws, dtype=np.bool_)
        for claim, behind in _links(tie, network):
            here = truth[claim.claim_id].copy()
            for holder in behind:
                here &= _held(holder, truth, denials=denials)
            if claim.stance == AFFIRMS:
                present[row] |= here
            else:
                denied |= here
        if denials:
            present[row] &= ~denied
    return present


def _held(holder: Holder, truth: Mapping[str, Bools], *, denials: bool) -> Bools:
    said = {AFFIRMS: [], DENIES: []}  # type: dict[str, list[Bools]]
    for claim in holder.claims:
        if claim.stance in said:
            said[claim.stance].append(truth[claim.claim_id])
    held: Bools = np.logical_or.reduce(said[AFFIRMS])
    return held & ~np.logical_or.reduce(said[DENIES]) if denials and said[DENIES] else held


def _links(tie: Tie, network: Network) -> Iterator[tuple[Claim, tuple[Holder, ...]]]:
    """Give the claims of a tie, each with the holders by whom persons stand for its posts."""
    for claim in tie.claims:
        if claim.stance not in (AFFIRMS, DENIES):
            continue
        if network.question.keep_positions:
            yield claim, ()
            continue
        starts = _stand_ins(claim.start, claim.start_label, network)
        ends = _stand_ins(claim.end, claim.end_label, network)
        for start, first in starts:
            for end, second in ends:
                if {start, end} == {tie.source, tie.target}:
                    yield claim, (*first, *second)


def _stand_ins(vertex: str, label: str, network: Network) -> list[tuple[str, tuple[Holder, ...]]]:
    if label != POSITION:
        return [(vertex, ())]
    return [(holder.person, (holder,)) for holder in network.holders.get(vertex, ())]


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
