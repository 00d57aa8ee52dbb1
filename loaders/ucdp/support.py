"""Rows of the External Support Dataset as single statements: who gave whom what in which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple

from graphdb.errors import Problem
from loaders.sourcefiles import Row, is_number
from loaders.ucdp.actors import is_counted_as_state

SUPPORT_LETTERS = {
    "x": "troops",
    "p": "troop_presence",
    "y": "infrastructure",
    "w": "weapons",
    "m": "materiel",
    "t": "training",
    "f": "funding",
    "i": "intelligence",
    "l": "territory",
    "o": "other",
    "u": "unknown",
}
"""Letter of the dataset's columns → kind of support."""


class Supporter(NamedTuple):
    """An external supporter that a row names."""

    number: str
    name: str


class Given(NamedTuple):
    """One kind of support in one row.

    Where ``among`` is empty, ``supporters`` all gave it. Else the row says that at least one of
    ``among`` gave it and not which: then each of them is possible, and none certain.
    """

    letter: str
    supporters: tuple[str, ...]
    among: tuple[str, ...]


def supporters_of(row: Row) -> list[Supporter] | Problem:
    """Read the two lists of a row, of numbers and of names, which must be equally long."""
    numbers = [number.strip() for number in row.cells["ext_id"].split(",")]
    names = [name.strip() for name in row.cells["ext_name"].split(",")]
    if len(numbers) != len(names) or not all(is_number(number) for number in numbers):
        rule = f"has {len(numbers)} ids and {len(names)} names of supporters; not guessed which fit"
        return Problem(*row.place, "ext_id", rule, row.cells["ext_id"])
    return [Supporter(*pair) for pair in zip(numbers, names, strict=True)]


def given_support(row: Row, supporters: list[Supporter]) -> Iterator[Given]:
    """Read what was given, and by whom as far as the counts tell."""
    cells = row.cells
    if "ext_count_s" not in cells:
        yield from _by_single_supporter(cells, supporters)
        return
    for suffix, members in _groups(cells, supporters):
        numbers = tuple(sorted(member.number for member in members))
        for letter in SUPPORT_LETTERS:
            givers = _count(cells, f"ext_{letter}_count{suffix}")
            if givers == len(members) > 0:
                yield Given(letter, numbers, ())
            elif givers:
                yield Given(letter, numbers, numbers)


def _by_single_supporter(cells: dict[str, str], supporters: list[Supporter]) -> Iterator[Given]:
    """Read a row of the triad-year file, which names one supporter."""
    numbers = tuple(sorted(supporter.number for supporter in supporters))
    among = numbers if len(numbers) > 1 else ()
    for letter in SUPPORT_LETTERS:
        if _count(cells, f"ext_{letter}"):
            yield Given(letter, numbers, among)


def _groups(
    cells: dict[str, str], supporters: list[Supporter]
) -> list[tuple[str, list[Supporter]]]:
    """Part supporters as the counts do: states, others; all together where that does not fit."""
    states = [s for s in supporters if is_counted_as_state(s.name)]
    others = [s for s in supporters if not is_counted_as_state(s.name)]
    fits = (len(states), len(others)) == (
        _count(cells, "ext_count_s"),
        _count(cells, "ext_count_ns"),
    )
    return [("_s", states), ("_ns", others)] if fits else [("", supporters)]


def wrong_count(row: Row) -> Problem | None:
    """Find the first count or flag of a row that is not a finite number."""
    for column, text in row.cells.items():
        if text and _COUNTS.fullmatch(column) and not _is_finite(text):
            return Problem(*row.place, column, "is not a finite number", text)
    return None


_COUNTS = re.compile(rf"ext_(?:[{''.join(SUPPORT_LETTERS)}](?:_count(?:_n?s)?)?|count_n?s)")


def _is_finite(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False


def _count(cells: dict[str, str], column: str) -> int:
    text = cells.get(column, "")
    return int(float(text)) if text else 0
