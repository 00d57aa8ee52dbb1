"""The table of decisions on identity: where it lies, and how it and the graph stay one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphdb.environment import environment
from graphdb.errors import InputRefusedError, UnknownNameError
from loaders.identity.decisions import Decision, read_decisions, write_decisions

if TYPE_CHECKING:
    from graphdb.connection import Graph
    from loaders.runs import Run

VARIABLE = "PROXYGRAPH_DECISIONS"


def default_table() -> Path:
    """Give the table that ``PROXYGRAPH_DECISIONS`` names, else ``decisions.csv`` here."""
    return Path(environment().get(VARIABLE) or "decisions.csv")


def known_decisions(graph: Graph, table: Path) -> tuple[Decision, ...]:
    """Read the table; where there is none yet, what the graph follows."""
    from loaders.identity.touched import stored_decisions

    return read_decisions(table) if table.exists() else stored_decisions(graph)


def keep_decisions(graph: Graph, table: Path, decisions: Sequence[Decision]) -> Run:
    """Write the table and let the graph follow it."""
    from loaders.engine import LoadOptions, apply_decisions
    from proxygraph import __version__

    write_decisions(table, decisions)
    return apply_decisions(graph, decisions, table, LoadOptions(program_version=__version__))


def check_ids(graph: Graph, left: str, right: str) -> None:
    """Make sure that both ids are loaded and name the same kind of thing.

    Raises
    ------
    UnknownNameError
        No loaded dataset has such an id.
    InputRefusedError
        One is a person and the other is not, say.
    """
    rows = graph.read("load/identity_labels", ids=[left, right])
    labels = {row["id"]: row["label"] for row in rows}
    for one in (left, right):
        if one not in labels:
            raise UnknownNameError(
                f"no loaded dataset has the id {one!r}; `proxygraph match` and `proxygraph find` "
                "show ids. Decisions on what is not loaded yet go into the table by hand"
            )
    if labels[left] != labels[right]:
        raise InputRefusedError(
            f"{left} is a {labels[left]} and {right} a {labels[right]}: they cannot be one"
        )
