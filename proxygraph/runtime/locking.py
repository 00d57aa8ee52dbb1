"""Only one program at a time starts or stops the server of a home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graphdb.errors import NoServerError
from proxygraph.runtime.home import Home
from proxygraph.runtime.progress import say

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_SECONDS = 600.0


@contextmanager
def start_lock(home: Home) -> Iterator[None]:
    """Hold the home's lock; wait up to ``LOCK_SECONDS`` for whoever has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(home.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("Another program is starting or stopping Neo4j: waiting for it …")
        _acquire(lock, home)
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: BaseFileLock, home: Home) -> None:
    from filelock import Timeout

    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout as error:
        raise NoServerError(
            f"another program has been starting or stopping the server of {home.root} for "
            f"{LOCK_SECONDS / 60:.0f} minutes (it holds {home.lock_file}): end it, then run again"
        ) from error
