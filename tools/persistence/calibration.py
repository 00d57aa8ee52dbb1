"""Are the chances right? Curves of one half of UCDP's recipients predict the other half's years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import curve_fit

from analytics.claims.persistence import DIRECTIONS
from analytics.claims.silence import after_silence
from tools.persistence.fitting import (
    GRID,
    YEAR,
    Counts,
    Numbers,
    fit_counts,
    fitted,
    unit_weights,
)
from tools.persistence.support import Support, later, support_counts, within

MOST_YEARS = 20
SPLITS = 100
_DRAWS = 200
_BINS = np.linspace(0, 1, 11)


@dataclass(frozen=True)
class Score:
    """How well one direction was predicted in the half that was held out.

    Attributes
    ----------
    cases, brier
        How many predictions, and the mean of their squared errors: 0 is best.
    always
        The same of "once seen, always true".
    cut_off, by_cut_off
        The best single age in years of the training half, and the score of "true up to it".
    said, held, number
        Reliability: the mean chance given, the share that held, and the predictions, by tenths.
    """

    direction: str
    cases: int
    brier: float
    always: float
    cut_off: int
    by_cut_off: float
    said: Numbers
    held: Numbers
    number: Numbers


@dataclass(frozen=True)
class Coverage:
    """How often 90% intervals of one half hold the share of the other, over many splits.

    ``alone`` is without, ``with_test`` with the other half's own sampling error, which is as large.
    """

    direction: str
    points: int
    alone: float
    with_test: float


def in_training(recipient: str, salt: str = "") -> bool:
    """Whether a recipient is in the half that curves are fitted on, by a hash of its id."""
    return blake2b(f"{salt}{recipient}".encode(), digest_size=1).digest()[0] % 2 == 0


def halves(support: Support, salt: str = "") -> NDArray[np.bool_]:
    """Say of each recipient, in order, whether it is in the training half."""
    return np.array([in_training(one, salt) for one in support.recipients])


def scores(support: Support) -> list[Score]:
    """Fit each direction on the training half and score it on the other."""
    half = halves(support)
    found = []
    for direction, counts in support_counts(support).items():
        curve = fitted(counts.of(half).measured())
        every = _every_year(support, direction)
        found.append(_score(direction, curve, every.of(half), every.of(~half)))
    return found


def _every_year(support: Support, direction: str) -> Counts:
    first = 2 if direction == "between" else 1
    years = range(first, MOST_YEARS + 1)
    count: dict[str, Callable[[str, int], tuple[int, int]]] = {
        "forward": lambda one, k: later(support, one, k),
        "backward": lambda one, k: later(support, one, -k),
        "between": lambda one, k: within(support, one, k),
    }
    found = [[count[direction](one, k) for k in years] for one in support.recipients]
    table = np.array(found, dtype=np.float64)
    return Counts(YEAR * np.array(years, dtype=np.float64), table[..., 0], table[..., 1])


def _score(direction: str, curve: Numbers, train: Counts, test: Counts) -> Score:
    said = np.interp(test.days, GRID, curve)
    pairs, hits = test.pairs.sum(axis=0), test.hits.sum(axis=0)
    old_pairs, old_hits = train.pairs.sum(axis=0), train.hits.sum(axis=0)
    ages = range(len(test.days) + 1)
    best = min(ages, key=lambda age: _wrong(age, old_pairs, old_hits))
    bins = np.digitize(said, _BINS[1:-1])
    table = _binned(bins, said * pairs, hits, pairs)
    cases = pairs.sum()
    return Score(
        direction,
        int(cases),
        float((pairs * said**2 - 2 * said * hits + hits).sum() / cases),
        float((pairs - hits).sum() / cases),
        round(test.days[best - 1] / YEAR) if best else 0,
        _wrong(best, pairs, hits) / float(cases),
        *table,
    )


def _wrong(age: int, pairs: Numbers, hits: Numbers) -> float:
    """Count what "true up to this age" gets wrong; the age as a number of distances."""
    return float((pairs - hits)[:age].sum() + hits[age:].sum())


def coverage(support: Support, splits: int = SPLITS) -> list[Coverage]:
    """Count, over many splits into halves, how often the intervals hold the other half's shares."""
    found = []
    counts = support_counts(support)
    for direction in DIRECTIONS:
        inside: list[NDArray[np.bool_]] = []
        for split in range(splits):
            half = halves(support, f"{split}/")
            inside.append(_inside(counts[direction].of(half), counts[direction].of(~half), split))
        alone, both = np.concatenate(inside, axis=1)
        found.append(Coverage(direction, alone.size, float(alone.mean()), float(both.mean())))
    return found


def _inside(train: Counts, test: Counts, seed: int) -> NDArray[np.bool_]:
    fit = fit_counts(train, _DRAWS, seed)
    days = train.measured().days
    days = days[days <= test.measured().days[-1]]
    test = Counts(days, test.pairs[:, : len(days)], test.hits[:, : len(days)])
    weights = unit_weights(len(test.pairs), _DRAWS, seed + SPLITS)
    drawn = (weights @ test.hits) / (weights @ test.pairs)
    own_low, own_high = np.quantile(drawn, (0.05, 0.95), axis=0)
    low, said, high = (np.interp(days, GRID, one) for one in (fit.low, fit.chance, fit.high))
    share = test.shares
    below, above = np.hypot(said - low, own_high - share), np.hypot(high - said, share - own_low)
    return np.array(
        [
            (low <= share) & (share <= high),
            (said - below <= share) & (share <= said + above),
        ]
    )


