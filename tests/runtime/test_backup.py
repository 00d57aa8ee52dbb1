"""A graph dumped, checked, and put back: on servers of this module's own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError, LockHeldError, NewerGraphError
from graphdb.schema import migrations
from graphdb.settings import Settings
from loaders.canonical import canonical_digest
from loaders.engine import load
from loaders.lock import writers_lock
from proxygraph.cli import run
from proxygraph.runtime import backup
from proxygraph.runtime.backup import back_up, restore
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.server import ensure_server, server_status, stop_server
from tests.datasets import claim, person, write_tables

pytestmark = pytest.mark.server
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def _little_memory() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NEO4J_URI", raising=False)
        patch.setenv("PROXYGRAPH_HEAP", "768m")
        patch.setenv("PROXYGRAPH_PAGECACHE", "128m")
        yield


@pytest.fixture(scope="module")
def home(_little_memory: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    made = Home(tmp_path_factory.mktemp("backup") / "home", default_home().cache)
    yield made
    stop_server(made)


@pytest.fixture
def settings(home: Home) -> Settings:
    return ensure_server(home)


def load_named(settings: Settings, folder: Path, name: str) -> str:
    actors = [person(name), person("B")]
    tie = claim("TIED_TO", actors[0]["id"], "person/b", id="tie", kind="working")
    with Graph(settings) as graph:
        load(graph, "tables", write_tables(folder, actors=actors, claims=[tie]), "demo")
        return canonical_digest(graph)


def digest_of(settings: Settings) -> str:
    with Graph(settings) as graph:
        return canonical_digest(graph)


def test_what_was_backed_up_comes_back_and_only_with_force(
    home: Home, settings: Settings, tmp_path: Path
) -> None:
    first = load_named(settings, tmp_path / "first", "A")
    file = tmp_path / "graph.dump"
    made = back_up(file, home=home)
    assert (made.file, made.size) == (file, file.stat().st_size)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "graph.dump"]
    assert server_status(home).ready, "the server that ran runs again"
    with pytest.raises(InputRefusedError, match="--force"):
        back_up(file, home=home)

    second = load_named(settings, tmp_path / "second", "Changed")
    assert second != first
    with pytest.raises(InputRefusedError, match="--force"):
        restore(file, home=home)
    assert digest_of(settings) == second
    restore(file, home=home, force=True)
    assert digest_of(ensure_server(home)) == first
    assert not list(home.data.glob("restore-*")) + list(home.data.glob("check-*"))

    # On a machine that has never run one: a home that is not there yet, another password.
    elsewhere = Home(tmp_path / "elsewhere", home.cache)
    try:
        restore(file, home=elsewhere)
        assert digest_of(ensure_server(elsewhere)) == first
        assert elsewhere.password_file.read_text() != home.password_file.read_text()
    finally:
        stop_server(elsewhere)


def test_a_damaged_backup_is_refused_before_anything_is_touched(
    home: Home, settings: Settings, tmp_path: Path
) -> None:
    before = load_named(settings, tmp_path / "data", "Kept")
    pid = server_status(home).pid
    for name, content in (("empty.dump", b""), ("noise.dump", os.urandom(5_000))):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(InputRefusedError, match="not a sound backup"):
            restore(file, home=home, force=True)
    assert server_status(home).pid == pid, "the server was not even stopped"
    assert digest_of(settings) == before


def test_a_backup_of_a_newer_graph_is_refused_and_the_former_graph_put_back(
    home: Home, settings: Settings, tmp_path: Path
) -> None:
    load_named(settings, tmp_path / "newer", "Newer")
    with Graph(settings) as graph:
        graph.write("schema/migration_record", number=migrations()[-1].number + 1, name="newer")
    file = tmp_path / "newer.dump"
    back_up(file, home=home)
    with Graph(ensure_server(home)) as graph:
        graph.outside_transaction("testing/remove_everything")
    former = load_named(ensure_server(home), tmp_path / "former", "Former")
    with pytest.raises(NewerGraphError):
        restore(file, home=home, force=True)
    assert digest_of(ensure_server(home)) == former


def test_nothing_is_stopped_under_a_load(home: Home, settings: Settings, tmp_path: Path) -> None:
    load_named(settings, tmp_path / "data", "A")
    pid = server_status(home).pid
    with Graph(settings) as graph, writers_lock(graph, "demo"), pytest.raises(LockHeldError):
        back_up(tmp_path / "graph.dump", home=home)
    assert server_status(home).pid == pid
    assert not (tmp_path / "graph.dump").exists()


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_the_verbs_exit_with_3_where_they_refuse(
    verb: str,
    home: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PROXYGRAPH_HOME", str(home.root))
    missing = tmp_path / "missing" / "graph.dump"
    assert run([verb, str(missing)]) == 3
    told = capsys.readouterr()
    assert str(missing.parent) in told.err
    assert told.out == ""


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_nobody_begins_to_write_before_the_server_is_down(
    verb: str,
    home: Home,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between the look at the lock and the end of the server there is no gap."""
    loaded = load_named(settings, tmp_path / "data", "A")
    file = tmp_path / "graph.dump"
    if verb == "restore":
        back_up(file, home=home)
    stop_held = backup.stop_held
    refused: list[str] = []

    def stop_after_a_writer_has_come(of: Home) -> bool:
        with Graph(ensure_server(home)) as graph:
            try:
                with writers_lock(graph, "demo"):
                    refused.append("")
            except LockHeldError as error:
                refused.append(str(error))
        return stop_held(of)

    with monkeypatch.context() as patch:
        patch.setattr(backup, "stop_held", stop_after_a_writer_has_come)
        if verb == "backup":
            back_up(file, home=home)
        else:
            restore(file, home=home, force=True)
    assert len(refused) == 1
    assert "is writing (dataset (backup))" in refused[0]
    with Graph(ensure_server(home)) as graph, writers_lock(graph, "demo"):  # It was given back.
        assert canonical_digest(graph) == loaded


def test_a_restore_that_is_cut_off_leaves_the_former_graph(
    home: Home, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_named(settings, tmp_path / "data", "A")
    file = back_up(tmp_path / "graph.dump", home=home).file
    former = load_named(ensure_server(home), tmp_path / "former", "Former")
    child = (
        "import os, sys; from pathlib import Path; from proxygraph.runtime import backup; "
        "from proxygraph.runtime.home import Home; load = backup._load\n"
        "def die(*said):\n    load(*said)\n    os._exit(86)\n"
        "backup._load = die\n"
        "backup.restore(Path(sys.argv[1]), force=True, "
        "home=Home(Path(sys.argv[2]), Path(sys.argv[3])))"
    )
    command = [sys.executable, "-c", child, str(file), str(home.root), str(home.cache)]
    ended = subprocess.run(command, cwd=ROOT, timeout=400, check=False)
    assert ended.returncode == 86
    assert digest_of(ensure_server(home)) == former
