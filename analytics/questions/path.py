"""How one actor reaches another: the strongest and the shortest way, step by step."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from analytics.claims.cited import Reading, Said, read
from analytics.claims.history import single_holder_posts
from analytics.claims.nesting import descendants
from analytics.claims.phrases import details, sentence, when
from analytics.claims.reading import HOLDS, Claim
from analytics.network.contraction import BOTH_WAYS, UPWARD
from analytics.network.equal_routes import equal_routes
from analytics.network.holders import dead_at
from analytics.network.person_network import Network, network_of
from analytics.network.ties import Tie
from analytics.questions.lines import Line, columns
from analytics.questions.silence import remarks, silence
from analytics.scope import AsOf, Question
from graphdb.connection import Graph, Row

if TYPE_CHECKING:
    import pandas as pd

By = Literal["command", "support", "ties"]
WAYS: tuple[By, ...] = get_args(By)

RELATIONS: Mapping[By, tuple[str, ...]] = MappingProxyType(
    {
        "command": ("COMMANDS", "DIRECTS", "REPORTS_TO", "HANDLES", "SUBORDINATE_TO"),
        "support": ("SPONSORS",),
        "ties": ("TIED_TO", "ALLIED_WITH", "HAS_RELATIONS_WITH"),
    }
)
"""Which claims each way is made of; ``HOLDS`` joins persons to their posts in all of them."""

_EITHER_WAY = frozenset({HOLDS, *BOTH_WAYS})
"""Claims that a way may pass from either end."""

Neighbours = Mapping[str, Mapping[str, Tie]]


@dataclass(frozen=True)
class Route:
    """One way from the first actor to the second.

    ``likelihood`` (0 to 1) is that all its steps hold, taken as independent; ``only_through``
    are the persons without whom no way is left. ``equals`` is how many routes, itself among them,
    are as good; the first by id is given.
    """

    kind: str
    names: tuple[str, ...]
    ids: tuple[str, ...]
    steps: tuple[Line, ...]
    likelihood: float
    equals: int = 1

    @property
    def hops(self) -> int:
        """Number of steps."""
        return len(self.steps)


@dataclass(frozen=True)
class PathAnswer:
    """The strongest and the shortest route, and who stands in every one.

    ``only_through`` names the persons and groups without whom the first would not reach the
    second at all; ``reversed`` says that only the second reaches the first.
    """

    asked: AsOf
    start: str
    end: str
    title: str
    by: tuple[By, ...]
    routes: tuple[Route, ...]
    only_through: tuple[str, ...]
    reversed: bool = False
    remarks: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Give one line a step of each route."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"route": route.kind, "step": place, **step.cells(), **columns(step.evidence)}
                for route in self.routes
                for place, step in enumerate(route.steps, start=1)
            ]
        )

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": self.asked.document(),
            "start": self.start,
            "end": self.end,
            "by": list(self.by),
            "reversed": self.reversed,
            "only_through": list(self.only_through),
            "remarks": list(self.remarks),
            "routes": [
                {
                    "kind": route.kind,
                    "hops": route.hops,
                    "likelihood": round(route.likelihood, 4),
                    "probability": round(route.likelihood, 4),
                    "equals": route.equals,
                    "ids": list(route.ids),
                    "steps": [step.document() for step in route.steps],
                }
                for route in self.routes
            ],
        }


def path(graph: Graph, start: str, end: str, asked: AsOf, by: Sequence[By] = WAYS) -> PathAnswer:
    """Find how one actor reaches another on a day.

    Posts are replaced by their holders; command and support run down only, other ties both ways.

    Parameters
    ----------
    start, end
        Ids of actors.
    asked
        The day (today, if none) and the other limits.
    by
        What steps may be made of: command, support, ties.

    Notes
    -----
    The strongest route has the greatest product of the likelihoods of its ties, the shortest
    the fewest steps, and of those the strongest; equals are told apart by id. Where the first does
    not reach the second, routes the other way are given.

    Examples
    --------
    >>> answer = path(graph, "person/ali-khamenei", "organization/hezbollah",
    ...               AsOf(date(2020, 1, 2)))  # doctest: +SKIP
    >>> [route.kind for route in answer.routes]  # doctest: +SKIP
    ['strongest', 'shortest']
    """
    dated = asked.dated()
    return graph.consistent(lambda opened: _path(opened, start, end, dated, tuple(by)))


def _path(graph: Graph, start: str, end: str, asked: AsOf, by: tuple[By, ...]) -> PathAnswer:
    kinds = tuple(kind for way in by for kind in RELATIONS[way])
    types = sorted({*kinds, HOLDS})
    pairs = graph.read("analytics/everyday/path_pairs", types=types, **asked.parameters())
    ids = sorted(worth_reading(pairs, start, end))
    found = read(graph, "analytics/everyday/path_claims", asked, types=types, ids=ids)
    question = asked.network(kinds)
    network = _network(graph, found, question)
    forth = _around(network)
    backwards = not _best(forth, start, end, strongest=False)
    first, last = (end, start) if backwards else (start, end)
    ways = _routes(forth, first, last)
    rows = graph.read("analytics/everyday/cited", ids=[start, end])
    names = {row["id"]: row["name"] for row in rows}
    return PathAnswer(
        asked=asked,
        start=start,
        end=end,
        title=f"How {names[start]} reaches {names[end]}",
        by=by,
        routes=tuple(
            replace(
                _route(kind, ids, network, found),
                equals=equal_routes(forth, first, last, strongest="strongest" in kind),
            )
            for kind, ids in ways.items()
        ),
        only_through=tuple(network.vertices[key].name for key in _cuts(forth, first, last, ways)),
        reversed=backwards and bool(ways),
        remarks=_remarks(graph, asked, (start, end), network, found=bool(ways)),
    )


def worth_reading(pairs: Iterable[Row], start: str, end: str) -> frozenset[str]:
    """Find what may stand on a way between two actors, either way round, and what is beside them.

    Claims among all others, which may be most of the graph, need not be read.

    Parameters
    ----------
    pairs
        Rows of a ``type`` of claims and of the ``pairs`` of ids that these join.

    Examples
    --------
    >>> rows = [{"type": "SPONSORS", "pairs": [("a", "b"), ("b", "c"), ("a", "d"), ("e", "f")]}]
    >>> sorted(worth_reading(rows, "a", "c"))
    ['a', 'b', 'c', 'd']
    """
    down: dict[str, set[str]] = defaultdict(set)
    for row in pairs:
        for one, other in row["pairs"]:
            if row["type"] not in UPWARD:
                down[one].add(other)
            if row["type"] in UPWARD | _EITHER_WAY:
                down[other].add(one)
    up: dict[str, set[str]] = defaultdict(set)
    for one, others in down.items():
        for other in others:
            up[other].add(one)
    on_the_way = descendants(start, down) & descendants(end, up)
    on_the_way |= descendants(end, down) & descendants(start, up)
    beside = (around for key in (start, end) for around in (down[key], up[key]))
    return frozenset({start, end}.union(on_the_way, *beside))


def _network(graph: Graph, found: Reading, question: Question) -> Network:
    claims = [one.claim for one in found.said]
    return network_of(claims, question, single_holder_posts(graph), dead_at(graph, question))


def _remarks(
    graph: Graph, asked: AsOf, ends: tuple[str, str], network: Network, *, found: bool
) -> tuple[str, ...]:
    if found:
        return remarks(graph, asked, ends[0], found=True)
    missing = [end for end in ends if end not in network.vertices]
    told = [words for end in missing for words in silence(graph, asked, end)]
    return ("No way leads from one to the other by these relations on that day.", *told)


def _around(network: Network) -> Neighbours:
    around: dict[str, dict[str, Tie]] = defaultdict(dict)
    for tie in network.ties:
        around[tie.source][tie.target] = tie
        if tie.mutual:
            around[tie.target][tie.source] = tie
    return around


def _routes(around: Neighbours, start: str, end: str) -> dict[str, tuple[str, ...]]:
    strongest = _best(around, start, end, strongest=True)
    shortest = _best(around, start, end, strongest=False)
    if not strongest:
        return {}
    if strongest == shortest:
        return {"strongest and shortest": strongest}
    return {"strongest": strongest, "shortest": shortest}


def _best(
    around: Neighbours,
    start: str,
    end: str,
    *,
    strongest: bool,
    without: Collection[str] = (),
) -> tuple[str, ...]:
    """Search the best route: by likelihood, or by steps and then by likelihood."""
    heap: list[tuple[float, float, tuple[str, ...]]] = [(0.0, 0.0, (start,))]
    if strongest:
        heap = [(-1.0, 0.0, (start,))]
    done: set[str] = set(without)
    while heap:
        first, second, ids = heapq.heappop(heap)
        here = ids[-1]
        if here == end:
            return ids
        if here in done:
            continue
        done.add(here)
        for other, tie in around.get(here, {}).items():
            if other not in done and tie.likelihood > 0:
                heapq.heappush(heap, _longer(first, second, tie, (*ids, other), strongest))
    return ()


def _longer(
    first: float, second: float, tie: Tie, ids: tuple[str, ...], strongest: bool
) -> tuple[float, float, tuple[str, ...]]:
    """Rank a route that is a tie longer: ``strongest`` has −likelihood first, else steps."""
    if strongest:
        return first * tie.likelihood, second + 1, ids
    return first + 1, (second or -1.0) * tie.likelihood, ids


def _cuts(
    around: Neighbours, start: str, end: str, ways: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Find who stands in every route, in the order of the first."""
    inner = next(iter(ways.values()), ())[1:-1]
    return tuple(
        key for key in inner if not _best(around, start, end, strongest=False, without=(key,))
    )


