"""The kinds of source that can be loaded, by name."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Protocol

from graphdb.errors import InputRefusedError, UnknownNameError
from graphdb.outfile import temporary_folder, writing
from loaders import militants, tables
from loaders.derivation import derivation_version, hold
from loaders.ftm import scan as ftm
from loaders.ofac import scan as ofac
from loaders.ofac.files import sdn_files
from loaders.records import Key, Result
from loaders.sfm import scan as sfm
from loaders.sfm.files import sfm_files
from loaders.tableformat import DatasetDescription, input_files, read_description
from loaders.ucdp import actor, esd


class ScanPart(Protocol):
    """Reads one part of a source."""

    def __call__(
        self, path: Path, dataset: str, part: int, parts: int, /, *, all_nodes: bool = False
    ) -> Iterator[Result]:
        """Yield the part's rows."""


@dataclass(frozen=True)
class SourceKind:
    """One kind of source: how its files are found, described and turned into records.

    ``scan`` is a pure function of the files: it holds no connection, and yields each row as a
    record, as known already, as a problem, or as left out. ``is_one_file`` says that the source is
    a single file, which may also come from standard input. ``scan_part`` yields the rows of one of
    so many parts, which together are those of ``scan``, or all nodes in each where ``all_nodes``
    is asked for; not every source can be read so.
    """

    name: str
    summary: str
    files: Callable[[Path], list[Path]]
    describe: Callable[[Path], DatasetDescription]
    scan: Callable[[Path, str, Mapping[bytes, Key]], Iterator[Result]]
    is_one_file: bool = False
    scan_part: ScanPart | None = None

    @property
    def version(self) -> str:
        """The version of all that makes stored values out of this source's rows."""
        return derivation_version(self.scan.__module__)


STANDARD_INPUT = Path("-")

KINDS = {
    "tables": SourceKind(
        "tables",
        "a folder of CSV tables, the native format",
        input_files,
        read_description,
        tables.scan_tables,
        scan_part=tables.scan_tables_part,
    ),
    "ofac-sdn": SourceKind(
        "ofac-sdn",
        "a folder with OFAC's sdn.csv, alt.csv, add.csv and sdn_comments.csv",
        sdn_files,
        ofac.describe,
        ofac.scan,
    ),
    "ucdp-esd": SourceKind(
        "ucdp-esd",
        "the UCDP External Support Dataset, one CSV file",
        esd.files,
        esd.describe,
        esd.scan,
        is_one_file=True,
    ),
    "ucdp-actor": SourceKind(
        "ucdp-actor",
        "the UCDP Actor Dataset, one CSV file",
        actor.files,
        actor.describe,
        actor.scan,
        is_one_file=True,
    ),
    "mapping-militants": SourceKind(
        "mapping-militants",
        "a folder with both files of the Mapping Militants Project",
        militants.files,
        militants.describe,
        militants.scan,
    ),
    "sfm": SourceKind(
        "sfm",
        "a folder with the Security Force Monitor's tables of persons, orgs and sources",
        sfm_files,
        sfm.describe,
        sfm.scan,
    ),
    "ftm": SourceKind(
        "ftm",
        "FollowTheMoney entities, one file of JSON lines",
        ftm.files,
        ftm.describe,
        ftm.scan,
        is_one_file=True,
    ),
}


def hold_versions() -> None:
    """Keep the versions of all kinds of source as they are, though the program be upgraded."""
    hold({kind.scan.__module__ for kind in KINDS.values()})


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


@contextmanager
def local_input(kind: SourceKind, path: Path) -> Iterator[Path]:
    """Give a path that can be read more than once: ``-``, standard input, is copied to a file.

    Raises
    ------
    InputRefusedError
        The source is several files, which can't come that way.
    FileNotWrittenError
        There is no room for the copy.
    """
    if path != STANDARD_INPUT:
        yield path
        return
    if not kind.is_one_file:
        raise InputRefusedError(
            f"{kind.name} is {kind.summary}, which can't come from standard input; give its folder"
        )
    with temporary_folder() as folder:
        copy = folder / "standard-input"
        with writing(copy), copy.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield copy


def fingerprint(kind: SourceKind, path: Path, *settings: str) -> str:
    """Hash all input files with the version of what is made of them: the same: nothing to do."""
    parts = [kind.name, kind.version, *settings]
    for file in kind.files(path):
        try:
            with file.open("rb") as stream:
                parts += [
                    file.relative_to(path).as_posix(),
                    file_digest(stream, sha256).hexdigest(),
                ]
        except OSError as error:
            raise InputRefusedError(f"{file} cannot be read: {error.strerror}") from error
    return sha256(repr(parts).encode()).hexdigest()
