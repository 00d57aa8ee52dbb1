"""``proxygraph succession``: what passes from one holder of a post to the next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import click

from proxygraph.cli.options import DAY, DRAWS, SEED, as_json, connect, dataset_option, echo_json

if TYPE_CHECKING:
    from analytics.succession.rates import TransferPlan
    from graphdb.connection import Graph

UNKNOWN = "unknown"


@click.command()
@click.argument("people", metavar="[PREDECESSOR SUCCESSOR]", nargs=-1)
@click.option("--position", "positions", multiple=True, help="The post that passes.")
@click.option("--at", type=DAY, help="First day without the predecessor; found if left out.")
@click.option("--with", "removed", multiple=True, metavar="PERSON", help="Who leaves together.")
@click.option(
    "--mode",
    type=click.Choice(["projected", "observed"]),
    default="projected",
    show_default=True,
    help="From evidence published by the day, or what was seen in the year after it.",
)
@click.option("--known-by", type=DAY, metavar="DATE", help="Evidence published up to that day.")
@click.option(
    "--keeps-posts/--leaves-posts",
    default=None,
    help="Whether the successor keeps earlier posts; by the claims if left out.",
)
@click.option(
    "--alive/--dead", default=None, help="Whether the predecessor lives on; by the date of death."
)
@click.option("--root", metavar="PERSON", help="The sponsor's leader; found if left out.")
@click.option(
    "--draws", type=DRAWS, default=2000, show_default=True, help="Draws of doubt; 0 for none."
)
@click.option(
    "--seed", type=SEED, default=0, show_default=True, help="The same seed, the same document."
)
@click.option("--office-rate", metavar="RATE", help="0.9, or 8,2 for Beta(8, 2) (default).")
@click.option("--personal-rate", metavar="RATE", help="Beta(1, 9) by default.")
@click.option("--undetermined-rate", metavar="RATE", help="Beta(1, 1) by default.")
@click.option("--chain", metavar="POSITION", help="One line a holder of a post, in a row.")
@dataset_option
@as_json
def command(
    people: tuple[str, ...],
    positions: tuple[str, ...],
    at: date | None,
    removed: tuple[str, ...],
    mode: Literal["projected", "observed"],
    known_by: date | None,
    keeps_posts: bool | None,
    alive: bool | None,
    root: str | None,
    draws: int,
    seed: int,
    office_rate: str | None,
    personal_rate: str | None,
    undetermined_rate: str | None,
    chain: str | None,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show what passes from one holder of a post to the next, and what does not.

    Persons and posts are named by id or by any name that only one of them has, or only one pair
    that held the same post. SUCCESSOR can be `unknown`.

    \b
    Examples:
      proxygraph succession "Qasem Soleimani" Qaani --with "Abu Mahdi al-Muhandis"
      proxygraph succession --chain "Commander of the Quds Force"
    """
    from analytics.claims.naming import find_one
    from analytics.succession.answer import succession
    from analytics.succession.persons import find_successive
    from analytics.succession.request import Request
    from analytics.succession.words import paragraph
    from proxygraph.cli.succession_tables import show

    if chain is not None:
        if people:
            raise click.UsageError("--chain takes a post and no persons")
        with connect() as graph:
            post = find_one(graph, chain, "Position", datasets)
            _show_chain(graph, post, mode, known_by, datasets, as_json)
        return
    if len(people) != 2:
        raise click.UsageError("name the PREDECESSOR and the SUCCESSOR, or a post with --chain")
    if people[0] == people[1]:
        raise click.UsageError(
            f"{people[0]!r} is named as predecessor and as successor; name two persons, by id "
            "where they share a name"
        )
    plan = _plan(draws, seed, office_rate, personal_rate, undetermined_rate)
    with connect() as graph:
        predecessor, successor = (
            (find_one(graph, people[0], "Person", datasets), None)
            if people[1] == UNKNOWN
            else find_successive(graph, *people, datasets)
        )
        found = succession(
            graph,
            Request(
                predecessor=predecessor,
                successor=successor,
                positions=tuple(find_one(graph, post, "Position", datasets) for post in positions),
                at=at,
                removed=tuple(find_one(graph, person, "Person", datasets) for person in removed),
                mode=mode,
                known_by=known_by,
                datasets=datasets,
                keeps_posts=keeps_posts,
                alive=alive,
                root=find_one(graph, root, "Person", datasets) if root else None,
                plan=plan,
            ),
        )
    if as_json:
        echo_json({**found.document(), "paragraph": paragraph(found)})
    else:
        show(found)


def _show_chain(
    graph: Graph,
    position: str,
    mode: Literal["projected", "observed"],
    known_by: date | None,
    datasets: tuple[str, ...],
    as_json: bool,
) -> None:
    from analytics.succession.chain import chain
    from proxygraph.cli.succession_tables import show_chain

    found = chain(graph, position, mode, known_by, datasets)
    if as_json:
        echo_json(found.document())
    else:
        show_chain(found)


def _plan(
    draws: int, seed: int, office: str | None, personal: str | None, undetermined: str | None
) -> TransferPlan | None:
    from analytics.succession.rates import RATES, Part, Rate, TransferPlan
    from graphdb.errors import InputRefusedError

    given = {Part.OFFICE: office, Part.PERSONAL: personal, Part.UNDETERMINED: undetermined}
    try:
        rates = {
            part: RATES[part] if text is None else Rate.parse(text) for part, text in given.items()
        }
    except InputRefusedError as error:
        raise click.UsageError(str(error)) from error
    return TransferPlan(draws=draws, seed=seed, rates=rates) if draws else None
