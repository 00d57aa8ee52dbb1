"""SIGKILL of the loader, at 30 moments of a reload in many transactions, and 30 in a single one."""

from __future__ import annotations

import time

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from tests.faults import worlds
from tests.faults.conftest import load_when_free
from tests.faults.kills import KILLS, Tally, check_what_readers_are_told, moments
from tests.faults.process import LoaderProcess, order_of
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

MANY = {"batch": 40, "single_transaction": 0}
SINGLE = {"batch": 40}


def duration(graph: Graph, settings: Settings, world: World, how: dict[str, int]) -> float:
    """Seconds of an undisturbed reload from version 0 to 1 and from 1 to 0, the mean of both."""
    began, seconds = 0.0, 0.0
    for number in (1, 0, 1, 0):
        loader = LoaderProcess(order_of(settings, world.versions, number, **how))
        loader.await_line("ready")
        began = time.monotonic()
        loader.await_line("finished")
        seconds += time.monotonic() - began
        assert loader.end().code == 0
        assert worlds.digest(graph) == world.digests[number]
    return seconds / 4


@pytest.mark.parametrize("how", [MANY, SINGLE], ids=["many transactions", "one transaction"])
def test_a_killed_loader_is_made_good_by_the_next_run(
    first: Graph,
    server: Settings,
    world: World,
    how: dict[str, int],
) -> None:
    seconds = duration(first, server, world, how)
    tally, here = Tally(), 0
    for kill, moment in enumerate(moments(seconds, seed=2020)):
        target = 1 - here
        loader = LoaderProcess(order_of(server, world.versions, target, **how))
        loader.await_line("ready")
        time.sleep(moment)
        ended = loader.kill()
        is_half = check_what_readers_are_told(first, world, ended, here, target)
        tally.count(ended, is_half=is_half)
        # Every third time the input is what it was before: the reload has to be taken back.
        here = here if kill % 3 == 2 else target
        load_when_free(first, world, here)
        assert worlds.digest(first) == world.digests[here], f"kill {kill} after {moment:.3f} s"
        assert first.consistent(worlds.digest, patience=0.05) == world.digests[here]
    print(f"\nA reload of {seconds:.2f} s, killed {KILLS} times: {tally}")  # noqa: T201
    assert tally.within >= KILLS // 4, str(tally)
    assert tally.half or how is SINGLE, str(tally)
