"""Who is most central: degree, betweenness and PageRank of the network of a question.

Ties are undirected for all three measures, and each pair of vertices has one tie, however many
claims are behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from analytics.engines import EngineName, chosen_engine
from analytics.engines.scale import betweenness_share
from analytics.network import Network, Question, Tie, person_network
from graphdb.connection import Graph

if TYPE_CHECKING:
    import pandas as pd

DAMPING = 0.85
TOLERANCE = 1e-12

Measure = Literal["betweenness", "degree", "pagerank"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
_DIGITS = 10
"""Decimals to which scores are compared when ranking: engines differ in the last bits."""


@dataclass(frozen=True)
class Row:
    """One actor's place.

    ``degree`` counts ties, ``ties_certain`` of them surely hold on the day and ``ties_possible``
    only possibly do; ``betweenness`` is normalised to 0..1; ``pagerank`` sums to 1 over all;
    ``sources`` counts the publications behind the ties, the newest of them ``newest_evidence``.
    """

    rank: int
    id: str
    name: str
    label: str
    degree: int
    betweenness: float
    pagerank: float
    ties_certain: int
    ties_possible: int
    sources: int
    newest_evidence: date | None


@dataclass(frozen=True)
class Centrality:
    """The answer: every vertex in rank order, which is by ``by``, then by name, then by id."""

    question: Question
    engine: EngineName
    by: Measure
    ties: int
    rows: tuple[Row, ...]

    def to_frame(self) -> pd.DataFrame:
        """Give the rows as a table, one line a vertex."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for row in self.rows], columns=list(Row.__annotations__))

    def document(self, limit: int | None = None) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document; ``limit`` cuts the rows."""
        return {
            "question": self.question.document(),
            "engine": self.engine,
            "ranked_by": self.by,
            "vertices": len(self.rows),
            "ties": self.ties,
            "conventions": {
                "ties": "undirected, one a pair of vertices",
                "betweenness": "Freeman 1977, normalised: 2C/((n-1)(n-2))",
                "pagerank": f"Page et al. 1999, damping {DAMPING}, sums to 1",
            },
            "rows": [_plain(row) for row in self.rows[:limit]],
        }


@dataclass(frozen=True)
class _Scores:
    degree: Mapping[str, int]
    betweenness: Mapping[str, float]
    pagerank: Mapping[str, float]


def centrality(
    graph: Graph,
    question: Question,
    engine: EngineName | None = None,
    by: Measure = "betweenness",
) -> Centrality:
    """Rank the vertices of a question's network by how central they are.

    Parameters
    ----------
    engine
        ``gds``, ``local``, or ``None``: ``gds`` where the server has it. The answers are equal.
    by
        The measure that ranks.

    Raises
    ------
    EngineMissingError
        ``gds`` was asked for and the server lacks it.
    GraphMovedError
        A load was under way all the time.

    Notes
    -----
    Degree: ties of a vertex. Betweenness: Freeman (1977), 2C/((n−1)(n−2)), 0 below three
    vertices. PageRank: Page et al. (1999), damping .85, both directions of every tie; a vertex
    without ties keeps its share of the random jumps. An empty network gives no rows.

    Examples
    --------
    >>> answer = centrality(graph, Question(date(2020, 1, 2)))  # doctest: +SKIP
    >>> answer.rows[0].name  # doctest: +SKIP
    'Qasem Soleimani'
    """
    chosen = chosen_engine(graph, engine)
    network, scores = graph.consistent(lambda opened: _computed(opened, question, chosen))
    return Centrality(
        question=question,
        engine=chosen,
        by=by,
        ties=len(network.ties),
        rows=_rows(network, scores, by),
    )


def _computed(graph: Graph, question: Question, engine: EngineName) -> tuple[Network, _Scores]:
    network = person_network(graph, question)
    if not network.vertices:
        return network, _Scores({}, {}, {})
    scores = _by_gds(graph, network) if engine == "gds" else _locally(network)
    return network, scores


def _by_gds(graph: Graph, network: Network) -> _Scores:
    from analytics.engines import gds

    with gds.projected(graph, tuple(network.vertices), _pairs(network)) as projection:
        return _Scores(
            gds.degree(graph, projection),
            gds.betweenness(graph, projection),
            gds.pagerank(graph, projection, DAMPING, TOLERANCE),
        )


def _locally(network: Network) -> _Scores:
    from analytics.engines.local import LocalGraph

    local = LocalGraph(tuple(network.vertices), _pairs(network))
    return _Scores(local.degree(), local.betweenness(), local.pagerank(DAMPING, TOLERANCE))


def _pairs(network: Network) -> list[tuple[str, str]]:
    return [(tie.source, tie.target) for tie in network.ties]


def _rows(network: Network, scores: _Scores, by: Measure) -> tuple[Row, ...]:
    ties: dict[str, list[Tie]] = defaultdict(list)
    for tie in network.ties:
        ties[tie.source].append(tie)
        ties[tie.target].append(tie)
    unranked = [_row(network, scores, key, ties[key]) for key in network.vertices]
    unranked.sort(key=lambda row: (-round(getattr(row, by), _DIGITS), row.name, row.id))
    return tuple(Row(**{**asdict(row), "rank": rank}) for rank, row in enumerate(unranked, start=1))


def _row(network: Network, scores: _Scores, key: str, ties: list[Tie]) -> Row:
    vertex = network.vertices[key]
    evidence = [claim for tie in ties for claim in (*tie.claims, *tie.holdings)]
    certain = sum(tie.certain for tie in ties)
    return Row(
        rank=0,
        id=key,
        name=vertex.name,
        label=vertex.label,
        degree=scores.degree[key],
        betweenness=betweenness_share(scores.betweenness[key], len(network.vertices)),
        pagerank=scores.pagerank[key],
        ties_certain=certain,
        ties_possible=len(ties) - certain,
        sources=len({source for claim in evidence for source in claim.sources}),
        newest_evidence=max((claim.reported_on for claim in evidence), default=None),
    )


def _plain(row: Row) -> dict[str, object]:
    newest = row.newest_evidence
    return {**asdict(row), "newest_evidence": newest.isoformat() if newest else None}
