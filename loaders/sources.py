"""The kinds of source that can be loaded, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from graphdb.errors import InputRefusedError, Problem, UnknownNameError
from loaders import tables
from loaders.records import Key, Scanned, Unchanged
from loaders.tableformat import DatasetDescription, input_files, read_description


@dataclass(frozen=True)
class SourceKind:
    """One kind of source: how its files are found, described and turned into records.

    ``scan`` is a pure function of the files: it holds no connection, and yields each row as a
    record, as known already, or as a problem.
    """

    name: str
    summary: str
    validator: str
    files: Callable[[Path], list[Path]]
    describe: Callable[[Path], DatasetDescription]
    scan: Callable[[Path, str, Mapping[bytes, Key]], Iterator[Scanned | Unchanged | Problem]]


KINDS = {
    "tables": SourceKind(
        "tables",
        "a folder of CSV tables, the native format",
        tables.VALIDATOR,
        input_files,
        read_description,
        tables.scan_tables,
    ),
}


def source_kind(name: str) -> SourceKind:
    """Find a kind of source by its name.

    Raises
    ------
    UnknownNameError
        No source is named so.
    """
    if name not in KINDS:
        raise UnknownNameError(f"no source is named {name!r}; there are {', '.join(KINDS)}")
    return KINDS[name]


def fingerprint(kind: SourceKind, path: Path, *settings: str) -> str:
    """Hash all input files with the version of their validator: the same means: nothing to do."""
    digest = sha256("\x1f".join((kind.name, kind.validator, *settings)).encode())
    for file in kind.files(path):
        digest.update(f"\x1e{file.relative_to(path).as_posix()}\x1f".encode())
        try:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise InputRefusedError(f"{file} cannot be read: {error.strerror}") from error
    return digest.hexdigest()
