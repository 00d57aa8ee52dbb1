"""What is asked about a succession, and the succession found for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from analytics.network.monte_carlo import DrawPlan
from analytics.succession.rates import TransferPlan
from graphdb.arguments import settle
from graphdb.errors import InputRefusedError
from graphdb.validtime import shifted

Mode = Literal["projected", "observed"]
WINDOW = timedelta(days=365)
"""How long after the succession the observed mode looks."""


@dataclass(frozen=True)
class Request:
    """A question about one succession; persons and posts by id.

    Parameters
    ----------
    predecessor, successor
        Who leaves and who follows; no successor means that nobody is known to follow.
    positions
        The posts that pass; empty to take those that the graph shows passing.
    at
        The first day on which the predecessor is gone; ``None`` to find it.
    removed
        Persons who leave together with the predecessor.
    mode
        ``projected``: what follows from evidence published by that day. ``observed``: what was
        seen in the 365 days after it.
    known_by
        Publication day up to which evidence counts, in place of the mode's own. Where it is not
        given, posts held before the succession count whoever reported them when.
    keeps_posts
        Whether the successor keeps earlier posts; ``None`` to go by the claims.
    alive
        Whether the predecessor lives on with personal ties; ``None`` to go by the date of death.
    root
        The sponsor's leader, from whom hops and fighters are counted; ``None`` to climb up from
        the post.
    plan
        How doubt is drawn; ``None`` for the figures without it.
    """

    predecessor: str
    successor: str | None
    positions: tuple[str, ...] = ()
    at: date | None = None
    removed: tuple[str, ...] = ()
    mode: Mode = "projected"
    known_by: date | None = None
    datasets: tuple[str, ...] = ()
    keeps_posts: bool | None = None
    alive: bool | None = None
    root: str | None = None
    plan: DrawPlan | None = field(default_factory=TransferPlan)

    def __post_init__(self) -> None:
        settle(self, days=["at", "known_by"], names=["positions", "removed", "datasets"])
        if self.predecessor == self.successor:
            raise InputRefusedError(
                f"predecessor and successor are both {self.predecessor}; name two persons"
            )
        both = {self.predecessor, self.successor} & set(self.removed)
        if both:
            raise InputRefusedError(
                f"{sorted(str(person) for person in both)[0]} is named as one of the two and as "
                "removed together with them; name only others to be removed"
            )

    @property
    def transfer_plan(self) -> TransferPlan | None:
        """The plan of draws, with the assumed rates where it has none of its own."""
        return None if self.plan is None else TransferPlan.of(self.plan)


@dataclass(frozen=True)
class Case:
    """One succession, with everything decided that a request may leave open.

    Parameters
    ----------
    day
        The first day without the predecessor.
    begins
        The first day of the successor in the post; ``day`` where no claim says so.
    appointed
        First and last day on which the predecessor's own tenure can have begun.
    starts
        First and last day that the stated beginning of the successor in the post can mean; ``None``
        where no claim states one near the succession.
    is_acting
        The successor is said to be in the post in an acting capacity alone.
    """

    predecessor: str
    successor: str | None
    positions: tuple[str, ...]
    day: date
    begins: date
    appointed: tuple[date, date]
    removed: frozenset[str]
    mode: Mode
    known_by: date | None
    alive: bool
    keeps_posts: bool | None
    root: str | None = None
    posts_known_by: date | None = None
    starts: tuple[date, date] | None = None
    is_acting: bool = False

    @property
    def before(self) -> date:
        """The day before the succession."""
        return shifted(self.day, -1)

    @property
    def window_end(self) -> date:
        """The last day that the observed mode looks at."""
        return shifted(self.day, WINDOW.days)

    @property
    def gone(self) -> frozenset[str]:
        """Who is no vertex after the succession."""
        return self.removed if self.alive else self.removed | {self.predecessor}

    @property
    def same(self) -> bool:
        """Whether predecessor and successor are one person."""
        return self.predecessor == self.successor
