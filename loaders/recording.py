"""Writes the record of a run, in one transaction with the end of its load."""

from __future__ import annotations

from dataclasses import replace

from graphdb.connection import Graph, Transaction
from loaders.changes import ChangeLog, packed
from loaders.difference import Difference
from loaders.lock import Lease
from loaders.runs import Run
from loaders.transactions import leased_transaction

RUNS_KEPT = 1_000
"""Runs of one dataset that are remembered."""

CHANGE_LOGS_KEPT = 100
"""Runs, of all datasets, whose changes are remembered claim by claim."""


def counted(run: Run, difference: Difference, log: ChangeLog | None) -> Run:
    """Add to a run what it read and changed."""
    counts = difference.counts
    return replace(
        run,
        rows=difference.rows,
        rejected=difference.rejected,
        left_out=[f"{n:,} × {reason}" for reason, n in sorted(difference.left_out.items())],
        nodes_added=counts["nodes added"],
        nodes_changed=counts["nodes changed"] + counts["nodes changed label"],
        nodes_removed=counts["nodes removed"],
        claims_added=counts["claims added"],
        claims_changed=counts["claims changed"],
        claims_closed=len(log.closed) if log else 0,
        claims_removed=counts["claims removed"],
    )


def record(graph: Graph, lease: Lease, run: Run, log: ChangeLog | None = None) -> Run:
    """Record a run, in one transaction with the end of its writing.

    The recorded fingerprint says what is loaded, so neither may be there without the other.
    """

    def work(transaction: Transaction) -> None:
        if run.outcome == "unloaded":
            transaction.run("load/dataset_delete", dataset=run.dataset)
        if log is not None:
            transaction.run("load/version_end", token=lease.token, dataset=run.dataset)
        transaction.run("load/run_write", properties=run.as_properties())
        transaction.run("load/runs_prune", dataset=run.dataset, keep=RUNS_KEPT)
        if log is not None:
            entries = packed(log.changes.values())
            transaction.run(
                "load/changes_write", run_id=run.run_id, entries=entries, keep=CHANGE_LOGS_KEPT
            )

    leased_transaction(graph, lease, work)
    return run
