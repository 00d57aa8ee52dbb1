"""Transactions of one run side by side, each in a lane with a lock of its own.

A run holds the writers' lock and the locks of all lanes. A transaction in a lane touches its own
lane's lock alone, so lanes do not wait for each other; who takes the writers' lock over takes the
lanes' locks with it, and so waits for whatever is under way in them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from graphdb.connection import Graph
from loaders.lock import LANES, Lease
from loaders.transactions import Step, leased_transaction


def run_side_by_side(graph: Graph, lease: Lease, steps: Iterable[Step], lanes: int = LANES) -> None:
    """Carry out steps that do not build on each other, each in a transaction of its own.

    As many at a time as ``lanes``, 1 to 3. The lease is renewed meanwhile. The first error ends it
    all, once the steps under way have ended; what is committed stays.

    Raises
    ------
    LeaseLostError
        The run was paused for longer than its lease.
    """
    free = list(range(lanes))
    running: dict[Future[None], int] = {}
    renewed = time.monotonic()
    with ThreadPoolExecutor(lanes, thread_name_prefix="lane") as pool:
        for step in steps:
            while not free:
                renewed = _kept(graph, lease, renewed)
                free += _ended(running, lease.seconds / 3)
            lane = free.pop()
            running[pool.submit(leased_transaction, graph, lease, step, lane)] = lane
        while running:
            renewed = _kept(graph, lease, renewed)
            _ended(running, lease.seconds / 3)


def _kept(graph: Graph, lease: Lease, renewed: float) -> float:
    """Renew the lease where a third of it has gone by; returns when it was renewed last."""
    if time.monotonic() - renewed < lease.seconds / 3:
        return renewed
    lease.renew(graph)
    return time.monotonic()


def _ended(running: dict[Future[None], int], patience: float) -> list[int]:
    """Wait for the first to end, up to so many seconds; gives the lanes that are free again."""
    done, _ = wait(running, timeout=patience, return_when=FIRST_COMPLETED)
    lanes = [running.pop(one) for one in done]
    for one in done:
        one.result()
    return lanes
