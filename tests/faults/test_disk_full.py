"""A server whose disk runs full in the middle of a load, and gets room again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.synthetic import write_dataset
from graphdb.connection import Graph
from graphdb.errors import NoServerError, ProxygraphError
from graphdb.settings import Settings
from loaders import writer
from loaders.canonical import canonical_digest
from loaders.engine import load
from loaders.options import LoadOptions
from proxygraph.runtime import configuration
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.server import ensure_server, stop_server
from tests.conftest import empty
from tests.faults.conftest import when_free

pytestmark = [pytest.mark.server, pytest.mark.faults]

SMALL, LARGE = "400m", "1200m"
ROOM = 4 << 20
"""Bytes that are free when the load begins; it needs many times that."""

CLAIMS = 12_000
LEASE = 6


REMEDY = {"internal.dbms.tx_log.fail_on_corrupted_log_files": "false"}
"""Without it Neo4j cannot read the entry of its log that the full disk tore off, and never starts
again; with it, it leaves that entry out, which no transaction was ever told to be committed."""


@dataclass(frozen=True)
class SmallDisk:
    """The data folder of a server's home as a file system of its own, with a ballast file."""

    home: Home

    def mount(self, size: str, option: str = "") -> None:
        options = f"{option}size={size}"
        place = str(self.home.data)
        command = ["mount", "-t", "tmpfs", "-o", options, "proxygraph-faults", place]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")

    def fill(self) -> None:
        found = os.statvfs(self.home.data)
        ballast = found.f_bavail * found.f_frsize - ROOM
        with (self.home.data / "ballast").open("wb") as stream:
            os.posix_fallocate(stream.fileno(), 0, ballast)

    def make_room(self) -> None:
        self.mount(LARGE, "remount,")

    def unmount(self) -> None:
        subprocess.run(["umount", str(self.home.data)], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    monkeypatch.setenv("PROXYGRAPH_HEAP", "768m")
    monkeypatch.setenv("PROXYGRAPH_PAGECACHE", "128m")
    settings = configuration.server_settings
    monkeypatch.setattr(configuration, "server_settings", lambda *to: {**settings(*to), **REMEDY})
    made = SmallDisk(Home(tmp_path / "home", default_home().cache))
    made.home.create()
    made.mount(SMALL)
    try:
        yield made
    finally:
        stop_server(made.home)
        made.unmount()


def again(home: Home, folder: Path) -> Settings:
    """Load once more, with the server started anew where it no longer takes anything."""
    settings = ensure_server(home)
    try:
        with Graph(settings) as graph:
            load(graph, "tables", folder, "bench", LoadOptions(lease_seconds=LEASE))
    except ProxygraphError as error:
        print(f"\nThe server needs a new start: {type(error).__name__}: {error}")  # noqa: T201
        stop_server(home)
        settings = ensure_server(home)
        with Graph(settings) as graph:
            when_free(lambda: load(graph, "tables", folder, "bench"))
    return settings


@pytest.mark.parametrize("single", [0, 50_000], ids=["many transactions", "one transaction"])
def test_a_full_disk(
    disk: SmallDisk, tmp_path: Path, single: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SINGLE_TRANSACTION", single)
    folder = write_dataset(tmp_path / "data", CLAIMS)
    settings = ensure_server(disk.home)
    with Graph(settings) as graph:
        load(graph, "tables", write_dataset(tmp_path / "small", 100), "bench")
        before = canonical_digest(graph)
        disk.fill()
        with pytest.raises(ProxygraphError) as failed:
            load(graph, "tables", folder, "bench", LoadOptions(lease_seconds=LEASE))
    print(f"\n{type(failed.value).__name__}: {failed.value}")  # noqa: T201
    assert failed.value.exit_code in (1, NoServerError.exit_code)
    assert isinstance(failed.value.__cause__, Exception), "the server's own words are lost"
    disk.make_room()
    settings = again(disk.home, folder)
    with Graph(settings) as graph:
        reached = canonical_digest(graph)
        assert reached != before
        assert graph.consistent(canonical_digest, patience=0.05) == reached
        empty(graph, settings)
        load(graph, "tables", folder, "bench")
        assert canonical_digest(graph) == reached
