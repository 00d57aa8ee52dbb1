"""Rejected rows as JSON lines: source, line, field, rule and value of each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from graphdb.errors import Problem


def write_rejects(
    problems: Iterable[Problem], dataset: str, run_id: str, folder: Path | None
) -> Path:
    """Write what is wrong with a dataset's rows; returns the file."""
    place = folder or Path("rejects")
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{dataset}-{run_id}.jsonl"
    with path.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        for problem in problems:
            stream.write(json.dumps(asdict(problem), ensure_ascii=False) + "\n")
    return path.resolve()
