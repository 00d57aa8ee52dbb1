"""``proxygraph centrality``: who is most central on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

import click
from click.shell_completion import CompletionItem

from analytics.measures.registry import measure, measures
from proxygraph.cli.options import (
    ROWS,
    SEED,
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
    from analytics.measures.scoring import Measure
    from analytics.network.weights import Weights
    from analytics.questions.centrality import Centrality, Row


class MeasureName(click.ParamType[str]):
    """The name of a measure that is registered when it is asked for; underscores are hyphens."""

    name = "measure"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show all names."""
        return f"[{'|'.join(measures())}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse what no measure is named."""
        name = value.replace("_", "-")
        if name not in measures():
            self.fail(f"{value!r} is not one of {', '.join(measures())}", param, ctx)
        return name

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete a name."""
        return [CompletionItem(name) for name in measures() if name.startswith(incomplete)]


_FITTING = 3
"""Up to so many measures, the columns of evidence fit beside them."""


@click.command(
    epilog="\b\nExamples:\n  proxygraph centrality --at 2020-01-02 --limit 10\n"
    "  proxygraph centrality --at 2020-01-02 --measure closeness --measure constraint\n"
    "  proxygraph centrality --at 2020-01-02 --uncertainty\n"
    "  proxygraph centrality --weights COMMANDS=3,TIED_TO=1 --weight stronger\n"
    "  proxygraph centrality --write-back"
)
@date_option
@dataset_option
@network_options
@click.option(
    "--measure",
    "chosen",
    type=MeasureName(),
    multiple=True,
    help="What to compute; may be given several times (default: degree, betweenness, pagerank).",
)
@click.option(
    "--by",
    type=MeasureName(),
    metavar="NAME",
    help="The measure that ranks (default: the first --measure, else betweenness).",
)
@click.option(
    "--steps", type=click.IntRange(1, 1_000), default=2, show_default=True, help="Steps of m-reach."
)
@click.option(
    "--weights", metavar="TYPE=W,...", help="Weights of relations, as COMMANDS=3; others weigh 1."
)
@click.option(
    "--weight",
    type=click.Choice(["closer", "stronger"]),
    help="What --weights mean: closer, the lower the nearer (a length); stronger, the higher "
    "the stronger (length 1/weight).",
)
@click.option("--uncertainty", is_flag=True, help="Draw doubt about claims into the ranking.")
@click.option(
    "--draws",
    type=click.IntRange(1, 1_000_000),
    default=2000,
    show_default=True,
    help="Draws of doubt.",
)
@click.option("--seed", type=SEED, default=0, show_default=True, help="Seed of the draws.")
@click.option(
    "--engine",
    type=click.Choice(["gds", "local"]),
    help="Where to compute (if not given: gds where the server has it).",
)
@click.option("--write-back", is_flag=True, help="Write the measures to the nodes, for Browser.")
@click.option("--remove-written", is_flag=True, help="Only take away what was written so.")
@click.option("--limit", type=ROWS, default=20, show_default=True, help="Rows shown.")
@as_json
def command(
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    relations: str | None,
    positions: Literal["contract", "keep"],
    isolates: bool,
    min_likelihood: float,
    chosen: tuple[str, ...],
    by: str | None,
    steps: int,
    weights: str | None,
    weight: Literal["closer", "stronger"] | None,
    uncertainty: bool,
    draws: int,
    seed: int,
    engine: Literal["gds", "local"] | None,
    write_back: bool,
    remove_written: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Rank actors by how central they are in the network of command.

    The network is that of persons and organizations as of a day (today, if none is given): posts
    are replaced by their holders, and parallel claims become one undirected tie.
    """
    if remove_written:
        _remove(as_json=as_json)
        return
    from analytics.network.monte_carlo import DrawPlan
    from analytics.questions.centrality import USUAL, centrality

    question = question_of(at, known_by, datasets, relations, positions, isolates, min_likelihood)
    wanted = chosen or USUAL
    ranking = by or (chosen[0] if chosen else "betweenness")
    chosen_weights = _weights(weights, weight)
    with connect() as graph:
        answer = centrality(
            graph,
            question,
            engine,
            ranking,
            wanted,
            weights=chosen_weights,
            steps=steps,
            plan=DrawPlan(draws, seed) if uncertainty else None,
        )
        document = answer.document(limit)
        if write_back:
            from proxygraph.written import write_back as write

            written = write(graph, answer)
            document["written"] = {"nodes": written.nodes, "run": written.run}
    if as_json:
        echo_json(document)
        return
    show_ranking(answer, limit)
    if write_back:
        click.echo(f"\nWritten to {written.nodes} nodes, run {written.run}:")
        click.echo("  " + ", ".join(written.properties))


def _weights(text: str | None, meaning: Literal["closer", "stronger"] | None) -> Weights | None:
    if text is None and meaning is None:
        return None
    if text is None or meaning is None:
        raise click.UsageError("--weights and --weight closer|stronger go together")
    from analytics.network.weights import Weights
    from graphdb.errors import InputRefusedError, UnknownNameError

    try:
        return Weights.parse(text, meaning)
    except UnknownNameError:
        raise
    except InputRefusedError as error:
        raise click.UsageError(f"--weights: {error}") from error


