"""Monte Carlo over claims: in which draws each of them is true and what it says still holds.

One uniform number an origin decides against the reliability, one a claim against the credibility,
so that what rests on one origin stands or falls together; of claims that exclude one another a
draw keeps one. One number a statement then decides whether it holds on the day, by what the
claims that are true in the draw have seen (:mod:`analytics.claims.likelihood`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from analytics.claims.likelihood import affirmed_and_denied, lasting
from analytics.claims.reading import AFFIRMS, DENIES, Claim, statement
from graphdb.errors import InputRefusedError
from graphdb.grades import CREDIBILITY, RELIABILITY, confidence

OTHER_ODDS = (0.5, 2.0)
"""By what the odds of every grade are multiplied to show how much hangs on them."""


Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class DrawPlan:
    """How doubt about claims is drawn: how often, from which seed, with which grades."""

    draws: int = 2000
    seed: int = 0
    reliability: Mapping[str, float] = field(default_factory=lambda: dict(RELIABILITY))
    credibility: Mapping[str, float] = field(default_factory=lambda: dict(CREDIBILITY))

    def __post_init__(self) -> None:
        if self.draws < 1:
            raise InputRefusedError(f"at least one draw is needed, not {self.draws}")

    def with_odds(self, factor: float) -> Self:
        """Give the same plan with the odds of every grade multiplied.

        >>> round(DrawPlan(reliability={"A": 0.5}, credibility={}).with_odds(2).reliability["A"], 3)
        0.667
        """

        def changed(table: Mapping[str, float]) -> dict[str, float]:
            return {grade: p * factor / (p * factor + 1 - p) for grade, p in table.items()}

        tables = changed(self.reliability), changed(self.credibility)
        return replace(self, reliability=tables[0], credibility=tables[1])


def drawn_claims(
    claims: list[Claim], plan: DrawPlan, random: np.random.Generator
) -> dict[str, Bools]:
    """Draw which claims hold on the day of the question: by id, each of shape (draws,).

    A claim of several origins needs one of them. Of claims that exclude one another a draw keeps
    one, with chances in proportion to their confidence; of an affirmation and a denial of the
    same, one side, as if such draws were made again until they agree. A claim that affirms holds
    where it is true and its statement lasts to the day; denials do not age.
    """
    origins = sorted({origin for claim in claims for origin in _origins(claim)})
    witness = dict(zip(origins, random.random((len(origins), plan.draws)), strict=True))
    luck = random.random((len(claims), plan.draws))
    truth: dict[str, Bools] = {}
    for claim, number in zip(claims, luck, strict=True):
        reliable = [witness[o] < plan.reliability[claim.reliability] for o in _origins(claim)]
        credible = number < plan.credibility[claim.credibility]
        truth[claim.claim_id] = np.logical_or.reduce(reliable) & credible
    for rivals in rivals_of(claims).values():
        _keep_one(rivals, truth, plan, random)
    for group in _by_statement(claims):
        affirming = [claim for claim in group if claim.stance == AFFIRMS]
        denying = [claim for claim in group if claim.stance == DENIES]
        if affirming and denying:
            _take_sides(affirming, denying, truth, random)
        for alike in _by_curve(affirming):
            _age(alike, truth, random)
    return truth


def _by_statement(claims: list[Claim]) -> list[list[Claim]]:
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        found[statement(claim)].append(claim)
    return list(found.values())


def _by_curve(claims: list[Claim]) -> list[list[Claim]]:
    """Tell kin who also work together from kin: what does not age from what does."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.curve.name if claim.curve else ""].append(claim)
    return list(found.values())


def _take_sides(
    affirming: list[Claim],
    denying: list[Claim],
    truth: dict[str, Bools],
    random: np.random.Generator,
) -> None:
    """Let the one or the other side be wrong in the draws in which both came out as true."""
    true, denied = (
        np.logical_or.reduce([truth[claim.claim_id] for claim in side])
        for side in (affirming, denying)
    )
    both = true & denied
    if not both.any():
        return
    affirmed = affirmed_and_denied(share := float(true.mean()), share, float(denied.mean()))
    stands = random.random(len(both)) < affirmed
    for side, kept in ((affirming, stands), (denying, ~stands)):
        for claim in side:
            truth[claim.claim_id] = truth[claim.claim_id] & (kept | ~both)


def _age(group: list[Claim], truth: dict[str, Bools], random: np.random.Generator) -> None:
    """Take a statement's claims away from the draws in which it does not last to the day."""
    observations = [claim.observation for claim in group]
    if all(one.covered * one.share == 1 for one in observations):
        return
    true = np.stack([truth[claim.claim_id] for claim in group])
    curve = next((claim.curve for claim in group if claim.curve), None)
    holds = random.random(true.shape[1]) < lasting(curve, observations, true)
    for claim in group:
        truth[claim.claim_id] = truth[claim.claim_id] & holds


def rivals_of(claims: list[Claim]) -> dict[str, list[Claim]]:
    """Group the affirming claims of each conflict set."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.conflict_set and claim.stance == AFFIRMS:
            found[claim.conflict_set].append(claim)
    return found


def same_fact(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims say the same of the same two."""
    mine = (claim.type, claim.start, claim.end, claim.stance)
    return mine == (other.type, other.start, other.end, other.stance)


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
        agree = np.array([same_fact(claim, rival) for rival in rivals])
        truth[claim.claim_id] = truth[claim.claim_id] & agree[chosen]


def _origins(claim: Claim) -> tuple[str, ...]:
    return claim.origins or (claim.claim_id,)
