"""Puts another store in the place of the database's own: wholly, or not at all.

While the server is down, the old parts are moved aside and the new ones moved in. A journal stands
from before the first move until after the last, and says which parts there were; taking it away is
the moment that counts. A start that finds the journal undoes what was moved. Old parts that stand
aside without a journal are left over from a swap that was finished, and can go.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    with former_set_aside(home):
        for part in PARTS:
            _move(data / part, home.data / part)


@contextmanager
def former_set_aside(home: Home) -> Iterator[Callable[[], None]]:
    """Set the store aside for a block that puts another in its place; the server is down.

    Where the block fails the store is put back; where the process ends in it, the next start does
    that, unless the block has called what it is given: from then on the new store stays whatever
    becomes of the process. A server that was started in the block is stopped before it fails.

    Raises
    ------
    OSError
        A part cannot be moved; what was moved is undone.
    """
    undo_unfinished_swap(home)
    _forget_former(home)
    parts = [part.as_posix() for part in PARTS if (home.data / part).exists()]
    try:
        _write_journal(home, parts)
        for part in PARTS:
            _move(home.data / part, _aside(home) / part)
        yield lambda: _commit(home)
    except BaseException:
        if _aside(home).exists():
            _write_journal(home, parts)  # It is gone where the new store was to stay.
        undo_unfinished_swap(home)
        raise
    _commit(home)
    shutil.rmtree(_aside(home), ignore_errors=True)  # The next swap takes what it leaves.


def undo_unfinished_swap(home: Home) -> bool:
    """Bring back the store that a swap, cut off before its end, had moved aside.

    It can be cut off itself, and repeated. Returns whether there was anything to undo.
    """
    if not _journal(home).exists():
        return False
    for part in _parts_in_journal(home):
        kept, place = _aside(home) / part, home.data / part
        if kept.exists():
            shutil.rmtree(place, ignore_errors=True)
            _move(kept, place)
    for part in _parts_in_journal(home, were_there=False):
        shutil.rmtree(home.data / part, ignore_errors=True)
    _commit(home)
    shutil.rmtree(_aside(home), ignore_errors=True)
    return True


def _parts_in_journal(home: Home, *, were_there: bool = True) -> list[Path]:
    """Read which parts there were, or were not, before the first move; none if it wasn't begun."""
    try:
        noted = json.loads(_journal(home).read_text(encoding="utf-8").splitlines()[1])
    except (IndexError, ValueError):  # Cut off while the journal was written.
        return []
    return [part for part in PARTS if (part.as_posix() in noted) == were_there]


def _forget_former(home: Home) -> None:
    """Remove what a finished swap, or one cut off before its journal was written, left aside."""
    if _aside(home).exists():
        shutil.rmtree(_aside(home))


def _journal(home: Home) -> Path:
    return staging(home) / "swapping"


def _aside(home: Home) -> Path:
    return staging(home) / "former"


def _commit(home: Home) -> None:
    _journal(home).unlink(missing_ok=True)
    _sync(staging(home))


def _write_journal(home: Home, parts: list[str]) -> None:
    staging(home).mkdir(mode=0o700, parents=True, exist_ok=True)
    with _journal(home).open("w", encoding="utf-8") as file:
        file.write("A store is being put in place; the next start undoes what was not finished.\n")
        file.write(f"{json.dumps(parts)}\n")
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
