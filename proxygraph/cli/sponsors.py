"""``proxygraph sponsors``: whom a state sponsors, by country."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import click

from proxygraph.cli.everyday import (
    asked_of,
    item,
    likelihood_options,
    limits,
    page,
    weaker_count,
    wrapped,
)
from proxygraph.cli.options import connect, echo_json

if TYPE_CHECKING:
    from analytics.questions.clients import Client, SponsorsAnswer


_CONSENTS = 2
"""How many kinds of consent are shown of a client; all are in the JSON document."""


@click.command()
@click.argument("state")
@click.option("--area", metavar="PLACE", help="Only clients there, with the sum of fighters.")
@click.option(
    "--support",
    multiple=True,
    metavar="KIND",
    help="Only clients that get this: weapons, funding, training … (may be repeated).",
)
@click.option(
    "--mode",
    type=click.Choice(["delegation", "orchestration"]),
    help="Only those that the sponsor directs or commands, or only those that it supports and at "
    "most influences.",
)
@limits
@likelihood_options
def command(
    state: str,
    area: str | None,
    support: tuple[str, ...],
    mode: Literal["delegation", "orchestration"] | None,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    min_likelihood: float,
    show_all: bool,
    show_sources: bool,
    as_json: bool,
) -> None:
    """List a state's clients by country on a day (today, if none is given).

    For each: kinds of support, from whom, since when, active or passive, against whom, whether it
    is directed or only supported, hops of command from the leader, consent of the host, fighters.
    Support by the state's organs and their units counts as its own.

    \b
    Example:
      proxygraph sponsors Iran --at 2020-01-02
      proxygraph sponsors Iran --at 2020-01-02 --mode delegation --support weapons
      proxygraph sponsors Iran --at 2020-01-02 \
          --area location/iran-iraq-border-to-mediterranean
    """
    from analytics.claims.naming import find_one
    from analytics.questions.sponsors import Wanted, sponsors

    with connect() as graph:
        wanted = Wanted(
            find_one(graph, area, "Location", datasets) if area else None, support, mode
        )
        asked = asked_of(at, known_by, datasets, max_age, min_likelihood)
        answer = sponsors(graph, find_one(graph, state, "State", datasets), asked, wanted)
    if as_json:
        echo_json(answer.document())
    else:
        page(_words(answer, cite=show_sources, show_all=show_all))


def _words(answer: SponsorsAnswer, *, cite: bool, show_all: bool) -> Iterator[str]:
    from analytics.questions.silence import asked_limits

    where = f" in {answer.area_name}" if answer.area else ""
    limited = ", ".join(asked_limits(answer.asked))
    yield wrapped(f"Clients of {answer.name}{where} ({limited}): {len(answer.direct())}")
    yield from (wrapped(remark) for remark in answer.remarks)
    if answer.leader:
        yield wrapped(f"Hops are steps of command from {answer.leader}.")
    for country, clients in answer.by_country().items():
        yield f"\n{country} ({len(clients)})"
        for client in clients:
            yield from item(_client(client), client.evidence, cite=cite)
    yield from _others(answer, cite=cite)
    yield from _sum(answer)
    weaker = [client for client in answer.weaker if not client.through]
    yield from weaker_count(len(weaker), answer.asked, show_all=show_all)
    if show_all:
        for client in weaker:
            yield from item(_client(client), client.evidence, cite=cite)


def _client(client: Client) -> str:
    kind = client.kind.replace("_", " ")
    told = [
        ", ".join(client.support_types).replace("_", " "),
        f"from {', '.join(client.supporters)}",
        f"via {', '.join(client.via)}" if client.via else "",
        f"against {', '.join(client.against)}" if client.against else "",
        ", ".join(client.intent),
        client.since,
        f"{client.control or 'only supported'} ({client.mode})",
        _hops(client.hops),
        _fighters(client),
        f"also in {', '.join(client.countries[1:])}" if client.countries[1:] else "",
        *client.consent[:_CONSENTS],
    ]
    return f"{client.name} ({kind}): {'; '.join(part for part in told if part)}"


def _hops(hops: int | None) -> str:
    if hops is None:
        return "no command path"
    return f"{hops} hop{'' if hops == 1 else 's'}"


def _fighters(client: Client) -> str:
    from analytics.questions.strength_words import interval

    if client.low is None or client.high is None:
        return "no estimate of fighters"
    return f"{interval(client.low, client.high)} fighters"


def _others(answer: SponsorsAnswer, *, cite: bool) -> Iterator[str]:
    indirect, denied = answer.indirect(), answer.denied()
    if indirect:
        yield f"\nOnly because a whole above them is sponsored ({len(indirect)})"
        for whole in sorted({row.through_name for row in indirect}):
            names = sorted(row.name for row in indirect if row.through_name == whole)
            yield wrapped(f"{whole}: {', '.join(names)}", "  ", "      ")
    if denied:
        yield f"\nSupport that is only denied or doubted ({len(denied)})"
        for row in denied:
            yield from item(row.name, row.evidence, cite=cite)


def _sum(answer: SponsorsAnswer) -> Iterator[str]:
    from analytics.questions.strength_words import interval

    if not answer.rows:
        return
    counted = [row for row in answer.rows if row.added]
    total = interval(answer.low, answer.high)
    yield ""
    yield wrapped(
        f"Fighters of those listed, no umbrella and its members twice: {total}, added up from "
        f"{len(counted)} group{'' if len(counted) == 1 else 's'} with an estimate."
    )
    if answer.beside:
        yield wrapped(f"Of all clients in {answer.area_name}:")
        yield from (wrapped(sentence, "  ") for sentence in answer.beside.words)
