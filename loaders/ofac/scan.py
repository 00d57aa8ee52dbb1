"""Entries of the SDN list as records: who is designated, under what names, where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from graphdb.errors import InputRefusedError, Problem
from loaders.countries import country_code, country_codes
from loaders.derivation import derivation_version
from loaders.drafts import Drafts, slug
from loaders.ofac.files import (
    Address,
    Attachments,
    Entry,
    read_attachments,
    read_entries,
    sdn_files,
)
from loaders.ofac.remarks import Remarks, parse_remarks
from loaders.origins import US_TREASURY
from loaders.records import Key, LeftOut, Place, Result
from loaders.sourcefiles import Tally, Unread, described
from loaders.tableformat import DESCRIPTION, DatasetDescription

_PUBLISHER = "Office of Foreign Assets Control"
_INDIVIDUAL = "individual"
_NOT_ACTORS = ("vessel", "aircraft")
_AUTHORITY_PLACE = Place("sdn.csv", 0)
_YEAR_OF_HIGHEST_NUMBER = {2021: range(32172, 33000)}
"""Year → numbers of entries known to have been listed in it (32172: June 2021)."""


def describe(path: Path) -> DatasetDescription:
    """Describe the list; its files carry no date, so it comes from ``dataset.toml``.

    Without one, the list's highest entry number gives the year, where that is known.

    Raises
    ------
    InputRefusedError
        Neither says when the list was published.
    """
    said = described(
        path,
        DatasetDescription(
            title="Specially Designated Nationals and Blocked Persons List",
            licence="public domain (US Government work)",
            homepage="https://sanctionslist.ofac.treas.gov",
        ),
    )
    if said.release is not None:
        return said
    highest = max((int(e.number) for e in read_entries(path) if isinstance(e, Entry)), default=0)
    for year, numbers in _YEAR_OF_HIGHEST_NUMBER.items():
        if highest in numbers:
            return DatasetDescription(
                said.title, date(year, 12, 31), said.licence, said.homepage, said.description
            )
    raise InputRefusedError(
        f"{path}: the files carry no date, and that of entry {highest} is not known; write when "
        f"they were published into {path / DESCRIPTION}, as: release = 2021-06-30"
    )


def scan(path: Path, dataset: str, known: Mapping[bytes, Key]) -> Iterator[Result]:
    """Read and validate the four files entry by entry.

    Raises
    ------
    InputRefusedError
        A file is cut off, of another publisher, or of another date than the others.
    """
    release = describe(path).release
    stated = described(path, DatasetDescription()).release
    published = str(stated) if stated else str(release)[:4]
    numbers = {entry.number for entry in read_entries(path) if isinstance(entry, Entry)}
    attached = read_attachments(path, numbers)
    drafts = Drafts(dataset, release, known, derivation_version(__name__))
    authority = drafts.id("authority")
    yield from drafts.node(
        _AUTHORITY_PLACE,
        "Organization",
        authority,
        name=_PUBLISHER,
        aliases=["OFAC"],
        kind="government_body",
        countries=["USA"],
    )
    tally, unread = Tally(), Unread()
    for entry in tally.of(read_entries(path)):
        if isinstance(entry, Problem):
            yield entry
        elif entry.kind in _NOT_ACTORS:
            yield LeftOut(f"{entry.kind}, which is not an actor in the model")
        else:
            yield from _entry(drafts, entry, attached, authority, published, unread)
    tally.rows += attached.rows
    yield from unread.told()
    yield from tally.told(path, sdn_files(path))


def _entry(
    drafts: Drafts,
    entry: Entry,
    attached: Attachments,
    authority: str,
    published: str,
    unread: Unread,
) -> Iterator[Result]:
    source, actor = drafts.id("source", entry.number), drafts.id(entry.number)
    remarks = parse_remarks(entry.remarks + attached.overflow.get(entry.number, ""))
    for text in remarks.unread_births:
        unread.note("date of birth", text)
    yield from drafts.node(
        entry.place,
        "Source",
        source,
        name=f"SDN list, entry {entry.number}: {entry.name}",
        publisher=_PUBLISHER,
        published=published,
        record=entry.number,
        origin=US_TREASURY,
        kind="government",
        reliability="A",
    )
    aliases = [*attached.aliases.get(entry.number, ()), *remarks.aliases]
    yield from _actor(drafts, entry, remarks, _distinct(aliases, entry.name))
    if not drafts.has(actor):
        return
    basis = "; ".join(f"Linked To: {name}" for name in _distinct(remarks.linked_to, ""))
    yield from drafts.claim(
        entry.place,
        "DESIGNATED",
        f"designated/{entry.number}",
        (authority, actor),
        [source],
        credibility="1",
        programme=_distinct(entry.programmes, ""),
        basis=basis,
    )
    for address in attached.addresses.get(entry.number, ()):
        yield from _address(drafts, entry, actor, source, address)


def _actor(drafts: Drafts, entry: Entry, remarks: Remarks, aliases: list[str]) -> Iterator[Result]:
    label = "Person" if entry.kind == _INDIVIDUAL else "Organization"
    said = [f"title: {entry.title}" if entry.title else ""]
    said.append(f"born in {remarks.birthplace}" if remarks.birthplace else "")
    countries = country_codes(remarks.countries)
    own: dict[str, str | list[str]] = {"countries": countries}
    if label == "Person":
        own["born"] = remarks.born
    else:
        own["kind"] = _kind(entry, remarks)
    yield from drafts.node(
        entry.place,
        label,
        drafts.id(entry.number),
        name=entry.name,
        aliases=aliases,
        description="; ".join(part for part in said if part),
        **own,
    )


def _kind(entry: Entry, remarks: Remarks) -> str:
    if remarks.is_government:
        return "government_body"
    if "FTO" in entry.programmes:
        return "state_security_force" if "IRGC" in entry.programmes else "armed_group"
    return "company" if remarks.is_company else "other"


def _address(
    drafts: Drafts, entry: Entry, actor: str, source: str, address: Address
) -> Iterator[Result]:
    city = _city(address.city)
    if not city and not address.country:
        return
    code = country_code(address.country) if address.country else None
    where = drafts.id("place", slug(address.country or "unknown"))
    if address.country and not drafts.has(where):
        level = "country" if code else "area"
        yield from drafts.node(
            entry.place, "Location", where, name=address.country, level=level, country=code
        )
    if city:
        country, where = where, f"{where}/{slug(city)}"
        if not drafts.has(where):
            yield from drafts.node(
                entry.place, "Location", where, name=city, level="place", country=code
            )
            if address.country:
                key = f"within/{where.removeprefix(drafts.id('place') + '/')}"
                yield from drafts.claim(
                    entry.place, "WITHIN", key, (where, country), [source], credibility="2"
                )
    key = f"based-in/{entry.number}/{where.removeprefix(drafts.id('place') + '/')}"
    if not drafts.has_claim(key):
        yield from drafts.claim(
            entry.place, "BASED_IN", key, (actor, where), [source], credibility="3"
        )


def _city(text: str) -> str:
    """Take the postal code off a city: from the first word that holds a digit."""
    words = text.split()
    kept: list[str] = []
    for word in words:
        if re.search(r"\d", word) and kept:
            break
        kept.append(word)
    return " ".join(kept).strip(" ,-")


def _distinct(names: list[str], but: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name and name != but]
