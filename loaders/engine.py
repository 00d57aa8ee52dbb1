"""Loads, reloads and unloads a dataset: read, validate, compare with the last load, write.

The law of loading: after any sequence of loads and unloads the graph equals a fresh load of the
datasets that are loaded now.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from graphdb.connection import Graph, Transaction
from graphdb.datasets import refuse_unknown
from graphdb.errors import InputRefusedError, Problem
from graphdb.schema import apply_schema
from loaders.changes import ChangeLog, packed
from loaders.committing import Write, begin, change
from loaders.difference import Difference, changes, compare
from loaders.identity.decisions import Decision, checked, clusters
from loaders.identity.groups import members
from loaders.identity.settling import Settled, settle
from loaders.identity.touched import stored_decisions, touched_groups
from loaders.keyindex import Index, encode_segment, is_worn, replay
from loaders.lock import LEASE_SECONDS, Keeper, Lease, writers_lock
from loaders.plan import planned_changes
from loaders.rejects import write_rejects
from loaders.runs import Run, latest_runs
from loaders.sources import SourceKind, fingerprint, local_input, source_kind
from loaders.transactions import leased_transaction
from loaders.writer import (
    Around,
    Target,
    Watch,
    unwatched,
    write_difference,
)

_LOG = logging.getLogger(__name__)

DEFAULT_RANK = 100

RUNS_KEPT = 1_000
"""Runs of one dataset that are remembered."""

CHANGE_LOGS_KEPT = 100
"""Runs, of all datasets, whose changes are remembered claim by claim."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")


class Workings(Protocol):
    """Finds a difference and writes it; the engine does all else: locks, refusals, the run."""

    def difference(
        self,
        graph: Graph,
        kind: SourceKind,
        path: Path,
        dataset: str,
        heartbeat: Callable[[int], None],
        beat_seconds: float,
    ) -> Difference:
        """Read and validate an input and hold it against what the dataset last loaded.

        ``heartbeat`` has to be called at least every ``beat_seconds``, with the rows read so far.
        """

    def write(
        self, target: Target, lease: Lease, difference: Difference, run_id: str, watch: Watch
    ) -> ChangeLog:
        """Write it all; each transaction holds the lock and says in the key index what it did."""


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
        index, lines = _read_index(graph, dataset)
        difference = _difference(kind, path, dataset, index, heartbeat)
        difference.former_lines = lines
        return difference

    def write(
        self, target: Target, lease: Lease, difference: Difference, run_id: str, watch: Watch
    ) -> ChangeLog:
        return write_difference(target, lease, difference, watch)


@dataclass(frozen=True)
class LoadOptions:
    """How a load is to be carried out.

    Parameters
    ----------
    rank
        With which rank the dataset speaks of properties, 1 first; ``None`` keeps the one that
        it has, or takes 100.
    most_rejects
        Share of rows that may be wrong, 0 to 1; more stop the load before any write.
    most_removed
        Share of what the dataset last loaded that may vanish, 0 to 1; more stop the load.
    rejects_folder
        Where rejected rows are written as JSON lines; ``None`` for the current folder.
    dry_run
        Work out the difference and write nothing.
    lease_seconds
        How long the lock outlives this process if it dies.
    watch
        Hears of progress: what is being done, how much of it is done, out of how much (0 where
        that is not known).
    workings
        Who finds the difference and writes it: this process, where ``None``, or Spark.
    """

    rank: int | None = None
    most_rejects: float = 0.0
    most_removed: float = 0.5
    rejects_folder: Path | None = None
    dry_run: bool = False
    lease_seconds: int = LEASE_SECONDS
    program_version: str = ""
    watch: Watch = unwatched
    workings: Workings | None = None

    def __post_init__(self) -> None:
        """Refuse shares that no number of rows could be compared with, such as NaN."""
        for name in ("most_rejects", "most_removed"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be a share from 0 to 1, not {getattr(self, name)}")


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
        return _record(
            graph, lease, replace(run, **{name: getattr(former, name) for name in _READ})
        )
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
        target = _target(graph, dataset, int(str(described["rank"])))
        log = _write(graph, lease, target, difference, described, write)
        lines = difference.former_lines + difference.index_lines
        if is_worn(lines, difference.former + difference.growth):
            _compact(graph, lease, dataset)
        version = graph.state().version
        run = clock.run("unchanged", version) if log is None else clock.run("changed", version + 1)
        run = replace(counted(run, difference, log), rejects_file=rejects_file)
    return _record(graph, lease, run, log)


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
        _refuse(graph, difference, dataset, options)
        log = planned_changes(graph, difference)
        run = counted(clock.run("planned", graph.state().version), difference, log)
        return replace(run, planned=tuple(log.changes.values()))


def validate(kind_name: str, path: Path, dataset: str = "validated") -> tuple[int, list[Problem]]:
    """Read and check an input without any server: number of rows read, and what is wrong.

    Where a table cannot be read at all, what is wrong with it comes back, and no rows.
    """
    checked = examine(kind_name, path, dataset)
    return checked.rows, list(checked.problems)


@dataclass(frozen=True)
class Examined:
    """What reading an input showed: rows of its files, what is wrong, what is left out and why.

    ``refused`` says why the input is refused as a whole; then no rows were counted.
    """

    rows: int
    rejected: int
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]
    refused: str = ""


