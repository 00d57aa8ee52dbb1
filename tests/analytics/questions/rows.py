"""The curated dataset's own rows, read from its tables: what answers are compared with."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from graphdb.validtime import parse_date

DATA = Path(__file__).resolve().parents[3] / "data"

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """All rows of one table; cells that a file lacks are empty."""
    return tuple(_rows(name))


def _rows(name: str) -> Iterator[Row]:
    for path in sorted((DATA / name).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)


def claims(*types: str, **cells: str) -> list[Row]:
    """Rows of some types of claims whose cells have these values."""
    return [
        row
        for row in table("claims")
        if row["type"] in types and all(row.get(key, "") == value for key, value in cells.items())
    ]


def claim_ids(rows: list[Row]) -> set[str]:
    """Ids that the graph gives to rows."""
    return {f"curated/{row['id']}" for row in rows}


def affirmed(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.get("stance", "") in ("", "affirms")]


def may_hold(row: Row, day: date) -> bool:
    """Whether a row may hold on a day by the dates that it states."""
    start, end = row.get("valid_from"), row.get("valid_to")
    begun = not start or parse_date(start).earliest <= day
    over = bool(end) and end != ".." and parse_date(str(end)).latest <= day
    return begun and not over


def sources_of(rows: list[Row]) -> set[str]:
    return {source for row in rows for source in row["sources"].split(";")}
