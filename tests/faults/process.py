"""A loader's process as a test sees it: started, killed, paused, woken, and what it told."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from graphdb.settings import Settings
from tests.faults.loader import Order
from tests.faults.worlds import MAIN, RANKS

ROOT = Path(__file__).resolve().parents[2]
END_SECONDS = 120.0


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
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.loader"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.told: list[str] = []
        self._errors: list[str] = []
        self._threads = [
            threading.Thread(target=self._take, args=(self._process.stdout, self.told)),
            threading.Thread(target=self._take, args=(self._process.stderr, self._errors)),
        ]
        for thread in self._threads:
            thread.start()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(order)))
        self._process.stdin.close()

    @staticmethod
    def _take(stream: object, into: list[str]) -> None:
        for line in stream:  # type: ignore[attr-defined]
            into.append(line.rstrip("\n"))

    def await_line(self, line: str) -> None:
        wait_until(lambda: line in self.told or self._process.poll() is not None)
        assert line in self.told, (line, self.told, self._errors)

    def await_pause(self) -> None:
        status = Path(f"/proc/{self._process.pid}/status")
        wait_until(lambda: "State:\tT" in status.read_text(encoding="ascii"))

    def wake(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> Ended:
        self._process.kill()
        return self.end()

    def end(self) -> Ended:
        """Wait for its end, however it comes."""
        try:
            code = self._process.wait(END_SECONDS)
        finally:
            self._process.kill()
            for thread in self._threads:
                thread.join()
            for stream in (self._process.stdout, self._process.stderr):
                assert stream is not None
                stream.close()
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


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s"
        time.sleep(0.005)
