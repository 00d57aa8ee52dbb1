"""``proxygraph backup``: the local server's graph in one file."""

from __future__ import annotations

from pathlib import Path

import click

from proxygraph.cli.options import as_json, echo_json
from proxygraph.cli.up import refuse_where_another_is_named


@click.command(epilog="\b\nExample:\n  proxygraph backup graph-2026-11-25.dump")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE where it is there already.")
@as_json
def command(file: Path, force: bool, as_json: bool) -> None:
    """Dump the local server's graph into FILE, and check the dump.

    A running server is stopped for it, and started again. FILE is the server's own format,
    readable by its owner only; the password is not in it.
    """
    from proxygraph.runtime.backup import back_up

    refuse_where_another_is_named("back up")
    made = back_up(file, force=force)
    if as_json:
        echo_json({"file": str(made.file), "bytes": made.size, "neo4j": made.neo4j})
    else:
        click.echo(f"The graph is in {made.file} ({made.size / 1e6:.1f} MB), consistent.")
