"""One job's fault is that job's: the others go on, and a stop lets none of them begin."""

from __future__ import annotations

import errno
import threading
from pathlib import Path
from typing import Any, cast

import pytest
from apscheduler.triggers.date import DateTrigger

from graphdb.connection import Graph
from graphdb.errors import GraphMovedError, InputRefusedError, NoServerError
from proxygraph.cli.job_words import result_document, say_result
from proxygraph.jobs import reload, schedule
from proxygraph.jobs.file import Job, JobsFile
from proxygraph.jobs.reload import JobResult, jobs_exit_code, reload_all
from tests.jobs.test_schedule import jobs_named

FAULTS = [
    (
        PermissionError(errno.EACCES, "Permission denied", "rejects"),
        1,
        "rejects: Permission denied",
    ),
    (OSError(errno.ENOSPC, "No space left on device"), 1, "No space left on device"),
    (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), 1, "UnicodeDecodeError: "),
    (RecursionError("too deep"), 1, "RecursionError: too deep"),
    (MemoryError(), 1, "MemoryError: "),
    (KeyError("a"), 1, "KeyError: 'a'"),
    (InputRefusedError("wrong rows"), 3, "wrong rows"),
    (NoServerError("gone"), 4, "gone"),
]


class _Run:
    outcome = "unchanged"


@pytest.mark.parametrize(("fault", "code", "said"), FAULTS)
def test_a_fault_of_any_kind_is_that_jobs(
    fault: Exception, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(graph: Graph, source: str, path: Path, name: str, options: Any) -> _Run:
        if name == "b":
            raise fault
        return _Run()

    monkeypatch.setattr(reload, "load", load)
    told: list[str] = []
    jobs = jobs_named("a", "b", "c")
    results = reload_all(cast(Graph, None), jobs, tell=lambda result: told.append(result.job.name))
    assert told == ["a", "b", "c"]
    assert [result.exit_code for result in results] == [0, code, 0]
    assert results[1].reason.startswith(said)
    assert jobs_exit_code(results) == code


def test_the_fault_is_told_with_the_jobs_name(capsys: pytest.CaptureFixture[str]) -> None:
    result = JobResult(jobs_named("a").jobs[0], error=PermissionError(13, "Permission denied", "x"))
    say_result(result)
    assert result_document(result)["error"] == "x: Permission denied"


def test_ranks_that_cannot_be_noted_leave_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Changed(_Run):
        outcome = "changed"

    def note(graph: Graph, run: object) -> None:
        raise ValueError("no ranks")

    monkeypatch.setattr(reload, "load", lambda *given: Changed())
    monkeypatch.setattr(reload, "note_ranks", note)
    (result,) = reload_all(cast(Graph, None), jobs_named("a"))
    assert result.run is not None
    assert result.exit_code == 1


def test_a_load_does_not_fail_for_ranks_that_nobody_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Changed(_Run):
        outcome = "changed"

    def note(graph: Graph, run: object) -> None:
        raise GraphMovedError("the graph kept changing")

    monkeypatch.setattr(reload, "load", lambda *given: Changed())
    monkeypatch.setattr(reload, "note_ranks", note)
    (result,) = reload_all(cast(Graph, None), jobs_named("a"))
    assert (result.exit_code, result.error) == (0, None)
    assert result.remark == "its ranks are not noted: the graph kept changing"


def test_after_a_stop_no_waiting_job_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "trigger", lambda text: DateTrigger())
    stop, all_wait = threading.Event(), threading.Event()
    begun: list[str] = []

    def carry_out(job: Job) -> JobResult:
        begun.append(job.name)
        all_wait.wait(5)  # The other two are due by now, and wait for this one.
        stop.set()
        return JobResult(job)

    jobs: JobsFile = jobs_named("a", "b", "c")
    threading.Timer(1, all_wait.set).start()
    schedule.run_schedule(jobs, carry_out, lambda result: None, stop)
    assert len(begun) == 1


def test_a_failure_that_cannot_be_recorded_is_told_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(*given: object) -> None:
        raise InputRefusedError("wrong rows")

    def record(*given: object) -> None:
        raise NoServerError("gone")

    monkeypatch.setattr(reload, "load", load)
    monkeypatch.setattr(reload, "record_failure", record)
    (result,) = reload_all(cast(Graph, None), jobs_named("a"))
    assert (result.exit_code, result.reason, result.recorded) == (3, "wrong rows", None)


def test_where_no_server_answers_it_is_not_asked_to_record_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(*given: object) -> None:
        raise NoServerError("gone")

    asked: list[object] = []
    monkeypatch.setattr(reload, "load", load)
    monkeypatch.setattr(reload, "record_failure", lambda *given: asked.append(given))
    (result,) = reload_all(cast(Graph, None), jobs_named("a"))
    assert (result.exit_code, asked) == (4, [])
