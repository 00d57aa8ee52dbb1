"""A local server that these tests may kill, and the digests that loads must end in."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from graphdb.connection import Graph
from graphdb.errors import LockHeldError
from graphdb.settings import Settings
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.ports import Ports, is_free
from proxygraph.runtime.rehearsal import prepare_fast_starts
from proxygraph.runtime.server import ensure_server, stop_server
from proxygraph.runtime.state import State, write_state
from tests.conftest import empty
from tests.faults import process, worlds
from tests.faults.worlds import World


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The home of a server of these tests' own: a process of this machine, never a container."""
    made = Home(tmp_path_factory.mktemp("faults") / "home", default_home().cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROXYGRAPH_HEAP", "1g")
        patch.setenv("PROXYGRAPH_PAGECACHE", "256m")
        prepare_fast_starts(made)
        made.create()
        write_state(made, State(Ports(*quiet_ports()), ""))
        try:
            yield made
        finally:
            stop_server(made)


def quiet_ports() -> list[int]:
    """Two free ports below those that Linux gives to outgoing connections: a server that is killed
    finds its own free when it comes back."""
    rng = random.Random()  # noqa: S311
    return list(islice(filter(is_free, rng.sample(range(20_000, 30_000), 100)), 2))


@pytest.fixture
def server(home: Home) -> Settings:
    """The running server, started again where a test before has ended it."""
    return ensure_server(home)


@pytest.fixture(autouse=True)
def _no_loader_is_left() -> Iterator[None]:
    yield
    while process.STARTED:
        process.STARTED.pop().kill()


@pytest.fixture(scope="session")
def world(home: Home, tmp_path_factory: pytest.TempPathFactory) -> World:
    """All versions of the dataset, and where a fresh load of each ends."""
    folder = tmp_path_factory.mktemp("world")
    versions, other = worlds.write_versions(folder), worlds.write_other(folder)
    settings = ensure_server(home)
    digests = []
    with Graph(settings) as graph:
        for number in range(len(versions)):
            empty(graph, settings)
            worlds.load_version(graph, versions, number)
            worlds.load_other(graph, other)
            digests.append(worlds.digest(graph))
    assert len(set(digests)) == len(versions)
    return World(versions, other, tuple(digests))


@pytest.fixture
def first(graph: Graph, world: World) -> Graph:
    """The graph with the other dataset and the first version of the main one."""
    worlds.load_other(graph, world.other)
    worlds.load_version(graph, world.versions, 0)
    assert worlds.digest(graph) == world.digests[0]
    return graph


def load_when_free(graph: Graph, world: World, number: int) -> None:
    """Load a version as soon as the lock is free."""
    when_free(lambda: worlds.load_version(graph, world.versions, number))


def when_free(write: Callable[[], object]) -> None:
    """Write as soon as the lock is free, of which the server's clock decides."""
    deadline = time.monotonic() + process.PATIENCE
    while True:
        try:
            write()
        except LockHeldError:
            assert time.monotonic() < deadline, "the lease of a dead holder does not run out"
            time.sleep(0.05)
        else:
            return
