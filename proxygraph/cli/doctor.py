"""``proxygraph doctor``: look for what may keep the server from working."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphdb.errors import ProxygraphError

if TYPE_CHECKING:
    from analytics.questions.checks import CheckReport, CheckResult
    from loaders.reviews import ReviewSummary
    from proxygraph.runtime.finding import Check

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


class UnhealthyError(ProxygraphError):
    """A check failed; do what it advises, then run ``proxygraph doctor`` again."""


@click.command()
@click.option("--data", is_flag=True, help="Check the data in the graph instead.")
@click.option(
    "--dataset", "datasets", multiple=True, metavar="NAME", help="Check this dataset only."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(data: bool, datasets: tuple[str, ...], as_json: bool) -> None:
    """Look for what keeps proxygraph from working.

    Says what to do about it, and changes nothing. Exits with 1 where a check fails; a warning
    is not a failure. With --data it looks for what is wrong with the data in the graph: orphans,
    cycles, two holders of one post, claims without a source that was opened, grades and dates
    that the sources do not bear out, and more. Rules on how claims are compiled hold for datasets
    in the native format, not for publishers' lists. For the curated dataset it also says how many
    claims were read against their sources, and with what verdict.

    \b
    Examples:
      proxygraph doctor --data
      proxygraph doctor --data --dataset curated
    """
    if data:
        _check_data(datasets, as_json)
        return
    if datasets:
        raise click.UsageError("--dataset says which data to check: give it with --data")
    from proxygraph.cli.server_facts import show_json
    from proxygraph.runtime.diagnosis import diagnose
    from proxygraph.runtime.finding import Outcome

    checks = diagnose()
    failed = [check.name for check in checks if check.outcome is Outcome.FAIL]
    if as_json:
        show_json({"healthy": not failed, "checks": [vars(check) for check in checks]})
    else:
        _show(checks)
    if failed:
        raise UnhealthyError(f"failed: {', '.join(failed)}")


def _show(checks: tuple[Check, ...]) -> None:
    from proxygraph.cli.options import echo_marked

    width = max(len(check.name) for check in checks)
    for check in checks:
        mark = check.outcome.value
        rest = f"  {check.name.ljust(width)}  {check.finding}"
        echo_marked(mark.ljust(4), COLOURS[mark], rest)
        if check.advice:
            click.echo(f"{' ' * (width + 8)}→ {check.advice}")


def _check_data(datasets: tuple[str, ...], as_json: bool) -> None:
    from analytics.questions.checks import run_checks
    from proxygraph.cli.options import connect, echo_json, echo_marked

    with connect() as graph:
        report = run_checks(graph, datasets)
    reviews = _reviews(report)
    if as_json:
        reviewed = {} if reviews is None else {"reviews": reviews.document()}
        echo_json({**report.document(), **reviewed})
    else:
        for result in report.results:
            outcome = "ok" if result.passed else "fail"
            echo_marked(outcome.ljust(4), COLOURS[outcome], f"  {result.finds}: {_found(result)}")
            for row in result.rows:
                click.echo(f"        {', '.join(f'{k} {v}' for k, v in row.items())}")
        if reviews is not None:
            click.echo(f"      {reviews}")
    if not report.passed:
        failed = [result.name for result in report.results if not result.passed]
        raise UnhealthyError(f"failed: {', '.join(failed)}")


def _reviews(report: CheckReport) -> ReviewSummary | None:
    """Sum up the reviews that come with the curated dataset, where that was checked."""
    from loaders.reviews import read_reviews, summary
    from proxygraph.dataset import NAME, curated_dataset

    if not any(NAME in result.datasets for result in report.results):
        return None
    return summary(read_reviews(curated_dataset()))


def _found(result: CheckResult) -> str:
    if not result.datasets:
        return "no dataset that the rule holds for"
    count = f"{len(result.rows):,}" if result.rows else "none"
    return f"{count} in {', '.join(result.datasets)}"
