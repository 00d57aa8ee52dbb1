"""Options that verbs about territory share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from analytics.territory.atlas import Scope

YEAR = click.IntRange(1, 9998)


def scope_of(known_by: date | None, datasets: tuple[str, ...], min_likelihood: float) -> Scope:
    """Put together which claims may answer."""
    from analytics.territory.atlas import Scope

    return Scope(known_by, datasets, min_likelihood)
