"""``proxygraph map``: territory by sponsor and by consent, as a page or a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proxygraph.cli.options import (
    as_json,
    connect,
    dataset_option,
    date_option,
    echo_json,
    min_likelihood_option,
)
from proxygraph.cli.territory_options import YEAR, as_of_options

if TYPE_CHECKING:
    from analytics.territory.moments import Held, Moments

SUFFIXES = (".html", ".png", ".svg")
YEARS_BEFORE = 10


@click.command()
@click.argument("target", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@date_option
@click.option("--from-year", type=YEAR, metavar="YEAR", help="First year of the slider.")
@click.option("--to-year", type=YEAR, metavar="YEAR", help="Last year of the slider.")
@min_likelihood_option
@dataset_option
@as_json
def command(
    target: Path,
    at: date | None,
    known_by: date | None,
    from_year: int | None,
    to_year: int | None,
    min_likelihood: float,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    """Draw who holds what, by sponsor and by the host's consent.

    OUT.html is a page that opens from a file without a network: a slider over the days, groups
    with their sources on a click. OUT.png and OUT.svg are pictures of one day, for print.

    \b
    Examples:
      proxygraph map territory.html --at 2020-01-02 --from-year 2003 --to-year 2021
      proxygraph map territory.png --at 2020-01-02
    """
    if target.suffix not in SUFFIXES:
        raise click.UsageError(f"OUT ends in {', '.join(SUFFIXES)}, not {target.suffix or target}")
    if not target.parent.is_dir():
        raise click.UsageError(f"there is no folder {target.parent}; make it, or name another OUT")
    from analytics.territory.corridor_words import listed
    from analytics.territory.moments import moments

    day = at or date.today()
    first = day.year - YEARS_BEFORE if from_year is None else from_year
    last = day.year if to_year is None else to_year
    with connect() as graph:
        as_of = as_of_options(day, known_by, datasets, min_likelihood)
        found = moments(graph, as_of, first, last)
    try:
        _write(found, day, target)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error
    here, outside = _in_and_outside(found, day, target.suffix)
    told = {
        "file": str(target),
        "bytes": target.stat().st_size,
        "at": day.isoformat(),
        "days": len(found.days),
        "groups": len({one.actor for one in here}),
        "places": len({one.spot for one in here}),
        "outside": sorted({found.ground.name(one.spot) for one in outside}),
    }
    if as_json:
        echo_json(told)
        return
    click.echo(
        f"{target}: {told['groups']} groups in {told['places']} places on {day}, "
        f"{told['days']} days to choose from"
        if target.suffix == ".html"
        else f"{target}: {told['groups']} groups in {told['places']} places on {day}"
    )
    if outside:
        names = sorted({found.ground.name(one.spot) for one in outside})
        click.echo(f"Not drawn, being outside the map or without an outline: {listed(names)}.")
    if found.silent_before:
        click.echo(
            f"No claim on territory speaks of {day}; the first speaks of {found.silent_before}."
        )


def _in_and_outside(found: Moments, day: date, suffix: str) -> tuple[list[Held], list[Held]]:
    """Part what the map shows of a day from what lies outside its frame.

    A page can show everything, a picture shows one frame.
    """
    from proxygraph.reports.territory.document import in_frame
    from proxygraph.reports.territory.picture import in_picture

    is_shown = in_frame if suffix == ".html" else in_picture
    here: list[Held] = []
    outside: list[Held] = []
    for one in found.on(day):
        (here if is_shown(found, one.spot) else outside).append(one)
    return here, outside


def _write(found: Moments, day: date, target: Path) -> None:
    if target.suffix == ".html":
        from graphdb.outfile import write_whole
        from proxygraph.reports.territory.page import page

        write_whole(target, page(found))
    else:
        from proxygraph.reports.territory.picture import write_picture

        write_picture(found, day, target)
