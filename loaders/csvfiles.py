"""CSV files as rows of text; a file that is not such a table is refused, whatever its rows say."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple, TypeVar

from graphdb.errors import InputRefusedError, Problem
from loaders.filekinds import HEAD_BYTES, nameless_columns, recognise, separator_fault
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


class Columns(NamedTuple):
    """The columns that a table may have, and those that it must have."""

    known: tuple[str, ...]
    required: tuple[str, ...] = ()


def refuse_file(*problems: Problem) -> InputRefusedError:
    """Make the refusal of an input of which a file can't be read as its table."""
    names = ", ".join(dict.fromkeys(problem.source for problem in problems))
    return InputRefusedError(
        f"{names}: cannot be read as a table, nothing was written; correct the file "
        "(--max-rejects lets single rows pass, never a whole table)",
        tuple(sorted(problems)),
    )


def header_problems(path: Path, source: str, columns: Columns) -> list[Problem]:
    """Find what is wrong with a file by its first bytes and its header."""
    csv.field_size_limit(LONGEST_TEXT)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
        if found := recognise(head):
            line = 1 if "UTF" in found.what else 0
            return [Problem(source, line, "", str(found))]
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            header = tuple(next(reader, ()))
            has_rows = any(not is_blank(values) for values in reader)
    except UnicodeDecodeError:
        return [_encoding_problem(path, source)]
    except OSError as error:
        return [Problem(source, 0, "", f"cannot be read: {error.strerror}")]
    except csv.Error as error:
        return [Problem(source, _line(reader), "", _csv_rule(error))]
    if not any(name.strip() for name in header):
        return [Problem(source, 0, "", "is empty: not even a header line")]
    return list(_named_wrongly(header, source, columns if has_rows else Columns(columns.known)))


def read_csv(
    path: Path, source: str, columns: Columns, recall: Recall[Known] | None = None
) -> Iterator[CsvRow | Problem | Known]:
    """Read a file row by row; what is wrong with a row comes as a problem in its place.

    Rows of nothing but separators, as spreadsheets write them, are passed over.

    Parameters
    ----------
    path
        A UTF-8 file with a header line; a byte-order mark is passed over.
    source
        How problems name the file.
    columns
        Which columns the file may have, and must have.
    recall
        A row of which something is known comes back as that.

    Raises
    ------
    InputRefusedError
        The file is another one, in another encoding, or has a header or quotes that do not fit.
    """
    wrong = header_problems(path, source, columns)
    if wrong:
        raise refuse_file(*wrong)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from _rows(csv.reader(stream, strict=True), source, recall)
    except UnicodeDecodeError:
        raise refuse_file(_encoding_problem(path, source)) from None
    except OSError as error:
        rule = f"cannot be read: {error.strerror}"
        raise refuse_file(Problem(source, 0, "", rule)) from error


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
    reader: Iterator[list[str]], source: str, recall: Recall[Known] | None
) -> Iterator[CsvRow | Problem | Known]:
    line = 0
    try:
        header = tuple(next(reader, ()))
        width = len(header)
        known_of = recall(header) if recall else _nothing
        line = _line(reader)
        for values in reader:
            begins, line = line + 1, _line(reader)
            if is_blank(values):
                continue
            if len(values) == width:
                known = known_of(values)
                yield CsvRow(source, begins, header, values) if known is None else known
            else:
                rule = f"has {len(values)} cells where the header has {width}"
                yield Problem(source, begins, "", rule)
    except csv.Error as error:
        raise refuse_file(Problem(source, line + 1, "", _csv_rule(error))) from error


def is_blank(values: Sequence[str]) -> bool:
    """Tell whether a row holds nothing but separators and spaces.

    >>> is_blank(["", " "]), is_blank([]), is_blank(["", "x"])
    (True, True, False)
    """
    return not any(values) or not any(value.strip() for value in values)


def _nothing(values: list[str]) -> None:
    return None


def _line(reader: Iterator[list[str]]) -> int:
    number: int = reader.line_num  # type: ignore[attr-defined]
    return number


def _csv_rule(error: csv.Error) -> str:
    said = str(error)
    if "field larger than field limit" in said:
        return f"has a cell of more than {LONGEST_TEXT} characters; is a quote missing?"
    return f"is not valid CSV: {error}; is a quote missing, or was the file cut off?"


def _named_wrongly(header: tuple[str, ...], source: str, columns: Columns) -> Iterator[Problem]:
    other = separator_fault(header, columns.known)
    if other:
        yield Problem(source, 1, "", other)
        return
    if nameless := nameless_columns(header):
        yield Problem(source, 1, "", nameless)
    unknown = [name for name in dict.fromkeys(header) if name.strip()]
    for name in unknown:
        if header.count(name) > 1:
            yield Problem(source, 1, name, "duplicate column", name)
        elif name not in columns.known:
            yield Problem(source, 1, name, _unknown(name, columns.known), name)
    for name in columns.required:
        if name not in header:
            yield Problem(source, 1, name, "is missing: this table needs that column")


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name.strip().lower().replace(" ", "_"), known, n=1, cutoff=0.75)
    if near:
        return f"is not a column of this table; did you mean {near[0]}?"
    return f"is not a column of this table; it has {', '.join(known)}"
