"""``proxygraph path``: how one actor reaches another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import click

from proxygraph.cli.everyday import asked_of, item, limits, page, wrapped
from proxygraph.cli.options import connect, echo_json, min_likelihood_option

if TYPE_CHECKING:
    from analytics.questions.path import PathAnswer


@click.command()
@click.argument("start")
@click.argument("end")
@click.option(
    "--by",
    type=click.Choice(["command", "support", "ties"]),
    multiple=True,
    help="What steps may be made of (may be repeated; all, if none is given).",
)
@limits
@min_likelihood_option
def command(
    start: str,
    end: str,
    by: tuple[Literal["command", "support", "ties"], ...],
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    min_likelihood: float,
    show_sources: bool,
    as_json: bool,
) -> None:
    """Show how one actor reaches another by command, support or ties (today, if no day is given).

    The strongest way (its steps together the most probable) and the shortest, each step with its
    claims. Whoever stands in every way there is, is named: without them there is none.

    \b
    Example:
      proxygraph path 'Ali Khamenei' "Kata'ib Hezbollah" --at 2020-01-02 --by command
      proxygraph path Iran Hezbollah --at 2020-01-02 --by support --sources
    """
    from analytics.claims.naming import find_one
    from analytics.questions.path import WAYS, path

    with connect() as graph:
        ends = find_one(graph, start, "Actor", datasets), find_one(graph, end, "Actor", datasets)
        asked = asked_of(at, known_by, datasets, max_age, min_likelihood)
        answer = path(graph, *ends, asked, by or WAYS)
    if as_json:
        echo_json(answer.document())
    else:
        page(_words(answer, cite=show_sources))


def _words(answer: PathAnswer, *, cite: bool) -> Iterator[str]:
    from analytics.claims.likelihood_words import likelihood_words
    from analytics.questions.silence import asked_limits

    limited = ", ".join(asked_limits(answer.asked))
    yield wrapped(f"{answer.title} by {', '.join(answer.by)} ({limited})")
    yield from (wrapped(remark) for remark in answer.remarks)
    if answer.reversed:
        yield "Only the other way round:"
    for route in answer.routes:
        hops = f"{route.hops} step{'' if route.hops == 1 else 's'}"
        yield f"\nThe {route.kind}: {hops}, {likelihood_words(route.likelihood)}"
        if route.equals > 1:
            yield f"({route.equals:,} routes are as good; shown is the first by id.)"
        for place, step in enumerate(route.steps, start=1):
            yield from item(f"{place}. {step.text}", step.evidence, cite=cite)
    if answer.only_through:
        yield ""
        yield wrapped(f"Every way runs through: {', '.join(answer.only_through)}.")
