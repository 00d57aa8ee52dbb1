"""What verbs share: options, the connection, and how answers are printed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from analytics.claims import Question
    from graphdb.connection import Graph

F = TypeVar("F", bound=Callable[..., Any])


class DateParameter(click.ParamType[date]):
    """A day, written 2020-01-03."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read the day, or tell how to write one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2020-01-03", param, ctx)


DAY = DateParameter()


class FiniteNumber(click.FloatRange):
    """A number between finite bounds; neither "nan" nor "inf" is one.

    ``click.FloatRange`` alone takes "nan", which is neither below nor above any bound.

    Examples
    --------
    >>> FiniteNumber(0, 1).convert("0.5", None, None)
    0.5
    """

    name = "number"

    def __init__(
        self, low: float, high: float, *, low_open: bool = False, high_open: bool = False
    ) -> None:
        super().__init__(low, high, min_open=low_open, max_open=high_open)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read the number, or say between which bounds it has to be."""
        if not math.isfinite(number := _float(value)):
            self.fail(f"{value!r} is not a number in the range {self}", param, ctx)
        return float(super().convert(number, param, ctx))

    def __str__(self) -> str:
        return self._describe_range()


def _float(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return math.nan


SHARE = FiniteNumber(0, 1)
"""A share of a whole, 0 to 1."""


def as_json(command: F) -> F:
    """Add ``--json``: one JSON document on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


def date_option(command: F) -> F:
    """Add ``--at`` and ``--known-by``."""
    known = click.option(
        "--known-by", type=DAY, metavar="DATE", help="Only what had been reported by that day."
    )
    at = click.option(
        "--at", type=DAY, metavar="DATE", default=None, help="The day asked about, as 2020-01-02."
    )
    return at(known(command))


def dataset_option(command: F) -> F:
    """Add ``--dataset``, which may be given several times."""
    return click.option(
        "--dataset", "datasets", multiple=True, metavar="NAME", help="Only claims of this dataset."
    )(command)


def relations_option(command: F) -> F:
    """Add ``--relations``."""
    return click.option(
        "--relations", metavar="TYPES", help="Types of claims that are ties, as COMMANDS,DIRECTS."
    )(command)


def network_options(command: F) -> F:
    """Add ``--relations``, ``--positions`` and ``--isolates``: what the network is made of."""
    positions = click.option(
        "--positions",
        type=click.Choice(["contract", "keep"]),
        default="contract",
        show_default=True,
        help="Replace posts by their holders, or keep them as vertices.",
    )
    isolates = click.option("--isolates", is_flag=True, help="Count actors without a tie too.")
    return relations_option(positions(isolates(command)))


def type_names(text: str | None) -> tuple[str, ...]:
    """Read types of claims that were written with commas between, in any case."""
    words = (text or "").upper().replace("-", "_").split(",")
    return tuple(word.strip() for word in words if word.strip())


def question_of(
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    relations: str | None,
    positions: Literal["contract", "keep"] = "contract",
    isolates: bool = False,
) -> Question:
    """Make a question out of the options of a verb; the day is today if none is given."""
    from analytics.claims import COMMAND_RELATIONS, Question

    return Question(
        at=at or date.today(),
        known_by=known_by,
        datasets=datasets,
        relations=type_names(relations) or COMMAND_RELATIONS,
        keep_positions=positions == "keep",
        isolates=isolates,
    )


@contextmanager
def connect(*, start: bool = False) -> Iterator[Graph]:
    """Open the graph that this command works on; ``start`` the local server if it is not up."""
    from graphdb.connection import Graph
    from graphdb.schema import refuse_newer_graph
    from proxygraph.runtime.target import target_settings

    with Graph(target_settings(start=start)) as graph:
        graph.verify()
        refuse_newer_graph(graph)
        yield graph


def echo_json(document: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def echo_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table that fits the terminal, 80 columns where there is none."""
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for place, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[place], int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    console().print(table)


def console() -> Any:  # noqa: ANN401 - rich is imported only when something is printed
    """Give the console that prints answers; it neither wraps words nor colours when piped."""
    import shutil

    from rich.console import Console

    width = shutil.get_terminal_size((80, 24)).columns
    return Console(width=width, highlight=False)


def _cell(value: object) -> str:
    from rich.markup import escape

    if value is None:
        return "–"
    return escape(f"{value:.3f}" if isinstance(value, float) else str(value))
