"""Which actors' ranks a load moved: noted after each load that changed something."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from analytics.questions.centrality import centrality
from analytics.scope import Question
from graphdb.connection import Graph
from loaders.runs import Run

TOP = 20
"""Ranks that are noted, by betweenness."""


@dataclass(frozen=True)
class Move:
    """An actor's rank and betweenness before and after a load; ``None``: not among the first."""

    name: str
    rank_before: int | None
    rank_after: int | None
    betweenness_before: float | None
    betweenness_after: float | None


def note_ranks(graph: Graph, run: Run) -> None:
    """Compute today's ranks and keep them beside what the run changed."""
    answer = centrality(graph, Question(datetime.now(UTC).date()))
    noted = [[row.id, row.name, row.rank, row.betweenness] for row in answer.rows[:TOP]]
    graph.write("load/ranks_write", run_id=run.run_id, ranks=json.dumps(noted))


def moves(graph: Graph, run: Run) -> list[Move] | None:
    """Compare the ranks after a run with those after the run before; ``None`` if not noted."""
    after = graph.read("load/changes_read", run_id=run.run_id)
    before = graph.read("load/ranks_before", run_id=run.run_id)
    if not after or after[0]["ranks"] is None or not before:
        return None
    return _moves(json.loads(before[0]["ranks"]), json.loads(after[0]["ranks"]))


def _moves(before: list[list[object]], after: list[list[object]]) -> list[Move]:
    former = {row[0]: row for row in before}
    latter = {row[0]: row for row in after}
    found = []
    for key in [*latter, *(key for key in former if key not in latter)]:
        old, new = former.get(key), latter.get(key)
        move = Move(
            name=str((new or old or [])[1]),
            rank_before=old[2] if old else None,  # type: ignore[arg-type]
            rank_after=new[2] if new else None,  # type: ignore[arg-type]
            betweenness_before=old[3] if old else None,  # type: ignore[arg-type]
            betweenness_after=new[3] if new else None,  # type: ignore[arg-type]
        )
        if move.rank_before != move.rank_after:
            found.append(move)
    return found
