"""The native format: reads a folder of CSV tables (docs/data-format.md) row by row.

Nodes come before claims, since what a claim says is checked against the rows that it names.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from graphdb.errors import Problem
from loaders.claims import default_claim_key
from loaders.csvfiles import (
    CsvRow,
    Known,
    Recall,
    header_problems,
    read_csv,
    refuse_file,
)
from loaders.derivation import derivation_version
from loaders.record_builder import REFERENCES, RecordBuilder
from loaders.records import HASH_BYTES, Key, LeftOut, Place, Result, Scanned, Unchanged
from loaders.reviews import review_problems
from loaders.rows import split_cell
from loaders.tableformat import (
    CLAIMS,
    NODE_TABLES,
    REVIEWS,
    columns_of,
    labels_of,
    other_files,
    read_description,
    table_files,
)

_NODE_NAMING = frozenset(("id", "label"))
_CLAIM_NAMING = frozenset(("id", "type", "start", "end"))


def scan_tables(folder: Path, dataset: str, known: Mapping[bytes, Key]) -> Iterator[Result]:
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
        The folder or one of its tables cannot be read: its columns, separator, encoding or quotes
        do not fit, or it holds what is not part of the format.
    """
    yield from _scan_all(_Scan(folder, _builder(folder, dataset), known))


