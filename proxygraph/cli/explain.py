"""``proxygraph explain``: what stands behind a rank."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import click

from proxygraph.cli.centrality import MeasureName
from proxygraph.cli.everyday import (
    asked_of,
    heading,
    item,
    likelihood_options,
    limits,
    page,
    weaker_lines,
    wrapped,
)
from proxygraph.cli.options import connect, echo_json
from proxygraph.cli.statement_words import statement_words

if TYPE_CHECKING:
    from analytics.claims.evidence import Evidence
    from analytics.questions.explain import Explanation
    from graphdb.connection import Graph


@click.command()
@click.argument("actor")
@click.option(
    "--measure",
    type=MeasureName(),
    metavar="NAME",
    default="betweenness",
    show_default=True,
    help="The measure whose rank is explained, as `proxygraph centrality` names it; not brokerage.",
)
@click.option(
    "--with",
    "other",
    metavar="NAME",
    help="Explain the likelihood of what is said of the actor and this one, not a rank.",
)
@click.option("--cypher", is_flag=True, help="Print only the Cypher that shows it in Browser.")
@limits
@likelihood_options
def command(
    actor: str,
    measure: str,
    other: str | None,
    cypher: bool,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    min_likelihood: float,
    show_all: bool,
    show_sources: bool,
    as_json: bool,
) -> None:
    """Show what an actor's rank rests on: its ties in the network of command, claim by claim.

    For each tie: its claims with their grades, and what the actor's score would be without it.
    With --sources the publications; with --cypher what shows the same in Neo4j Browser.

    With --with NAME it shows instead what the likelihood of each statement about the two rests on:
    its sightings in time, how long such statements last, and what one more sighting would do.

    \b
    Example:
      proxygraph explain "Qasem Soleimani" --at 2020-01-02 --sources
      proxygraph explain "IRGC Quds Force" --at 2020-01-02 --measure degree --cypher
      proxygraph explain Iran --with Hezbollah --at 2020-01-02
    """
    from analytics.claims.naming import find_one
    from analytics.questions.explain import explain

    with connect() as graph:
        asked = asked_of(at, known_by, datasets, max_age, min_likelihood)
        whose = find_one(graph, actor, "Actor", datasets)
        if other:
            from analytics.questions.statements import statements_between

            between = statements_between(graph, whose, _anything(graph, other, datasets), asked)
            echo_json(between.document()) if as_json else page(statement_words(between))
            return
        answer = explain(graph, whose, asked, measure)
    if as_json:
        echo_json(answer.document())
    elif cypher:
        click.echo(answer.cypher)
    else:
        page(_words(answer, cite=show_sources, show_all=show_all))


def _anything(graph: Graph, name: str, datasets: tuple[str, ...]) -> str:
    """Find an actor by name, else a post, else a place."""
    from analytics.claims.naming import find_one
    from graphdb.errors import UnknownNameError

    labels: tuple[Literal["Position", "Location"], ...] = ("Position", "Location")
    try:
        return find_one(graph, name, "Actor", datasets)
    except UnknownNameError:
        for label in labels:
            with suppress(UnknownNameError):
                return find_one(graph, name, label, datasets)
        raise


def _words(answer: Explanation, *, cite: bool, show_all: bool) -> Iterator[str]:
    yield from heading(answer)
    if answer.rank is None:
        yield "It has no tie in the network of command of that day, so no rank."
        return
    score = "not defined" if answer.score is None else f"{answer.score:.4g}"
    yield f"Rank {answer.rank} of {answer.of}, score {score}"
    for section, lines in answer.sections().items():
        yield f"\n{section} ({len(lines)})"
        for line in lines:
            without = getattr(line, "without", None)
            effect = f"; without it {without:.4g}" if without is not None else ""
            yield from item(f"{line.text}{effect}", line.evidence, cite=cite)
            yield wrapped(_grades(line.evidence), "      ", "      ")
    yield from weaker_lines(answer, cite=cite, show_all=show_all)
    yield ""
    yield wrapped("The same in Neo4j Browser: run this command with --cypher and paste it there.")


def _grades(evidence: Evidence) -> str:
    told = [f"{one.claim} ({one.grade}, {one.stance})" for one in evidence.witnesses]
    return f"claims: {', '.join(told)}"
