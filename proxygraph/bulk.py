"""A first load through Neo4j's offline importer, which large inputs take by themselves.

The running server stays empty until the end: files are written and imported beside it. Then it is
stopped, the imported store put in place in one step, and started again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphdb.connection import Graph
from graphdb.errors import NoServerError, UnknownNameError
from graphdb.outfile import make_folder, temporary_folder
from graphdb.schema import apply_schema
from graphdb.settings import settings_from_environment
from loaders.bulk.columns import NotForImportError
from loaders.bulk.helpers import HelperFailedError
from loaders.bulk.prepare import Prepared, occupied_by, prepare, refuse_unless_empty
from loaders.clock import Clock
from loaders.engine import load
from loaders.lock import Keeper, writers_lock
from loaders.options import LoadOptions
from loaders.sources import STANDARD_INPUT, fingerprint, local_input, source_kind
from loaders.stored_datasets import check_name
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.importer import ImportFailedError, import_store
from proxygraph.runtime.lockfile import is_version_5, locked_jars
from proxygraph.runtime.server import restarted_around
from proxygraph.runtime.storeswap import staging, swap_store

if TYPE_CHECKING:
    from loaders.runs import Run

WORTH_LINES = 150_000
"""Lines of input from which on a first load is quicker in bulk (docs/scale.md has the figures)."""

BLOCK = 1 << 20


def load_as_fits(
    graph: Graph,
    kind_name: str,
    path: Path,
    dataset: str,
    options: LoadOptions | None = None,
    bulk: bool | None = None,
) -> Run:
    """Load a dataset in bulk where that was asked for or is worth it, else in the ordinary way.

    Parameters
    ----------
    graph
        The graph to load into.
    kind_name, path, dataset, options
        As for :func:`loaders.engine.load`.
    bulk
        Whether to load in bulk; ``None`` to settle it by the input's size: a first load into an
        empty local graph of more than :data:`WORTH_LINES` lines is done so.

    Raises
    ------
    InputRefusedError
        The input is wrong, or bulk was asked for and the graph is not empty.
    NoServerError
        Bulk was asked for and the graph is not that of the local server.
    """
    options = options or LoadOptions()
    if bulk is None:
        bulk = not options.dry_run and is_worth_it(graph, kind_name, path)
        if not bulk:
            return load(graph, kind_name, path, dataset, options)
        try:
            return bulk_load(graph, kind_name, path, dataset, options)
        except (NotForImportError, HelperFailedError):
            return load(graph, kind_name, path, dataset, options)
    if bulk:
        return bulk_load(graph, kind_name, path, dataset, options)
    return load(graph, kind_name, path, dataset, options)


def is_worth_it(graph: Graph, kind_name: str, path: Path) -> bool:
    """Tell whether a bulk load is possible and quicker than the ordinary one."""
    if settings_from_environment() is not None or path == STANDARD_INPUT:
        return False
    try:
        files = source_kind(kind_name).files(path)
    except UnknownNameError:
        return False
    return lines_of(files, enough=WORTH_LINES) > WORTH_LINES and not occupied_by(graph)


def lines_of(files: list[Path], enough: int) -> int:
    """Count the lines of some files, until there are more than enough; unreadable ones have none.

    Examples
    --------
    >>> lines_of([], enough=10)
    0
    """
    found = 0
    for file in files:
        try:
            with file.open("rb") as stream:
                while found <= enough and (block := stream.read(BLOCK)):
                    found += block.count(b"\n")
        except OSError:
            continue
    return found


def bulk_load(
    graph: Graph,
    kind_name: str,
    path: Path,
    dataset: str,
    options: LoadOptions,
    home: Home | None = None,
) -> Run:
    """Load a dataset into the empty graph of the local server through its offline importer.

    The graph is the one that the ordinary load makes. Interrupted before the store is put in
    place, it leaves the graph empty; after that, the graph is loaded and only its constraints may
    be missing, which the next load creates.

    Parameters
    ----------
    graph
        The local server's graph.
    kind_name, path, dataset, options
        As for :func:`loaders.engine.load`.
    home
        The local server's, by default the usual one.

    Raises
    ------
    InputRefusedError
        The input is wrong, or the graph is not empty; nothing was written.
    NoServerError
        The graph is not that of the local server, or the server did not start again.
    ImportFailedError
        The importer failed; the graph is empty as before.
    HelperFailedError
        A process that read a part of the input has ended early; nothing was written.
    LockHeldError
        Another run is writing.
    """
    home = home or default_home()
    _refuse_other_server(graph, home)
    kind = source_kind(kind_name)
    check_name(dataset)
    is_in_place = False
    try:
        with local_input(kind, path) as local:
            print_of_input = fingerprint(kind, local)
            apply_schema(graph)
            clock = Clock(dataset, kind.name, str(path), print_of_input, options.program_version)
            with writers_lock(graph, dataset, options.lease_seconds) as lease:
                refuse_unless_empty(graph)
                keeper = Keeper(graph, lease)
                with _workplace(home) as place:

                    def heartbeat(rows: int) -> None:
                        keeper.keep()
                        options.watch("reading", rows, 0)

                    files = place / "files"
                    make_folder(files)
                    prepared = prepare(
                        graph, kind, local, dataset, files, clock, options, heartbeat
                    )
                    options.watch("importing", 0, 0)
                    arguments = importer_arguments(prepared, place)
                    data = import_store(home, place, arguments, keeper.keep)
                    lease.renew(graph)
                    options.watch("restarting the server", 0, 0)
                    settings = restarted_around(home, lambda: _put_in_place(home, data))
                    is_in_place = True
    except NoServerError:
        if not is_in_place:  # Else the lock went with the store that held it.
            raise
    with Graph(settings) as loaded:
        apply_schema(loaded)
        run = clock.run("changed", prepared.run.graph_version)
        loaded.write("load/bulk_finished", run_id=run.run_id, seconds=run.seconds)
    return replace(prepared.run, seconds=run.seconds)


def _put_in_place(home: Home, data: Path) -> None:
    try:
        swap_store(home, data)
    except OSError as error:
        raise ImportFailedError(
            f"the imported graph could not be put in place, so the graph is as it was ({error}); "
            f"see to {staging(home)} and run again, or load without --bulk"
        ) from error


def importer_arguments(prepared: Prepared, place: Path) -> list[str]:
    """Give the arguments by which the importer reads prepared files."""
    # The long-term release takes paths for patterns always, which these match too.
    paths_are_plain = [] if is_version_5(locked_jars()) else ["--path-pattern-style=none"]
    return [
        "--id-type=integer",
        "--array-delimiter=U+001F",
        "--bad-tolerance=0",
        *paths_are_plain,
        f"--multiline-fields={str(prepared.multiline).lower()}",
        f"--report-file={place / 'import.report'}",
        *(f"--nodes={group.name}={group.path}" for group in prepared.nodes),
        *(f"--relationships={group.name}={group.path}" for group in prepared.relationships),
    ]


def _refuse_other_server(graph: Graph, home: Home) -> None:
    if graph.settings.origin != f"local server at {home.root}":
        raise NoServerError(
            f"a bulk load stops and starts the server, so it works on the local one only, not on "
            f"{graph.settings.uri} ({graph.settings.origin}); leave out --bulk"
        )


@contextmanager
def _workplace(home: Home) -> Iterator[Path]:
    """Give a new folder beside the data; what an interrupted load left there goes first."""
    root = staging(home)
    make_folder(root, mode=0o700)
    for leftover in root.glob("load-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with temporary_folder("load-", within=root) as place:
        yield place
