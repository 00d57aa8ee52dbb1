"""Reads and checks an input without any server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphdb.errors import InputRefusedError, Problem
from loaders.reading import difference_of
from loaders.sources import local_input, source_kind
from loaders.stored_datasets import check_name


def validate(kind_name: str, path: Path, dataset: str = "validated") -> tuple[int, list[Problem]]:
    """Read and check an input without any server: number of rows read, and what is wrong.

    Where a table cannot be read at all, what is wrong with it comes back, and no rows.
    """
    checked = examine(kind_name, path, dataset)
    return checked.rows, list(checked.problems)


@dataclass(frozen=True)
class Examined:
    """What reading an input showed: rows of its files, what is wrong, what is left out and why.

    ``refused`` says why the input is refused as a whole; then no rows were counted.
    """

    rows: int
    rejected: int
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]
    refused: str = ""


def examine(kind_name: str, path: Path, dataset: str = "validated") -> Examined:
    """Read and check an input without any server.

    Raises
    ------
    InputRefusedError
        It is not there, or another file than the source's; no single value is to blame.
    """
    kind = source_kind(kind_name)
    check_name(dataset)
    try:
        with (
            local_input(kind, path) as local,
            difference_of(kind, local, dataset, {}, lambda rows: None) as found,
        ):
            problems = tuple(sorted(found.problems))
            return Examined(found.rows, found.rejected, problems, dict(found.left_out))
    except InputRefusedError as error:
        if not error.problems:
            raise
        wrong = len({(problem.source, problem.line) for problem in error.problems})
        return Examined(0, wrong, error.problems, {}, error.message)
