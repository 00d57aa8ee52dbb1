"""Cells of the research tables: dates in three columns, lists, confidence, cited sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from graphdb.validtime import parse_date

Cells = Mapping[str, str]

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_CREDIBILITY = {"high": "1", "medium": "2", "low": "3"}
_WITHOUT_CONFIDENCE = "3"
_WRITTEN_DATES = (("%m/%d/%Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m"), ("%d %B %Y", "%Y-%m-%d"))


class Citations(NamedTuple):
    """The columns that date a statement: a first and a last citation, and what each really is."""

    first: tuple[str, str, str]
    is_start: str
    last: tuple[str, str, str]
    is_end: str
    end_words: tuple[str, ...]

    def columns(self) -> tuple[str, ...]:
        """List the columns."""
        return (*self.first, self.is_start, *self.last, self.is_end)


def when(cells: Cells, columns: tuple[str, str, str]) -> str:
    """Read a date from its columns (year, month, day); empty where there is no year."""
    year, month, day = (cells[column].strip() for column in columns)
    if not year:
        return ""
    parts = [year.zfill(4)]
    if month:
        parts += [month.zfill(2), *([day.zfill(2)] if day else [])]
    return "-".join(parts)


def broken_dates(cells: Cells, columns: Citations) -> list[str]:
    """Give the dates of which a part cannot be used: a month without a year, a day without both.

    >>> columns = Citations(("y", "m", "d"), "s", ("y2", "m2", "d2"), "e", ())
    >>> cells = {"y": "", "m": "5", "d": "3", "y2": "2010", "m2": "", "d2": "7"}
    >>> broken_dates(cells, columns), when(cells, columns.first), when(cells, columns.last)
    (['?-5-3', '2010-?-7'], '', '2010')
    """
    found = []
    for names in (columns.first, columns.last):
        year, month, day = (cells[name].strip() for name in names)
        if (not year and (month or day)) or (not month and day):
            found.append("-".join(part or "?" for part in (year, month, day)))
    return found


def dates(cells: Cells, columns: Citations) -> dict[str, str]:
    """Tell start and end apart from first and last citation, as the publisher does."""
    first, last = when(cells, columns.first), when(cells, columns.last)
    starts = cells[columns.is_start].strip().upper() == "Y"
    ends = cells[columns.is_end].strip().upper() in columns.end_words
    return {
        "valid_from" if starts else "first_seen": first,
        "valid_to" if ends else "last_seen": last,
    }


def split_list(cell: str) -> list[str]:
    """Split a cell at its semicolons; each item once."""
    return list(dict.fromkeys(part for piece in cell.split(";") if (part := piece.strip())))


def cited(cells: Cells, columns: Iterable[str]) -> list[str]:
    """Collect the ids of the sources that some columns cite, each once."""
    found = (item.lower() for column in columns for item in split_list(cells[column]))
    return list(dict.fromkeys(item for item in found if _UUID.match(item)))


def credibility(cells: Cells, *columns: str) -> str:
    """Grade a statement by the least confidence among its fields."""
    said = [cells[column].strip().lower() for column in columns]
    return max((_CREDIBILITY.get(word, _WITHOUT_CONFIDENCE) for word in said), default="3")


def says_a_date(text: str) -> bool:
    """Tell whether a publication is said to have a date, one that can be read or not.

    >>> says_a_date("31 June 2010"), says_a_date("Undated"), says_a_date("")
    (True, False, False)
    """
    return text.casefold() not in ("", "undated", "n.d.", "nan")


def source_date(text: str) -> str:
    """Read the date of a publication as EDTF; empty where it has none, or none that can be read.

    Examples
    --------
    >>> source_date("2015-06-02"), source_date("May 2010"), source_date("Undated")
    ('2015-06-02', '2010-05', '')
    """
    if not says_a_date(text):
        return ""
    for form, written in _WRITTEN_DATES if text.isascii() else ():
        try:
            return datetime.strptime(text, form).strftime(written)
        except ValueError:
            continue
    try:
        parse_date(text)
    except ValueError:
        return ""
    return text
