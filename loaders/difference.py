"""What a load would change: the input compared with what its dataset last loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from types import TracebackType
from typing import Any, NamedTuple, Protocol

from graphdb.errors import Problem
from loaders.keyindex import Entry, Index
from loaders.memory import no_cycle_collection
from loaders.records import (
    ClaimRecord,
    Key,
    LeftOut,
    NodeRecord,
    Record,
    Result,
    RowsRead,
    Scanned,
    Unchanged,
    record_hash,
)
from loaders.spool import Spool

BATCH = 8_000
"""Records of one transaction where a difference takes several."""

MOST_PROBLEMS = 1000
"""Problems that a refusal shows; all of them are counted, and go to the rejects file."""


class Change(NamedTuple):
    """One record to write, and what the key index will say of it."""

    record: Record
    entry: Entry

    def packed(self) -> Packed:
        """Give the same as plain tuples, which are quick to store."""
        return (*self.record, *self.entry)


Packed = tuple[Any, ...]


def unpacked(packed: Packed) -> Change:
    """Make a change from plain tuples: five parts are a node's, seven a claim's."""
    made = NodeRecord if len(packed) == 5 else ClaimRecord
    return Change(made(*packed[:-2]), Entry(*packed[-2:]))


class Waiting(Protocol):
    """Where changes of one kind wait for their write: a spool, or what stands in its place."""

    def __len__(self) -> int:
        """Count the changes."""

    def add(self, item: Packed) -> None:
        """Put one change at the end."""

    def batches(self) -> Iterator[list[Packed]]:
        """Give all changes in batches; can be called again."""

    def close(self) -> None:
        """Give back what it holds."""


def _spool() -> Waiting:
    waiting: Spool[Packed] = Spool(BATCH)
    return waiting


@dataclass
class Difference:
    """All that separates the graph from the input, waiting to be written.

    ``refreshed`` are rows whose raw form changed while what they say did not, ``left_out`` counts
    the rows that have no place in the model by their reasons. ``rows`` counts rows of the input,
    of which ``rejected`` have problems; all of these wait in ``problems``. ``former`` is how many
    records the dataset last loaded, ``former_lines`` how many lines of the key index say so.
    """

    nodes: Waiting = field(default_factory=_spool)
    added_claims: Waiting = field(default_factory=_spool)
    changed_claims: Waiting = field(default_factory=_spool)
    removed_nodes: list[Key] = field(default_factory=list)
    removed_claims: list[Key] = field(default_factory=list)
    refreshed: dict[Key, Entry] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    rejected: int = 0
    former: int = 0
    former_lines: int = 0
    problems: Spool[Problem] = field(default_factory=lambda: Spool(BATCH))

    def __enter__(self) -> Difference:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for spool in (self.nodes, self.added_claims, self.changed_claims, self.problems):
            spool.close()

    @property
    def size(self) -> int:
        """How many records would be written or removed."""
        spools = (self.nodes, self.added_claims, self.changed_claims)
        return sum(map(len, spools)) + len(self.removed_nodes) + len(self.removed_claims)

    def first_problems(self) -> tuple[Problem, ...]:
        """Give the problems that a refusal shows, in the order of the files."""
        return tuple(sorted(islice(self.problems, MOST_PROBLEMS)))

    @property
    def index_lines(self) -> int:
        """How many lines a write of all this adds to the key index."""
        return self.size + len(self.refreshed)

    @property
    def growth(self) -> int:
        """How many rows the dataset has more afterwards than before; may be negative."""
        added = self.counts["nodes added"] + self.counts["claims added"]
        return added - len(self.removed_nodes) - len(self.removed_claims)


def changes(spool: Waiting) -> Iterator[list[Change]]:
    """Give what waits in a spool, batch by batch."""
    for batch in spool.batches():
        yield [unpacked(packed) for packed in batch]


def compare(
    scanned: Iterable[Result],
    index: Index,
    heartbeat: Callable[[int], None] = lambda rows: None,
    empty: Difference | None = None,
) -> Difference:
    """Hold what was scanned against the index; ``heartbeat`` hears of every 5,000 rows.

    ``empty`` is the difference to fill, where its changes are to wait elsewhere than in spools.
    """
    with ExitStack() as unless_it_fails, no_cycle_collection():
        difference = unless_it_fails.enter_context(empty or Difference())
        difference.former = len(index)
        seen = _take_in(difference, scanned, index, heartbeat)
        _find_removed(difference, index, seen)
        unless_it_fails.pop_all()
    return difference


def _take_in(
    difference: Difference,
    scanned: Iterable[Result],
    index: Index,
    heartbeat: Callable[[int], None],
) -> set[Key]:
    seen: set[Key] = set()
    wrong_rows: set[tuple[str, int]] = set()
    unchanged, rows_read = 0, 0
    for count, row in enumerate(scanned, start=1):
        if count % 5000 == 0:
            heartbeat(count)
        if isinstance(row, Unchanged):  # First: mostly they are all there is.
            unchanged += 1
            seen.add(row.key)
            continue
        if isinstance(row, Problem):
            wrong_rows.add((row.source, row.line))
            difference.problems.add(row)
            continue
        if isinstance(row, RowsRead):
            rows_read = row.rows
            continue
        if isinstance(row, LeftOut):
            difference.rows += row.rows
            difference.left_out[row.reason] += 1
            continue
        difference.rows += 1
        key = row.record.key
        seen.add(key)
        _sort_in(difference, key, row, index.get(key))
    difference.rejected = len(wrong_rows)
    difference.rows = rows_read or difference.rows + difference.rejected + unchanged
    return seen


def _sort_in(difference: Difference, key: Key, row: Scanned, before: Entry | None) -> None:
    entry = Entry(row.raw_hash, record_hash(row.record))
    is_node = key.family == "node"
    if before is None:
        difference.counts[f"{key.family}s added"] += 1
        target = difference.nodes if is_node else difference.added_claims
        target.add(Change(row.record, entry).packed())
    elif before.record != entry.record:
        difference.counts[f"{key.family}s changed"] += 1
        target = difference.nodes if is_node else difference.changed_claims
        target.add(Change(row.record, entry).packed())
    elif before.raw != entry.raw:
        difference.refreshed[key] = entry


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
