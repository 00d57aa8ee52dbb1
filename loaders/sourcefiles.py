"""Files of publishers: found, opened (plain or gzip), read row by row, refused with a reason."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from graphdb.errors import InputRefusedError, Problem
from loaders.records import Place
from loaders.rows import LONGEST_TEXT
from loaders.tableformat import DESCRIPTION, DatasetDescription, read_description

_GZIP = b"\x1f\x8b"


class Row(NamedTuple):
    """One row of a publisher's table: its place and its cells, stripped, by column."""

    place: Place
    cells: dict[str, str]


def one_file(path: Path, patterns: Sequence[str], what: str) -> Path:
    """Find the file that a path means: itself, or the only fitting one in a folder.

    Raises
    ------
    InputRefusedError
        There is no such file, or there are several.
    """
    if path.is_file():
        return path
    if not path.is_dir():
        raise InputRefusedError(f"{path} does not exist; give {what}")
    fitting = [*patterns, *(f"{pattern}.gz" for pattern in patterns)]
    found = sorted({file for pattern in fitting for file in path.glob(pattern)})
    if len(found) != 1:
        names = ", ".join(file.name for file in found) or "none"
        raise InputRefusedError(f"{path} should hold one file, {what}; it holds: {names}")
    return found[0]


def with_description(path: Path, files: Sequence[Path]) -> list[Path]:
    """Add ``dataset.toml`` to the files of a folder, where it has one."""
    description = path / DESCRIPTION
    return [*files, description] if description.is_file() else list(files)


def described(path: Path, default: DatasetDescription) -> DatasetDescription:
    """Take what ``dataset.toml`` says of a folder, and for the rest what is known of the source."""
    said = read_description(path) if path.is_dir() else DatasetDescription()
    return DatasetDescription(
        title=said.title or default.title,
        release=said.release or default.release,
        licence=said.licence or default.licence,
        homepage=said.homepage or default.homepage,
        description=said.description or default.description,
    )


@contextmanager
def open_text(path: Path, encoding: str = "utf-8-sig") -> Iterator[IO[str]]:
    """Open a file as text, unpacking it where it is gzip; a byte-order mark is passed over.

    Raises
    ------
    InputRefusedError
        It can't be read, was cut in half, or is in another encoding.
    """
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP
            raw.seek(0)
            data: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
            with io.TextIOWrapper(data, encoding=encoding, newline="") as text:
                yield text
    except UnicodeDecodeError as error:
        raise InputRefusedError(
            f"{path.name} is not in the encoding that its publisher uses ({encoding.upper()}): "
            f"byte 0x{error.object[error.start]:02x}; was it saved by a spreadsheet? "
            "download it again"
        ) from error
    except EOFError as error:
        raise InputRefusedError(f"{path.name} was cut off: {error}; download it again") from error
    except OSError as error:
        raise InputRefusedError(f"{path} cannot be read: {error.strerror or error}") from error


def read_rows(
    path: Path, columns: Sequence[str], what: str, delimiter: str = ","
) -> Iterator[Row | Problem]:
    """Read a table with a header line row by row.

    Parameters
    ----------
    path
        The file, plain or gzip.
    columns
        Columns that it must have; it may have others.
    what
        What the file should be, for the refusal of another one: "the UCDP Actor Dataset".
    delimiter
        What separates the cells; with tabs, quotes are letters like others.

    Raises
    ------
    InputRefusedError
        It is another file, in another encoding, or ends within a row.
    """
    csv.field_size_limit(LONGEST_TEXT * 10)
    with open_text(path) as stream:
        if delimiter == "\t":
            reader = csv.reader(stream, delimiter=delimiter, strict=True, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(stream, delimiter=delimiter, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            _check_header(path, header, columns, what)
            yield from _rows(path, reader, header)
        except csv.Error as error:
            raise InputRefusedError(
                f"{path.name}, line {reader.line_num}: is no valid CSV ({error}); "
                "was the file cut off? download it again"
            ) from error


def _check_header(path: Path, header: list[str], columns: Sequence[str], what: str) -> None:
    missing = [name for name in columns if name not in header]
    if missing:
        raise InputRefusedError(
            f"{path.name} is not {what}: it lacks the columns {', '.join(missing[:6])}; "
            "is it another file, or another publisher's?"
        )


def _rows(path: Path, reader: Iterator[list[str]], header: list[str]) -> Iterator[Row | Problem]:
    wrong: Problem | None = None
    line = reader.line_num  # type: ignore[attr-defined]
    for values in reader:
        if wrong is not None:
            yield wrong
            wrong = None
        begins, line = line + 1, reader.line_num  # type: ignore[attr-defined]
        if len(values) == len(header):
            cells = {name: value.strip() for name, value in zip(header, values, strict=True)}
            yield Row(Place(path.name, begins), cells)
        elif values:
            rule = f"has {len(values)} cells where the header has {len(header)}"
            wrong = Problem(path.name, begins, "", rule)
    if wrong is not None:
        raise InputRefusedError(
            f"{path.name} ends within a row (line {wrong.line} {wrong.rule}): it was cut off; "
            "download it again"
        )
