"""A server that others can reach needs a flag, and a password that somebody chose."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from graphdb.errors import NoServerError
from proxygraph.cli import run
from proxygraph.runtime.configuration import server_settings
from proxygraph.runtime.home import Home
from proxygraph.runtime.listening import Listening, check_listening
from proxygraph.runtime.memory import Memory
from proxygraph.runtime.ports import Ports

ADDRESSES = (
    "server.default_listen_address",
    "server.http.listen_address",
    "server.bolt.listen_address",
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home", tmp_path / "cache")
    made.create()
    return made


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    file = tmp_path / "chosen"
    file.write_text("a password of mine\n")
    return file


def listens_at(listening: Listening | None) -> set[str]:
    settings = server_settings(Ports(1, 2), Memory("1g", "1g"), listening)
    return {settings[name].partition(":")[0] for name in ADDRESSES}


def test_only_the_flag_leaves_loopback() -> None:
    assert listens_at(None) == {"127.0.0.1"}
    assert listens_at(Listening("192.0.2.7")) == {"192.0.2.7"}


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.7"])  # noqa: S104
def test_without_a_password_of_ones_own_it_does_not_start(home: Home, address: str) -> None:
    with pytest.raises(NoServerError, match="--password-file"):
        check_listening(home, Listening(address))
    assert not home.password_file.exists()


def test_a_short_password_is_refused(home: Home, tmp_path: Path) -> None:
    (tmp_path / "short").write_text("neo4j\n")
    with pytest.raises(NoServerError, match="shorter than 12"):
        check_listening(home, Listening("192.0.2.7", tmp_path / "short"))


def test_a_generated_password_does_not_do(home: Home, chosen: Path) -> None:
    home.password_file.write_text("generated-by-the-program\n")
    with pytest.raises(NoServerError, match="another password") as caught:
        check_listening(home, Listening("192.0.2.7", chosen))
    assert "a password of mine" not in str(caught.value)
    assert "generated-by-the-program" not in str(caught.value)


def test_a_new_server_takes_the_chosen_password_into_a_private_file(
    home: Home, chosen: Path
) -> None:
    check_listening(home, Listening("192.0.2.7", chosen))
    assert home.password_file.read_text() == "a password of mine\n"
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
    check_listening(home, Listening("192.0.2.7", chosen))  # And the next start finds it so.


def test_what_is_no_address_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROXYGRAPH_HOME", str(tmp_path / "home"))
    assert run(["up", "--bind", "example.org:7474"]) == 2
    assert "is not an address" in capsys.readouterr().err
