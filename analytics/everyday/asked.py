"""What everyday questions are limited by: day, what was known, datasets, likelihood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from analytics.claims import COMMAND_RELATIONS, Question
from analytics.likelihood import MIN_LIKELIHOOD
from graphdb.arguments import settle


@dataclass(frozen=True)
class Asked:
    """The day of a question, and which claims may answer it.

    Parameters
    ----------
    at
        The day as of which the graph is seen; ``None`` where the question is about all days.
    known_by
        Take only claims that a source had made by the end of this day; ``None`` for all.
    datasets
        Take only claims of these datasets; empty for all.
    max_age
        Leave out what no source has confirmed for longer than this before ``at`` (before
        ``known_by`` or today, where no day is asked about); ``None`` keeps everything. The age of
        evidence is in the likelihood already: this will go in the next minor version.
    min_likelihood
        The least likelihood of what is answered, 0..1; the rest is given apart as weaker. It does
        not count where no day is asked about.

    Examples
    --------
    >>> Asked(date(2020, 1, 2), max_age=timedelta(days=366)).oldest
    datetime.date(2019, 1, 1)
    """

    at: date | None = None
    known_by: date | None = None
    datasets: tuple[str, ...] = ()
    max_age: timedelta | None = None
    min_likelihood: float = MIN_LIKELIHOOD

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

    def dated(self) -> Asked:
        """Give the same question with its ``day`` as ``at``."""
        return replace(self, at=self.day)

    def question(self, relations: tuple[str, ...] = COMMAND_RELATIONS) -> Question:
        """Ask for the network of the same day, by some relations."""
        return Question(
            self.day,
            self.known_by,
            self.datasets,
            relations,
            min_likelihood=self.min_likelihood,
        )

    def parameters(self) -> dict[str, object]:
        """Give what every statement under ``cypher/analytics/everyday/`` takes."""
        return {"at": self.at, "known_by": self.known_by, "datasets": list(self.datasets)}

    def document(self) -> dict[str, object]:
        """Give the question as plain values, for a JSON document."""
        return {
            "at": self.at.isoformat() if self.at else None,
            "known_by": self.known_by.isoformat() if self.known_by else None,
            "datasets": list(self.datasets),
            "max_age_days": self.max_age.days if self.max_age else None,
            "min_likelihood": self.min_likelihood,
        }
