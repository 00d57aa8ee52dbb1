"""How well the ranking of likely successors would have done on successions that are known.

For every post with several holders in a row, only what had been reported before the vacancy
counts. Whoever is outside a pool scores 0. Equal scores share their places: the chance of each
order is the same, and the figures are expectations over them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analytics.claims.history import PROXY_KINDS, read_deaths, read_kinds, read_roster
from analytics.claims.reading import AFFIRMS, HOLDS, Claim, day_of
from analytics.succession.appointment import Vacancy, likely, narrow_pool, wide_pool
from analytics.succession.bonds import begun
from analytics.succession.roster import Roster, roster_of
from graphdb.arguments import settled
from graphdb.connection import Graph
from graphdb.validtime import NEVER, Span, shifted

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTIVE = 20
"""Below this many cases with the successor in the pool results describe, and carry no further."""

POOLS = ("narrow", "wide")
RANKINGS = ("likely", "random", "degree", "seniority", "deputy first")
_RESAMPLES = 2000


@dataclass(frozen=True)
class Case:
    """One known succession: who left which post when, and who followed."""

    position: str
    predecessor: str
    successor: str
    day: date


@dataclass(frozen=True)
class Outcome:
    """One case, one pool, one ranking.

    ``rank`` is the mean place of the true successor among equals, ``None`` outside the pool;
    ``reciprocal`` the expected 1/rank, 0 outside it; ``hits`` the chance of the first 1, 3, 5.
    """

    case: Case
    pool: str
    ranking: str
    size: int
    rank: float | None
    reciprocal: float
    hits: tuple[float, float, float]


@dataclass(frozen=True)
class Score:
    """All cases of one pool and ranking: means, and 95% bootstrap intervals over cases."""

    pool: str
    ranking: str
    cases: int
    coverage: float
    mrr: float
    mrr_low: float
    mrr_high: float
    hits_1: float
    hits_3: float
    hits_5: float
    mrr_if_covered: float | None


@dataclass(frozen=True)
class Dropped:
    """Two holders of a post who are no case: both are first on record on the same day."""

    position: str
    holders: tuple[str, str]
    day: date


@dataclass(frozen=True)
class Backtest:
    """The outcomes and their sums.

    ``descriptive`` where the true successor was in the wide pool in fewer than 20 cases.
    ``dropped`` are the pairs of holders in a row of which nothing says who came first.
    """

    outcomes: tuple[Outcome, ...]
    scores: tuple[Score, ...]
    cases: int
    descriptive: bool
    dropped: tuple[Dropped, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Give the scores, one pool and ranking a row."""
        import pandas as pd

        return pd.DataFrame([asdict(score) for score in self.scores])

    def document(self) -> dict[str, object]:
        """Give all of it as plain values, for one JSON document."""
        return asdict(self)


@settled(names=["datasets"])
def backtest(graph: Graph, datasets: tuple[str, ...] = (), seed: int = 0) -> Backtest:
    """Rank the successors of every known succession by what was known before it."""
    return graph.consistent(partial(_read, datasets=datasets, seed=seed))


def _read(graph: Graph, datasets: tuple[str, ...], seed: int) -> Backtest:
    kinds = read_kinds(graph)
    proxies = frozenset(unit for unit, kind in kinds.items() if kind in PROXY_KINDS)
    return backtest_of(read_roster(graph, datasets), read_deaths(graph), proxies, seed)


def backtest_of(
    claims: tuple[Claim, ...],
    deaths: Mapping[str, Span],
    proxies: frozenset[str] = frozenset(),
    seed: int = 0,
) -> Backtest:
    """Run the backtest on claims that were read already: a pure function."""
    cases = known_cases(claims)
    outcomes = tuple(
        outcome for case in cases for outcome in _outcomes(case, claims, deaths, proxies)
    )
    scores = tuple(
        _score(pool, ranking, [o for o in outcomes if (o.pool, o.ranking) == (pool, ranking)], seed)
        for pool in POOLS
        for ranking in RANKINGS
        if cases
    )
    covered = sum(o.rank is not None for o in outcomes if (o.pool, o.ranking) == ("wide", "random"))
    dropped = dropped_pairs(claims)
    return Backtest(outcomes, scores, len(cases), covered < DESCRIPTIVE, dropped)


def known_cases(claims: Iterable[Claim]) -> tuple[Case, ...]:
    """List every pair of holders in a row, the day being the first of the follower.

    A stated end of the one before that is earlier goes before it: from then the post was vacant.
    Of several ends the most precise one counts, so that "January" does not move "3 January".
    """
    found = []
    for post, earlier, later in _in_a_row(claims):
        if earlier.first < later.first:
            end = _end(earlier.claims, earlier.first)
            day = later.first if end is None else min(later.first, end)
            found.append(Case(post, earlier.person, later.person, day))
    return tuple(found)