def examine(kind_name: str, path: Path, dataset: str = "validated") -> Examined:
    """Read and check an input without any server.

    Raises
    ------
    InputRefusedError
        It is not there, or another file than the source's; no single value is to blame.
    """
    kind = source_kind(kind_name)
    check_name(dataset)
    try:
        with (
            local_input(kind, path) as local,
            _difference(kind, local, dataset, {}, lambda rows: None) as found,
        ):
            problems = tuple(sorted(found.problems))
            return Examined(found.rows, found.rejected, problems, dict(found.left_out))
    except InputRefusedError as error:
        if not error.problems:
            raise
        wrong = len({(problem.source, problem.line) for problem in error.problems})
        return Examined(0, wrong, error.problems, {}, error.message)


def unload(graph: Graph, dataset: str, options: LoadOptions | None = None) -> Run:
    """Take everything that a dataset says out of the graph.

    Raises
    ------
    UnknownNameError
        No such dataset is loaded; the message names those near it.
    """
    options = options or LoadOptions()
    ranks = _ranks(graph)
    refuse_unknown([dataset], ranks)
    clock = Clock(dataset, "", "", "", options.program_version)
    with writers_lock(graph, dataset, options.lease_seconds) as lease:
        index, _ = _read_index(graph, dataset)
        with compare((), index) as difference:
            target = _target(graph, dataset, ranks[dataset])
            groups = touched_groups(graph, difference, every=bool(graph.state().unfinished))

            def write(
                target: Target, difference: Difference, around: Around | None = None
            ) -> ChangeLog:
                return write_difference(target, lease, difference, unwatched, around)

            log = change(graph, lease, target, difference, write, groups)
            run = clock.run("unloaded", graph.state().version + 1)
            return _record(graph, lease, counted(run, difference, log), log)


DECISIONS = "(decisions)"
"""Names the runs that apply decisions; no dataset can have this name."""


def apply_decisions(
    graph: Graph,
    decisions: Sequence[Decision],
    path: Path | None = None,
    options: LoadOptions | None = None,
) -> Run:
    """Let the graph follow these decisions on identity, and no others.

    Only what they change is moved: entities that become one or part again, and their claims.

    Raises
    ------
    InputRefusedError
        The decisions contradict each other; nothing was written.
    LockHeldError
        Another run is writing.
    """
    options = options or LoadOptions()
    wanted = checked(decisions)
    apply_schema(graph)
    clock = Clock(DECISIONS, "decisions", str(path or ""), "", options.program_version)
    with writers_lock(graph, DECISIONS, options.lease_seconds) as lease:
        former, groups = clusters(stored_decisions(graph)), clusters(wanted)
        state = graph.state()
        is_unfinished = bool(state.unfinished)
        moved = {*former, *groups} if is_unfinished else set(former) ^ set(groups)
        begins = bool(moved) or DECISIONS in state.unfinished
        if begins:
            begin(graph, lease, DECISIONS)
        settled = _follow(graph, lease, wanted, moved)
        run = replace(
            clock.run("changed" if begins else "unchanged", state.version + int(begins)),
            rows=len(wanted),
            nodes_changed=settled.records,
            claims_changed=settled.claims,
            left_out=_held_words(settled),
        )
        return _record(graph, lease, run, ChangeLog() if begins else None)


