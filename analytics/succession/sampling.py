"""Which claims hold and which ties pass, in every draw; the same numbers for all graphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from analytics.claims.reading import AFFIRMS, DENIES, Claim
from analytics.network.monte_carlo import Bools, DrawPlan, drawn_claims, rivals_of, same_fact
from analytics.succession.posts import Holding
from analytics.succession.rates import Corner, Part, TransferPlan
from analytics.succession.scenarios import Scenario, ScenarioClaim


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

    def holds(self, link: ScenarioClaim) -> Bools:
        """Tell in which draws a contracted claim holds."""
        held = self.claims[link.claim.claim_id]
        for holding in link.holdings:
            held = held & self.holding(holding)
        if link.parts:
            passed = [self.passing[link.alter, part] for part in sorted(link.parts)]
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


def plain_sample(scenarios: Iterable[Scenario], corner: Corner) -> Sample:
    """Make the one draw in which all that is affirmed holds, and ties pass as a corner says.

    Of claims that exclude one another the most credible holds; denials only mark ties.
    """
    claims, passing = _variables(scenarios)
    truth = {claim.claim_id: np.ones(1, dtype=np.bool_) for claim in claims}
    for rivals in rivals_of(claims).values():
        best = min(rivals, key=lambda claim: (-claim.confidence, claim.claim_id))
        for claim in rivals:
            truth[claim.claim_id] = np.array([same_fact(claim, best)])
    passes = {key: np.array([corner.passes(key[1])]) for key in passing}
    return Sample(1, truth, passes, denials=False)


def drawn_sample(scenarios: Iterable[Scenario], plan: DrawPlan) -> Sample:
    """Draw which claims hold and which ties pass.

    One uniform number an origin decides against the reliability, one a claim against the
    credibility, so that what rests on one origin stands or falls together; a claim of several
    origins needs one of them. Of claims that exclude one another a draw keeps one, with chances
    in proportion to their confidence. One rate of each kind a draw, and one number a tie against
    it, decide what passes.
    """
    plan = TransferPlan.of(plan)
    random = np.random.default_rng(plan.seed)
    claims, passing = _variables(scenarios)
    truth = drawn_claims(claims, plan, random)
    return Sample(plan.draws, truth, _passing(passing, plan, random), denials=True)


def _passing(
    keys: list[tuple[str, Part]], plan: TransferPlan, random: np.random.Generator
) -> dict[tuple[str, Part], Bools]:
    rates = {part: plan.rates[part].draw(random, plan.draws) for part in Part}
    luck = random.random((len(keys), plan.draws))
    return {key: number < rates[key[1]] for key, number in zip(keys, luck, strict=True)}


def _variables(scenarios: Iterable[Scenario]) -> tuple[list[Claim], list[tuple[str, Part]]]:
    claims: dict[str, Claim] = {}
    passing: set[tuple[str, Part]] = set()
    for scenario in scenarios:
        for link in scenario.contracted:
            claims[link.claim.claim_id] = link.claim
            passing |= {(link.alter, part) for part in link.parts}
            for holding in link.holdings:
                for one in (holding, *holding.behind):
                    claims |= {claim.claim_id: claim for claim in one.claims}
    return [claims[key] for key in sorted(claims)], sorted(passing)
