"""``proxygraph find``: whom a name means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from proxygraph.cli.everyday import asked_of, item, limits, page, wrapped
from proxygraph.cli.options import ROWS, connect, echo_json

if TYPE_CHECKING:
    from analytics.questions.find import FindAnswer, Found


@click.command()
@click.argument("name")
@click.option("--limit", type=ROWS, default=10, show_default=True, help="Rows shown.")
@limits
def command(
    name: str,
    limit: int,
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    show_sources: bool,
    as_json: bool,
) -> None:
    """Find whom a name means, and say by which spelling and from which dataset.

    Aliases, former names, kunyas, brands, transliterations, Arabic and Persian script and
    misspellings are all searched. With --at, only names in use on that day.

    \b
    Example:
      proxygraph find Soleymani
      proxygraph find "قاسم سلیمانی"
    """
    from analytics.questions.find import find

    with connect() as graph:
        answer = find(graph, name, asked_of(at, known_by, datasets, max_age), limit)
    if as_json:
        echo_json(answer.document())
    else:
        page(_words(answer, cite=show_sources))


def _words(answer: FindAnswer, *, cite: bool) -> Iterator[str]:
    if not answer.rows:
        yield f"Nobody and nothing in the graph has a name like {answer.wanted!r}."
    for row in answer.rows:
        kind = (row.kind or row.label).replace("_", " ").lower()
        yield wrapped(f"{row.name}  ({kind})  {row.id}", "", "    ")
        yield from item(_found(row), row.by.evidence, cite=cite)
        plural = "" if row.sources == 1 else "s"
        yield f"  {row.sources} source{plural}, newest {row.newest or 'undated'}"


def _found(row: Found) -> str:
    datasets = ", ".join(row.by.datasets)
    how = "by its name" if row.by.how == "name" else f"by the {row.by.how} {row.by.text!r}"
    return f"found {how} in {datasets}: {row.why}, {row.score:.0f} of 100"
