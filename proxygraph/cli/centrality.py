"""``proxygraph centrality``: who is most central on a day."""

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
)

if TYPE_CHECKING:
    from analytics.centrality import Centrality


@click.command(epilog="\b\nExample:\n  proxygraph centrality --at 2020-01-02 --limit 10")
@date_option
@dataset_option
@click.option(
    "--relations", metavar="TYPES", help="Types of claims that are ties, as COMMANDS,DIRECTS."
)
@click.option(
    "--positions",
    type=click.Choice(["contract", "keep"]),
    default="contract",
    show_default=True,
    help="Replace posts by their holders, or keep them as vertices.",
)
@click.option("--isolates", is_flag=True, help="Count actors without a tie too.")
@click.option(
    "--by",
    type=click.Choice(["betweenness", "degree", "pagerank"]),
    default="betweenness",
    show_default=True,
    help="The measure that ranks.",
)
@click.option(
    "--engine",
    type=click.Choice(["gds", "local"]),
    help="Where to compute (if not given: gds where the server has it).",
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Rows shown.")
@as_json
def command(
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    relations: str | None,
    positions: Literal["contract", "keep"],
    isolates: bool,
    by: Literal["betweenness", "degree", "pagerank"],
    engine: Literal["gds", "local"] | None,
    limit: int,
    as_json: bool,
) -> None:
    """Rank actors by how central they are in the network of command.

    The network is that of persons and organizations as of a day (today, if none is given): posts
    are replaced by their holders, and parallel claims become one undirected tie.
    """
    from analytics.centrality import centrality
    from analytics.network import COMMAND_RELATIONS, Question

    question = Question(
        at=at or date.today(),
        known_by=known_by,
        datasets=datasets,
        relations=_types(relations) or COMMAND_RELATIONS,
        keep_positions=positions == "keep",
        isolates=isolates,
    )
    with connect() as graph:
        answer = centrality(graph, question, engine, by)
    if as_json:
        echo_json(answer.document(limit))
    else:
        show_ranking(answer, limit)


def _types(relations: str | None) -> tuple[str, ...]:
    words = (relations or "").upper().replace("-", "_").split(",")
    return tuple(word.strip() for word in words if word.strip())


def show_ranking(answer: Centrality, limit: int) -> None:
    """Print the first rows of a ranking."""
    known = f", known by {answer.question.known_by}" if answer.question.known_by else ""
    title = (
        f"Centrality on {answer.question.at}{known}: {len(answer.rows)} vertices, "
        f"{answer.ties} ties (engine: {answer.engine})"
    )
    rows = [
        (
            row.rank,
            row.name,
            row.degree,
            row.betweenness,
            row.pagerank,
            f"{row.ties_certain}+{row.ties_possible}",
            row.sources,
            str(row.newest_evidence or "–"),
        )
        for row in answer.rows[:limit]
    ]
    columns = ("#", "actor", "degree", "betw.", "PageR.", "ties", "sources", "newest")
    echo_table(title, columns, rows)
    click.echo(
        f"\nRanked by {answer.by}. betw.: betweenness, 0 to 1. PageR.: PageRank, sums to 1.\n"
        "ties: certain + possible on that day; sources: what these rest on."
    )
