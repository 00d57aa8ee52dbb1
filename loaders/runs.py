"""The record of a run, kept in the graph as a ``LoadRun``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from graphdb.connection import Graph, Row
from graphdb.datasets import refuse_unknown
from graphdb.errors import UnknownNameError
from loaders.changes import Change, unpacked


@dataclass(frozen=True)
class Run:
    """What one load or unload did.

    ``outcome`` is ``changed``, ``unchanged``, ``unloaded``, ``failed`` (of a job: ``error`` says
    why) or, for a dry run that wrote nothing, ``planned``. Counts are of rows read and rejected
    and of claims and nodes added, changed (of which closed: gained an end) and removed.
    ``left_out`` says which rows have no place in the model, how many and why. ``planned`` has what
    a dry run would change, claim by claim.
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
    left_out: Sequence[str] = ()
    error: str = ""
    planned: Sequence[Change] = ()

    def as_properties(self) -> dict[str, object]:
        """Give the run as properties of a node; what was only planned is none of them."""
        said = {item.name: getattr(self, item.name) for item in fields(self)}
        del said["planned"]
        return {**said, "left_out": list(self.left_out)}

    def as_answer(self) -> dict[str, object]:
        """Give the run as a document, with what a dry run would change."""
        changes = {"changes": [asdict(change) for change in self.planned]}
        return {**self.as_properties(), **(changes if self.outcome == "planned" else {})}


def read_runs(graph: Graph, dataset: str | None = None, limit: int = 20) -> list[Run]:
    """Read the latest runs, newest first; of one dataset, or of all.

    Raises
    ------
    UnknownNameError
        No dataset of that name is loaded or has a run; the message names those near it.
    """
    if dataset is not None:
        refuse_unknown([dataset], [row["name"] for row in graph.read("load/runs_datasets")])
    return latest_runs(graph, dataset, limit)


def latest_runs(graph: Graph, dataset: str | None = None, limit: int = 20) -> list[Run]:
    """Read the latest runs, newest first; none of a dataset that never was loaded."""
    return _runs(graph.read("load/runs_read", dataset=dataset, limit=limit))


def last_finished_run(graph: Graph, dataset: str) -> Run | None:
    """Read the latest run of a dataset that did not fail."""
    return next(iter(_runs(graph.read("load/run_last", dataset=dataset))), None)


def _runs(rows: Iterable[Row]) -> list[Run]:
    names = {item.name for item in fields(Run)}
    return [Run(**{k: v for k, v in row["run"].items() if k in names}) for row in rows]


def find_run(graph: Graph, run_id: str) -> Run:
    """Find a run by its id or by how the id begins.

    Raises
    ------
    UnknownNameError
        No run is named so, or several are.
    """
    found = _runs(graph.read("load/run_read", run_id=run_id))
    if len(found) != 1:
        there = ", ".join(run.run_id for run in found[:5]) or "none"
        raise UnknownNameError(f"one run should begin with {run_id!r}, but there are: {there}")
    return found[0]


def read_changes(graph: Graph, run_id: str) -> list[Change] | None:
    """Read what a run changed; ``None`` where that is no longer, or never was, kept."""
    rows = graph.read("load/changes_read", run_id=run_id)
    return unpacked(rows[0]["entries"]) if rows else None
