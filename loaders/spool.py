"""Changes that wait for their write, on disk beyond the first batch, so that memory stays small."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import IO, Generic, TypeVar

from graphdb.errors import ProxygraphError

T = TypeVar("T")


class SpoolError(ProxygraphError):
    """Temporary files cannot be written or read; make room there, run again."""


class Spool(Generic[T]):
    """A queue that keeps one batch in memory and the others in a file that nobody else sees."""

    def __init__(self, batch: int) -> None:
        self.length = 0
        self._batch = batch
        self._waiting: list[T] = []
        self._offsets: list[int] = []
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Spool[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; what was queued is gone."""
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return self.length

    def add(self, item: T) -> None:
        """Put one item at the end."""
        self._waiting.append(item)
        self.length += 1
        if len(self._waiting) >= self._batch:
            self._flush()

    def _flush(self) -> None:
        with _told():
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="proxygraph-")  # noqa: SIM115
            self._offsets.append(self._file.seek(0, 2))
            pickle.dump(self._waiting, self._file, protocol=5)
            self._file.flush()
        self._waiting = []

    def __iter__(self) -> Iterator[T]:
        for batch in self.batches():
            yield from batch

    def batches(self) -> Iterator[list[T]]:
        """Give all items in batches; can be called again."""
        for offset in self._offsets:
            assert self._file is not None  # noqa: S101 - an offset was taken in it
            with _told():
                self._file.seek(offset)
                batch: list[T] = pickle.load(self._file)  # noqa: S301 - our own unnamed file
            yield batch
        if self._waiting:
            yield list(self._waiting)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SpoolError(
            f"a temporary file in {tempfile.gettempdir()} cannot be used "
            f"({error.strerror or error}); make room there, or name another folder in TMPDIR, and "
            "run again: what was committed is kept"
        ) from error
