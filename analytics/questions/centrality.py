"""Who is most central: measures of the network of a question, ranked, with what they rest on.

Each pair of vertices has one tie, however many claims are behind it. Ties are undirected for all
measures but those that say down, up or brokerage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from analytics.claims.reading import AFFIRMS
from analytics.measures.brokerage import group_of
from analytics.measures.engines import EngineMissingError, EngineName, chosen_engine
from analytics.measures.hierarchy import global_reaching
from analytics.measures.partial import Partial
from analytics.measures.rank_doubt import (
    BACK,
    BOTH,
    FORTH,
    Interval,
    Pivot,
    Score,
    Strand,
    intervals,
    pivots,
    strands,
)
from analytics.measures.registry import measure
from analytics.measures.scoring import Measure, Scores, local_score
from analytics.measures.scoring import scores as scored
from analytics.measures.view import View
from analytics.network.monte_carlo import DrawPlan
from analytics.network.person_network import Network, person_network
from analytics.network.projection import COMMANDS, projection_of
from analytics.network.sparse import Bools, Floats
from analytics.network.ties import Tie
from analytics.network.weights import Weights
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import InputRefusedError

if TYPE_CHECKING:
    import pandas as pd


USUAL: tuple[Measure, ...] = ("degree", "betweenness", "pagerank")
"""What is computed where nothing else is asked for."""

_DIGITS = 10
"""Decimals to which scores are compared when ranking: engines differ in the last bits."""


@dataclass(frozen=True)
class Row:
    """One actor's place.

    ``scores`` has the measures that were asked for, ``None`` where one is not defined;
    ``relations`` counts the ties of which each type of claim is affirmed, and ``directions``
    those that run ``down`` from the actor, ``up``, or ``both`` ways; ``expected_ties`` is
    the sum of the likelihoods of the ties, of which ``ties_certain`` were seen or stated for the
    day and ``ties_possible`` were not (both go in the next minor version); ``sources`` counts the
    publications behind them, the newest of them ``newest_evidence``. ``tied`` counts the rows
    with the same score by the measure that ranks, this one among them. ``interval`` has the
    score's and the rank's middle 90 of 100 draws, where doubt was drawn.
    """

    rank: int
    id: str
    name: str
    label: str
    scores: Mapping[Measure, float | None]
    relations: Mapping[str, int]
    directions: Mapping[str, Mapping[str, int]]
    ties_certain: int
    ties_possible: int
    sources: int
    newest_evidence: date | None
    tied: int = 1
    interval: Interval | None = None
    expected_ties: float = 0.0

    @property
    def degree(self) -> int:
        """Number of ties."""
        return self.ties_certain + self.ties_possible

    @property
    def betweenness(self) -> float:
        """Betweenness, 0..1; 0 where it was not computed."""
        return self.scores.get("betweenness") or 0.0

    @property
    def pagerank(self) -> float:
        """PageRank; 0 where it was not computed."""
        return self.scores.get("pagerank") or 0.0

    def flat(self) -> dict[str, object]:
        """Give the row as one level of columns, the scores in the place of ``scores``."""
        said: dict[str, object] = {
            "rank": self.rank,
            "id": self.id,
            "name": self.name,
            "label": self.label,
            "tied": self.tied,
        }
        after = ("expected_ties", "ties_certain", "ties_possible", "sources", "newest_evidence")
        rest = {name: getattr(self, name) for name in after}
        drawn = {}
        if self.interval:
            drawn = {
                "low": self.interval.low,
                "high": self.interval.high,
                "best_rank": self.interval.best_rank,
                "worst_rank": self.interval.worst_rank,
            }
        for name, score in self.scores.items():
            said[name] = score
        by_direction = {name: dict(found) for name, found in self.directions.items()}
        counted = {"relations": dict(self.relations), "directions": by_direction}
        return {**said, **drawn, **rest, **counted}


@dataclass(frozen=True)
class Citation:
    """A publication that a claim is traced to."""

    id: str
    name: str
    publisher: str
    published: str | None
    address: str | None


@dataclass(frozen=True)
class Hinge:
    """The claim or source that, if it is wrong, changes the first three, and what it is.

    ``before`` and ``after`` are the names of the first three; ``others`` counts the claims and
    sources that would change them too.
    """

    kind: str
    id: str
    statement: str
    confidence: float
    citations: tuple[Citation, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class Centrality:
    """The answer: every vertex in rank order, which is by ``by``, then by name, then by id.

    ``error`` is the most by which any sampled betweenness is off, with a chance of 95%; ``None``
    where betweenness is exact. ``draws`` is 0 where doubt was not drawn, and ``hinge`` then
    ``None``; it is ``None`` too where no single claim or source changes the first three.
    ``global_reaching`` says how steep the hierarchy is, 0 to 1 (Mones et al. 2012), where
    ``reach-down`` was computed. ``weaker_ties`` counts those that are less likely than the
    question allows: only draws of doubt have them.
    """

    question: Question
    engine: EngineName
    by: Measure
    ties: int
    rows: tuple[Row, ...]
    measures: tuple[Measure, ...] = USUAL
    weights: Weights | None = None
    error: float | None = None
    notes: tuple[str, ...] = ()
    draws: int = 0
    hinge: Hinge | None = None
    global_reaching: float | None = None
    weaker_ties: int = 0

    def to_frame(self) -> pd.DataFrame:
        """Give the rows as a table, one line a vertex."""
        import pandas as pd

        columns = None if self.rows else ["rank", "id", "name", "label", "tied", *self.measures]
        return pd.DataFrame([row.flat() for row in self.rows], columns=columns)

    def document(self, limit: int | None = None) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document; ``limit`` cuts the rows."""
        return {
            "question": self.question.document(),
            "engine": self.engine,
            "ranked_by": self.by,
            "vertices": len(self.rows),
            "ties": self.ties,
            "weaker_ties": self.weaker_ties,
            "weights": self.weights.document() if self.weights else None,
            "betweenness_error": self.error,
            "global_reaching": self.global_reaching,
            "notes": list(self.notes),
            "conventions": {
                "ties": "one a pair of vertices, undirected unless a measure says otherwise",
                **{str(name): measure(name).meaning for name in self.measures},
            },
            "draws": self.draws,
            "changes_the_top_three": asdict(self.hinge) if self.hinge else None,
            "rows": [_plain(row) for row in self.rows[:limit]],
        }


