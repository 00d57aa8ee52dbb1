"""What a corridor comes to, in sentences never more confident than the claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.territory.corridor_result import Corridor
    from analytics.territory.odds import Likelihood

ASSUMED = (
    "A claim on a country fills none of its divisions, and what nobody reported may still be so. "
    "Bands: the odds of every grade halved and doubled."
)


def explain(found: Corridor) -> tuple[str, ...]:
    """Say whether the corridor is open, how likely that is, and what it hangs on."""
    if found.verdict == "no way":
        return (f"No borders on record lead from {found.start} to {found.end}.",)
    told = [_silence(found), _opening(found), _gaps(found), _chance(found)]
    told += [_contested(found), _bottlenecks(found)]
    return tuple(sentence for sentence in told if sentence)


def _silence(found: Corridor) -> str:
    if found.silent_before is None:
        return ""
    return (
        f"No claim speaks of a presence or of support by {found.sponsor_name} as early as "
        f"{found.request.at}: the first one speaks of {found.silent_before}."
    )


def _opening(found: Corridor) -> str:
    sponsor = found.sponsor_name
    count = len(found.segments)
    units = f"{count} division{'' if count == 1 else 's'}"
    if found.verdict == "unbroken":
        return (
            f"Unbroken: in each of {units} somebody on the side of {sponsor} was seen on that day, "
            "or is stated to have been there."
        )
    if found.verdict == "possibly unbroken":
        loose = [one.name for one in found.segments if one.state == "possibly held"]
        return (
            f"Possibly unbroken over {units}: no source puts anybody on that very day in "
            f"{listed(loose)}, but there before or after."
        )
    return (
        f"Broken on this evidence: in {len(found.gaps)} of {units} nobody on the side of "
        f"{sponsor} is likely to have been there ({listed(found.gaps)})."
    )


def _gaps(found: Corridor) -> str:
    at_large = {one.country: one.at_large for one in found.segments if one.state == "gap"}
    told = [
        f"{country} as a whole: {listed(names)}" for country, names in at_large.items() if names
    ]
    return f"Recorded for the country only, which fills no gap: {'; '.join(told)}." if told else ""


def _chance(found: Corridor) -> str:
    if found.open_but_gaps is not None:
        return (
            f"Were the gap{'s' if len(found.gaps) > 1 else ''} held, that the way is open would be "
            f"{found.open_but_gaps.words}: {band(found.open_but_gaps)}."
        )
    if found.open_possibly is None or found.open_surely is None:
        return ""
    return (
        f"That the way was open is {found.open_possibly.words}: {band(found.open_possibly)}; by "
        f"what was seen or stated for that very day alone: {band(found.open_surely)}."
    )


def _contested(found: Corridor) -> str:
    told = [
        f"{holder.name} in {segment.name}"
        for segment in found.segments
        for holder in segment.holders
        if holder.kind == "contested"
    ]
    return f"Contested by a source: {listed(told)}." if told else ""


def _bottlenecks(found: Corridor) -> str:
    held = [name for name in found.bottlenecks if name not in found.gaps]
    return f"No equally good way avoids {listed(held)}." if held else ""


def band(chance: Likelihood) -> str:
    """Write a likelihood with its band.

    >>> from analytics.territory.odds import Likelihood
    >>> band(Likelihood(0.712, 0.5, 0.9))
    '71% (50% to 90%)'
    """
    return f"{chance.share:.0%} ({chance.low:.0%} to {chance.high:.0%})"


def listed(names: tuple[str, ...] | list[str], most: int = 6) -> str:
    """Write a list of names, the last ones as a number where there are many.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=1)
    ('a, b and c', 'a and 2 more')
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
