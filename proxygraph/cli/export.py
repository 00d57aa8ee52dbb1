"""``proxygraph export``: the graph in formats of other programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proxygraph.cli.options import as_json, connect, dataset_option, date_option, echo_json

if TYPE_CHECKING:
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
@as_json
def command(
    target: Path,
    form: str | None,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    r"""Write the graph to OUT for another program: all of it, or what may hold on a day.

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
    from proxygraph.exports.contents import contents

    with connect() as graph:
        found = contents(graph, at, known_by, datasets)
    left_out = _write(found, target, chosen)
    told = {
        "path": str(target),
        "format": chosen,
        "entities": len(found.things),
        "claims": len(found.edges),
        "left_out": dict(left_out),
    }
    if as_json:
        echo_json(told)
        return
    click.echo(f"{target}: {len(found.things):,} entities and {len(found.edges):,} claims read")
    for why, count in left_out.items():
        click.echo(f"  left out: {count:,} {why}")


def _write(found: Contents, target: Path, form: str) -> Mapping[str, int]:
    if form == "ftm":
        from proxygraph.exports.ftm import write_ftm

        return write_ftm(found, target).left_out
    if form == "csv":
        from proxygraph.exports.tables import write_csv

        write_csv(found, target)
    else:
        from proxygraph.exports.markup import write_gexf, write_graphml

        (write_graphml if form == "graphml" else write_gexf)(found, target)
    return {}
