"""``proxygraph cohesion``: how an umbrella holds together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from proxygraph.cli.everyday import (
    asked_of,
    between,
    body,
    heading,
    page,
    timeless_limits,
    wrapped,
)
from proxygraph.cli.options import connect, echo_json

if TYPE_CHECKING:
    from analytics.questions.cohesion import Cohesion


@click.command()
@click.argument("umbrella")
@between
@timeless_limits
def command(
    umbrella: str,
    since: date | None,
    until: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    show_sources: bool,
    as_json: bool,
) -> None:
    """Count and list what bound or loosened an umbrella between two days.

    Exits, splinters, members moved to another chain, facades, mergers, new members, and
    statements that several members made together. Counts, no score.

    \b
    Example:
      proxygraph cohesion "Popular Mobilization Forces" --from 2014-06-01 --to 2021-06-30
    """
    from analytics.claims.naming import find_one
    from analytics.questions.cohesion import cohesion
    from analytics.scope import Period
    from graphdb.validtime import ALWAYS

    period = Period(since or ALWAYS, until or date.today())
    with connect() as graph:
        whose = find_one(graph, umbrella, "Organization", datasets)
        answer = cohesion(graph, whose, period, asked_of(None, known_by, datasets, max_age))
    if as_json:
        echo_json(answer.document())
    else:
        page([*heading(answer), *_counts(answer), *body(answer, cite=show_sources)])


def _counts(answer: Cohesion) -> Iterator[str]:
    told = [f"{name.lower()} {count}" for name, count in answer.counts.items()]
    yield wrapped(f"Organizations that ever belonged to it: {answer.members}. {'; '.join(told)}.")
    if answer.undated:
        yield wrapped(
            f"{answer.undated} splits, fronts and mergers have no date on record and are left out."
        )
