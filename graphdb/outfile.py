"""Files that are written: what the machine refuses is one error that names the file.

Files that people asked for are written whole or not at all, through links and devices.
"""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from graphdb.errors import FileNotWrittenError


@contextmanager
def whole_file(path: Path, newline: str = "\n", errors: str = "strict") -> Iterator[IO[str]]:
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
        written.open("w", encoding="utf-8", newline=newline, errors=errors) as stream,
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
    with writing(path):
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


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Let what the machine refuses within the block be an error that names a file.

    Raises
    ------
    FileNotWrittenError
        The machine refuses it.

    Examples
    --------
    >>> with writing(Path("a.txt")):
    ...     raise OSError(28, "No space left on device")
    Traceback (most recent call last):
        ...
    graphdb.errors.FileNotWrittenError: a.txt cannot be written: No space left on device
    """
    try:
        yield
    except OSError as error:
        raise not_written(path, error) from error


def not_written(path: Path, error: OSError) -> FileNotWrittenError:
    """Say that a file cannot be written, and why."""
    return FileNotWrittenError(f"{path} cannot be written: {error.strerror or error}")


class OutStream:
    """A new file that stays open for many pieces; its errors name it, and no others do.

    Parameters
    ----------
    is_binary
        It takes bytes; else text, which is written as it is.

    Raises
    ------
    FileNotWrittenError
        The machine refuses to open it, to write to it or to close it.
    """

    def __init__(self, path: Path, *, is_binary: bool = False, buffering: int = -1) -> None:
        self._path = path
        with writing(path):
            self._stream: IO[Any] = (
                path.open("wb", buffering=buffering)
                if is_binary
                else path.open("w", encoding="utf-8", newline="", buffering=buffering)
            )

    def __enter__(self) -> OutStream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write(self, piece: str | bytes) -> None:
        """Write a piece."""
        try:
            self._stream.write(piece)
        except OSError as error:
            raise not_written(self._path, error) from error

    def close(self) -> None:
        """Write the rest, and close the file."""
        with writing(self._path):
            self._stream.close()


@contextmanager
def temporary_folder(prefix: str = "proxygraph-", within: Path | None = None) -> Iterator[Path]:
    """Give a new folder that is gone after the block.

    Raises
    ------
    FileNotWrittenError
        The machine refuses to make it.
    """
    with writing(within or Path("a temporary folder")):
        made = tempfile.TemporaryDirectory(prefix=prefix, dir=within)
    with made as name:
        yield Path(name)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder, and those above it, where they are not there.

    Raises
    ------
    FileNotWrittenError
        The machine refuses it.
    """
    try:
        folder.mkdir(mode, parents=True, exist_ok=True)
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
