"""``proxygraph profile``: everything about an actor on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from proxygraph.cli.everyday import (
    asked_of,
    body,
    heading,
    likelihood_options,
    limits,
    page,
    weaker_lines,
    wrapped,
)
from proxygraph.cli.options import connect, echo_json

if TYPE_CHECKING:
    from analytics.questions.profile import Profile


@click.command()
@click.argument("actor")
@limits
@likelihood_options
def command(
    actor: str,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    min_likelihood: float,
    show_all: bool,
    show_sources: bool,
    as_json: bool,
) -> None:
    """Show everything about a person, organization or state on a day (today, if none is given).

    Posts, portfolios, chains above and below, patrons and clients, memberships, lineage,
    territory and consent, strength by source, designations, ties and events. Each line says in
    brackets how likely it holds on that day, with how much confidence, and what it rests on:
    sources, newest date, disputed by whom.

    \b
    Example:
      proxygraph profile "Kata'ib Hezbollah" --at 2020-01-02
      proxygraph profile Qaani --at 2020-02-01 --known-by 2020-06-30 --sources
    """
    from analytics.claims.naming import find_one
    from analytics.questions.profile import profile

    with connect() as graph:
        answer = profile(
            graph,
            find_one(graph, actor, "Actor", datasets),
            asked_of(at, known_by, datasets, max_age, min_likelihood),
        )
    if as_json:
        echo_json(answer.document())
    else:
        page(
            [
                *heading(answer),
                *_facts(answer),
                *body(answer, cite=show_sources),
                *weaker_lines(answer, cite=show_sources, show_all=show_all),
            ]
        )


def _facts(answer: Profile) -> Iterator[str]:
    dates = [("born", answer.born), ("died", answer.died)]
    kind = (answer.kind or answer.label).replace("_", " ").lower()
    told = [kind, *(f"{word} {day}" for word, day in dates if day), answer.subject]
    yield ", ".join(told)
    if answer.description:
        yield wrapped(answer.description)
    if answer.aliases:
        yield wrapped(f"Also: {'; '.join(answer.aliases)}")
    if answer.newest:
        yield f"Newest evidence: {answer.newest}"
