"""What can go wrong, each with the exit code of the command line.

An error's docstring says what the caller does next.
"""

from __future__ import annotations

from dataclasses import dataclass


class ProxygraphError(Exception):
    """Anything this project raises on purpose; show the message and exit with ``exit_code``."""

    exit_code = 1


class InputRefusedError(ProxygraphError):
    """The input is wrong and nothing was written; correct it as ``problems`` say and run again.

    Parameters
    ----------
    message
        What happened, in a sentence.
    problems
        The rows that are wrong, at least one, or empty where the input could not be read at all.
    """

    exit_code = 3

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {problem}" for problem in self.problems)])


class FileNotWrittenError(ProxygraphError):
    """A file that was asked for cannot be written; name another place, or make room there."""


class NoServerError(ProxygraphError):
    """No Neo4j answers; start one (``proxygraph up``) or correct the ``NEO4J_*`` settings."""

    exit_code = 4


class LockHeldError(ProxygraphError):
    """Another run is writing; wait until it ends or its lease expires, then run again."""

    exit_code = 5


class GraphMovedError(ProxygraphError):
    """The graph kept changing while it was read; wait for the load to end and ask again."""


class NotConvergedError(ProxygraphError):
    """An iteration ended without a result; do one of the things that the message names."""


class SettingsError(ProxygraphError):
    """A file of settings is wrong; correct it as the message says."""

    exit_code = 2


class NewerGraphError(ProxygraphError):
    """A newer version of this program has written the graph; upgrade this one, or restore."""


class UnknownNameError(InputRefusedError):
    """A name is not in the graph or the project; take one of those that the message suggests."""


@dataclass(frozen=True, order=True)
class Problem:
    """One wrong value of the input: where it is, which rule it breaks, and what it was.

    ``line`` counts from 1 with the header as line 1, as an editor shows it; 0 means the whole
    file. ``field`` is empty where the row or file as a whole is wrong.
    """

    source: str
    line: int
    field: str
    rule: str
    value: str = ""

    def __str__(self) -> str:
        place = self.source if self.line == 0 else f"{self.source}:{self.line}"
        field = f" {self.field}:" if self.field else ""
        value = f" (got {shortened(self.value)!r})" if self.value else ""
        return f"{place}:{field} {self.rule}{value}"


def machine_words(error: OSError) -> str:
    """Say what the machine refused, and of which file.

    >>> machine_words(FileNotFoundError(2, "No such file or directory", "a.csv"))
    'a.csv: No such file or directory'
    """
    said = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {said}" if error.filename is not None else said


def shortened(text: str, width: int = 60) -> str:
    """Cut a long value so that an error stays readable.

    >>> shortened("a" * 100, width=5)
    'aaaa…'
    """
    return text if len(text) <= width else text[: width - 1] + "…"
