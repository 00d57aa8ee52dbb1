"""``proxygraph status``: which server is in use, and whether it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from proxygraph.runtime.overview import Overview


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(as_json: bool) -> None:
    """Say which Neo4j is in use, whether it answers, what is in it, and who set what.

    Nothing is started or changed. Settings are taken from the environment, else from .env in the
    current folder, else from the settings file (docs/operations.md).

    \b
    Example:
      proxygraph status --json
    """
    from proxygraph.cli.server_facts import show_json
    from proxygraph.runtime.overview import overview

    found = overview()
    if as_json:
        show_json(_document(found))
    else:
        _show(found)


def _document(found: Overview) -> dict[str, object]:
    from proxygraph.cli.server_facts import local_document

    settings = found.settings
    return {
        "answers": found.answers,
        "problem": found.problem or None,
        "version": found.version or None,
        "uri": settings.uri if settings else None,
        "username": settings.username if settings else None,
        "database": settings.database if settings else None,
        "origin": settings.origin if settings else None,
        "gds": (found.facts.gds or None) if found.facts else None,
        "graph_version": found.facts.version if found.facts else None,
        "schema": found.facts.schema if found.facts else None,
        "last_run": _last_run(found),
        "set_by": dict(found.set_by),
        "local": local_document(found.local) if found.local else None,
    }


def _last_run(found: Overview) -> dict[str, object] | None:
    run = found.facts.last_run if found.facts else None
    if run is None:
        return None
    return {"run_id": run.run_id, "dataset": run.dataset, "outcome": run.outcome}


def _graph_words(found: Overview) -> dict[str, str]:
    """Tell what is in the server, and who set what."""
    words: dict[str, str] = {}
    if found.facts is not None:
        words["GDS"] = found.facts.gds or "none: measures are computed on this machine"
        words["Graph"] = f"version {found.facts.version}, schema {found.facts.schema}"
        run = found.facts.last_run
        words["Last run"] = f"{run.run_id}, {run.dataset}: {run.outcome}" if run else "none"
    return words | {name: f"set by {origin}" for name, origin in found.set_by}


def _show(found: Overview) -> None:
    from proxygraph.cli.server_facts import duration, local_facts, show

    settings, local = found.settings, found.local
    if settings is None and local is not None:
        state = "is starting or stopping" if local.running else "is not running"
        advice = "" if local.running else " Start it with `proxygraph up`."
        show(f"Neo4j {state}.{advice}", {"Data": str(local.home.root), **_graph_words(found)})
        return
    if settings is None:
        return
    if local is not None:
        facts = local_facts(local, settings)
        facts["Running"] = f"for {duration(local.uptime)}, process {local.pid}"
    else:
        facts = {"Drivers": settings.uri, "User": settings.username, "Named by": settings.origin}
    facts["Database"] = settings.database
    facts |= _graph_words(found)
    if found.answers:
        show(f"Neo4j {found.version} answers.", facts)
    else:
        show("Neo4j does not answer.", {**facts, "Problem": found.problem})
