"""``proxygraph structure``: what a network is like as a whole, and without some actors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import click

from proxygraph.cli.options import (
    as_json,
    connect,
    dataset_option,
    date_option,
    echo_json,
    echo_table,
    network_options,
    question_of,
)

if TYPE_CHECKING:
    from analytics.questions.structure import Structure

_PARTS = 10
"""So many components are listed on screen."""

_NAMES = 6
"""So many actors of each."""


@click.command(
    epilog="\b\nExamples:\n"
    "  proxygraph structure --at 2020-01-02\n"
    "  proxygraph structure --without 'Qasem Soleimani;Abu Mahdi al-Muhandis' --at 2020-01-02"
)
@click.option("--without", metavar="NAMES", help="Remove these actors first, named with ; between.")
@date_option
@dataset_option
@network_options
@as_json
def command(
    without: str | None,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    relations: str | None,
    positions: Literal["contract", "keep"],
    isolates: bool,
    min_likelihood: float,
    as_json: bool,
) -> None:
    """Describe the network of command as a whole: density, distances, hierarchy, robustness.

    With --without, the same figures of what is left when these actors are removed, and the
    components into which the network falls.
    """
    from analytics.claims.naming import find_one
    from analytics.questions.structure import structure

    question = question_of(at, known_by, datasets, relations, positions, isolates, min_likelihood)
    names = [name.strip() for name in (without or "").split(";") if name.strip()]
    if without is not None and not names:
        raise click.UsageError("--without names nobody; give names with ; between")
    with connect() as graph:
        ids = [find_one(graph, name, "Actor", datasets) for name in names]
        answer = structure(graph, question, ids)
    if as_json:
        echo_json(answer.document())
    else:
        show_structure(answer)


def show_structure(answer: Structure) -> None:
    """Print the figures, what they mean, and the components."""
    from textwrap import fill

    from analytics.questions.structure import MEANINGS

    known = f", known by {answer.question.known_by}" if answer.question.known_by else ""
    click.echo(f"Structure of the network on {answer.question.day}{known}\n")
    rows: list[tuple[object, ...]] = [
        (name.replace("_", " "), before, *((after,) if answer.left else ()))
        for name, before, after in answer.rows()
    ]
    columns = ("", "whole", "without") if answer.left else ("", "whole")
    echo_table("", columns, rows)
    if answer.removed:
        names = ", ".join(one.name for one in answer.removed)
        click.echo("\n" + fill(f"Without {names}; n counts those left.", 80))
    click.echo(f"\nComponents ({len(answer.parts)})")
    for part in answer.parts[:_PARTS]:
        more = f" and {len(part) - _NAMES} more" if len(part) > _NAMES else ""
        listed = ", ".join(one.name for one in part[:_NAMES])
        click.echo(
            fill(f"{len(part)}: {listed}{more}", 80, initial_indent="  ", subsequent_indent="    ")
        )
    if len(answer.parts) > _PARTS:
        click.echo(f"  and {len(answer.parts) - _PARTS} more")
    click.echo()
    for name, meaning in MEANINGS.items():
        click.echo(fill(f"{name.replace('_', ' ')}: {meaning}.", 80, subsequent_indent="  "))
    for note in answer.notes:
        click.echo(fill(f"{note}.", 80, subsequent_indent="  "))
