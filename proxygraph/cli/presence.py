"""``proxygraph presence``: who is in a country, and by whose leave."""

from __future__ import annotations

from datetime import date

import click

from proxygraph.cli.options import (
    as_json,
    connect,
    dataset_option,
    date_option,
    echo_json,
    min_likelihood_option,
)
from proxygraph.cli.territory_options import as_of_options


@click.command()
@click.argument("country", metavar="COUNTRY")
@date_option
@click.option("--sources", "cite", is_flag=True, help="List every source.")
@min_likelihood_option
@dataset_option
@as_json
def command(
    country: str,
    at: date | None,
    known_by: date | None,
    cite: bool,
    min_likelihood: float,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show who is in COUNTRY, by whose leave, under whose command, and like whom.

    COUNTRY can be any place on record. Consent is the host's, in law and in fact, and apart from
    support.

    \b
    Examples:
      proxygraph presence Syria --at 2020-01-09
      proxygraph presence Bekaa --at 2020-01-09 --sources
    """
    from analytics.claims.naming import find_one
    from analytics.territory.presence import presence
    from proxygraph.cli.territory_tables import show_presence

    with connect() as graph:
        place = find_one(graph, country, "Location", datasets)
        as_of = as_of_options(at, known_by, datasets, min_likelihood)
        found = presence(graph, place, as_of)
    if as_json:
        echo_json(found.document())
    else:
        show_presence(found, cite=cite)
