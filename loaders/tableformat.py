"""The layout of the native format: which tables there are, their files and their columns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from graphdb.errors import InputRefusedError
from graphdb.model import CLAIM_PROPERTIES, NODE_TYPES, RELATIONSHIP_TYPES
from graphdb.validtime import stated_date
from loaders.csvfiles import Columns

NODE_TABLES = tuple(dict.fromkeys(node.table for node in NODE_TYPES.values()))
CLAIMS = "claims"
REVIEWS = "reviews"
"""Table of who read which claim against its sources when: validated, not loaded."""

TABLES = (*NODE_TABLES, CLAIMS, REVIEWS)
VERDICTS = ("right", "corrected", "withdrawn", "not_opened")
"""What a review of a claim can come to."""

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
    if table == REVIEWS:
        return ("claim", "date", "verdict", "note")
    if table == CLAIMS:
        own = (p.name for rel in RELATIONSHIP_TYPES.values() for p in rel.properties)
        shared = (p.name for p in CLAIM_PROPERTIES)
        return tuple(dict.fromkeys(("id", "type", "start", "end", *shared, *own)))
    labels = labels_of(table)
    head = ("id", "label") if len(labels) > 1 else ("id",)
    return tuple(
        dict.fromkeys((*head, *(p.name for lb in labels for p in NODE_TYPES[lb].properties)))
    )


def required_columns(table: str) -> tuple[str, ...]:
    """List the columns that every row of a table needs a value in, so the table needs them too."""
    if table == REVIEWS:
        return ("claim", "date", "verdict")
    if table == CLAIMS:
        shared = (p.name for p in CLAIM_PROPERTIES if p.required)
        return ("type", "start", "end", *shared)
    labels = labels_of(table)
    needed = [{p.name for p in NODE_TYPES[label].properties if p.required} for label in labels]
    head = ("id", "label") if len(labels) > 1 else ("id",)
    return (*head, *sorted(set.intersection(*needed)))


@cache
def columns_of(table: str) -> Columns:
    """Give the columns that a table may have and must have."""
    return Columns(table_columns(table), required_columns(table))


def labels_of(table: str) -> tuple[str, ...]:
    """List the labels whose rows a table holds."""
    return tuple(label for label, node in NODE_TYPES.items() if node.table == table)


def table_files(folder: Path) -> dict[str, list[Path]]:
    """Find the files of every table.

    Raises
    ------
    InputRefusedError
        There is no such folder, it holds no table, or it holds what may be meant as a table and is
        none.
    """
    if not folder.is_dir():
        what = "is a file, not a folder of tables" if folder.exists() else "does not exist"
        raise InputRefusedError(f"{folder} {what}")
    try:
        return _sorted_out(folder)[0]
    except OSError as error:
        raise InputRefusedError(f"{folder} cannot be read: {error.strerror}") from error


def other_files(folder: Path) -> list[str]:
    """Name what lies in a dataset's folder and is not part of it, such as a README."""
    return _sorted_out(folder)[1]


def _sorted_out(folder: Path) -> tuple[dict[str, list[Path]], list[str]]:
    found: dict[str, list[Path]] = {table: [] for table in TABLES}
    stray: list[tuple[Path, str]] = []
    harmless: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.name in TABLES and path.is_dir():
            _take_folder(path, found[path.name], stray, harmless)
        elif path.is_file() and path.suffix == ".csv" and path.stem in TABLES:
            found[path.stem].insert(0, path)
        elif is_harmless(path.name):
            harmless.append(path.name)
        elif not (path.name == DESCRIPTION and path.is_file()):
            stray.append((path, _nearest(path)))
    if stray:
        said = "; ".join(f"{path.relative_to(folder)}: {rule}" for path, rule in stray[:_MOST])
        more = f"; and {len(stray) - _MOST} more" if len(stray) > _MOST else ""
        raise InputRefusedError(
            f"{folder} holds what is not part of the format, nothing was read: {said}{more}"
        )
    if not any(paths for table, paths in found.items() if table != REVIEWS):
        raise InputRefusedError(f"{folder} holds no table; {_expected(TABLES)}")
    return found, harmless


