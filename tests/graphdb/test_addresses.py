"""Addresses and passwords as people write them: told in one line, without the password."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from graphdb import environment as places
from graphdb.connection import Graph
from graphdb.environment import environment
from graphdb.errors import NoServerError, SettingsError
from graphdb.settings import Settings, settings_from_environment
from graphdb.textfiles import first_line
from proxygraph.cli import run

SECRET = "s3cret-pass"
BOM = codecs.BOM_UTF8.decode()


@pytest.mark.parametrize(
    "uri",
    [
        "bolt://::1:7687",
        "bolt://localhost:abc",
        "bolt://localhost:99999",
        "bolt://localhost:-1",
        "bolt://localhost:0",
        "bolt://",
        "bolt://:7687",
        "bolt://[::1",
        "bolt:localhost",
        "http://localhost:7474",
        "localhost:7687",
        "bolt://local host:7687",
        f"bolt://neo4j:{SECRET}@:7687",
        f"bolt://neo4j:{SECRET}@localhost:abc",
        f"mysql://neo4j:{SECRET}@localhost:7687",
        f"neo4j:{SECRET}@localhost:7687",
        f"bolt://neo4j:{SECRET}@127.0.0.1:1",
    ],
)
@pytest.mark.parametrize("verb", [["status"], ["status", "--json"], ["runs"], ["up"], ["down"]])
def test_a_wrong_address_is_one_line_without_its_password(
    uri: str, verb: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setenv("NEO4J_PASSWORD", "other")
    assert run(verb) in (0, 1, 2, 4)
    said = capsys.readouterr()
    assert said.out or said.err
    assert SECRET not in said.out + said.err
    assert "Traceback" not in said.err


def test_the_password_of_an_address_is_used_where_no_other_is_given() -> None:
    found = settings_from_environment({"NEO4J_URI": f"neo4j+s://ann:{SECRET}@db:7687/"})
    assert found == Settings("neo4j+s://db:7687/", "ann", SECRET)
    assert SECRET not in repr(found)
    given = {"NEO4J_URI": f"bolt://ann:{SECRET}@db:7687", "NEO4J_PASSWORD": "b"}
    assert settings_from_environment(given) == Settings("bolt://db:7687", "neo4j", "b")


def test_an_address_of_ipv6_in_brackets_is_one() -> None:
    Graph(Settings("bolt://[::1]:7687", "neo4j", "x")).close()


@pytest.mark.parametrize(
    "content",
    [
        f"{SECRET}\n".encode(),
        f"{BOM}{SECRET}\r\n".encode(),
        f"{SECRET}\r\n".encode("utf-16"),
        f" {SECRET} \nmore".encode(),
        codecs.BOM_UTF16_BE + SECRET.encode("utf-16-be"),
    ],
)
def test_a_password_file_of_any_editor_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "password").write_bytes(content)
    assert first_line(tmp_path / "password") == SECRET


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"\x80\x81", b"a\0b\0", b"  \nx"])
def test_a_password_file_without_one_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "password").write_bytes(content)
    named = {"NEO4J_URI": "bolt://db", "NEO4J_PASSWORD_FILE": str(tmp_path / "password")}
    with pytest.raises(NoServerError, match="cannot be read"):
        settings_from_environment(named)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_settings_files_may_have_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    (tmp_path / places.DOTENV).write_bytes("NEO4J_URI=bolt://a\r\n".encode(encoding))
    (tmp_path / "c.toml").write_bytes('PROXYGRAPH_HEAP = "2g"\r\n'.encode(encoding))
    found = environment({"PROXYGRAPH_CONFIG": str(tmp_path / "c.toml")}, tmp_path)
    assert dict(found) == {"NEO4J_URI": "bolt://a", "PROXYGRAPH_HEAP": "2g"}


@pytest.mark.parametrize("content", [b"\x80", b"x = " + b"[" * 9999, b"x = " + b"9" * 9999])
def test_a_broken_settings_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"c\.toml"):
        environment({"PROXYGRAPH_CONFIG": str(tmp_path / "c.toml")}, tmp_path)
