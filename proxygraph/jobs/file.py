"""The jobs file: which datasets to keep loaded, from where, how, and when."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from glob import escape, glob, has_magic
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from graphdb.errors import InputRefusedError, Problem, UnknownNameError, machine_words
from graphdb.textfiles import text_of
from loaders.sources import source_kind
from loaders.stored_datasets import DEFAULT_RANK
from proxygraph.jobs.times import trigger

_TABLE = re.compile(r"^\s*\[\[\s*dataset\s*\]\]")
_SHARE = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)]


def _known_source(name: str) -> str:
    try:
        source_kind(name)
    except UnknownNameError as error:
        raise ValueError(error.message) from error
    return name


def _possible_path(text: str) -> str:
    if not text.strip() or "\0" in text:
        raise ValueError("is not the path of a file or folder")
    return text


def _readable_schedule(text: str) -> str:
    trigger(text)
    return text


class Job(BaseModel):
    """One dataset of a jobs file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    source: Annotated[str, AfterValidator(_known_source)]
    path: Annotated[str, AfterValidator(_possible_path)]
    rank: Annotated[int, Field(ge=1, le=1_000_000, strict=True)] = DEFAULT_RANK
    max_rejects: _SHARE = 0.0
    max_removed: _SHARE = 0.5
    schedule: Annotated[str, AfterValidator(_readable_schedule)] = "every 1 day"


@dataclass(frozen=True)
class JobsFile:
    """All jobs of a file; paths in it are relative to the file's folder."""

    path: Path
    jobs: tuple[Job, ...]

    def input_of(self, job: Job) -> Path:
        """Find a job's input: what has this very name, else the last by name that it matches.

        Raises
        ------
        InputRefusedError
            Nothing is there.
        """
        place = self.path.parent
        if not has_magic(job.path) or os.path.lexists(place / job.path):
            return place / job.path  # A name that is there is meant as it is: `notes [1].csv`.
        found = glob(_pattern(place, job.path), recursive=True)  # noqa: PTH207 - of escaped parts
        matches = sorted(Path(one) for one in found)
        if not matches:
            raise InputRefusedError(f"{self.path}: {job.name}: nothing matches {job.path!r}")
        return matches[-1]


def _pattern(place: Path, text: str) -> str:
    """Write a pattern in which the names that are there are meant as they are."""
    parts = [escape(str(place))]
    for part in Path(text).parts:
        there = os.path.lexists(place / part)
        parts.append(escape(part) if there else part)
        place = place / part
    return str(Path(*parts))


def read_jobs(path: Path) -> JobsFile:
    """Read and check a jobs file.

    Raises
    ------
    InputRefusedError
        It cannot be read or says something that it may not; each problem has its line.
    """
    try:
        text = text_of(path)
        content = tomllib.loads(text)
    except OSError as error:
        raise InputRefusedError(machine_words(error)) from error
    except (ValueError, RecursionError) as error:
        raise InputRefusedError(f"{path}: {error}") from error
    lines = text.splitlines()
    problems = [
        Problem(path.name, _line_of(lines, None, key), key, "is not a key of a jobs file", "")
        for key in content
        if key != "dataset"
    ]
    entries = content.get("dataset", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputRefusedError(f"{path}: write each dataset as a table [[dataset]]")
    jobs = [_job(entry, number, path, lines, problems) for number, entry in enumerate(entries)]
    found = [job for job in jobs if job]
    problems += _repeated(found, path, lines)
    if not entries:
        problems.append(Problem(path.name, 0, "", "names no [[dataset]]"))
    if problems:
        raise InputRefusedError(f"{path} cannot be used:", tuple(sorted(problems)))
    return JobsFile(path, tuple(found))


def _job(
    entry: dict[str, object], number: int, path: Path, lines: list[str], problems: list[Problem]
) -> Job | None:
    try:
        return Job.model_validate(entry)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            key = str(detail["loc"][0]) if detail["loc"] else ""
            value = "" if detail["type"] == "missing" else str(detail["input"])
            line = _line_of(lines, number, key)
            problems.append(Problem(path.name, line, key, _rule(detail), value))
        return None


def _rule(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "missing":
            return "is required in every [[dataset]]"
        case "extra_forbidden":
            return f"is not a key of a dataset; there are {', '.join(Job.model_fields)}"
        case "value_error":
            return str(detail["ctx"]["error"])
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _repeated(jobs: list[Job], path: Path, lines: list[str]) -> list[Problem]:
    names = [job.name for job in jobs]
    return [
        Problem(path.name, _line_of(lines, number, "name"), "name", "stands twice", name)
        for number, name in enumerate(names)
        if name in names[:number]
    ]


def _line_of(lines: list[str], table: int | None, key: str) -> int:
    """Find the line of a key in the nth ``[[dataset]]``, or that table's own line, from 1."""
    starts = [number for number, line in enumerate(lines) if _TABLE.match(line)]
    first = 0 if table is None or table >= len(starts) else starts[table]
    ends = [start for start in starts if start > first]
    last = ends[0] if ends else len(lines)
    for number in range(first, last):
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    return first + 1
