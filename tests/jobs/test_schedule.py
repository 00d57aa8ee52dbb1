from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from proxygraph.jobs import schedule
from proxygraph.jobs.file import Job, JobsFile
from proxygraph.jobs.reload import JobResult


def jobs_named(*names: str) -> JobsFile:
    jobs = tuple(Job(name=name, source="tables", path=name) for name in names)
    return JobsFile(Path("jobs.toml"), jobs)


def test_jobs_run_one_at_a_time_and_missed_times_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "trigger", lambda text: IntervalTrigger(seconds=1))
    running: list[str] = []
    most_at_once: list[int] = []
    done = threading.Event()
    finished: list[str] = []

    def carry_out(job: Job) -> JobResult:
        running.append(job.name)
        most_at_once.append(len(running))
        time.sleep(1.2)  # Longer than the interval: the next time is missed meanwhile.
        running.remove(job.name)
        return JobResult(job)

    def tell(result: JobResult) -> None:
        finished.append(result.job.name)
        if len(finished) == 3:
            done.set()

    began = time.monotonic()
    schedule.run_schedule(jobs_named("a", "b"), carry_out, tell, stop=done)
    assert max(most_at_once) == 1
    assert set(finished) == {"a", "b"}
    # Three or four runs of 1.2 s each, after the first second: missed times did not pile up.
    assert len(finished) <= 4
    assert time.monotonic() - began < 8


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
    time.sleep(2)
    (place / "ended").touch()
    return JobResult(job)
jobs = JobsFile(place / "jobs.toml", (Job(name="a", source="tables", path="a"),))
schedule.run_schedule(jobs, carry_out, lambda result: None)
"""
    process = subprocess.Popen([sys.executable, "-c", program])
    deadline = time.monotonic() + 30
    while not (tmp_path / "began").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert (tmp_path / "ended").exists()
