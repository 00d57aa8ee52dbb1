"""The four files of the SDN list: found, read without headers, checked to belong together."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from graphdb.errors import InputRefusedError, Problem
from loaders.csvfiles import is_blank
from loaders.records import Place
from loaders.rows import LONGEST_TEXT
from loaders.sourcefiles import Tally, is_number, open_text, with_description

NULL = "-0-"
_LONGEST_NUMBER = 9
_END_MARK = "\x1a"
_WIDTHS = {"sdn.csv": 12, "alt.csv": 5, "add.csv": 6, "sdn_comments.csv": 2}
_WITHOUT_END_MARK = "sdn_comments.csv"


class Entry(NamedTuple):
    """One entry of the list; empty texts where the list says nothing."""

    place: Place
    number: str
    name: str
    kind: str
    programmes: list[str]
    title: str
    remarks: str


class Address(NamedTuple):
    """Where an entry has an address, as far as the model can hold it."""

    city: str
    country: str


@dataclass(frozen=True)
class Attachments:
    """What the other three files say of the entries, by entry number."""

    aliases: dict[str, list[str]]
    addresses: dict[str, list[Address]]
    overflow: dict[str, str]
    rows: int


def sdn_files(path: Path) -> list[Path]:
    """Find the four files in a folder, plain or gzip, with ``dataset.toml`` where there is one.

    Raises
    ------
    InputRefusedError
        The folder or one of the files is missing.
    """
    if not path.is_dir():
        raise InputRefusedError(f"{path} is not a folder; give the one with {', '.join(_WIDTHS)}")
    found = [_find(path, name) for name in _WIDTHS]
    missing = [name for name, file in zip(_WIDTHS, found, strict=True) if file is None]
    if missing:
        raise InputRefusedError(
            f"{path} lacks {', '.join(missing)}; OFAC publishes the four files together, "
            "download all of them on one day"
        )
    return with_description(path, [file for file in found if file is not None])


def read_entries(path: Path) -> Iterator[Entry | Problem]:
    """Read ``sdn.csv`` entry by entry."""
    for place, values in _rows(path, "sdn.csv"):
        if len(values) != _WIDTHS["sdn.csv"] or not _is_entry(values[0]):
            yield Problem(*place, "", "is not an entry of 12 cells that begins with its number")
            continue
        said = [_text(value) for value in values]
        programmes = [part.strip() for part in said[3].split("] [") if part.strip()]
        yield Entry(place, said[0], said[1], said[2], programmes, said[4], said[11])


def read_attachments(path: Path, numbers: set[str]) -> Attachments:
    """Read aliases, addresses and the overflow of remarks.

    Raises
    ------
    InputRefusedError
        They speak of entries that ``sdn.csv`` lacks: the files are of different dates.
    """
    aliases: dict[str, list[str]] = defaultdict(list)
    addresses: dict[str, list[Address]] = defaultdict(list)
    overflow: dict[str, str] = defaultdict(str)
    tally = Tally()
    for values in tally.of(_owned(path, "alt.csv", numbers)):
        if name := _text(values[3]):
            aliases[values[0]].append(name)
    for values in tally.of(_owned(path, "add.csv", numbers)):
        addresses[values[0]].append(Address(_text(values[3]), _text(values[4])))
    for values in tally.of(_owned(path, "sdn_comments.csv", numbers)):
        overflow[values[0]] += values[1]
    return Attachments(aliases, addresses, overflow, tally.rows)


def _owned(path: Path, name: str, numbers: set[str]) -> Iterator[list[str]]:
    strangers: set[str] = set()
    for place, values in _rows(path, name):
        if len(values) != _WIDTHS[name]:
            raise InputRefusedError(
                f"{place.source}, line {place.line}: has {len(values)} cells where OFAC's file has "
                f"{_WIDTHS[name]}; is it another file?"
            )
        if values[0] in numbers:
            yield values
        else:
            strangers.add(values[0])
    if strangers:
        shown = ", ".join(sorted(strangers)[:3])
        raise InputRefusedError(
            f"{name} refers to {len(strangers)} entries that sdn.csv lacks ({shown}): the files "
            "are of different dates; download all four on one day"
        )


def _rows(path: Path, name: str) -> Iterator[tuple[Place, list[str]]]:
    file = _find(path, name)
    if file is None:
        sdn_files(path)  # Says what is missing.
        raise InputRefusedError(f"{path} lacks {name}")
    csv.field_size_limit(LONGEST_TEXT * 10)
    is_whole = name == _WITHOUT_END_MARK
    with open_text(file) as stream:
        reader = csv.reader(stream, strict=True)
        try:
            for values in reader:
                place = Place(file.name, reader.line_num)
                if values == [_END_MARK]:
                    is_whole = True
                elif not is_blank(values):
                    _check_first(place, values, name)
                    yield place, values
        except csv.Error as error:
            raise InputRefusedError(
                f"{file.name} was cut off ({error}); download it again"
            ) from error
    if not is_whole:
        raise InputRefusedError(
            f"{file.name} was cut off: it lacks the end mark (0x1A) that OFAC writes; "
            "download it again"
        )


def _check_first(place: Place, values: list[str], name: str) -> None:
    if place.line == 1 and (len(values) != _WIDTHS[name] or not _is_entry(values[0])):
        for sign, said in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
            if len(values) < _WIDTHS[name] <= len(",".join(values).split(sign)):
                raise InputRefusedError(
                    f"{place.source} is separated by {said}; save it with commas between the cells"
                )
        raise InputRefusedError(
            f"{place.source} is not OFAC's {name}, which has {_WIDTHS[name]} columns, no header "
            "and begins with an entry's number; is it another publisher's?"
        )


def _is_entry(text: str) -> bool:
    return is_number(text) and len(text) <= _LONGEST_NUMBER


def _find(folder: Path, name: str) -> Path | None:
    found = (folder / name, folder / f"{name}.gz")
    return next((file for file in found if file.is_file()), None)


def _text(cell: str) -> str:
    text = cell.strip()
    return "" if text == NULL else text
