"""Reads an input and compares it with the key index of what its dataset last loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graphdb.connection import Graph
from loaders.difference import Difference, compare
from loaders.keyindex import Index, replay
from loaders.sources import SourceKind


def read_index(graph: Graph, dataset: str) -> tuple[Index, int]:
    """Read the key index of a dataset, and of how many lines it is."""
    return replay(row["entries"] for row in graph.read("load/index_read", dataset=dataset))


def difference_of(
    kind: SourceKind, path: Path, dataset: str, index: Index, heartbeat: Callable[[int], None]
) -> Difference:
    """Scan an input and find how it differs from what an index says is loaded."""
    known = {entry.raw: key for key, entry in index.items()}
    return compare(kind.scan(path, dataset, known), index, heartbeat)
