"""The server's folder, its memory and its password."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from graphdb.errors import NoServerError
from proxygraph.runtime.credentials import credential_line, password_of, prepare_password
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.memory import GIB, MIB, parse_size, server_memory, usable_memory


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home", tmp_path / "cache")
    made.create()
    return made


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_environment_names_the_folders(tmp_path: Path) -> None:
    named = {"PROXYGRAPH_HOME": str(tmp_path / "a"), "PROXYGRAPH_CACHE": str(tmp_path / "b")}
    assert default_home(named) == Home(tmp_path / "a", tmp_path / "b")


def test_without_names_the_usual_folders_are_taken() -> None:
    usual = default_home({})
    assert usual.root.name == usual.cache.name == "proxygraph"
    assert usual.root != usual.cache


def test_only_the_owner_may_look_into_the_home(home: Home) -> None:
    folders = (home.root, home.conf, home.data, home.logs, home.run)
    assert [mode(folder) for folder in folders] == [0o700] * 5


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "neo4j.conf").write_text("server.default_listen_address=0.0.0.0\n")
    with pytest.raises(NoServerError, match="PROXYGRAPH_HOME"):
        Home(tmp_path, tmp_path / "cache").create()
    assert (tmp_path / "conf" / "neo4j.conf").read_text().endswith("0.0.0.0\n")
    assert not (tmp_path / "data").exists()


def test_a_home_can_be_made_again(home: Home) -> None:
    (home.data / "something").write_text("kept")
    home.create()
    assert (home.data / "something").read_text() == "kept"


def test_the_password_is_long_private_and_kept(home: Home) -> None:
    before = os.umask(0)
    try:
        password = prepare_password(home)
    finally:
        os.umask(before)
    assert len(password) >= 32
    assert mode(home.password_file) == 0o600
    assert mode(home.data / "dbms" / "auth.ini") == 0o600
    assert prepare_password(home) == password == password_of(home)


def test_two_homes_have_two_passwords(tmp_path: Path) -> None:
    homes = [Home(tmp_path / name, tmp_path / "cache") for name in "ab"]
    for made in homes:
        made.create()
    assert len({prepare_password(made) for made in homes}) == 2


def test_the_server_gets_no_more_than_a_hash(home: Home) -> None:
    password = prepare_password(home)
    others = [path for path in home.root.rglob("*") if path.is_file()]
    assert [path for path in others if password in path.read_text()] == [home.password_file]


def test_the_hash_is_what_neo4js_own_tool_writes() -> None:
    # `AdminTool dbms set-initial-password abcdefgh12` of 2026.08.1 wrote this line.
    salt = bytes.fromhex("53862611b308a5c1752bc3ee1649813b0f5210e0fbeefb955c06e56c756c2182")
    assert credential_line("abcdefgh12", salt) == (
        "neo4j:SHA-256,e2ab470dd79de08da4811d8865db3309593b2550aa4a5a1e0fbb138bd333deb5,"
        "53862611b308a5c1752bc3ee1649813b0f5210e0fbeefb955c06e56c756c2182,1024:\n"
    )


def test_a_lost_password_of_a_full_server_is_not_replaced(home: Home) -> None:
    (home.data / "databases").mkdir()
    with pytest.raises(NoServerError, match="put it back"):
        prepare_password(home)
    assert not home.password_file.exists()


def test_an_empty_password_file_is_named(home: Home) -> None:
    home.password_file.write_text("\n")
    with pytest.raises(NoServerError, match="is empty"):
        password_of(home)


def test_memory_fits_the_machine() -> None:
    sizes = server_memory({})
    assert 1 * GIB <= parse_size(sizes.heap) <= 8 * GIB
    assert 256 * MIB <= parse_size(sizes.page_cache) <= 4 * GIB


def test_a_container_may_use_no_more_than_its_limit(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    limit.write_text(f"{GIB}\n")
    assert usable_memory(limit) == GIB
    limit.write_text("max\n")
    assert usable_memory(limit) == usable_memory(tmp_path / "none") > GIB


@pytest.mark.parametrize("wrong", ["lots", "0g", "2", "2 g", "-1g", "1g -Dx=y"])
def test_a_wrong_size_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(NoServerError, match="PROXYGRAPH_HEAP"):
        server_memory({"PROXYGRAPH_HEAP": wrong})
