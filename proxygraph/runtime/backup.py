"""Backup and restore of the local server's graph, by the server's own dump, check and load."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError, ProxygraphError
from graphdb.outfile import make_folder, temporary_folder, writing
from graphdb.schema import refuse_newer_graph
from loaders.lock import Lease, take_lock
from proxygraph.runtime.admin import AdminFailedError, admin
from proxygraph.runtime.configuration import write_configuration
from proxygraph.runtime.credentials import prepare_password
from proxygraph.runtime.download import fetch_jars
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.lockfile import locked_jars, locked_versions
from proxygraph.runtime.locking import start_lock
from proxygraph.runtime.memory import server_memory
from proxygraph.runtime.ports import Ports
from proxygraph.runtime.progress import waiting
from proxygraph.runtime.server import running_settings, server_status, stop_held
from proxygraph.runtime.starting import start_fresh
from proxygraph.runtime.state import read_state
from proxygraph.runtime.storeswap import former_set_aside

DATABASE = "neo4j"


@dataclass(frozen=True)
class Backup:
    """A backup that was made or restored: its file, its size in bytes, and the server's version."""

    file: Path
    size: int
    neo4j: str


def back_up(file: Path, *, force: bool = False, home: Home | None = None) -> Backup:
    """Dump the local server's graph into a file that only its owner can read, and check the dump.

    Community Edition dumps a database only while it is down: a running server is stopped for it,
    and started again. The file appears whole, or not at all.

    Parameters
    ----------
    file
        Where the dump goes, in the server's own format.
    force
        Replace a file that is there.

    Raises
    ------
    InputRefusedError
        The file is there already, its folder is not, or there is no graph to back up.
    LockHeldError
        A load is under way.
    AdminFailedError
        The dump failed, or is not consistent; no file is left.
    """
    home = home or default_home()
    file = file.expanduser().resolve()
    if file.exists() and not force:
        raise InputRefusedError(f"{file} is there already: name another file, or give --force")
    if not file.parent.is_dir():
        raise InputRefusedError(f"{file.parent} is not a folder: make it, or name another file")
    if not _has_graph(home):
        raise InputRefusedError(f"{home.root} has no graph yet: there is nothing to back up")
    with _stopped(home), temporary_folder(".backup-", within=file.parent) as folder:
        with waiting("Dumping the graph"):
            admin(home, "database", "dump", DATABASE, f"--to-path={folder}")
        dump = folder / f"{DATABASE}.dump"
        dump.chmod(0o600)
        with waiting("Checking the dump"):
            _check(home, folder)
        with writing(file):
            _flush(dump)
            dump.replace(file)
    return Backup(file, file.stat().st_size, locked_versions().neo4j)


def restore(file: Path, *, force: bool = False, home: Home | None = None) -> Backup:
    """Put a backup in the place of the local server's graph, and start the server on it.

    The backup is checked before anything is touched. The graph that was there is put back where
    the restored one cannot be started, or belongs to a newer version of this program.

    Parameters
    ----------
    file
        What :func:`back_up`, or ``neo4j-admin database dump``, wrote.
    force
        Replace the graph that is there.

    Raises
    ------
    InputRefusedError
        No such file, no sound backup, or a graph is there and ``force`` was not given.
    LockHeldError
        A load is under way.
    NewerGraphError
        A newer version of this program has written the backed-up graph.
    """
    home = home or default_home()
    file = file.expanduser().resolve()
    if not file.is_file():
        raise InputRefusedError(f"there is no file {file}: name one that `proxygraph backup` wrote")
    if _has_graph(home) and not force:
        raise InputRefusedError(
            f"{home.root} has a graph, which a restore would replace: back it up, then give --force"
        )
    _prepare(home)
    with start_lock(home), temporary_folder("restore-", within=home.data) as folder:
        _give_back(home, _lock_writers_out(home))  # Refused before the check, which takes minutes.
        staged = _stage(home, file, folder / "dump")
        lease = _lock_writers_out(home)
        ran = stop_held(home)
        try:
            with writing(home.data), former_set_aside(home) as commit:
                _load(home, staged)
                commit()
                _start_checked(home)
        except BaseException:
            if ran:
                start_fresh(home, read_state(home))
                _give_back(home, lease)
            raise
    return Backup(file, file.stat().st_size, locked_versions().neo4j)


def _has_graph(home: Home) -> bool:
    return (home.data / "databases" / DATABASE).is_dir()


def _prepare(home: Home) -> None:
    """Make a home in which no server has run yet ready for the administration tool."""
    home.create()
    fetch_jars(locked_jars(), home.cache)
    prepare_password(home)
    if not (home.conf / "neo4j.conf").exists():
        write_configuration(home, Ports(), server_memory())


def _lock_writers_out(home: Home) -> Lease | None:
    """Take the writers' lock where the server runs, to hold it until the server is down.

    Whoever came between a look at the lock and the end of the server would be cut off in the middle
    of a load. The caller holds the home's lock, so nobody starts the server meanwhile.

    Raises
    ------
    LockHeldError
        A load is under way.
    """
    if not server_status(home).ready:
        return None
    with Graph(running_settings(home)) as graph:
        return take_lock(graph, "(backup)")


def _give_back(home: Home, lease: Lease | None) -> None:
    """Give the writers' lock back, which is in the graph that was stopped."""
    if lease is None:
        return
    with suppress(ProxygraphError), Graph(running_settings(home)) as graph:
        graph.write("load/lock_release", token=lease.token)  # Or else its lease runs out.


@contextmanager
def _stopped(home: Home) -> Iterator[None]:
    """Keep the server down while the block runs; one that ran is started again."""
    with start_lock(home):
        lease = _lock_writers_out(home)
        ran = stop_held(home)
        try:
            yield
        finally:
            if ran:
                start_fresh(home, read_state(home))
                _give_back(home, lease)


def _check(home: Home, folder: Path) -> None:
    """Let the server's consistency check read the dump; it unpacks it beside the data."""
    with temporary_folder("check-", within=home.data) as work:
        admin(
            home,
            *("database", "check", DATABASE),
            f"--from-path={folder}",
            f"--temp-path={work}",
            f"--report-path={home.logs}",
        )


def _stage(home: Home, file: Path, folder: Path) -> Path:
    """Give the backup the name that the server's tools expect, and check it."""
    make_folder(folder, mode=0o700)
    try:
        (folder / f"{DATABASE}.dump").symlink_to(file)
    except OSError:
        with writing(folder / f"{DATABASE}.dump"):
            shutil.copyfile(file, folder / f"{DATABASE}.dump")
    try:
        with waiting("Checking the backup"):
            _check(home, folder)
    except AdminFailedError as error:
        raise InputRefusedError(
            f"{file} is not a sound backup, nothing was changed: {error}"
        ) from error
    return folder


def _load(home: Home, folder: Path) -> None:
    with waiting("Loading the backup"):
        admin(home, "database", "load", DATABASE, f"--from-path={folder}")


def _start_checked(home: Home) -> None:
    """Start the server on a restored graph; down again where the graph cannot be used."""
    try:
        with Graph(start_fresh(home, read_state(home))) as graph:
            refuse_newer_graph(graph)
            graph.write("load/lock_clear")
    except BaseException:
        stop_held(home)
        raise


def _flush(path: Path) -> None:
    """Make sure that the bytes are on the disk before the file gets its name."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
