"""``proxygraph key-players``: who, together, holds a network together or reaches most of it."""

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
    from analytics.measures.keyplayers import Aim
    from analytics.questions.key_players import KeyPlayerSet


@click.command(
    epilog="\b\nExamples:\n"
    "  proxygraph key-players --remove 3 --at 2020-01-02\n"
    "  proxygraph key-players --observe 3 --by steps --steps 1 --at 2020-01-02\n"
    "  proxygraph key-players --group 'Qasem Soleimani;Hezbollah' --at 2020-01-02"
)
@click.option(
    "--remove",
    type=click.IntRange(1, 1_000),
    metavar="K",
    help="Find K whose removal breaks it most.",
)
@click.option(
    "--observe",
    type=click.IntRange(1, 1_000),
    metavar="K",
    help="Find K who together reach most of it.",
)
@click.option("--group", metavar="NAMES", help="Score these actors, named with ; between.")
@click.option(
    "--by",
    type=click.Choice(["distance", "components", "steps"]),
    default="distance",
    show_default=True,
    help="Weigh by distance; or --remove by components only, --observe within steps only.",
)
@click.option(
    "--steps",
    type=click.IntRange(1, 1_000),
    default=2,
    show_default=True,
    help="Steps that count as near.",
)
@date_option
@dataset_option
@network_options
@as_json
def command(
    remove: int | None,
    observe: int | None,
    group: str | None,
    by: Literal["distance", "components", "steps"],
    steps: int,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    relations: str | None,
    positions: Literal["contract", "keep"],
    isolates: bool,
    min_likelihood: float,
    as_json: bool,
) -> None:
    """Find sets of key players: whom to remove, or through whom to observe.

    Exactly for small sets on small networks, else greedily with swaps; the answer says which.
    Give one of --remove, --observe and --group.
    """
    from analytics.claims.naming import find_one
    from analytics.questions.key_players import best_set, given_set

    if sum(option is not None for option in (remove, observe, group)) != 1:
        raise click.UsageError("give one of --remove K, --observe K and --group NAMES")
    question = question_of(at, known_by, datasets, relations, positions, isolates, min_likelihood)
    with connect() as graph:
        if group is not None:
            names = [name.strip() for name in group.split(";") if name.strip()]
            ids = [find_one(graph, name, "Actor", datasets) for name in names]
            answer = given_set(graph, question, ids, steps)
        else:
            answer = best_set(graph, question, remove or observe or 1, _aim(remove, by), steps)
    if as_json:
        echo_json(answer.document())
    else:
        show_set(answer)


def _aim(remove: int | None, by: str) -> Aim:
    if remove is not None:
        if by == "steps":
            raise click.UsageError("--by steps goes with --observe; use distance or components")
        return "fragmentation" if by == "components" else "distance"
    if by == "components":
        raise click.UsageError("--by components goes with --remove; use distance or steps")
    return "reach" if by == "steps" else "distance-reach"


def show_set(answer: KeyPlayerSet) -> None:
    """Print who is in a set and what it scores."""
    title = (
        f"Key players on {answer.question.day}: {len(answer.members)} of {answer.vertices} "
        f"vertices, {answer.ties} ties"
    )
    click.echo(f"{title}\n")
    echo_table("", ("actor", "kind"), [(one.name, one.label) for one in answer.members])
    scores, (before, distance_before) = answer.scores, answer.before
    click.echo()
    echo_table(
        "",
        ("", "with them", "without", "without, n all"),
        [
            ("fragmentation F", before, scores.fragmentation, scores.fragmentation_original),
            (
                "weighted by distance",
                distance_before,
                scores.distance_fragmentation,
                scores.distance_fragmentation_original,
            ),
        ],
    )
    click.echo()
    near = f"within {answer.steps} step{'s' if answer.steps > 1 else ''}"
    rows = [
        (f"reach {near} (members count)", scores.reach),
        ("reach weighted by distance (dR)", scores.distance_reach),
        ("group degree", scores.degree),
        ("group closeness", scores.closeness),
        ("group betweenness", scores.betweenness),
    ]
    echo_table("", ("the set together", "0 to 1"), rows)
    click.echo(f"\n{_how(answer)}")


def _how(answer: KeyPlayerSet) -> str:
    if answer.search is None:
        return "This set was given, not searched for."
    aims = {
        "fragmentation": "F after removal",
        "distance": "distance-weighted F after removal",
        "reach": f"reach within {answer.steps} steps",
        "distance-reach": "distance-weighted reach",
    }
    how = {
        "exact": "exact: every set was gone through",
        "greedy": "greedy with swaps: too many sets to go through, a better or equal may exist",
    }
    ties = f"\n{_equals(answer)}" if answer.equals and answer.equals > 1 else ""
    return f"Best by {aims[str(answer.aim)]}.\nSearch {how[answer.search]}.{ties}"


def _equals(answer: KeyPlayerSet) -> str:
    from textwrap import fill

    listed = len(answer.best)
    more = f" The first {listed}:" if answer.equals != listed else ""
    first = f"{answer.equals} sets score the same; shown is the first by id.{more}"
    sets = [
        fill(
            ", ".join(one.name for one in members),
            80,
            initial_indent="  ",
            subsequent_indent="    ",
        )
        for members in answer.best
    ]
    return "\n".join([first, *sets])