def scan_tables_part(
    folder: Path, dataset: str, part: int, parts: int, *, all_nodes: bool = False
) -> Iterator[Result]:
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
        The folder or one of its tables cannot be read: its columns, separator, encoding or quotes
        do not fit, or it holds what is not part of the format.
    """
    builder = _builder(folder, dataset)
    return _scan_all(_Scan(folder, builder, {}, part=part, parts=parts, all_nodes=all_nodes))


def _builder(folder: Path, dataset: str) -> RecordBuilder:
    return RecordBuilder(dataset, read_description(folder).release)


def _scan_all(scan: _Scan) -> Iterator[Result]:
    files = table_files(scan.folder)
    wrong = [
        problem
        for table, paths in files.items()
        for path in paths
        for problem in header_problems(path, scan.source(path), columns_of(table))
    ]
    if wrong:
        raise refuse_file(*wrong)
    if not scan.part:
        for name in other_files(scan.folder):
            yield LeftOut(f"file {name}, which is not part of the format", rows=0)
    for table in NODE_TABLES:
        for path in files[table]:
            yield from scan.nodes(path, table)
    for path in files[CLAIMS]:
        yield from scan.claims(path)
    if files[REVIEWS] and not scan.part:
        yield from review_problems(scan.folder, scan.claim_names())


@dataclass
class _Scan:
    """One pass over a folder, in the builder what later rows need to know of earlier ones."""

    folder: Path
    builder: RecordBuilder
    known: Mapping[bytes, Key]
    part: int = 0
    parts: int = 1
    all_nodes: bool = False
    rows: int = 0

    def source(self, path: Path) -> str:
        """Name a file as problems do."""
        return path.relative_to(self.folder).as_posix()

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
        if key is not None and key.name not in self.builder.labels:
            self.builder.remember(key.name, key.kind, row.cells())
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

    def claim_names(self) -> set[str]:
        """Give the names, within the dataset, of the claims that were read."""
        begin = len(self.builder.claim_id(""))
        return {name[begin:] for name in self.builder.claim_ids}

    def _pass_over(self, row: CsvRow) -> None:
        """Take in the name of a claim of another part, as that part does."""
        cells = row.cells()
        if not any(self._reference_problems(row, cells)):
            self.builder.claim_ids.add(self.builder.claim_id(_claim_key(cells)))

    def _rows(
        self, path: Path, table: str, recall: Recall[Known] | None = None
    ) -> Iterator[CsvRow | Problem | Known]:
        return read_csv(path, self.source(path), columns_of(table), recall)

    def _new_node(self, row: CsvRow, table: str, hashed: bytes) -> Iterator[Scanned | Problem]:
        cells, place, labels = row.cells(), Place(row.source, row.line), labels_of(table)
        name, label = cells.get("id", ""), cells.get("label", "")
        if len(labels) > 1 and label not in labels:
            self.builder.rejected.add(name)
            yield from self.builder.node_id_problems(place, name)
            yield Problem(*place, "label", f"is not one of {', '.join(labels)}", label)
            return
        made = self.builder.node(place, label or labels[0], name, cells, _NODE_NAMING)
        yield from made if isinstance(made, list) else [Scanned(hashed, made)]

    def _new_claim(self, row: CsvRow, hashed: bytes) -> Iterator[Scanned | Problem]:
        cells = row.cells()
        wrong = list(self._reference_problems(row, cells))
        if wrong:
            yield from wrong
            return
        made = self.builder.claim(
            Place(row.source, row.line),
            cells["type"],
            _claim_key(cells),
            (cells["start"], cells["end"]),
            cells,
            _CLAIM_NAMING,
            *(() if "id" in cells else (_NEEDS_ID,)),
        )
        yield from made if isinstance(made, list) else [Scanned(hashed, made)]

    def _reference_problems(self, row: CsvRow, cells: dict[str, str]) -> Iterator[Problem]:
        place, ends = Place(row.source, row.line), (cells.get("start", ""), cells.get("end", ""))
        claim_type = cells.get("type", "")
        return self.builder.reference_problems(place, claim_type, cells.get("id"), ends, cells)


def _claim_key(cells: dict[str, str]) -> str:
    """Give the name of a claim within its dataset: its own, or one made from what it says."""
    return cells.get("id") or default_claim_key(cells["type"], cells["start"], cells["end"], cells)


_NEEDS_ID = "makes the same claim as an earlier row; give both rows an id"


class _Context(dict[str, str]):
    """What a claim's record depends on beside its own row: the rows that it names.

    It is hashed with the row, so a claim is validated again when one of them has changed. The text
    of a cell that names one row is made once.
    """

    def __init__(self, scan: _Scan) -> None:
        super().__init__({"": ""})
        self._scan = scan
        self._builder = scan.builder
        self._base = repr((scan.builder.dataset, scan.builder.release))

    def hasher(self, header: tuple[str, ...]) -> Callable[[list[str]], bytes]:
        """Make what hashes the values of a claim's row with its context."""
        places, row_hash, base = _named_columns(header), _row_hasher(header), self._base

        def hashed(values: list[str]) -> bytes:
            return row_hash(values, "\x1f".join([base, *[self[values[at]] for at in places]]))

        return hashed

    def recall(self, header: tuple[str, ...]) -> Callable[[list[str]], Unchanged | None]:
        """Make what tells claims that stand as they stood, in as few steps as it takes."""
        known, names, hashed = self._scan.known, self._builder.claim_ids, self.hasher(header)

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
        known = self._builder.labels.get(name.strip())
        return f"{known} {self._builder.witnesses.get(name.strip())}"


@cache
def _named_columns(header: tuple[str, ...]) -> tuple[int, ...]:
    """Find the places of the columns that name other rows."""
    wanted = {"start", "end", *REFERENCES}
    return tuple(place for place, name in enumerate(header) if name in wanted)


@cache
def _row_hasher(header: tuple[str, ...]) -> Callable[[list[str], str], bytes]:
    """Make what hashes the values of a row under this header, with what else it depends on."""
    derived = repr((derivation_version(__name__), header))
    begun = blake2b(derived.encode(), digest_size=HASH_BYTES)

    def hashed(values: list[str], context: str) -> bytes:
        one = begun.copy()
        text = "\x1e".join(values)
        if text.count("\x1e") >= len(values):  # Some value has it: told apart by being too many.
            text = "\x1e" * len(values) + repr(values)
        one.update(f"{len(values)}\x1e{text}\x1e{context}".encode())  # No context has it.
        return one.digest()

    return hashed
