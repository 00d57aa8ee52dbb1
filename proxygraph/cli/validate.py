"""``proxygraph validate``: check an input without any server."""

from __future__ import annotations

from pathlib import Path

import click

from proxygraph.cli.options import as_json, echo_json


@click.command(epilog="\b\nExample:\n  proxygraph validate tables ./my-dataset")
@click.argument("source")
@click.argument("path", type=click.Path(path_type=Path))
@as_json
def command(source: str, path: Path, as_json: bool) -> None:
    """Check the input at PATH and report every wrong row; needs no server, writes nothing.

    SOURCE is the kind of input: `tables` is a folder of CSV files (docs/data-format.md). Files of
    publishers: `ofac-sdn`, `ucdp-esd`, `ucdp-actor`, `mapping-militants`, `sfm`, `ftm`, each
    described in docs/sources. PATH may be `-`, standard input, where a source is one file.
    """
    from dataclasses import asdict

    from graphdb.errors import InputRefusedError
    from loaders.examining import examine

    found = examine(source, path)
    if as_json:
        problems = [asdict(problem) for problem in found.problems]
        left_out = {"left_out": found.left_out} if found.left_out else {}
        echo_json({"rows": found.rows, "problems": problems, **left_out})
    if found.problems:
        message = f"{found.rejected:,} of {found.rows:,} rows of {path} are wrong:"
        raise InputRefusedError(found.refused or message, found.problems)
    if not as_json:
        click.echo(f"All {found.rows:,} rows of {path} are right.")
        for reason, number in sorted(found.left_out.items()):
            click.echo(f"  left out: {number:,} × {reason}")
