"""``proxygraph schedule``: stay, and carry out each job when its time has come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from proxygraph.jobs.file import Job
    from proxygraph.jobs.reload import JobResult


@click.command(epilog="\b\nExample:\n  proxygraph schedule /etc/proxygraph/jobs.toml")
@click.argument("jobs_file", metavar="JOBS.toml", type=click.Path(path_type=Path))
def command(jobs_file: Path) -> None:
    """Stay and reload each dataset of JOBS.toml by its schedule (UTC), one at a time.

    Missed times are made up for once. SIGTERM or Ctrl-C lets the job that is running end. After an
    upgrade of this program, start it again: until then it loads as it did before.
    """
    from graphdb.errors import ProxygraphError
    from loaders.options import LoadOptions
    from loaders.sources import hold_versions
    from proxygraph import __version__
    from proxygraph.cli.job_words import say_result
    from proxygraph.cli.options import connect
    from proxygraph.jobs.file import read_jobs
    from proxygraph.jobs.reload import JobResult, carry_out
    from proxygraph.jobs.schedule import run_schedule
    from proxygraph.runtime.progress import say

    jobs = read_jobs(jobs_file)
    hold_versions()
    options = LoadOptions(program_version=__version__)

    def one(job: Job) -> JobResult:
        try:
            with connect() as graph:
                return carry_out(graph, jobs, job, options)
        except (ProxygraphError, OSError) as error:  # No server, say; the next time may do.
            return JobResult(job, error=error)

    say(f"Watching {len(jobs.jobs)} datasets of {jobs_file}; stop with Ctrl-C.")
    run_schedule(jobs, one, say_result)
    say("Stopped.")