def _remove(*, as_json: bool) -> None:
    from proxygraph.written import remove_written

    with connect() as graph:
        count = remove_written(graph)
    if as_json:
        echo_json({"cleaned": count})
    else:
        click.echo(f"Measures were taken away from {count} nodes.")


def show_ranking(answer: Centrality, limit: int) -> None:
    """Print the first rows of a ranking."""
    from analytics.claims.likelihood_words import percent

    known = f", known by {answer.question.known_by}" if answer.question.known_by else ""
    click.echo(
        f"Centrality on {answer.question.day}{known}: {len(answer.rows)} vertices, "
        f"{answer.ties} ties (engine: {answer.engine})"
    )
    if answer.weaker_ties:
        least = percent(answer.question.min_likelihood)
        click.echo(
            f"{answer.weaker_ties} ties less likely than {least} are left out: --min-likelihood."
        )
    shown = [answer.by] if answer.draws else list(answer.measures)
    evidence = len(shown) <= _FITTING
    columns = ["#", "actor", *(measure(name).heading for name in shown)]
    columns += ["5-95%", "ranks"] if answer.draws else []
    columns += ["ties", "sources", "newest"] if evidence else []
    rows = [_cells(row, shown, evidence=evidence) for row in answer.rows[:limit]]
    echo_table("", columns, rows)
    click.echo(f"\n{_legend(answer, shown, limit, evidence=evidence)}")
    if answer.draws:
        click.echo(f"\n{_hinge(answer)}")


def _cells(row: Row, shown: list[Measure], *, evidence: bool) -> list[object]:
    cells: list[object] = [row.rank, row.name]
    for name in shown:
        cells.append(row.scores[name])
    if row.interval:
        low, high = row.interval.low, row.interval.high
        cells.append("–" if low is None or high is None else f"{low:.3g}-{high:.3g}")
        cells.append(f"{row.interval.best_rank}-{row.interval.worst_rank}")
    if evidence:
        cells += [f"{row.degree} ({row.expected_ties:.1f})", row.sources]
        cells.append(str(row.newest_evidence or "–"))
    return cells


def _legend(answer: Centrality, shown: list[Measure], limit: int, *, evidence: bool) -> str:
    from textwrap import fill

    lines = [f"Ranked by {answer.by}.", *_equals(answer.rows[:limit])]
    lines += [f"{measure(name).heading}: {measure(name).meaning}." for name in shown]
    if evidence:
        lines.append(
            "ties: their number, and how many are expected to hold; sources: what they rest on."
        )
    if answer.draws:
        lines.append(f"5-95% and ranks: the middle 90% of {answer.draws:,} draws of the claims.")
        lines.append(
            "The figure counts each tie that is likely enough; a draw has it as often as it is "
            "likely, so that both can lie apart."
        )
        lines.append("Ties that nobody observed are outside these figures.")
    if answer.weights:
        lines.append(f"Ties are weighted; weights mean {answer.weights.meaning}.")
    if answer.error is not None:
        lines.append(
            "Betweenness is estimated from sampled sources: none is off by more than "
            f"{answer.error:.3f}, with a chance of 95%."
        )
    if answer.global_reaching is not None:
        lines.append(
            f"Global reaching centrality: {answer.global_reaching:.3f}, from 0 (nobody reaches "
            "further than another) to 1 (one reaches all)."
        )
    return "\n".join(fill(line, 80, subsequent_indent="  ") for line in [*lines, *answer.notes])


def _equals(rows: Sequence[Row]) -> list[str]:
    """Say which of the rows shown have the same score, and so their place by their names."""
    spans, next_rank = [], 1
    for row in rows:
        if row.rank == next_rank:
            next_rank += row.tied
            if row.tied > 1:
                spans.append(f"{row.rank}-{next_rank - 1}")
    return [f"Equal scores, in the order of names: ranks {', '.join(spans)}."] if spans else []


def _hinge(answer: Centrality) -> str:
    hinge = answer.hinge
    if hinge is None:
        return "No single claim or source, if wrong, changes the first three."
    more = f" ({hinge.others} more would change them too)" if hinge.others else ""
    cited = [
        _wrapped(f"{one.name}, {one.publisher}{f', {one.published}' if one.published else ''}")
        + (f"\n    {one.address}" if one.address else "")
        for one in hinge.citations
    ]
    return "\n".join(
        [
            f"The first three hang on one {hinge.kind}{more}:",
            _wrapped(f"{hinge.statement} (confidence {hinge.confidence:.2f})"),
            *cited,
            _wrapped(f"with it: {', '.join(hinge.before)}"),
            _wrapped(f"without: {', '.join(hinge.after)}"),
        ]
    )


def _wrapped(text: str) -> str:
    from textwrap import fill

    return fill(text, 80, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
