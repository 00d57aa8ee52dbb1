"""Tenures: spells with a stated start, of which some were seen to end and others run on unseen.

Their lengths give a survival function (Kaplan and Meier), which counts spells whose end nobody
states for as long as they were seen. A sighting of unknown age falls at a random moment of a spell,
more often of a long one, so what remains after it is the residual life.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphdb.validtime import ONGOING, parse_date
from loaders.records import ClaimRecord
from tools.persistence.fitting import DRAWS, GRID, YEAR, Counts, Fit, Numbers, bounded, unit_weights

LEAST_AT_RISK = 5
"""The survival function is followed while so many spells are still under observation."""

PRIOR_ENDS = 2.0
"""Weight of the overall rate in that of late ages, in ends."""

SLACK = 31.0
"""Days by which spells may lie apart and count as one: dates of months are their midpoints."""

BETWEEN_YEARS = (1, 2, 3, 5, 7, 10, 15, 20)
_MONTH = YEAR / 12


@dataclass(frozen=True)
class Spell:
    """One holder's time: from a stated start to its end, or to when it was last seen.

    ``pair`` is what was held by whom, ``unit`` the organization and ``source`` the dataset that are
    resampled; days are ordinals, the middle of dates that are less precise.
    """

    source: str

    unit: str
    pair: tuple[str, str]
    start: float
    until: float
    ended: bool

    @property
    def days(self) -> float:
        """How long it was observed; at least a day."""
        return max(self.until - self.start, 1.0)


def spells(claims: Iterable[ClaimRecord], units: dict[str, str]) -> list[Spell]:
    """Join claims of the same start and end into spells; those without a stated start are dropped.

    Parameters
    ----------
    units
        Id of the claim's end → organization; where it has none, the start of the claim is the unit.
    """
    by_pair: defaultdict[tuple[str, str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        if claim.properties["stance"] == "affirms":
            by_pair[str(claim.properties["dataset"]), claim.start, claim.end].append(claim)
    return [
        spell
        for (source, *pair), found in sorted(by_pair.items())
        for spell in _joined(source, units.get(pair[1], pair[0]), (pair[0], pair[1]), found)
    ]


def _joined(
    source: str, unit: str, pair: tuple[str, str], claims: Sequence[ClaimRecord]
) -> list[Spell]:
    stated, others = [], []
    for claim in claims:
        start, end, seen = _dates(claim)
        if start is not None and (end is None or end >= start - SLACK):
            until = end if end is not None else max([start, *seen])
            stated.append(Spell(source, unit, pair, start, until, end is not None))
        elif start is None and (end is not None or seen):
            others.append((end, seen))
    joined: list[Spell] = []
    for spell in sorted(stated, key=lambda one: one.start):
        if joined and (not joined[-1].ended or spell.start <= joined[-1].until + SLACK):
            joined[-1] = _extended(joined[-1], spell.until, spell.ended)
        else:
            joined.append(spell)
    for end, seen in others:
        _attach(joined, end, seen)
    return joined


def _attach(joined: list[Spell], end: float | None, seen: list[float]) -> None:
    """Let a claim without a start prolong the last spell that began before it."""
    day = end if end is not None else max(seen)
    places = [place for place, spell in enumerate(joined) if spell.start <= day]
    if places and (not joined[places[-1]].ended or day <= joined[places[-1]].until + SLACK):
        joined[places[-1]] = _extended(joined[places[-1]], day, end is not None)


def _extended(spell: Spell, until: float, ended: bool) -> Spell:
    if ended == spell.ended:
        return replace(spell, until=max(until, spell.until))
    end = until if ended else spell.until
    return replace(spell, until=end, ended=True)


def _dates(claim: ClaimRecord) -> tuple[float | None, float | None, list[float]]:
    said = claim.properties
    start = _middle(said.get("valid_from"))
    ongoing = said.get("valid_to") == ONGOING
    end = None if ongoing else _middle(said.get("valid_to"))
    days = [_middle(said.get("first_seen")), _middle(said.get("last_seen"))]
    if ongoing:
        days.append(_middle(str(said["reported_on"])))
    return start, end, [day for day in days if day is not None]


def _middle(text: object) -> float | None:
    if not isinstance(text, str) or not text:
        return None
    span = parse_date(text)
    return (span.earliest.toordinal() + span.latest.toordinal()) / 2


def residual(
    days: Numbers,
    ended: NDArray[np.bool_],
    weights: Numbers,
    grid: Numbers,
    least: int = LEAST_AT_RISK,
) -> Numbers:
    """Give the chance that a spell seen at a random moment still runs so many days later.

    With the survival function S of the lengths it is the integral of S from d on, divided by the
    whole integral. S is Kaplan and Meier's while ``least`` spells are at risk; from there on it
    falls at a constant rate, that of the second half of the ages observed (:func:`_late_rate`).

    Parameters
    ----------
    days, ended, weights
        Of each spell: its length, whether it ended then, how often it counts.

    Examples
    --------
    Spells of 100 days each are half over, on average, when they are seen:

    >>> many = np.full(5, 100.0), np.full(5, True), np.ones(5)
    >>> residual(*many, np.array([0, 25, 50, 100.0])).round(2).tolist()
    [1.0, 0.75, 0.5, 0.0]
    """
    order = np.argsort(days, kind="stable")
    days, ended, weights = days[order], ended[order], weights[order]
    at_risk = np.cumsum(weights[::-1])[::-1]
    ages, first = np.unique(days, return_index=True)
    ends = np.add.reduceat(weights * ended, first)
    followed = at_risk[first] >= least
    kept = ages[followed]
    fall = 1 - np.divide(ends, at_risk[first], np.zeros_like(ends), where=at_risk[first] > 0)
    survival = np.cumprod(fall[followed])
    edges = np.concatenate(([0.0], kept))
    steps = np.concatenate(([1.0], survival))
    areas = np.concatenate(([0.0], np.cumsum(steps[:-1] * np.diff(edges))))
    last = edges[-1]
    beyond = steps[-1] / _late_rate(days, ended, weights, last)
    inner = np.interp(grid, edges, areas)
    left = np.where(
        grid <= last,
        areas[-1] - inner + beyond,
        beyond * np.exp(-np.maximum(grid - last, 0) * (steps[-1] / beyond if beyond else 0)),
    )
    return np.asarray(np.clip(left / (areas[-1] + beyond), 0, 1))


def _late_rate(days: Numbers, ended: NDArray[np.bool_], weights: Numbers, last: float) -> float:
    """Give ends a day over the ages from half of the last followed one on.

    Few ends are seen so late, so the rate is drawn towards that of all ages, as if
    :data:`PRIOR_ENDS` more had been seen at it. If nothing ever ended, half an end is taken.
    """
    exposure = max(float(weights @ days), 1.0)
    overall = max(float(weights @ ended), 0.5) / exposure
    late = float(weights @ np.maximum(days - last / 2, 0))
    ends = float(weights @ (ended & (days >= last / 2)))
    return (ends + PRIOR_ENDS) / (late + PRIOR_ENDS / overall)


def fit_residual(found: Sequence[Spell], draws: int = DRAWS, seed: int = 1) -> Fit:
    """Fit the residual life on the grid, with its 90% interval.

    Sources are drawn with replacement, then the units of each: two armies, or two countries, may
    rotate their commanders at very different rates, and the interval should show it.
    """
    days = np.array([spell.days for spell in found])
    ended = np.array([spell.ended for spell in found])
    drawn = [residual(days, ended, weights, GRID) for weights in _samples(found, draws, seed)]
    cases = np.array([(days >= distance).sum() for distance in GRID], dtype=np.float64)
    last = float(np.sort(days)[-LEAST_AT_RISK])
    chance = residual(days, ended, np.ones_like(days), GRID)
    return bounded(chance, np.array(drawn), cases, last, len({spell.unit for spell in found}))


def _samples(found: Sequence[Spell], draws: int, seed: int) -> Numbers:
    """Say how often each spell counts in each of so many samples: shape (draws, spells)."""
    names = sorted({spell.source for spell in found})
    chosen = unit_weights(len(names), draws, seed)
    samples = np.zeros((draws, len(found)))
    for column, name in enumerate(names):
        rows = [row for row, spell in enumerate(found) if spell.source == name]
        units, place = np.unique([found[row].unit for row in rows], return_inverse=True)
        weights = unit_weights(len(units), draws, seed + column + 1)[:, place]
        samples[:, rows] = weights * chosen[:, [column]]
    return samples


def return_counts(found: Iterable[Spell]) -> Counts:
    """Count moments, a month apart, at which the same holder had it then and so long afterwards.

    A hit is the share of the time in between in which he had it too: less than 1 only where he
    left and came back.
    """
    by_unit: defaultdict[str, defaultdict[tuple[str, str], list[Spell]]]
    by_unit = defaultdict(lambda: defaultdict(list))
    for spell in found:
        by_unit[spell.unit][spell.pair].append(spell)
    months = [12 * years for years in BETWEEN_YEARS]
    pairs, hits = np.zeros((2, len(by_unit), len(months)))
    for row, unit in enumerate(sorted(by_unit)):
        for one in by_unit[unit].values():
            held = _months(one)
            sums = np.concatenate(([0.0], np.cumsum(held)))
            for column, gap in enumerate(months):
                both = held[:-gap] * held[gap:]
                inner = (sums[gap + 1 :] - sums[: -gap - 1]) / (gap + 1)
                pairs[row, column] += both.sum()
                hits[row, column] += (both * inner).sum()
    return Counts(YEAR * np.array(BETWEEN_YEARS, dtype=np.float64), pairs, hits)


def _months(found: Sequence[Spell]) -> Numbers:
    begin = min(spell.start for spell in found)
    length = round((max(spell.until for spell in found) - begin) / _MONTH) + 1
    held = np.zeros(length)
    for spell in found:
        held[round((spell.start - begin) / _MONTH) : round((spell.until - begin) / _MONTH) + 1] = 1
    return held
