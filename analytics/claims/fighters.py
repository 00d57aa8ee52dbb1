"""Which estimates of strength count, and which organizations are added up: pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.claims.nesting import Parts, outermost, with_others_within

UMBRELLA = "umbrella"
"""Kind of organization that has no fighters but those of its members."""

DEPLOYED = "deployed"
"""A count of those sent to a place: a part of the group, used only where nothing else is known."""

IMPROBABLE = "5"
"""Credibility of estimates that are left out."""

SPREAD = timedelta(days=365)
"""Estimates observed up to this much further off than the nearest one count beside it."""


@dataclass(frozen=True)
class Sighting:
    """One claim of how many fighters an actor has, and when that was observed."""

    claim: str
    low: int
    high: int
    counts: str
    seen_from: date
    seen_to: date
    places: tuple[str, ...] = ()
    credibility: str = "3"
    speaker: str = ""

    def off(self, day: date) -> timedelta:
        """Time between a day and the observation; none where the day lies within it.

        Examples
        --------
        >>> seen = Sighting("c", 1, 2, "paper", date(2018, 1, 1), date(2018, 12, 31))
        >>> seen.off(date(2019, 1, 2)).days, seen.off(date(2018, 6, 1)).days
        (2, 0)
        """
        return max(self.seen_from - day, day - self.seen_to, timedelta())


@dataclass(frozen=True)
class Count:
    """Fewest and most fighters of one organization, and the sightings behind both."""

    low: int
    high: int
    sightings: tuple[Sighting, ...]


def nearest(
    sightings: Iterable[Sighting], day: date, within: Collection[str], spread: timedelta = SPREAD
) -> Count | None:
    """Take the estimates observed nearest to a day: the least low and the greatest high of them.

    Parameters
    ----------
    sightings
        Estimates of one organization.
    day
        The day asked about.
    within
        Places that lie in the area asked about; an estimate for other places only does not count.
    spread
        How much further off than the nearest an estimate may be.

    Notes
    -----
    Improbable estimates are left out. Estimates of those deployed to some place are used only
    where there are no others.
    """
    fitting = [
        one
        for one in sightings
        if one.credibility != IMPROBABLE and (not one.places or set(one.places) <= set(within))
    ]
    whole = [one for one in fitting if not (one.places and one.counts == DEPLOYED)]
    usable = whole or fitting
    if not usable:
        return None
    limit = min(one.off(day) for one in usable) + spread
    chosen = tuple(one for one in usable if one.off(day) <= limit)
    return Count(min(one.low for one in chosen), max(one.high for one in chosen), chosen)


def leaves(
    groups: Collection[str],
    counts: Mapping[str, Count],
    parts: Parts,
    kinds: Mapping[str, str],
    *,
    umbrellas_first: bool = False,
) -> frozenset[str]:
    """Choose the groups to add up, so that no fighter is counted twice.

    An umbrella counts by its members, and by its own figure only where no member has one. Any
    other organization counts by its own figure, which includes its wings and units, and by
    theirs only where it has none. What lies within something counted is not counted again.

    Parameters
    ----------
    groups
        Those that may count.
    counts
        Estimates by organization.
    parts
        Members, wings, units and fronts by organization.
    kinds
        Kind by organization.
    umbrellas_first
        Count umbrellas by their own figures where they have one.

    Examples
    --------
    >>> counts = {name: Count(low, low, ()) for name, low in {"u": 100, "a": 30, "w": 5}.items()}
    >>> parts, kinds = {"u": {"a", "w"}, "a": {"w"}}, {"u": "umbrella"}
    >>> sorted(leaves(["u", "a", "w"], counts, parts, kinds))
    ['a']
    >>> sorted(leaves(["u", "a", "w"], counts, parts, kinds, umbrellas_first=True))
    ['u']
    """
    own = frozenset(group for group in groups if group in counts)
    if not umbrellas_first:
        covered = with_others_within(own, parts)
        own -= {group for group in covered if kinds.get(group) == UMBRELLA}
    return outermost(own, parts)
