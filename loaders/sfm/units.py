"""What a row of the table of organizations claims: parent, site, area, membership."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.countries import country_code, country_name
from loaders.drafts import Drafts, claim_key
from loaders.records import LeftOut, Result
from loaders.sfm import files
from loaders.sfm.cells import Citations, cited, credibility, dates
from loaders.sfm.survey import Survey
from loaders.sourcefiles import Row

_CHAINS = {"command": "command", "administrative": "administrative", "informal": "informal"}


def unit_claims(drafts: Drafts, found: Survey, row: Row) -> Iterator[Result]:
    """Make all claims of a row."""
    cells = row.cells
    unit = found.units[cells[files.UNIT]]
    own = drafts.id("unit", unit.key)
    if cells[files.PARENT]:
        chain = _CHAINS.get(cells[files.CHAIN].lower())
        end = _unit_id(drafts, found, cells[files.PARENT])
        confidence = "Confidence: OrganizationOrganization:parent_id"
        yield from _claim(
            drafts, row, "SUBORDINATE_TO", (own, end), files.PARENT_SOURCES, files.PARENT_DATES,
            confidence, chain=chain,
        )  # fmt: skip
    yield from _site(drafts, found, row, own)
    if cells[files.AREA[1]]:
        yield from _location(drafts, found, row, files.AREA, files.AREA_COUNTRY)
        end = drafts.id("place", cells[files.AREA[1]])
        confidence = "Confidence: Area of Operations"
        yield from _claim(
            drafts, row, "OPERATES_IN", (own, end), files.AREA_SOURCES, files.AREA_DATES, confidence
        )
    if cells[files.MEMBER]:
        end = _unit_id(drafts, found, cells[files.MEMBER])
        confidence = "Confidence: OrganizationMembership:member_id"
        yield from _claim(
            drafts, row, "MEMBER_OF", (own, end), files.MEMBER_SOURCES, files.MEMBER_DATES,
            confidence,
        )  # fmt: skip


def _site(drafts: Drafts, found: Survey, row: Row, own: str) -> Iterator[Result]:
    cells = row.cells
    site, division = cells[files.SITE[1]], cells[files.DIVISION[1]]
    if division:
        yield from _location(drafts, found, row, files.DIVISION, files.SITE_COUNTRY)
        yield from _within(drafts, row, division, drafts.id("country", cells[files.SITE_COUNTRY]))
    if site and site != division:
        yield from _location(drafts, found, row, files.SITE, files.SITE_COUNTRY)
        if division:
            yield from _within(drafts, row, site, drafts.id("place", division))
    if site or division:
        confidence = "Confidence: Site:geonames_name"
        if not site:
            confidence = "Confidence: Site:admin_level_1_geonames_name"
        headquarters = cells[files.HEADQUARTERS]
        yield from _claim(
            drafts, row, "BASED_IN", (own, drafts.id("place", site or division)),
            files.SITE_SOURCES, files.SITE_DATES, confidence,
            note=f"headquarters: {headquarters}" if headquarters else None,
        )  # fmt: skip


def _claim(
    drafts: Drafts,
    row: Row,
    claim_type: str,
    ends: tuple[str, str],
    sources: tuple[str, ...],
    columns: Citations,
    confidence: str,
    **said: str | None,
) -> Iterator[Result]:
    when = dates(row.cells, columns)
    key = claim_key(claim_type, *ends, *(f"{name}={day}" for name, day in when.items()))
    if drafts.has_claim(key):
        yield LeftOut(f"{claim_type} that an earlier row already states")
        return
    yield from drafts.claim(
        row.place,
        claim_type,
        key,
        ends,
        known_sources(drafts, row, sources),
        credibility=credibility(row.cells, confidence),
        **when,
        **said,
    )


def known_sources(drafts: Drafts, row: Row, columns: tuple[str, ...]) -> list[str]:
    """Give the ids of the sources that columns cite, without those that the table lacks."""
    ids = [drafts.id("source", number) for number in cited(row.cells, columns)]
    return [source for source in ids if drafts.has(source)]


def _unit_id(drafts: Drafts, found: Survey, name: str) -> str:
    unit = found.units.get(name)
    return drafts.id("unit", unit.key if unit else name)


def _location(
    drafts: Drafts, found: Survey, row: Row, columns: tuple[str, str], country: str
) -> Iterator[Result]:
    name, number = (row.cells[column] for column in columns)
    code = country_code(row.cells[country]) if row.cells[country] else None
    state = drafts.id("country", row.cells[country])
    if code and not drafts.has(state):
        yield from drafts.node(
            row.place,
            "Location",
            state,
            name=country_name(row.cells[country]),
            level="country",
            country=code,
        )
    if not drafts.has(drafts.id("place", number)):
        yield from drafts.node(
            row.place,
            "Location",
            drafts.id("place", number),
            name=name,
            level="division" if number in found.divisions else "place",
            country=code,
        )


def _within(drafts: Drafts, row: Row, place: str, end: str) -> Iterator[Result]:
    key = claim_key("WITHIN", place, end)
    sources = known_sources(drafts, row, files.SITE_SOURCES)
    if sources and not drafts.has_claim(key):
        ends = (drafts.id("place", place), end)
        yield from drafts.claim(row.place, "WITHIN", key, ends, sources, credibility="2")
