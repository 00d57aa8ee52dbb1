"""``proxygraph unload``: take a dataset out of the graph."""

from __future__ import annotations

import click

from proxygraph.cli.options import as_json, connect, echo_json
from proxygraph.cli.run_words import say_run


@click.command(epilog="\b\nExample:\n  proxygraph unload my-dataset")
@click.argument("dataset")
@as_json
def command(dataset: str, as_json: bool) -> None:
    """Take all that DATASET says out of the graph; what others say stays."""
    from loaders.engine import unload
    from loaders.options import LoadOptions
    from proxygraph import __version__

    with connect() as graph:
        run = unload(graph, dataset, LoadOptions(program_version=__version__))
    if as_json:
        echo_json(run.as_properties())
    else:
        say_run(run)
