"""Contraction: posts replaced by their holders, and the way in which a claim then runs.

What a source says of a post is a tie of whoever holds it. Every network of persons is made this
way: that of a day, its arrays, its draws, the graphs of a succession and the roster of a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.claims.reading import Claim

POSITION = "Position"
COMMANDERS = frozenset({"Person", POSITION})
"""Labels of those who stand above an organization where a claim itself names no superior."""

UPWARD = frozenset(
    {"SUBORDINATE_TO", "REPORTS_TO", "DEPUTY_TO", "SECOND_TO", "MEMBER_OF", "WING_OF", "FACADE_FOR"}
)
"""Types whose start stands below their end; all other directed types run down from the start."""

BOTH_WAYS = frozenset({"TIED_TO", "ALLIED_WITH", "RIVAL_OF", "HAS_RELATIONS_WITH", "RESEMBLES"})
"""Types without a superior, unless one end is an organization and the other is not."""


class StandIn(Protocol):
    """A vertex that stands for an end of a claim: the end itself, or a holder of the post."""

    @property
    def vertex(self) -> str:
        """Id of the vertex."""
        ...


S = TypeVar("S", bound=StandIn)
Flag = TypeVar("Flag", bool, NDArray[np.bool_])


def contract(claim: Claim, stand_ins: Callable[[str, str], Iterable[S]]) -> Iterator[tuple[S, S]]:
    """Give the pairs of vertices that a claim ties once posts are replaced by their holders.

    Parameters
    ----------
    stand_ins
        Gives for the id and label of an end the vertices that stand for it: none for a post that
        nobody holds. A pair that would be a loop is left out.
    """
    for start in stand_ins(claim.start, claim.start_label):
        for end in stand_ins(claim.end, claim.end_label):
            if start.vertex != end.vertex:
                yield start, end


def runs_up(kind: str, start_commands: Flag, end_commands: Flag) -> Flag:
    """Tell whether claims of a type run down from their end to their start.

    Parameters
    ----------
    start_commands, end_commands
        Whether the end is a person or a post: one truth value each, or an array of them.

    Examples
    --------
    >>> runs_up("REPORTS_TO", True, True), runs_up("TIED_TO", False, True)
    (True, True)
    """
    lower: Flag = end_commands > start_commands
    return (kind in UPWARD) | ((kind in BOTH_WAYS) & lower)


def is_mutual(kind: str, start_commands: Flag, end_commands: Flag) -> Flag:
    """Tell whether claims of a type run both ways; parameters as for :func:`runs_up`.

    Examples
    --------
    >>> is_mutual("TIED_TO", True, True), is_mutual("TIED_TO", True, False)
    (True, False)
    """
    level: Flag = start_commands == end_commands
    return (kind in BOTH_WAYS) & level
