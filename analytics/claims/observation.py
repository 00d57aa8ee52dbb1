"""How a claim, taken as true, bears on one day, and what rules it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf, prod
from typing import Literal

from graphdb.validtime import ALWAYS, NEVER, parse_date, shifted


@dataclass(frozen=True)
class Observation:
    """How a claim bears on one day, taken as true.

    Parameters
    ----------
    covered
        The chance, 0..1, that its own dates cover the day: 1 where it was seen or is stated to
        hold, less where a start or end of low precision may lie on either side.
    since
        Days since it was last seen, ``inf`` where it was not seen before the day.
    until
        Days until it is first seen, ``inf`` where it is not seen after the day.
    share
        Its part in what the source says of several supporters without telling them apart, 0..1;
        else 1.
    """

    covered: float = 0.0
    since: float = inf
    until: float = inf
    share: float = 1.0


AT_ANY_TIME = Observation(covered=1.0)
"""How a claim bears on a question about no day in particular."""


def observed(properties: Mapping[str, object], day: date, ruled_out: float = 0.0) -> Observation:
    """Tell how a claim bears on a day on which it may hold by its own dates.

    Parameters
    ----------
    properties
        The claim's, of which the four bounds, ``pooled``, ``alternatives`` and ``last_seen``
        count.
    ruled_out
        The chance that a start or end which another claim states lies in between: 0..1.

    Examples
    --------
    >>> bounds = {"possible_from": ALWAYS, "certain_from": date(2017, 1, 1),
    ...           "certain_until": date(2018, 1, 1), "possible_until": NEVER}
    >>> observed(bounds, date(2017, 6, 1)).covered, observed(bounds, date(2018, 1, 31)).since
    (1.0, 31.0)
    """
    first, last = bound(properties, "certain_from"), shifted(bound(properties, "certain_until"), -1)
    starts, ends = bound(properties, "possible_from"), bound(properties, "possible_until")
    pooled = bool(properties.get("pooled"))
    if pooled and properties.get("last_seen"):
        last = max(last, parse_date(str(properties["last_seen"])).earliest)
    last = max(first, last) if ends == NEVER else last
    share = _share(properties) if pooled else 1.0
    begun = _begun(starts, first, day)
    if begun is None:
        return Observation(until=float((first - day).days), share=share * (1 - ruled_out))
    if ends == NEVER and day > last:
        return Observation(since=float((day - last).days), share=share * begun * (1 - ruled_out))
    return Observation(covered=begun * _not_ended(last, ends, day), share=share)


@dataclass(frozen=True)
class StatedBounds:
    """A start or an end that a claim states, of a statement that others only saw.

    ``starts`` and ``ends`` are the first day that the start and the last that the end can mean;
    ``confidence`` (0..1) is that of the claim.
    """

    starts: date
    ends: date
    confidence: float

    def rules_out(self, seen: Mapping[str, object], day: date) -> bool:
        """Whether, if it is true, what another claim saw later or earlier says nothing of a day.

        Parameters
        ----------
        seen
            Bounds of the other claim.
        """
        first = bound(seen, "certain_from")
        last = shifted(bound(seen, "certain_until"), -1)
        begins_between = self.starts > ALWAYS and day < self.starts <= first
        return begins_between or (last < self.ends <= day and last < day)


def ruled_out(seen: Mapping[str, object], day: date, stated: Iterable[StatedBounds]) -> float:
    """Give the chance that a stated start or end lies between a day and what a claim saw: 0..1."""
    return 1 - prod(1 - one.confidence for one in stated if one.rules_out(seen, day))


def _begun(starts: date, first: date, day: date) -> float | None:
    """Give the chance that it has begun; ``None`` before the first sighting without a start."""
    if day >= first:
        return 1.0
    if starts == ALWAYS:
        return None
    return max(0.0, ((day - starts).days + 1) / ((first - starts).days + 1))


def _not_ended(last: date, ends: date, day: date) -> float:
    if day <= last or ends == NEVER:
        return 1.0
    return max(0.0, (ends - day).days / (ends - last).days)


def _share(properties: Mapping[str, object]) -> float:
    named = properties.get("alternatives")
    return 1 / max(2, len(named) if isinstance(named, list | tuple) else 0)


def bound(properties: Mapping[str, object], name: str) -> date:
    """Read one of the four bounds of a claim from its properties, such as ``possible_from``."""
    value = properties[name]
    assert isinstance(value, date)  # noqa: S101 - the loader writes it with every claim
    return value


def within(
    properties: Mapping[str, object], how: Literal["possible", "certain"], day: date
) -> bool:
    """Whether a claim possibly, or certainly, holds on a day by its own dates."""
    return bound(properties, f"{how}_from") <= day < bound(properties, f"{how}_until")
