"""Carries out the jobs of a file, one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from graphdb.connection import Graph
from graphdb.errors import ProxygraphError
from loaders.engine import LoadOptions, load
from loaders.runs import Run
from proxygraph.jobs.file import Job, JobsFile
from proxygraph.jobs.ranks import note_ranks


@dataclass(frozen=True)
class JobResult:
    """What became of one job: its run, or why it could not be carried out."""

    job: Job
    run: Run | None = None
    error: ProxygraphError | None = None

    @property
    def exit_code(self) -> int:
        """0 where the job was carried out, else that of its error."""
        return self.error.exit_code if self.error else 0


def carry_out(
    graph: Graph, jobs: JobsFile, job: Job, options: LoadOptions | None = None
) -> JobResult:
    """Load one job's dataset; an error of ours becomes part of the result."""
    chosen = replace(
        options or LoadOptions(),
        rank=job.rank,
        most_rejects=job.max_rejects,
        most_removed=job.max_removed,
    )
    if chosen.rejects_folder is None:
        chosen = replace(chosen, rejects_folder=jobs.path.resolve().parent / "rejects")
    try:
        run = load(graph, job.source, jobs.input_of(job), job.name, chosen)
        if run.outcome == "changed":
            note_ranks(graph, run)
    except ProxygraphError as error:
        return JobResult(job, error=error)
    return JobResult(job, run=run)


def reload_all(
    graph: Graph,
    jobs: JobsFile,
    options: LoadOptions | None = None,
    tell: Callable[[JobResult], None] = lambda result: None,
) -> tuple[JobResult, ...]:
    """Carry out all jobs of a file; one that fails does not keep the others from running."""
    results = []
    for job in jobs.jobs:
        result = carry_out(graph, jobs, job, options)
        tell(result)
        results.append(result)
    return tuple(results)


def jobs_exit_code(results: tuple[JobResult, ...]) -> int:
    """Give the exit code of a run of several jobs: the largest of theirs."""
    return max((result.exit_code for result in results), default=0)
