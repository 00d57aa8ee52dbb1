"""Datasets as the graph holds them: their names, ranks and descriptions."""

from __future__ import annotations

import re
from pathlib import Path

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from loaders.options import LoadOptions
from loaders.sources import SourceKind
from loaders.writer import Target

DEFAULT_RANK = 100

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")


def check_name(dataset: str) -> None:
    """Refuse a name that no dataset can have."""
    if not _NAME.match(dataset):
        raise InputRefusedError(
            f"{dataset!r} is not a valid dataset name: "
            "use up to 63 lower-case letters, digits and dashes"
        )


def ranks(graph: Graph) -> dict[str, int]:
    """Give the rank of each dataset that is loaded."""
    return {row["name"]: row["rank"] for row in graph.read("load/datasets_read")}


def target_of(graph: Graph, dataset: str, rank: int) -> Target:
    """Give what a load of a dataset writes to, with the ranks of the others."""
    others = {name: value for name, value in ranks(graph).items() if name != dataset}
    return Target(graph, dataset, rank, others)


def dataset_properties(
    graph: Graph, kind: SourceKind, path: Path, dataset: str, options: LoadOptions
) -> dict[str, object]:
    """Give what is to be stored of a dataset."""
    said = kind.describe(path)
    rank = options.rank if options.rank is not None else ranks(graph).get(dataset, DEFAULT_RANK)
    return {
        "name": dataset,
        "rank": rank,
        "source": kind.name,
        "title": said.title,
        "release": said.release,
        "licence": said.licence,
    }


def stored_properties(graph: Graph, dataset: str) -> dict[str, object]:
    """Read what is stored of a dataset; empty where it is not loaded."""
    for row in graph.read("load/datasets_read"):
        if row["name"] == dataset:
            return row
    return {}
