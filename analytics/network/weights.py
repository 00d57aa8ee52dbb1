"""Weights of relations that the user sets, and which way they are meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from analytics.claims.reading import AFFIRMS
from analytics.network.ties import Tie
from graphdb.errors import InputRefusedError, UnknownNameError
from graphdb.model import RELATIONSHIP_TYPES

Meaning = Literal["closer", "stronger"]
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)

LEAST, GREATEST = 1e-6, 1_000_000
"""Between these, sums of weights and of lengths keep the digits that decide between paths."""


@dataclass(frozen=True)
class Weights:
    """A weight for each type of claim, and what a weight means.

    Parameters
    ----------
    by_type
        Type → weight, more than 0; types that are not named weigh 1.
    meaning
        ``stronger``: a higher weight is a stronger tie. The strength of a tie is the sum over
        the types that are claimed of it, each once; a path over it is 1/strength long.
        ``closer``: a lower weight is a closer tie. The weight is the length of the tie, the
        least over its types; its strength is 1/length.

    Raises
    ------
    UnknownNameError
        The data model has no such relation.
    InputRefusedError
        A weight is not between ``LEAST`` and ``GREATEST``.

    Examples
    --------
    >>> Weights.parse("COMMANDS=3,tied-to=1", "stronger").by_type
    {'COMMANDS': 3.0, 'TIED_TO': 1.0}
    """

    by_type: Mapping[str, float]
    meaning: Meaning

    def __post_init__(self) -> None:
        for name, weight in self.by_type.items():
            if name not in RELATIONSHIP_TYPES:
                raise UnknownNameError(f"no relation is named {name!r}")
            if not LEAST <= weight <= GREATEST:
                raise InputRefusedError(
                    f"the weight of {name} is {weight:g}; a weight is a number from {LEAST:g} to "
                    f"{GREATEST:,}"
                )

    @classmethod
    def parse(cls, text: str, meaning: Meaning) -> Weights:
        """Read ``COMMANDS=3,TIED_TO=1``."""
        found: dict[str, float] = {}
        for part in filter(None, (word.strip() for word in text.split(","))):
            name, _, number = part.partition("=")
            try:
                found[name.strip().upper().replace("-", "_")] = float(number)
            except ValueError as error:
                raise InputRefusedError(f"{part!r} is not a weight; write COMMANDS=3") from error
        return cls(found, meaning)

    def strength(self, tie: Tie) -> float:
        """Weigh one tie."""
        return self.of_types({claim.type for claim in tie.claims if claim.stance == AFFIRMS})

    def of_types(self, types: Iterable[str]) -> float:
        """Weigh a tie of which these types are claimed.

        >>> Weights({"COMMANDS": 4.0}, "closer").of_types(["COMMANDS", "TIED_TO"])
        1.0
        """
        weights = [self.by_type.get(name, 1.0) for name in types]
        return sum(weights) if self.meaning == "stronger" else 1 / min(weights)

    def document(self) -> dict[str, object]:
        """Give the weights as plain values."""
        return {"by_type": dict(self.by_type), "meaning": self.meaning, "others": 1}
