from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import neo4j
import pytest
from neo4j.exceptions import ClientError, ServiceUnavailable

from graphdb.connection import Graph, StatementFailedError, Transaction
from graphdb.errors import GraphMovedError, NoServerError
from graphdb.schema import apply_schema
from graphdb.settings import Settings, settings_from_environment
from loaders.lock import take_lock, writers_lock

WRITES = 100
NOWHERE = Settings("bolt://127.0.0.1:1", "neo4j", "secret-word")


def test_a_password_never_shows() -> None:
    assert "secret-word" not in repr(NOWHERE)


def test_no_server_is_named_by_default() -> None:
    assert settings_from_environment({"NEO4J_USERNAME": "x"}) is None


def test_a_password_can_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("from-file\nsecond line\n")
    env = {"NEO4J_URI": "neo4j+s://db", "NEO4J_PASSWORD_FILE": str(path)}
    settings = settings_from_environment(env)
    assert settings is not None
    assert (settings.uri, settings.password, settings.database) == (
        "neo4j+s://db",
        "from-file",
        "neo4j",
    )


@pytest.mark.parametrize(
    "env",
    [
        {"NEO4J_URI": "bolt://db"},
        {"NEO4J_URI": "bolt://db", "NEO4J_PASSWORD_FILE": "/nowhere/at/all"},
    ],
)
def test_a_server_without_a_password_is_refused(env: dict[str, str]) -> None:
    with pytest.raises(NoServerError, match="PASSWORD"):
        settings_from_environment(env)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(NoServerError, match="is not the address"):
        Graph(replace(NOWHERE, uri="http://db"))


def test_a_server_that_does_not_answer_is_told_at_once() -> None:
    with Graph(NOWHERE) as graph, pytest.raises(NoServerError, match="no Neo4j answers") as caught:
        graph.verify()
    assert "secret-word" not in str(caught.value)


@pytest.mark.server
def test_a_wrong_password_is_told(server: Settings) -> None:
    wrong = replace(server, password="not-the-password")
    with Graph(wrong) as graph, pytest.raises(NoServerError, match="refuses the user"):
        graph.verify()


@pytest.mark.server
def test_a_statement_that_fails_tells_the_servers_code(graph: Graph) -> None:
    with pytest.raises(StatementFailedError) as caught:
        graph.read("load/runs_read", dataset=None, limit="many")
    assert caught.value.code is not None
    assert caught.value.code.startswith("Neo.ClientError")


@pytest.mark.server
def test_a_read_that_a_load_came_between_is_read_again(graph: Graph, server: Settings) -> None:
    apply_schema(graph)
    seen: list[int] = []

    def work(opened: Graph) -> int:
        if not seen:  # A whole load comes between the first read's two looks at the version.
            with Graph(server) as writer:
                writer.write("load/version_begin", token="t", dataset="demo")
                writer.write("load/version_end", token="t", dataset="demo")
        seen.append(opened.state().version)
        return seen[-1]

    assert graph.consistent(work) == 1
    assert seen == [1, 1]


@pytest.mark.server
def test_no_half_state_is_seen_while_two_facts_are_rewritten(
    graph: Graph, server: Settings
) -> None:
    """A writer keeps two nodes equal; a consistent reader never sees them differ."""
    apply_schema(graph)
    names = ("left", "right")
    for name in names:
        graph.write("load/dataset_write", dataset=name, properties=_said(name, 0))
    stop = threading.Event()
    pairs: list[tuple[int, ...]] = []
    failures: list[BaseException] = []

    def read_often() -> None:
        try:
            with Graph(server) as reader:
                while not stop.is_set():
                    pairs.append(reader.consistent(_ranks, patience=600, pause=0.001))
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    reader = threading.Thread(target=read_often)
    token = take_lock(graph, "demo", lease_seconds=3_600).token  # As every writer does.
    reader.start()
    try:
        for number in range(1, WRITES + 1):
            graph.write("load/version_begin", token=token, dataset="demo")
            for name in names:
                graph.write("load/dataset_write", dataset=name, properties=_said(name, number))
            graph.write("load/version_end", token=token, dataset="demo")
            # From time to time the reader may catch up: a busy machine would show it too little.
            while number % 10 == 0 and (number, number) not in pairs[-1:] and not failures:
                time.sleep(0.001)
    finally:
        stop.set()
        reader.join()
    assert failures == []
    assert {(number, number) for number in range(10, WRITES + 1, 10)} <= set(pairs)
    assert all(left == right for left, right in pairs)


