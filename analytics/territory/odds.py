"""How likely a way is open: draws of the claims behind every hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.claims.likelihood_words import likelihood_word
from analytics.claims.reading import AFFIRMS, Claim
from analytics.network.monte_carlo import OTHER_ODDS, DrawPlan, drawn_claims
from analytics.territory.holds import Hold

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Likelihood:
    """A share of draws, and the same with the odds of every grade halved and doubled: 0..1."""

    share: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """The share in words.

        >>> Likelihood(0.97, 0.9, 0.99).words
        'almost certain'
        """
        return likelihood_word(self.share)


@dataclass(frozen=True)
class Backing:
    """A hold and the claims by one of which its actor is the sponsor's; none for its own forces."""

    hold: Hold
    support: tuple[Claim, ...] = ()


def drawn_units(
    units: Mapping[str, Iterable[Backing]], plan: DrawPlan
) -> tuple[dict[str, Bools], dict[str, Bools]]:
    """Draw which units are held: once by all claims, once by those that surely hold on the day.

    Arrays are of shape (draws,). In both the same claim comes out the same way.
    """
    every = {
        claim.claim_id: claim
        for backings in units.values()
        for backing in backings
        for claim in (*backing.hold.claims, *backing.support)
    }
    claims = [every[key] for key in sorted(every)]
    truth = drawn_claims(claims, plan, np.random.default_rng(plan.seed))
    return _held(units, truth, plan, sure=False), _held(units, truth, plan, sure=True)


def _held(
    units: Mapping[str, Iterable[Backing]],
    truth: Mapping[str, Bools],
    plan: DrawPlan,
    *,
    sure: bool,
) -> dict[str, Bools]:
    found = {}
    for unit, backings in units.items():
        held = np.zeros(plan.draws, dtype=np.bool_)
        for backing in backings:
            held |= _present(backing.hold, truth, plan, sure) & _backed(backing, truth, plan)
        found[unit] = held
    return found


def _present(hold: Hold, truth: Mapping[str, Bools], plan: DrawPlan, sure: bool) -> Bools:
    there = np.zeros(plan.draws, dtype=np.bool_)
    for group in hold.groups:
        said = np.zeros(plan.draws, dtype=np.bool_)
        denied = np.zeros(plan.draws, dtype=np.bool_)
        for claim in group:
            if claim.stance == AFFIRMS and (claim.certain or not sure):
                said |= truth[claim.claim_id]
            elif claim.stance == "denies":
                denied |= truth[claim.claim_id]
        there |= said & ~denied
    return there


def _backed(backing: Backing, truth: Mapping[str, Bools], plan: DrawPlan) -> Bools:
    if not backing.support:
        return np.ones(plan.draws, dtype=np.bool_)
    held: Bools = np.logical_or.reduce([truth[claim.claim_id] for claim in backing.support])
    return held


def open_way(
    starts: Collection[str],
    targets: Collection[str],
    beside: Callable[[str], Iterable[str]],
    held: Mapping[str, Bools],
) -> Bools:
    """Tell in which draws held units join one of the starts to one of the targets.

    Examples
    --------
    >>> held = {"a": np.array([True, True]), "b": np.array([True, False])}
    >>> open_way("a", "b", {"a": "b", "b": "a"}.__getitem__, held).tolist()
    [True, False]
    """
    some = next(iter(held.values()), np.zeros(1, dtype=np.bool_))
    reached = {unit: held[unit].copy() for unit in set(starts) & set(held)}
    waiting = sorted(reached)
    while waiting:
        here = waiting.pop()
        for unit in beside(here):
            if unit in held:
                before = reached.get(unit, np.zeros_like(some))
                after = before | (reached[here] & held[unit])
                if (after != before).any():
                    reached[unit] = after
                    waiting.append(unit)
    ends = [reached[unit] for unit in targets if unit in reached]
    joined: Bools = np.logical_or.reduce([np.zeros_like(some), *ends])
    return joined


def likelihoods(
    units: Mapping[str, Iterable[Backing]],
    plan: DrawPlan,
    judge: Callable[[dict[str, Bools], dict[str, Bools]], Mapping[str, Bools]],
) -> dict[str, Likelihood]:
    """Draw three times, with the grades as they are and with other odds.

    ``judge`` is given the units as drawn (by all claims, by certain ones) and names what it is to
    be told of.
    """
    plans = (plan, *(plan.with_odds(odds) for odds in OTHER_ODDS))
    judged = [judge(*drawn_units(units, one)) for one in plans]
    found = {}
    for name in judged[0]:
        share, low, high = (float(one[name].mean()) for one in judged)
        found[name] = Likelihood(share, min(low, share), max(high, share))
    return found
