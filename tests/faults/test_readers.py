"""A reader that asks for consistency sees no half state while 200 reloads go on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders import difference, writer
from loaders.engine import load
from tests.datasets import claim, person, write_tables

pytestmark = [pytest.mark.server, pytest.mark.faults]

RELOADS = 200
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


def read_pair(opened: Graph) -> Pair:
    """Read the two facts by two statements, as an analysis does."""
    nodes = opened.read("load/export_nodes")
    claims = opened.read("load/export_relationships")
    (alias,) = (
        row["properties"]["aliases"][0]
        for row in nodes
        if row["properties"].get("id") == "person/a"
    )
    (note,) = (row["properties"]["note"] for row in claims if "note" in row["properties"])
    return alias, note


@contextmanager
def looping(settings: Settings, read: Callable[[Graph], Pair]) -> Iterator[list[Pair]]:
    """Read over and over in a thread of its own while the block runs."""
    stop = threading.Event()
    seen: list[Pair] = []

    def loop() -> None:
        with Graph(settings) as reader:
            while not stop.is_set():
                seen.append(read(reader))

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("single", [0, 50_000], ids=["many transactions", "one transaction"])
def test_no_half_state_is_seen_during_200_reloads(
    graph: Graph,
    server: Settings,
    tmp_path: Path,
    single: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(difference, "BATCH", 1)
    monkeypatch.setattr(writer, "BATCH", 1)
    monkeypatch.setattr(writer, "SINGLE_TRANSACTION", single)
    load(graph, "tables", write_version(tmp_path, 0), "demo")

    def read_consistently(opened: Graph) -> Pair:
        return opened.consistent(read_pair, pause=0.001)

    with looping(server, read_consistently) as seen, looping(server, read_pair) as unguarded:
        for number in range(1, RELOADS + 1):
            done = load(graph, "tables", write_version(tmp_path, number), "demo")
            assert done.outcome == "changed"
    torn = sum(alias != note for alias, note in seen)
    torn_unguarded = sum(alias != note for alias, note in unguarded)
    print(  # noqa: T201
        f"\n{RELOADS} reloads: {torn} of {len(seen)} consistent reads torn, of {len(set(seen))} "
        f"versions; {torn_unguarded} of {len(unguarded)} reads without it"
    )
    assert torn == 0
    assert len(set(seen)) > RELOADS // 4, "the reader saw too few versions to mean anything"
    assert torn_unguarded > 0, "nothing could be torn, so nothing was shown"
