"""The table of decisions on identity: where it lies, and how it and the graph stay one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graphdb.environment import environment
from graphdb.errors import InputRefusedError, LockHeldError, UnknownNameError
from graphdb.outfile import make_folder, write_whole
from loaders.identity.decisions import Decision, read_decisions, write_decisions

if TYPE_CHECKING:
    from graphdb.connection import Graph
    from loaders.runs import Run

VARIABLE = "PROXYGRAPH_DECISIONS"

PATIENCE_SECONDS = 300
"""How long to wait for a program that is changing the table: as long as it takes the graph."""


def default_table() -> Path:
    """Give the table that ``PROXYGRAPH_DECISIONS`` names, else ``decisions.csv`` here."""
    return Path(environment().get(VARIABLE) or "decisions.csv")


def known_decisions(graph: Graph, table: Path) -> tuple[Decision, ...]:
    """Read the table; where there is none yet, what the graph follows."""
    from loaders.identity.touched import stored_decisions

    return read_decisions(table) if table.exists() else stored_decisions(graph)


Change = Callable[[tuple[Decision, ...]], tuple[Decision, ...]]


def change_decisions(graph: Graph, table: Path, change: Change) -> Run:
    """Change the table and let the graph follow it; where either refuses, neither has changed.

    One program at a time: the table is read, changed and applied under a lock.

    Raises
    ------
    InputRefusedError
        The change is refused.
    LockHeldError
        Another run is writing to the graph.
    """
    from loaders.identity.applying import apply_decisions
    from loaders.options import LoadOptions
    from proxygraph import __version__

    options = LoadOptions(program_version=__version__)
    with table_lock(table):
        decisions = change(known_decisions(graph, table))
        with _kept_unless_done(table):
            write_decisions(table, decisions)
            return apply_decisions(graph, decisions, table, options)


@contextmanager
def table_lock(table: Path) -> Iterator[None]:
    """Keep other programs from changing the table while the block runs.

    Raises
    ------
    LockHeldError
        Another program has been changing it for a long time.
    """
    from filelock import FileLock, Timeout

    meant = Path(os.path.realpath(table))
    make_folder(meant.parent)
    lock = FileLock(meant.with_name(f".{meant.name}.lock"), timeout=PATIENCE_SECONDS)
    try:
        with lock:
            yield
    except Timeout as error:
        raise LockHeldError(
            f"another program has been changing {table} for {PATIENCE_SECONDS} s; run this again"
        ) from error


@contextmanager
def _kept_unless_done(table: Path) -> Iterator[None]:
    """Bring the table back to what it was where the block fails."""
    before = table.read_bytes().decode() if table.exists() else None
    try:
        yield
    except BaseException:
        if before is None:
            table.unlink(missing_ok=True)
        else:
            write_whole(table, before, newline="")
        raise


def check_ids(graph: Graph, left: str, right: str) -> None:
    """Make sure that both ids are loaded and name the same kind of thing.

    Raises
    ------
    UnknownNameError
        No loaded dataset has such an id.
    InputRefusedError
        One is a person and the other is not, say.
    """
    rows = graph.read("load/identity_labels", ids=[left, right])
    labels = {row["id"]: row["label"] for row in rows}
    for one in (left, right):
        if one not in labels:
            raise UnknownNameError(
                f"no loaded dataset has the id {one!r}; `proxygraph match` and `proxygraph find` "
                "show ids. Decisions on what is not loaded yet go into the table by hand"
            )
    if labels[left] != labels[right]:
        raise InputRefusedError(
            f"{left} is a {labels[left]} and {right} a {labels[right]}: they cannot be one"
        )