def scattered(support: Support, kept: float, *, silence: bool = False) -> Score:
    """Predict years from a few sightings strewn over time, as a graph has them.

    Of the years of support a share ``kept``, chosen by hash, counts as seen; every other coded year
    of the recipient is predicted from the nearest sightings on either side, by the greatest of the
    three chances. The cut-off is the distance from the nearest sighting. With ``silence`` the
    chances before and after take into account that nothing was seen in between.
    """
    half = halves(support)
    curves = {
        direction: fitted(counts.of(half).measured())
        for direction, counts in support_counts(support).items()
    }
    train, test = _split(support)
    since, until, held = _strewn(support, test, kept)
    per_year = -np.log1p(-kept) if silence else 0.0
    said = greatest(curves, YEAR * since, YEAR * until, per_year)
    errors = float(((said - held) ** 2).mean())
    ages = range(MOST_YEARS + 1)
    *old, old_held = _strewn(support, train, kept)
    near, old_near = np.fmin(since, until), np.fmin(*old)
    best = min(ages, key=lambda age: float(((old_near <= age) != old_held).mean()))
    by_cut_off = float(((near <= best) != held).mean())
    bins = np.digitize(said, _BINS[1:-1])
    table = _binned(bins, said, held.astype(np.float64), np.ones_like(said))
    always = float((~held).mean())
    return Score("scattered", len(held), errors, always, best, by_cut_off, *table)


def _strewn(
    support: Support, recipients: Sequence[str], kept: float
) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
    """Give years since the last sighting, until the next (NaN: none), and whether it held."""
    rows: list[tuple[float, float, bool]] = []
    for recipient in recipients:
        for supporter, years in support.given[recipient].items():
            seen = {year for year in years if _is_kept(recipient, supporter, year, kept)}
            for year in sorted(support.coded[recipient] - seen) if seen else ():
                since = min((year - one for one in seen if one < year), default=np.nan)
                until = min((one - year for one in seen if one > year), default=np.nan)
                rows.append((since, until, year in years))
    since, until, held = np.array(rows, dtype=np.float64).T
    return since, until, held > 0


def greatest(
    curves: Mapping[str, Numbers], since: Numbers, until: Numbers, seen_per_year: float = 0
) -> Numbers:
    """Give the greatest of the three chances, elementwise; NaN stands for no sighting."""
    months = np.arange(0, GRID[-1], YEAR / 12)
    chances = []
    for name, days in (("forward", since), ("backward", until), ("between", since + until)):
        rate = 0 if name == "between" else seen_per_year
        curve = after_silence(months, np.interp(months, GRID, curves[name]), rate)
        chances.append(np.interp(days, months, curve))
    return np.asarray(np.nanmax(chances, axis=0))


def _is_kept(recipient: str, supporter: str, year: int, kept: float) -> bool:
    digest = blake2b(f"{recipient}/{supporter}/{year}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) < kept * 2**32


def _split(support: Support) -> tuple[list[str], list[str]]:
    names = support.recipients
    return [one for one in names if in_training(one)], [
        one for one in names if not in_training(one)
    ]


def _binned(
    bins: NDArray[np.int64], said: Numbers, held: Numbers, number: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Give the mean chance, the share that held, and the number, by tenths."""
    sums = [
        np.bincount(bins, one, len(_BINS) - 1).astype(np.float64) for one in (said, held, number)
    ]
    with np.errstate(invalid="ignore"):
        return sums[0] / sums[2], sums[1] / sums[2], sums[2]


def alternatives(support: Support) -> dict[str, float]:
    """Score other forms of the forward curve on the half held out: name → Brier score."""
    half = halves(support)
    every = _every_year(support, "forward")
    train, test = every.of(half), every.of(~half)
    pairs, hits = test.pairs.sum(axis=0), test.hits.sum(axis=0)
    years = train.days / YEAR
    found = {}
    spread = 1 / np.sqrt(train.pairs.sum(axis=0))
    for name, (form, start) in _FORMS.items():
        best, _ = curve_fit(form, years, train.shares, start, spread, bounds=(0, np.inf))
        said = np.clip(form(years, *best), 0, 1)
        found[name] = float((pairs * said**2 - 2 * said * hits + hits).sum() / pairs.sum())
    return found


def _exponential(years: Numbers, rate: float) -> Numbers:
    return np.asarray(np.exp(-rate * years))


def _mixture(years: Numbers, floor: float, part: float, fast: float, slow: float) -> Numbers:
    part, floor = min(part, 1.0), min(floor, 1.0)
    falling = part * np.exp(-fast * years) + (1 - part) * np.exp(-slow * years)
    return np.asarray(floor + (1 - floor) * falling)


_FORMS: dict[str, tuple[Callable[..., Numbers], tuple[float, ...]]] = {
    "one exponential": (_exponential, (0.1,)),
    "two exponentials and a floor": (_mixture, (0.1, 0.3, 1.0, 0.1)),
}


def summary(found: Sequence[Score]) -> list[str]:
    """Say the scores in lines, for the terminal."""
    return [
        f"{one.direction}: {one.cases:,} predictions, Brier {one.brier:.3f}; always "
        f"{one.always:.3f}; cut-off at {one.cut_off} years {one.by_cut_off:.3f}"
        for one in found
    ]
