"""Lets the graph follow decisions on identity, under the lock and with the record of a load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from graphdb.connection import Graph, Transaction
from graphdb.schema import apply_schema
from loaders.changes import ChangeLog
from loaders.clock import Clock
from loaders.committing import begin
from loaders.identity.decisions import Decision, checked, clusters
from loaders.identity.groups import members
from loaders.identity.settling import Settled, settle
from loaders.identity.touched import stored_decisions
from loaders.lock import Lease, writers_lock
from loaders.options import LoadOptions
from loaders.recording import record
from loaders.runs import Run
from loaders.transactions import leased_transaction

DECISIONS = "(decisions)"
"""Names the runs that apply decisions; no dataset can have this name."""


def apply_decisions(
    graph: Graph,
    decisions: Sequence[Decision],
    path: Path | None = None,
    options: LoadOptions | None = None,
) -> Run:
    """Let the graph follow these decisions on identity, and no others.

    Only what they change is moved: entities that become one or part again, and their claims.

    Raises
    ------
    InputRefusedError
        The decisions contradict each other; nothing was written.
    LockHeldError
        Another run is writing.
    """
    options = options or LoadOptions()
    wanted = checked(decisions)
    apply_schema(graph)
    clock = Clock(DECISIONS, "decisions", str(path or ""), "", options.program_version)
    with writers_lock(graph, DECISIONS, options.lease_seconds) as lease:
        former, groups = clusters(stored_decisions(graph)), clusters(wanted)
        state = graph.state()
        is_unfinished = bool(state.unfinished)
        moved = {*former, *groups} if is_unfinished else set(former) ^ set(groups)
        begins = bool(moved) or DECISIONS in state.unfinished
        if begins:
            begin(graph, lease, DECISIONS)
        settled = _follow(graph, lease, wanted, moved)
        run = replace(
            clock.run("changed" if begins else "unchanged", state.version + int(begins)),
            rows=len(wanted),
            nodes_changed=settled.records,
            claims_changed=settled.claims,
            left_out=_held_words(settled),
        )
        return record(graph, lease, run, ChangeLog() if begins else None)


def _follow(
    graph: Graph, lease: Lease, wanted: Sequence[Decision], moved: set[tuple[str, ...]]
) -> Settled:
    """Store the decisions and settle the groups that they change, in one transaction."""
    settled = Settled(0, 0, 0)
    touched = members(moved)
    groups = [group for group in clusters(wanted) if group in moved]
    rows = [{**asdict(one), "pair": "|".join(one.pair)} for one in wanted]

    def work(transaction: Transaction) -> None:
        nonlocal settled
        transaction.run("load/decisions_write", rows=rows)
        settled = settle(transaction, touched, groups)
        transaction.run("load/version_step")

    leased_transaction(graph, lease, work)
    return settled


def _held_words(settled: Settled) -> Sequence[str]:
    if not settled.held:
        return ()
    return (f"{settled.held:,} × claims between two records that are now one",)
