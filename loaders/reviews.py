"""The table ``reviews``: which claims somebody read against their sources, when, with what verdict.

It belongs to the native format and is validated with it. It says something about rows of the
dataset and nothing about the world, so none of it is loaded into the graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from graphdb.errors import Problem
from loaders.csvfiles import CsvRow, read_csv, refuse_file
from loaders.records import Place
from loaders.tableformat import REVIEWS, VERDICTS, columns_of, table_files

WITHDRAWN = "withdrawn"
"""Verdict on a claim that was taken out of the dataset, which therefore has no row any more."""


class Review(NamedTuple):
    """One reading of a claim against its sources."""

    claim: str
    day: date
    verdict: str
    note: str


class ReviewSummary(NamedTuple):
    """What the reviews of a dataset say together: the latest verdict on every claim counts."""

    claims: int
    verdicts: Mapping[str, int]
    last: date

    def __str__(self) -> str:
        counts = ", ".join(
            f"{self.verdicts[verdict]:,} {verdict.replace('_', ' ')}"
            for verdict in VERDICTS
            if verdict in self.verdicts
        )
        return f"{self.claims:,} claims read against their sources: {counts}; last on {self.last}"

    def document(self) -> dict[str, object]:
        """Give the summary as plain values, for a JSON document."""
        return {"claims": self.claims, "verdicts": dict(self.verdicts), "last": str(self.last)}


def read_reviews(folder: Path) -> tuple[Review, ...]:
    """Read the reviews of a dataset, in the order of the files; empty where it has none.

    Raises
    ------
    InputRefusedError
        A row has another form; whether its claim exists is asked by ``validate`` alone.
    """
    found = list(_read(folder))
    if wrong := [one for one in found if isinstance(one, Problem)]:
        raise refuse_file(*wrong)
    return tuple(one[1] for one in found if not isinstance(one, Problem))


def review_problems(folder: Path, claims: Collection[str]) -> Iterator[Problem]:
    """Find what is wrong with the reviews of a dataset that makes these claims, by their own ids.

    A withdrawn claim has no row any more, and earlier reviews of it stay on record.
    """
    read: list[tuple[Place, Review]] = []
    seen: set[Review] = set()
    for one in _read(folder):
        if isinstance(one, Problem):
            yield one
            continue
        place, review = one
        if review in seen:
            yield Problem(*place, "claim", "repeats an earlier review", review.claim)
        seen.add(review)
        read.append(one)
    withdrawn = {review.claim for _, review in read if review.verdict == WITHDRAWN}
    for place, review in read:
        if review.claim not in claims and review.claim not in withdrawn:
            rule = f"is not a claim of this dataset, and no review says that it was {WITHDRAWN}"
            yield Problem(*place, "claim", rule, review.claim)


def summary(reviews: Collection[Review]) -> ReviewSummary | None:
    """Count the claims that were reviewed, by the latest verdict on each; nothing without reviews.

    Of two reviews of one day the later row counts.

    Examples
    --------
    >>> first = Review("a", date(2026, 1, 2), "corrected", "")
    >>> print(summary([first, Review("a", date(2026, 1, 3), "right", "")]))
    1 claims read against their sources: 1 right; last on 2026-01-03
    """
    if not reviews:
        return None
    latest = {one.claim: one.verdict for one in sorted(reviews, key=lambda one: one.day)}
    verdicts = list(latest.values())
    counts = {verdict: verdicts.count(verdict) for verdict in dict.fromkeys(verdicts)}
    return ReviewSummary(len(latest), counts, max(one.day for one in reviews))


def _read(folder: Path) -> Iterator[tuple[Place, Review] | Problem]:
    for path in table_files(folder)[REVIEWS]:
        for row in read_csv(path, path.relative_to(folder).as_posix(), columns_of(REVIEWS)):
            if isinstance(row, CsvRow):
                yield from _reviews(row)
            else:
                yield row


def _reviews(row: CsvRow) -> Iterator[tuple[Place, Review] | Problem]:
    cells, place = row.cells(), Place(row.source, row.line)
    day = _day(cells.get("date", ""))
    claim, verdict = cells.get("claim", ""), cells.get("verdict", "")
    wrong = [
        Problem(*place, column, "is required")
        for column in columns_of(REVIEWS).required
        if column not in cells
    ]
    if verdict and verdict not in VERDICTS:
        wrong.append(Problem(*place, "verdict", f"is not one of {', '.join(VERDICTS)}", verdict))
    if day is None and "date" in cells:
        wrong.append(Problem(*place, "date", "is not a day such as 2020-01-03", cells["date"]))
    if wrong or day is None:
        yield from wrong
    else:
        yield place, Review(claim, day, verdict, cells.get("note", ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2020-01-03") else None
    except ValueError:
        return None
