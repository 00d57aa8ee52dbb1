"""What became of a job, in words and as a document."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from proxygraph.cli.run_words import say_run

if TYPE_CHECKING:
    from proxygraph.jobs.reload import JobResult

_LOG = logging.getLogger(__name__)


def say_result(result: JobResult) -> None:
    """Print what became of a job."""
    if result.run is not None:
        say_run(result.run)
    if result.remark:
        _LOG.warning(
            "%s: loaded, but %s",
            result.job.name,
            result.remark,
            extra={"dataset": result.job.name},
        )
    if result.error is not None:
        _LOG.error(
            "%s: %s %s",
            result.job.name,
            "loaded, but its ranks are not noted." if result.run else "not loaded.",
            result.reason,
            extra={"dataset": result.job.name, "exit_code": result.exit_code},
        )


def result_document(result: JobResult) -> dict[str, object]:
    """Give what became of a job as plain values."""
    return {
        "dataset": result.job.name,
        "exit_code": result.exit_code,
        "run": result.run.as_answer() if result.run else None,
        "error": result.reason or None,
        "remark": result.remark or None,
        "recorded": result.recorded.run_id if result.recorded else None,
    }
