"""Cypher statements by name: ``load/claims_create`` is ``cypher/load/claims_create.cypher``.

A file holds one statement. It begins with comment lines: what it does, and a line
``// parameters: a, b`` (or ``// parameters: none``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from graphdb.errors import UnknownNameError

_PARAMETERS = re.compile(r"^// parameters:(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Statement:
    """One Cypher statement: its name, what it does, its parameters and its text."""

    name: str
    description: str
    parameters: tuple[str, ...]
    text: str


@cache
def statement(name: str) -> Statement:
    """Load a statement by its name.

    Raises
    ------
    UnknownNameError
        No file of that name.
    """
    path = files("cypher").joinpath(*name.split("/")[:-1], name.split("/")[-1] + ".cypher")
    if ".." in name or not path.is_file():
        raise UnknownNameError(f"no statement is named {name!r}; see `proxygraph query --list`")
    return _parsed(name, path.read_text(encoding="utf-8"))


def statement_names(folder: str = "") -> tuple[str, ...]:
    """List the names of all statements, or of those below one folder, in order."""
    root = files("cypher")
    found = sorted(_names(root, ""))
    return tuple(name for name in found if name.startswith(f"{folder}/" if folder else ""))


def _names(place: Traversable, prefix: str) -> list[str]:
    names: list[str] = []
    for entry in place.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            names += _names(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".cypher"):
            names.append(prefix + entry.name.removesuffix(".cypher"))
    return names


def _parsed(name: str, text: str) -> Statement:
    comments = [line for line in text.splitlines() if line.startswith("//")]
    header = _PARAMETERS.search(text)
    listed = header.group(1).strip() if header else "none"
    parameters = () if listed in ("", "none") else tuple(p.strip() for p in listed.split(","))
    description = " ".join(
        line.removeprefix("//").strip() for line in comments if not _PARAMETERS.match(line)
    )
    return Statement(name, description, parameters, text)
