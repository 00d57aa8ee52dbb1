"""The layout of the native format: which tables there are, their files and their columns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from graphdb.errors import InputRefusedError
from graphdb.model import CLAIM_PROPERTIES, NODE_TYPES, RELATIONSHIP_TYPES
from graphdb.validtime import parse_date

NODE_TABLES = tuple(dict.fromkeys(node.table for node in NODE_TYPES.values()))
CLAIMS = "claims"
DESCRIPTION = "dataset.toml"


@dataclass(frozen=True)
class DatasetDescription:
    """What ``dataset.toml`` says: all of it is optional, but undated sources need a release."""

    title: str = ""
    release: date | None = None
    licence: str = ""
    homepage: str = ""
    description: str = ""


def table_columns(table: str) -> tuple[str, ...]:
    """List the columns that a table may have, those that name the row first."""
    if table == CLAIMS:
        own = (p.name for rel in RELATIONSHIP_TYPES.values() for p in rel.properties)
        shared = (p.name for p in CLAIM_PROPERTIES)
        return tuple(dict.fromkeys(("id", "type", "start", "end", *shared, *own)))
    labels = labels_of(table)
    head = ("id", "label") if len(labels) > 1 else ("id",)
    return tuple(
        dict.fromkeys((*head, *(p.name for lb in labels for p in NODE_TYPES[lb].properties)))
    )


def labels_of(table: str) -> tuple[str, ...]:
    """List the labels whose rows a table holds."""
    return tuple(label for label, node in NODE_TYPES.items() if node.table == table)


def table_files(folder: Path) -> dict[str, list[Path]]:
    """Find the files of every table.

    Raises
    ------
    InputRefusedError
        There is no such folder, it holds no table, or it holds a CSV file of no table.
    """
    if not folder.is_dir():
        what = "is a file, not a folder of tables" if folder.exists() else "does not exist"
        raise InputRefusedError(f"{folder} {what}")
    tables = (*NODE_TABLES, CLAIMS)
    found = {
        table: [p for p in (folder / f"{table}.csv",) if p.is_file()]
        + sorted((folder / table).glob("*.csv"))
        for table in tables
    }
    stray = sorted(p for p in folder.glob("*.csv") if p.stem not in tables)
    if stray:
        names = ", ".join(p.name for p in stray)
        raise InputRefusedError(f"{folder}: no table is named so: {names}; {_expected(tables)}")
    if not any(found.values()):
        raise InputRefusedError(f"{folder} holds no table; {_expected(tables)}")
    return found


def _expected(tables: tuple[str, ...]) -> str:
    return "the tables are " + ", ".join(f"{table}.csv" for table in tables)


def read_description(folder: Path) -> DatasetDescription:
    """Read ``dataset.toml``; a folder without one is described by nothing.

    Raises
    ------
    InputRefusedError
        It is no TOML, or holds something else than it may.
    """
    path = folder / DESCRIPTION
    if not path.is_file():
        return DatasetDescription()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        release = content.pop("release", None)
        if release is not None and not isinstance(release, date):
            release = parse_date(str(release)).latest
        if isinstance(release, datetime):
            release = release.date()
        return DatasetDescription(release=release, **{k: str(v) for k, v in content.items()})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, TypeError) as error:
        raise InputRefusedError(f"{path}: {error}") from error


def input_files(folder: Path) -> list[Path]:
    """List every file that a load of the folder reads, in order."""
    description = folder / DESCRIPTION
    files = [path for paths in table_files(folder).values() for path in paths]
    return sorted([*files, description] if description.is_file() else files)
