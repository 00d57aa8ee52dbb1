"""A writer that is paused (SIGSTOP) until its lease has run out, and woken after another run."""

from __future__ import annotations

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.runs import read_runs
from tests.faults import worlds
from tests.faults.conftest import load_when_free
from tests.faults.process import LoaderProcess, order_of
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

MOMENTS = (
    "committed load/lock_acquire",
    "committed load/version_begin",
    "committed load/claims_create",
    "sends load/version_begin",
    "sends load/claims_create",
    "sends load/version_end",
)
"""After "committed", the writer is between two transactions; after "sends", it is in one, whose
locks it holds until the server ends it."""


@pytest.mark.parametrize("batch", [40, 10_000])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_paused_writer_cannot_go_on_after_another_run(
    first: Graph, server: Settings, world: World, moment: str, batch: int
) -> None:
    single = 0 if batch == 40 else 50_000
    order = order_of(
        server, world.versions, 1, batch=batch, single_transaction=single, stop_at=moment
    )
    sleeper = LoaderProcess(order)
    sleeper.await_line(moment)
    sleeper.await_pause()
    load_when_free(first, world, 2)
    runs = read_runs(first)
    assert worlds.digest(first) == world.digests[2]
    sleeper.wake()
    ended = sleeper.end()
    assert ended.code == 5, ended.errors
    assert "this run was paused" in ended.errors
    assert worlds.digest(first) == world.digests[2]
    assert first.consistent(worlds.digest, patience=0.05) == world.digests[2]
    assert read_runs(first) == runs
    load_when_free(first, world, 1)
    assert worlds.digest(first) == world.digests[1]
