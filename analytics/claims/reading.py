"""Claims as of a day: of every stance, certain or possible, in order of ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from math import isinf
from types import MappingProxyType

from analytics.claims.lifetimes import Lifetimes, bounded, read_claims, read_lifetimes
from analytics.claims.observation import (
    AT_ANY_TIME,
    Observation,
    StatedBounds,
    bound,
    observed,
    ruled_out,
    within,
)
from analytics.claims.persistence import Persistence, curve_of
from analytics.scope import Question
from graphdb.connection import Graph, Row
from graphdb.validtime import ALWAYS

HOLDS = "HOLDS"

AFFIRMS = "affirms"
DENIES = "denies"


@dataclass(frozen=True)
class Claim:
    """One claim as of the day of the question.

    ``certain`` says that it surely holds on that day (else it possibly does); ``confidence`` is
    in 0..1; ``reported_on`` is the day on which its earliest source said it. ``properties`` has
    all that the relationship carries, its type's own properties and its dates as written among
    them. ``at`` is the day of the question, ``None`` where it is about no day, and
    ``ruled_out`` the chance (0..1) that a start or end which another claim of the same statement
    states lies between that day and what this claim saw.
    """

    claim_id: str
    type: str
    start: str
    end: str
    start_label: str
    end_label: str
    start_name: str
    end_name: str
    stance: str
    reliability: str
    credibility: str
    confidence: float
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    conflict_set: str | None
    certain: bool
    reported_on: date
    properties: Mapping[str, object] = field(hash=False)
    at: date | None = None
    ruled_out: float = 0.0

    @cached_property
    def observation(self) -> Observation:
        """How the claim, taken as true, bears on the day of the question.

        What does not age, such as kinship, covers the day wherever it was seen at all.
        """
        if self.at is None:
            return AT_ANY_TIME
        found = observed(self.properties, self.at, self.ruled_out)
        ages = self.curve is not None or (isinf(found.since) and isinf(found.until))
        return found if ages else Observation(covered=1.0, share=found.share)

    @property
    def curve(self) -> Persistence | None:
        """How long what it says lasts; ``None`` for what does not age."""
        return curve_of(self.type, {**self.properties, "start_label": self.start_label})


def claims_at(graph: Graph, question: Question) -> tuple[Claim, ...]:
    """Read the claims of the question's relations, and ``HOLDS``, that may hold on its day.

    Claims of every stance come back, in the order of their ids; those of a group that was not
    there on the day do not (:mod:`analytics.claims.lifetimes`).
    """
    rows = read_claims(
        graph,
        "analytics/claims_at",
        types=sorted({*question.relations, HOLDS}),
        at=question.day,
        known_by=question.known_by,
        datasets=list(question.datasets),
    )
    return tuple(claim_of(row) for row in rows)


def claims_over(
    graph: Graph, question: Question, days: Sequence[date]
) -> tuple[tuple[Claim, ...], ...]:
    """Read for each of some days what :func:`claims_at` gives for it, all at once.

    The day of the question itself does not count.
    """
    if not days:
        return ()
    rows = graph.read(
        "analytics/claims_over",
        types=sorted({*question.relations, HOLDS}),
        first=min(days),
        last=max(days),
        known_by=question.known_by,
        datasets=list(question.datasets),
    )
    lifetimes = read_lifetimes(graph, min(days), max(days), question.known_by, question.datasets)
    found = []
    for day in days:
        held = (row for row in rows if within(row["properties"], "possible", day))
        left = bounded(graph, lifetimes.left(held, day), day, question.known_by, question.datasets)
        found.append(
            tuple(
                claim_of({**row, "certain": within(row["properties"], "certain", day)})
                for row in left
            )
        )
    return tuple(found)


def as_of(claims: Iterable[Claim], day: date, every: Iterable[Claim]) -> tuple[Claim, ...]:
    """See claims as of a day.

    Parameters
    ----------
    claims
        Those that may hold on it.
    every
        Claims of all days, whose stated starts and ends bound what the others saw.
    """
    stated: dict[tuple[str, str, str], list[StatedBounds]] = defaultdict(list)
    for claim in every:
        starts, ends = day_of(claim, "possible_from"), day_of(claim, "possible_until")
        if claim.stance == AFFIRMS and (ALWAYS < starts > day or ends <= day):
            stated[statement(claim)].append(StatedBounds(starts, ends, claim.confidence))
    return tuple(
        replace(
            claim,
            at=day,
            certain=within(claim.properties, "certain", day),
            ruled_out=ruled_out(claim.properties, day, stated.get(statement(claim), ())),
        )
        for claim in claims
    )


def on_day(
    every: Iterable[Claim], day: date, lifetimes: Lifetimes | None = None
) -> tuple[Claim, ...]:
    """See claims of all days as of one: those that may hold on it.

    Parameters
    ----------
    lifetimes
        When groups were founded and dissolved; without it nothing is bounded by that.
    """
    known, bounds = tuple(every), lifetimes or Lifetimes()
    possible = [
        claim
        for claim in known
        if within(claim.properties, "possible", day)
        and not bounds.rule_out((claim.start, claim.end), claim.properties, day)
    ]
    return as_of(possible, day, known)


def day_of(claim: Claim, name: str) -> date:
    """Read one of the four bounds of a claim, such as ``possible_from``."""
    return bound(claim.properties, name)


def claim_of(row: Row) -> Claim:
    """Make a claim out of a row with the columns of ``analytics/claims_at``.

    The row's ``at`` is the day of the question, which
    :func:`analytics.claims.lifetimes.read_claims` adds.
    """
    properties: Row = row["properties"]
    return Claim(
        claim_id=properties["claim_id"],
        type=row["type"],
        start=row["start"],
        end=row["end"],
        start_label=row["start_label"],
        end_label=row["end_label"],
        start_name=row["start_name"],
        end_name=row["end_name"],
        stance=properties.get("stance") or AFFIRMS,
        reliability=properties["reliability"],
        credibility=properties["credibility"],
        confidence=properties["confidence"],
        origins=tuple(properties["origins"]),
        sources=tuple(properties["sources"]),
        conflict_set=properties.get("conflict_set"),
        certain=row["certain"],
        reported_on=properties["reported_on"],
        properties=MappingProxyType(properties),
        at=row.get("at"),
        ruled_out=row.get("ruled_out", 0.0),
    )


def statement(claim: Claim) -> tuple[str, str, str]:
    """Key of the claims that say the same of the same two, whatever their stance."""
    return claim.type, claim.start, claim.end
