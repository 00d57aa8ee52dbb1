"""A second run while a first one writes, and after the first has died."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from graphdb.connection import Graph
from graphdb.errors import LockHeldError
from graphdb.settings import Settings
from tests.faults import worlds
from tests.faults.conftest import load_when_free
from tests.faults.process import LoaderProcess, order_of
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

IN_A_TRANSACTION = "sends load/claims_create"
BETWEEN_TWO = "committed load/version_begin"
LONG = 600
"""Seconds of a lease that does not end by itself while a test goes on, however slow it is."""


@pytest.mark.parametrize("moment", [BETWEEN_TWO, IN_A_TRANSACTION])
def test_a_second_run_is_told_who_writes_and_succeeds_afterwards(
    first: Graph, server: Settings, world: World, moment: str
) -> None:
    running = LoaderProcess(order_of(server, world.versions, 1, lease_seconds=LONG, stop_at=moment))
    running.await_line(moment)
    running.await_pause()
    second = LoaderProcess(order_of(server, world.versions, 2)).end()
    assert second.code == 5, second.errors
    (held,) = first.read("load/lock_read")
    assert f"process {running.pid}" in held["holder"]
    assert held["holder"] in second.errors
    assert f"since {held['since']:%Y-%m-%d %H:%M:%S %Z}" in second.errors
    assert "(dataset main)" in second.errors
    running.wake()
    assert running.end().code == 0
    assert worlds.digest(first) == world.digests[1]
    assert LoaderProcess(order_of(server, world.versions, 2)).end().code == 0
    assert worlds.digest(first) == world.digests[2]


def test_a_dead_holders_lease_keeps_others_waiting_for_its_length_alone(
    first: Graph, server: Settings, world: World
) -> None:
    dead = LoaderProcess(
        order_of(server, world.versions, 1, lease_seconds=LONG, stop_at=BETWEEN_TWO)
    )
    dead.await_line(BETWEEN_TWO)
    dead.await_pause()
    assert dead.kill().code == -9
    with pytest.raises(LockHeldError, match=f"process {dead.pid}.* until its lease ends at"):
        worlds.load_version(first, world.versions, 2)
    (lease,) = first.write("testing/lease_ends_in", seconds=3).rows
    load_when_free(first, world, 2)
    assert datetime.now(UTC) >= lease["expires"]
    assert worlds.digest(first) == world.digests[2]
