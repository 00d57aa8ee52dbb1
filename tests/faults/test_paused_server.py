"""A server that stands still (SIGSTOP) for seconds in the middle of a load, and goes on."""

from __future__ import annotations

import time

import psutil
import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from proxygraph.runtime.home import Home
from proxygraph.runtime.process import find_process
from tests.faults import worlds
from tests.faults.conftest import load_when_free
from tests.faults.process import LoaderProcess, order_of
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

SECONDS = 5
"""How long it stands still: longer than the lease."""


@pytest.mark.parametrize("moment", ["committed load/version_begin", "sends load/claims_create"])
def test_a_load_outlasts_a_paused_server_or_the_next_run_ends_right(
    first: Graph, home: Home, server: Settings, world: World, moment: str
) -> None:
    order = order_of(server, world.versions, 1, lease_seconds=3, stop_at=moment)
    loader = LoaderProcess(order)
    loader.await_line(moment)
    loader.await_pause()
    process = find_process(home)
    assert isinstance(process, psutil.Process)
    process.suspend()
    try:
        loader.wake()
        time.sleep(SECONDS)
        assert "finished" not in loader.told
    finally:
        process.resume()
    ended = loader.end()
    print(f"\nThe server stood still for {SECONDS} s: exit code {ended.code}")  # noqa: T201
    if ended.code:
        assert ended.code in (1, 4, 5), ended.errors
        assert "\nError: " in f"\n{ended.errors}", ended.errors
        assert "Traceback" not in ended.errors
        load_when_free(first, world, 1)
    assert worlds.digest(first) == world.digests[1]
    assert first.consistent(worlds.digest, patience=0.05) == world.digests[1]
