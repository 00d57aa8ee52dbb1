"""``proxygraph successors``: who might follow in a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

import click

from proxygraph.cli.options import (
    DAY,
    ROWS,
    as_json,
    connect,
    console,
    dataset_option,
    echo_json,
    echo_table,
)

if TYPE_CHECKING:
    from analytics.succession.appointment import Likelihood
    from analytics.succession.successors import Preserver


@click.command()
@click.argument("position")
@click.option("--at", type=DAY, required=True, metavar="DATE", help="First day of the vacancy.")
@click.option("--known-by", type=DAY, metavar="DATE", help="The day before it by default.")
@click.option(
    "--pool",
    type=click.Choice(["narrow", "wide"]),
    default="narrow",
    show_default=True,
    help="Who is considered: those whom the rule names, or everyone alive and reported.",
)
@click.option(
    "--top", type=ROWS, default=10, show_default=True, help="How many of each ranking to print."
)
@dataset_option
@as_json
def command(
    position: str,
    at: date,
    known_by: date | None,
    pool: Literal["narrow", "wide"],
    top: int,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    """Rank who might follow in a post: who would preserve the network, and who is likely.

    The two rankings are never mixed, and only the second can be tested on the past
    (see `proxygraph backtest`).

    \b
    Example:
      proxygraph successors "Commander of the Quds Force" --at 2020-01-03 --known-by 2020-06-30
    """
    from analytics.claims.naming import find_one
    from analytics.succession.successors import successors

    with connect() as graph:
        post = find_one(graph, position, "Position", datasets)
        found = successors(graph, post, at, known_by, pool, datasets)
    if as_json:
        counts = {"preserving": _equals(found.preserving), "likely": _equals(found.likely)}
        echo_json({**found.document(), "equals_of_the_first": counts})
        return
    out = console()
    out.print(f"{found.name}, vacant on {found.at}, known by {found.known_by}", markup=False)
    out.print(f"Pool, {found.pool}: {len(found.likely)} persons. {found.rule}.", markup=False)
    columns = ("#", "Person", "Score", "Why")
    for title, ranking in (
        ("Who would preserve the network", found.preserving),
        ("Who is likely to be appointed (a score, not a probability)", found.likely),
    ):
        echo_table(f"\n{title}", columns, _rows(found.names, ranking, top))
        if (equals := _equals(ranking)) > 1:
            out.print(f"{equals} score the same in the first place; they stand by id.")


def _equals(ranking: Sequence[Preserver | Likelihood]) -> int:
    """Count those who score as the first does, the first among them."""
    return sum(one.score == ranking[0].score for one in ranking)


def _rows(
    names: Mapping[str, str], ranking: Sequence[Preserver | Likelihood], top: int
) -> list[tuple[str, str, float, str]]:
    from analytics.succession.successors import places

    ranges = places([one.score for one in ranking])
    return [
        (place, names.get(one.id, one.id), one.score, one.why)
        for place, one in list(zip(ranges, ranking, strict=True))[:top]
    ]
