"""Loads, reloads and unloads a dataset: read, validate, compare with the last load, write.

The law of loading: after any sequence of loads and unloads the graph equals a fresh load of the
datasets that are loaded now.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from graphdb.connection import Graph, Transaction
from graphdb.datasets import refuse_unknown
from graphdb.schema import apply_schema
from loaders.changes import ChangeLog
from loaders.clock import Clock
from loaders.committing import Write, change
from loaders.difference import Difference, compare
from loaders.identity.touched import touched_groups
from loaders.keyindex import encode_segment, is_worn
from loaders.lock import Keeper, Lease, writers_lock
from loaders.options import LoadOptions
from loaders.plan import planned_changes
from loaders.reading import difference_of, read_index
from loaders.recording import counted, record
from loaders.refusals import are_too_many, refuse, refuse_or_reject
from loaders.runs import Run, last_finished_run
from loaders.sources import SourceKind, fingerprint, local_input, source_kind
from loaders.stored_datasets import (
    check_name,
    dataset_properties,
    ranks,
    stored_properties,
    target_of,
)
from loaders.transactions import leased_transaction
from loaders.writer import Around, Target, Watch, unwatched, write_difference


def load(
    graph: Graph, kind_name: str, path: Path, dataset: str, options: LoadOptions | None = None
) -> Run:
    """Bring a dataset in the graph to what its files say now.

    Raises
    ------
    InputRefusedError
        The input is wrong beyond what the options allow; nothing was written.
    LockHeldError
        Another run is writing.
    """
    options = options or LoadOptions()
    kind = source_kind(kind_name)
    check_name(dataset)
    with local_input(kind, path) as local:
        print_of_input = fingerprint(kind, local)
        apply_schema(graph)
        clock = Clock(dataset, kind.name, str(path), print_of_input, options.program_version)
        if options.dry_run:
            return _plan(graph, kind, local, dataset, options, clock)
        with writers_lock(graph, dataset, options.lease_seconds) as lease:
            return _load_locked(graph, lease, kind, local, dataset, options, clock)


def unload(graph: Graph, dataset: str, options: LoadOptions | None = None) -> Run:
    """Take everything that a dataset says out of the graph.

    Raises
    ------
    UnknownNameError
        No such dataset is loaded; the message names those near it.
    """
    options = options or LoadOptions()
    known = ranks(graph)
    refuse_unknown([dataset], known)
    clock = Clock(dataset, "", "", "", options.program_version)
    with writers_lock(graph, dataset, options.lease_seconds) as lease:
        index, _ = read_index(graph, dataset)
        with compare((), index) as difference:
            target = target_of(graph, dataset, known[dataset])
            groups = touched_groups(graph, difference, every=bool(graph.state().unfinished))

            def write(
                target: Target, difference: Difference, around: Around | None = None
            ) -> ChangeLog:
                return write_difference(target, lease, difference, unwatched, around)

            log = change(graph, lease, target, difference, write, groups)
            run = clock.run("unloaded", graph.state().version + 1)
            return record(graph, lease, counted(run, difference, log), log)


class _Here:
    """Does it in this process, row by row."""

    def difference(
        self,
        graph: Graph,
        kind: SourceKind,
        path: Path,
        dataset: str,
        heartbeat: Callable[[int], None],
        beat_seconds: float,
    ) -> Difference:
        index, lines = read_index(graph, dataset)
        difference = difference_of(kind, path, dataset, index, heartbeat)
        difference.former_lines = lines
        return difference

    def write(
        self, target: Target, lease: Lease, difference: Difference, run_id: str, watch: Watch
    ) -> ChangeLog:
        return write_difference(target, lease, difference, watch)


def _load_locked(
    graph: Graph,
    lease: Lease,
    kind: SourceKind,
    path: Path,
    dataset: str,
    options: LoadOptions,
    clock: Clock,
) -> Run:
    described = dataset_properties(graph, kind, path, dataset, options)
    former = _run_of_same_input(graph, clock, described)
    if former is not None and not are_too_many(former, options):
        run = clock.run("unchanged", graph.state().version)
        return record(graph, lease, replace(run, **{name: getattr(former, name) for name in _READ}))
    workings = options.workings or _Here()
    keeper = Keeper(graph, lease)

    def heartbeat(rows: int) -> None:
        keeper.keep()
        options.watch("reading", rows, 0)

    def write(
        target: Target, difference: Difference, around: Around | None = None
    ) -> ChangeLog | None:
        if around is None:
            return workings.write(target, lease, difference, clock.run_id, options.watch)
        if options.workings is not None:
            return None  # It writes in transactions of its own.
        return write_difference(target, lease, difference, options.watch, around)

    with workings.difference(graph, kind, path, dataset, heartbeat, keeper.pause) as difference:
        rejects_file = refuse_or_reject(graph, difference, dataset, options, clock.run_id)
        target = target_of(graph, dataset, int(str(described["rank"])))
        log = _write(graph, lease, target, difference, described, write)
        lines = difference.former_lines + difference.index_lines
        if is_worn(lines, difference.former + difference.growth):
            _compact(graph, lease, dataset)
        version = graph.state().version
        run = clock.run("unchanged", version) if log is None else clock.run("changed", version + 1)
        run = replace(counted(run, difference, log), rejects_file=rejects_file)
    return record(graph, lease, run, log)


def _plan(
    graph: Graph,
    kind: SourceKind,
    path: Path,
    dataset: str,
    options: LoadOptions,
    clock: Clock,
) -> Run:
    workings = options.workings or _Here()
    never = float(threading.TIMEOUT_MAX)
    with workings.difference(graph, kind, path, dataset, lambda rows: None, never) as difference:
        refuse(graph, difference, dataset, options)
        log = planned_changes(graph, difference)
        run = counted(clock.run("planned", graph.state().version), difference, log)
        return replace(run, planned=tuple(log.changes.values()))


_READ = ("rows", "rejected", "rejects_file", "left_out")
"""What a run that read nothing says of the input that an earlier run read."""


def _run_of_same_input(graph: Graph, clock: Clock, described: dict[str, object]) -> Run | None:
    """Give the last run where it read this very input, and nothing else has to be written."""
    former = last_finished_run(graph, clock.dataset)
    if former is None or former.fingerprint != clock.fingerprint:
        return None
    if clock.dataset in graph.state().unfinished:
        return None
    return former if stored_properties(graph, clock.dataset) == described else None


def _write(
    graph: Graph,
    lease: Lease,
    target: Target,
    difference: Difference,
    described: dict[str, object],
    write: Write,
) -> ChangeLog | None:
    """Write what differs, without ending the load; ``None`` where nothing does."""
    stored = stored_properties(graph, target.dataset)
    unfinished = graph.state().unfinished
    is_unfinished = target.dataset in unfinished
    if not difference.size and stored == described and not is_unfinished:
        if difference.refreshed:
            write(target, difference)
        return None
    is_reranked = bool(stored) and stored["rank"] != target.rank
    groups = touched_groups(graph, difference, every=bool(unfinished) or is_reranked)
    return change(
        graph,
        lease,
        target,
        difference,
        write,
        groups,
        described=None if stored == described else described,
        again=is_unfinished or is_reranked,  # A run that was cut off may have had another rank.
    )


def _compact(graph: Graph, lease: Lease, dataset: str) -> None:
    index, _ = read_index(graph, dataset)

    def work(transaction: Transaction) -> None:
        transaction.run("load/index_clear", dataset=dataset)
        transaction.run("load/index_append", dataset=dataset, entries=encode_segment(index))

    leased_transaction(graph, lease, work)
