"""Fetching jars, from a repository on this machine that misbehaves on demand."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graphdb.errors import NoServerError
from proxygraph.runtime.download import (
    ATTEMPTS,
    JarUnavailableError,
    fetch_jars,
    missing_jars,
    repository_url,
)
from proxygraph.runtime.lockfile import Jar
from proxygraph.runtime.ports import free_port

NO_PAUSE = 0.001


@dataclass
class Repository:
    """Contents by path; how each path misbehaves, one entry a request; what was asked for."""

    contents: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    url: str = ""

    def add(self, name: str, content: bytes, *faults: str) -> Jar:
        digest = hashlib.sha256(content).hexdigest()
        jar = Jar("org.example", name, "1", "", digest, len(content))
        self.contents[f"/{jar.path}"] = content
        self.faults[f"/{jar.path}"] = list(faults)
        return jar


@pytest.fixture
def repository() -> Iterator[Repository]:
    served = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked[self.path] += 1
            content = served.contents.get(self.path)
            faults = served.faults.get(self.path) or []
            fault = faults.pop(0) if faults else ""
            if content is None or fault.isdigit():
                self.send_error(int(fault or 404))
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if fault == "corrupted":
                content = bytes(len(content))
            self.wfile.write(content[: len(content) // 2] if fault == "cut off" else content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        served.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield served
        server.shutdown()
        thread.join()


def test_jars_arrive_whole_and_are_not_fetched_twice(
    repository: Repository, tmp_path: Path
) -> None:
    jars = tuple(repository.add(f"lib{number}", b"content %d" % number) for number in range(40))
    assert fetch_jars(jars, tmp_path, repository.url) == jars
    assert [(tmp_path / jar.path).read_bytes() for jar in jars] == [
        b"content %d" % number for number in range(40)
    ]
    assert fetch_jars(jars, tmp_path, repository.url) == ()
    assert set(repository.asked.values()) == {1}
    assert list(tmp_path.rglob("*.part")) == []


@pytest.mark.parametrize("fault", ["corrupted", "cut off", "500", "503", "429"])
def test_a_passing_fault_is_tried_again(repository: Repository, tmp_path: Path, fault: str) -> None:
    jar = repository.add("lib", b"the right content", fault, fault)
    assert fetch_jars((jar,), tmp_path, repository.url, NO_PAUSE) == (jar,)
    assert (tmp_path / jar.path).read_bytes() == b"the right content"
    assert repository.asked[f"/{jar.path}"] == 3


@pytest.mark.parametrize("fault", ["corrupted", "cut off", "500"])
def test_a_lasting_fault_is_given_up_and_leaves_no_jar(
    repository: Repository, tmp_path: Path, fault: str
) -> None:
    jar = repository.add("lib", b"the right content", *[fault] * 9)
    with pytest.raises(JarUnavailableError, match=r"org\.example:lib:1"):
        fetch_jars((jar,), tmp_path, repository.url, NO_PAUSE)
    assert repository.asked[f"/{jar.path}"] == ATTEMPTS
    assert not (tmp_path / jar.path).exists()


def test_a_jar_that_is_not_there_is_not_tried_again(repository: Repository, tmp_path: Path) -> None:
    jar = Jar("org.example", "none", "1", "", "0" * 64, 1)
    with pytest.raises(JarUnavailableError, match="HTTP 404"):
        fetch_jars((jar,), tmp_path, repository.url, NO_PAUSE)
    assert repository.asked[f"/{jar.path}"] == 1


@pytest.mark.parametrize("damage", [b"", b"the right", b"THE right content"])
def test_a_damaged_jar_is_noticed_and_fetched_again(
    repository: Repository, tmp_path: Path, damage: bytes
) -> None:
    good, bad = repository.add("good", b"good"), repository.add("bad", b"the right content")
    fetch_jars((good, bad), tmp_path, repository.url)
    (tmp_path / bad.path).write_bytes(damage)
    assert missing_jars((good, bad), tmp_path) == (bad,)
    assert fetch_jars((good, bad), tmp_path, repository.url) == (bad,)
    assert (tmp_path / bad.path).read_bytes() == b"the right content"
    assert repository.asked[f"/{good.path}"] == 1


def test_offline_says_what_to_do_and_keeps_what_is_there(
    repository: Repository, tmp_path: Path
) -> None:
    there, missing = repository.add("there", b"there"), repository.add("missing", b"missing")
    fetch_jars((there,), tmp_path, repository.url)
    closed = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(NoServerError) as caught:
        fetch_jars((there, missing), tmp_path, closed, NO_PAUSE)
    assert "org.example:missing:1" in str(caught.value)
    assert "PROXYGRAPH_MAVEN_URL" in str(caught.value)
    assert "Connection refused" in str(caught.value)
    assert caught.value.exit_code == 4
    assert fetch_jars((there,), tmp_path, closed) == ()


def test_progress_is_two_lines_where_there_is_no_terminal(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch_jars((repository.add("lib", b"content"),), tmp_path, repository.url)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 2


def test_a_mirror_takes_the_place_of_maven_central() -> None:
    assert repository_url({"PROXYGRAPH_MAVEN_URL": "http://mirror/jars/"}) == "http://mirror/jars"
    assert repository_url({}) != repository_url({"PROXYGRAPH_MAVEN_URL": "http://mirror"})
