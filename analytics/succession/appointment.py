"""Who is likely to be appointed to a post: pools set by rule, and a score with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analytics.succession.roster import Roster

WEIGHTS: Mapping[str, float] = {
    "deputy": 0.30,
    "unit": 0.15,
    "rank": 0.15,
    "shared ties": 0.10,
    "tie to the appointing authority": 0.10,
    "ties to proxies": 0.10,
    "acting or named": 0.10,
}
"""What each part counts; set before any case was looked at, and not fitted to any."""

POOL_RULE = (
    "narrow: alive, and in the unit or its parent within two ranks (an unknown rank does not "
    "exclude), or handling one of the predecessor's portfolios; wide: everyone alive and already "
    "reported"
)
_RANKS = 2


@dataclass(frozen=True)
class Vacancy:
    """A post that has to be filled.

    Parameters
    ----------
    units
        The organizations of the post.
    predecessor
        Who had it, if that is known.
    """

    position: str
    units: frozenset[str]
    predecessor: str | None


@dataclass(frozen=True)
class Likelihood:
    """How likely somebody is to be appointed, next to others: a score of 0 to 1, its parts, why.

    The score orders candidates; it is not a probability.
    """

    id: str
    score: float
    parts: Mapping[str, float]
    why: str


def wide_pool(roster: Roster, vacancy: Vacancy) -> frozenset[str]:
    """List everyone alive and already reported, save the predecessor."""
    return roster.reported - {vacancy.predecessor or ""}


def narrow_pool(roster: Roster, vacancy: Vacancy) -> frozenset[str]:
    """List whom the rule admits; see :data:`POOL_RULE`."""
    files = _files(roster, vacancy)
    return frozenset(
        person
        for person in wide_pool(roster, vacancy)
        if (_unit(roster, vacancy, person) > 0 and _near_in_rank(roster, vacancy, person))
        or roster.portfolios(person) & files
    )


def likely(
    roster: Roster, vacancy: Vacancy, pool: Iterable[str], proxies: frozenset[str] = frozenset()
) -> tuple[Likelihood, ...]:
    """Rank a pool by how likely an appointment is; equal scores in the order of ids.

    Parameters
    ----------
    proxies
        Organizations that count as proxies.
    """
    found = [_likelihood(roster, vacancy, person, proxies) for person in sorted(pool)]
    return tuple(sorted(found, key=lambda one: (-one.score, one.id)))


def _likelihood(
    roster: Roster, vacancy: Vacancy, person: str, proxies: frozenset[str]
) -> Likelihood:
    parts = {
        "deputy": _deputy(roster, vacancy, person),
        "unit": _unit(roster, vacancy, person),
        "rank": _rank(roster, vacancy, person),
        "shared ties": _shared(roster, vacancy, person),
        "tie to the appointing authority": _authority(roster, vacancy, person),
        "ties to proxies": _proxies(roster, person, proxies),
        "acting or named": _acting(roster, vacancy, person),
    }
    score = sum(WEIGHTS[name] * value for name, value in parts.items())
    return Likelihood(person, score, parts, _why(parts))


def _why(parts: Mapping[str, float]) -> str:
    words = {
        "deputy": "is deputy to the post",
        "unit": "serves in the unit" if parts["unit"] == 1 else "serves in the unit's parent",
        "rank": "is near in rank",
        "shared ties": "shares ties with the predecessor",
        "tie to the appointing authority": "is tied to who appoints",
        "ties to proxies": "has ties to proxies",
        "acting or named": "acts in the post or was named for it",
    }
    found = [words[name] for name in sorted(parts, key=lambda n: -WEIGHTS[n]) if parts[name] > 0]
    return ", ".join(found) if found else "nothing on record speaks for it"


def _deputy(roster: Roster, vacancy: Vacancy, person: str) -> float:
    deputies = roster.deputies.get(vacancy.position, frozenset())
    return float(bool(deputies & roster.posts.get(person, frozenset())))


def _unit(roster: Roster, vacancy: Vacancy, person: str) -> float:
    """Give 1 in the unit or a part of it, one half in its parent, 0 elsewhere."""
    own = roster.units_of(person)
    if own & vacancy.units:
        return 1.0
    parents = frozenset().union(*(roster.wholes.get(u, frozenset()) for u in vacancy.units))
    if any(roster.wholes.get(unit, frozenset()) & vacancy.units for unit in own):
        return 1.0
    return 0.5 if own & parents else 0.0


def _distance(roster: Roster, vacancy: Vacancy, person: str) -> int | None:
    theirs = roster.ranks.get(vacancy.predecessor or "")
    own = roster.ranks.get(person)
    return None if theirs is None or own is None else abs(theirs - own)


def _near_in_rank(roster: Roster, vacancy: Vacancy, person: str) -> bool:
    distance = _distance(roster, vacancy, person)
    return distance is None or distance <= _RANKS


def _rank(roster: Roster, vacancy: Vacancy, person: str) -> float:
    distance = _distance(roster, vacancy, person)
    return 0.0 if distance is None else max(0.0, 1 - distance / (_RANKS + 1))


def _shared(roster: Roster, vacancy: Vacancy, person: str) -> float:
    theirs = roster.around.get(vacancy.predecessor or "", frozenset()) - {person}
    own = roster.around.get(person, frozenset()) - {vacancy.predecessor or ""}
    return len(theirs & own) / len(theirs | own) if theirs | own else 0.0


def _authority(roster: Roster, vacancy: Vacancy, person: str) -> float:
    who = set(roster.appointed_by.get(vacancy.position, ()))
    for post in roster.superiors.get(vacancy.position, ()):
        who |= roster.holders(post)
    return float(bool(who & roster.around.get(person, frozenset())))


def _proxies(roster: Roster, person: str, proxies: frozenset[str]) -> float:
    """Give 1 − 2^-k for ties to k proxies: the first counts most."""
    count = len(roster.around.get(person, frozenset()) & proxies)
    return float(1 - 2.0**-count)


def _acting(roster: Roster, vacancy: Vacancy, person: str) -> float:
    words = roster.stages.get((person, vacancy.position), frozenset())
    return float(bool(words & {"acting", "named", "announced", "contested"}))


def _files(roster: Roster, vacancy: Vacancy) -> frozenset[str]:
    own = roster.portfolios(vacancy.predecessor) if vacancy.predecessor else frozenset()
    return own | roster.handled.get(vacancy.position, frozenset())
