"""``proxygraph load``: bring a dataset in the graph to what its files say now."""

from __future__ import annotations

from pathlib import Path

import click

from proxygraph.cli.options import SHARE, as_json, connect, echo_json
from proxygraph.cli.progress import load_progress
from proxygraph.cli.run_words import change_words, say_run


@click.command(
    epilog="\b\nExample:\n  proxygraph load tables ./my-dataset --dataset my-dataset --dry-run"
)
@click.argument("source")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--dataset", required=True, metavar="NAME", help="Under which name to load it.")
@click.option(
    "--rank", type=click.IntRange(1, 1_000_000), help="Who speaks first of names and dates: 1."
)
@click.option(
    "--max-rejects", type=SHARE, default=0.0, show_default=True, help="Share of rows that may fail."
)
@click.option(
    "--max-removed",
    type=SHARE,
    default=0.5,
    show_default=True,
    help="Share of the last load that may vanish.",
)
@click.option("--rejects", type=click.Path(path_type=Path), help="Folder for rejected rows.")
@click.option("--dry-run", is_flag=True, help="Print what would change; write nothing.")
@click.option(
    "--bulk/--no-bulk",
    default=None,
    help="Use the importer, into an empty local graph; by default where it is quicker.",
)
@as_json
def command(
    source: str,
    path: Path,
    dataset: str,
    rank: int | None,
    max_rejects: float,
    max_removed: float,
    rejects: Path | None,
    dry_run: bool,
    bulk: bool | None,
    as_json: bool,
) -> None:
    """Load or reload the dataset at PATH, of kind SOURCE (see `proxygraph validate --help`).

    Only the difference to the last load is written. Input that is wrong is refused before
    anything is written.
    """
    from loaders.options import LoadOptions
    from proxygraph import __version__
    from proxygraph.bulk import load_as_fits

    if bulk and dry_run:
        raise click.UsageError("--dry-run shows what a load would change; leave out --bulk")
    with connect() as graph, load_progress() as watch:
        options = LoadOptions(
            rank=rank,
            most_rejects=max_rejects,
            most_removed=max_removed,
            rejects_folder=rejects,
            dry_run=dry_run,
            program_version=__version__,
            watch=watch,
        )
        run = load_as_fits(graph, source, path, dataset, options, bulk)
        lines = change_words(graph, run.planned)
    if as_json:
        echo_json(run.as_answer())
        return
    say_run(run)
    for line in lines:
        click.echo(line)
