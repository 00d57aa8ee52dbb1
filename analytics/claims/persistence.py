"""The chance that a relationship still holds some days after, or before, it was seen.

``tools.fit_persistence`` estimates the curves (docs/persistence.md):
``analytics/claims/persistence.csv``.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from analytics.claims.silence import after_silence

DIRECTIONS = ("forward", "backward", "between")
POOLED = "pooled"


def _rows(name: str) -> list[list[str]]:
    with files("analytics.claims").joinpath(name).open(encoding="utf-8") as stream:
        return list(csv.reader(stream))[1:]


CURVE_NAMES: Mapping[str, str] = MappingProxyType(
    {name: curve for name, curve, _ in _rows("persistence_types.csv") if curve}
)
"""Type that ages → name of its curve. Every type of the model is here or in :data:`AGELESS`."""

AGELESS = frozenset(name for name, curve, _ in _rows("persistence_types.csv") if not curve)
"""Types that do not age: acts, events, geography, and what a post or a name is by definition."""

_Numbers = NDArray[np.float64]
_MONTHS = 60 * 12 + 1


@dataclass(frozen=True, eq=False)
class Curve:
    """One direction of a curve: points from 0 to 60 years; arrays of one length.

    ``days`` rise from 0; ``values`` (the chances) and the 90% bounds ``low`` and ``high`` lie in
    0..1, are 1 at 0 days and never rise; ``cases`` is 0 where a point is extrapolated. Beyond the
    last point everything stays as it is there.
    """

    days: _Numbers
    values: _Numbers
    low: _Numbers
    high: _Numbers
    cases: _Numbers

    def chance(self, days: float, seen_per_year: float = 0) -> float:
        """Give the chance at a distance in days; ``ValueError`` if negative or not a number."""
        if math.isnan(days) or days < 0:
            raise ValueError(f"a distance of {days} days: it must be 0 or more")
        return float(self.chances(np.array(days), seen_per_year))

    def chances(self, days: _Numbers, seen_per_year: float = 0) -> _Numbers:
        """Give the chances at distances of any shape; NaN where the distance is NaN.

        With ``seen_per_year``, given that it was not seen in all that time, though it is seen so
        often a year while it holds (:mod:`analytics.claims.silence`).
        """
        if not seen_per_year:
            return np.interp(days, self.days, self.values)
        months = np.linspace(0, self.days[-1], _MONTHS)
        plain = np.interp(months, self.days, self.values)
        return np.interp(days, months, after_silence(months, plain, seen_per_year))

    def interval(self, days: float) -> tuple[float, float]:
        """Give the bounds of the 90% interval at a distance in days."""
        low, high = (np.interp(days, self.days, bound) for bound in (self.low, self.high))
        return float(low), float(high)

    def is_extrapolated(self, days: float) -> bool:
        """Whether a distance lies beyond the last one at which the curve was measured."""
        return days > float(self.days[self.cases > 0].max(initial=0))


@dataclass(frozen=True, eq=False)
class Persistence:
    """A curve in its three directions."""

    name: str
    forward: Curve
    backward: Curve
    between: Curve

    @property
    def is_pooled(self) -> bool:
        """Whether it is the curve of all types with too few dated ends of their own."""
        return self.name == POOLED


@cache
def persistence_curves() -> Mapping[str, Persistence]:
    """Read the table: name → curve."""
    rows: defaultdict[str, list[list[float]]] = defaultdict(list)
    for name, direction, *numbers in _rows("persistence.csv"):
        rows[f"{name} {direction}"].append([float(number) for number in numbers])
    curves = {key: Curve(*np.array(table).T) for key, table in rows.items()}
    names = dict.fromkeys(key.split()[0] for key in curves)
    return MappingProxyType(
        {name: Persistence(name, *(curves[f"{name} {d}"] for d in DIRECTIONS)) for name in names}
    )


def curve_of(
    relationship_type: str, properties: Mapping[str, object] | None = None
) -> Persistence | None:
    """Give the curve of a type of relationship; ``None`` where it does not age.

    Parameters
    ----------
    properties
        Those of the claim, as far as the curve depends on them: ``kind`` of a ``TIED_TO`` (kinship
        does not age), and ``start_label`` of a ``COMMANDS`` (a person's command ages like a post).

    Raises
    ------
    KeyError
        The model has no such type.

    Examples
    --------
    >>> curve_of("SPONSORS").name, curve_of("TIED_TO", {"kind": "kinship"})
    ('support', None)
    """
    said = properties or {}
    if relationship_type == "TIED_TO" and said.get("kind") == "kinship":
        return None
    if relationship_type == "COMMANDS" and said.get("start_label") == "Person":
        return persistence_curves()["posts"]
    if relationship_type in AGELESS:
        return None
    return persistence_curves()[CURVE_NAMES[relationship_type]]


def chance_held(
    relationship_type: str,
    since_last: float | None,
    until_next: float | None,
    properties: Mapping[str, object] | None = None,
    seen_per_year: float = 0,
) -> float:
    """Give the chance, 0..1, that a relationship held on a day, from its nearest sightings.

    The greatest of what they say: still so after the last, already so before the next, so all the
    while between the two. A relationship that does not age holds once it was seen.

    Parameters
    ----------
    since_last, until_next
        Days from the last sighting before, and to the next one after; ``None`` where there is none.
    seen_per_year
        How often it is seen while it holds; 0 says that nobody looked, so silence means nothing.

    Raises
    ------
    ValueError
        There is no sighting; a distance or the rate is negative or not a number.

    Examples
    --------
    >>> late, both = chance_held("SPONSORS", 1000, None), chance_held("SPONSORS", 1000, 7)
    >>> round(late, 1), both > 0.95, chance_held("FOUNDED", None, 4000)
    (0.7, True, 1.0)
    """
    given = [days for days in (since_last, until_next) if days is not None]
    if not given or not all(0 <= number < math.inf for number in (*given, seen_per_year)):
        raise ValueError(
            f"sightings {given} days away, {seen_per_year} a year: give at least one, all 0 or more"
        )
    curve = curve_of(relationship_type, properties)
    if curve is None:
        return 1.0
    chances = [curve.between.chance(sum(given))] if len(given) > 1 else []
    if since_last is not None:
        chances.append(curve.forward.chance(since_last, seen_per_year))
    if until_next is not None:
        chances.append(curve.backward.chance(until_next, seen_per_year))
    return max(chances)
