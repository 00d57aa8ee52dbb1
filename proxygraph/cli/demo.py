"""``proxygraph demo``: the main job, from nothing to what passes from Soleimani to Qaani."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from proxygraph.cli.options import as_json, connect, echo_json

if TYPE_CHECKING:
    from analytics.succession import Succession
    from loaders.runs import Run

EVE = date(2020, 1, 2)
"""The last day on which Soleimani commanded the Quds Force."""

PREDECESSOR, SUCCESSOR = "person/qasem-soleimani", "person/esmail-qaani"
KILLED_WITH_HIM = "person/abu-mahdi-al-muhandis"
CENTRAL = 10


@click.command(epilog="\b\nExample:\n  proxygraph demo")
@as_json
def command(as_json: bool) -> None:
    """Start the server, load the curated dataset, and show what it tells.

    Who was most central on the eve of Qassem Soleimani's death, what passes from him to Esmail
    Qaani and what does not, and where to look next. All figures come from the server.
    """
    from analytics.centrality import centrality
    from analytics.network import Question
    from analytics.succession import Request, succession
    from proxygraph.written import write_back

    with connect(start=True) as graph:
        run = _load(graph)
        if not as_json:
            _say_loaded(run)
        central = centrality(graph, Question(EVE, datasets=(run.dataset,)))
        write_back(graph, central)
        if not as_json:
            from proxygraph.cli.centrality import show_ranking

            _heading(f"2. Who is most central on {EVE}, the eve of Soleimani's death")
            show_ranking(central, CENTRAL)
        request = Request(
            PREDECESSOR, SUCCESSOR, removed=(KILLED_WITH_HIM,), datasets=(run.dataset,)
        )
        passing = succession(graph, request)
    if as_json:
        echo_json(
            {
                "load": run.as_properties(),
                "centrality": central.document(CENTRAL),
                "succession": passing.document(),
                "browser": _browser_page(),
            }
        )
        return
    _heading("3. What passes from Qassem Soleimani to Esmail Qaani")
    _say_succession(passing)
    _heading("4. Where to look next")
    _say_next()


def _load(graph: object) -> Run:
    from loaders.engine import LoadOptions, load
    from proxygraph import __version__
    from proxygraph.dataset import NAME, RANK, curated_dataset

    options = LoadOptions(rank=RANK, program_version=__version__)
    return load(graph, "tables", curated_dataset(), NAME, options)  # type: ignore[arg-type]


def _heading(text: str) -> None:
    from proxygraph.cli.options import echo_marked

    click.echo()
    echo_marked(text, "bold", "")
    click.echo()


def _say_loaded(run: Run) -> None:
    from proxygraph.cli.run_words import say_run

    _heading("1. The curated dataset: Iran and the groups that it sponsors, 1979 to mid-2021")
    say_run(run)


def _say_succession(found: Succession) -> None:
    from proxygraph.cli.succession_tables import show_briefly

    show_briefly(found)


def _say_next() -> None:
    from proxygraph.cli.server_facts import local_facts
    from proxygraph.runtime.server import server_status
    from proxygraph.runtime.target import target_settings

    settings = target_settings(start=False)
    page = _browser_page()
    if page is None:
        click.echo(f"Neo4j Browser of your server at {settings.uri}; see docs/browser.md")
    else:
        facts = {"Guide": page, **local_facts(server_status(), settings)}
        for name in ("Guide", "Browser", "User", "Password"):
            click.echo(f"  {name.ljust(9)} {facts[name]}")
        click.echo("\nThe guide's address, or `proxygraph browser`, opens Neo4j Browser connected.")
    click.echo()
    for line in (
        "proxygraph browser",
        'proxygraph succession "Qasem Soleimani" "Esmail Qaani" --mode observed',
        "proxygraph centrality --at 2021-01-01",
        'proxygraph succession --chain "Commander of the Quds Force"',
    ):
        click.echo(f"  {line}")


def _browser_page() -> str | None:
    """Give the address of the page that opens Browser connected; none for another's server."""
    from graphdb.settings import settings_from_environment
    from proxygraph.browser.opening import prepared

    return None if settings_from_environment() else prepared().page.as_uri()
