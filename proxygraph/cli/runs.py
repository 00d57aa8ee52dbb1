"""``proxygraph runs``: what loads have done, and what one of them changed."""

from __future__ import annotations

import click

from proxygraph.cli.options import ROWS, as_json, connect, echo_json, echo_table


@click.group(
    invoke_without_command=True,
    epilog="\b\nExamples:\n  proxygraph runs --dataset curated --limit 5\n"
    "  proxygraph runs show 20200109T1200",
)
@click.option("--dataset", metavar="NAME", help="Only runs of this dataset.")
@click.option("--limit", type=ROWS, default=20, show_default=True)
@as_json
@click.pass_context
def command(ctx: click.Context, dataset: str | None, limit: int, as_json: bool) -> None:
    """List the latest loads, newest first; `runs show ID` says what one of them changed."""
    if ctx.invoked_subcommand is not None:
        return
    from loaders.runs import read_runs

    with connect() as graph:
        runs = read_runs(graph, dataset, limit)
    if as_json:
        echo_json([run.as_properties() for run in runs])
        return
    rows = [
        (
            run.run_id,
            run.dataset,
            run.outcome,
            run.claims_added + run.nodes_added,
            run.claims_changed + run.nodes_changed,
            run.claims_removed + run.nodes_removed,
            f"{run.seconds:.1f}",
        )
        for run in runs
    ]
    echo_table("", ("run", "dataset", "outcome", "added", "changed", "removed", "s"), rows)


@command.command(epilog="\b\nExample:\n  proxygraph runs show 20200109T1200")
@click.argument("run_id", metavar="ID")
@as_json
def show(run_id: str, as_json: bool) -> None:
    """Say what the run whose id begins with ID changed, in words, and which ranks it moved."""
    from dataclasses import asdict

    from loaders.runs import find_run, read_changes
    from proxygraph.cli.run_words import change_words, move_words, say_run
    from proxygraph.jobs.ranks import moves

    with connect() as graph:
        run = find_run(graph, run_id)
        changes = read_changes(graph, run.run_id)
        moved = moves(graph, run)
        words = change_words(graph, changes or [])
    if as_json:
        echo_json(
            {
                "run": run.as_properties(),
                "changes": None if changes is None else [asdict(change) for change in changes],
                "ranks_moved": None if moved is None else [asdict(move) for move in moved],
            }
        )
        return
    say_run(run)
    for line in [*words, *move_words(moved)]:
        click.echo(line)
    if not words and run.outcome not in ("unchanged", "failed"):
        click.echo("\nIts changes are not kept one by one: too many, or too long ago.")
