"""The server's process and what is remembered of it, with stand-ins for the server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from proxygraph.runtime import detach
from proxygraph.runtime.complaints import complaints, java_crashed, port_was_taken
from proxygraph.runtime.configuration import server_settings
from proxygraph.runtime.home import Home
from proxygraph.runtime.java import arguments_file, write_arguments
from proxygraph.runtime.lockfile import Jar
from proxygraph.runtime.memory import Memory
from proxygraph.runtime.plugins import link_plugins
from proxygraph.runtime.ports import Ports
from proxygraph.runtime.process import find_process, is_alive, remembered_process, stop_process
from proxygraph.runtime.state import State, read_state, write_state

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('ready', flush=True); time.sleep(300)"
)
SLEEPER = "import time; time.sleep(300)"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home", tmp_path / "cache")
    made.create()
    return made


def launched(home: Home, code: str) -> psutil.Process:
    stand_in = [sys.executable, "-c", code, f"@{arguments_file(home)}"]
    done = subprocess.run(
        [sys.executable, detach.__file__, str(home.console_log), str(home.root), *stand_in],
        capture_output=True,
        text=True,
        check=True,
    )
    return psutil.Process(int(done.stdout))


@pytest.fixture
def server(home: Home) -> Iterator[psutil.Process]:
    process = launched(home, SLEEPER)
    yield process
    if is_alive(process):
        process.kill()


def state_of(process: psutil.Process) -> State:
    return State(Ports(1, 2), "x", process.pid, process.create_time(), ready=True)


def test_a_state_is_read_back(home: Home) -> None:
    state = State(Ports(7474, 7687), "2026.08.1", 42, 1.5, ready=True)
    write_state(home, state)
    assert read_state(home) == state
    assert state.stopped() == State(Ports(7474, 7687), "2026.08.1")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"ports": 1}', '{"ports": {"http": "x"}}'])
def test_a_broken_state_is_no_state(home: Home, text: str) -> None:
    home.state_file.write_text(text)
    assert read_state(home) is None


def test_the_servers_process_is_recognised(home: Home, server: psutil.Process) -> None:
    assert remembered_process(home, state_of(server)) == server


def test_a_server_that_nobody_remembers_is_found(home: Home, server: psutil.Process) -> None:
    assert find_process(home) == server
    assert find_process(replace(home, root=home.root.parent / "other")) is None


def test_a_pid_that_another_program_got_is_not_the_server(home: Home) -> None:
    assert remembered_process(home, state_of(psutil.Process(os.getpid()))) is None


def test_a_process_that_began_later_is_not_the_server(home: Home, server: psutil.Process) -> None:
    state = state_of(server)
    assert remembered_process(home, replace(state, created=state.created - 60)) is None


def test_a_dead_process_is_not_the_server(home: Home, server: psutil.Process) -> None:
    state = state_of(server)
    server.kill()
    server.wait(60)
    assert remembered_process(home, state) is None
    assert remembered_process(home, state.stopped()) is None


def test_a_dead_process_that_nobody_collected_is_not_alive() -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEPER]) as child:
        process = psutil.Process(child.pid)
        assert is_alive(process)
        assert stop_process(process, patience=60)
        assert not is_alive(process)


def test_a_stop_is_orderly_where_it_can_be(server: psutil.Process) -> None:
    assert stop_process(server, patience=60)
    assert not is_alive(server)


def test_a_process_that_does_not_listen_is_ended_by_force(home: Home) -> None:
    process = launched(home, STUBBORN)
    while "ready" not in home.console_log.read_text():
        assert is_alive(process)
    assert not stop_process(process, patience=2)
    assert not is_alive(process)


def test_a_server_is_in_a_session_of_its_own(server: psutil.Process) -> None:
    assert os.getsid(server.pid) == server.pid


def test_the_settings_open_nothing_but_loopback() -> None:
    settings = server_settings(Ports(7475, 7688), Memory("1g", "256m"))
    addresses = {value for name, value in settings.items() if "listen_address" in name}
    assert addresses == {"127.0.0.1", "127.0.0.1:7475", "127.0.0.1:7688"}


def test_javas_arguments_survive_a_folder_with_spaces(tmp_path: Path) -> None:
    home = Home(tmp_path / 'a "b" \\ c', tmp_path / "my cache")
    home.create()
    jar = Jar("org.example", "lib", "1", "", "0" * 64, 1)
    write_arguments(home, (jar, jar), Memory("2g", "256m"), ("-Dextra=1",))
    lines = arguments_file(home).read_text().splitlines()
    unquoted = [line[1:-1].replace('\\"', '"').replace("\\\\", "\\") for line in lines]
    assert f"--home-dir={home.root}" in unquoted
    assert os.pathsep.join([str(home.cache / jar.path)] * 2) in unquoted
    assert {"-Xmx2g", "-Dextra=1"} < set(unquoted)


def test_only_procedures_become_plugins(home: Home) -> None:
    jars = tuple(
        Jar(group, artifact, "1", "", "0" * 64, 1)
        for group, artifact in [
            ("org.neo4j.gds", "proc"),
            ("org.neo4j.gds", "proc-catalog"),
            ("org.neo4j.gds", "core"),
            ("org.neo4j", "proc-other"),
        ]
    )
    (home.root / "plugins").mkdir()
    (home.root / "plugins" / "old.jar").touch()
    link_plugins(home, jars)
    assert [path.name for path in (home.root / "plugins").iterdir()] == ["proc-catalog-1.jar"]


def test_complaints_are_the_telling_lines_without_stack_frames(home: Home) -> None:
    home.console_log.write_text(
        "INFO  Starting...\n"
        "ERROR Failed to start Neo4j\n"
        "java.lang.RuntimeException: no\n"
        "\tat org.neo4j.Server.start(Server.java:1)\n"
        "Caused by: java.net.BindException: Address already in use\n"
        "\t... 12 more\n"
        "Picked up JAVA_TOOL_OPTIONS: -XX:+ExitOnOutOfMemoryError ERROR\n"
    )
    assert complaints(home) == (
        "ERROR Failed to start Neo4j",
        "Caused by: java.net.BindException: Address already in use",
    )
    assert port_was_taken(home)
    assert not java_crashed(home)


def test_without_telling_lines_the_last_ones_are_shown(home: Home) -> None:
    home.console_log.write_text("\n".join(f"line {number}" for number in range(50)))
    assert complaints(home)[-1] == "line 49"
    assert len(complaints(home)) == 12
    home.console_log.unlink()
    assert complaints(home) == ()
