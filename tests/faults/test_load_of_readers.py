"""Twenty readers during reloads, a slow network, and a clock that is wrong."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from graphdb.connection import Graph
from graphdb.errors import LockHeldError
from graphdb.settings import Settings
from loaders import clock
from loaders.lock import writers_lock
from tests.faults import worlds
from tests.faults.proxy import Proxy
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

READERS = 20
RELOADS = 6
SLOW = 60_000
"""Bytes a second towards the server."""


def test_twenty_readers_see_whole_versions_during_reloads(
    first: Graph, server: Settings, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = threading.Event()
    seen: list[int] = []
    failures: list[BaseException] = []

    def loop() -> None:
        try:
            with Graph(server) as reader:
                while True:
                    seen.append(world.version_of(reader.consistent(worlds.digest, patience=600)))
                    if stop.is_set():
                        return
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    threads = [threading.Thread(target=loop) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        for number in range(1, RELOADS + 1):
            worlds.load_version(first, world.versions, number % len(world.versions))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert set(seen) <= set(range(len(world.versions))), "a half state was seen"
    assert len(seen) >= READERS
    with capsys.disabled():
        print(f"\n{READERS} readers, {RELOADS} reloads: {len(seen)} reads, none torn")  # noqa: T201


def test_a_slow_network_slows_a_load_and_nothing_else(
    first: Graph, server: Settings, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with Proxy(server, bytes_per_second=SLOW) as proxy, Graph(proxy.settings) as slow:
        worlds.load_version(slow, world.versions, 1)
    assert worlds.digest(first) == world.digests[1]
    assert first.state().unfinished == ()
    assert proxy.passed > SLOW, "too little passed for the network to matter"
    with capsys.disabled():
        print(f"\n{proxy.passed:,} bytes at {SLOW:,} a second")  # noqa: T201


@pytest.mark.parametrize("years", [-30, 30])
def test_a_loader_whose_clock_is_wrong_loads_the_same_and_takes_no_lock(
    first: Graph, world: World, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leases are by the server's clock; runs are named by the loader's, which may be wrong."""
    wrong = datetime.now(UTC) + timedelta(days=365 * years)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return wrong

    with Graph(first.settings) as other, writers_lock(other, "other"):
        monkeypatch.setattr(clock, "datetime", Clock)
        with pytest.raises(LockHeldError):
            worlds.load_version(first, world.versions, 1)
    assert worlds.digest(first) == world.digests[0]
    worlds.load_version(first, world.versions, 1)
    assert worlds.digest(first) == world.digests[1]