def centrality(
    graph: Graph,
    question: Question,
    engine: EngineName | None = None,
    by: Measure = "betweenness",
    measures: Sequence[Measure] = USUAL,
    *,
    weights: Weights | None = None,
    steps: int = 2,
    plan: DrawPlan | None = None,
) -> Centrality:
    """Rank the vertices of a question's network by how central they are.

    Parameters
    ----------
    engine
        ``gds``, ``local``, or ``None``: ``gds`` where the server has it. The answers are equal;
        what Graph Data Science lacks is computed here with either.
    by
        The measure that ranks, highest first (for constraint lowest first); it is computed too.
    measures
        What to compute, by name; their definitions are those of
        :func:`analytics.measures.registry.measures`.
    weights
        Weights of relations; ``None``: every tie counts 1. Weighted ties are computed here.
    steps
        Within how many steps ``m-reach`` counts.
    plan
        Draw doubt about claims into the ranking; ``None``: don't.

    Raises
    ------
    UnknownNameError
        No measure has such a name.
    EngineMissingError
        ``gds`` was asked for and the server lacks it, or ties are weighted.
    GraphMovedError
        A load was under way all the time.
    InputRefusedError
        The network is too large for its doubt about that measure to be drawn.

    Notes
    -----
    Betweenness of networks on which it would take more than about a minute is estimated from
    sampled sources, and the answer states the error. An empty network gives no rows.

    Examples
    --------
    >>> answer = centrality(graph, Question(date(2020, 1, 2)))  # doctest: +SKIP
    >>> answer.rows[0].name  # doctest: +SKIP
    'Qasem Soleimani'
    """
    for name in (*measures, by):
        measure(name)
    if weights and engine == "gds":
        raise EngineMissingError("weighted ties are computed by the engine `local` only")
    chosen = "local" if weights else chosen_engine(graph, engine)
    wanted = tuple(dict.fromkeys((*measures, by)))

    def read(opened: Graph) -> tuple[Network, View, Scores]:
        network = person_network(opened, question)
        view = _view(opened, network, weights, steps)
        return network, view, scored(view, wanted, chosen, opened)

    network, view, found = graph.consistent(read)
    drawn, hinge = _doubt(graph, network, view, by, plan, weights)
    return Centrality(
        question=question,
        engine=chosen,
        by=by,
        ties=len(network.ties),
        weaker_ties=len(network.weaker),
        rows=_rows(network, found, by, drawn),
        measures=wanted,
        weights=weights,
        error=found.sampled.error if found.sampled else None,
        notes=found.notes,
        draws=plan.draws if plan else 0,
        hinge=hinge,
        global_reaching=(
            global_reaching(found.values["reach-down"]) if "reach-down" in wanted else None
        ),
    )


