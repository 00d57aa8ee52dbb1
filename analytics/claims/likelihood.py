"""How likely a statement holds on a day: whether its claims are true, and what they saw lasts.

A claim without a stated end says what was seen, not what holds for ever. How long it lasts is
measured (:mod:`analytics.claims.persistence`); all claims of one statement count together, so that
a sighting before the day and one after it bracket it. The closed form here takes origins as
independent; :func:`analytics.network.monte_carlo.drawn_claims` draws from the same model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, prod
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analytics.claims.observation import Observation
from analytics.claims.persistence import Persistence
from analytics.claims.reading import AFFIRMS, DENIES, statement
from analytics.scope import MIN_LIKELIHOOD

if TYPE_CHECKING:
    from analytics.claims.reading import Claim

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def lasting(
    curve: Persistence | None, observations: Sequence[Observation], true: Bools | None = None
) -> Floats:
    """Give the chance that a statement holds, by which of its claims are true.

    Parameters
    ----------
    curve
        How long such statements last; ``None`` for what does not age.
    observations
        One a claim.
    true
        Shape (claims, cases): which claims are true in each case; all of them, in one case, by
        default.

    Returns
    -------
    Floats
        Shape (cases,), 0..1: the best of what covers the day, of the last sighting before it, of
        the first after it, and of the two that bracket it.
    """
    cases = np.ones((len(observations), 1), dtype=np.bool_) if true is None else true
    found = np.zeros(cases.shape[1])
    for share in sorted({one.share for one in observations}):
        rows = [row for row, one in enumerate(observations) if one.share >= share]
        some = [observations[row] for row in rows]
        found = np.maximum(found, share * _whole(curve, some, cases[rows]))
    return found


def _whole(curve: Persistence | None, observations: Sequence[Observation], true: Bools) -> Floats:
    covered = np.where(true, [[one.covered] for one in observations], 0.0).max(axis=0)
    since = np.where(true, [[one.since] for one in observations], inf).min(axis=0)
    until = np.where(true, [[one.until] for one in observations], inf).min(axis=0)
    if curve is None:
        seen = np.isfinite(since) | np.isfinite(until)
        return np.where(seen, 1.0, covered)
    both = since + until
    parts = ((curve.forward, since), (curve.backward, until), (curve.between, both))
    found = [np.where(np.isfinite(days), one.chances(days), 0.0) for one, days in parts]
    best: Floats = np.maximum.reduce([covered, *found])
    return best


def likelihood(weighed: Iterable[tuple[Claim, float]]) -> float:
    """Combine claims about one thing into how likely it holds on the day of the question: 0..1.

    Each affirming origin counts once, by the best of its claims on each statement, and so does
    each denying one. With A = 1 − Π(1 − pᵢ), D = 1 − Π(1 − qⱼ) and L the chance that a statement
    which is true lasts to the day (A, where everything was seen on it), it is
    L · (1 − D) / (1 − A · D): an affirmation and a denial of the same cannot both be true, so
    that what is denied by one and affirmed by many stays likely (docs/decisions/0010). Doubts
    leave the number alone. Claims of another type, or that reach the pair through another post,
    are statements of their own.

    Parameters
    ----------
    weighed
        Claims of any stance, each with the chance that it is true (and that its posts are held
        as it comes to name the two). 0 comes back without any that affirms.
    """
    every = list(weighed)
    affirming = [one for one in every if one[0].stance == AFFIRMS]
    statements = _statements(affirming)
    holds = 1 - prod(1 - lasts for lasts, _ in statements)
    true = 1 - prod(1 - truth for _, truth in statements)
    denied = any_true(one for one in every if one[0].stance == DENIES)
    return affirmed_and_denied(holds, true, denied)


def likelihood_of(claims: Iterable[Claim]) -> float:
    """Combine claims about one thing, each as likely to be true as it is trusted: 0..1."""
    return likelihood((claim, claim.confidence) for claim in claims)


def any_true(weighed: Iterable[tuple[Claim, float]]) -> float:
    """Give the chance that one of some claims is true, 0..1: an origin counts once, by its best."""
    best: dict[str, float] = defaultdict(float)
    for claim, chance in weighed:
        for origin in claim.origins or (claim.claim_id,):
            best[origin] = max(best[origin], chance)
    return 1 - prod(1 - chance for chance in best.values())


def affirmed_and_denied(holds: float, true: float, denied: float) -> float:
    """Give the chance of what is affirmed, given that it and its denial are not both true.

    Parameters
    ----------
    holds
        The chance that an affirmation is true and lasts to the day, 0..1, leaving denials aside.
    true, denied
        The chance that an affirmation, or a denial, is true, each leaving the other aside.

    Examples
    --------
    >>> affirmed_and_denied(0.6, 0.6, 0.0), affirmed_and_denied(0.6, 0.6, 1.0)
    (0.6, 0.0)
    >>> round(affirmed_and_denied(0.9, 0.9, 0.9), 2), round(affirmed_and_denied(1, 1, 0.7), 2)
    (0.47, 1.0)
    """
    if denied >= 1:
        return 0.0 if true < 1 else 0.5 * holds
    return holds * (1 - denied) / (1 - true * denied)


@dataclass
class _Witness:
    """What one origin says of one statement: the best of its claims, and all that they saw."""

    chance: float
    seen: frozenset[Observation]


def _statements(affirming: Sequence[tuple[Claim, float]]) -> list[tuple[float, float]]:
    """Give the chances that each statement lasts and is true, every origin counted for one only."""
    if len(affirming) == 1 and len(affirming[0][0].origins) <= 1:
        (claim, chance) = affirming[0]
        return [(chance * lasts_alone(claim.curve, claim.observation), chance)]
    said: dict[tuple[str, ...], dict[str, _Witness]] = defaultdict(dict)
    curves: dict[tuple[str, ...], Persistence | None] = {}
    for claim, chance in affirming:
        curve, seen = claim.curve, frozenset({claim.observation})
        key: tuple[str, ...] = (*statement(claim), curve.name if curve else "")
        curves[key] = curve
        for origin in claim.origins or (claim.claim_id,):
            old = said[key].get(origin, _Witness(0.0, frozenset()))
            said[key][origin] = _Witness(max(old.chance, chance), old.seen | seen)
    if len(said) < 2:
        return [_expected(curves[key], list(by.values())) for key, by in said.items()]
    parted = _parted(said, curves)
    if len({origin for by in said.values() for origin in by}) == sum(map(len, said.values())):
        return parted
    likeliest = max(
        (_expected(curves[key], list(by.values())) for key, by in said.items()),
        key=lambda one: one[0],
    )
    # That one of them holds is no less likely than that the likeliest does, whoever shares it.
    together = 1 - prod(1 - lasts for lasts, _ in parted)
    return parted if together >= likeliest[0] else [likeliest]


def _parted(
    said: Mapping[tuple[str, ...], Mapping[str, _Witness]],
    curves: Mapping[tuple[str, ...], Persistence | None],
) -> list[tuple[float, float]]:
    """Give each origin to the statement that it makes likeliest, so that it counts once."""
    best: dict[str, tuple[float, tuple[str, ...]]] = {}
    for key, by in said.items():
        for origin, one in by.items():
            alone = one.chance * lasts_together(curves[key], one.seen)
            best[origin] = max(best.get(origin, (-1.0, key)), (alone, key))
    return [
        _expected(curves[key], mine)
        for key, by in said.items()
        if (mine := [one for origin, one in by.items() if best[origin][1] == key])
    ]


@lru_cache(maxsize=65536)
def lasts_alone(curve: Persistence | None, seen: Observation) -> float:
    """Give the chance that a statement holds on the day by one claim alone, if it is true: 0..1."""
    if seen.covered or curve is None:
        return seen.share * (seen.covered or float(seen.since < inf or seen.until < inf))
    if seen.since < inf:
        return seen.share * curve.forward.chance(seen.since)
    return seen.share * curve.backward.chance(seen.until) if seen.until < inf else 0.0


@lru_cache(maxsize=65536)
def lasts_together(curve: Persistence | None, seen: frozenset[Observation]) -> float:
    """Give the chance that a statement holds on the day if some claims of it are true: 0..1."""
    every = list(seen)
    if len(every) < 2:
        return lasts_alone(curve, every[0]) if every else 0.0
    return float(lasting(curve, every)[0])


def _expected(curve: Persistence | None, witnesses: Sequence[_Witness]) -> tuple[float, float]:
    """Average :func:`lasting` over which origins are right, each independently of the others.

    The second number is the chance that one of them is right.
    """
    alike: dict[frozenset[Observation], float] = defaultdict(lambda: 1.0)
    for one in witnesses:
        alike[one.seen] *= 1 - one.chance
    merged = [(seen, 1 - wrong) for seen, wrong in alike.items()]
    true = 1 - prod(alike.values())
    if len(merged) == 1:
        seen, chance = merged[0]
        return chance * lasts_together(curve, seen), true
    cases: dict[frozenset[Observation], float] = {frozenset(): 1.0}
    for seen, chance in merged:
        before, cases = cases, defaultdict(float)
        for known, weight in before.items():
            cases[known] += weight * (1 - chance)
            cases[_deciding(known | seen)] += weight * chance
    return sum(weight * lasts_together(curve, known) for known, weight in cases.items()), true


def _deciding(seen: frozenset[Observation]) -> frozenset[Observation]:
    """Keep of some observations those that decide how long what they saw lasts."""
    found: set[Observation] = set()
    for share in {one.share for one in seen}:
        some = [one for one in seen if one.share >= share]
        found.add(max(some, key=lambda one: (one.covered, one.share)))
        found.add(min(some, key=lambda one: (one.since, -one.share)))
        found.add(min(some, key=lambda one: (one.until, -one.share)))
    return frozenset(found)


def likely(
    claims: Iterable[Claim],
    least: float = MIN_LIKELIHOOD,
    thing: Callable[[Claim], Hashable] = statement,
) -> tuple[Claim, ...]:
    """Keep the claims of things that are likely enough, in their order.

    What nobody affirms is kept as well, so that a denial stays one.

    Parameters
    ----------
    least
        The least likelihood, 0..1.
    thing
        Key of the claims that are judged together; one statement by default.
    """
    every = tuple(claims)
    if least <= 0:
        return every
    said: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in every:
        said[thing(claim)].append(claim)
    weak = {
        key
        for key, group in said.items()
        if any(claim.stance == AFFIRMS for claim in group) and likelihood_of(group) < least
    }
    return tuple(claim for claim in every if thing(claim) not in weak)
