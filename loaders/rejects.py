"""Rejected rows as JSON lines: source, line, field, rule and value of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from graphdb.errors import Problem


def write_rejects(
    problems: Sequence[Problem], dataset: str, run_id: str, folder: Path | None
) -> Path:
    """Write what is wrong with a dataset's rows; returns the file."""
    place = folder or Path("rejects")
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{dataset}-{run_id}.jsonl"
    lines = [json.dumps(asdict(problem), ensure_ascii=False) for problem in problems]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path.resolve()