def _view(graph: Graph, network: Network, weights: Weights | None, steps: int) -> View:
    strength = np.array([weights.strength(tie) for tie in network.ties]) if weights else None
    kinds = {row["id"]: row["kind"] for row in graph.read("analytics/succession/kinds")}
    return View(projection_of(network), strength, _groups(network, kinds), steps)


def _groups(network: Network, kinds: Mapping[str, str]) -> list[str]:
    """Say what group everyone belongs to; who commands an organization belongs to its group."""
    led: dict[str, str] = {}
    for tie in network.ties:
        if any(claim.type == COMMANDS for claim in tie.claims):
            led.setdefault(tie.source, group_of(kinds.get(tie.target)))
    return [
        group_of(kinds[key]) if key in kinds else led.get(key, "other") for key in network.vertices
    ]


def _doubt(
    graph: Graph,
    network: Network,
    view: View,
    by: Measure,
    plan: DrawPlan | None,
    weights: Weights | None,
) -> tuple[Mapping[str, Interval], Hinge | None]:
    if plan is None or not network.ties:
        return {}, None
    if view.is_large and measure(by).all_pairs:
        raise InputRefusedError(
            f"{by} of {view.mesh.size} vertices takes too long to be worked out anew in every "
            "draw; leave the doubt out, rank by `degree`, or ask for fewer relations"
        )
    detailed = weights is not None or measure(by).along_arcs
    rows = strands(network, detailed=detailed)
    found = pivots(network, _score_of(view, rows, by, weights), rows)
    whole = network.whole() if network.weaker else network
    if network.weaker:
        view, rows = _view(graph, whole, weights, view.steps), strands(whole, detailed=detailed)
    drawn = intervals(whole, plan, _score_of(view, rows, by, weights), rows)
    if measure(by).low_first:
        drawn = tuple(replace(one, low=_minus(one.high), high=_minus(one.low)) for one in drawn)
    return dict(zip(whole.vertices, drawn, strict=True)), _hinge(graph, network, found)


def _score_of(view: View, rows: Sequence[Strand], by: Measure, weights: Weights | None) -> Score:
    partial = Partial.of(view, rows, weights)

    def score(present: Bools) -> Floats:
        return _signed(local_score(partial.where(present), by), by)

    return score


def _minus(value: float | None) -> float | None:
    return None if value is None else -value


def _signed(found: Floats, by: Measure) -> Floats:
    return -found if measure(by).low_first else found


