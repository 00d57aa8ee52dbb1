"""A country's tables as records: sources, units, persons and posts, then what ties them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphdb.errors import InputRefusedError, Problem
from loaders.derivation import derivation_version
from loaders.drafts import Drafts, slug
from loaders.records import Key, LeftOut, Result
from loaders.sfm import files
from loaders.sfm.cells import Citations, broken_dates, says_a_date, source_date
from loaders.sfm.nodes import person_nodes, post_nodes, unit_nodes
from loaders.sfm.postings import posting_claims
from loaders.sfm.survey import Survey, survey
from loaders.sfm.units import unit_claims
from loaders.sourcefiles import Row, Tally, Unread, described
from loaders.tableformat import DESCRIPTION, DatasetDescription


def describe(path: Path) -> DatasetDescription:
    """Describe the tables; their names carry the day of publication.

    Raises
    ------
    InputRefusedError
        Neither their names nor ``dataset.toml`` tell when they were published.
    """
    said = described(
        path,
        DatasetDescription(
            title="Security Force Monitor: research tables",
            release=files.day_of_files(path),
            licence="published openly; cite the Security Force Monitor",
            homepage="https://securityforcemonitor.org",
        ),
    )
    if said.release is None:
        raise InputRefusedError(
            f"{path}: no table is named with its day (ng_orgs_20191024.tsv); write it into "
            f"{path / DESCRIPTION}, as: release = 2019-10-24"
        )
    return said


def scan(path: Path, dataset: str, known: Mapping[bytes, Key]) -> Iterator[Result]:
    """Read and validate the three tables.

    Raises
    ------
    InputRefusedError
        A table is missing, is another file, is in another encoding or was cut off.
    """
    drafts = Drafts(dataset, describe(path).release, known, derivation_version(__name__))
    found, tally, unread = survey(path), Tally(), Unread()
    yield from _sources(drafts, tally.of(files.sources(path)), found, unread)
    yield from unit_nodes(drafts, found)
    for row in tally.of(files.units(path)):
        _note_broken(unread, row, files.UNIT_DATES)
        yield from unit_claims(drafts, found, row) if isinstance(row, Row) else [row]
    yield from person_nodes(drafts, found)
    yield from post_nodes(drafts, found)
    for row in tally.of(files.postings(path)):
        _note_broken(unread, row, (files.POSTING_DATES,))
        yield from posting_claims(drafts, found, row) if isinstance(row, Row) else [row]
    yield from unread.told()
    yield from tally.told(path, files.sfm_files(path))


def _note_broken(unread: Unread, row: Row | Problem, dated: Iterable[Citations]) -> None:
    """Note the dates of a row of which a part is dropped, since a greater part is missing."""
    if isinstance(row, Row):
        for columns in dated:
            for text in broken_dates(row.cells, columns):
                unread.note("date of a citation, in part or whole,", text)


def _sources(
    drafts: Drafts, rows: Iterable[Row | Problem], found: Survey, unread: Unread
) -> Iterator[Result]:
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        cells = row.cells
        number = cells["source_id"].lower()
        source = drafts.id("source", number or slug(cells["title"]))
        if number not in found.cited or drafts.has(source):
            yield LeftOut("source that no loaded field cites")
            continue
        address, published = cells["source_url"], source_date(cells["published_on"])
        if not published and says_a_date(cells["published_on"]):
            unread.note("published_on of a source", cells["published_on"])
        yield from drafts.node(
            row.place,
            "Source",
            source,
            name=cells["title"],
            publisher=cells["publication_title"] or "unknown",
            published=published,
            address=address if address.startswith("http") else None,
            record=number,
            kind="other",
            reliability="C",
        )
