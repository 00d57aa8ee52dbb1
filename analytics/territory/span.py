"""The years that a map or a corridor is asked over."""

from __future__ import annotations

from graphdb.errors import InputRefusedError
from graphdb.validtime import calendar_years

MOST_YEARS = 300
"""Years that are worked out at the most: each is a map of its own."""


def asked_years(first: int, last: int) -> range:
    """List the years from one to another.

    Raises
    ------
    InputRefusedError
        They run backwards, or are more than can be worked out.

    Examples
    --------
    >>> list(asked_years(2019, 2021))
    [2019, 2020, 2021]
    """
    if first > last:
        raise InputRefusedError(f"the years run backwards: {first} to {last}")
    years = calendar_years(first, last)
    if len(years) > MOST_YEARS:
        raise InputRefusedError(
            f"{first} to {last} are {len(years):,} years; ask for {MOST_YEARS} at the most"
        )
    return years
