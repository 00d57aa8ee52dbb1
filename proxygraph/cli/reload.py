"""``proxygraph reload``: carry out all jobs of a file once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from proxygraph.cli.options import as_json, connect, echo_json

if TYPE_CHECKING:
    from proxygraph.jobs.reload import JobResult


@click.command(
    epilog="\b\nExample of a cron line, every night at 3:\n"
    "  0 3 * * *  proxygraph reload /etc/proxygraph/jobs.toml"
)
@click.argument("jobs_file", metavar="JOBS.toml", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print what would change; write nothing.")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Read and write here, or on Spark (needs proxygraph[spark]).",
)
@click.option("--master", metavar="URL", help="Spark's master, as local[2]; else spark-submit's.")
@as_json
def command(jobs_file: Path, dry_run: bool, engine: str, master: str | None, as_json: bool) -> None:
    """Reload every dataset of JOBS.toml whose input has changed, then exit.

    A job that fails does not keep the others from running; the exit code is the largest of
    theirs. docs/operations.md describes the file, docs/scale.md Spark.
    """
    from loaders.options import LoadOptions
    from proxygraph import __version__
    from proxygraph.cli.job_words import result_document, say_result
    from proxygraph.cli.run_words import change_words
    from proxygraph.jobs.engines import workings_of
    from proxygraph.jobs.file import read_jobs
    from proxygraph.jobs.reload import jobs_exit_code, reload_all

    if master and engine != "spark":
        raise click.UsageError("--master is Spark's; add --engine spark")
    jobs = read_jobs(jobs_file)
    with connect() as graph, workings_of(engine, master) as workings:
        options = LoadOptions(dry_run=dry_run, program_version=__version__, workings=workings)

        def tell(result: JobResult) -> None:
            say_result(result)
            for line in change_words(graph, result.run.planned) if result.run else ():
                click.echo(line)

        results = reload_all(graph, jobs, options, (lambda result: None) if as_json else tell)
    if as_json:
        echo_json([result_document(result) for result in results])
    code = jobs_exit_code(results)
    if code:
        raise click.exceptions.Exit(code)
