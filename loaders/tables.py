"""The native format: a folder of CSV tables (docs/data-format.md).

A table's rows come from ``TABLE.csv`` and from every ``TABLE/*.csv`` of the folder, so that a
dataset can be split by theme or author. ``dataset.toml`` says what the dataset is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from graphdb.errors import Problem
from graphdb.model import CLAIM_PROPERTIES, RELATIONSHIP_TYPES
from graphdb.validtime import parse_date
from loaders.claims import Witness, claim_problems, claim_record, default_claim_key, witness
from loaders.csvfiles import CsvRow, read_csv
from loaders.records import Key, NodeRecord, Properties, Scanned, raw_hash
from loaders.rows import ID_PATTERN, claim_model, node_model, problems_of, validated
from loaders.tableformat import (
    CLAIMS,
    NODE_TABLES,
    DatasetDescription,
    labels_of,
    read_description,
    table_columns,
    table_files,
)

VALIDATOR = "tables/1"
"""Changes with every change of what this module accepts or makes of a row."""

Known = Callable[[Key, bytes], bool]
"""Tells whether a row of this key was already validated in this raw form."""


def scan_tables(folder: Path, dataset: str, known: Known) -> Iterator[Scanned | Problem]:
    """Read and validate a folder row by row: nodes first, then claims.

    Parameters
    ----------
    folder
        Where the tables are.
    dataset
        Name under which the rows are loaded.
    known
        Rows for which it answers true come back without a record.

    Raises
    ------
    InputRefusedError
        The folder as a whole cannot be read.
    """
    scan = _Scan(folder, dataset, read_description(folder), known)
    files = table_files(folder)
    for table in NODE_TABLES:
        for path in files[table]:
            yield from scan.nodes(path, table)
    for path in files[CLAIMS]:
        yield from scan.claims(path)


@dataclass
class _Scan:
    """One pass over a folder, with what later rows need to know of earlier ones."""

    folder: Path
    dataset: str
    description: DatasetDescription
    known: Known
    labels: dict[str, str] = field(default_factory=dict)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    claim_keys: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)

    def nodes(self, path: Path, table: str) -> Iterator[Scanned | Problem]:
        for row in self._rows(path, table):
            if isinstance(row, Problem):
                yield row
                continue
            wrong = list(self._node_problems(row, table))
            scanned = None if wrong else self._node(row, table, wrong)
            yield from wrong
            if scanned:
                yield scanned
            else:
                self.rejected.add(row.cells.get("id", ""))

    def claims(self, path: Path) -> Iterator[Scanned | Problem]:
        for row in self._rows(path, CLAIMS):
            if isinstance(row, Problem):
                yield row
                continue
            wrong = list(self._claim_problems(row))
            scanned = None if wrong else self._claim(row, wrong)
            yield from wrong
            if scanned:
                yield scanned

    def _rows(self, path: Path, table: str) -> Iterator[CsvRow | Problem]:
        return read_csv(path, path.relative_to(self.folder).as_posix(), table_columns(table))

    def _node_problems(self, row: CsvRow, table: str) -> Iterator[Problem]:
        name = row.cells.get("id", "")
        labels = labels_of(table)
        if not _is_id(name):
            yield _problem(row, "id", "is required" if not name else "is no id", name)
        elif name in self.labels:
            yield _problem(row, "id", "stands in an earlier row already", name)
        if len(labels) > 1 and row.cells.get("label") not in labels:
            rule = f"is not one of {', '.join(labels)}"
            yield _problem(row, "label", rule, row.cells.get("label", ""))

    def _node(self, row: CsvRow, table: str, wrong: list[Problem]) -> Scanned | None:
        name = row.cells["id"]
        label = row.cells.get("label") or labels_of(table)[0]
        key = Key("node", label, name)
        hashed = raw_hash(VALIDATOR, row.raw)
        record = None
        if not self.known(key, hashed):
            properties = _checked(row, label, node_model(label), ("id", "label"), wrong)
            wrong += _node_contradictions(row, properties)
            record = NodeRecord(name, label, properties)
        if wrong:
            return None
        self.labels[name] = label
        if label == "Source":
            self.witnesses[name] = witness(name, row.cells)
        return Scanned(key, hashed, record)

    def _claim_problems(self, row: CsvRow) -> Iterator[Problem]:
        cells = row.cells
        declared = RELATIONSHIP_TYPES.get(cells.get("type", ""))
        if declared is None:
            yield _problem(row, "type", "is no type of claim", cells.get("type", ""))
            return
        for column, allowed in (("start", declared.starts), ("end", declared.ends)):
            name = cells.get(column, "")
            label = self.labels.get(name)
            if label is None:
                yield _problem(row, column, self._missing(name), name)
            elif label not in allowed:
                rule = f"is a {label}, but {declared.name} wants {' or '.join(allowed)}"
                yield _problem(row, column, rule, name)
        if cells.get("start") and cells.get("start") == cells.get("end"):
            yield _problem(row, "end", "is the same as the start", cells["end"])
        if "id" in cells and not _is_id(cells["id"]):
            yield _problem(row, "id", "is no id", cells["id"])
        for column in _REFERENCES:
            for name in _listed(cells.get(column, "")):
                if name not in self.labels:
                    yield _problem(row, column, self._missing(name), name)
                elif column == "sources" and name not in self.witnesses:
                    yield _problem(row, column, "is no source", name)

    def _missing(self, name: str) -> str:
        if not name:
            return "is required"
        return "was rejected itself" if name in self.rejected else "is in no table of this dataset"

    def _claim(self, row: CsvRow, wrong: list[Problem]) -> Scanned | None:
        cells = row.cells
        claim_type, ends = cells["type"], (cells["start"], cells["end"])
        name = cells.get("id") or default_claim_key(claim_type, *ends, cells)
        if name in self.claim_keys:
            rule = "stands in an earlier row already"
            wrong.append(_problem(row, "id", rule if "id" in cells else _NEEDS_ID, name))
            return None
        self.claim_keys.add(name)
        key = Key("claim", claim_type, f"{self.dataset}/{name}")
        cited = [self.witnesses[source] for source in _listed(cells.get("sources", ""))]
        hashed = raw_hash(VALIDATOR, row.raw, self._context(cells, cited))
        if self.known(key, hashed):
            return Scanned(key, hashed, None)
        naming = ("id", "type", "start", "end")
        properties = _checked(row, claim_type, claim_model(claim_type), naming, wrong)
        if wrong:
            return None
        wrong += [_problem(row, *problem) for problem in claim_problems(properties)]
        release = self.description.release
        try:
            record = claim_record(self.dataset, release, name, claim_type, ends, properties, cited)
        except ValueError as error:
            wrong.append(_problem(row, "sources", str(error), cells.get("sources", "")))
            return None
        return None if wrong else Scanned(key, hashed, record)

    def _context(self, cells: dict[str, str], cited: list[Witness]) -> str:
        named = (cells["start"], cells["end"])
        return repr(
            (self.dataset, self.description.release, [self.labels[n] for n in named], cited)
        )


_REFERENCES = tuple(
    dict.fromkeys(
        declared.name
        for group in (CLAIM_PROPERTIES, *(rel.properties for rel in RELATIONSHIP_TYPES.values()))
        for declared in group
        if declared.kind in ("id", "ids")
    )
)
_ID = re.compile(ID_PATTERN)
_NEEDS_ID = "makes the same claim as an earlier row; give both rows an id"


def _checked(
    row: CsvRow, kind: str, model: type, naming: tuple[str, ...], wrong: list[Problem]
) -> Properties:
    cells = {name: text for name, text in row.cells.items() if name not in naming}
    try:
        return validated(model, cells)
    except ValidationError as error:
        wrong += problems_of(error, row.source, row.line, kind)
        return {}


def _node_contradictions(row: CsvRow, properties: Properties) -> list[Problem]:
    found = []
    for low, high in (("low", "high"), ("killed_low", "killed_high")):
        least, most = properties.get(low), properties.get(high)
        if isinstance(least, int) and isinstance(most, int) and most < least:
            found.append(_problem(row, high, f"is less than {low}, {least}", str(most)))
    for first, second in (("starts", "ends"), ("born", "died")):
        start, end = properties.get(first), properties.get(second)
        if start and end and parse_date(str(end)).latest < parse_date(str(start)).earliest:
            found.append(_problem(row, second, f"is before {first}, {start}", str(end)))
    return found


def _problem(row: CsvRow, field_name: str, rule: str, value: str) -> Problem:
    return Problem(row.source, row.line, field_name, rule, value)


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _is_id(text: str) -> bool:
    return _ID.match(text) is not None
