"""A connection that breaks in the middle of a load, for good or once, and one that is slow."""

from __future__ import annotations

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from tests.faults import worlds
from tests.faults.conftest import load_when_free
from tests.faults.process import LoaderProcess, order_of
from tests.faults.proxy import Proxy
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

MANY = {"batch": 40, "single_transaction": 0, "lease_seconds": 3}
SINGLE = {"batch": 40, "lease_seconds": 3}
SLOW = 60_000
"""Bytes a second towards the server."""
CUTS = 8


@pytest.mark.parametrize("heals", [False, True], ids=["for good", "once"])
@pytest.mark.parametrize("how", [MANY, SINGLE], ids=["many transactions", "one transaction"])
def test_a_cut_connection(
    first: Graph, server: Settings, world: World, how: dict[str, int], heals: bool
) -> None:
    with Proxy(server) as proxy:
        whole = LoaderProcess(order_of(proxy.settings, world.versions, 1, **how)).end()
    assert whole.code == 0, whole.errors
    here = 1
    codes = []
    for cut in range(CUTS):
        target = 1 - here
        after = round(proxy.passed * (cut + 0.5) / CUTS)
        with Proxy(server, cut_after=after, heals=heals) as broken:
            order = order_of(broken.settings, world.versions, target, **how, retry_seconds=5.0)
            ended = LoaderProcess(order).end()
        assert broken.was_cut or ended.code == 0
        codes.append(ended.code)
        if ended.code:
            assert ended.code == 4, ended.errors
            assert "\nError: no Neo4j answers at" in f"\n{ended.errors}", ended.errors
            assert "Traceback" not in ended.errors
        else:
            assert worlds.digest(first) == world.digests[target]
        load_when_free(first, world, target)
        assert worlds.digest(first) == world.digests[target]
        here = target
    assert (0 in codes) if heals else (4 in codes), codes


def test_a_slow_connection_loads_right(first: Graph, server: Settings, world: World) -> None:
    """One transaction here lasts for more than a lease, and the lock is kept through it."""
    lease = 2
    with Proxy(server, bytes_per_second=SLOW) as proxy:
        order = order_of(proxy.settings, world.versions, 1, lease_seconds=lease)
        ended = LoaderProcess(order).end()
    assert ended.code == 0, ended.errors
    assert proxy.passed > 2 * lease * SLOW, "too little passed for the lease to run out"
    assert worlds.digest(first) == world.digests[1]