def _route(kind: str, ids: tuple[str, ...], network: Network, found: Reading) -> Route:
    ties = {frozenset((tie.source, tie.target)): tie for tie in network.ties}
    steps = [ties[frozenset(pair)] for pair in pairwise(ids)]
    names = tuple(network.vertices[key].name for key in ids)
    said = {one.claim.claim_id: one for one in found.said}
    return Route(
        kind=kind,
        names=names,
        ids=ids,
        steps=tuple(
            _step(tie, pair, kind, found, said)
            for tie, pair in zip(steps, _pairs(ids, names), strict=True)
        ),
        likelihood=prod(tie.likelihood for tie in steps),
    )


def _pairs(ids: Sequence[str], names: Sequence[str]) -> list[tuple[str, str, str]]:
    return [(names[place], ids[place + 1], names[place + 1]) for place in range(len(ids) - 1)]


def _step(
    tie: Tie,
    pair: tuple[str, str, str],
    kind: str,
    found: Reading,
    said: Mapping[str, Said],
) -> Line:
    name, other_id, other = pair
    claims = [*tie.claims, *tie.holdings]
    told = "; ".join(dict.fromkeys(_words(claim, found) for claim in tie.claims))
    return Line(
        section=kind,
        relation=", ".join(dict.fromkeys(claim.type for claim in tie.claims)),
        id=other_id,
        name=other,
        text=f"{name} → {other}: {told}",
        details=details(tie.claims, found.names),
        when=when(tie.claims),
        evidence=found.evidence([said[claim.claim_id].claim for claim in claims]),
    )


def _words(claim: Claim, found: Reading) -> str:
    return sentence(claim)
