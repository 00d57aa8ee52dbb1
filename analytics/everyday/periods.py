"""Days between two others, and what of them a date of any precision may mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graphdb.arguments import settle
from graphdb.errors import InputRefusedError
from graphdb.validtime import ALWAYS, NEVER, Span


@dataclass(frozen=True)
class Period:
    """The first and the last day that are asked about, both included.

    Raises
    ------
    InputRefusedError
        The last day is before the first.

    Examples
    --------
    >>> from graphdb.validtime import parse_date
    >>> january = Period(date(2020, 1, 1), date(2020, 1, 31))
    >>> january.touches(parse_date("2020")), january.holds(parse_date("2020"))
    (True, False)
    """

    first: date = ALWAYS
    last: date = NEVER

    def __post_init__(self) -> None:
        settle(self, day=["first", "last"])
        if self.last < self.first:
            raise InputRefusedError(
                f"the last day, {self.last}, is before the first, {self.first}: swap them"
            )

    def touches(self, span: Span) -> bool:
        """Whether a date of any precision may fall into the period."""
        return span.earliest <= self.last and span.latest >= self.first

    def holds(self, span: Span) -> bool:
        """Whether a date of any precision surely falls into the period."""
        return self.first <= span.earliest and span.latest <= self.last

    def words(self) -> str:
        """Write the period.

        >>> Period(date(2020, 1, 1), date(2020, 1, 31)).words(), Period().words()
        ('2020-01-01 to 2020-01-31', 'all days')
        """
        if (self.first, self.last) == (ALWAYS, NEVER):
            return "all days"
        first = "the beginning" if self.first == ALWAYS else str(self.first)
        return f"{first} to {'now' if self.last == NEVER else self.last}"