def _take_folder(
    folder: Path, found: list[Path], stray: list[tuple[Path, str]], harmless: list[str]
) -> None:
    """Take in the files of a table that is split into several."""
    parts = sorted(folder.iterdir())
    for path in parts:
        if path.suffix == ".csv" and path.is_file():
            found.append(path)
        elif is_harmless(path.name):
            harmless.append(f"{folder.name}/{path.name}")
        else:
            stray.append((path, f"a table's folder holds {_A_FILE}"))
    if not any(path.suffix == ".csv" for path in parts):
        stray.append((folder, "a table's folder without a CSV file; remove or fill it"))


_A_FILE = "files named *.csv alone (UTF-8, commas)"
_MOST = 6
"""Stray names that are listed one by one."""

_HARMLESS = re.compile(
    r"(\.|~\$).*|(readme|licen[cs]e|copying|notice|changelog|citation|contributing|makefile)(\..*)?|"
    r".*\.(md|rst|html?|pdf|png|jpe?g|svg|bib|cff|py|ipynb|sh)|"
    r"thumbs\.db|desktop\.ini|__macosx|__pycache__",
    re.IGNORECASE,
)
_TEXT = re.compile(r".*\.(txt|log)", re.IGNORECASE)


def is_harmless(name: str) -> bool:
    """Tell whether a name cannot be meant as a table: documents, hidden files, programs.

    Examples
    --------
    >>> is_harmless("README.md"), is_harmless(".git"), is_harmless("claims.csv.gz")
    (True, True, False)
    >>> is_harmless("claims.txt")
    False
    """
    return bool(_HARMLESS.fullmatch(name)) or bool(_TEXT.fullmatch(name) and not _meant(name))


def _meant(name: str) -> str:
    """Find the table or description that a name resembles, else nothing."""
    stem = name.strip(" ._~").casefold().split(".")[0].rstrip("0123456789 _-()")
    if stem == "dataset":
        return DESCRIPTION
    near = get_close_matches(stem, TABLES, n=1, cutoff=0.8)
    return f"{near[0]}.csv" if near else ""


def _nearest(path: Path) -> str:
    meant = _meant(path.name)
    if path.is_symlink() and not path.exists():
        return "a link to a file that is not there"
    if path.is_dir():
        table = meant.removesuffix(".csv")
        wanted = f"should it be {table}/?" if table in TABLES else ""
        return f"a folder of no table; {wanted or _expected(TABLES)}"
    if meant:
        sheet = " (a plain CSV file, UTF-8, commas)" if meant != DESCRIPTION else ""
        return f"should it be {meant}{sheet}?"
    return f"no table has this name; {_expected(TABLES)}"


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
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputRefusedError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:  # Of TOML and of its encoding.
        raise InputRefusedError(f"{path} is not TOML in UTF-8: {error}") from error
    keys = [field.name for field in fields(DatasetDescription)]
    unknown = [key for key in content if key not in keys]
    if unknown:
        raise InputRefusedError(
            f"{path}: {unknown[0]!r} is not a key of the description; it has {', '.join(keys)}"
        )
    words = {key: str(value) for key, value in content.items() if key != "release"}
    return DatasetDescription(release=_release(path, content.get("release")), **words)


def _release(path: Path, said: object) -> date | None:
    if isinstance(said, datetime):
        return said.date()
    if said is None or isinstance(said, date):
        return said
    try:
        return stated_date(str(said)).latest
    except ValueError as error:
        raise InputRefusedError(f"{path}: release {error} (got {said!r})") from error


def input_files(folder: Path) -> list[Path]:
    """List every file that a load of the folder reads, in order."""
    description = folder / DESCRIPTION
    files = [path for paths in table_files(folder).values() for path in paths]
    return sorted([*files, description] if description.is_file() else files)
