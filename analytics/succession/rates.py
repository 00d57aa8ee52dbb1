"""Assumed transfer rates, and how doubt about what passes is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from analytics.network.monte_carlo import DrawPlan
from graphdb.errors import InputRefusedError

LEAST, GREATEST = 1e-3, 1_000_000
"""Bounds of the two numbers of a Beta distribution."""


class Part(StrEnum):
    """What binds a tie: the office, the person, or nothing that a source settles."""

    OFFICE = "office-bound"
    PERSONAL = "personal"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Rate:
    """A transfer rate: Beta(alpha, beta), or one number where ``fixed`` is given.

    Examples
    --------
    >>> Rate.parse("8,2"), Rate.parse("0.9").fixed
    (Rate(alpha=8.0, beta=2.0, fixed=None), 0.9)
    """

    alpha: float = 1.0
    beta: float = 1.0
    fixed: float | None = None

    def __post_init__(self) -> None:
        beta = all(LEAST <= number <= GREATEST for number in (self.alpha, self.beta))
        if not beta or not (self.fixed is None or 0 <= self.fixed <= 1):
            raise InputRefusedError(
                "a transfer rate is a number from 0 to 1, or two numbers of a Beta distribution "
                f"from {LEAST:g} to {GREATEST:,}, not {self}"
            )

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Read ``0.9`` or ``8,2``.

        Raises
        ------
        InputRefusedError
            It is neither.
        """
        try:
            numbers = [float(part) for part in text.split(",")]
        except ValueError as error:
            raise InputRefusedError(f"{text!r} is not a transfer rate; write 0.9 or 8,2") from error
        if len(numbers) == 1:
            return cls(fixed=numbers[0])
        if len(numbers) == 2:
            return cls(numbers[0], numbers[1])
        raise InputRefusedError(f"{text!r} is not a transfer rate; write 0.9 or 8,2")

    def draw(self, random: np.random.Generator, count: int) -> NDArray[np.float64]:
        """Draw one rate for each of ``count`` draws: 0 to 1."""
        drawn = random.beta(self.alpha, self.beta, count)
        return drawn if self.fixed is None else np.full(count, self.fixed)

    def __str__(self) -> str:
        if self.fixed is not None:
            return f"{self.fixed:g}"
        return f"Beta({self.alpha:g}, {self.beta:g})"


RATES: Mapping[Part, Rate] = {
    Part.OFFICE: Rate(8, 2),
    Part.PERSONAL: Rate(1, 9),
    Part.UNDETERMINED: Rate(1, 1),
}
"""No transfer rate for commanders has been published: these are assumptions."""


@dataclass(frozen=True)
class TransferPlan(DrawPlan):
    """How doubt is drawn where ties pass: with the rates at which they do."""

    rates: Mapping[Part, Rate] = field(default_factory=lambda: dict(RATES))

    @classmethod
    def of(cls, plan: DrawPlan) -> TransferPlan:
        """Add the assumed rates to a plan that has none."""
        if isinstance(plan, TransferPlan):
            return plan
        return cls(plan.draws, plan.seed, plan.reliability, plan.credibility)


@dataclass(frozen=True)
class Corner:
    """Transfer taken as certain or impossible: office-bound, personal, undetermined."""

    office: int
    personal: int
    undetermined: int

    def passes(self, part: Part) -> bool:
        """Whether ties bound so pass."""
        return bool(
            {
                Part.OFFICE: self.office,
                Part.PERSONAL: self.personal,
                Part.UNDETERMINED: self.undetermined,
            }[part]
        )


PLAIN = Corner(1, 0, 0)
"""What the figures without doubt assume: the office passes all that is its own, nothing else."""

CORNERS = (Corner(0, 0, 0), PLAIN, Corner(1, 0, 1), Corner(1, 1, 1))
