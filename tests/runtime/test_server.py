"""The local server for real: started, used, killed, stopped. A handful of starts for all of it."""

from __future__ import annotations

import json
import shutil
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from graphdb.errors import NoServerError
from graphdb.settings import Settings
from proxygraph.cli import run
from proxygraph.runtime import starting
from proxygraph.runtime.credentials import password_of
from proxygraph.runtime.download import fetch_jars, missing_jars
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.java import arguments_file
from proxygraph.runtime.lockfile import locked_jars, locked_versions
from proxygraph.runtime.ports import Ports, choose_ports, free_port
from proxygraph.runtime.process import find_process, serves
from proxygraph.runtime.rehearsal import prepare_fast_starts
from proxygraph.runtime.server import (
    ensure_server,
    running_settings,
    server_status,
    stop_server,
)
from proxygraph.runtime.state import read_state
from proxygraph.runtime.target import target_settings

pytestmark = pytest.mark.server
PROCEDURES_OF_GDS = 461


@pytest.fixture(scope="module")
def _environment() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("NEO4J_URI", raising=False)
        patch.setenv("PROXYGRAPH_HEAP", "768m")
        patch.setenv("PROXYGRAPH_PAGECACHE", "128m")
        yield patch


@pytest.fixture(scope="module")
def home(
    _environment: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Home]:
    """A new home whose server is stopped at the end; the jars are shared with other runs.

    Its path and the locale are the least friendly ones: spaces and Persian, started as by cron.
    """
    cache = default_home().cache
    made = Home(tmp_path_factory.mktemp("server") / "my خانه", cache)
    _environment.setenv("LC_ALL", "C")
    prepare_fast_starts(made)
    closed = free_port()
    _environment.setenv("PROXYGRAPH_MAVEN_URL", f"http://127.0.0.1:{closed}")  # No network now.
    _environment.setenv("PROXYGRAPH_HOME", str(made.root))
    _environment.setenv("PROXYGRAPH_CACHE", str(cache))
    yield made
    stop_server(made)
    assert find_process(made) is None


@pytest.fixture
def settings(home: Home) -> Settings:
    """The running server; started again where a test before has stopped it."""
    return ensure_server(home)


def answer_of(home: Home, statement: str) -> Any:
    """Run a statement over HTTP, the way that the code under test does not use."""
    answer = requests.post(
        f"http://127.0.0.1:{server_status(home).http_port}/db/neo4j/query/v2",
        json={"statement": statement},
        auth=("neo4j", password_of(home)),
        timeout=60,
    )
    return answer.json()


def ask(home: Home, statement: str) -> Any:
    """Return the rows of a statement."""
    answer = answer_of(home, statement)
    assert "errors" not in answer, answer
    return answer["data"]["values"]


def test_the_server_has_its_versions_and_all_procedures(home: Home, settings: Settings) -> None:
    versions = locked_versions()
    kernel = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' "
    assert ask(home, kernel + "RETURN versions[0], gds.version()") == [
        [versions.neo4j, versions.gds]
    ]
    count = "SHOW PROCEDURES YIELD name WHERE name STARTS WITH 'gds.' RETURN count(*)"
    assert ask(home, count) == [[PROCEDURES_OF_GDS]]


def test_a_start_uses_what_the_rehearsal_learnt(home: Home, settings: Settings) -> None:
    (flag,) = (
        line.strip('"')
        for line in arguments_file(home).read_text().splitlines()
        if "AOTCache" in line
    )
    learnt = Path(flag.removeprefix("-XX:AOTCache="))
    assert learnt.parent == home.cache
    assert learnt.stat().st_size > 50_000_000
    assert not prepare_fast_starts(home)


def test_a_second_start_is_the_same_server_without_network(home: Home, settings: Settings) -> None:
    before = server_status(home)
    assert ensure_server(home) == settings == running_settings(home)
    assert server_status(home).pid == before.pid


def test_it_is_the_target_of_commands(home: Home, settings: Settings) -> None:
    assert target_settings(start=False) == settings
    assert settings.origin == f"local server at {home.root}"


def test_it_listens_on_loopback_only(home: Home, settings: Settings) -> None:
    process = psutil.Process(server_status(home).pid)
    listening = {
        (s.laddr.ip.removeprefix("::ffff:"), s.laddr.port)
        for s in process.net_connections("inet")
        if s.status == psutil.CONN_LISTEN or s.type == socket.SOCK_DGRAM
    }
    status = server_status(home)
    assert listening == {("127.0.0.1", status.http_port), ("127.0.0.1", status.bolt_port)}


def test_the_password_is_seen_nowhere(home: Home, settings: Settings) -> None:
    password = password_of(home)
    arguments = [" ".join(p.info["cmdline"] or ()) for p in psutil.process_iter(["cmdline"])]
    assert [line for line in arguments if password in line] == []
    holding = [
        path
        for path in home.root.rglob("*")
        if path.is_file() and not path.is_symlink() and password.encode() in path.read_bytes()
    ]
    assert holding == [home.password_file]
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
    assert password not in repr(settings)


def test_nobody_gets_in_without_the_password(home: Home, settings: Settings) -> None:
    url = f"http://127.0.0.1:{server_status(home).http_port}/db/neo4j/query/v2"
    for password in ("neo4j", password_of(home) + "x"):  # A third would lock the user for 5 s.
        answer = requests.post(
            url, json={"statement": "RETURN 1"}, auth=("neo4j", password), timeout=60
        )
        assert answer.status_code == 401


