"""Foundings and dissolutions bound what is said of a group: outside its lifetime it has no ties.

The start and the end of most claims are not stated, so by their own dates they may hold on any
earlier or later day (docs/decisions/0006). A group's founding or dissolution, where a source
dates it, says that they did not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from analytics.claims.observation import StatedBounds, bound, ruled_out, within
from graphdb.connection import Graph, Row
from graphdb.validtime import ALWAYS, NEVER, Span


@dataclass(frozen=True)
class Lifetimes:
    """When groups were founded and dissolved: id → the days that this can mean.

    Where sources differ, the earliest founding and the latest dissolution count. Of a founding
    ``earliest`` is the first day that any of them can mean, and ``latest`` the day by which the
    earliest of them surely had come; of a dissolution the other way round.

    Examples
    --------
    >>> groups = Lifetimes({"organization/a": Span(date(1982, 1, 1), date(1982, 12, 31))})
    >>> groups.absent(date(1981, 6, 1))
    frozenset({'organization/a'})
    """

    founded: Mapping[str, Span] = field(default_factory=dict)
    dissolved: Mapping[str, Span] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.founded or self.dissolved)

    @property
    def bounded(self) -> frozenset[str]:
        """The groups of which a founding or dissolution is on record."""
        return frozenset(self.founded) | frozenset(self.dissolved)

    def absent(self, day: date) -> frozenset[str]:
        """List the groups that were surely not there on a day: not yet, or no longer."""
        early = {key for key, span in self.founded.items() if day < span.earliest}
        late = {key for key, span in self.dissolved.items() if day >= span.latest}
        return frozenset(early | late)

    def rule_out(self, ends: Iterable[str], bounds: Mapping[str, object], day: date) -> bool:
        """Whether a claim cannot be taken to hold on a day, for one of its ends was not there.

        Parameters
        ----------
        ends
            Ids of both ends.
        bounds
            The claim's ``possible_from``, ``certain_from``, ``certain_until`` and
            ``possible_until``.
        day
            A day on which the claim may hold by its own dates.

        Notes
        -----
        A start that nobody states is taken for no earlier than the last day that the founding can
        mean, a stated one for no earlier than the first. A claim that surely held before the
        founding says itself that the group was there, and is left as it is from then on. A
        dissolution bounds the end of a claim in the same way.
        """
        return any(
            (end in self.founded and _is_too_early(self.founded[end], bounds, day))
            or (end in self.dissolved and _is_too_late(self.dissolved[end], bounds, day))
            for end in ends
        )

    def left(self, rows: Iterable[Row], day: date) -> list[Row]:
        """Keep the rows of claims (``start``, ``end``, ``properties``) that are not ruled out."""
        return [
            row
            for row in rows
            if not self.rule_out((row["start"], row["end"]), row["properties"], day)
        ]


def _is_too_early(founded: Span, bounds: Mapping[str, object], day: date) -> bool:
    certain_from = bound(bounds, "certain_from")
    stated = bound(bounds, "possible_from") != ALWAYS
    if day >= (founded.earliest if stated else founded.latest) or within(bounds, "certain", day):
        return False
    says_itself = certain_from < founded.earliest and (stated or certain_from <= day)
    return not says_itself


def _is_too_late(dissolved: Span, bounds: Mapping[str, object], day: date) -> bool:
    certain_until = bound(bounds, "certain_until")
    stated = bound(bounds, "possible_until") != NEVER
    if day < (dissolved.latest if stated else dissolved.earliest) or within(bounds, "certain", day):
        return False
    says_itself = certain_until > dissolved.latest and (stated or day < certain_until)
    return not says_itself


def read_lifetimes(
    graph: Graph,
    first: date | None = None,
    last: date | None = None,
    known_by: date | None = None,
    datasets: Iterable[str] = (),
) -> Lifetimes:
    """Read when groups were founded and dissolved, as far as it bounds claims of some days.

    Parameters
    ----------
    first, last
        The days asked about; foundings surely before the first and dissolutions surely after the
        last are left out. ``None`` leaves none out.
    known_by
        Take only claims that a source had made by the end of this day; ``None`` for all.
    datasets
        Take only claims of these datasets; empty for all.
    """
    cut = {"known_by": known_by, "datasets": list(datasets)}
    founded = graph.read("analytics/foundings", at=first, **cut)
    dissolved = graph.read("analytics/dissolutions", at=last, **cut)
    return Lifetimes(_spans(founded), _spans(dissolved))


def _spans(rows: Iterable[Row]) -> dict[str, Span]:
    return {row["id"]: Span(row["earliest"], row["latest"]) for row in rows}


def read_claims(graph: Graph, name: str, /, **parameters: object) -> list[Row]:
    """Run a statement that returns claims of a day, and leave out those of groups not there then.

    Parameters
    ----------
    name
        A statement with the columns of ``analytics/claims_at`` and, among others, the parameters
        ``at``, ``known_by`` and ``datasets``. Without a day nothing is left out.

    Returns
    -------
    list of Row
        With the day of the question as ``at``, and as ``ruled_out`` the chance that a start or
        end which another claim of the same statement states lies between it and what was seen.
    """
    rows = graph.read(name, **parameters)
    at, known_by, datasets = (parameters[key] for key in ("at", "known_by", "datasets"))
    if not rows or not isinstance(at, date):
        return rows
    known = known_by if isinstance(known_by, date) else None
    wanted = [str(one) for one in datasets] if isinstance(datasets, list | tuple) else []
    left = read_lifetimes(graph, at, at, known, wanted).left(rows, at)
    return bounded(graph, left, at, known, wanted)


def bounded(
    graph: Graph,
    rows: Iterable[Row],
    at: date,
    known_by: date | None = None,
    datasets: Iterable[str] = (),
) -> list[Row]:
    """Add to rows of claims that may hold on a day the day, and what is stated against them.

    Returns
    -------
    list of Row
        As :func:`read_claims` gives them.
    """
    cut = {"known_by": known_by, "datasets": list(datasets)}
    dated = [{**row, "at": at} for row in rows]
    loose = {_statement(row) for row in dated if not within(row["properties"], "certain", at)}
    if not loose:
        return dated
    pairs = [list(key) for key in sorted(loose)]
    stated: dict[tuple[str, str, str], list[StatedBounds]] = defaultdict(list)
    for row in graph.read("analytics/stated_bounds", pairs=pairs, at=at, **cut):
        bounds = StatedBounds(row["possible_from"], row["possible_until"], row["confidence"])
        stated[_statement(row)].append(bounds)
    for row in dated:
        if found := stated.get(_statement(row)):
            row["ruled_out"] = ruled_out(row["properties"], at, found)
    return dated


def _statement(row: Row) -> tuple[str, str, str]:
    return row["type"], row["start"], row["end"]
