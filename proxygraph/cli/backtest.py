"""``proxygraph backtest``: how the ranking of likely successors does on known successions."""

from __future__ import annotations

import click

from proxygraph.cli.options import (
    SEED,
    as_json,
    connect,
    console,
    dataset_option,
    echo_json,
    echo_table,
)


@click.command()
@click.option("--seed", type=SEED, default=0, show_default=True, help="Seed of the bootstrap.")
@dataset_option
@as_json
def command(seed: int, datasets: tuple[str, ...], as_json: bool) -> None:
    """Rank the successors of every known succession by what was reported before it.

    \b
    Example:
      proxygraph backtest --dataset curated
    """
    from analytics.succession.backtest import backtest

    with connect() as graph:
        found = backtest(graph, datasets, seed)
    if as_json:
        echo_json(found.document())
        return
    rows = [
        (
            score.pool,
            score.ranking,
            f"{score.coverage:.0%}",
            f"{score.mrr:.3f} ({score.mrr_low:.3f}–{score.mrr_high:.3f})",
            f"{score.hits_1:.0%}",
            f"{score.hits_3:.0%}",
            f"{score.hits_5:.0%}",
            "–" if score.mrr_if_covered is None else f"{score.mrr_if_covered:.3f}",
        )
        for score in found.scores
    ]
    columns = ("Pool", "Ranking", "Cover", "MRR (95%)", "@1", "@3", "@5", "MRR if in")
    echo_table(f"{found.cases} successions", columns, rows)
    if found.dropped:
        pairs = len(found.dropped)
        console().print(
            f"Left out: {pairs} of {pairs + found.cases} pairs of holders in a row, for both are "
            "first on record on the same day (or in the same month or year), and nothing says who "
            "followed whom.",
            markup=False,
        )
    if found.descriptive:
        console().print(
            "Too few successors had been reported before: these figures describe the cases "
            "and carry no further.",
            markup=False,
        )
