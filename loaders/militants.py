"""Relations of groups by the Mapping Militants Project (docs/sources/mapping-militants.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from graphdb.errors import InputRefusedError, Problem
from loaders.derivation import derivation_version
from loaders.drafts import Drafts, slug
from loaders.origins import STANFORD_MAPPING_MILITANTS
from loaders.records import Key, Result
from loaders.repair import repaired
from loaders.sourcefiles import (
    Row,
    Tally,
    described,
    is_number,
    one_file,
    read_rows,
    with_description,
)
from loaders.tableformat import DatasetDescription

_TITLE = "Mapping Militants Project: relations of groups"
_PUBLISHER = "Stanford University, Mapping Militants Project"
_GROUPS = (("*Group-Key*.csv",), "the list of groups (Militant-Group-Key.csv)")
_RELATIONS = (("*Relationships*.csv",), "the relations (Militant-Group-Relationships-clean.csv)")
_NO_ID = "-99"
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})\Z")
_DASHED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_CENTURY_TURNS = 50
_COLUMNS = ("unique_id", "type", "group1_id", "group2_id", "date", "description")


class _Meaning(NamedTuple):
    """What one of the publisher's types says in the model's terms."""

    claim_type: str
    dated_by: str
    credibility: str
    is_turned: bool = False


_TYPES = {
    "all": _Meaning("ALLIED_WITH", "first_seen", "2"),
    "riv": _Meaning("RIVAL_OF", "first_seen", "2"),
    "aff": _Meaning("TIED_TO", "first_seen", "3"),
    "spl": _Meaning("SPLIT_FROM", "valid_from", "3", is_turned=True),
    "mer": _Meaning("MERGED_INTO", "valid_from", "3"),
}


def files(path: Path) -> list[Path]:
    """Find both files in their folder, with ``dataset.toml`` where it has one.

    Raises
    ------
    InputRefusedError
        The folder or one of the files is missing.
    """
    if not path.is_dir():
        raise InputRefusedError(f"{path} is not a folder; give the one with both files")
    return with_description(path, [one_file(path, *_GROUPS), one_file(path, *_RELATIONS)])


def describe(path: Path) -> DatasetDescription:
    """Describe the dataset; the cleaned files appeared on 23 July 2023."""
    return described(
        path,
        DatasetDescription(
            title=_TITLE,
            release=date(2023, 7, 23),
            licence="Apache-2.0 for the cleaned files; the data are Stanford University's",
            homepage="https://mappingmilitants.org",
        ),
    )


def scan(path: Path, dataset: str, known: Mapping[bytes, Key]) -> Iterator[Result]:
    """Read and validate groups, then relations.

    Raises
    ------
    InputRefusedError
        A file is missing, is another one, is in another encoding or was cut off.
    """
    release = describe(path).release
    drafts = Drafts(dataset, release, known, derivation_version(__name__))
    tally = Tally()
    for row in tally.of(read_rows(one_file(path, *_GROUPS), ("group_id", "name"), _GROUPS[1])):
        yield from [row] if isinstance(row, Problem) else _group(drafts, row)
    for row in tally.of(read_rows(one_file(path, *_RELATIONS), _COLUMNS, _RELATIONS[1])):
        yield from [row] if isinstance(row, Problem) else _relation(drafts, row, f"{release}")
    yield from tally.told(path, files(path))


def _group(drafts: Drafts, row: Row) -> Iterator[Result]:
    number, name = row.cells["group_id"], repaired(row.cells["name"])
    if not name:
        yield Problem(*row.place, "name", "is empty or broken beyond repair", row.cells["name"])
        return
    key = slug(name) if number == _NO_ID else number
    yield from drafts.node(row.place, "Organization", drafts.id(key), name=name, kind="armed_group")


def _relation(drafts: Drafts, row: Row, published: str) -> Iterator[Result]:
    cells = row.cells
    meaning, said = _TYPES.get(cells["type"]), repaired(cells["description"])
    when = relation_date(cells["date"])
    wrong = _wrong_cell(row, meaning, said, when)
    if wrong is not None or meaning is None:
        yield from [wrong] if wrong else []
        return
    source = drafts.id("source", cells["unique_id"])
    yield from drafts.node(
        row.place,
        "Source",
        source,
        name=f"{_TITLE}, relation {cells['unique_id']}",
        publisher=_PUBLISHER,
        published=published,
        record=cells["unique_id"],
        origin=STANFORD_MAPPING_MILITANTS,
        kind="academic",
        reliability="B",
    )
    ends = (drafts.id(cells["group1_id"]), drafts.id(cells["group2_id"]))
    dates = {meaning.dated_by: when}
    if meaning.claim_type == "TIED_TO":
        dates["kind"] = "other"
    yield from drafts.claim(
        row.place,
        meaning.claim_type,
        cells["unique_id"],
        ends[::-1] if meaning.is_turned else ends,
        [source],
        credibility=meaning.credibility,
        note=said,
        **dates,
    )


def _wrong_cell(
    row: Row, meaning: _Meaning | None, said: str | None, when: str | None
) -> Problem | None:
    cells = row.cells
    if meaning is None:
        return Problem(*row.place, "type", f"is not one of {', '.join(_TYPES)}", cells["type"])
    if not is_number(cells["unique_id"]):
        return Problem(*row.place, "unique_id", "is not a whole number", cells["unique_id"])
    if said is None:
        rule = "is broken beyond repair by a wrong encoding"
        return Problem(*row.place, "description", rule, cells["description"])
    if when is None:
        return Problem(
            *row.place, "date", "is not a date such as 2/18/10 or 2005-00-00", cells["date"]
        )
    return None


def relation_date(text: str) -> str | None:
    """Read a date in either of the publisher's forms as EDTF; ``None`` where it is none.

    The publisher writes what is unknown as 00 in one form, and as the first (of the month, of
    January) in the other, so a first is not taken for a day.

    Examples
    --------
    >>> relation_date("2/18/10"), relation_date("2005-00-00"), relation_date("4/1/98")
    ('2010-02-18', '2005', '1998-04')
    """
    if match := _SLASHED.match(text):
        month, day, year = (int(part) for part in match.groups())
        year += 1900 if year >= _CENTURY_TURNS else 2000
        if day == 1:
            day, month = 0, 0 if month == 1 else month
    elif match := _DASHED.match(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if month and part)]
    return "-".join(parts)
