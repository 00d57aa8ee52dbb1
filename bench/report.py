"""Tables of measurements, on the terminal and in docs/performance.md."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


@dataclass(frozen=True)
class Measured:
    """One line: what was done, how long it took, and the ratio to what it is compared with."""

    what: str
    seconds: float
    ratio: float | None = None
    note: str = ""


def machine() -> str:
    """Describe the machine in a line."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )


def show(title: str, rows: list[Measured]) -> None:
    """Print a table."""
    print(f"\n{title}\n")
    for row in rows:
        print(_line(row), flush=True)


def told(row: Measured) -> Measured:
    """Say on standard error what was just measured, so that a long bench shows how far it is."""
    print(_line(row), file=sys.stderr, flush=True)
    return row


def _line(row: Measured) -> str:
    ratio = f"{row.ratio:6.2f}" if row.ratio is not None else "      "
    return f"{row.what:36} {row.seconds:9.2f} s  {ratio}  {row.note}"


def write_section(
    name: str, title: str, rows: list[Measured], where: str, place: Path = PAGE
) -> None:
    """Replace a section of docs/performance.md, or of another page, by these figures."""
    lines = [f"<!-- {name} -->", f"## {title}", "", f"Measured on: {where}.", ""]
    lines += ["| what | seconds | ratio | |", "|---|---:|---:|---|"]
    lines += [
        f"| {row.what} | {row.seconds:.2f} | "
        f"{f'{row.ratio:.2f}' if row.ratio is not None else ''} | {row.note} |"
        for row in rows
    ]
    section = "\n".join([*lines, f"<!-- /{name} -->"])
    page = place.read_text(encoding="utf-8") if place.is_file() else "# Performance\n"
    pattern = re.compile(rf"<!-- {name} -->.*<!-- /{name} -->", re.DOTALL)
    if pattern.search(page):
        page = pattern.sub(lambda found: section, page)
    else:
        page = f"{page.rstrip()}\n\n{section}\n"
    place.write_text(page, encoding="utf-8")
