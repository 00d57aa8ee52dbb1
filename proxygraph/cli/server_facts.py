"""How the verbs of the server show what they know: aligned lines, or one JSON document."""

from __future__ import annotations

from collections.abc import Mapping

import click

from graphdb.settings import Settings
from proxygraph.runtime.server import ServerStatus


def show(title: str, facts: Mapping[str, str]) -> None:
    """Write a title and its facts, one a line, to standard output."""
    width = max(map(len, facts), default=0)
    click.echo(title)
    for name, value in facts.items():
        click.echo(f"  {name.ljust(width)}  {value}")


def show_json(document: object) -> None:
    """Write one JSON document to standard output."""
    from proxygraph.cli.options import echo_json

    echo_json(document)


def local_document(status: ServerStatus) -> dict[str, object]:
    """Turn the state of the local server into a JSON document; never with the password."""
    return {
        "running": status.running,
        "ready": status.ready,
        "pid": status.pid,
        "uptime_seconds": round(status.uptime, 1),
        "browser": browser_address(status),
        "home": str(status.home.root),
        "password_file": str(status.home.password_file),
        "versions": {
            "neo4j": status.versions.neo4j,
            "gds": status.versions.gds,
            "browser": status.versions.browser,
        },
    }


def local_facts(status: ServerStatus, settings: Settings) -> dict[str, str]:
    """Tell where the running local server is and how to get in."""
    return {
        "Browser": browser_address(status) or "",
        "Drivers": settings.uri,
        "User": settings.username,
        "Password": f"in {status.home.password_file}",
        "Data": str(status.home.root),
    }


def browser_address(status: ServerStatus) -> str | None:
    """Tell Browser's address, ``None`` while the server does not run."""
    if not status.running or status.http_port is None:
        return None
    return f"http://localhost:{status.http_port}/browser/"


def duration(seconds: float) -> str:
    """Write a time span as people say it.

    >>> duration(42.3), duration(3700), duration(200_000)
    ('42 s', '1 h 1 min', '2 d 7 h')
    """
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min"
    if whole < 86400:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 86400} d {whole % 86400 // 3600} h"
