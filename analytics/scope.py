"""What is asked: as of which day, by what was known when, of which datasets and types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from graphdb.arguments import as_day, settle
from graphdb.errors import InputRefusedError, UnknownNameError
from graphdb.model import RELATIONSHIP_TYPES
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


MIN_LIKELIHOOD = 0.5
"""What is at least as likely as not is answered; the rest is counted, and shown on request."""


COMMAND_RELATIONS = (
    "COMMANDS",
    "DIRECTS",
    "REPORTS_TO",
    "TIED_TO",
    "HANDLES",
    "SUBORDINATE_TO",
)
"""Claims that make the person-level command graph (``HOLDS`` joins persons to their posts)."""


@dataclass(frozen=True)
class AsOf:
    """As of when something is asked, and which claims may answer.

    Parameters
    ----------
    at
        The day as of which the graph is seen; ``None`` where the question is about all days.
    known_by
        Take only claims that a source had made by the end of this day; ``None`` for all.
    datasets
        Take only claims of these datasets; empty for all.
    min_likelihood
        The least likelihood of what is answered, 0..1; the rest is counted, or given apart as
        weaker. It does not count where no day is asked about.
    max_age
        Leave out what no source has confirmed for longer than this before ``at`` (before
        ``known_by`` or today, where no day is asked about); ``None`` keeps everything. The age of
        evidence is in the likelihood already: this will go in the next minor version.

    Examples
    --------
    >>> AsOf(date(2020, 1, 2), max_age=timedelta(days=366)).oldest
    datetime.date(2019, 1, 1)
    """

    at: date | None = None
    known_by: date | None = None
    datasets: tuple[str, ...] = ()
    min_likelihood: float = field(default=MIN_LIKELIHOOD, kw_only=True)
    max_age: timedelta | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        settle(self, days=["at", "known_by"], names=["datasets"])

    @property
    def oldest(self) -> date | None:
        """The earliest day of a last confirmation that still counts; ``None`` for any."""
        if self.max_age is None:
            return None
        return date.fromordinal(max(1, self.day.toordinal() - self.max_age.days))

    @property
    def day(self) -> date:
        """The day asked about: ``at``, else that of ``known_by``, else today."""
        return self.at or self.known_by or date.today()

    def on(self, day: date | None) -> AsOf:
        """Ask the same of another day, whatever else is asked; ``None`` for all days.

        >>> Question(date(2020, 1, 2), datasets=("curated",)).on(None).datasets
        ('curated',)
        """
        return AsOf(
            day,
            self.known_by,
            self.datasets,
            min_likelihood=self.min_likelihood,
            max_age=self.max_age,
        )

    def dated(self) -> AsOf:
        """Give the same question with its ``day`` as ``at``."""
        return self.on(self.day)

    def network(self, relations: Iterable[str] = COMMAND_RELATIONS) -> Question:
        """Ask for the network of the same day, by some types of claims."""
        return Question(
            self.day,
            self.known_by,
            self.datasets,
            tuple(relations),
            min_likelihood=self.min_likelihood,
        )

    def parameters(self) -> dict[str, object]:
        """Give what every statement that reads claims as of a day takes."""
        return {"at": self.at, "known_by": self.known_by, "datasets": list(self.datasets)}

    def limits(self) -> dict[str, object]:
        """Give the day and which claims may answer as plain values."""
        return {
            "at": self.at.isoformat() if self.at else None,
            "known_by": self.known_by.isoformat() if self.known_by else None,
            "datasets": list(self.datasets),
            "min_likelihood": self.min_likelihood,
        }

    def document(self) -> dict[str, object]:
        """Give the question as plain values, for a JSON document."""
        return {**self.limits(), "max_age_days": self.max_age.days if self.max_age else None}


def as_of(when: AsOf | date | str) -> AsOf:
    """Read as of when something is asked; a day alone stands for all claims as of that day.

    >>> as_of("2020-01-02") == AsOf(date(2020, 1, 2))
    True
    """
    return when if isinstance(when, AsOf) else AsOf(as_day(when, "at"))


@dataclass(frozen=True)
class Question(AsOf):
    """Which network of a day is asked about: of which ties, and with which vertices.

    Parameters
    ----------
    at, known_by, datasets, min_likelihood
        As in :class:`AsOf`; the day has to be given.
    relations
        Types of claims that become ties; ``HOLDS`` is always read beside them.
    keep_positions
        Leave posts as vertices, tied to their holders, rather than replace them by their holders.
    isolates
        Count persons and organizations without any tie as vertices too.

    Raises
    ------
    TypeError
        No day is given.
    UnknownNameError
        The data model has no such relation.

    Examples
    --------
    >>> Question(date(2020, 1, 2)).relations[0]
    'COMMANDS'
    """

    relations: tuple[str, ...] = COMMAND_RELATIONS
    keep_positions: bool = False
    isolates: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.at is None:
            raise TypeError("a network is that of a day: give it as at=datetime.date(2020, 1, 2)")
        settle(self, names=["relations"])
        unknown = [name for name in self.relations if name not in RELATIONSHIP_TYPES]
        if unknown:
            known = ", ".join(sorted(RELATIONSHIP_TYPES))
            raise UnknownNameError(f"no relation is named {unknown[0]!r}; there are: {known}")

    def document(self) -> dict[str, object]:
        """Give the question as plain values, for a JSON document."""
        return {
            **self.limits(),
            "relations": list(self.relations),
            "keep_positions": self.keep_positions,
            "isolates": self.isolates,
        }
