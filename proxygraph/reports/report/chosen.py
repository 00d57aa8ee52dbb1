"""What the report picks by itself where its reader names nothing: a sponsor, a succession."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics.claims.history import read_deaths, read_holdings
from analytics.claims.likelihood import likely
from analytics.claims.reading import AFFIRMS, claims_at
from analytics.claims.sponsored import SPONSORS
from analytics.network.monte_carlo import DrawPlan
from analytics.scope import Question
from analytics.succession.answer import succession
from analytics.succession.backtest import Case, known_cases
from analytics.succession.request import Request
from analytics.succession.result import Succession
from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from graphdb.validtime import Span

MOST_TRIED = 5
"""Successions that are tried before the section says why none could be worked out."""


@dataclass(frozen=True)
class Passing:
    """A succession to be worked out: who leaves, who follows, in which posts and when."""

    predecessor: str
    successor: str
    positions: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True)
class Chosen:
    """How a succession is asked for: draws, datasets and who leaves with the predecessor.

    Parameters
    ----------
    actors
        Ids of all in the network of the day, the most central first.
    removed
        Ids of those who leave too; ``None`` for those who died on the same day.
    """

    actors: Sequence[str]
    datasets: tuple[str, ...]
    removed: tuple[str, ...] | None
    draws: int


def sponsor_of(graph: Graph, question: Question) -> str | None:
    """Find the state that sponsors most groups on the day; of equal ones the lesser id."""
    pairs = {
        (claim.start, claim.end)
        for claim in likely(claims_at(graph, question), question.min_likelihood)
        if claim.type == SPONSORS and claim.stance == AFFIRMS and claim.start_label == "State"
    }
    count = Counter(start for start, _ in pairs)
    return min(count, key=lambda key: (-count[key], key), default=None)


def passings(
    graph: Graph, actors: Sequence[str], datasets: tuple[str, ...], after: date, until: date
) -> tuple[Passing, ...]:
    """List who is followed in a post between two days, the most central predecessors first.

    Posts that pass between the same two on the same day are one succession.
    """
    groups: dict[tuple[str, str, date], list[Case]] = {}
    for case in known_cases(read_holdings(graph, datasets)):
        if after < case.day <= until:
            key = (case.predecessor, case.successor, case.day)
            groups.setdefault(key, []).append(case)
    place = {actor: number for number, actor in enumerate(actors)}
    found = [
        Passing(before, then, tuple(case.position for case in cases), day)
        for (before, then, day), cases in groups.items()
        if before in place
    ]
    found.sort(key=lambda one: (place[one.predecessor], one.day, one.successor, one.positions))
    return tuple(found)


def work_out(
    graph: Graph, wanted: Sequence[Passing], how: Chosen
) -> tuple[Succession, Succession] | None:
    """Work out the first of some successions that the graph allows: as seen, and as projected.

    Raises
    ------
    InputRefusedError
        None of them can be worked out; the message is that of the first.
    """
    deaths = read_deaths(graph)
    refused: InputRefusedError | None = None
    for one in wanted[:MOST_TRIED]:
        for passing in _ways(one):
            try:
                return _both(graph, passing, how, deaths)
            except InputRefusedError as error:
                refused = refused or error
    if refused:
        raise refused
    return None


def _ways(one: Passing) -> Iterator[Passing]:
    """First leave the post and the day to the claims, as the verb does; then name them."""
    yield Passing(one.predecessor, one.successor)
    if one.positions:
        yield one


def _both(
    graph: Graph, one: Passing, how: Chosen, deaths: Mapping[str, Span]
) -> tuple[Succession, Succession]:
    pair = (one.predecessor, one.successor)
    removed = how.removed
    if removed is None:
        removed = _died_together(pair, how.actors, deaths)
    plan = DrawPlan(how.draws) if how.draws else None
    request = Request(
        *pair,
        positions=one.positions,
        at=one.day,
        removed=removed,
        datasets=how.datasets,
        plan=plan,
    )
    observed = succession(graph, replace(request, mode="observed", plan=None))
    return observed, succession(graph, request)


def _died_together(
    pair: tuple[str, str], actors: Collection[str], deaths: Mapping[str, Span]
) -> tuple[str, ...]:
    died = deaths.get(pair[0])
    if died is None or died.earliest != died.latest:
        return ()
    return tuple(sorted(key for key in set(actors) - set(pair) if deaths.get(key) == died))
