"""Options that verbs about territory share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from analytics.scope import AsOf

YEAR = click.IntRange(1, 9998)


def as_of_options(
    at: date | None, known_by: date | None, datasets: tuple[str, ...], min_likelihood: float
) -> AsOf:
    """Put together as of when is asked, today if no day is given, and which claims may answer."""
    from analytics.scope import AsOf

    return AsOf(at or date.today(), known_by, datasets, min_likelihood=min_likelihood)