def _hinge(graph: Graph, network: Network, found: Sequence[Pivot]) -> Hinge | None:
    if not found:
        return None
    first = found[0]
    names = [vertex.name for vertex in network.vertices.values()]
    rows = graph.read("analytics/citations", ids=list(first.sources))
    return Hinge(
        kind=first.kind,
        id=first.id,
        statement=first.statement,
        confidence=first.confidence,
        citations=tuple(Citation(**row) for row in rows),
        before=tuple(names[place] for place in first.before),
        after=tuple(names[place] for place in first.after),
        others=len(found) - 1,
    )


def _rows(
    network: Network, found: Scores, by: Measure, drawn: Mapping[str, Interval]
) -> tuple[Row, ...]:
    ties: dict[str, list[Tie]] = defaultdict(list)
    for tie in network.ties:
        ties[tie.source].append(tie)
        ties[tie.target].append(tie)
    directions = _directions(network)
    order = np.round(np.nan_to_num(_signed(found.values[by], by), nan=-np.inf), _DIGITS)
    keys = list(network.vertices)
    names = {key: vertex.name for key, vertex in network.vertices.items()}
    equal = Counter(order.tolist())
    ranked = sorted(range(len(keys)), key=lambda v: (-order[v], names[keys[v]], keys[v]))
    return tuple(
        _row(
            network,
            rank,
            keys[place],
            {name: _number(values[place], name) for name, values in found.values.items()},
            ties[keys[place]],
            directions[keys[place]],
            equal[float(order[place])],
            drawn.get(keys[place]),
        )
        for rank, place in enumerate(ranked, start=1)
    )


def _directions(network: Network) -> Mapping[str, Mapping[str, Counter[str]]]:
    """Count for every vertex, by type of claim, the ties that run down, up, or both ways."""
    found: dict[str, dict[str, Counter[str]]] = {key: {} for key in network.vertices}
    sides = {FORTH: ("down", "up"), BACK: ("up", "down"), BOTH: ("both", "both")}
    for strand in strands(network, detailed=True):
        tie = network.ties[strand.tie]
        for end, side in zip((tie.source, tie.target), sides[strand.way], strict=True):
            found[end].setdefault(strand.type, Counter())[side] += 1
    return found


def _row(
    network: Network,
    rank: int,
    key: str,
    scores: Mapping[Measure, float | None],
    ties: list[Tie],
    directions: Mapping[str, Counter[str]],
    tied: int,
    interval: Interval | None,
) -> Row:
    vertex = network.vertices[key]
    evidence = [claim for tie in ties for claim in (*tie.claims, *tie.holdings)]
    certain = sum(tie.certain for tie in ties)
    types = Counter(
        name
        for tie in ties
        for name in {claim.type for claim in tie.claims if claim.stance == AFFIRMS}
    )
    return Row(
        rank=rank,
        id=key,
        name=vertex.name,
        label=vertex.label,
        scores=scores,
        relations=dict(sorted(types.items())),
        directions={name: dict(sorted(found.items())) for name, found in directions.items()},
        expected_ties=round(sum(tie.likelihood for tie in ties), 6),
        ties_certain=certain,
        ties_possible=len(ties) - certain,
        sources=len({source for claim in evidence for source in claim.sources}),
        newest_evidence=max((claim.reported_on for claim in evidence), default=None),
        tied=tied,
        interval=interval,
    )


def _number(value: float, name: Measure) -> float | None:
    if np.isnan(value):
        return None
    whole = measure(name).whole or (name == "degree" and value == round(value))
    return round(value) if whole else float(value)


def _plain(row: Row) -> dict[str, object]:
    """Give a row as plain values; names with underscores stay as aliases until 0.3."""
    newest = row.newest_evidence
    aliases = {name.replace("-", "_"): score for name, score in row.scores.items() if "-" in name}
    dated = {"newest_evidence": newest.isoformat() if newest else None}
    return {**row.flat(), **aliases, **dated}
