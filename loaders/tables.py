"""The native format: reads a folder of CSV tables (docs/data-format.md) row by row.

Nodes come before claims, since what a claim says is checked against the rows that it names.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path

from pydantic import ValidationError

from graphdb.errors import Problem
from graphdb.model import CLAIM_PROPERTIES, RELATIONSHIP_TYPES
from graphdb.validtime import parse_date
from loaders.claims import Witness, claim_problems, claim_record, default_claim_key, witness
from loaders.csvfiles import CsvRow, Known, Recall, read_csv
from loaders.records import HASH_BYTES, Key, NodeRecord, Properties, Scanned, Unchanged
from loaders.rows import (
    ID_PATTERN,
    RowValidator,
    claim_validator,
    node_validator,
    problems_of,
    repeated,
    split_cell,
)
from loaders.tableformat import (
    CLAIMS,
    NODE_TABLES,
    DatasetDescription,
    labels_of,
    read_description,
    table_columns,
    table_files,
)

VALIDATOR = "tables/4"
"""Changes with every change of what this module accepts or makes of a row."""

_ID = re.compile(ID_PATTERN)
_NODE_NAMING = frozenset(("id", "label"))
_CLAIM_NAMING = frozenset(("id", "type", "start", "end"))
_REFERENCES = tuple(
    dict.fromkeys(
        declared.name
        for group in (CLAIM_PROPERTIES, *(rel.properties for rel in RELATIONSHIP_TYPES.values()))
        for declared in group
        if declared.kind in ("id", "ids")
    )
)


def scan_tables(
    folder: Path, dataset: str, known: Mapping[bytes, Key]
) -> Iterator[Scanned | Unchanged | Problem]:
    """Read and validate a folder row by row: nodes first, then claims.

    Parameters
    ----------
    folder
        Where the tables are.
    dataset
        Name under which the rows are loaded.
    known
        Raw hash → key of the rows that were validated before; such rows come back unchanged.

    Raises
    ------
    InputRefusedError
        The folder as a whole cannot be read.
    """
    yield from _scan_all(_Scan(folder, dataset, read_description(folder), known))


def scan_tables_part(
    folder: Path, dataset: str, part: int, parts: int, *, all_nodes: bool = False
) -> Iterator[Scanned | Unchanged | Problem]:
    """Read and validate one of several parts of a folder; together they are the whole of it.

    Every part reads all rows and validates all nodes, since claims are checked against them. Of
    the claims it validates its own; of the others it takes in just their names.

    Parameters
    ----------
    folder, dataset
        As for :func:`scan_tables`.
    part
        Which part, 0 to ``parts`` - 1.
    parts
        Into how many parts the rows are dealt, in turns.
    all_nodes
        Give all nodes in every part, in one order, and what is wrong with some in the first alone.

    Raises
    ------
    InputRefusedError
        The folder as a whole cannot be read.
    """
    description = read_description(folder)
    scan = _Scan(folder, dataset, description, {}, part=part, parts=parts, all_nodes=all_nodes)
    return _scan_all(scan)


def _scan_all(scan: _Scan) -> Iterator[Scanned | Unchanged | Problem]:
    files = table_files(scan.folder)
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
    known: Mapping[bytes, Key]
    labels: dict[str, str] = field(default_factory=dict)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    claim_names: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    part: int = 0
    parts: int = 1
    all_nodes: bool = False
    rows: int = 0

    def nodes(self, path: Path, table: str) -> Iterator[Scanned | Unchanged | Problem]:
        for row in self._rows(path, table):
            if self.all_nodes and self.part:
                yield from (one for one in self._node(row, table) if not isinstance(one, Problem))
            elif self.all_nodes or self._is_own_turn():
                yield from self._node(row, table)
            else:
                deque(self._node(row, table), maxlen=0)

    def _node(self, row: CsvRow | Problem, table: str) -> Iterator[Scanned | Unchanged | Problem]:
        if isinstance(row, Problem):
            yield row
            return
        hashed = _row_hasher(row.header)(row.values, table)
        key = self.known.get(hashed)
        if key is not None and key.name not in self.labels:
            self._remember(key.name, key.kind, row)
            yield Unchanged(key)
        else:
            yield from self._new_node(row, table, hashed)

    def _is_own_turn(self) -> bool:
        self.rows += 1
        return self.rows % self.parts == self.part

    def claims(self, path: Path) -> Iterator[Scanned | Unchanged | Problem]:
        context = _Context(self)
        rows = self._rows(path, CLAIMS, context.recall if self.known else None)
        for row in rows:
            if isinstance(row, Unchanged):
                yield row
            elif isinstance(row, Problem):  # Of one line there may be several.
                if not self.part:
                    yield row
            elif not self._is_own_turn():
                self._pass_over(row)
            else:
                yield from self._new_claim(row, context.hasher(row.header)(row.values))

    def _pass_over(self, row: CsvRow) -> None:
        """Take in the name of a claim of another part, as that part does."""
        cells = row.cells()
        if not any(self._claim_problems(row, cells)) and not any(_binary(row)):
            self.claim_names.add(self._claim_name(cells)[1])

    def _rows(
        self, path: Path, table: str, recall: Recall[Known] | None = None
    ) -> Iterator[CsvRow | Problem | Known]:
        source = path.relative_to(self.folder).as_posix()
        return read_csv(path, source, table_columns(table), recall)

    def _remember(self, name: str, label: str, row: CsvRow) -> None:
        self.labels[name] = label
        if label == "Source":
            self.witnesses[name] = witness(name, row.cells())

    def _new_node(self, row: CsvRow, table: str, hashed: bytes) -> Iterator[Scanned | Problem]:
        cells = row.cells()
        name = cells.get("id", "")
        label = cells.get("label") or labels_of(table)[0]
        wrong = list(self._node_problems(row, table, name, cells.get("label", "")))
        wrong += _binary(row)
        if not wrong:
            properties = _checked(row, cells, label, node_validator(label), _NODE_NAMING, wrong)
            wrong += _node_contradictions(row, properties)
        if wrong:
            self.rejected.add(name)
            yield from wrong
        else:
            self._remember(name, label, row)
            yield Scanned(hashed, NodeRecord(name, label, properties))

    def _node_problems(self, row: CsvRow, table: str, name: str, label: str) -> Iterator[Problem]:
        labels = labels_of(table)
        if not _ID.match(name):
            yield _problem(row, "id", "is no id" if name else "is required", name)
        elif name in self.labels:
            yield _problem(row, "id", "stands in an earlier row already", name)
        if len(labels) > 1 and label not in labels:
            yield _problem(row, "label", f"is not one of {', '.join(labels)}", label)

    def _new_claim(self, row: CsvRow, hashed: bytes) -> Iterator[Scanned | Problem]:
        cells = row.cells()
        wrong = [*self._claim_problems(row, cells), *_binary(row)]
        scanned = None if wrong else self._claim(row, cells, hashed, wrong)
        yield from wrong
        if scanned is not None:
            yield scanned

    def _claim_problems(self, row: CsvRow, cells: dict[str, str]) -> Iterator[Problem]:
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
        if "id" in cells and not _ID.match(cells["id"]):
            yield _problem(row, "id", "is no id", cells["id"])
        for column in _REFERENCES:
            if column in cells:
                yield from self._reference_problems(row, column, cells[column])

    def _reference_problems(self, row: CsvRow, column: str, cell: str) -> Iterator[Problem]:
        for name in split_cell(cell):
            if name not in self.labels:
                yield _problem(row, column, self._missing(name), name)
            elif column == "sources" and name not in self.witnesses:
                yield _problem(row, column, "is no source", name)

    def _missing(self, name: str) -> str:
        if not name:
            return "is required"
        return "was rejected itself" if name in self.rejected else "is in no table of this dataset"

    def _claim_name(self, cells: dict[str, str]) -> tuple[str, str]:
        """Give the name of a claim within the dataset, and its full one."""
        ends = cells["start"], cells["end"]
        name = cells.get("id") or default_claim_key(cells["type"], *ends, cells)
        return name, f"{self.dataset}/{name}"

    def _claim(
        self, row: CsvRow, cells: dict[str, str], hashed: bytes, wrong: list[Problem]
    ) -> Scanned | None:
        claim_type, ends = cells["type"], (cells["start"], cells["end"])
        name, full_name = self._claim_name(cells)
        if full_name in self.claim_names:
            rule = "stands in an earlier row already" if "id" in cells else _NEEDS_ID
            wrong.append(_problem(row, "id", rule, name))
            return None
        self.claim_names.add(full_name)
        properties = _checked(
            row, cells, claim_type, claim_validator(claim_type), _CLAIM_NAMING, wrong
        )
        wrong += [_problem(row, *problem) for problem in claim_problems(properties)]
        if wrong:
            return None
        cited = [self.witnesses[source] for source in split_cell(cells["sources"])]
        release = self.description.release
        try:
            record = claim_record(self.dataset, release, name, claim_type, ends, properties, cited)
        except ValueError as error:
            wrong.append(_problem(row, "sources", str(error), cells["sources"]))
            return None
        return Scanned(hashed, record)


_NEEDS_ID = "makes the same claim as an earlier row; give both rows an id"


class _Context(dict[str, str]):
    """What a claim's record depends on beside its own row: the rows that it names.

    It is hashed with the row, so a claim is validated again when one of them has changed. The text
    of a cell that names one row is made once.
    """

    def __init__(self, scan: _Scan) -> None:
        super().__init__({"": ""})
        self._scan = scan
        self._base = repr((scan.dataset, scan.description.release))

    def hasher(self, header: tuple[str, ...]) -> Callable[[list[str]], bytes]:
        """Make what hashes the values of a claim's row with its context."""
        places, row_hash, base = _named_columns(header), _row_hasher(header), self._base

        def hashed(values: list[str]) -> bytes:
            return row_hash(values, "\x1f".join([base, *[self[values[at]] for at in places]]))

        return hashed

    def recall(self, header: tuple[str, ...]) -> Callable[[list[str]], Unchanged | None]:
        """Make what tells claims that stand as they stood, in as few steps as it takes."""
        known, names, hashed = self._scan.known, self._scan.claim_names, self.hasher(header)

        def unchanged(values: list[str]) -> Unchanged | None:
            key = known.get(hashed(values))
            if key is None or key.name in names:
                return None
            names.add(key.name)
            return Unchanged(key)

        return unchanged

    def __missing__(self, cell: str) -> str:
        names = split_cell(cell.strip())
        if len(names) > 1:  # Of these there may be as many as there are claims.
            return "\x1d".join([self[name] for name in names])
        text = self[cell] = self._of_name(cell)
        return text

    def _of_name(self, name: str) -> str:
        known = self._scan.labels.get(name.strip())
        return f"{known} {self._scan.witnesses.get(name.strip())}"


