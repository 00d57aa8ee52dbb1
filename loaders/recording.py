"""Writes the record of a run, in one transaction with the end of its load."""

from __future__ import annotations

from dataclasses import replace

from graphdb.connection import Graph, Transaction
from graphdb.errors import shortened
from graphdb.schema import apply_schema
from loaders.changes import ChangeLog, packed
from loaders.difference import Difference
from loaders.lock import Lease
from loaders.runs import Run
from loaders.transactions import leased_transaction

RUNS_KEPT = 1_000
"""Runs of one dataset that are remembered."""

FAILURES_KEPT = 100
"""Runs of one dataset that failed and are remembered, beside those that did not."""

LONGEST_ERROR = 2_000
"""Letters of the reason that are remembered; all of it has been told."""

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
        transaction.run("load/runs_prune", dataset=run.dataset, failed=False, keep=RUNS_KEPT)
        if log is not None:
            entries = packed(log.changes.values())
            transaction.run(
                "load/changes_write", run_id=run.run_id, entries=entries, keep=CHANGE_LOGS_KEPT
            )

    leased_transaction(graph, lease, work)
    return run


def record_failure(graph: Graph, run: Run, error: str) -> Run:
    """Record that a run has failed, and why; nothing of what is loaded is touched.

    Raises
    ------
    NoServerError
        No server answers.
    NewerGraphError
        The graph is not this program's to write.
    """
    apply_schema(graph)
    failed = replace(
        run,
        outcome="failed",
        fingerprint="",
        graph_version=graph.state().version,
        error=shortened(error, LONGEST_ERROR),
    )

    def work(transaction: Transaction) -> None:
        transaction.run("load/run_write", properties=failed.as_properties())
        transaction.run("load/runs_prune", dataset=run.dataset, failed=True, keep=FAILURES_KEPT)

    graph.in_transaction(work)
    return failed
