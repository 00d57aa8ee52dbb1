"""``proxygraph vacancy``: what would be lost if anyone fell away, or any post fell vacant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import click

from proxygraph.cli.options import (
    ROWS,
    as_json,
    connect,
    dataset_option,
    date_option,
    echo_json,
    echo_table,
    question_of,
    relations_option,
)

if TYPE_CHECKING:
    from analytics.questions.vacancy import Vacancies, Vacancy

_NAMED = 6
"""So many names of those cut off are printed; the JSON document has them all."""


@click.command(
    epilog="\b\nExamples:\n  proxygraph vacancy --at 2020-01-02\n"
    "  proxygraph vacancy --at 2020-01-02 --by pairs --leader 'Ali Khamenei' --json"
)
@date_option
@dataset_option
@relations_option
@click.option(
    "--leader", metavar="NAME", help="Whom command runs down from (default: who reaches most)."
)
@click.option(
    "--by",
    type=click.Choice(["proxies", "pairs", "fighters", "units"]),
    default="proxies",
    show_default=True,
    help="The loss that ranks first; the others break ties.",
)
@click.option("--limit", type=ROWS, default=10, show_default=True, help="Rows shown.")
@as_json
def command(
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    relations: str | None,
    leader: str | None,
    by: Literal["proxies", "pairs", "fighters", "units"],
    limit: int,
    as_json: bool,
) -> None:
    """Rank everyone, and every post, by what would be lost without them.

    An actor takes along every post held; a vacant post leaves its holder's other ties. All of
    them are worked out in one pass over the network, however large.
    """
    from analytics.claims.naming import find_one
    from analytics.questions.vacancy import vacancy

    question = question_of(at, known_by, datasets, relations)
    with connect() as graph:
        root = find_one(graph, leader, "Actor", datasets) if leader else None
        answer = vacancy(graph, question, root, by)
    if as_json:
        echo_json(answer.document(limit))
    else:
        show_vacancies(answer, limit)


def show_vacancies(answer: Vacancies, limit: int) -> None:
    """Print who would be missed most, and who would be cut off."""
    day = answer.question.day
    click.echo(
        f"Without whom on {day}: {len(answer.actors)} actors, {len(answer.posts)} posts; F is "
        f"{_share(answer.fragmentation)} with all in place"
    )
    click.echo(f"Leader: {answer.leader or 'nobody'}, who reaches {answer.proxies} proxies")
    for what, rows in (("actor", answer.actors), ("post", answer.posts)):
        if rows:
            click.echo()
            _show(what, rows, limit)
    click.echo(
        "\nproxies, fighters: cut off from the leader, since every path down the command\n"
        "runs through it. parts: pieces its component breaks into. pairs: pairs of others\n"
        "left without a path. F: fragmentation of those left, 0 to 1. units: left without\n"
        "a commander."
    )


def _show(what: str, every: tuple[Vacancy, ...], limit: int) -> None:
    rows, places = every[:limit], _places(every)
    columns = ("#", what, "proxies", "fighters", "parts", "pairs", "F", "units")
    table = [
        (
            places[row.rank],
            row.name,
            len(row.proxies_cut_off),
            _fighters(row),
            row.parts,
            row.pairs_cut,
            _share(row.fragmentation),
            len(row.units_without_commander),
        )
        for row in rows
    ]
    echo_table("", columns, table)
    if every[0].equals > 1 and any(_lost(every[0])):
        click.echo(f"\n{every[0].equals} {what}s lose as much as the first; they stand by name.")
    named = [row for row in rows if row.proxies_cut_off or row.units_without_commander]
    if named:
        click.echo()
    for row in named:
        click.echo(_wrapped(f"{places[row.rank]} {row.name}: {_losses(row)}"))


def _places(rows: tuple[Vacancy, ...]) -> dict[int, str]:
    """Name the place of each rank: equals share a range."""
    places: dict[int, str] = {}
    for row in rows:
        if row.rank not in places:
            last = row.rank + row.equals - 1
            place = str(row.rank) if row.equals == 1 else f"{row.rank}–{last}"
            places |= dict.fromkeys(range(row.rank, last + 1), place)
    return places


def _lost(row: Vacancy) -> tuple[int, ...]:
    found = len(row.proxies_cut_off), row.pairs_cut, row.fighters_high
    return (*found, len(row.units_without_commander))


def _losses(row: Vacancy) -> str:
    parts = []
    if row.proxies_cut_off:
        parts.append(f"cuts off {_listed(row.proxies_cut_off)}")
    if row.units_without_commander:
        parts.append(f"leaves without commander {_listed(row.units_without_commander)}")
    return "; ".join(parts)


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _wrapped(text: str) -> str:
    from textwrap import fill

    return fill(text, 80, subsequent_indent="  ", break_on_hyphens=False)


def _fighters(row: Vacancy) -> str:
    low, high = row.fighters_low, row.fighters_high
    if not high:
        return "–"
    return f"{high:,}" if low == high else f"{low:,}-{high:,}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
