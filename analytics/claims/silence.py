"""What it means that nobody saw something for a time, if it is usually seen now and then."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[np.float64]

YEAR = 365.25


def after_silence(days: _Numbers, chances: _Numbers, seen_per_year: float) -> _Numbers:
    """Turn the chances that something still holds into those given that it was not seen since.

    While it holds it is seen at random, so often a year; once it has ended it is not seen. By
    Bayes' rule the chance is F·e⁻ʳᵈ / (F·e⁻ʳᵈ + ∫ e⁻ʳᵗ dE(t)), with F the chance without looking,
    and E = 1 - F, that it had ended by t. Returns are left out of account.

    Parameters
    ----------
    days, chances
        Points of a curve: days rise from 0, chances fall from 1. The closer the points, the more
        exact; the same shape.
    seen_per_year
        0 or more; at 0 the chances stay as they are, for silence then says nothing.

    Returns
    -------
    array
        Of the same shape, in 0..1, 1 at 0 days; it never rises with days nor with the rate.

    Examples
    --------
    >>> far, still = np.array([0.0, 365.25]), np.array([1.0, 0.5])
    >>> after_silence(far, still, 0).tolist(), after_silence(far, still, 2).round(2).tolist()
    ([1.0, 0.5], [1.0, 0.27])
    """
    years = days / YEAR
    middle = (years[1:] + years[:-1]) / 2
    ended = np.exp(-seen_per_year * middle) * -np.diff(chances)
    silent = np.concatenate(([0.0], np.cumsum(ended)))
    held = chances * np.exp(-seen_per_year * years)
    return np.divide(held, held + silent, np.zeros_like(held), where=held > 0)
