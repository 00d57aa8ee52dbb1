"""``proxygraph timeline``: what happened, in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import click

from proxygraph.cli.everyday import asked_of, between, show_lines, timeless_limits
from proxygraph.cli.options import connect, echo_json


@click.command()
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@between
@timeless_limits
def command(
    actors: tuple[str, ...],
    since: date | None,
    until: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    show_sources: bool,
    as_json: bool,
) -> None:
    """List what happened in order of time, to some actors or to all.

    For actors: their events, and every stated beginning and end of a post, support, command, name,
    membership, territory or listing. Without actors: all events. Rival attributions stand side by
    side, and each event names what it answered and what answered it.

    \b
    Example:
      proxygraph timeline "Kata'ib Hezbollah" --from 2019-12-01 --to 2020-03-31
      proxygraph timeline --from 2019-12-27 --to 2020-01-08 --sources
    """
    from analytics.claims.naming import find_one
    from analytics.questions.timeline import timeline
    from analytics.scope import Period
    from graphdb.validtime import ALWAYS

    with connect() as graph:
        ids = [find_one(graph, actor, "Actor", datasets) for actor in actors]
        asked = asked_of(None, known_by, datasets, max_age)
        answer = timeline(graph, ids, asked, Period(since or ALWAYS, until or date.today()))
    if as_json:
        echo_json(answer.document())
    else:
        if answer.lines and since is None and until is None:
            title = f"{answer.title}; for fewer days add --from DATE --to DATE"
            answer = replace(answer, title=title)
        show_lines(answer, cite=show_sources, counted=False)
