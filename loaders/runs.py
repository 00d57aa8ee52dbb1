"""The record of a run, kept in the graph as a ``LoadRun``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from graphdb.connection import Graph


@dataclass(frozen=True)
class Run:
    """What one load or unload did.

    ``outcome`` is ``changed``, ``unchanged``, ``unloaded`` or, for a dry run that wrote nothing,
    ``planned``. Counts are of rows read and rejected and of claims and nodes added, changed
    (of which closed: gained an end) and removed.
    """

    run_id: str
    dataset: str
    source: str
    path: str
    started: datetime
    seconds: float
    program_version: str
    fingerprint: str
    outcome: str
    graph_version: int
    rows: int = 0
    rejected: int = 0
    nodes_added: int = 0
    nodes_changed: int = 0
    nodes_removed: int = 0
    claims_added: int = 0
    claims_changed: int = 0
    claims_closed: int = 0
    claims_removed: int = 0
    rejects_file: str = ""

    def as_properties(self) -> dict[str, object]:
        """Give the run as properties of a node."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


def read_runs(graph: Graph, dataset: str | None = None, limit: int = 20) -> list[Run]:
    """Read the latest runs, newest first; of one dataset, or of all."""
    names = {item.name for item in fields(Run)}
    rows = graph.read("load/runs_read", dataset=dataset, limit=limit)
    return [Run(**{k: v for k, v in row["run"].items() if k in names}) for row in rows]
