"""``proxygraph up``: start the local Neo4j."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphdb.settings import settings_from_environment

if TYPE_CHECKING:
    from proxygraph.runtime.listening import Listening


@click.command()
@click.option("--prepare", is_flag=True, help="Rehearse once: later starts are twice as fast.")
@click.option("--bind", metavar="ADDRESS", help="Let others reach it at this address of yours.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="File with a password of your own, for a new server; --bind needs it.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(prepare: bool, bind: str | None, password_file: Path | None, as_json: bool) -> None:
    """Start Neo4j on this machine, with Graph Data Science and Browser.

    The first start fetches it (189 MB); nothing but this Python installation is needed. It
    answers on this machine only, and goes on until `proxygraph down`. Does nothing where it runs
    already. With --bind others reach it too, unencrypted: put it behind a proxy that has TLS.

    \b
    PROXYGRAPH_HOME       folder of its data, logs and password
    PROXYGRAPH_CACHE      folder of its programs
    PROXYGRAPH_HEAP, PROXYGRAPH_PAGECACHE   its memory, such as 2g and 512m
    PROXYGRAPH_MAVEN_URL  repository to fetch it from, in place of Maven Central

    \b
    Example:
      proxygraph up
    """
    from proxygraph.cli.server_facts import local_document, local_facts, show, show_json
    from proxygraph.runtime.rehearsal import prepare_fast_starts
    from proxygraph.runtime.server import ensure_server, server_status

    refuse_where_another_is_named("start")
    if prepare:
        prepare_fast_starts()
    settings = ensure_server(listening=_listening(bind, password_file))
    status = server_status()
    if as_json:
        show_json({"uri": settings.uri, "username": settings.username, **local_document(status)})
        return
    versions = status.versions
    show(
        f"Neo4j {versions.neo4j} with Graph Data Science {versions.gds} is running.",
        local_facts(status, settings),
    )


def _listening(bind: str | None, password_file: Path | None) -> Listening:
    """Read the two options; a server that runs already does not move."""
    import ipaddress

    from proxygraph.runtime.listening import LOOPBACK, Listening
    from proxygraph.runtime.server import server_status

    try:
        address = str(ipaddress.ip_address(bind or LOOPBACK))
    except ValueError as error:
        raise click.UsageError(f"--bind {bind} is not an address such as 192.0.2.7") from error
    if (bind or password_file) and server_status().running:
        raise click.UsageError("the server is running: `proxygraph down` first")
    return Listening(address, password_file)


def refuse_where_another_is_named(verb: str) -> None:
    """Keep from touching the local server while ``NEO4J_URI`` names another one."""
    named = settings_from_environment()
    if named is not None:
        raise click.UsageError(
            f"NEO4J_URI names {named.uri}, so the local server is not used: "
            f"unset NEO4J_URI to {verb} it"
        )
