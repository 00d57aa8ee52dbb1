"""Settings: from the environment, else ``.env``, else the settings file; and who set what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphdb import environment as module
from graphdb.environment import CONFIG_VARIABLE, environment
from graphdb.errors import NoServerError, SettingsError
from graphdb.settings import settings_from_environment
from proxygraph.cli import run
from proxygraph.runtime.ports import free_port


@pytest.fixture(autouse=True)
def _dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DOTENV", ".env")


def written(
    tmp_path: Path, dotenv: str = "", config: str = "", **variables: str
) -> module.Environment:
    (tmp_path / ".env").write_text(dotenv, encoding="utf-8")
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    return environment({CONFIG_VARIABLE: str(tmp_path / "config.toml"), **variables}, tmp_path)


def test_the_first_place_that_sets_a_name_wins(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        dotenv="PROXYGRAPH_HEAP=2g\nPROXYGRAPH_HOME='/srv/dotenv'\nOTHER=ignored\n",
        config='PROXYGRAPH_HEAP = "3g"\nPROXYGRAPH_HOME = "/srv/file"\nPROXYGRAPH_CACHE = "/c"\n',
        PROXYGRAPH_HEAP="1g",
    )
    assert {name: (found[name], found.origin(name)) for name in found} == {
        "PROXYGRAPH_HEAP": ("1g", "the environment"),
        "PROXYGRAPH_HOME": ("/srv/dotenv", str(tmp_path / ".env")),
        "PROXYGRAPH_CACHE": ("/c", str(tmp_path / "config.toml")),
    }


def test_an_empty_value_sets_nothing(tmp_path: Path) -> None:
    found = written(tmp_path, dotenv="PROXYGRAPH_HEAP=\n", config='PROXYGRAPH_HEAP = "3g"\n')
    assert found["PROXYGRAPH_HEAP"] == "3g"


def test_a_password_never_goes_to_an_address_of_an_earlier_place(tmp_path: Path) -> None:
    """A folder's ``.env`` that names a server is not given the password of the user's file."""
    config = 'NEO4J_URI = "bolt://mine:7687"\nNEO4J_PASSWORD = "secret"\nNEO4J_USERNAME = "me"\n'
    found = written(tmp_path, dotenv="NEO4J_URI=bolt://elsewhere:7687\n", config=config)
    assert dict(found) == {"NEO4J_URI": "bolt://elsewhere:7687"}
    with pytest.raises(NoServerError, match="without a password"):
        settings_from_environment(found)


def test_a_password_of_the_environment_goes_with_an_address_of_a_file(tmp_path: Path) -> None:
    found = written(tmp_path, config='NEO4J_URI = "neo4j+s://db:7687"\n', NEO4J_PASSWORD="secret")
    settings = settings_from_environment(found)
    assert settings is not None
    assert (settings.uri, settings.password) == ("neo4j+s://db:7687", "secret")
    assert settings.origin == f"NEO4J_URI in {tmp_path / 'config.toml'}"


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ('PROXYGRAPH_HEEP = "1g"', "did you mean PROXYGRAPH_HEAP"),
        ("PROXYGRAPH_HEAP = 1", "is not text"),
        ("PROXYGRAPH_HEAP", "cannot be read"),
    ],
)
def test_a_wrong_settings_file_is_told(tmp_path: Path, config: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        written(tmp_path, config=config)


def test_status_says_who_set_what_but_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    (tmp_path / ".env").write_text(f"NEO4J_URI={uri}\nNEO4J_PASSWORD=very-secret\n")
    monkeypatch.chdir(tmp_path)
    for name in module.NAMES:
        monkeypatch.delenv(name, raising=False)
    for name in ("PROXYGRAPH_HOME", "PROXYGRAPH_CACHE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PROXYGRAPH_HEAP", "1g")
    assert run(["status", "--json"]) == 0
    shown = capsys.readouterr()
    document = json.loads(shown.out)
    dotenv = str(tmp_path / ".env")
    assert document["set_by"] == {
        "NEO4J_URI": dotenv,
        "NEO4J_PASSWORD": dotenv,
        "PROXYGRAPH_HOME": "the environment",
        "PROXYGRAPH_CACHE": "the environment",
        "PROXYGRAPH_HEAP": "the environment",
    }
    assert document["uri"] == uri
    assert run(["status"]) == 0
    shown_text = capsys.readouterr()
    assert f"set by {dotenv}" in shown_text.out
    assert "very-secret" not in shown.out + shown.err + shown_text.out + shown_text.err
