"""Curves from counts: shares by distance, made monotone, with intervals by resampled units.

A *unit* is what is resampled: a recipient of support, an organization, a group. Its own pairs of
sightings resemble one another, so intervals over pairs would be far too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.optimize import isotonic_regression

Numbers = NDArray[np.float64]

YEAR = 365.25
_GRID_YEARS = (0, 1 / 12, 1 / 4, 1 / 2, 1, 1.5, 2, 3, 4, 5, 7, 10, 12, 15, 20, 25, 30, 40, 50, 60)
GRID: Numbers = np.array([round(YEAR * years) for years in _GRID_YEARS], dtype=np.float64)
"""Distances at which curves are given, in days: from 0 to 60 years."""

DRAWS = 1000
LEAST_UNITS = 15
"""A distance counts as measured if so many units have a pair at it."""

_TINY = 1e-6


@dataclass(frozen=True)
class Fit:
    """A curve on the grid: the chance, its 90% interval, and how many cases each point rests on.

    ``cases`` is 0 where the curve is extrapolated. All are arrays of the length of :data:`GRID`.
    """

    chance: Numbers
    low: Numbers
    high: Numbers
    cases: Numbers
    units: int


@dataclass(frozen=True)
class Counts:
    """How many pairs of sightings lie so far apart, and at how many of them it (still) held.

    Attributes
    ----------
    days
        Distances, increasing, length K.
    pairs, hits
        One row a unit, one column a distance: shape (units, K). Hits may be fractions.
    """

    days: Numbers
    pairs: Numbers
    hits: Numbers

    @property
    def shares(self) -> Numbers:
        """The share of pairs at which it held, by distance; NaN where there are none."""
        pairs = self.pairs.sum(axis=0)
        empty = np.full_like(pairs, np.nan)
        shares: Numbers = np.divide(self.hits.sum(axis=0), pairs, empty, where=pairs > 0)
        return shares

    def measured(self, least: int = LEAST_UNITS) -> Counts:
        """Keep the distances up to the first at which fewer units than ``least`` have a pair."""
        enough = (self.pairs > 0).sum(axis=0) >= least
        kept = int(np.argmin(enough)) if not enough.all() else len(enough)
        return Counts(self.days[:kept], self.pairs[:, :kept], self.hits[:, :kept])

    def of(self, units: NDArray[np.bool_]) -> Counts:
        """Keep some of the units."""
        return Counts(self.days, self.pairs[units], self.hits[units])


def monotone(shares: Numbers, weights: Numbers) -> Numbers:
    """Give the non-increasing sequence that lies nearest to shares (isotonic regression).

    >>> monotone(np.array([0.8, 0.6, 0.7]), np.array([1.0, 1.0, 1.0])).round(2).tolist()
    [0.8, 0.65, 0.65]
    """
    if not len(shares):
        return shares
    fitted: Numbers = isotonic_regression(shares, weights=weights, increasing=False).x
    return np.clip(fitted, 0, 1)


def on_grid(days: Numbers, chances: Numbers, grid: Numbers = GRID) -> Numbers:
    """Draw a curve through chances, from 1 at distance 0.

    The cumulative hazard, minus the logarithm of the chance, runs through the points as a monotone
    cubic (PCHIP) in days. Beyond the last it goes on as a line, with the mean slope that it has
    over the second half of the distances measured: the last segment alone is often one level step.

    >>> half = on_grid(np.array([100.0, 200.0]), np.array([0.5, 0.25]), np.array([0, 50, 300.0]))
    >>> half.round(3).tolist()
    [1.0, 0.707, 0.125]
    """
    if not len(days):
        return np.ones_like(grid)
    at = np.concatenate(([0.0], days))
    hazard = np.concatenate(([0.0], -np.log(np.clip(chances, _TINY, 1))))
    curve = PchipInterpolator(at, np.maximum.accumulate(hazard))
    last = at[-1]
    slope = (curve(last) - curve(last / 2)) / (last / 2)
    drawn: Numbers = np.exp(-curve(np.minimum(grid, last)) - slope * np.maximum(grid - last, 0))
    return drawn


def fitted(counts: Counts) -> Numbers:
    """Fit one curve to counts, on the grid."""
    pairs = counts.pairs.sum(axis=0)
    has = pairs > 0
    shares = monotone(counts.shares[has], pairs[has])
    return on_grid(counts.days[has], shares)


def fit_counts(counts: Counts, draws: int = DRAWS, seed: int = 1, least: int = LEAST_UNITS) -> Fit:
    """Fit a curve with its 90% interval: units drawn with replacement, the curve fitted anew."""
    kept = counts.measured(least)
    weights = unit_weights(len(kept.pairs), draws, seed)
    pairs, hits = weights @ kept.pairs, weights @ kept.hits
    drawn = [
        fitted(Counts(kept.days, one[None, :], other[None, :]))
        for one, other in zip(pairs, hits, strict=True)
    ]
    last = kept.days[-1] if len(kept.days) else 0.0
    cases = np.interp(GRID, kept.days, kept.pairs.sum(axis=0)) if last else np.zeros_like(GRID)
    units = int((kept.pairs.sum(axis=1) > 0).sum())
    return bounded(fitted(kept), np.array(drawn), cases, last, units)


def unit_weights(units: int, draws: int, seed: int) -> Numbers:
    """Say how often each unit is drawn in each of so many samples: shape (draws, units)."""
    random = np.random.default_rng(seed)
    return random.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)


def bounded(chance: Numbers, drawn: Numbers, cases: Numbers, last: float, units: int) -> Fit:
    """Put an interval round a curve.

    Parameters
    ----------
    drawn
        Curves of the samples: shape (draws, grid).
    last
        The last distance measured, in days. Beyond it cases are 0, and the upper bound stays where
        it was there: nothing was seen to end.
    """
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0)
    # A knot that is a fraction of a day beyond a rounded point of the grid still measures it.
    is_measured = last + 1 >= GRID
    at_last = high[is_measured][-1]
    high = np.where(is_measured, high, at_last)
    low, high = np.minimum(low, chance), np.maximum(high, chance)
    low, high = np.minimum.accumulate(low), np.minimum.accumulate(high)
    return Fit(chance, low, high, np.where(is_measured, np.round(cases), 0), units)
