"""How a load is to be carried out, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graphdb.connection import Graph
from loaders.changes import ChangeLog
from loaders.difference import Difference
from loaders.lock import LEASE_SECONDS, Lease
from loaders.sources import SourceKind
from loaders.writer import Target, Watch, unwatched


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
