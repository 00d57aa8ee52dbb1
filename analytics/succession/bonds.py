"""What binds each tie of the predecessor: the office, the person, or neither that is known.

A tie is office-bound where it ends on the post, where a previous holder had it, or where it
began within 180 days of the appointment. It is personal where it rests on kinship or shared
service, or is older than the appointment. A tie can be both. All else is undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.claims.reading import AFFIRMS, HOLDS, Claim, day_of
from analytics.scope import COMMAND_RELATIONS
from analytics.succession.rates import Part
from graphdb.validtime import ALWAYS, shifted

PERSONAL_KINDS = frozenset({"kinship", "shared_service"})
SETTLING_IN = timedelta(days=180)
"""How long after the appointment a new tie counts as one of the office."""


@dataclass(frozen=True)
class Bond:
    """Why a claim of a tie is thought to be bound to the office or to the person."""

    part: Part
    reason: str


def begun(claim: Claim) -> date:
    """Tell the first day of which a claim speaks: its stated start, else its first observation.

    Where nothing but an end is stated, it is the last day before the first that the end can mean.
    """
    stated = day_of(claim, "possible_from")
    if stated != ALWAYS:
        return stated
    if claim.properties.get("first_seen") or claim.properties.get("last_seen"):
        return day_of(claim, "certain_from")
    return min(day_of(claim, "certain_from"), shifted(day_of(claim, "certain_until"), -1))


def other_end(claim: Claim, end: str) -> str:
    """Name the end of a claim that is not ``end``."""
    return claim.end if claim.start == end else claim.start


def previous_ties(
    claims: Iterable[Claim], positions: Iterable[str], predecessor: str, appointed: date
) -> dict[str, tuple[str, ...]]:
    """List whom earlier holders of the posts were tied to: counterpart → names of the holders.

    An earlier holder had the post, and the tie was there, before ``appointed``.
    """
    known = [claim for claim in claims if claim.stance == AFFIRMS]
    posts = set(positions)
    earlier = {
        claim.start: claim.start_name
        for claim in known
        if claim.type == HOLDS
        and claim.end in posts
        and claim.start != predecessor
        and day_of(claim, "certain_from") < appointed
    }
    found: dict[str, set[str]] = {}
    for claim in known:
        if claim.type not in COMMAND_RELATIONS or day_of(claim, "certain_from") >= appointed:
            continue
        for holder in {claim.start, claim.end} & set(earlier):
            found.setdefault(other_end(claim, holder), set()).add(earlier[holder])
    return {counterpart: tuple(sorted(names)) for counterpart, names in found.items()}


def bonds(
    claim: Claim,
    predecessor: str,
    appointed: tuple[date, date],
    previous: dict[str, tuple[str, ...]],
) -> tuple[Bond, ...]:
    """Tell what binds a tie that a claim states of the predecessor in person.

    Parameters
    ----------
    appointed
        First and last day on which the appointment can have been. A rule that needs a date
        applies only where it does for every day that the dates can mean.
    previous
        As :func:`previous_ties` gives them.
    """
    found = list(_office(claim, predecessor, appointed, previous))
    found += _personal(claim, appointed)
    return tuple(found) or (Bond(Part.UNDETERMINED, _unsettled(claim, appointed)),)


def _office(
    claim: Claim,
    predecessor: str,
    appointed: tuple[date, date],
    previous: dict[str, tuple[str, ...]],
) -> Iterable[Bond]:
    earlier = previous.get(other_end(claim, predecessor))
    if earlier:
        yield Bond(Part.OFFICE, f"a previous holder had it: {', '.join(earlier)}")
    first, last = day_of(claim, "possible_from"), day_of(claim, "certain_from")
    if first >= appointed[1] and last <= shifted(appointed[0], SETTLING_IN.days):
        yield Bond(Part.OFFICE, "it began within 180 days of the appointment")


def _personal(claim: Claim, appointed: tuple[date, date]) -> Iterable[Bond]:
    kind = claim.properties.get("kind")
    if claim.type == "TIED_TO" and kind in PERSONAL_KINDS:
        yield Bond(Part.PERSONAL, f"it rests on {str(kind).replace('_', ' ')}")
    if day_of(claim, "certain_from") < appointed[0]:
        yield Bond(Part.PERSONAL, "it is older than the appointment")


def _unsettled(claim: Claim, appointed: tuple[date, date]) -> str:
    first = day_of(claim, "possible_from")
    if first == ALWAYS:
        return "no source says when it began"
    if appointed[0] == ALWAYS:
        return "no source says when the predecessor was appointed"
    if first > shifted(appointed[1], SETTLING_IN.days):
        return "it began later than 180 days after the appointment"
    return "the dates are too coarse to tell whether it came with the appointment"