def _said(name: str, number: int) -> dict[str, object]:
    return {"name": name, "rank": number}


def _ranks(opened: Graph) -> tuple[int, ...]:
    left = [row["rank"] for row in opened.read("load/datasets_read") if row["name"] == "left"]
    right = [row["rank"] for row in opened.read("load/datasets_read") if row["name"] == "right"]
    return (*left, *right)


@pytest.mark.server
def test_patience_ends(graph: Graph) -> None:
    apply_schema(graph)
    with writers_lock(graph, "demo") as lease:
        graph.write("load/version_begin", token=lease.token, dataset="demo")
        with pytest.raises(GraphMovedError, match="has not finished for 0 s"):
            graph.consistent(lambda opened: None, patience=0.1)


OWN_ERRORS = [
    OSError(28, "No space left on device"),
    PermissionError(13, "Permission denied"),
    BrokenPipeError(32, "Broken pipe"),
    ConnectionResetError(104, "Connection reset by another server"),
    TimeoutError("another server's"),
    ServiceUnavailable("another server's"),
    ClientError("another server's"),
]


@pytest.mark.server
@pytest.mark.parametrize("error", OWN_ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("begun", [False, True])
def test_an_error_of_the_callers_own_work_is_not_taken_for_the_servers(
    graph: Graph, error: Exception, begun: bool
) -> None:
    calls: list[int] = []

    def work(transaction: Transaction) -> None:
        calls.append(1)
        if begun:
            transaction.run("load/dataset_write", dataset="d", properties=_said("d", 1))
        raise error

    with pytest.raises(type(error)) as caught:
        graph.in_transaction(work)
    assert caught.value is error
    assert len(calls) == 1
    assert graph.read("load/datasets_read") == []


@pytest.mark.server
@pytest.mark.parametrize("error", OWN_ERRORS[:3], ids=lambda error: type(error).__name__)
def test_a_run_that_fails_by_itself_gives_the_lock_back(graph: Graph, error: Exception) -> None:
    apply_schema(graph)

    def work(transaction: Transaction) -> None:
        raise error

    with pytest.raises(type(error)) as caught, writers_lock(graph, "one"):
        graph.in_transaction(work)
    assert caught.value is error
    with writers_lock(graph, "two"):
        pass


@pytest.mark.server
@pytest.mark.parametrize("how", ["read", "write", "ask"])
def test_a_statement_file_that_cannot_be_read_is_not_taken_for_the_server(
    graph: Graph, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(name: str) -> NoReturn:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("graphdb.connection.statement", unreadable)
    limits: dict[str, Any] = {"parameters": {}, "timeout": 5, "most_rows": 1}
    asked = limits if how == "ask" else {}
    with pytest.raises(OSError, match="Too many open files"):
        getattr(graph, how)("schema/ping", **asked)


@pytest.mark.server
@pytest.mark.parametrize("error", [OSError(104, "reset"), ServiceUnavailable("gone")])
def test_an_error_of_the_driver_is_still_the_servers(
    graph: Graph, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*arguments: object, **named: object) -> NoReturn:
        raise error

    monkeypatch.setattr(neo4j.ManagedTransaction, "run", lost)
    monkeypatch.setattr(error, "is_retryable", lambda: False, raising=False)
    with pytest.raises(NoServerError, match="no Neo4j answers"):
        graph.write("schema/ping")
