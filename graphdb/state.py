"""What the graph says of its own state, and what an answer has to say of that."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import chain

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class GraphState:
    """The graph's version, the token of the load that is under way, and what it leaves unfinished.

    ``active`` says that the load's writer still holds the lock; where it doesn't, the load was cut
    off. ``unfinished`` are the datasets whose latest load has not ended, ``torn`` those of them
    that may be half written; ``step`` counts writes that were one transaction.
    """

    version: int
    writing: str | None
    unfinished: tuple[str, ...] = ()
    torn: tuple[str, ...] = ()
    active: bool = False
    step: int = 0


def names_of(datasets: object) -> tuple[str, ...]:
    """Take the datasets that a read is limited to; none where it is not limited.

    Examples
    --------
    >>> names_of(["a", "b"]), names_of([]), names_of(None)
    (('a', 'b'), (), ())
    """
    return tuple(map(str, datasets)) if isinstance(datasets, list | tuple) else ()


def warn_of_torn(torn: tuple[str, ...], asked: list[tuple[str, ...]]) -> None:
    """Name half-written datasets that an answer rests on; a read without a limit takes all."""
    taken = set(chain.from_iterable(asked)) if asked and all(asked) else set(torn)
    names = [name for name in torn if name in taken]
    if names:
        _LOG.warning(
            "the latest load of %s was cut off, so this answer may mix what it said before with "
            "what it says now, or lack a part: load it again or unload it, or leave it out by "
            "naming other datasets with --dataset",
            ", ".join(names),
        )
