from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.base import BaseTrigger

from proxygraph.jobs import schedule
from proxygraph.jobs.file import Job, JobsFile
from proxygraph.jobs.reload import JobResult

PATIENCE = 300
"""Seconds after which a test gives up; nothing is measured by it."""


class Missed(BaseTrigger):
    """Twenty times that have passed already, and no later one."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        self._times = [now - timedelta(seconds=seconds) for seconds in range(20, 0, -1)]

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        later = (t for t in self._times if previous_fire_time is None or t > previous_fire_time)
        return next(later, None)


def jobs_named(*names: str) -> JobsFile:
    jobs = tuple(Job(name=name, source="tables", path=name) for name in names)
    return JobsFile(Path("jobs.toml"), jobs)


def test_jobs_run_one_at_a_time_and_missed_times_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "trigger", lambda text: Missed())
    running: list[str] = []
    most_at_once: list[int] = []
    done = threading.Event()
    finished: list[str] = []

    def carry_out(job: Job) -> JobResult:
        running.append(job.name)
        most_at_once.append(len(running))
        time.sleep(0.2)  # Two at once would meet here.
        running.remove(job.name)
        return JobResult(job)

    def tell(result: JobResult) -> None:
        finished.append(result.job.name)
        if set(finished) == {"a", "b"}:
            done.set()

    giving_up = threading.Timer(PATIENCE, done.set)
    giving_up.start()
    schedule.run_schedule(jobs_named("a", "b"), carry_out, tell, stop=done)
    giving_up.cancel()
    assert max(most_at_once) == 1
    assert sorted(finished) == ["a", "b"]


def test_a_stop_lets_the_running_job_end(tmp_path: Path) -> None:
    program = f"""
import sys, time, pathlib
from apscheduler.triggers.interval import IntervalTrigger
from proxygraph.jobs import schedule
from proxygraph.jobs.file import Job, JobsFile
from proxygraph.jobs.reload import JobResult
schedule.trigger = lambda text: IntervalTrigger(seconds=1)
place = pathlib.Path({str(tmp_path)!r})
def carry_out(job):
    (place / "began").touch()
    while not (place / "told to stop").exists():
        time.sleep(0.01)
    (place / "ended").touch()
    return JobResult(job)
jobs = JobsFile(place / "jobs.toml", (Job(name="a", source="tables", path="a"),))
schedule.run_schedule(jobs, carry_out, lambda result: None)
"""
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        try:
            deadline = time.monotonic() + PATIENCE
            while not (tmp_path / "began").exists():
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
            os.kill(process.pid, signal.SIGTERM)
            (tmp_path / "told to stop").touch()
            assert process.wait(timeout=PATIENCE) == 0
        finally:
            process.kill()
    assert (tmp_path / "ended").exists()
