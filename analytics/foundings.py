"""Foundings bound what is said of a group: before it existed it had no ties.

The start of most claims is not stated, so by their own dates they may hold on any earlier day
(docs/decisions/0006). A group's founding, where a source dates it, says that they did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graphdb.connection import Graph, Row
from graphdb.validtime import ALWAYS, Span


@dataclass(frozen=True)
class Foundings:
    """When groups were founded: id → the days that this can mean.

    Where sources differ, ``earliest`` is the first day that any of them can mean, and ``latest``
    the day by which the earliest of them surely had come.

    Examples
    --------
    >>> Foundings({"organization/a": Span(date(1982, 1, 1), date(1982, 12, 31))}).before(
    ...     date(1981, 6, 1))
    frozenset({'organization/a'})
    """

    spans: Mapping[str, Span] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def before(self, day: date) -> frozenset[str]:
        """List the groups that were surely not founded by a day."""
        return frozenset(key for key, span in self.spans.items() if day < span.earliest)

    def rule_out(self, ends: Iterable[str], bounds: Mapping[str, object], day: date) -> bool:
        """Whether a claim cannot be taken to hold on a day, for one of its ends was not there yet.

        Parameters
        ----------
        ends
            Ids of both ends.
        bounds
            The claim's ``possible_from``, ``certain_from`` and ``certain_until``.
        day
            A day on which the claim may hold by its own dates.

        Notes
        -----
        A start that nobody states is taken for no earlier than the last day that the founding can
        mean, a stated one for no earlier than the first. A claim that surely held before the
        founding says itself that the group was there, and is left as it is from then on.
        """
        return any(_is_too_early(self.spans[end], bounds, day) for end in ends if end in self.spans)

    def left(self, rows: Iterable[Row], day: date) -> list[Row]:
        """Keep the rows of claims (``start``, ``end``, ``properties``) that are not ruled out."""
        return [
            row
            for row in rows
            if not self.rule_out((row["start"], row["end"]), row["properties"], day)
        ]


def _is_too_early(founded: Span, bounds: Mapping[str, object], day: date) -> bool:
    possible_from, certain_from, certain_until = (
        _day(bounds, name) for name in ("possible_from", "certain_from", "certain_until")
    )
    stated = possible_from != ALWAYS
    if day >= (founded.earliest if stated else founded.latest):
        return False
    if certain_from <= day < certain_until:
        return False
    says_itself = certain_from < founded.earliest and (stated or certain_from <= day)
    return not says_itself


def _day(bounds: Mapping[str, object], name: str) -> date:
    value = bounds[name]
    assert isinstance(value, date)  # noqa: S101 - the loader writes it with every claim
    return value


def read_foundings(
    graph: Graph,
    at: date | None = None,
    known_by: date | None = None,
    datasets: Iterable[str] = (),
) -> Foundings:
    """Read when groups were founded; with a day only of those not surely founded by it.

    Parameters
    ----------
    known_by
        Take only claims that a source had made by the end of this day; ``None`` for all.
    datasets
        Take only claims of these datasets; empty for all.
    """
    rows = graph.read("analytics/foundings", at=at, known_by=known_by, datasets=list(datasets))
    return Foundings({row["id"]: Span(row["earliest"], row["latest"]) for row in rows})


def read_claims(graph: Graph, name: str, /, **parameters: object) -> list[Row]:
    """Run a statement that returns claims of a day, and leave out those of groups not there yet.

    Parameters
    ----------
    name
        A statement with the columns of ``analytics/claims_at`` and, among others, the parameters
        ``at``, ``known_by`` and ``datasets``. Without a day nothing is left out.
    """
    rows = graph.read(name, **parameters)
    at, known_by, datasets = (parameters[key] for key in ("at", "known_by", "datasets"))
    if not rows or not isinstance(at, date):
        return rows
    known = known_by if isinstance(known_by, date) else None
    wanted = [str(one) for one in datasets] if isinstance(datasets, list | tuple) else []
    return read_foundings(graph, at, known, wanted).left(rows, at)
