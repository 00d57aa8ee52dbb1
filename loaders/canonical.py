"""The canonical export: what the graph says, whatever the order in which it came about.

It leaves out runs, locks, versions, the key index and measures that were written back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from graphdb.connection import Graph, Row

MEASURE_PREFIX = "measure_"
"""Begins the name of every property that analytics write back."""


def canonical_lines(graph: Graph) -> Iterator[str]:
    """Give every node and relationship as one line of JSON, in order."""
    nodes = (
        {"labels": sorted(row["labels"]), "properties": _said(row["properties"])}
        for row in graph.read("load/export_nodes")
    )
    claims = (
        {**row, "properties": _said(row["properties"])}
        for row in graph.read("load/export_relationships")
    )
    yield from sorted(_line(node) for node in nodes)
    yield from sorted(_line(claim) for claim in claims)


def canonical_digest(graph: Graph) -> str:
    """Hash the canonical export."""
    digest = sha256()
    for line in canonical_lines(graph):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _said(properties: Row) -> Row:
    return {k: v for k, v in properties.items() if not k.startswith(MEASURE_PREFIX)}


def _line(row: Row) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
