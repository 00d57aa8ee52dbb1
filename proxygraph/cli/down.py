"""``proxygraph down``: stop the local Neo4j."""

from __future__ import annotations

import click

from proxygraph.cli.up import refuse_where_another_is_named


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(as_json: bool) -> None:
    """Stop the local Neo4j; its data and its password stay.

    \b
    Example:
      proxygraph down
    """
    from proxygraph.cli.server_facts import show_json
    from proxygraph.runtime.home import default_home
    from proxygraph.runtime.server import stop_server

    refuse_where_another_is_named("stop")
    home = default_home()
    stopped = stop_server(home)
    if as_json:
        show_json({"stopped": stopped, "home": str(home.root)})
    elif stopped:
        click.echo(f"Neo4j is stopped; its data stay in {home.root}.")
    else:
        click.echo("Neo4j was not running.")
