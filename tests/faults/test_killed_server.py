"""SIGKILL of the server at 30 moments of a reload; and a server that comes back in time."""

from __future__ import annotations

import psutil
import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from proxygraph.runtime.home import Home
from proxygraph.runtime.process import find_process, is_alive
from proxygraph.runtime.server import ensure_server
from tests.faults import worlds
from tests.faults.conftest import load_when_free
from tests.faults.kills import KILLS, Tally, check_what_readers_are_told, moments
from tests.faults.process import LoaderProcess, order_of, wait_until
from tests.faults.worlds import World

pytestmark = [pytest.mark.server, pytest.mark.faults]

MANY = {"batch": 40, "single_transaction": 0, "lease_seconds": 4}
PATIENCE = 600.0
"""Seconds for which the driver tries again; a start on a busy machine exceeds its default, 30."""

OURS = (1, 4)
"""Exit codes of a loader whose server is gone: a statement failed, or nobody answers."""


def kill_server(home: Home) -> None:
    process = find_process(home)
    assert isinstance(process, psutil.Process)
    process.kill()
    wait_until(lambda: not is_alive(process))


def lines(graph: Graph, settings: Settings, world: World) -> dict[int, int]:
    """How many lines an undisturbed reload tells, to version 1 and back to 0."""
    told = {}
    for number in (1, 0):
        ended = LoaderProcess(order_of(settings, world.versions, number, **MANY)).end()
        assert ended.code == 0, ended.errors
        told[number] = len(ended.told)
    assert worlds.digest(graph) == world.digests[0]
    return told


def test_a_killed_server_loses_nothing_and_the_next_run_ends_right(
    first: Graph, home: Home, server: Settings, world: World
) -> None:
    tally, here = Tally(), 0
    all_lines = lines(first, server, world)
    for kill, moment in enumerate(moments(seed=2021)):
        target = 1 - here
        how = {**MANY, "retry_seconds": 1.0, "stop_after": moment.line(all_lines[target])}
        loader = LoaderProcess(order_of(server, world.versions, target, **how))
        loader.await_pause_or_end()
        moment.pass_on(loader)
        kill_server(home)
        loader.wake()
        ended = loader.end()
        if "finished" in ended.told:
            assert ended.code == 0
        else:
            assert ended.code in OURS, ended.errors
            assert "\nError: " in f"\n{ended.errors}", ended.errors
            assert "Traceback" not in ended.errors
        assert ensure_server(home) == server, "it is back where it was"
        is_half = check_what_readers_are_told(first, world, ended, here, target)
        tally.count(ended, is_half=is_half)
        here = here if kill % 3 == 2 else target
        load_when_free(first, world, here)
        assert worlds.digest(first) == world.digests[here], f"kill {kill}, {moment}"
        assert first.consistent(worlds.digest, patience=0.05) == world.digests[here]
    print(f"\nServer killed {KILLS} times in a reload of {all_lines} lines: {tally}")  # noqa: T201
    assert tally.within >= KILLS // 4, str(tally)
    assert tally.half, str(tally)


def test_a_load_goes_on_when_the_server_is_back_within_the_drivers_patience(
    first: Graph, home: Home, server: Settings, world: World
) -> None:
    moment = "committed load/version_begin"
    how = {**MANY, "lease_seconds": 600, "retry_seconds": PATIENCE}
    order = order_of(server, world.versions, 1, **how, stop_at=moment)
    loader = LoaderProcess(order)
    loader.await_line(moment)
    loader.await_pause()
    kill_server(home)
    loader.wake()
    ensure_server(home)
    ended = loader.end()
    assert ended.code == 0, ended.errors
    assert worlds.digest(first) == world.digests[1]
