"""``proxygraph restore``: a backup in the place of the local server's graph."""

from __future__ import annotations

from pathlib import Path

import click

from proxygraph.cli.options import as_json, echo_json
from proxygraph.cli.up import refuse_where_another_is_named


@click.command(epilog="\b\nExample:\n  proxygraph restore graph-2026-11-25.dump --force")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the graph that is there.")
@as_json
def command(file: Path, force: bool, as_json: bool) -> None:
    """Put the backup FILE in the place of the local server's graph, and start the server on it.

    FILE is checked before anything is touched. The password stays as it is. Where the restored
    graph cannot be used, the one that was there is put back.
    """
    from proxygraph.runtime.backup import restore

    refuse_where_another_is_named("restore")
    used = restore(file, force=force)
    if as_json:
        echo_json({"file": str(used.file), "bytes": used.size, "neo4j": used.neo4j})
    else:
        click.echo(f"The graph of {used.file} is in place; Neo4j {used.neo4j} is running on it.")
