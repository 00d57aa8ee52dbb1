"""``proxygraph browser``: Neo4j Browser, connected, with a style, a guide and saved queries."""

from __future__ import annotations

from pathlib import Path

import click

from proxygraph.cli.options import as_json, echo_json


@click.command(
    epilog="\b\nExamples:\n  proxygraph browser\n  proxygraph browser --print\n"
    "  proxygraph browser --export browser-files"
)
@click.option(
    "--print", "only_print", is_flag=True, help="Print the address, password and all; open nothing."
)
@click.option(
    "--export",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write guide, style and queries to DIR, for a server of your own.",
)
@as_json
def command(only_print: bool, folder: Path | None, as_json: bool) -> None:
    """Open Neo4j Browser connected to the local server, with the guide.

    Starts the server if it is not up. The program that opens the page is given a file that only
    you can read, so the password shows in no list of processes. --print gives an address with the
    password after its #, which no browser sends to a server: keep it out of logs and chats.
    """
    if folder is not None:
        _export(folder, as_json=as_json)
        return
    from proxygraph.browser.opening import prepared
    from proxygraph.cli.up import refuse_where_another_is_named

    refuse_where_another_is_named("open Browser with the guide on, or use --export,")
    ready = prepared()
    if as_json:
        echo_json({"address": ready.address, "page": str(ready.page), "plain": ready.plain})
        return
    if only_print:
        click.echo(ready.address)
        return
    import webbrowser

    if webbrowser.open(ready.page.as_uri()):
        click.echo(f"Neo4j Browser opens at {ready.plain}")
        return
    click.echo(
        f"No web browser could be started here. Open {ready.page.as_uri()}, or the address that "
        "`proxygraph browser --print` gives.",
        err=True,
    )
    raise click.exceptions.Exit(1)


def _export(folder: Path, *, as_json: bool) -> None:
    from proxygraph.browser.export import export

    written = export(folder)
    if as_json:
        echo_json({"folder": str(folder), "files": [str(path) for path in written]})
        return
    for path in written:
        click.echo(f"{folder / path}")
