"""``proxygraph decide``: say which records are one and the same, and take it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from proxygraph.cli.options import as_json, connect, echo_json, echo_table
from proxygraph.cli.run_words import say_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from loaders.identity.decisions import Verdict

F = TypeVar("F", bound="Callable[..., Any]")


def table_option(command: F) -> F:
    """Add ``--table``: the file of decisions."""
    return click.option(
        "--table",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The table (default: $PROXYGRAPH_DECISIONS, else decisions.csv here).",
    )(command)


def author_option(command: F) -> F:
    """Add ``--author``: who decides."""
    return click.option(
        "--author", metavar="NAME", help="Who decides (if not given: your login name)."
    )(command)


def author_or_login(author: str | None) -> str:
    """Give the author, or who is logged in."""
    import getpass

    return author or getpass.getuser()


@click.group(
    epilog="\b\nExamples:\n"
    "  proxygraph decide add ofac-sdn/13107 person/esmail-qaani same \\\n"
    "      --reason 'Same names, born 1957, same command'\n"
    "  proxygraph decide undo ofac-sdn/13107 person/esmail-qaani"
)
def command() -> None:
    """Decide which ids are the same; undo it; list or apply the table.

    The table is a CSV file for version control. Every change of it is applied to the graph at
    once: entities become one or part again, their claims keep what their source said.
    """


@command.command(
    epilog="\b\nExample:\n  proxygraph decide add ofac-sdn/4697 organization/houthis different \\\n"
    "      --reason 'Lebanese group; only an alias is shared'"
)
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.option("--reason", required=True, help="Why, in a sentence; it stays in the table.")
@author_option
@table_option
@as_json
def add(
    left: str,
    right: str,
    verdict: Verdict,
    reason: str,
    author: str | None,
    table: Path | None,
    as_json: bool,
) -> None:
    """Decide that the ids LEFT and RIGHT are same, different, or that nobody can tell."""
    from loaders.identity.decisions import added, decision
    from proxygraph.decision_table import change_decisions, check_ids, default_table

    place = table or default_table()
    new = decision(left, right, verdict, author_or_login(author), reason, date.today())
    with connect() as graph:
        check_ids(graph, left, right)
        run = change_decisions(graph, place, lambda known: added(known, new))
        _tell(run, place, as_json)


@command.command(epilog="\b\nExample:\n  proxygraph decide undo ofac-sdn/13107 person/esmail-qaani")
@click.argument("left")
@click.argument("right")
@table_option
@as_json
def undo(left: str, right: str, table: Path | None, as_json: bool) -> None:
    """Take back the decision on LEFT and RIGHT; the graph is as if it had never been made."""
    from loaders.identity.decisions import undone
    from proxygraph.decision_table import change_decisions, default_table

    place = table or default_table()
    with connect() as graph:
        run = change_decisions(graph, place, lambda known: undone(known, left, right))
        _tell(run, place, as_json)


@command.command(epilog="\b\nExample:\n  proxygraph decide apply --table decisions.csv")
@table_option
@as_json
def apply(table: Path | None, as_json: bool) -> None:
    """Let the graph follow the table, after it was edited or pulled from version control."""
    from graphdb.errors import InputRefusedError
    from loaders.identity.applying import apply_decisions
    from loaders.identity.decisions import read_decisions
    from loaders.options import LoadOptions
    from proxygraph import __version__
    from proxygraph.decision_table import default_table, table_lock

    place = table or default_table()
    if not place.exists():
        raise InputRefusedError(f"there is no table {place}; name one with --table")
    with connect() as graph, table_lock(place):
        decisions = read_decisions(place)
        options = LoadOptions(program_version=__version__)
        _tell(apply_decisions(graph, decisions, place, options), place, as_json)


@command.command("list", epilog="\b\nExample:\n  proxygraph decide list --json")
@table_option
@as_json
def list_(table: Path | None, as_json: bool) -> None:
    """List the decisions of the table or, where there is none, those that the graph follows."""
    from dataclasses import asdict

    from loaders.identity.decisions import read_decisions
    from proxygraph.decision_table import default_table, known_decisions

    place = table or default_table()
    if place.exists():
        decisions = read_decisions(place)
    else:
        with connect() as graph:
            decisions = known_decisions(graph, place)
    if as_json:
        echo_json([asdict(one) for one in decisions])
        return
    rows = [(one.left, one.decision, one.right, one.author, one.reason) for one in decisions]
    echo_table("", ("left", "is", "right", "by", "because"), rows)


def _tell(run: Any, table: Path, as_json: bool) -> None:  # noqa: ANN401 - imported when used
    if as_json:
        echo_json({**run.as_properties(), "table": str(table)})
        return
    say_run(run)
    click.echo(f"  table: {table}")
