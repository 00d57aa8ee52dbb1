"""How a reload on Spark finds its difference and writes it; all else is the ordinary reload's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphdb.connection import Graph
from graphdb.errors import ProxygraphError
from loaders.changes import ChangeLog
from loaders.difference import Difference
from loaders.lock import Lease
from loaders.sources import SourceKind
from loaders.spark.joining import SparkDifference, joined_difference
from loaders.spark.scanning import scanned_frame
from loaders.spark.writing import write_from_spark
from loaders.writer import Target, Watch

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True)
class SparkWorkings:
    """Finds and writes differences on a Spark session."""

    session: SparkSession

    def difference(
        self,
        graph: Graph,
        kind: SourceKind,
        path: Path,
        dataset: str,
        heartbeat: Callable[[int], None],
        beat_seconds: float,
    ) -> Difference:
        """Read and validate in the executors, and join with the key index."""
        segments = [row["entries"] for row in graph.read("load/index_read", dataset=dataset)]
        parts = self.session.sparkContext.defaultParallelism
        with beating(heartbeat, beat_seconds):
            scanned = scanned_frame(self.session, kind.name, path.resolve(), dataset, parts)
            return joined_difference(self.session, scanned, segments)

    def write(
        self, target: Target, lease: Lease, difference: Difference, run_id: str, watch: Watch
    ) -> ChangeLog:
        """Write through the connector."""
        assert isinstance(difference, SparkDifference)  # noqa: S101 - it was found here
        with beating(lambda rows: lease.renew(target.graph), lease.seconds / 3):
            return write_from_spark(self.session, target, lease, difference, run_id, watch)


@contextmanager
def beating(heartbeat: Callable[[int], None], seconds: float) -> Iterator[None]:
    """Call a heartbeat every so many seconds while Spark works; what it raises is raised here."""
    ended = threading.Event()
    failed: list[ProxygraphError] = []

    def beat() -> None:
        while not ended.wait(seconds):
            try:
                heartbeat(0)
            except ProxygraphError as error:
                failed.append(error)
                return

    thread = threading.Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    if failed:
        raise failed[0]
