"""Rejected rows as JSON lines: source, line, field, rule and value of each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from graphdb.errors import Problem
from graphdb.outfile import make_folder, whole_file


def write_rejects(
    problems: Iterable[Problem], dataset: str, run_id: str, folder: Path | None
) -> Path:
    """Write what is wrong with a dataset's rows; returns the file.

    Raises
    ------
    FileNotWrittenError
        The machine refuses it.
    """
    place = folder or Path("rejects")
    make_folder(place)
    path = place / f"{dataset}-{run_id}.jsonl"
    with whole_file(path, errors="backslashreplace") as stream:
        for problem in problems:
            stream.write(json.dumps(asdict(problem), ensure_ascii=False) + "\n")
    return path.resolve()
