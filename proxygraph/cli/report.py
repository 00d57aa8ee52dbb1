"""``proxygraph report``: all that the graph says of one day, on one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proxygraph.cli.options import (
    DAY,
    DRAWS,
    as_json,
    connect,
    dataset_option,
    date_option,
    echo_json,
)

if TYPE_CHECKING:
    from graphdb.connection import Graph
    from proxygraph.reports.report.findings import Findings, ReportRequest

FORMATS = ("html", "md", "pdf", "png")


@click.command()
@click.argument("target", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@date_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="What to write (if not given: by the ending of OUT).",
)
@click.option("--sponsor", metavar="STATE", help="Whose clients (if none: who has most).")
@click.option(
    "--succession",
    "pair",
    nargs=2,
    metavar="PREDECESSOR SUCCESSOR",
    help="Who follows whom (if none: the most central who is followed within a year).",
)
@click.option(
    "--with", "removed", multiple=True, metavar="PERSON", help="Who leaves with the predecessor."
)
@click.option("--from", "since", type=DAY, metavar="DATE", help="First day of the timeline.")
@click.option("--draws", type=DRAWS, default=2000, show_default=True, help="Draws of doubt.")
@dataset_option
@as_json
def command(
    target: Path,
    at: date | None,
    known_by: date | None,
    form: str | None,
    sponsor: str | None,
    pair: tuple[str, str] | None,
    removed: tuple[str, ...],
    since: date | None,
    draws: int,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write a report of one day (today, if none is given): who has what, who backs whom.

    OUT.html is one page that opens from a file without a network. OUT.md has its tables; OUT.pdf
    and OUT.png (the first screen) are made by a Chromium on this machine.

    \b
    Examples:
      proxygraph report report.html --at 2020-01-02
      proxygraph report report.pdf --at 2020-01-02
    """
    chosen = form or target.suffix.removeprefix(".")
    if chosen not in FORMATS:
        raise click.UsageError(
            f"OUT ends in {', '.join(f'.{one}' for one in FORMATS)}, or name a --format"
        )
    from proxygraph.reports.report.findings import ReportRequest, findings

    wish = ReportRequest(at or date.today(), known_by, datasets, since=since, draws=draws)
    with connect() as graph:
        found = findings(graph, _named(graph, wish, sponsor, pair or None, removed))
    _write(found, target, chosen)
    told = {
        "file": str(target),
        "format": chosen,
        "bytes": target.stat().st_size,
        "at": wish.day.isoformat(),
        "actors": len(found.ranking.rows),
        "ties": found.ranking.ties,
        "sponsor": found.clients.sponsor if found.clients else None,
        "succession": [found.observed.case.predecessor, found.observed.case.successor]
        if found.observed
        else None,
        "missing": dict(found.missing),
    }
    if as_json:
        echo_json(told)
        return
    click.echo(
        f"{target}: {told['actors']} actors and {told['ties']} ties on {wish.day}, "
        f"{target.stat().st_size / 1e6:.1f} MB"
    )
    for name, why in found.missing.items():
        click.echo(f"The page has no {name}: {why}")


def _named(
    graph: Graph,
    wish: ReportRequest,
    sponsor: str | None,
    pair: tuple[str, str] | None,
    removed: tuple[str, ...],
) -> ReportRequest:
    from dataclasses import replace

    from analytics.claims.naming import find_one

    return replace(
        wish,
        sponsor=find_one(graph, sponsor, "State", wish.datasets) if sponsor else None,
        pair=(
            find_one(graph, pair[0], "Person", wish.datasets),
            find_one(graph, pair[1], "Person", wish.datasets),
        )
        if pair
        else None,
        removed=tuple(find_one(graph, one, "Person", wish.datasets) for one in removed)
        if removed
        else None,
    )


def _write(found: Findings, target: Path, form: str) -> None:
    from graphdb.outfile import write_whole
    from proxygraph.reports.report.render import html, markdown

    if form == "md":
        write_whole(target, markdown(found))
    elif form == "html":
        write_whole(target, html(found))
    else:
        from proxygraph.reports.report.printing import print_page

        print_page(html(found), target, form)
