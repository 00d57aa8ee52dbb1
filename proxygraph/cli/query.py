"""``proxygraph query``: ask one of the statements that come with the program, by its name."""

from __future__ import annotations

import click

from proxygraph.cli.options import ROWS, SECONDS, as_json, connect, echo_json, echo_table


@click.command(
    epilog="\b\nExamples:\n  proxygraph query --list\n"
    "  proxygraph query load/runs_read --param dataset=curated --param limit=5"
)
@click.argument("name", required=False)
@click.option("--list", "listed", is_flag=True, help="List the statements and their parameters.")
@click.option("--param", "words", multiple=True, metavar="NAME=VALUE", help="Value: JSON or text.")
@click.option(
    "--timeout",
    type=SECONDS,
    default=30.0,
    show_default=True,
    help="Seconds after which the server ends it.",
)
@click.option("--limit", type=ROWS, default=1_000, show_default=True, help="Rows at most.")
@as_json
def command(
    name: str | None,
    listed: bool,
    words: tuple[str, ...],
    timeout: float,
    limit: int,
    as_json: bool,
) -> None:
    """Run the named statement NAME, read-only, with a time limit and a limit of rows.

    The server refuses whatever writes. Parameters that are not given are null.
    """
    if listed or name is None:
        if not listed:
            raise click.UsageError("Name a statement, or list them with --list.")
        _list(as_json)
        return
    from proxygraph.named_queries import query, read_parameters

    parameters = read_parameters(words)
    with connect() as graph:
        answer = query(graph, name, parameters, timeout=timeout, most_rows=limit)
    if as_json:
        echo_json({"name": answer.name, "rows": answer.rows, "cut": answer.cut})
        return
    rows = [tuple(row[column] for column in answer.columns) for row in answer.rows]
    echo_table("", answer.columns, rows)
    if answer.cut:
        click.echo(f"There are more than {limit} rows: see --limit.", err=True)


def _list(as_json: bool) -> None:
    from proxygraph.named_queries import queries

    if as_json:
        fields = ("name", "description", "parameters")
        echo_json([{field: getattr(one, field) for field in fields} for one in queries()])
        return
    rows = [(one.name, ", ".join(one.parameters) or "–", one.description) for one in queries()]
    echo_table("", ("statement", "parameters", "what it does"), rows)
