"""CSV files as rows of text, every defect of a file told by its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphdb.errors import Problem
from loaders.rows import LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of a file: where it starts, its cells by column, and the same as one text."""

    source: str
    line: int
    cells: dict[str, str]
    raw: str


def read_csv(path: Path, source: str, columns: Sequence[str]) -> Iterator[CsvRow | Problem]:
    """Read a file row by row; whatever is wrong with it comes as a problem between the rows.

    Parameters
    ----------
    path
        A UTF-8 file with a header line; a byte-order mark is passed over.
    source
        How problems name the file.
    columns
        The columns that the file may have; cells of others are a problem of line 1.
    """
    csv.field_size_limit(LONGEST_TEXT)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _rows(csv.reader(_without_nul(stream), strict=True), source, columns)
    except UnicodeDecodeError as error:
        bad = error.object[error.start : error.start + 1].hex()
        line = 1 + path.read_bytes()[: _offset(path, error)].count(b"\n")
        yield Problem(source, line, "", "is not UTF-8; save the file in that encoding", f"0x{bad}")
    except OSError as error:
        yield Problem(source, 0, "", f"cannot be read: {error.strerror}")


def _offset(path: Path, error: UnicodeDecodeError) -> int:
    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as whole:
        return whole.start
    return error.start


def _without_nul(stream: Iterator[str]) -> Iterator[str]:
    for line in stream:
        if "\0" in line:
            raise csv.Error("holds a NUL character, as a binary file would")
        yield line


def _rows(
    reader: Iterator[list[str]], source: str, columns: Sequence[str]
) -> Iterator[CsvRow | Problem]:
    line = 0
    try:
        header = next(reader, None)
        if header is None:
            yield Problem(source, 0, "", "is empty: not even a header line")
            return
        wrong = list(_header_problems(header, source, columns))
        if wrong:
            yield from wrong
            return
        line = _line(reader)
        for values in reader:
            line, begins = _line(reader), line + 1
            if values:
                yield _row(source, begins, header, values)
    except csv.Error as error:
        yield Problem(source, line + 1, "", _csv_rule(error))


def _line(reader: Iterator[list[str]]) -> int:
    return int(getattr(reader, "line_num", 0))


def _csv_rule(error: csv.Error) -> str:
    if "field larger than field limit" in str(error):
        return f"holds a cell of more than {LONGEST_TEXT} characters; is a quote missing?"
    return f"is no valid CSV: {error}"


def _header_problems(header: list[str], source: str, columns: Sequence[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Problem(source, 1, name, "is a column twice")
        elif name not in columns:
            rule = f"is no column of this table; it has {', '.join(columns)}"
            yield Problem(source, 1, name, rule, name)


def _row(source: str, line: int, header: list[str], values: list[str]) -> CsvRow | Problem:
    if len(values) != len(header):
        rule = f"has {len(values)} cells where the header has {len(header)}"
        return Problem(source, line, "", rule)
    cells = {
        name: text for name, value in zip(header, values, strict=True) if (text := value.strip())
    }
    return CsvRow(source, line, cells, "\x1e".join((*header, *values)))
