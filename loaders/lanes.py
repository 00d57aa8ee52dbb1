"""Transactions of one run side by side, each in a lane with a lock of its own.

A run holds the writers' lock and the locks of all lanes. A transaction in a lane touches its own
lane's lock alone, so lanes do not wait for each other; who takes the writers' lock over takes the
lanes' locks with it, and so waits for whatever is under way in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from loaders.lock import LANES, Keeper
from loaders.transactions import Step, leased_transaction


def run_side_by_side(keeper: Keeper, steps: Iterable[Step], lanes: int = LANES) -> None:
    """Carry out steps that do not build on each other, each in a transaction of its own.

    As many at a time as ``lanes``, 1 to 3. The lease is kept meanwhile. The first error ends it
    all, once the steps under way have ended; what is committed stays.

    Raises
    ------
    LeaseLostError
        The run was paused for longer than its lease.
    """
    free = list(range(lanes))
    running: dict[Future[None], int] = {}
    with ThreadPoolExecutor(lanes, thread_name_prefix="lane") as pool:
        for step in steps:
            while not free:
                keeper.keep()
                free += _ended(running, keeper.pause)
            lane = free.pop()
            running[pool.submit(leased_transaction, keeper.graph, keeper.lease, step, lane)] = lane
        while running:
            keeper.keep()
            _ended(running, keeper.pause)


def _ended(running: dict[Future[None], int], patience: float) -> list[int]:
    """Wait for the first to end, up to so many seconds; gives the lanes that are free again."""
    done, _ = wait(running, timeout=patience, return_when=FIRST_COMPLETED)
    lanes = [running.pop(one) for one in done]
    for one in done:
        one.result()
    return lanes
