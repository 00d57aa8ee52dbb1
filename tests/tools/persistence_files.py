"""Small files in the publishers' formats, and the real ones where they are at hand."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from loaders.records import ClaimRecord
from tools.persistence.tenures import Spell

ESD_COLUMNS = ("year", "actor_id", "actor_name", "ext_id")


def esd_file(folder: Path, rows: Iterable[tuple[str, ...]], columns: Iterable[str]) -> Path:
    """Write a table of actor-years."""
    path = folder / "ucdp-esd.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def claim(claim_type: str, start: str, end: str, **said: str) -> ClaimRecord:
    """Make a claim as a loader does, as far as spells read it."""
    return ClaimRecord("c", claim_type, start, end, {"stance": "affirms", "dataset": "d", **said})


def spell(days: float, *, ended: bool = True, unit: str = "u", source: str = "s") -> Spell:
    """Make a spell of a length."""
    return Spell(source, unit, ("person", "post"), 0.0, days, ended)
