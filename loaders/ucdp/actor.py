"""The UCDP Actor Dataset as records (docs/sources/ucdp-actor.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from graphdb.errors import InputRefusedError, Problem
from loaders.countries import country_codes
from loaders.derivation import derivation_version
from loaders.drafts import Drafts
from loaders.origins import UCDP
from loaders.records import Key, LeftOut, Result
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
from loaders.ucdp.actors import PUBLISHER, actor_id, actor_node

_TITLE = "UCDP Actor Dataset"
_WHAT = f"the {_TITLE} (as CSV)"
_NAMES = ("NameOrig", "NameOrigFull", "NameOrigFullEng")
_NEW_NAMES = ("NewName", "NewNameFullMotherTongue", "NewNameFullEng")
_NOTHING = ("", "n/a")
_KINDS = {"1": "armed_group", "2": "other", "3": "other", "4": "government_body"}
_LINEAGE = (
    ("ActorIdPrev", "SPLIT_FROM", "split", None),
    ("ActorIdSplitTemp", "SPLIT_FROM", "temporary-split", "a split for a time, by the source"),
    ("ActorIdAlliance", "MEMBER_OF", "alliance", "alliance"),
    ("ActorIdGroup", "MEMBER_OF", "joined", "joined it"),
)
_COLUMNS = (
    "ActorId",
    "NameData",
    *_NAMES,
    *_NEW_NAMES,
    "Org",
    "Location",
    *(column for column, *_ in _LINEAGE),
    "Version",
)


def files(path: Path) -> list[Path]:
    """Find the dataset's file, with ``dataset.toml`` where its folder has one."""
    return with_description(path, [_file(path)])


def describe(path: Path) -> DatasetDescription:
    """Describe the dataset; version 22.1 is of 2022."""
    return described(
        path,
        DatasetDescription(
            title=_TITLE,
            release=date(_year(path), 12, 31),
            licence="CC BY 4.0 by the publisher's site; cite UCDP",
            homepage="https://ucdp.uu.se/downloads/",
        ),
    )


def scan(path: Path, dataset: str, known: Mapping[bytes, Key]) -> Iterator[Result]:
    """Read and validate the file twice: actors first, then what ties them.

    Raises
    ------
    InputRefusedError
        It is another file, in another encoding, or was cut off.
    """
    description = describe(path)
    stated = described(path, DatasetDescription()).release
    published = str(stated) if stated else str(description.release)[:4]
    drafts = Drafts(dataset, description.release, known, derivation_version(__name__))
    tally = Tally()
    for row in tally.of(_rows(path)):
        yield from [row] if isinstance(row, Problem) else _actor(drafts, row)
    for row in _rows(path):
        if not isinstance(row, Problem):
            yield from _lineage(drafts, row, published)
    yield from tally.told(path, files(path))


def _file(path: Path) -> Path:
    return one_file(path, ("*.csv",), _WHAT)


def _rows(path: Path) -> Iterator[Row | Problem]:
    return read_rows(_file(path), _COLUMNS, _WHAT)


def _year(path: Path) -> int:
    """Tell the year of the version that the first row states: 22.1 is of 2022."""
    for row in _rows(path):
        if isinstance(row, Row):
            year = row.cells["Version"].split(".")[0]
            if is_number(year) and len(year) == 2:
                return 2000 + int(year)
            break
    raise InputRefusedError(f"{path}: no row states a version of the {_TITLE} such as 22.1")


def _actor(drafts: Drafts, row: Row) -> Iterator[Result]:
    cells = row.cells
    if not is_number(cells["ActorId"]):
        yield Problem(*row.place, "ActorId", "is not a whole number", cells["ActorId"])
        return
    names = tuple(cells[c] for c in (*_NAMES, *_NEW_NAMES) if cells[c] not in _NOTHING)
    countries = country_codes([name.strip() for name in cells["Location"].split(",")])
    kind = _KINDS.get(cells["Org"], "other")
    yield from actor_node(
        drafts, row.place, cells["ActorId"], cells["NameData"], kind, names, tuple(countries)
    )


def _lineage(drafts: Drafts, row: Row, published: str) -> Iterator[Result]:
    number, source = row.cells["ActorId"], drafts.id("source", row.cells["ActorId"])
    if not drafts.has(actor_id(number)):
        return
    for column, claim_type, word, said in _LINEAGE:
        others = [part.strip() for part in row.cells[column].split(",") if part.strip()]
        for other in dict.fromkeys(others):
            ends = (actor_id(number), actor_id(other))
            if number == other:
                yield LeftOut(f"{word} with itself")
                continue
            if not drafts.has(ends[1]):
                yield LeftOut(f"{word} of an actor that the file lacks")
                continue
            if drafts.label(ends[0]) == "State" or drafts.label(ends[1]) == "State":
                yield LeftOut(f"{word} with a state, which the model knows of organizations only")
                continue
            if not drafts.has(source):
                yield from _source(drafts, row, source, published)
            note = said if claim_type == "SPLIT_FROM" else None
            role = {"role": said} if claim_type == "MEMBER_OF" else {}
            yield from drafts.claim(
                row.place,
                claim_type,
                f"{word}-{number}-{other}",
                ends,
                [source],
                credibility="2",
                note=note,
                **role,
            )


def _source(drafts: Drafts, row: Row, source: str, published: str) -> Iterator[Result]:
    cells = row.cells
    yield from drafts.node(
        row.place,
        "Source",
        source,
        name=f"{_TITLE} {cells['Version']}, actor {cells['ActorId']}: {cells['NameData']}",
        publisher=PUBLISHER,
        published=published,
        record=cells["ActorId"],
        origin=UCDP,
        kind="dataset",
        reliability="B",
    )
