"""``proxygraph changes``: what changed in the world between two days."""

from __future__ import annotations

from datetime import date, timedelta

import click

from proxygraph.cli.everyday import asked_of, between, show_lines, timeless_limits
from proxygraph.cli.options import connect, echo_json


@click.command()
@click.argument("actor", required=False)
@between
@timeless_limits
def command(
    actor: str | None,
    since: date | None,
    until: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    show_sources: bool,
    as_json: bool,
) -> None:
    """List what changed in the world between two days, by actor (or for one actor).

    Posts taken and left, support and command begun and ended, groups founded, renamed, split and
    merged, listings, and events. For what a load changed in the graph, see `proxygraph runs`.

    \b
    Example:
      proxygraph changes --from 2020-01-01 --to 2020-01-31
      proxygraph changes "Popular Mobilization Forces" --from 2019-12-01 --to 2020-06-30
    """
    from analytics.claims.naming import find_one
    from analytics.questions.changes import changes
    from analytics.scope import Period

    if since is None:
        raise click.UsageError("--from is missing: the first day, as --from 2020-01-01")
    period = Period(since, until or date.today())
    with connect() as graph:
        whose = find_one(graph, actor, "Actor", datasets) if actor else None
        answer = changes(graph, period, asked_of(None, known_by, datasets, max_age), whose)
    if as_json:
        echo_json(answer.document())
    else:
        show_lines(answer, cite=show_sources)
