"""Files that people asked for: written whole or not at all, through links and devices."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from graphdb.errors import FileNotWrittenError


@contextmanager
def whole_file(path: Path, newline: str = "\n") -> Iterator[IO[str]]:
    """Open a file for writing; it appears, or replaces an older one, when the block has ended.

    A symbolic link stays, what it leads to is written. A device or a pipe is written as it is.

    Raises
    ------
    FileNotWrittenError
        The machine refuses it; a file that was there is as it was.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder) / "a.txt") as stream:
    ...         _ = stream.write("text")
    ...     (Path(folder) / "a.txt").read_text()
    'text'
    """
    with (
        whole_path(path) as written,
        written.open("w", encoding="utf-8", newline=newline) as stream,
    ):
        yield stream


def write_whole(path: Path, text: str, newline: str = "\n") -> None:
    """Write a text at once, as :func:`whole_file` does."""
    with whole_file(path, newline) as stream:
        stream.write(text)


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Give a path to write at, whose file takes the place of ``path`` when the block has ended.

    Raises
    ------
    FileNotWrittenError
        The machine refuses it; a file that was there is as it was.
    """
    try:
        meant = Path(os.path.realpath(path))
        if meant.exists() and not meant.is_file():
            yield meant
            return
        beside = meant.with_name(f".{meant.name[:200]}.{secrets.token_hex(4)}{meant.suffix[:20]}")
        try:
            yield beside
            _follow(beside, meant)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise FileNotWrittenError(f"{path} cannot be written: {error.strerror or error}") from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are not there.

    Raises
    ------
    FileNotWrittenError
        The machine refuses it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWrittenError(f"{folder} cannot be made: {error.strerror or error}") from error


def _follow(beside: Path, meant: Path) -> None:
    """Bring what was written to the disk and to its name, with the rights of the file before."""
    descriptor = os.open(beside, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if meant.exists():
        beside.chmod(stat.S_IMODE(meant.stat().st_mode))
    beside.replace(meant)
