"""A server whose memory does not hold a load's transaction, and gets more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from graphdb.connection import Graph
from proxygraph.runtime import configuration
from proxygraph.runtime.home import Home
from proxygraph.runtime.server import ensure_server, stop_server
from tests.faults import worlds
from tests.faults.process import LoaderProcess, order_of
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

LIMIT = "4m"
"""Bytes of one transaction: all that a load reads fits, the reload of a version does not."""


@contextmanager
def limited(home: Home) -> Iterator[None]:
    """The server with little memory for a transaction while the block runs, then as it was."""
    usual = configuration.server_settings
    stop_server(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            configuration,
            "server_settings",
            lambda *to: {**usual(*to), "db.memory.transaction.max": LIMIT},
        )
        ensure_server(home)
    try:
        yield
    finally:
        stop_server(home)
        ensure_server(home)


def test_a_transaction_that_is_too_large_is_undone_and_the_next_run_ends_right(
    first: Graph, home: Home, world: World
) -> None:
    order = order_of(first.settings, world.versions, 2, lease_seconds=60, retry_seconds=0.0)
    with limited(home):
        ended = LoaderProcess(order).end()
    print(f"\n{ended.errors}")  # noqa: T201
    assert ended.code == 1, ended.errors
    assert ended.has_begun, "it failed before it wrote anything"
    assert not ended.may_have_ended
    assert "Error: The allocation of an extra" in ended.errors
    assert "db.memory.transaction.max" in ended.errors
    assert "PROXYGRAPH_HEAP" in ended.errors
    assert "Traceback" not in ended.errors
    assert worlds.digest(first) == world.digests[0]
    again = LoaderProcess(order).end()
    assert again.code == 0, again.errors
    assert worlds.digest(first) == world.digests[2]
    assert first.consistent(worlds.digest, patience=0.05) == world.digests[2]
