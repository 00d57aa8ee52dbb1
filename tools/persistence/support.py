"""Support, from the UCDP External Support Dataset: coded years of supporters and recipients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from graphdb.errors import InputRefusedError, Problem
from loaders.sourcefiles import is_number, one_file, read_rows
from loaders.ucdp.actors import is_government
from tools.persistence.fitting import YEAR, Counts

_WHAT = "the UCDP External Support Dataset (actor-years, as CSV)"
_COLUMNS = ("year", "actor_id", "actor_name", "ext_id")

FORWARD_YEARS = (1, 2, 3, 4, 5, 7, 10, 12, 15, 20, 25, 30)
BETWEEN_YEARS = (2, 3, 5, 8, 10, 15, 20, 25, 30)
"""Distances at which shares are taken, in years."""


@dataclass(frozen=True)
class Support:
    """Coded years: of each recipient, and of each supporter of it.

    Attributes
    ----------
    coded
        Recipient → years in which the dataset has a row of it.
    given
        Recipient → supporter → years in which one of those rows names the supporter.
    states
        Recipients that are governments.
    """

    coded: Mapping[str, frozenset[int]]
    given: Mapping[str, Mapping[str, frozenset[int]]]
    states: frozenset[str] = frozenset()

    @property
    def recipients(self) -> list[str]:
        """Recipients that somebody supported, in order."""
        return sorted(self.given)


def read_support(path: Path) -> Support:
    """Read the publisher's file.

    Raises
    ------
    InputRefusedError
        It is another file, lacks a column, or has a cell that cannot be read.
    """
    file = one_file(path, ("*esd*.csv",), _WHAT)
    coded: defaultdict[str, set[int]] = defaultdict(set)
    given: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    states: set[str] = set()
    for row in read_rows(file, _COLUMNS, _WHAT):
        if isinstance(row, Problem):
            raise InputRefusedError(str(row))
        for column in ("year", "actor_id"):
            if not is_number(row.cells[column]):
                wrong = Problem(*row.place, column, "is not a whole number", row.cells[column])
                raise InputRefusedError(str(wrong))
        year, recipient = int(row.cells["year"]), row.cells["actor_id"]
        coded[recipient].add(year)
        if is_government(row.cells["actor_name"]):
            states.add(recipient)
        for supporter in filter(None, map(str.strip, row.cells["ext_id"].split(","))):
            given[recipient][supporter].add(year)
    if not given:
        raise InputRefusedError(f"{file.name}: no row names a supporter in ext_id")
    return Support(
        {key: frozenset(years) for key, years in coded.items()},
        {
            key: {one: frozenset(years) for one, years in others.items()}
            for key, others in given.items()
        },
        frozenset(states),
    )


def later(support: Support, recipient: str, distance: int) -> tuple[int, int]:
    """Count years of support for which the recipient is coded ``distance`` years later.

    Returns
    -------
    pairs, hits
        How many there are, and after how many the same supporter is there. A negative distance
        looks back.

    Examples
    --------
    >>> coded = Support({"a": frozenset({1990, 1991, 1993})}, {"a": {"b": frozenset({1990, 1991})}})
    >>> later(coded, "a", 1), later(coded, "a", 2), later(coded, "a", -1)
    ((1, 1), (1, 0), (1, 1))
    """
    coded = support.coded[recipient]
    pairs = hits = 0
    for years in support.given[recipient].values():
        then = [year + distance for year in years if year + distance in coded]
        pairs += len(then)
        hits += sum(year in years for year in then)
    return pairs, hits


def within(support: Support, recipient: str, distance: int) -> tuple[int, int]:
    """Count coded years between two years of support that lie ``distance`` years apart.

    >>> years = Support({"a": frozenset({1, 2, 3, 4})}, {"a": {"b": frozenset({1, 3, 4})}})
    >>> within(years, "a", 2), within(years, "a", 3)
    ((1, 0), (2, 1))
    """
    coded = support.coded[recipient]
    pairs = hits = 0
    for years in support.given[recipient].values():
        for first in years:
            if first + distance in years:
                inner = [year for year in range(first + 1, first + distance) if year in coded]
                pairs += len(inner)
                hits += sum(year in years for year in inner)
    return pairs, hits


def support_counts(support: Support) -> dict[str, Counts]:
    """Count all distances, one row a recipient: direction → counts."""
    return {
        "forward": _counts(support, FORWARD_YEARS, 1),
        "backward": _counts(support, FORWARD_YEARS, -1),
        "between": _counts(support, BETWEEN_YEARS, 0),
    }


def _counts(support: Support, distances: tuple[int, ...], sign: int) -> Counts:
    found = np.array(
        [
            [
                later(support, one, sign * years) if sign else within(support, one, years)
                for years in distances
            ]
            for one in support.recipients
        ],
        dtype=np.float64,
    )
    return Counts(YEAR * np.array(distances, dtype=np.float64), found[..., 0], found[..., 1])
