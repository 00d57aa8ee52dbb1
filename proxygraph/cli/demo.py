"""``proxygraph demo``: the main job, from nothing to what passes from Soleimani to Qaani."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from proxygraph.cli.options import as_json, connect, echo_json

if TYPE_CHECKING:
    from analytics.questions.centrality import Centrality
    from analytics.succession.result import Succession
    from graphdb.connection import Graph
    from loaders.runs import Run

EVE = date(2020, 1, 2)
"""The last day on which Soleimani commanded the Quds Force."""

PREDECESSOR, SUCCESSOR = "person/qasem-soleimani", "person/esmail-qaani"
KILLED_WITH_HIM = "person/abu-mahdi-al-muhandis"
CENTRAL = 10


@click.command(epilog="\b\nExample:\n  proxygraph demo")
@as_json
def command(as_json: bool) -> None:
    """Start the server, load the curated dataset, and show what it says.

    Who was most central on the eve of Qassem Soleimani's death, what passes from him to Esmail
    Qaani and what does not, and where to look next. All figures come from the server.
    """
    from analytics.questions.centrality import centrality
    from analytics.scope import Question
    from proxygraph.reports.report.sections import Sections
    from proxygraph.written import write_back

    sections = Sections()
    with connect(start=True) as graph:
        run = _load(graph)
        if not as_json:
            _say_loaded(run)
        question = Question(EVE, datasets=(run.dataset,))
        central = sections.make("ranking", lambda: centrality(graph, question), None)
        if central is not None:
            ranked = central
            sections.make("measures of nodes", lambda: write_back(graph, ranked), None)
        if not as_json:
            _heading(f"2. Who is most central on {EVE}, the eve of Soleimani's death")
            _say_central(central)
        passing = sections.make("succession", lambda: _passing(graph, run.dataset), None)
    page = sections.make("address of Browser", _browser_page, None)
    if as_json:
        echo_json(
            {
                "load": run.as_properties(),
                "centrality": central.document(CENTRAL) if central else None,
                "succession": _document(passing) if passing else None,
                "browser": page,
                "missing": sections.missing,
            }
        )
        return
    _heading("3. What passes from Qassem Soleimani to Esmail Qaani")
    if passing is not None:
        _say_succession(passing)
    for name, why in sections.missing.items():
        click.echo(f"There is no {name} to show: {why}")
    _heading("4. Where to look next")
    _say_next(page)


def _passing(graph: Graph, dataset: str) -> Succession:
    from analytics.succession.answer import succession
    from analytics.succession.request import Request

    request = Request(PREDECESSOR, SUCCESSOR, removed=(KILLED_WITH_HIM,), datasets=(dataset,))
    return succession(graph, request)


def _document(passing: Succession) -> dict[str, object]:
    from analytics.succession.words import paragraph

    return {**passing.document(), "paragraph": paragraph(passing)}


def _say_central(found: Centrality | None) -> None:
    if found is not None:
        from proxygraph.cli.centrality import show_ranking

        show_ranking(found, CENTRAL)


def _load(graph: object) -> Run:
    from loaders.engine import load
    from loaders.options import LoadOptions
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

    _heading("1. The curated dataset: Iran and the groups that it sponsors, 1979 to March 2026")
    say_run(run)


def _say_succession(found: Succession) -> None:
    from proxygraph.cli.succession_tables import show_briefly

    show_briefly(found)


def _say_next(page: str | None) -> None:
    from proxygraph.cli.server_facts import local_facts
    from proxygraph.runtime.server import server_status
    from proxygraph.runtime.target import target_settings

    settings = target_settings(start=False)
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
