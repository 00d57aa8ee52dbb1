"""Stays and carries out each job of a file when its time has come, until it is told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from proxygraph.jobs.file import Job, JobsFile
from proxygraph.jobs.reload import JobResult
from proxygraph.jobs.times import trigger

CarryOut = Callable[[Job], JobResult]


def run_schedule(
    jobs: JobsFile,
    carry_out: CarryOut,
    tell: Callable[[JobResult], None],
    stop: threading.Event | None = None,
) -> None:
    """Run jobs when they are due, one at a time, until SIGTERM or SIGINT.

    A job whose time passes several times while another runs, or while the machine sleeps, runs
    once afterwards. A stop lets the job that is running end; those that wait do not begin.
    """
    stopped = stop or threading.Event()
    _stop_on_signals(stopped)
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )

    def run(job: Job) -> None:
        if not stopped.is_set():
            tell(carry_out(job))

    for job in jobs.jobs:
        scheduler.add_job(run, trigger(job.schedule), (job,), name=job.name)
    scheduler.start()
    try:
        stopped.wait()
    finally:
        scheduler.shutdown(wait=True)


def _stop_on_signals(stopped: threading.Event) -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
