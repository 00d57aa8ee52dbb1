"""What reaches a terminal: no control characters of the data, whatever its encoding."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxygraph.cli import program, run
from proxygraph.cli.options import console, echo_json, echo_table
from proxygraph.terminal import GuardedStream, OutputError, visible, visible_json

HOSTILE = "Abu\x1b[2J\x07 \x9b31m\u202eevil\u2066\r\x7f"
PERSIAN = "می\u200cخواهم أبو مهدي"
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def is_unsafe(letter: str) -> bool:
    return (unicodedata.category(letter) == "Cc" and letter not in "\t\n") or letter in DIRECTIONS


class Recorded(io.StringIO):
    """A terminal that remembers, of an encoding."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        text.encode(self._encoding)
        return super().write(text)


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    assert not any(is_unsafe(letter) for letter in visible(text))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_the_same_without_control_characters(text: str) -> None:
    document = visible_json(json.dumps([text], ensure_ascii=False))
    assert json.loads(document) == [text]
    assert not any(is_unsafe(letter) for letter in document)


def test_names_in_persian_and_arabic_stay_as_they_are() -> None:
    assert visible(PERSIAN) == PERSIAN


@pytest.fixture
def _hostile_verb() -> Iterator[None]:
    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    def shout(as_json: bool) -> None:
        if as_json:
            echo_json({"name": HOSTILE, "far": "😀", "share": float("nan")})
            return
        click.echo(HOSTILE)
        echo_table(HOSTILE, (HOSTILE,), [(HOSTILE,)])
        console().print(HOSTILE, markup=False)
        click.echo(HOSTILE, err=True)
        raise click.UsageError(HOSTILE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "get_command", lambda ctx, name: shout)
        yield


@pytest.mark.usefixtures("_hostile_verb")
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1", "ascii"])
def test_hostile_names_reach_no_terminal(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out, told = Recorded(encoding), Recorded(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", told)
    assert run(["shout"]) == 2
    for written in (out.getvalue(), told.getvalue()):
        assert "evil" in written
        rest = re.sub("\x1b\\[[013]m", "", written)  # The table's own headings.
        assert not any(is_unsafe(letter) for letter in rest)


@pytest.mark.usefixtures("_hostile_verb")
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1", "ascii"])
def test_json_is_exact_in_every_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = Recorded(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    assert run(["shout", "--json"]) == 0
    assert json.loads(out.getvalue()) == {"name": HOSTILE, "far": "😀", "share": None}


def test_a_closed_stream_is_an_error_of_its_own() -> None:
    with pytest.raises(OutputError, match="standard output is closed"):
        GuardedStream(None, "standard output", must_arrive=True).write("x")
    GuardedStream(None, "standard error", must_arrive=False).write("x")


CALL = f'"{sys.executable}" -c "from proxygraph.cli import main; main()"'


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("query --list > /dev/full", 1, "standard output cannot be written: No space left"),
        ("query --list >&-", 1, "standard output is closed"),
        ("query --list 2>&- > /dev/null", 0, ""),
        ("nosuch 2>&-", 2, ""),
        ("nosuch 2> /dev/full", 2, ""),
        ("query --list <&- > /dev/null", 0, ""),
        ("query $'\\xff'", 2, "is not a text in UTF-8"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_streams_that_are_closed_or_full(line: str, code: int, said: str) -> None:
    done = shell(f"{CALL} {line}")
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_reader_who_leaves_is_told_nothing() -> None:
    done = shell(f"({CALL} query --list; echo $? >&2) | head -c 10")
    assert done.stderr.strip() in ("0", "1")  # Where all fits into the pipe, nobody notices.


def test_own_colours_reach_a_terminal() -> None:
    parent, child = pty.openpty()
    code = "from proxygraph.cli.options import echo_marked; from proxygraph import terminal\n"
    code += "with terminal.guarded_streams(): echo_marked('ok', 'green', ' \\x1b[2J')"
    subprocess.run([sys.executable, "-c", code], stdout=child, check=True, env={"TERM": "xterm"})
    os.close(child)
    assert os.read(parent, 1000).decode().strip() == "\x1b[32mok\x1b[0m \\x1b[2J"
    os.close(parent)
