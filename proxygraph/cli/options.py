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
    from analytics.scope import Question
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
            self.fail(f"{value!r} is not a date; write it as 2020-01-03", param, ctx)


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

SECONDS = FiniteNumber(0, 86_400, low_open=True)
"""A time to wait: up to a day."""

ROWS = click.IntRange(1, 1_000_000)
"""How many rows to show."""

DRAWS = click.IntRange(0, 1_000_000)
"""How many draws of doubt; 0 for none."""

SEED = click.IntRange(0, 2**32 - 1)
"""Where draws begin; the same seed, the same draws."""


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


def min_likelihood_option(command: F) -> F:
    """Add ``--min-likelihood``."""
    return click.option(
        "--min-likelihood",
        type=SHARE,
        default=0.5,
        show_default=True,
        metavar="NUMBER",
        help="The least likelihood of what is answered, 0 to 1; the rest is counted.",
    )(command)


def relations_option(command: F) -> F:
    """Add ``--relations``."""
    return click.option(
        "--relations", metavar="TYPES", help="Types of claims that are ties, as COMMANDS,DIRECTS."
    )(command)


def network_options(command: F) -> F:
    """Add what the network is made of: relations, posts, isolates, the least likelihood."""
    positions = click.option(
        "--positions",
        type=click.Choice(["contract", "keep"]),
        default="contract",
        show_default=True,
        help="Replace posts by their holders, or keep them as vertices.",
    )
    isolates = click.option("--isolates", is_flag=True, help="Count actors without a tie too.")
    return relations_option(positions(isolates(min_likelihood_option(command))))


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
    min_likelihood: float = 0.5,
) -> Question:
    """Make a question out of the options of a verb; the day is today if none is given."""
    from analytics.scope import COMMAND_RELATIONS, Question

    return Question(
        at=at or date.today(),
        known_by=known_by,
        datasets=datasets,
        relations=type_names(relations) or COMMAND_RELATIONS,
        keep_positions=positions == "keep",
        isolates=isolates,
        min_likelihood=min_likelihood,
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
    """Print one JSON document, its letters as escapes where the output cannot hold them."""
    import sys

    from proxygraph.terminal import GuardedStream, visible_json

    text = _document(document, ensure_ascii=False)
    stream = sys.stdout
    if isinstance(stream, GuardedStream) and not stream.holds(text):
        text = _document(document, ensure_ascii=True)
    click.echo(visible_json(text))


def _document(document: object, *, ensure_ascii: bool) -> str:
    return json.dumps(
        _finite(document), ensure_ascii=ensure_ascii, indent=2, default=str, allow_nan=False
    )


def _finite(value: object) -> object:
    """Give ``None`` for a number that JSON does not have."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value


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

    from proxygraph.terminal import answer_console

    return answer_console(shutil.get_terminal_size((80, 24)).columns)


def echo_marked(mark: str, colour: str, rest: str) -> None:
    """Print a line that begins with a coloured word."""
    from rich.text import Text

    console().print(Text.assemble((mark, colour), rest), soft_wrap=True)


def _cell(value: object) -> str:
    from rich.markup import escape

    if value is None:
        return "–"
    return escape(f"{value:.3f}" if isinstance(value, float) else str(value))
