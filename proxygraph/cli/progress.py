"""Progress of a load on a terminal; silent where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from proxygraph.log import is_plain
from proxygraph.terminal import unguarded

Watch = Callable[[str, int, int], None]


@contextmanager
def load_progress() -> Iterator[Watch]:
    """Show how far a load has come, on standard error."""
    if is_plain():
        yield lambda doing, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(file=unguarded(sys.stderr))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def watch(doing: str, done: int, total: int) -> None:
            text = f"{doing} {done:,} rows" if doing == "reading" else doing
            progress.update(task, description=text, completed=done, total=total or None)

        yield watch
