"""What keeps a difference from being written: rows that are wrong or gone, ids taken elsewhere."""

from __future__ import annotations

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError, Problem
from loaders.difference import Difference, changes
from loaders.options import LoadOptions
from loaders.rejects import write_rejects
from loaders.runs import Run


def are_too_many(read: Run | Difference, options: LoadOptions) -> bool:
    """Tell whether more rows are wrong than the options allow."""
    return read.rejected / max(read.rows, 1) > options.most_rejects


def refuse_or_reject(
    graph: Graph,
    difference: Difference,
    dataset: str,
    options: LoadOptions,
    run_id: str,
) -> str:
    """Refuse a difference that is suspicious; returns the file of rejected rows, if there are any.

    Raises
    ------
    InputRefusedError
        Too many rows are wrong or gone, or an id names something else in another dataset.
    """
    refuse(graph, difference, dataset, options)
    if not difference.problems:
        return ""
    return str(write_rejects(difference.problems, dataset, run_id, options.rejects_folder))


def refuse(graph: Graph, difference: Difference, dataset: str, options: LoadOptions) -> None:
    """Refuse a difference that is suspicious.

    Raises
    ------
    InputRefusedError
        Too many rows are wrong or gone, or an id names something else in another dataset.
    """
    if are_too_many(difference, options):
        raise InputRefusedError(
            f"{difference.rejected} of {difference.rows} rows are wrong, nothing was written; "
            "correct them, or let a share of them go to a rejects file with --max-rejects",
            difference.first_problems(),
        )
    removed = len(difference.removed_claims) + len(difference.removed_nodes)
    former = difference.former
    if former and removed / former > options.most_removed:
        raise InputRefusedError(
            f"{removed} of the {former} rows that {dataset} last loaded are gone, nothing was "
            "written; if that is meant, allow it with --max-removed 1"
        )
    _refuse_label_conflicts(graph, difference, dataset)


def _refuse_label_conflicts(graph: Graph, difference: Difference, dataset: str) -> None:
    found: list[Problem] = []
    for batch in changes(difference.nodes):
        rows = [{"id": change.record.key.name, "label": change.record.key.kind} for change in batch]
        for row in graph.read("load/label_conflicts", rows=rows, dataset=dataset):
            rule = f"is a {row['other_label']} in dataset {row['other_dataset']}"
            found.append(Problem(dataset, 0, row["id"], rule, row["label"]))
    if found:
        raise InputRefusedError(
            "some ids name something else in another dataset, nothing was written", tuple(found)
        )
