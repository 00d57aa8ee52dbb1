"""CSV files as rows of text, every defect of a file told by its line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from graphdb.errors import Problem
from loaders.rows import LONGEST_TEXT

Known = TypeVar("Known")

Recall = Callable[[tuple[str, ...]], Callable[[list[str]], Known | None]]
"""Given a file's header, gives what says of a row's values what is known of it, if anything."""


class CsvRow(NamedTuple):
    """One row of a file: where it starts, the file's columns, and the row's values as written."""

    source: str
    line: int
    header: tuple[str, ...]
    values: list[str]

    def cells(self) -> dict[str, str]:
        """Give the cells that are not empty, by column."""
        return {
            name: text
            for name, value in zip(self.header, self.values, strict=True)
            if value and (text := value.strip())
        }


def read_csv(
    path: Path, source: str, columns: Sequence[str], recall: Recall[Known] | None = None
) -> Iterator[CsvRow | Problem | Known]:
    """Read a file row by row; whatever is wrong with it comes as a problem between the rows.

    Parameters
    ----------
    path
        A UTF-8 file with a header line; a byte-order mark is passed over.
    source
        How problems name the file.
    columns
        The columns that the file may have; others are a problem of line 1.
    recall
        A row of which something is known comes back as that.
    """
    csv.field_size_limit(LONGEST_TEXT)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _rows(csv.reader(stream, strict=True), source, columns, recall)
    except UnicodeDecodeError:
        yield _encoding_problem(path, source)
    except OSError as error:
        yield Problem(source, 0, "", f"cannot be read: {error.strerror}")


def _encoding_problem(path: Path, source: str) -> Problem:
    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + data[: error.start].count(b"\n")
        bad = f"0x{data[error.start : error.start + 1].hex()}"
        return Problem(source, line, "", "is not UTF-8; save the file in that encoding", bad)
    return Problem(source, 0, "", "changed while it was read; run again")


def _rows(
    reader: Iterator[list[str]],
    source: str,
    columns: Sequence[str],
    recall: Recall[Known] | None,
) -> Iterator[CsvRow | Problem | Known]:
    line = 0
    try:
        header = tuple(next(reader, ()))
        if not header:
            yield Problem(source, 0, "", "is empty: not even a header line")
            return
        wrong = list(_header_problems(header, source, columns))
        if wrong:
            yield from wrong
            return
        width = len(header)
        known_of = recall(header) if recall else _nothing
        line = _line(reader)
        for values in reader:
            begins, line = line + 1, _line(reader)
            if len(values) == width:
                known = known_of(values)
                yield CsvRow(source, begins, header, values) if known is None else known
            elif values:
                rule = f"has {len(values)} cells where the header has {width}"
                yield Problem(source, begins, "", rule)
    except csv.Error as error:
        yield Problem(source, line + 1, "", _csv_rule(error))


def _nothing(values: list[str]) -> None:
    return None


def _line(reader: Iterator[list[str]]) -> int:
    number: int = reader.line_num  # type: ignore[attr-defined]
    return number


def _csv_rule(error: csv.Error) -> str:
    said = str(error)
    if "field larger than field limit" in said:
        return f"holds a cell of more than {LONGEST_TEXT} characters; is a quote missing?"
    return f"is no valid CSV: {error}"


def _header_problems(
    header: tuple[str, ...], source: str, columns: Sequence[str]
) -> Iterator[Problem]:
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Problem(source, 1, name, "is a column twice")
        elif name not in columns:
            rule = f"is no column of this table; it has {', '.join(columns)}"
            yield Problem(source, 1, name, rule, name)