@dataclass
class Clock:
    """Names a run and measures how long it takes."""

    dataset: str
    source: str
    path: str
    fingerprint: str
    program_version: str

    def __post_init__(self) -> None:
        self.started = datetime.now(UTC)
        self.run_id = f"{self.started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        self._began = time.monotonic()
        self.tell("begins: %s", self.path or self.source or "unload")

    def tell(self, message: str, *words: object, **fields: object) -> None:
        """Log a step of this run under its id."""
        said = {"run_id": self.run_id, "dataset": self.dataset, **fields}
        _LOG.info(message, *words, extra=said)

    def run(self, outcome: str, graph_version: int) -> Run:
        """Give the run as it stands, so many seconds after its start."""
        seconds = round(time.monotonic() - self._began, 3)
        self.tell("%s in %.3f s", outcome, seconds, outcome=outcome, seconds=seconds)
        return Run(
            run_id=self.run_id,
            dataset=self.dataset,
            source=self.source,
            path=self.path,
            started=self.started,
            seconds=seconds,
            program_version=self.program_version,
            fingerprint=self.fingerprint,
            outcome=outcome,
            graph_version=graph_version,
        )


def check_name(dataset: str) -> None:
    """Refuse a name that no dataset can have."""
    if not _NAME.match(dataset):
        raise InputRefusedError(
            f"{dataset!r} is not a valid dataset name: "
            "use up to 63 lower-case letters, digits and dashes"
        )


def _ranks(graph: Graph) -> dict[str, int]:
    return {row["name"]: row["rank"] for row in graph.read("load/datasets_read")}


def _target(graph: Graph, dataset: str, rank: int) -> Target:
    others = {name: value for name, value in _ranks(graph).items() if name != dataset}
    return Target(graph, dataset, rank, others)


def dataset_properties(
    graph: Graph, kind: SourceKind, path: Path, dataset: str, options: LoadOptions
) -> dict[str, object]:
    """Give what is to be stored of a dataset."""
    said = kind.describe(path)
    rank = options.rank if options.rank is not None else _ranks(graph).get(dataset, DEFAULT_RANK)
    return {
        "name": dataset,
        "rank": rank,
        "source": kind.name,
        "title": said.title,
        "release": said.release,
        "licence": said.licence,
    }


def _stored_properties(graph: Graph, dataset: str) -> dict[str, object]:
    for row in graph.read("load/datasets_read"):
        if row["name"] == dataset:
            return row
    return {}


_READ = ("rows", "rejected", "rejects_file", "left_out")
"""What a run that read nothing says of the input that an earlier run read."""


def _run_of_same_input(graph: Graph, clock: Clock, described: dict[str, object]) -> Run | None:
    """Give the last run where it read this very input, and nothing else has to be written."""
    runs = latest_runs(graph, clock.dataset, limit=1)
    if not runs or runs[0].fingerprint != clock.fingerprint:
        return None
    if clock.dataset in graph.state().unfinished:
        return None
    return runs[0] if _stored_properties(graph, clock.dataset) == described else None


def are_too_many(read: Run | Difference, options: LoadOptions) -> bool:
    """Tell whether more rows are wrong than the options allow."""
    return read.rejected / max(read.rows, 1) > options.most_rejects


def _read_index(graph: Graph, dataset: str) -> tuple[Index, int]:
    return replay(row["entries"] for row in graph.read("load/index_read", dataset=dataset))


def _difference(
    kind: SourceKind, path: Path, dataset: str, index: Index, heartbeat: Callable[[int], None]
) -> Difference:
    known = {entry.raw: key for key, entry in index.items()}
    return compare(kind.scan(path, dataset, known), index, heartbeat)


def refuse_or_reject(
    graph: Graph,
    difference: Difference,
    dataset: str,
    options: LoadOptions,
    run_id: str,
) -> str:
    """Refuse a difference that is suspicious; returns the file of rejected rows, if there are any.

    Raises
    ------
    InputRefusedError
        Too many rows are wrong or gone, or an id names something else in another dataset.
    """
    _refuse(graph, difference, dataset, options)
    if not difference.problems:
        return ""
    return str(write_rejects(difference.problems, dataset, run_id, options.rejects_folder))


