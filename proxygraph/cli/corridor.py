"""``proxygraph corridor``: is there contiguous ground between two places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click

from proxygraph.cli.options import (
    DRAWS,
    SEED,
    as_json,
    connect,
    dataset_option,
    date_option,
    echo_json,
    min_likelihood_option,
)
from proxygraph.cli.territory_options import YEAR, as_of_options


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@date_option
@click.option("--sponsor", metavar="ACTOR", help="Whose side; the state of FROM if left out.")
@click.option("--from-year", type=YEAR, metavar="YEAR", help="First year to compare.")
@click.option("--to-year", type=YEAR, metavar="YEAR", help="Last year to compare.")
@click.option(
    "--draws", type=DRAWS, default=2000, show_default=True, help="Draws of doubt; 0 for none."
)
@click.option(
    "--seed", type=SEED, default=0, show_default=True, help="The same seed, the same document."
)
@click.option("--sources", "cite", is_flag=True, help="List every source of every segment.")
@min_likelihood_option
@dataset_option
@as_json
def command(
    start: str,
    end: str,
    at: date | None,
    known_by: date | None,
    sponsor: str | None,
    from_year: int | None,
    to_year: int | None,
    draws: int,
    seed: int,
    cite: bool,
    min_likelihood: float,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find contiguous ground from FROM to TO that a sponsor's side controls or operates in.

    The side is the sponsor's own forces and the groups that it sponsors, directly or through
    others. Ground is counted by first-level divisions; a claim on a country fills none of them.
    A sea as TO means the divisions on its coast.

    \b
    Examples:
      proxygraph corridor Iran Mediterranean --at 2019-06-01
      proxygraph corridor Iran Beirut --at 2020-01-02 --from-year 2010 --to-year 2021
    """
    from analytics.claims.naming import find_one
    from analytics.network.monte_carlo import DrawPlan
    from analytics.territory.corridor import corridor
    from analytics.territory.corridor_result import CorridorRequest
    from proxygraph.cli.territory_tables import show_corridor

    if (from_year is None) != (to_year is None):
        raise click.UsageError("--from-year and --to-year go together")
    with connect() as graph:
        request = CorridorRequest(
            start=find_one(graph, start, "Location", datasets),
            end=find_one(graph, end, "Location", datasets),
            sponsor=find_one(graph, sponsor, "Actor", datasets) if sponsor else None,
            as_of=as_of_options(at, known_by, datasets, min_likelihood),
            plan=DrawPlan(draws=draws, seed=seed) if draws else None,
        )
        if from_year is not None and to_year is not None:
            request = replace(request, years=(from_year, to_year))
        found = corridor(graph, request)
    if as_json:
        echo_json(found.document())
    else:
        show_corridor(found, cite=cite)
