"""What the likelihood of one statement rests on: sightings, curve, grades, and one more sighting.

A statement is what claims say together of two entities by one type of relationship.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analytics.claims.cited import Reading, reading
from analytics.claims.evidence import Evidence
from analytics.claims.lifetimes import Lifetimes, read_lifetimes
from analytics.claims.likelihood import any_true, lasts_together, likelihood_of
from analytics.claims.phrases import sentence
from analytics.claims.reading import AFFIRMS, DENIES, Claim, day_of, on_day
from analytics.scope import AsOf
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.grades import confidence
from graphdb.validtime import ALWAYS, NEVER, shifted

if TYPE_CHECKING:
    import pandas as pd

ONE_MORE = ("B", "2")
"""Grades of the sighting that is tried out."""

_POINTS = 120
_MARGIN = 3 * 365
_YEAR = 365.25


@dataclass(frozen=True)
class Sighting:
    """One claim on the line of time.

    ``first`` and ``last`` are the days from and to which it was seen or stated to hold;
    ``starts`` and ``ends`` what it states, as written, empty where it states none; ``days_off`` how
    far the day asked about lies from it, 0 within; ``chance`` (0..1) that it is true.
    """

    claim: str
    stance: str
    first: date
    last: date
    starts: str
    ends: str
    days_off: int
    grade: str
    chance: float
    origins: tuple[str, ...]
    speaker: str


@dataclass(frozen=True)
class Statement:
    """One statement on the day of the question, and over time.

    Parameters
    ----------
    text
        The statement as a sentence.
    likelihood
        That it holds on the day: 0..1.
    truth
        The chance that one of the claims that affirm it and may hold on the day is true, denials
        aside; ``denied`` that one of those that deny it is.
    lasts
        The chance that it holds on the day if every affirmation is true.
    curve
        Name of the curve by which it ages, empty where it does not; ``shares`` are its chances
        after 1, 2, 5, 10 and 20 years.
    one_more
        The likelihood with one more sighting on the day itself, of another origin, graded B2.
    sightings
        Claims in the order of their first days; those that rule the day out among them.
    over_time
        Days and the likelihood on each, from before the first sighting until after the last.
    """

    type: str
    start: str
    end: str
    text: str
    likelihood: float
    truth: float
    denied: float
    lasts: float
    curve: str
    shares: tuple[tuple[int, float], ...]
    one_more: float
    sightings: tuple[Sighting, ...]
    over_time: tuple[tuple[date, float], ...]
    evidence: Evidence


@dataclass(frozen=True)
class Statements:
    """All statements between two entities, the likeliest first."""

    asked: AsOf
    start: str
    end: str
    statements: tuple[Statement, ...]

    def to_frame(self) -> pd.DataFrame:
        """Give one line a sighting, with the likelihood of its statement."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"type": one.type, "statement": one.text, "likelihood": one.likelihood, **asdict(s)}
                for one in self.statements
                for s in one.sightings
            ]
        )

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": self.asked.document(),
            "start": self.start,
            "end": self.end,
            "statements": [
                {**asdict(replace(one, evidence=None)), "evidence": one.evidence.document()}  # type: ignore[arg-type]
                for one in self.statements
            ],
        }


def statements_between(graph: Graph, start: str, end: str, asked: AsOf) -> Statements:
    """Explain how likely each statement between two entities is on a day.

    Parameters
    ----------
    start, end
        Ids of the two, whichever way round.
    asked
        The day (today, if none) and the other limits.

    Raises
    ------
    UnknownNameError
        No claim is about the two.

    Examples
    --------
    >>> found = statements_between(
    ...     graph, "state/iran", "organization/hezbollah", AsOf(date(2020, 1, 2))
    ... )  # doctest: +SKIP
    >>> found.statements[0].likelihood > 0.95  # doctest: +SKIP
    True
    """
    dated = asked.dated()
    return graph.consistent(lambda opened: _between(opened, start, end, dated))


