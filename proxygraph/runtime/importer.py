"""The server's own offline importer, run beside the server into a data folder of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from graphdb.errors import ProxygraphError
from graphdb.outfile import make_folder, write_whole, writing
from proxygraph.runtime.admin import tool_arguments
from proxygraph.runtime.home import Home
from proxygraph.runtime.java import java_program, write_argument_file
from proxygraph.runtime.process import java_environment

BEAT_SECONDS = 5.0
LAST_LINES = 8
SETTINGS = {"db.tx_log.preallocate": "false"}


class ImportFailedError(ProxygraphError):
    """The importer ended with an error; the graph is as it was. Take the ordinary load."""


def import_store(
    home: Home, place: Path, arguments: Sequence[str], heartbeat: Callable[[], None]
) -> Path:
    """Import files into a new data folder; the home's own is not touched.

    Parameters
    ----------
    home
        Whose jars and Java are used.
    place
        An existing folder for the importer's settings, its log and the new data folder.
    arguments
        Those of ``database import full``.
    heartbeat
        Called every few seconds.

    Returns
    -------
    Path
        The data folder.

    Raises
    ------
    ImportFailedError
        The importer failed; the message has its own last words.
    """
    conf, data, log = place / "conf", place / "data", place / "importer.log"
    make_folder(conf)
    lines = [f"{name}={value}" for name, value in SETTINGS.items()]
    lines.append(f"server.directories.data={data}")
    write_whole(conf / "neo4j.conf", "\n".join(lines) + "\n")
    command = ("database", "import", "full", "neo4j", *arguments)
    write_argument_file(place / "java.args", (*tool_arguments(home), *command))
    environment = {"NEO4J_HOME": str(place), "NEO4J_CONF": str(conf)}
    with writing(log), log.open("wb") as output:
        process = subprocess.Popen(
            [str(java_program()), f"@{place / 'java.args'}"],
            env={**java_environment(os.environ), **environment},
            cwd=place,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _await(process, heartbeat)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        words = "\n".join(f"  {line}" for line in said[-LAST_LINES:]) or "  (nothing)"
        raise ImportFailedError(
            f"Neo4j's importer failed (exit code {process.returncode}), the graph is as it was; "
            f"load without --bulk. It said:\n{words}"
        )
    return data


def _await(process: subprocess.Popen[bytes], heartbeat: Callable[[], None]) -> None:
    while process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(BEAT_SECONDS)
        heartbeat()
