"""Files of publishers: found, opened (plain or gzip), read row by row, refused with a reason."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from graphdb.errors import InputRefusedError, Problem, shortened
from loaders.csvfiles import is_blank
from loaders.filekinds import GZIP, HEAD_BYTES, recognise, separator_fault
from loaders.records import LeftOut, Place, RowsRead
from loaders.rows import LONGEST_TEXT
from loaders.tableformat import DESCRIPTION, DatasetDescription, read_description

T = TypeVar("T")


class Row(NamedTuple):
    """One row of a publisher's table: its place and its cells, stripped, by column."""

    place: Place
    cells: dict[str, str]


def is_number(text: str) -> bool:
    """Tell whether a cell is a whole number in plain digits.

    >>> is_number("114"), is_number("\u00b2"), is_number("1.5"), is_number("")
    (True, False, False, False)
    """
    return text.isascii() and text.isdigit()


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
    held = sorted(file for file in _entries(path) if not file.name.startswith("."))
    found = [
        file
        for file in held
        if file.is_file() and any(fnmatch(file.name.lower(), one.lower()) for one in fitting)
    ]
    if len(found) != 1:
        names = ", ".join(file.name for file in found) or "none"
        others = ", ".join(file.name for file in held[:6] if file not in found)
        beside = f" (beside {others})" if others else ""
        raise InputRefusedError(
            f"{path} should hold one file, {what}, named {' or '.join(patterns)}; "
            f"it holds: {names}{beside}"
        )
    return found[0]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise InputRefusedError(f"{folder} cannot be read: {error.strerror}") from error


class Tally:
    """Counts the rows of an input while they are read; of each file once."""

    def __init__(self) -> None:
        self.rows = 0

    def of(self, rows: Iterable[T]) -> Iterator[T]:
        """Give these rows, counted."""
        for row in rows:
            self.rows += 1
            yield row

    def told(self, path: Path, files: Sequence[Path]) -> Iterator[RowsRead | LeftOut]:
        """Say how many rows there were, and what lies beside the files that were read."""
        yield RowsRead(self.rows)
        if path.is_dir():
            for other in _entries(path):
                if other not in files:
                    yield LeftOut(f"{other.name}, which is not a file of this source", rows=0)


class Unread:
    """Values that cannot be read and are dropped from what is kept: counted, the first named.

    Examples
    --------
    >>> unread = Unread()
    >>> for value in ("some day", "never", "some day"):
    ...     unread.note("date of birth", value)
    >>> {said.reason for said in unread.told()}
    {'date of birth that cannot be read, such as "some day", "never"'}
    >>> len(list(unread.told()))
    3
    """

    NAMED = 3
    """Values that are named."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def note(self, what: str, value: str) -> None:
        """Note a value that should have been something."""
        self._found.setdefault(what, []).append(value)

    def told(self) -> Iterator[LeftOut]:
        """Give each as left out; their rows are read all the same."""
        for what, values in self._found.items():
            named = [f'"{shortened(one)}"' for one in list(dict.fromkeys(values))[: self.NAMED]]
            reason = f"{what} that cannot be read, such as {', '.join(named)}"
            yield from (LeftOut(reason, rows=0) for _ in values)


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
def open_text(path: Path, *, is_json: bool = False) -> Iterator[IO[str]]:
    """Open a file as text, unpacking it where it is gzip; a byte-order mark is passed over.

    Raises
    ------
    InputRefusedError
        It can't be read, is another kind of file, was cut in half, or is in another encoding.
    """
    try:
        with path.open("rb") as raw:
            head = raw.read(HEAD_BYTES)
            raw.seek(0)
            data: IO[bytes] = raw
            if head.startswith(GZIP):
                data = gzip.GzipFile(fileobj=raw)  # type: ignore[assignment]
                head = data.read(HEAD_BYTES)
                data.seek(0)
            if found := recognise(head, is_json=is_json):
                raise InputRefusedError(f"{path.name} {found}")
            with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
                yield text
    except UnicodeDecodeError as error:
        bad = f"byte 0x{error.object[error.start]:02x}{_line_of_bad_byte(path)}"
        raise InputRefusedError(
            f"{path.name} is in another encoding than UTF-8, which its publisher uses: {bad}; "
            "was it saved by a spreadsheet? save it as UTF-8, or download it again"
        ) from error
    except (EOFError, zlib.error) as error:
        raise InputRefusedError(
            f"{path.name} was cut off or damaged: {error}; download it again"
        ) from error
    except OSError as error:
        raise InputRefusedError(f"{path} cannot be read: {error.strerror or error}") from error


def _line_of_bad_byte(path: Path) -> str:
    """Say on which line the first byte stands that is not UTF-8; nothing where that is not told."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == GZIP
            raw.seek(0)
            lines: Iterable[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw
            for number, line in enumerate(lines, start=1):
                try:
                    line.decode()
                except UnicodeDecodeError:
                    return f" in line {number}"
    except (OSError, EOFError, zlib.error):
        return ""
    return ""


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
            _check_header(path, header, columns, what, delimiter)
            yield from _rows(path, reader, header)
        except csv.Error as error:
            raise InputRefusedError(
                f"{path.name}, line {reader.line_num}: is not valid CSV ({error}); "
                "was the file cut off? download it again"
            ) from error


def _check_header(
    path: Path, header: list[str], columns: Sequence[str], what: str, delimiter: str
) -> None:
    if not any(header):
        raise InputRefusedError(f"{path.name} is empty: not even a header line; download it again")
    if other := separator_fault(header, columns, delimiter):
        raise InputRefusedError(f"{path.name} {other}")
    missing = [name for name in columns if name not in header]
    twice = [name for name in columns if header.count(name) > 1]
    if twice:
        raise InputRefusedError(
            f"{path.name}: the header has {twice[0]!r} twice; which column is meant? remove one"
        )
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
        if is_blank(values):
            continue
        if len(values) == len(header):
            cells = {name: value.strip() for name, value in zip(header, values, strict=True)}
            yield Row(Place(path.name, begins), cells)
        else:
            rule = f"has {len(values)} cells where the header has {len(header)}"
            wrong = Problem(path.name, begins, "", rule)
    if wrong is not None:
        raise InputRefusedError(
            f"{path.name} ends within a row (line {wrong.line} {wrong.rule}): it was cut off; "
            "download it again"
        )
