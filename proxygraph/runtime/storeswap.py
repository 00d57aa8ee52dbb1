"""Puts another store in the place of the database's own: wholly, or not at all.

While the server is down, the old parts are moved aside and the new ones moved in. A journal stands
from before the first move until after the last; taking it away is the moment that counts. A start
that finds the journal undoes what was moved.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from proxygraph.runtime.home import Home

PARTS = (Path("databases", "neo4j"), Path("transactions", "neo4j"))
"""What a database consists of, below the data folder."""

FOLDER = "bulk"
"""Below the home: where stores are made, and where the old one is kept during a swap."""


def staging(home: Home) -> Path:
    """Give the folder in which stores are made, on the same file system as the data."""
    return home.root / FOLDER


def swap_store(home: Home, data: Path) -> None:
    """Put the store of another data folder in place; the server is down and its lock held.

    Raises
    ------
    OSError
        A part cannot be moved; what was moved is undone.
    """
    missing = [part for part in PARTS if not (data / part).is_dir()]
    if missing:
        raise FileNotFoundError(f"{data} has no {missing[0]}")
    try:
        _aside(home).mkdir(parents=True)
        _write_journal(home)
        for part in PARTS:
            _move(home.data / part, _aside(home) / part)
        for part in PARTS:
            _move(data / part, home.data / part)
    except BaseException:
        undo_unfinished_swap(home)
        raise
    _journal(home).unlink()
    _sync(staging(home))
    shutil.rmtree(_aside(home), ignore_errors=True)


def undo_unfinished_swap(home: Home) -> bool:
    """Bring back the store that a swap, cut off before its end, had moved aside.

    It can be cut off itself, and repeated. Returns whether there was anything to undo.
    """
    if not _journal(home).exists():
        return False
    for part in PARTS:
        kept = _aside(home) / part
        if kept.exists():
            shutil.rmtree(home.data / part, ignore_errors=True)
            _move(kept, home.data / part)
    _journal(home).unlink()
    shutil.rmtree(_aside(home), ignore_errors=True)
    return True


def _journal(home: Home) -> Path:
    return staging(home) / "swapping"


def _aside(home: Home) -> Path:
    return staging(home) / "former"


def _write_journal(home: Home) -> None:
    with _journal(home).open("w", encoding="utf-8") as file:
        file.write("A store is being put in place; the next start undoes what was not finished.\n")
        file.flush()
        os.fsync(file.fileno())
    _sync(staging(home))


def _move(source: Path, target: Path) -> None:
    if not source.exists():  # A database that was never written to has no transaction log.
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    _sync(target.parent)
    _sync(source.parent)


def _sync(folder: Path) -> None:
    """Have the folder's entries on the disk, where the system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
