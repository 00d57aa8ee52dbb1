"""The writers' lock: one run at a time, with a lease by the server's clock."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from graphdb.connection import Graph, Row, StatementFailedError, Transaction
from graphdb.errors import LockHeldError, NoServerError, ProxygraphError

LEASE_SECONDS = 60
"""How long a writer that has died keeps others waiting."""

LEASES_A_TRANSACTION = 10
"""So many leases long may a transaction be; then the server ends it, its client being stuck."""

PATIENCE_SECONDS = 10
"""How long a run waits for the lock of one that is in the middle of a transaction."""

ATTEMPTS = 3
"""How often a run asks for a lock that nobody holds: a server that has just started is slow."""

LANES = 3
"""Transactions that one run may have side by side; migration 2 makes a lock for each."""

_ENDED = frozenset(
    {
        "LockClientStopped",
        "Terminated",
        "TransactionTimedOut",
        "TransactionTimedOutClientConfiguration",
    }
)
"""How the server's codes end for a transaction that it ended, here since it lasted too long."""


class LeaseLostError(ProxygraphError):
    """A run was paused for longer than its lease and another may be writing; run it again."""

    exit_code = 5


@dataclass(frozen=True)
class Lease:
    """The right to write, as long as it is renewed."""

    token: str
    seconds: int

    def renew(self, graph: Graph) -> None:
        """Hold the lock for another lease, in a transaction of its own."""
        graph.in_transaction(self.check)

    def check(self, transaction: Transaction, lane: int | None = None) -> None:
        """Hold the lock within the transaction that is about to write, and for another lease.

        With a lane, 0 and up, only that lane's lock is held, and the lease is not renewed.

        Raises
        ------
        LeaseLostError
            Somebody else has taken the lock since the lease ran out.
        """
        if lane is None:
            held = transaction.run(
                "load/lock_renew", token=self.token, lease_seconds=self.seconds
            ).rows
        else:
            held = transaction.run("load/lane_hold", token=self.token, lane=_lane(lane)).rows
        if not held:
            raise LeaseLostError(
                f"this run was paused for more than its lease of {self.seconds} s and another "
                "run may be writing; what it had committed is kept: run it again"
            )


class Keeper:
    """Renews a lease as often as it takes; ask it as often as you like."""

    def __init__(self, graph: Graph, lease: Lease) -> None:
        self.graph = graph
        self.lease = lease
        self.pause = lease.seconds / 3
        """Seconds within which it has to be asked again."""
        self._renewed = time.monotonic()

    def keep(self) -> None:
        """Renew the lease where a third of it has gone by.

        Raises
        ------
        LeaseLostError
            Somebody else has taken the lock since the lease ran out.
        """
        if time.monotonic() - self._renewed >= self.pause:
            self.lease.renew(self.graph)
            self._renewed = time.monotonic()


@contextmanager
def writers_lock(graph: Graph, dataset: str, lease_seconds: int = LEASE_SECONDS) -> Iterator[Lease]:
    """Hold the writers' lock while the block runs.

    Raises
    ------
    LockHeldError
        Another run holds it; the message says who, since when and until when.
    """
    lease = take_lock(graph, dataset, lease_seconds)
    try:
        yield lease
    except NoServerError:
        raise  # There is nobody to give the lock back to; the lease runs out by itself.
    except BaseException:
        with suppress(ProxygraphError):  # What went wrong first is what is reported.
            graph.write("load/lock_release", token=lease.token)
        raise
    graph.write("load/lock_release", token=lease.token)


def take_lock(graph: Graph, dataset: str, lease_seconds: int = LEASE_SECONDS) -> Lease:
    """Take the writers' lock for whoever gives it back later, or lets its lease run out.

    Raises
    ------
    LockHeldError
        Another run holds it; the message says who, since when and until when.
    """
    lease = Lease(secrets.token_hex(16), lease_seconds)
    taken = _acquire(graph, lease, dataset)
    if not taken["free"]:
        raise LockHeldError(
            f"{taken['holder']} is writing (dataset {taken['dataset']}) since "
            f"{taken['since']:%Y-%m-%d %H:%M:%S %Z}; wait until it ends, or, if it has died, until "
            f"its lease ends at {taken['expires']:%H:%M:%S %Z}"
        )
    return lease


def _acquire(graph: Graph, lease: Lease, dataset: str) -> Row:
    """Take the lock, or tell who has it, even if they are in the middle of a transaction."""

    def acquire(transaction: Transaction) -> Row:
        return transaction.run(
            "load/lock_acquire",
            token=lease.token,
            holder=f"{_user()}@{socket.gethostname()}, process {os.getpid()}",
            dataset=dataset,
            lease_seconds=lease.seconds,
            lanes=[_lane(number) for number in range(LANES)],
        ).rows[0]

    for attempt in range(1, ATTEMPTS + 1):
        try:
            return graph.in_transaction(acquire, timeout=PATIENCE_SECONDS)
        except StatementFailedError as error:
            if not has_timed_out(error):
                raise
            held = graph.read("load/lock_read")
            if held and (not held[0]["ended"] or attempt == ATTEMPTS):
                return {"free": False, **held[0]}
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _lane(number: int) -> str:
    return f"lane {number}"


def has_timed_out(error: StatementFailedError) -> bool:
    """Tell whether the server ended a transaction because it lasted too long."""
    return (error.code or "").rpartition(".")[2] in _ENDED


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # A container's user need not have a name.
        return f"user {os.getuid()}"
