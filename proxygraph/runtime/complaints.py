"""Why a start failed, in the server's own words."""

from __future__ import annotations

import re
from pathlib import Path

from graphdb.errors import shortened
from proxygraph.runtime.home import Home

TELLING = re.compile(
    r"\bERROR\b|Caused by:|^Error\b|^Exception in|Invalid|Could not reserve|OutOfMemoryError:|fatal"
)
NOISE = re.compile(r"^\s+at |^\s+\.\.\. \d+ more|^Picked up JAVA_TOOL_OPTIONS")
TAKEN_PORT = re.compile(r"already in use|BindException", re.IGNORECASE)
CRASH = "fatal error has been detected by the Java Runtime Environment"
LINES, WIDTH = 12, 400
TAIL_BYTES = 1 << 18


def complaints(home: Home) -> tuple[str, ...]:
    """Return the telling lines of the last start's output, else its last lines; oldest first."""
    lines = [line for line in _tail(home.console_log) if not NOISE.match(line)]
    telling = list(dict.fromkeys(line.strip() for line in lines if TELLING.search(line)))
    chosen = (telling or [line.rstrip() for line in lines if line.strip()])[-LINES:]
    return tuple(shortened(line, WIDTH) for line in chosen)


def port_was_taken(home: Home) -> bool:
    """Whether the last start failed because another program had one of the ports."""
    return any(TAKEN_PORT.search(line) for line in complaints(home))


def java_crashed(home: Home) -> bool:
    """Whether Java itself broke down at the last start."""
    return any(CRASH in line for line in complaints(home))


def _tail(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - TAIL_BYTES))
            return file.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return []
