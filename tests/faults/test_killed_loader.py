"""SIGKILL of the loader, at 30 moments of a reload in many transactions, and 30 in a single one."""

from __future__ import annotations

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import unload
from tests.faults import worlds
from tests.faults.conftest import load_when_free, when_free
from tests.faults.kills import KILLS, Tally, check_what_readers_are_told, moments
from tests.faults.process import LoaderProcess, order_of
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

MANY = {"batch": 40, "single_transaction": 0}
SINGLE = {"batch": 40}


def lines(graph: Graph, settings: Settings, world: World, how: dict[str, int]) -> dict[int, int]:
    """How many lines an undisturbed reload tells, to version 1 and back to 0."""
    told = {}
    for number in (1, 0):
        order = order_of(settings, world.versions, number, **how, lease_seconds=60)
        ended = LoaderProcess(order).end()
        assert ended.code == 0, ended.errors
        assert worlds.digest(graph) == world.digests[number]
        told[number] = len(ended.told)
    return told


@pytest.mark.parametrize("how", [MANY, SINGLE], ids=["many transactions", "one transaction"])
def test_a_killed_loader_is_made_good_by_the_next_run(
    first: Graph,
    server: Settings,
    world: World,
    how: dict[str, int],
) -> None:
    tally, here = Tally(), 0
    all_lines = lines(first, server, world, how)
    for kill, moment in enumerate(moments(seed=2020)):
        target = 1 - here
        stop = {"stop_after": moment.line(all_lines[target])}
        loader = LoaderProcess(order_of(server, world.versions, target, **how, **stop))
        loader.await_pause_or_end()
        moment.pass_on(loader)
        ended = loader.kill()
        is_half = check_what_readers_are_told(first, world, ended, here, target)
        tally.count(ended, is_half=is_half)
        # Every third time the input is what it was before: the reload has to be taken back.
        here = here if kill % 3 == 2 else target
        load_when_free(first, world, here)
        assert worlds.digest(first) == world.digests[here], f"kill {kill}, {moment}"
        assert first.consistent(worlds.digest, patience=0.05) == world.digests[here]
    print(f"\nA reload of {all_lines} lines, killed {KILLS} times: {tally}")  # noqa: T201
    assert tally.within >= KILLS // 4, str(tally)
    assert tally.half or how is SINGLE, str(tally)


def test_another_datasets_load_does_not_hide_an_unfinished_one(
    first: Graph, server: Settings, world: World
) -> None:
    moment = "committed load/claims_create"
    loader = LoaderProcess(order_of(server, world.versions, 1, **MANY, stop_at=moment))
    loader.await_line(moment)
    loader.await_pause()
    loader.kill()
    when_free(lambda: unload(first, worlds.OTHER))
    worlds.load_other(first, world.other)
    assert first.state().torn == (worlds.MAIN,)
    first.consistent(worlds.digest, patience=0.05)  # With a warning, as nobody is writing.
    load_when_free(first, world, 1)
    assert first.consistent(worlds.digest, patience=0.05) == world.digests[1]


@pytest.mark.parametrize(
    "step",
    [
        "lock_acquire",
        "version_begin",
        "records_write",
        "claims_delete",
        "claims_update",
        "claims_create",
        "records_delete",
        "version_end",
        "run_write",
        "lock_release",
    ],
)
def test_a_load_killed_after_a_step_can_be_taken_back(
    first: Graph, server: Settings, world: World, step: str
) -> None:
    """The input is again what it was: nothing of the load that died may stay."""
    moment = f"committed load/{step}"
    loader = LoaderProcess(order_of(server, world.versions, 1, **MANY, stop_at=moment))
    loader.await_line(moment)
    loader.await_pause()
    ended = loader.kill()
    check_what_readers_are_told(first, world, ended, 0, 1)
    load_when_free(first, world, 0)
    assert worlds.digest(first) == world.digests[0]