def dropped_pairs(claims: Iterable[Claim]) -> tuple[Dropped, ...]:
    """List the pairs in a row that begin on the same day, as one month is of two beginnings."""
    return tuple(
        Dropped(post, (one.person, other.person), one.first)
        for post, one, other in _in_a_row(claims)
        if one.first == other.first
    )


@dataclass(frozen=True)
class _Holder:
    first: date
    person: str
    claims: tuple[Claim, ...]


def _in_a_row(claims: Iterable[Claim]) -> Iterator[tuple[str, _Holder, _Holder]]:
    held: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.type == HOLDS and claim.stance == AFFIRMS:
            held[claim.end][claim.start].append(claim)
    for post, holders in sorted(held.items()):
        everyone = [
            _Holder(min(map(begun, own)), person, tuple(own)) for person, own in holders.items()
        ]
        everyone.sort(key=lambda one: (one.first, one.person))
        for earlier, later in pairwise(everyone):
            yield post, earlier, later


def _end(claims: Iterable[Claim], after: date) -> date | None:
    """Choose the most precise end that is stated, of equally precise ones the first."""
    spans = [
        (day_of(claim, "certain_until"), day_of(claim, "possible_until"))
        for claim in claims
        if _has_end(claim)
    ]
    later = [span for span in spans if span[0] > after]
    return min(later, key=lambda span: (span[1] - span[0], span[0]))[0] if later else None


def _has_end(claim: Claim) -> bool:
    return day_of(claim, "possible_until") != NEVER


def _outcomes(
    case: Case, claims: tuple[Claim, ...], deaths: Mapping[str, Span], proxies: frozenset[str]
) -> list[Outcome]:
    roster = roster_of(claims, deaths, case.day, shifted(case.day, -1))
    vacancy = Vacancy(case.position, units_of_post(claims, case.position), case.predecessor)
    found = []
    for name, pool in (
        ("narrow", narrow_pool(roster, vacancy)),
        ("wide", wide_pool(roster, vacancy)),
    ):
        for ranking, score in _rankings(roster, vacancy, pool, proxies).items():
            scores = {person: score(person) for person in sorted(pool)}
            found.append(_outcome(case, name, ranking, scores))
    return found


def units_of_post(claims: Iterable[Claim], position: str) -> frozenset[str]:
    """List a post's organizations: what the post is does not depend on when it was reported."""
    return frozenset(
        claim.end
        for claim in claims
        if claim.start == position and claim.type in ("POST_IN", "COMMANDS")
    )


def _rankings(
    roster: Roster, vacancy: Vacancy, pool: frozenset[str], proxies: frozenset[str]
) -> dict[str, Callable[[str], float]]:
    scores = {one.id: one for one in likely(roster, vacancy, pool, proxies)}
    return {
        "likely": lambda person: scores[person].score,
        "random": lambda _: 0.0,
        "degree": lambda person: float(len(roster.around.get(person, ()))),
        "seniority": lambda person: -float(roster.first.get(person, NEVER).toordinal()),
        "deputy first": lambda person: scores[person].parts["deputy"],
    }


def _outcome(case: Case, pool: str, ranking: str, scores: Mapping[str, float]) -> Outcome:
    if case.successor not in scores:
        return Outcome(case, pool, ranking, len(scores), None, 0.0, (0.0, 0.0, 0.0))
    own = scores[case.successor]
    better = sum(score > own + 1e-12 for score in scores.values())
    equal = sum(abs(score - own) <= 1e-12 for score in scores.values())
    places = range(better + 1, better + equal + 1)
    one, three, five = (sum(place <= k for place in places) / equal for k in (1, 3, 5))
    return Outcome(
        case=case,
        pool=pool,
        ranking=ranking,
        size=len(scores),
        rank=better + (equal + 1) / 2,
        reciprocal=sum(1 / place for place in places) / equal,
        hits=(one, three, five),
    )


def _score(pool: str, ranking: str, outcomes: list[Outcome], seed: int) -> Score:
    values = np.array([outcome.reciprocal for outcome in outcomes])
    random = np.random.default_rng(seed)
    picked = random.integers(0, len(values), (_RESAMPLES, len(values)))
    low, high = (float(v) for v in np.percentile(values[picked].mean(axis=1), [2.5, 97.5]))
    covered = [outcome.reciprocal for outcome in outcomes if outcome.rank is not None]
    hits = np.array([outcome.hits for outcome in outcomes]).mean(axis=0)
    return Score(
        pool=pool,
        ranking=ranking,
        cases=len(outcomes),
        coverage=len(covered) / len(outcomes),
        mrr=float(values.mean()),
        mrr_low=low,
        mrr_high=high,
        hits_1=float(hits[0]),
        hits_3=float(hits[1]),
        hits_5=float(hits[2]),
        mrr_if_covered=float(np.mean(covered)) if covered else None,
    )
