"""The UCDP External Support Dataset as records (docs/sources/ucdp-esd.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path

from graphdb.errors import Problem
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
from loaders.ucdp.spells import Spell, Spells
from loaders.ucdp.support import SUPPORT_LETTERS, given_support, supporters_of, wrong_count

_YEAR_DIGITS = 4
_TITLE = "UCDP External Support Dataset"
_PUBLISHED = "2022"
_WHAT = f"the {_TITLE} (actor-years or triad-years, as CSV)"
_COLUMNS = (
    "id",
    "year",
    "actor_id",
    "actor_name",
    "oppo_id",
    "oppo_name",
    "ext_id",
    "ext_name",
    *(f"ext_{letter}" for letter in SUPPORT_LETTERS),
)


def files(path: Path) -> list[Path]:
    """Find the dataset's file, with ``dataset.toml`` where its folder has one."""
    return with_description(path, [_file(path)])


def describe(path: Path) -> DatasetDescription:
    """Describe the dataset; it was presented in 2022 (Meier, Karlén, Pettersson and Croicu)."""
    return described(
        path,
        DatasetDescription(
            title=_TITLE,
            release=date(2022, 12, 31),
            licence="CC BY 4.0 by the publisher's site; cite UCDP",
            homepage="https://ucdp.uu.se/downloads/",
        ),
    )


def scan(path: Path, dataset: str, known: Mapping[bytes, Key]) -> Iterator[Result]:
    """Read and validate the file: actors and sources row by row, then supports, year by year.

    Raises
    ------
    InputRefusedError
        It is another file, in another encoding, or was cut off.
    """
    stated = described(path, DatasetDescription()).release
    drafts = Drafts(dataset, describe(path).release, known, derivation_version(__name__))
    spells, tally = Spells(), Tally()
    for row in tally.of(read_rows(_file(path), _COLUMNS, _WHAT)):
        if isinstance(row, Problem):
            yield row
        else:
            yield from _take_in(drafts, row, spells, str(stated or _PUBLISHED))
    for spell in spells.joined():
        yield from _claim(drafts, spell)
    yield from tally.told(path, files(path))


def _file(path: Path) -> Path:
    return one_file(path, ("*.csv",), _WHAT)


def _take_in(drafts: Drafts, row: Row, spells: Spells, published: str) -> Iterator[Result]:
    cells = row.cells
    wrong = _wrong_number(row)
    if wrong is not None:
        yield wrong
        return
    for number, name in (
        (cells["actor_id"], cells["actor_name"]),
        (cells["oppo_id"], cells["oppo_name"]),
    ):
        if is_number(number) and not drafts.has(actor_id(number)):
            yield from actor_node(drafts, row.place, number, name)
    if not cells["ext_id"]:
        yield LeftOut("row that codes no external support")
        return
    supporters = supporters_of(row)
    if isinstance(supporters, Problem):
        yield supporters
        return
    for supporter in supporters:
        if not drafts.has(actor_id(supporter.number)):
            yield from actor_node(drafts, row.place, supporter.number, supporter.name)
    yield from _source(drafts, row, published)
    for given in given_support(row, supporters):
        for number in given.supporters:
            pair = (number, cells["actor_id"], given.letter)
            spells.add(
                pair, given.among, int(cells["year"]), cells["id"], cells["oppo_id"], row.place
            )


def _wrong_number(row: Row) -> Problem | None:
    for column in ("id", "year", "actor_id"):
        if not is_number(row.cells[column]):
            return Problem(*row.place, column, "is not a whole number", row.cells[column])
    if len(row.cells["year"]) > _YEAR_DIGITS:
        return Problem(*row.place, "year", "is not a year", row.cells["year"])
    return wrong_count(row)


def _source(drafts: Drafts, row: Row, published: str) -> Iterator[Result]:
    cells = row.cells
    yield from drafts.node(
        row.place,
        "Source",
        drafts.id("source", cells["id"]),
        name=f"{_TITLE}, row {cells['id']}: {cells['actor_name']} in {cells['year']}",
        publisher=PUBLISHER,
        published=published,
        record=cells["id"],
        origin=UCDP,
        kind="dataset",
        reliability="B",
    )


def _claim(drafts: Drafts, spell: Spell) -> Iterator[Result]:
    key = f"{spell.supporter}-{spell.recipient}-{spell.letter}-{spell.first}"
    if spell.among:
        digest = blake2b(",".join(spell.among).encode(), digest_size=4).hexdigest()
        key = f"{key}-pooled-{digest}"
    opponents = [number for number in spell.opponents if drafts.has(actor_id(number))]
    yield from drafts.claim(
        spell.place,
        "SPONSORS",
        key,
        (actor_id(spell.supporter), actor_id(spell.recipient)),
        [drafts.id("source", row) for row in spell.rows],
        credibility="4" if spell.among else "2",
        support_types=[SUPPORT_LETTERS[spell.letter]],
        first_seen=str(spell.first),
        last_seen=str(spell.last),
        against=actor_id(opponents[0]) if len(spell.opponents) == len(opponents) == 1 else None,
        pooled=True if spell.among else None,
        alternatives=[actor_id(number) for number in spell.among],
    )
