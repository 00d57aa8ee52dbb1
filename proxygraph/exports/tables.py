"""CSV: one table of entities and one of claims, the columns those of the data model."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from graphdb.outfile import make_folder, whole_file
from proxygraph.exports.contents import Contents, Edge, Thing

NODES, CLAIMS = "entities.csv", "claims.csv"


def write_csv(contents: Contents, folder: Path) -> None:
    """Write ``entities.csv`` and ``claims.csv`` into a folder, which is made if need be.

    Lists are one cell with ``; `` between; a cell is empty where there is no value.
    """
    make_folder(folder)
    things = dict.fromkeys(("id", "label"), str) | contents.columns(contents.things)
    own = dict.fromkeys(("claim_id", "type", "start", "end"), str)
    claims = own | contents.columns(contents.edges)
    _write(folder / NODES, things, (_thing(one) for one in contents.things))
    _write(folder / CLAIMS, claims, (_edge(one) for one in contents.edges))


def _thing(one: Thing) -> dict[str, object]:
    return {"id": one.id, "label": one.label, **one.properties}


def _edge(one: Edge) -> dict[str, object]:
    ends = {"start": one.start, "end": one.end}
    return {"claim_id": one.id, "type": one.type, **ends, **one.properties}


def _write(path: Path, columns: Iterable[str], rows: Iterable[dict[str, object]]) -> None:
    with whole_file(path, newline="") as stream:
        writer = csv.DictWriter(stream, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
