"""Named statements for people: which there are, and what one of them answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from graphdb.connection import Graph, Row
from graphdb.errors import InputRefusedError, UnknownNameError, shortened
from graphdb.statements import Statement, statement, statement_names

if TYPE_CHECKING:
    import pandas as pd

TIMEOUT_SECONDS = 30.0
MOST_ROWS = 1_000
_MOST_DIGITS = 20
HIDDEN = ("testing/",)
"""Statements below these folders are not for people."""


@dataclass(frozen=True)
class QueryAnswer:
    """The rows of a named statement.

    ``cut`` says that there were more rows than were asked for.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool

    def to_frame(self) -> pd.DataFrame:
        """One row a row, one column a column."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))


def queries() -> tuple[Statement, ...]:
    """Give all statements that can be asked for by name, in order.

    >>> "load/runs_read" in [one.name for one in queries()]
    True
    """
    return tuple(statement(name) for name in statement_names() if not name.startswith(HIDDEN))


def query(
    graph: Graph,
    name: str,
    parameters: Row | None = None,
    *,
    timeout: float = TIMEOUT_SECONDS,
    most_rows: int = MOST_ROWS,
) -> QueryAnswer:
    """Run a named statement in a read transaction, with a time limit and a limit of rows.

    Parameters
    ----------
    name
        As in ``queries()``: ``load/runs_read`` is ``cypher/load/runs_read.cypher``.
    parameters
        Values of the statement's parameters; those left out are null.
    timeout
        Seconds, more than 0, after which the server ends the statement.
    most_rows
        Rows after which no more are fetched, at least 1.

    Raises
    ------
    UnknownNameError
        No statement, or no parameter of it, has such a name; the nearest ones are named.
    StatementFailedError
        It writes, which this way of asking cannot, or it took longer than ``timeout``.

    Examples
    --------
    >>> import proxygraph as pg
    >>> with pg.connect() as graph:  # doctest: +SKIP
    ...     pg.query(graph, "load/runs_read", {"limit": 5}).to_frame()
    """
    chosen = _chosen(name)
    given = parameters or {}
    for parameter in given:
        if parameter not in chosen.parameters:
            raise UnknownNameError(
                f"{name} has no parameter {parameter!r}; it has: "
                f"{', '.join(chosen.parameters) or 'none'}"
            )
    filled = {parameter: given.get(parameter) for parameter in chosen.parameters}
    asked = graph.ask(name, filled, timeout=timeout, most_rows=most_rows)
    return QueryAnswer(name, asked.columns, asked.rows, asked.cut)


def _chosen(name: str) -> Statement:
    names = [one.name for one in queries()]
    if name in names:
        return statement(name)
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    hint = f"; near it: {', '.join(near)}" if near else ""
    raise UnknownNameError(f"no statement is named {name!r}{hint}; see `proxygraph query --list`")


def read_parameters(words: Iterable[str]) -> Row:
    """Read ``name=value`` words; a value that is JSON is taken as that, else as text.

    Raises
    ------
    InputRefusedError
        A word without ``=``, or a whole number that the server cannot hold.

    Examples
    --------
    >>> read_parameters(["limit=5", "dataset=curated", 'ids=["a", "b"]'])
    {'limit': 5, 'dataset': 'curated', 'ids': ['a', 'b']}
    """
    read: Row = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise InputRefusedError(f"{word!r} is not a parameter: write it as name=value")
        try:
            read[name] = json.loads(value, parse_int=_whole)
        except ValueError:
            read[name] = value
    return read


def _whole(digits: str) -> int:
    number = int(digits) if len(digits) <= _MOST_DIGITS else 2**64
    if not -(2**63) <= number < 2**63:
        raise InputRefusedError(
            f"{shortened(digits)} is a whole number beyond 64 bits; as text, write it in quotes"
        )
    return number
