"""Transactions that write only as long as their run holds the writers' lock."""

from __future__ import annotations

from collections.abc import Callable

from graphdb.connection import Graph, StatementFailedError, Transaction
from loaders.lock import LEASES_A_TRANSACTION, Lease, LeaseLostError, has_timed_out

Step = Callable[[Transaction], None]


def leased_transaction(graph: Graph, lease: Lease, work: Step, lane: int | None = None) -> None:
    """Run ``work`` in one transaction that holds the writers' lock from its first write on.

    Parameters
    ----------
    graph
        Where to write.
    lease
        The right to do so.
    work
        May be called again after a transient error.
    lane
        Hold the lock of this lane, 0 and up, instead: other lanes go on meanwhile.

    Raises
    ------
    LeaseLostError
        Another run has the lock, or the transaction lasted for ten leases and the server ended it.
    """

    def leased(transaction: Transaction) -> None:
        lease.check(transaction, lane)
        work(transaction)
        lease.check(transaction, lane)

    try:
        graph.in_transaction(leased, timeout=lease.seconds * LEASES_A_TRANSACTION)
    except StatementFailedError as error:
        if not has_timed_out(error):
            raise
        raise LeaseLostError(
            f"this run was paused, or took more than {lease.seconds * LEASES_A_TRANSACTION} s, in "
            "the middle of a transaction, which the server undid; run it again"
        ) from error
