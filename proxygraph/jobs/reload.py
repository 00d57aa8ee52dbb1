"""Carries out the jobs of a file, one after another."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graphdb.connection import Graph
from graphdb.errors import NoServerError, ProxygraphError, machine_words
from loaders.clock import new_run_id
from loaders.engine import load
from loaders.options import LoadOptions
from loaders.recording import record_failure
from loaders.runs import Run
from proxygraph.jobs.file import Job, JobsFile
from proxygraph.jobs.ranks import note_ranks

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobResult:
    """What became of one job: its run, or why it could not be carried out.

    ``remark`` says what beside the load could not be done, such as noting ranks. ``recorded`` is
    the run that the graph keeps of a failure.
    """

    job: Job
    run: Run | None = None
    error: Exception | None = None
    remark: str = ""
    recorded: Run | None = None

    @property
    def exit_code(self) -> int:
        """0 where the job was carried out, else that of its error."""
        if self.error is None:
            return 0
        return self.error.exit_code if isinstance(self.error, ProxygraphError) else 1

    @property
    def reason(self) -> str:
        """Say why it was not carried out; nothing where it was."""
        if isinstance(self.error, OSError):
            return machine_words(self.error)
        if self.error is None or isinstance(self.error, ProxygraphError):
            return str(self.error or "")
        return f"{type(self.error).__name__}: {self.error}"


def carry_out(
    graph: Graph, jobs: JobsFile, job: Job, options: LoadOptions | None = None
) -> JobResult:
    """Load one job's dataset; whatever goes wrong with it becomes part of the result."""
    run, remark = None, ""
    started, began = datetime.now(UTC), time.monotonic()
    try:
        run = load(graph, job.source, jobs.input_of(job), job.name, _options(jobs, job, options))
        if run.outcome == "changed":
            remark = _note_ranks(graph, run)
    except Exception as error:  # noqa: BLE001 - one job's fault, of any kind, is that job's
        _LOG.debug("%s", job.name, exc_info=True)
        result = JobResult(job, run, error)
        chosen = options or LoadOptions()
        if run is None and not chosen.dry_run and not isinstance(error, NoServerError):
            failed = _failed(job, chosen, started, time.monotonic() - began)
            result = replace(result, recorded=_recorded(graph, failed, result.reason))
        return result
    return JobResult(job, run, remark=remark)


def _failed(job: Job, options: LoadOptions, started: datetime, seconds: float) -> Run:
    return Run(
        run_id=new_run_id(started),
        dataset=job.name,
        source=job.source,
        path=job.path,
        started=started,
        seconds=round(seconds, 3),
        program_version=options.program_version,
        fingerprint="",
        outcome="failed",
        graph_version=0,
    )


def _recorded(graph: Graph, failed: Run, reason: str) -> Run | None:
    """Record a failed run where the graph can be reached and is ours to write."""
    try:
        return record_failure(graph, failed, reason)
    except Exception:  # noqa: BLE001 - must not hide the job's own fault
        _LOG.debug("%s: its failure is not recorded", failed.dataset, exc_info=True)
        return None


def _note_ranks(graph: Graph, run: Run) -> str:
    """Note ranks beside a load, which nobody asked for: where it cannot be done, say why."""
    try:
        note_ranks(graph, run)
    except NoServerError:
        raise
    except ProxygraphError as error:
        return f"its ranks are not noted: {error}"
    return ""


def _options(jobs: JobsFile, job: Job, options: LoadOptions | None) -> LoadOptions:
    chosen = replace(
        options or LoadOptions(),
        rank=job.rank,
        most_rejects=job.max_rejects,
        most_removed=job.max_removed,
    )
    if chosen.rejects_folder is None:
        chosen = replace(chosen, rejects_folder=jobs.path.resolve().parent / "rejects")
    return chosen


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
