"""Matches what is loaded: proposals over the graph's records, for people to decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from graphdb.connection import Graph, Row
from graphdb.datasets import refuse_unknown
from graphdb.errors import UnknownNameError
from graphdb.validtime import parse_date
from loaders.identity.decisions import Decision
from loaders.identity.proposals import Proposal, of_dataset, propose
from loaders.identity.scoring import THRESHOLD
from loaders.identity.subjects import Subject
from loaders.identity.touched import stored_decisions

if TYPE_CHECKING:
    import pandas as pd

_MOST_YEARS = 10
"""Years of a date of birth that still tell persons apart: a decade."""


@dataclass(frozen=True)
class Matches:
    """Pairs that may be one, the likeliest first, and how many records were looked at."""

    proposals: tuple[Proposal, ...]
    records: int
    threshold: float

    def document(self, limit: int | None = None) -> dict[str, object]:
        """Give the answer as one JSON document."""
        return {
            "records": self.records,
            "threshold": self.threshold,
            "proposals": [_row(proposal) for proposal in self.proposals[:limit]],
            "more": max(0, len(self.proposals) - limit) if limit is not None else 0,
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one row a proposal: score, both records, why."""
        import pandas as pd

        return pd.DataFrame([_row(proposal) for proposal in self.proposals])


def _row(proposal: Proposal) -> dict[str, object]:
    return {
        "score": proposal.score,
        "left": proposal.left.id,
        "left_name": proposal.left.name,
        "left_dataset": proposal.left.dataset,
        "right": proposal.right.id,
        "right_name": proposal.right.name,
        "right_dataset": proposal.right.dataset,
        "why": proposal.why,
    }


def match(
    graph: Graph,
    datasets: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
    threshold: float = THRESHOLD,
) -> Matches:
    """Propose records of different datasets that may be one and the same.

    Parameters
    ----------
    graph
        Where the datasets are loaded; it is only read.
    datasets
        Match these with all others; all with all, if none is named.
    decisions
        Pairs decided elsewhere; those and the ones that the graph follows are not proposed again.
    threshold
        The least score, 0 to 1.

    Raises
    ------
    UnknownNameError
        No such dataset is loaded, or it has no actors.
    """
    rows = graph.consistent(lambda reader: reader.read("load/match_subjects"))
    subjects = [_subject(row) for row in rows]
    names = sorted({subject.dataset for subject in subjects})
    refuse_unknown(datasets, [row["name"] for row in graph.read("load/datasets_read")])
    for name in datasets:
        if name not in names:
            listed = ", ".join(names) or "none"
            raise UnknownNameError(
                f"dataset {name!r} has no actors that could be matched; these have: {listed}"
            )
    decided = {one.pair for one in (*decisions, *stored_decisions(graph))} | _one_already(rows)
    found: list[Proposal] = []
    for one, other in combinations(names, 2):
        if not datasets or one in datasets or other in datasets:
            left, right = of_dataset(subjects, one), of_dataset(subjects, other)
            found += propose(left, right, decided, threshold)
    found.sort(key=lambda proposal: (-proposal.score, proposal.left.id, proposal.right.id))
    return Matches(tuple(found), len(subjects), threshold)


def _subject(row: Row) -> Subject:
    countries = {*row["countries"], row["country"]} - {None}
    return Subject(
        dataset=row["dataset"],
        id=row["id"],
        label=row["label"],
        name=row["name"],
        aliases=tuple(row["aliases"]),
        countries=frozenset(countries),
        born=_years(row["born"]),
        kind=row["kind"] or "",
        neighbours=frozenset(row["neighbours"]),
    )


def _years(born: str | None) -> frozenset[int]:
    """Read the years that a date of birth can mean; none where they are too many to tell by.

    >>> sorted(_years("1957~")), sorted(_years("195X"))[::9], _years("19XX")
    ([1957], [1950, 1959], frozenset())
    """
    if not born:
        return frozenset()
    span = parse_date(born)
    years = range(span.earliest.year, span.latest.year + 1)
    return frozenset(years if len(years) <= _MOST_YEARS else ())


def _one_already(rows: Collection[Row]) -> set[tuple[str, str]]:
    """Give the pairs of ids that describe one entity already."""
    ids: dict[str, set[str]] = {}
    for row in rows:
        ids.setdefault(row["entity"], set()).add(row["id"])
    return {pair for members in ids.values() for pair in combinations(sorted(members), 2)}
