"""Which claims hold and which ties pass, in every draw; the same numbers for all graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analytics.claims import AFFIRMS, DENIES, Claim
from analytics.succession.posts import Holding
from analytics.succession.rates import Corner, DrawPlan, Part
from analytics.succession.staging import Stage, Strand
from graphdb.grades import confidence

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass
class Sample:
    """Truth values, each of shape (draws,): of claims, of holdings, of passing.

    The figures without doubt are a sample of one draw, made by :func:`plain_sample`.
    """

    draws: int
    claims: Mapping[str, Bools]
    passing: Mapping[tuple[str, Part], Bools]
    denials: bool
    _holdings: dict[Holding, Bools] = field(default_factory=dict)

    def strand(self, strand: Strand) -> Bools:
        """Tell in which draws a strand holds."""
        held = self.claims[strand.claim.claim_id]
        for holding in strand.holdings:
            held = held & self.holding(holding)
        if strand.parts:
            passed = [self.passing[strand.alter, part] for part in sorted(strand.parts)]
            held = held & np.logical_or.reduce(passed)
        return held

    def holding(self, holding: Holding) -> Bools:
        """Tell in which draws a person has a post."""
        if holding.given:
            return np.ones(self.draws, dtype=np.bool_)
        if holding not in self._holdings:
            held = self._either(holding.claims, AFFIRMS)
            if self.denials:
                held = held & ~self._either(holding.claims, DENIES)
            for first in holding.behind:
                held = held & ~self.holding(first)
            self._holdings[holding] = held
        return self._holdings[holding]

    def _either(self, claims: Iterable[Claim], stance: str) -> Bools:
        held = np.zeros(self.draws, dtype=np.bool_)
        for claim in claims:
            if claim.stance == stance:
                held = held | self.claims[claim.claim_id]
        return held


def plain_sample(stages: Iterable[Stage], corner: Corner) -> Sample:
    """Make the one draw in which all that is affirmed holds, and ties pass as a corner says.

    Of claims that exclude one another the most credible holds; denials only mark ties.
    """
    claims, passing = _variables(stages)
    truth = {claim.claim_id: np.ones(1, dtype=np.bool_) for claim in claims}
    for rivals in _conflicts(claims).values():
        best = min(rivals, key=lambda claim: (-claim.confidence, claim.claim_id))
        for claim in rivals:
            truth[claim.claim_id] = np.array([_same_fact(claim, best)])
    passes = {key: np.array([corner.passes(key[1])]) for key in passing}
    return Sample(1, truth, passes, denials=False)


def drawn_sample(stages: Iterable[Stage], plan: DrawPlan) -> Sample:
    """Draw which claims hold and which ties pass.

    One uniform number an origin decides against the reliability, one a claim against the
    credibility, so that what rests on one origin stands or falls together; a claim of several
    origins needs one of them. Of claims that exclude one another a draw keeps one, with chances
    in proportion to their confidence. One rate of each kind a draw, and one number a tie against
    it, decide what passes.
    """
    random = np.random.default_rng(plan.seed)
    claims, passing = _variables(stages)
    truth = drawn_claims(claims, plan, random)
    return Sample(plan.draws, truth, _passing(passing, plan, random), denials=True)


def drawn_claims(
    claims: list[Claim], plan: DrawPlan, random: np.random.Generator
) -> dict[str, Bools]:
    """Draw which claims hold, as :func:`drawn_sample` tells; by id, each of shape (draws,)."""
    origins = sorted({origin for claim in claims for origin in _origins(claim)})
    witness = dict(zip(origins, random.random((len(origins), plan.draws)), strict=True))
    luck = random.random((len(claims), plan.draws))
    truth: dict[str, Bools] = {}
    for claim, number in zip(claims, luck, strict=True):
        reliable = [witness[o] < plan.reliability[claim.reliability] for o in _origins(claim)]
        credible = number < plan.credibility[claim.credibility]
        truth[claim.claim_id] = np.logical_or.reduce(reliable) & credible
    for rivals in _conflicts(claims).values():
        _keep_one(rivals, truth, plan, random)
    return truth


def _passing(
    keys: list[tuple[str, Part]], plan: DrawPlan, random: np.random.Generator
) -> dict[tuple[str, Part], Bools]:
    rates = {part: plan.rates[part].draw(random, plan.draws) for part in Part}
    luck = random.random((len(keys), plan.draws))
    return {key: number < rates[key[1]] for key, number in zip(keys, luck, strict=True)}


def _keep_one(
    rivals: list[Claim], truth: dict[str, Bools], plan: DrawPlan, random: np.random.Generator
) -> None:
    weights = np.array(
        [
            confidence(c.reliability, c.credibility, plan.reliability, plan.credibility)
            for c in rivals
        ]
    )
    held = np.array([truth[claim.claim_id] for claim in rivals])
    # The largest of u^(1/w) is each with a chance in proportion to its w.
    keys = np.log(random.random(held.shape)) / np.maximum(weights, 1e-12)[:, None]
    keys[~held] = -np.inf
    chosen = keys.argmax(axis=0)
    for claim in rivals:
        agree = np.array([_same_fact(claim, rival) for rival in rivals])
        truth[claim.claim_id] = truth[claim.claim_id] & agree[chosen]


def _same_fact(claim: Claim, other: Claim) -> bool:
    mine = (claim.type, claim.start, claim.end, claim.stance)
    return mine == (other.type, other.start, other.end, other.stance)


def _origins(claim: Claim) -> tuple[str, ...]:
    return claim.origins or (claim.claim_id,)


def _conflicts(claims: list[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.conflict_set and claim.stance == AFFIRMS:
            found[claim.conflict_set].append(claim)
    return found


def _variables(stages: Iterable[Stage]) -> tuple[list[Claim], list[tuple[str, Part]]]:
    claims: dict[str, Claim] = {}
    passing: set[tuple[str, Part]] = set()
    for stage in stages:
        for strand in stage.strands:
            claims[strand.claim.claim_id] = strand.claim
            passing |= {(strand.alter, part) for part in strand.parts}
            for holding in strand.holdings:
                for one in (holding, *holding.behind):
                    claims |= {claim.claim_id: claim for claim in one.claims}
    return [claims[key] for key in sorted(claims)], sorted(passing)
