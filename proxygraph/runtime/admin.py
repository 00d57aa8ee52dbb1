"""The server's own administration tool, run on its jars while the server is down."""

from __future__ import annotations

import os
import re
import subprocess

from graphdb.errors import ProxygraphError, shortened
from proxygraph.runtime.home import Home
from proxygraph.runtime.java import FLAGS, class_path, java_program, write_argument_file
from proxygraph.runtime.lockfile import locked_jars
from proxygraph.runtime.memory import server_memory
from proxygraph.runtime.process import java_environment

MAIN_CLASS = "org.neo4j.cli.AdminTool"
LINES, WIDTH = 6, 300
_NOISE = re.compile(r"^\s+at |^\s+\.\.\. \d+ more|^Picked up |^WARNING: |^Files: \d|^\s*$|^Usage:")


class AdminFailedError(ProxygraphError):
    """The server's administration tool failed; the message has its words, act on them."""


def tool_arguments(home: Home) -> tuple[str, ...]:
    """Give Java's arguments for the tool, up to its main class."""
    heap = f"-Xmx{server_memory().heap}"
    return heap, *FLAGS, "-cp", class_path(home, locked_jars()), MAIN_CLASS


def admin(home: Home, *arguments: str) -> str:
    """Run ``neo4j-admin`` with these arguments and return what it wrote.

    The home's jars and configuration are there, its server is down, and the caller holds its lock.

    Raises
    ------
    AdminFailedError
        It ended with an error.
    """
    options = home.run / "admin.args"
    write_argument_file(options, tool_arguments(home))
    done = subprocess.run(
        [str(java_program()), f"@{options}", *arguments],
        env=_environment(home),
        cwd=home.run,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode("utf-8", errors="replace")
    if done.returncode:
        name = " ".join(arguments[:2])
        raise AdminFailedError(f"neo4j-admin {name} failed. It said:\n{_telling(said)}")
    return said


def _environment(home: Home) -> dict[str, str]:
    names = {"NEO4J_HOME": str(home.root), "NEO4J_CONF": str(home.conf)}
    kept = {k: v for k, v in java_environment(os.environ).items() if k != "NEO4J_PASSWORD"}
    return {**kept, **names}


def _telling(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if not _NOISE.match(line)]
    return "\n".join(f"  {shortened(line, WIDTH)}" for line in lines[-LINES:]) or "  (nothing)"
