"""The three tables of a country: found, with the columns that are read of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graphdb.errors import InputRefusedError, Problem
from graphdb.validtime import parse_date
from loaders.sfm.cells import Citations
from loaders.sourcefiles import Row, one_file, read_rows, with_description

_PERSONS = (("*persons*.csv", "*persons*.tsv"), "the table of persons")
_UNITS = (("*orgs*.csv", "*orgs*.tsv"), "the table of organizations")
_SOURCES = (("sources*.csv", "sources*.tsv"), "the table of sources")
_DAY_IN_NAME = re.compile(r"_([0-9]{4})([0-9]{2})([0-9]{2})\.")

PERSON_SOURCES = (
    "Source: Organization",
    "Source: Role",
    "Source: Title",
    "Source: Rank",
    "Source: First citation",
    "Source: Last citation",
)
POSTING_DATES = Citations(
    ("first_year", "first_month", "first_day"),
    "Start date? (Y/N)",
    ("last_year", "last_month", "last_day"),
    "End date? (Y/N)",
    ("Y", "E"),
)
ROLE, TITLE = "Role", "Title (official title)"
PERSON_ALIASES = "Aliases or alternative spellings (semi-colon separated)"
PERSON_COLUMNS = (
    "Name",
    PERSON_ALIASES,
    "Organization",
    ROLE,
    TITLE,
    "Rank",
    *PERSON_SOURCES,
    *POSTING_DATES.columns(),
    "Confidence: Organization",
    "Confidence: Role",
    "Confidence: Title",
    "Context for start date",
    "Context for end date",
)

UNIT = "Organization:Name"
PARENT = "OrganizationOrganization:parent_id"
PARENT_SOURCES = (
    "Source: OrganizationOrganization:parent_id",
    "UUID: Administrative, Command, or Informal parent relationship",
    "Source: Date of first citation for parent organization",
    "Source: Date of last citation for parent organization",
)
PARENT_DATES = Citations(
    ("year", "month", "day"),
    "Start date of OrganizationOrganization Y/N?",
    ("oo_year", "oo_month", "oo_day"),
    "OrganizationOrganization:open_ended",
    ("E",),
)
SITE_SOURCES = (
    "Source: Site:geonames_name",
    "Source: Site:admin_level_1_geonames_name",
    "Source: OrganizationSite:date_first_cited",
    "Source: OrganizationSite:date_last_cited",
)
SITE_DATES = Citations(
    ("os_year", "os_month", "os_day"),
    "Is this the founding date? (Y/N)",
    ("os_last_year", "os_last_month", "os_last_day"),
    "OrganizationSite:open_ended (Y/N/E)",
    ("E",),
)
AREA_SOURCES = (
    "Source: Area of Operations",
    "Source: Date of first citation for area of operations",
    "Source: Date of last citation for area of operations",
)
AREA_DATES = Citations(
    ("aoo_start_year", "aoo_start_month", "aoo_start_day"),
    "start date of area of operation? Y/N",
    ("aoo_last_year", "aoo_last_month", "aoo_last_day"),
    "Assume Area of Operations to Current Date? (Y/N/E)",
    ("E",),
)
MEMBER = "OrganizationMembership:member_id"
MEMBER_SOURCES = (
    "Source: OrganizationMembership:member_id",
    "Source: Date of first citation for OrganizationMembership:member_id",
    "Source: Date of last citation for OrganizationMembership:member_id",
)
MEMBER_DATES = Citations(
    ("om_first_year", "om_first_month", "om_first_day"),
    "start date of OrganizationMembership? Y/N",
    ("om_last_year", "om_last_month", "om_last_day"),
    "end date of OrganizationMembership? Y/N",
    ("Y", "E"),
)
UNIT_DATES = (PARENT_DATES, SITE_DATES, AREA_DATES, MEMBER_DATES)
UNIT_SOURCES = (*PARENT_SOURCES, *SITE_SOURCES, *AREA_SOURCES, *MEMBER_SOURCES)
SITE = ("Site:geonames_name", "Site:geonames_id")
DIVISION = ("Site:admin_level_1_geonames_name", "Site:admin_level_1_geonames_id")
SITE_COUNTRY = "Site:division_id"
AREA = ("Area of Operations Geoname", "Area of Operations GeonameID")
AREA_COUNTRY = "Area of Operations division_id"
HEADQUARTERS = "Headquarters (Barracks, Base, Physical Asset)"
CHAIN = "OrganizationOrganization:classification"
UNIT_COLUMNS = (
    "o_id",
    UNIT,
    "Organization:other_names",
    "Organization:classification",
    "Organization division_id",
    PARENT,
    CHAIN,
    HEADQUARTERS,
    *SITE,
    *DIVISION,
    SITE_COUNTRY,
    *AREA,
    AREA_COUNTRY,
    MEMBER,
    *UNIT_SOURCES,
    *PARENT_DATES.columns(),
    *SITE_DATES.columns(),
    *AREA_DATES.columns(),
    *MEMBER_DATES.columns(),
    "Confidence: OrganizationOrganization:parent_id",
    "Confidence: Site:geonames_name",
    "Confidence: Site:admin_level_1_geonames_name",
    "Confidence: Area of Operations",
    "Confidence: OrganizationMembership:member_id",
)
SOURCE_COLUMNS = ("source_id", "title", "published_on", "source_url", "publication_title")


def sfm_files(path: Path) -> list[Path]:
    """Find the three tables in their folder, with ``dataset.toml`` where it has one.

    Raises
    ------
    InputRefusedError
        The folder or one of the tables is missing.
    """
    if not path.is_dir():
        raise InputRefusedError(
            f"{path} is not a folder; give the one with the tables of persons, orgs and sources"
        )
    tables = [one_file(path, *table) for table in (_PERSONS, _UNITS, _SOURCES)]
    return with_description(path, tables)


def day_of_files(path: Path) -> date | None:
    """Tell the newest day in the tables' names (``ng_orgs_20191024.tsv``), if they have one."""
    found = [_DAY_IN_NAME.search(file.name) for file in sfm_files(path)]
    days = [_day("-".join(match.groups())) for match in found if match]
    return max(filter(None, days), default=None)


def _day(text: str) -> date | None:
    try:
        return parse_date(text).latest
    except ValueError:
        return None


def postings(path: Path) -> Iterator[Row | Problem]:
    """Read the table of persons: one posting a row."""
    return _table(one_file(path, *_PERSONS), PERSON_COLUMNS, _PERSONS[1])


def units(path: Path) -> Iterator[Row | Problem]:
    """Read the table of organizations: one unit with one parent, site, area, membership a row."""
    return _table(one_file(path, *_UNITS), UNIT_COLUMNS, _UNITS[1])


def sources(path: Path) -> Iterator[Row | Problem]:
    """Read the table of sources: one publication, or a page of one, a row."""
    return _table(one_file(path, *_SOURCES), SOURCE_COLUMNS, _SOURCES[1])


def _table(file: Path, columns: tuple[str, ...], what: str) -> Iterator[Row | Problem]:
    tabs = ".tsv" in file.suffixes
    return read_rows(file, columns, f"{what} of the Security Force Monitor", "\t" if tabs else ",")
