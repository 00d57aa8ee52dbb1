"""The queries of the guide, which Browser keeps as saved ones: the files of ``cypher/explore``."""

from __future__ import annotations

from dataclasses import dataclass

from graphdb.statements import statement, statement_names

FOLDER = "explore"
"""Folder of the statements that are made to be looked at."""

SAVED_AS = "proxygraph"
"""Id and name of Browser's folder of saved queries; ids of its queries begin with it."""

_HEADER = "// parameters:"


@dataclass(frozen=True)
class Query:
    """One query: the name of its statement, its title, and its text as people see it."""

    name: str
    title: str
    text: str


def query(name: str) -> Query:
    """Load one of the queries by the name of its statement, such as ``explore/corridor``.

    Raises
    ------
    UnknownNameError
        No file of that name.
    """
    lines = [
        line for line in statement(name).text.strip().splitlines() if not line.startswith(_HEADER)
    ]
    return Query(name, lines[0].removeprefix("//").strip(), "\n".join(lines))


def code(found: Query) -> str:
    """Give a query without the comment lines above it."""
    return "\n".join(line for line in found.text.splitlines() if not line.startswith("//"))


def queries(order: tuple[str, ...] = ()) -> tuple[Query, ...]:
    """List all queries: those of ``order`` first, in that order, then the others by name."""
    rest = tuple(name for name in statement_names(FOLDER) if name not in order)
    return tuple(query(name) for name in (*order, *rest))


def documents(found: tuple[Query, ...]) -> list[dict[str, str]]:
    """Write queries as Browser keeps saved ones; a query's first comment line is its title."""
    return [
        {"id": f"{SAVED_AS}/{one.name}", "folder": SAVED_AS, "content": one.text} for one in found
    ]
