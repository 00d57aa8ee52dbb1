"""Parts of a large input that other processes validate and write beside this one.

Python runs one thread at a time, so a second processor helps only a second process. A helper sees
all nodes, in the order in which this process sees them, and writes the claims of its own part.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from graphdb.errors import InputRefusedError, Problem, ProxygraphError
from graphdb.outfile import writing
from loaders.bulk.files import ImportFiles, Part
from loaders.difference import Difference, compare
from loaders.sources import SourceKind, source_kind

MOST_PARTS = 4
"""Processes at most: each reads all rows, and holds all ids."""

PARTED_BYTES = 10_000_000
"""Size of an input from which on a second process is worth its start."""

CHANGED = "the input has changed while it was read, nothing was written; run again"
"""What is reported where processes may have read different inputs."""

BEAT_SECONDS = 1.0
"""How often the wait for a helper is interrupted."""


class HelperFailedError(ProxygraphError):
    """A process that read a part of the input has ended early; take the ordinary load."""


@dataclass(frozen=True)
class Order:
    """Which part of a source a helper is to read, and where it writes the claims of it."""

    kind: str
    path: Path
    dataset: str
    rank: int
    folder: Path
    part: int
    parts: int
    version: str

    @property
    def answer(self) -> Path:
        """Where the helper leaves its answer."""
        return self.folder / f"part-{self.part}.answer"

    @property
    def errors(self) -> Path:
        """Where it says why it has failed."""
        return self.folder / f"part-{self.part}.errors"


class Answer(NamedTuple):
    """What a helper has found and written; ``numbering`` says which nodes it saw."""

    numbering: bytes
    rows: int
    rejected: int
    left_out: Counter[str]
    problems: list[Problem]
    written: Part


def parts_for(kind: SourceKind, path: Path) -> int:
    """Say into how many parts to divide an input: one where it is small or cannot be divided."""
    if kind.scan_part is None:
        return 1
    size = sum(file.stat().st_size for file in kind.files(path) if file.is_file())
    return min(MOST_PARTS, _processors()) if size >= PARTED_BYTES else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Helper:
    """A process that reads one part."""

    def __init__(self, order: Order) -> None:
        self._order = order
        paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        with writing(order.errors), order.errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", "from loaders.bulk.helpers import main; main()"],
                stdin=subprocess.PIPE,
                stderr=errors,
                env={**os.environ, "PYTHONPATH": paths, "PYTHON_COLORS": "0"},
            )
        assert self._process.stdin  # noqa: S101 - it was asked for
        self._input = self._process.stdin
        with suppress(BrokenPipeError):  # How it ended is told to who asks for the answer.
            self._input.write(pickle.dumps(order))
            self._input.flush()

    def answer(self, heartbeat: Callable[[], None]) -> Answer:
        """Wait for the answer.

        Raises
        ------
        HelperFailedError
            There will be none.
        ProxygraphError
            What kept the helper from its work.
        """
        while True:
            try:
                code = self._process.wait(BEAT_SECONDS)
                break
            except subprocess.TimeoutExpired:
                heartbeat()
        if code:
            said = self._order.errors.read_text("utf-8", "replace").strip().splitlines()
            raise HelperFailedError(
                f"the process that read part {self._order.part} of {self._order.path} ended with "
                f"code {code}, nothing was written; run again, or without the importer (--no-bulk)"
                f"{f': {said[-1]}' if said else ''}"
            )
        found = pickle.loads(self._order.answer.read_bytes())  # noqa: S301 - our own file
        if isinstance(found, ProxygraphError):
            raise found
        assert isinstance(found, Answer)  # noqa: S101 - it gives one or the other
        return found

    def stop(self) -> None:
        """See to it that it does not go on."""
        self._process.kill()
        self._process.wait()
        with suppress(BrokenPipeError):  # Of an order that it did not live to read.
            self._input.close()


@contextmanager
def helping(orders: list[Order]) -> Iterator[list[Helper]]:
    """Let helpers work; none outlives the block."""
    helpers: list[Helper] = []
    try:
        for order in orders:
            helpers.append(Helper(order))
        yield helpers
    finally:
        for helper in helpers:
            helper.stop()


def take_in(difference: Difference, files: ImportFiles, answer: Answer) -> None:
    """Add what a helper found and wrote to what was found and written here.

    Raises
    ------
    InputRefusedError
        The helper has seen other nodes: the input has changed meanwhile.
    """
    if answer.numbering != files.numbering:
        raise InputRefusedError(CHANGED)
    difference.rows += answer.rows
    difference.rejected += answer.rejected
    difference.left_out.update(answer.left_out)
    difference.counts["claims added"] += answer.written.claims
    for problem in answer.problems:
        difference.problems.add(problem)
    files.adopt(answer.written)


def carry_out(order: Order) -> Answer:
    """Do what a helper is to do, in this process."""
    kind = source_kind(order.kind)
    if kind.version != order.version:
        raise HelperFailedError(
            "this program was replaced while it read an input, nothing was written; run it again"
        )
    scan_part = kind.scan_part
    assert scan_part is not None, order.kind  # noqa: S101 - it is divided into parts
    scanned = scan_part(order.path, order.dataset, order.part, order.parts, all_nodes=True)
    with ImportFiles(order.folder, order.dataset, order.rank, order.part, order.parts) as files:
        empty = Difference(nodes=files.nodes, added_claims=files.claims)
        with compare(scanned, {}, empty=empty) as difference:
            files.put_rest_of_index()
            return Answer(
                files.numbering,
                difference.rows - len(files.nodes),
                difference.rejected,
                difference.left_out,
                list(difference.problems),
                files.as_part(),
            )


def main() -> None:
    """Be a helper: the order comes on standard input, whose end is that of who gave it."""
    order: Order = pickle.load(sys.stdin.buffer)  # noqa: S301 - from who started this process
    threading.Thread(target=_end_with_who_ordered, daemon=True).start()
    try:
        found: Answer | ProxygraphError = carry_out(order)
    except ProxygraphError as error:
        found = error
    with writing(order.answer):
        order.answer.write_bytes(pickle.dumps(found))


def _end_with_who_ordered() -> None:
    os.read(sys.stdin.fileno(), 1)  # Unbuffered: a buffer's lock would be held at the end.
    os._exit(1)