def _refuse(graph: Graph, difference: Difference, dataset: str, options: LoadOptions) -> None:
    if are_too_many(difference, options):
        raise InputRefusedError(
            f"{difference.rejected} of {difference.rows} rows are wrong, nothing was written; "
            "correct them, or let a share of them go to a rejects file with --max-rejects",
            difference.first_problems(),
        )
    removed = len(difference.removed_claims) + len(difference.removed_nodes)
    former = difference.former
    if former and removed / former > options.most_removed:
        raise InputRefusedError(
            f"{removed} of the {former} rows that {dataset} last loaded are gone, nothing was "
            "written; if that is meant, allow it with --max-removed 1"
        )
    _refuse_label_conflicts(graph, difference, dataset)


def _refuse_label_conflicts(graph: Graph, difference: Difference, dataset: str) -> None:
    found: list[Problem] = []
    for batch in changes(difference.nodes):
        rows = [{"id": change.record.key.name, "label": change.record.key.kind} for change in batch]
        for row in graph.read("load/label_conflicts", rows=rows, dataset=dataset):
            rule = f"is a {row['other_label']} in dataset {row['other_dataset']}"
            found.append(Problem(dataset, 0, row["id"], rule, row["label"]))
    if found:
        raise InputRefusedError(
            "some ids name something else in another dataset, nothing was written", tuple(found)
        )


def _write(
    graph: Graph,
    lease: Lease,
    target: Target,
    difference: Difference,
    described: dict[str, object],
    write: Write,
) -> ChangeLog | None:
    """Write what differs, without ending the load; ``None`` where nothing does."""
    stored = _stored_properties(graph, target.dataset)
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


def _follow(
    graph: Graph, lease: Lease, wanted: Sequence[Decision], moved: set[tuple[str, ...]]
) -> Settled:
    """Store the decisions and settle the groups that they change, in one transaction."""
    settled = Settled(0, 0, 0)
    touched = members(moved)
    groups = [group for group in clusters(wanted) if group in moved]
    rows = [{**asdict(one), "pair": "|".join(one.pair)} for one in wanted]

    def work(transaction: Transaction) -> None:
        nonlocal settled
        transaction.run("load/decisions_write", rows=rows)
        settled = settle(transaction, touched, groups)
        transaction.run("load/version_step")

    leased_transaction(graph, lease, work)
    return settled


def _held_words(settled: Settled) -> Sequence[str]:
    if not settled.held:
        return ()
    return (f"{settled.held:,} × claims between two records that are now one",)


def _compact(graph: Graph, lease: Lease, dataset: str) -> None:
    index, _ = _read_index(graph, dataset)

    def work(transaction: Transaction) -> None:
        transaction.run("load/index_clear", dataset=dataset)
        transaction.run("load/index_append", dataset=dataset, entries=encode_segment(index))

    leased_transaction(graph, lease, work)


def counted(run: Run, difference: Difference, log: ChangeLog | None) -> Run:
    """Add to a run what it read and changed."""
    counts = difference.counts
    return replace(
        run,
        rows=difference.rows,
        rejected=difference.rejected,
        left_out=[f"{n:,} × {reason}" for reason, n in sorted(difference.left_out.items())],
        nodes_added=counts["nodes added"],
        nodes_changed=counts["nodes changed"] + counts["nodes changed label"],
        nodes_removed=counts["nodes removed"],
        claims_added=counts["claims added"],
        claims_changed=counts["claims changed"],
        claims_closed=len(log.closed) if log else 0,
        claims_removed=counts["claims removed"],
    )


def _record(graph: Graph, lease: Lease, run: Run, log: ChangeLog | None = None) -> Run:
    """Record a run, in one transaction with the end of its writing.

    The recorded fingerprint says what is loaded, so neither may be there without the other.
    """

    def work(transaction: Transaction) -> None:
        if run.outcome == "unloaded":
            transaction.run("load/dataset_delete", dataset=run.dataset)
        if log is not None:
            transaction.run("load/version_end", token=lease.token, dataset=run.dataset)
        transaction.run("load/run_write", properties=run.as_properties())
        transaction.run("load/runs_prune", dataset=run.dataset, keep=RUNS_KEPT)
        if log is not None:
            entries = packed(log.changes.values())
            transaction.run(
                "load/changes_write", run_id=run.run_id, entries=entries, keep=CHANGE_LOGS_KEPT
            )

    leased_transaction(graph, lease, work)
    return run
