"""``proxygraph disputes``: claims that deny or exclude one another."""

from __future__ import annotations

from datetime import date, timedelta

import click

from proxygraph.cli.everyday import asked_of, limits, show_lines
from proxygraph.cli.options import connect, echo_json


@click.command()
@click.argument("actor", required=False)
@limits
def command(
    actor: str | None,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    show_sources: bool,
    as_json: bool,
) -> None:
    """List what is disputed (on a day, if one is given; about an actor, if one is named).

    Claims that cannot all be true stand side by side, and so do an affirmation and its denials:
    who says which, on what evidence, and which ties of the command network would go if it were
    wrong.

    \b
    Example:
      proxygraph disputes --at 2020-01-02
      proxygraph disputes "Kata'ib Hezbollah" --sources
    """
    from analytics.claims.naming import find_one
    from analytics.questions.disputes import disputes

    with connect() as graph:
        whose = find_one(graph, actor, "Actor", datasets) if actor else None
        answer = disputes(graph, asked_of(at, known_by, datasets, max_age), whose)
    if as_json:
        echo_json(answer.document())
    else:
        show_lines(answer, cite=show_sources)