def test_files_of_the_machine_cannot_be_loaded(home: Home, settings: Settings) -> None:
    statement = "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row"
    (error,) = answer_of(home, statement)["errors"]
    assert "allow_csv_import_from_file_urls" in error["message"]


def test_nothing_is_reported_to_anyone(home: Home, settings: Settings) -> None:
    names = ("usage_report.enabled", "allow_telemetry", "bolt.telemetry", "fleet_discovery.enabled")
    for name in names:
        values = f"CALL dbms.listConfig('{name}') YIELD value RETURN value"
        assert ask(home, values) == [["false"]], name


def test_browser_is_served(home: Home, settings: Settings) -> None:
    address = f"http://localhost:{server_status(home).http_port}/browser/"
    answer = requests.get(address, timeout=60)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_verbs_say_how_to_get_in_but_not_the_password(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [run(["up"]), run(["status"]), run(["doctor"])] == [0, 0, 0]
    shown = capsys.readouterr()
    assert f"http://localhost:{server_status(home).http_port}/browser/" in shown.out
    assert settings.uri in shown.out
    assert str(home.password_file) in shown.out
    assert password_of(home) not in shown.out + shown.err
    assert run(["status", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["answers"], document["uri"]) == (True, settings.uri)
    assert document["version"] == f"{locked_versions().neo4j} community"


def test_doctor_finds_nothing_wrong(
    home: Home, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--json"]) == 0
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert [check for check in checks if check["outcome"] == "fail"] == []
    outcomes = {check["name"]: check["outcome"] for check in checks}
    assert [outcomes[name] for name in ("Jars", "Server", "GDS", "Password")] == ["ok"] * 4


def test_after_a_kill_two_starts_at_once_make_one_server(home: Home, settings: Settings) -> None:
    ask(home, "CREATE (:Kept {name: 'before the kill'})")
    killed = server_status(home)
    process = psutil.Process(killed.pid)
    process.kill()
    process.wait(60)
    with pytest.raises(NoServerError, match="proxygraph up"):
        running_settings(home)
    assert not server_status(home).running

    command = [sys.executable, "-c", "from proxygraph.cli import main; main(['up', '--json'])"]
    with ExitStack() as stack:
        both = [
            stack.enter_context(
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            )
            for _ in range(2)
        ]
        outputs = [one.communicate(timeout=300) for one in both]
    assert [one.returncode for one in both] == [0, 0], outputs
    pids = {json.loads(out)["pid"] for out, _ in outputs}
    assert pids == {server_status(home).pid}
    assert pids != {killed.pid}
    servers = [p for p in psutil.process_iter() if serves(p, home)]
    assert len(servers) == 1
    assert ensure_server(home) == settings
    assert ask(home, "MATCH (n:Kept) RETURN n.name") == [["before the kill"]]


def test_a_port_taken_at_the_last_moment_is_given_up(
    home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stop_server(home)
    state = read_state(home)
    assert state is not None
    choices: list[Ports] = []

    def too_early(remembered: Ports | None) -> Ports:
        """Choose, the first time, as if the ports had been free a moment ago."""
        choices.append(state.ports if not choices else choose_ports(remembered))
        return choices[-1]

    monkeypatch.setattr(starting, "choose_ports", too_early)
    with ExitStack() as stack:
        for port in (state.ports.http, state.ports.bolt):
            taken = stack.enter_context(socket.socket())
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", port))
            taken.listen()
        found = ensure_server(home)
        assert len(choices) == 2
        assert found.uri == f"bolt://127.0.0.1:{choices[1].bolt}"
        assert choices[1].bolt != state.ports.bolt
        assert choices[1].http != state.ports.http
        assert ask(home, "RETURN 1") == [[1]]


def test_a_server_that_nobody_remembers_is_stopped_too(home: Home, settings: Settings) -> None:
    home.state_file.unlink()
    status = server_status(home)
    assert (status.running, status.ready) == (True, False)
    assert stop_server(home)
    assert not server_status(home).running
    assert not stop_server(home)


def test_a_failed_start_tells_what_the_server_said(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Home(tmp_path / "home", home.cache)
    monkeypatch.setenv("PROXYGRAPH_PAGECACHE", "900000g")
    with pytest.raises(NoServerError) as caught:
        ensure_server(other)
    assert "exceeds physical memory" in str(caught.value)
    assert str(other.console_log) in str(caught.value)
    assert "JAVA_TOOL_OPTIONS" not in str(caught.value)
    assert find_process(other) is None
    assert not server_status(other).running


def test_a_broken_jar_is_fetched_again_and_no_other(home: Home, tmp_path: Path) -> None:
    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    jars = locked_jars()
    whole = min(jars, key=lambda jar: jar.size)
    copied = [jar for jar in jars if jar != whole][:20]
    for jar in copied:
        (tmp_path / jar.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(home.cache / jar.path, tmp_path / jar.path)
    broken = max(copied, key=lambda jar: jar.size)
    with (tmp_path / broken.path).open("r+b") as file:
        file.truncate(broken.size // 2)

    handler = partial(Silent, directory=str(home.cache))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as repository:
        thread = threading.Thread(target=repository.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{repository.server_address[1]}"
        assert fetch_jars(tuple(copied), tmp_path, url) == (broken,)
        repository.shutdown()
        thread.join()
    assert missing_jars((*copied, whole), tmp_path) == (whole,)