def _between(graph: Graph, start: str, end: str, asked: AsOf) -> Statements:
    limits = {"known_by": asked.known_by, "datasets": list(asked.datasets)}
    rows = graph.read("analytics/everyday/between", one=start, other=end, **limits)
    if not rows:
        raise UnknownNameError(f"no claim within these limits is about both {start} and {end}")
    found = reading(graph, asked, rows)
    lifetimes = read_lifetimes(graph, known_by=asked.known_by, datasets=asked.datasets)
    by_statement: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for one in found.said:
        by_statement[one.claim.type, one.claim.start, one.claim.end].append(one.claim)
    every = (_explained(group, found, lifetimes, asked.day) for group in by_statement.values())
    ordered = sorted(every, key=lambda one: (-one.likelihood, one.type, one.start))
    return Statements(asked, start, end, tuple(ordered))


def _explained(
    group: Sequence[Claim], found: Reading, lifetimes: Lifetimes, day: date
) -> Statement:
    claims = on_day(group, day, lifetimes)
    chance = likelihood_of(claims)
    affirming = [claim for claim in claims if claim.stance == AFFIRMS]
    first = group[0]
    curve = first.curve
    return Statement(
        type=first.type,
        start=first.start,
        end=first.end,
        text=sentence(first),
        likelihood=chance,
        truth=any_true((claim, claim.confidence) for claim in affirming),
        denied=any_true((one, one.confidence) for one in claims if one.stance == DENIES),
        lasts=lasts_together(
            affirming[0].curve if affirming else None,
            frozenset(claim.observation for claim in affirming),
        ),
        curve=curve.name if curve else "",
        shares=tuple((n, curve.forward.chance(n * _YEAR)) for n in (1, 2, 5, 10, 20))
        if curve
        else (),
        one_more=likelihood_of([*claims, _one_more(first, day)]),
        sightings=tuple(_sightings(group, found, day)),
        over_time=tuple((d, likelihood_of(on_day(group, d, lifetimes))) for d in _days(group)),
        evidence=replace(found.evidence(claims or group), likelihood=chance, certain=None),
    )


def _one_more(like: Claim, day: date) -> Claim:
    """Make the claim of one more origin that saw it on the day."""
    seen = {
        "possible_from": ALWAYS,
        "possible_until": NEVER,
        "certain_from": day,
        "certain_until": shifted(day, 1),
    }
    return replace(
        like,
        claim_id="one more",
        stance=AFFIRMS,
        origins=("one more",),
        confidence=confidence(*ONE_MORE),
        properties={**like.properties, **seen, "pooled": None},
        at=day,
        ruled_out=0.0,
    )


def _sightings(group: Sequence[Claim], found: Reading, day: date) -> Iterator[Sighting]:
    for claim in sorted(group, key=lambda one: (day_of(one, "certain_from"), one.claim_id)):
        first = day_of(claim, "certain_from")
        last = max(first, shifted(day_of(claim, "certain_until"), -1))
        away = max((first - day).days, (day - last).days, 0)
        yield Sighting(
            claim=claim.claim_id,
            stance=claim.stance,
            first=first,
            last=last,
            starts=str(claim.properties.get("valid_from") or ""),
            ends=str(claim.properties.get("valid_to") or ""),
            days_off=away,
            grade=f"{claim.reliability}{claim.credibility}",
            chance=claim.confidence,
            origins=claim.origins,
            speaker=found.evidence([claim]).witnesses[0].speaker,
        )


def _days(group: Sequence[Claim]) -> list[date]:
    """Spread days over the time that claims speak of; each first and last sighting is one."""
    seen = {day_of(claim, "certain_from") for claim in group}
    seen |= {shifted(day_of(claim, "certain_until"), -1) for claim in group}
    stated = {
        day_of(claim, name) for claim in group for name in ("possible_from", "possible_until")
    }
    seen |= {day for day in stated if ALWAYS < day < NEVER}
    low, high = shifted(min(seen), -_MARGIN), shifted(max(seen), _MARGIN)
    step = max(1, (high - low).days // _POINTS)
    spread = {shifted(low, step * place) for place in range((high - low).days // step + 1)}
    around = {shifted(day, off) for day in seen for off in (-1, 0, 1)}
    return sorted(spread | around)
