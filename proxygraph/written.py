"""Writes measures back to the graph as properties of nodes, and takes them away again.

For styling in Neo4j Browser. They are not part of the data: exports leave them out, and a reload
that changes a node takes its measures away.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from analytics.questions.centrality import Centrality
from graphdb.connection import Graph, Transaction
from loaders.canonical import MEASURE_PREFIX
from loaders.lock import writers_lock
from loaders.transactions import leased_transaction

BATCH = 10_000
_LOCKED_AS = "measures"


@dataclass(frozen=True)
class Written:
    """What was written: to how many nodes, which properties, under the name of which run."""

    nodes: int
    properties: tuple[str, ...]
    run: str


def write_back(graph: Graph, answer: Centrality) -> Written:
    """Write the measures of an answer, in the place of all that were written before.

    Every node gets ``measure_NAME`` for each measure that is defined on it, ``measure_rank``,
    ``measure_at`` (the day asked about), ``measure_date`` (when it was computed),
    ``measure_version`` (of the graph), ``measure_program`` and ``measure_run``.

    Raises
    ------
    LockHeldError
        A load is writing; wait until it ends.
    """
    now = datetime.now(UTC)
    run = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    said = {
        "at": answer.question.day,
        "date": now.date(),
        "version": graph.state().version,
        "program": version("proxygraph"),
        "run": run,
    }
    rows = list(_rows(answer, said))

    def work(transaction: Transaction) -> int:
        transaction.run("analytics/written/remove", prefix=MEASURE_PREFIX)
        written = 0
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            written += transaction.run("analytics/written/write", rows=batch).rows[0]["written"]
        return written

    count = _locked(graph, work)
    names = sorted({name for row in rows for name in row["properties"]})
    return Written(count, tuple(names), run)


def remove_written(graph: Graph) -> int:
    """Take away every measure that was written back; gives from how many nodes."""

    def work(transaction: Transaction) -> int:
        rows = transaction.run("analytics/written/remove", prefix=MEASURE_PREFIX).rows
        return int(rows[0]["cleaned"])

    return _locked(graph, work)


def _locked(graph: Graph, work: Callable[[Transaction], int]) -> int:
    found: list[int] = []
    with writers_lock(graph, _LOCKED_AS) as lease:
        leased_transaction(graph, lease, lambda transaction: found.append(work(transaction)))
    return found[-1]


def _rows(answer: Centrality, said: dict[str, object]) -> Iterator[dict[str, Any]]:
    for row in answer.rows:
        values: dict[str, object] = {**said, "rank": row.rank}
        values |= {name.replace("-", "_"): score for name, score in row.scores.items()}
        properties = {MEASURE_PREFIX + name: value for name, value in values.items()}
        yield {"id": row.id, "properties": {k: v for k, v in properties.items() if v is not None}}
