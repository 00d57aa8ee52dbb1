"""What a load would change: the input held against what its dataset last loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import NamedTuple

from graphdb.errors import Problem
from loaders.keyindex import Entry, Index
from loaders.records import Key, Record, Scanned, record_hash
from loaders.spool import Spool

BATCH = 10_000
"""Records that are written by one statement."""

MOST_PROBLEMS = 1000
"""Rejected rows that are kept to be shown; all of them are counted."""


class Change(NamedTuple):
    """One record to write, and what the key index will say of it."""

    record: Record
    entry: Entry


@dataclass
class Difference:
    """All that separates the graph from the input, waiting to be written.

    ``refreshed`` are rows whose raw form changed while what they say did not.
    """

    nodes: Spool[Change] = field(default_factory=lambda: Spool(BATCH))
    added_claims: Spool[Change] = field(default_factory=lambda: Spool(BATCH))
    changed_claims: Spool[Change] = field(default_factory=lambda: Spool(BATCH))
    removed_nodes: list[Key] = field(default_factory=list)
    removed_claims: list[Key] = field(default_factory=list)
    refreshed: dict[Key, Entry] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)

    def __enter__(self) -> Difference:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for spool in (self.nodes, self.added_claims, self.changed_claims):
            spool.close()

    @property
    def size(self) -> int:
        """How many records would be written or removed."""
        spools = (self.nodes, self.added_claims, self.changed_claims)
        return sum(map(len, spools)) + len(self.removed_nodes) + len(self.removed_claims)


def compare(
    scanned: Iterable[Scanned | Problem],
    index: Index,
    heartbeat: Callable[[], None] = lambda: None,
) -> Difference:
    """Hold what was scanned against the index; ``heartbeat`` is called every 5,000 rows."""
    with ExitStack() as unless_it_fails:
        difference = unless_it_fails.enter_context(Difference())
        seen = _take_in(difference, scanned, index, heartbeat)
        _find_removed(difference, index, seen)
        unless_it_fails.pop_all()
    return difference


def _take_in(
    difference: Difference,
    scanned: Iterable[Scanned | Problem],
    index: Index,
    heartbeat: Callable[[], None],
) -> set[Key]:
    seen: set[Key] = set()
    wrong_rows: set[tuple[str, int]] = set()
    for count, row in enumerate(scanned, start=1):
        if count % 5000 == 0:
            heartbeat()
        if isinstance(row, Problem):
            wrong_rows.add((row.source, row.line))
            if len(difference.problems) < MOST_PROBLEMS:
                difference.problems.append(row)
            continue
        difference.rows += 1
        seen.add(row.key)
        _sort_in(difference, row, index.get(row.key))
    difference.rejected = len(wrong_rows)
    difference.rows += difference.rejected
    return seen


def _sort_in(difference: Difference, row: Scanned, before: Entry | None) -> None:
    if row.record is None:
        return
    entry = Entry(row.raw_hash, record_hash(row.record))
    family = row.key.family
    if before is None:
        difference.counts[f"{family}s added"] += 1
        target = difference.nodes if family == "node" else difference.added_claims
        target.add(Change(row.record, entry))
    elif before.record != entry.record:
        difference.counts[f"{family}s changed"] += 1
        target = difference.nodes if family == "node" else difference.changed_claims
        target.add(Change(row.record, entry))
    elif before.raw != entry.raw:
        difference.refreshed[row.key] = entry


def _find_removed(difference: Difference, index: Index, seen: set[Key]) -> None:
    nodes_kept = {key.name for key in seen if key.family == "node"}
    for key in index.keys() - seen:
        if key.family == "claim":
            difference.removed_claims.append(key)
            difference.counts["claims removed"] += 1
        else:
            # A node that changed its label keeps its record, but its former key must go.
            difference.removed_nodes.append(key)
            gone = "changed label" if key.name in nodes_kept else "removed"
            difference.counts[f"nodes {gone}"] += 1
    difference.removed_claims.sort()
    difference.removed_nodes.sort()