@cache
def _named_columns(header: tuple[str, ...]) -> tuple[int, ...]:
    """Find the places of the columns that name other rows."""
    wanted = {"start", "end", *_REFERENCES}
    return tuple(place for place, name in enumerate(header) if name in wanted)


@cache
def _row_hasher(header: tuple[str, ...]) -> Callable[[list[str], str], bytes]:
    """Make what hashes the values of a row under this header, with what else it depends on."""
    begun = blake2b("\x1f".join((VALIDATOR, *header)).encode(), digest_size=HASH_BYTES)

    def hashed(values: list[str], context: str) -> bytes:
        one = begun.copy()
        one.update("\x1e".join((*values, context)).encode())
        return one.digest()

    return hashed


def _checked(
    row: CsvRow,
    cells: dict[str, str],
    kind: str,
    validator: RowValidator,
    naming: frozenset[str],
    wrong: list[Problem],
) -> Properties:
    try:
        properties = validator(cells, naming)
    except ValidationError as error:
        wrong += problems_of(error, row.source, row.line, kind)
        return {}
    wrong += [
        _problem(row, name, "names something twice", item) for name, item in repeated(properties)
    ]
    return properties


def _binary(row: CsvRow) -> Iterator[Problem]:
    if any("\0" in value for value in row.values):
        yield _problem(row, "", "holds a NUL character, as a binary file would", "")


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
