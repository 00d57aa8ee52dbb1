"""Options that verbs about territory share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from analytics.territory.atlas import Scope

F = TypeVar("F", bound=Callable[..., Any])

TWO_YEARS = 731
YEAR = click.IntRange(1, 9998)
LONGEST = 4_000_000
"""Days: more than the calendar has."""


def window_option(command: F) -> F:
    """Add ``--observed-within``."""
    return click.option(
        "--observed-within",
        "window",
        metavar="DAYS",
        type=click.IntRange(0, LONGEST),
        default=TWO_YEARS,
        show_default=True,
        help="A presence without a stated start may hold for so many days around its sightings.",
    )(command)


def scope_of(known_by: date | None, datasets: tuple[str, ...], window: int) -> Scope:
    """Put together which claims may answer."""
    from datetime import timedelta

    from analytics.territory.atlas import Scope

    return Scope(known_by, datasets, timedelta(days=window))
