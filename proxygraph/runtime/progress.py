"""Progress on standard error: a bar or spinner on a terminal, a line at start and end elsewhere."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from proxygraph.log import NOTICE, is_plain, is_set_up, set_up
from proxygraph.terminal import unguarded

if TYPE_CHECKING:
    from rich.console import Console

_LOG = logging.getLogger(__name__)


def say(line: str) -> None:
    """Tell whoever waits one line."""
    if not is_set_up():
        set_up()  # In a notebook nobody has chosen.
    _LOG.log(NOTICE, line)


@contextmanager
def counting_bytes(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how many of ``total`` bytes are there; the body calls what it gets with each count."""
    console = _console()
    started = monotonic()
    if console is None:
        say(f"{what} ({total / 1e6:.0f} MB) …")
        yield lambda count: None
        say(f"{what}: done in {monotonic() - started:.0f} s")
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, TransferSpeedColumn(), console=console) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count: progress.advance(task, count)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show that something takes a while."""
    console = _console()
    started = monotonic()
    if console is None:
        say(f"{what} …")
        yield
    else:
        with console.status(what):
            yield
    say(f"{what}: done in {monotonic() - started:.0f} s")


def _console() -> Console | None:
    if is_plain():
        return None
    from rich.console import Console

    return Console(file=unguarded(sys.stderr))
