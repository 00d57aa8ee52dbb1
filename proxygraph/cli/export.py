"""``proxygraph export``: the graph in formats of other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from proxygraph.cli.options import (
    as_json,
    connect,
    dataset_option,
    date_option,
    echo_json,
    min_likelihood_option,
)

if TYPE_CHECKING:
    from graphdb.connection import Graph
    from proxygraph.exports.contents import Contents

FORMATS = ("graphml", "gexf", "ftm", "csv")
_ENDINGS = {".graphml": "graphml", ".gexf": "gexf", ".ftm": "ftm", ".json": "ftm", "": "csv"}


@click.command()
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="What to write (if not given: by the ending of OUT; no ending is a folder of CSV).",
)
@date_option
@dataset_option
@min_likelihood_option
@as_json
def command(
    target: Path,
    form: str | None,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    min_likelihood: float,
    as_json: bool,
) -> None:
    """Write the graph to OUT for another program: all of it, or what holds on a day.

    Each claim carries the likelihood of what it says, on the day or, without one, that it was ever
    so. On a day what is less likely than --min-likelihood is left out.

    GraphML (igraph, yEd), GEXF (Gephi), FollowTheMoney (JSON lines; needs proxygraph[ftm]), or
    CSV (a folder with entities.csv and claims.csv).

    \b
    Examples:
      proxygraph export network.graphml --at 2020-01-02
      proxygraph export network.ftm.json
      proxygraph export ./tables --format csv
    """
    chosen = form or _ENDINGS.get(target.suffix)
    if chosen is None:
        raise click.UsageError(
            f"OUT ends in {', '.join(one for one in _ENDINGS if one)} or has no ending (CSV); "
            "or name a --format"
        )
    if (chosen == "csv" and target.is_file()) or (chosen != "csv" and target.is_dir()):
        kind = "a file, and CSV is a folder" if chosen == "csv" else "a folder"
        raise click.UsageError(f"{target} is {kind}")
    if chosen == "ftm" and (at or known_by):
        raise click.UsageError("FollowTheMoney keeps each line's dates: leave --at out")
    source = click.get_current_context().get_parameter_source("min_likelihood")
    if at is None and source is ParameterSource.COMMANDLINE:
        raise click.UsageError("--min-likelihood is for a day: give --at")
    with connect() as graph:
        told = _ftm(graph, target, datasets) if chosen == "ftm" else None
        if told is None:
            from proxygraph.exports.contents import contents

            found = contents(graph, at, known_by, datasets, min_likelihood)
            _write(found, target, chosen)
            told = {
                "entities": len(found.things),
                "claims": len(found.edges),
                "weaker": found.weaker,
                "left_out": _left_out(found, chosen),
            }
    if as_json:
        echo_json({"path": str(target), "format": chosen, **told})
        return
    claims = f" and {told['claims']:,} claims" if "claims" in told else ""
    click.echo(f"{target}: {told['entities']:,} entities{claims}")
    if told.get("weaker"):
        from analytics.claims.likelihood_words import percent

        least = percent(min_likelihood)
        click.echo(
            f"{told['weaker']:,} claims of what is less likely than {least} are left out: "
            "--min-likelihood.",
            err=True,
        )
    for why, count in told["left_out"].items():
        click.echo(f"  left out: {count:,} × {why}")


def _ftm(graph: Graph, target: Path, datasets: tuple[str, ...]) -> dict[str, Any]:
    from loaders.ftm.writing import write_ftm

    done = write_ftm(graph, target, datasets)
    return {"entities": done.written.total(), "left_out": dict(sorted(done.left_out.items()))}


def _left_out(found: Contents, form: str) -> dict[str, int]:
    """Say once what a format cannot hold."""
    from proxygraph.exports.contents import unwritable_values

    count = 0 if form == "csv" else unwritable_values(found)
    return (
        {"values without their control characters, which XML cannot hold": count} if count else {}
    )


def _write(found: Contents, target: Path, form: str) -> None:
    if form == "csv":
        from proxygraph.exports.tables import write_csv

        write_csv(found, target)
    else:
        from proxygraph.exports.markup import write_gexf, write_graphml

        (write_graphml if form == "graphml" else write_gexf)(found, target)
