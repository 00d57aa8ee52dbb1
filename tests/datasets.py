"""Small datasets in the native format, written for one test."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]

SOURCE: Row = {
    "id": "source/paper",
    "name": "A paper",
    "publisher": "A publisher",
    "published": "2020-01-09",
    "address": "https://example.org/paper",
    "origin": "paper",
    "kind": "news",
    "reliability": "B",
    "opened_on": "2026-01-01",
}


def person(name: str, **cells: str) -> Row:
    """Make the row of a person, its id made from its name."""
    return {"id": f"person/{_slug(name)}", "label": "Person", "name": name, **cells}


def organization(name: str, kind: str = "armed_group", **cells: str) -> Row:
    """Make the row of an organization."""
    row = {"id": f"organization/{_slug(name)}", "label": "Organization", "name": name}
    return {**row, "kind": kind, **cells}


def state(name: str, **cells: str) -> Row:
    """Make the row of a state."""
    return {"id": f"state/{_slug(name)}", "label": "State", "name": name, **cells}


def claim(claim_type: str, start: str, end: str, **cells: str) -> Row:
    """Make the row of a claim that rests on :data:`SOURCE`.

    What has a start and neither an end nor a last sighting was still so when it was published.
    """
    if cells.get("valid_from") and not cells.keys() & {"valid_to", "last_seen"}:
        cells["valid_to"] = ".."
    row = {"type": claim_type, "start": start, "end": end}
    return {**row, "sources": "source/paper", "credibility": "2", **cells}


def write_tables(
    folder: Path, *, sources: Sequence[Row] = (SOURCE,), **tables: Sequence[Row]
) -> Path:
    """Write a folder of tables; every column that a row names is a column of its file."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in {"sources": sources, **tables}.items():
        write_table(folder / f"{table}.csv", rows)
    return folder


def write_table(path: Path, rows: Sequence[Row]) -> None:
    """Write one CSV file."""
    columns = ["id", *sorted({column for row in rows for column in row} - {"id"})]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _slug(name: str) -> str:
    return "-".join(name.lower().replace("'", "").split())
