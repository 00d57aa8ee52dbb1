"""A loader's process as a test sees it: started, killed, paused, woken, and what it told."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from graphdb.settings import Settings
from tests.faults.loader import Order, carry_out_in_child
from tests.faults.worlds import MAIN, RANKS

CHILDREN = multiprocessing.get_context("forkserver")
CHILDREN.set_forkserver_preload(["pytest", "tests.faults.loader"])
"""New processes without the second that it takes to import everything."""

PATIENCE = 600.0
"""Seconds after which a test gives up; nothing is measured by it."""

STARTED: list[LoaderProcess] = []
"""Loaders of the current test, of which none may outlive it."""


@dataclass(frozen=True)
class Ended:
    """How a loader ended: exit code (negative: the signal), what it told, and its errors."""

    code: int
    told: tuple[str, ...]
    errors: str

    @property
    def may_have_begun(self) -> bool:
        return "sends load/version_begin" in self.told

    @property
    def has_begun(self) -> bool:
        return "committed load/version_begin" in self.told

    @property
    def may_have_ended(self) -> bool:
        return "sends load/version_end" in self.told

    @property
    def has_ended(self) -> bool:
        return "committed load/version_end" in self.told


class LoaderProcess:
    """A running loader; its output is taken as it comes."""

    def __init__(self, order: Order) -> None:
        self.told: list[str] = []
        self._errors: list[str] = []
        output, output_end = CHILDREN.Pipe(duplex=False)
        errors, errors_end = CHILDREN.Pipe(duplex=False)
        self._process = CHILDREN.Process(
            target=carry_out_in_child, args=(order, output_end, errors_end)
        )
        self._process.start()
        STARTED.append(self)
        output_end.close()
        errors_end.close()
        self._threads = [
            threading.Thread(target=self._take, args=(output, self.told)),
            threading.Thread(target=self._take, args=(errors, self._errors)),
        ]
        for thread in self._threads:
            thread.start()

    def _take(self, pipe: Connection, into: list[str]) -> None:
        with pipe, open(pipe.fileno(), encoding="utf-8", closefd=False) as stream:
            for line in stream:
                into.append(line.rstrip("\n"))

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def await_line(self, line: str) -> None:
        wait_until(lambda: line in self.told or not self._process.is_alive())
        assert line in self.told, (line, self.told, self._errors)

    def await_pause(self) -> None:
        self.await_pause_or_end()
        assert self._process.is_alive(), (self.told, self._errors)

    def await_pause_or_end(self) -> None:
        """Wait until it has paused itself, or has ended before the line at which it would have.

        How often a load renews its lease, and so how many lines it tells, is a matter of speed.
        """
        status = Path(f"/proc/{self.pid}/status")

        def is_paused() -> bool:
            with suppress(FileNotFoundError, ProcessLookupError):
                return not self._process.is_alive() or "State:\tT" in status.read_text("ascii")
            return True

        wait_until(is_paused)

    def wake(self) -> None:
        """Let it go on, if it has not ended."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> Ended:
        self._process.kill()
        return self.end()

    def end(self) -> Ended:
        """Wait for its end, however it comes."""
        self._process.join(PATIENCE)
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        for thread in self._threads:
            thread.join()
        assert code is not None, f"the loader did not end: {self.told[-3:]}"
        return Ended(code, tuple(self.told), "\n".join(self._errors))


def order_of(settings: Settings, versions: tuple[Path, ...], number: int, **how: object) -> Order:
    """Order the load of one version of the main dataset, with a lease of a second."""
    return Order(
        settings.uri,
        settings.password,
        str(versions[number]),
        MAIN,
        RANKS[number],
        **{"lease_seconds": 1, **how},  # type: ignore[arg-type]
    )


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"not within {PATIENCE:.0f} s"
        time.sleep(0.005)
