"""A reader that asks for consistency sees no half state while 200 reloads go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders import difference, writer
from loaders.engine import load
from tests.datasets import claim, person, write_tables
from tests.faults.process import wait_until

pytestmark = [pytest.mark.server, pytest.mark.faults]

RELOADS = 200
WAIT_EVERY = 5
"""After so many reloads the writer waits until the reader has caught up: on a machine that is busy
with other things it would see too few versions, or lose its patience."""

Pair = tuple[str, str]


def write_version(folder: Path, number: int) -> Path:
    """Two facts that every version changes together: a person's alias and a claim's note."""
    text = f"version {number}"
    actors = [person("A", aliases=text), person("B")]
    return write_tables(
        folder,
        actors=actors,
        claims=[
            claim("TIED_TO", "person/a", "person/b", id="tie", kind="working", note=text),
            claim("TIED_TO", "person/a", "person/b", id=f"new-{number}", kind="working"),
        ],
    )


def read_pair(opened: Graph, between: Callable[[], object] = lambda: None) -> Pair:
    """Read the two facts by two statements, as an analysis does."""
    nodes = opened.read("load/export_nodes")
    between()
    claims = opened.read("load/export_relationships")
    (alias,) = (
        row["properties"]["aliases"][0]
        for row in nodes
        if row["properties"].get("id") == "person/a"
    )
    (note,) = (row["properties"]["note"] for row in claims if "note" in row["properties"])
    return alias, note


class Looping:
    """Reads over and over in a thread of its own while the block runs."""

    def __init__(self, settings: Settings, read: Callable[[Graph], Pair]) -> None:
        self.seen: list[Pair] = []
        self._settings, self._read = settings, read
        self._stop = threading.Event()
        self._failures: list[BaseException] = []
        self._thread = threading.Thread(target=self._loop)

    def __enter__(self) -> Looping:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._stop.set()
        self._thread.join()

    def _loop(self) -> None:
        try:
            with Graph(self._settings) as reader:
                while not self._stop.is_set():
                    self.seen.append(self._read(reader))
        except BaseException as error:  # noqa: BLE001 - told to the test
            self._failures.append(error)

    def await_pair(self, pair: Pair) -> None:
        """Wait until this pair is what was read last."""
        wait_until(lambda: pair in self.seen[-1:] or bool(self._failures))
        assert self._failures == []


@pytest.fixture(params=[0, 50_000], ids=["many transactions", "one transaction"])
def _batches_of_one(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "BATCH", 1)
    monkeypatch.setattr(writer, "BATCH", 1)
    monkeypatch.setattr(writer, "SINGLE_TRANSACTION", request.param)


@pytest.mark.usefixtures("_batches_of_one")
def test_no_half_state_is_seen_during_200_reloads(
    graph: Graph, server: Settings, tmp_path: Path
) -> None:
    load(graph, "tables", write_version(tmp_path, 0), "demo")

    def read_consistently(opened: Graph) -> Pair:
        return opened.consistent(read_pair, patience=600, pause=0.001)

    with Looping(server, read_consistently) as reader, Looping(server, read_pair) as careless:
        for number in range(1, RELOADS + 1):
            done = load(graph, "tables", write_version(tmp_path, number), "demo")
            assert done.outcome == "changed"
            if number % WAIT_EVERY == 0:
                whole = (f"version {number}", f"version {number}")
                reader.await_pair(whole)
                careless.await_pair(whole)
    torn, torn_unguarded = (
        sum(alias != note for alias, note in one.seen) for one in (reader, careless)
    )
    print(  # noqa: T201
        f"\n{RELOADS} reloads: {torn} of {len(reader.seen)} consistent reads torn, of "
        f"{len(set(reader.seen))} versions; {torn_unguarded} of {len(careless.seen)} without it"
    )
    assert torn == 0
    assert len(set(reader.seen)) >= RELOADS // WAIT_EVERY


@pytest.mark.usefixtures("_batches_of_one")
def test_a_half_state_is_there_to_be_seen(graph: Graph, tmp_path: Path) -> None:
    """What the test above excludes does happen where nobody asks for consistency."""
    load(graph, "tables", write_version(tmp_path, 0), "demo")
    loaded: list[int] = []

    def reload() -> None:
        if not loaded:
            loaded.append(1)
            load(graph, "tables", write_version(tmp_path, 1), "demo")

    assert read_pair(graph, reload) == ("version 0", "version 1")
    loaded.clear()
    load(graph, "tables", write_version(tmp_path, 0), "demo")
    whole = graph.consistent(lambda opened: read_pair(opened, reload))
    assert whole == ("version 1", "version 1")
