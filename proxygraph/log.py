"""What the program reports while it works: lines for people, or JSON lines for machines.

All of it goes to standard error; answers go to standard output. Modules log by the standard
library's ``logging``; what a load does carries its ``run_id`` and ``dataset``.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from proxygraph.terminal import visible, visible_json

NOTICE = 25
"""Between INFO and WARNING: what somebody who waits wants to read."""

PACKAGES = ("proxygraph", "loaders", "analytics", "graphdb")
DRIVER = "neo4j"
"""What the server's driver reports: each time it tries again, in words for programmers. A program
that has its own ears for it keeps them."""

FIELDS = ("run_id", "dataset", "outcome", "seconds", "rows", "exit_code")
"""What a line can carry beside its message, in JSON."""


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if record.levelno in (NOTICE, logging.ERROR):
            return record.getMessage()
        if record.levelno == logging.WARNING and not record.name.startswith(DRIVER):
            return f"Warning: {record.getMessage()}"
        run_id = getattr(record, "run_id", "")
        traced = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{record.name}{f' {run_id}' if run_id else ''}: {record.getMessage()}{traced}"


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **said,
        }
        return json.dumps(line, ensure_ascii=False, default=str)


class _StandardError(logging.Handler):
    """Writes to what is standard error now."""

    def emit(self, record: logging.LogRecord) -> None:
        if sys.stderr is None:  # It was closed before the program began.
            return
        line = self.format(record)
        shown = visible_json(line) if isinstance(self.formatter, _Json) else visible(line)
        sys.stderr.write(f"{shown}\n")
        sys.stderr.flush()


def set_up(*, quiet: bool = False, verbose: bool = False, as_json: bool = False) -> None:
    """Choose what is reported, and how; the last call counts.

    Parameters
    ----------
    quiet
        Errors only, and no progress.
    verbose
        Each step of a load, the name of each statement, and what the driver tries again.
    as_json
        One JSON document a line, with INFO and above.
    """
    logging.addLevelName(NOTICE, "NOTICE")
    handler = _StandardError()
    handler.setFormatter(_Json() if as_json else _Lines())
    level = logging.ERROR if quiet else logging.INFO if as_json else NOTICE
    levels = dict.fromkeys(PACKAGES, logging.DEBUG if verbose else level)
    ears = logging.getLogger(DRIVER).handlers
    if not ears or any(isinstance(one, _StandardError) for one in ears):
        levels[DRIVER] = logging.WARNING if verbose or as_json else logging.ERROR
    for name, least in levels.items():
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(least)
    _QUIET_OR_JSON[0] = quiet or as_json


_QUIET_OR_JSON = [False]


def is_plain() -> bool:
    """Whether progress bars would be in the way: silence was asked for, or a machine reads."""
    return _QUIET_OR_JSON[0] or sys.stderr is None or not sys.stderr.isatty()


def is_set_up() -> bool:
    """Whether somebody has chosen what is reported."""
    return bool(logging.getLogger(PACKAGES[0]).handlers)


def is_json() -> bool:
    """Whether lines are JSON."""
    handlers = logging.getLogger(PACKAGES[0]).handlers
    return bool(handlers) and isinstance(handlers[0].formatter, _Json)
