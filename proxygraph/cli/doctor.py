"""``proxygraph doctor``: look for what may keep the server from working."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphdb.errors import ProxygraphError

if TYPE_CHECKING:
    from proxygraph.runtime.diagnosis import Check

COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


class UnhealthyError(ProxygraphError):
    """A check failed; do what it advises, then run ``proxygraph doctor`` again."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(as_json: bool) -> None:
    r"""Look for what keeps proxygraph from working.

    Says what to do about it, and changes nothing. Exits with 1 where a check fails; a warning
    is no failure.

    \b
    Example:
      proxygraph doctor
    """
    from proxygraph.cli.server_facts import show_json
    from proxygraph.runtime.diagnosis import Outcome, diagnose

    checks = diagnose()
    failed = [check.name for check in checks if check.outcome is Outcome.FAIL]
    if as_json:
        show_json({"healthy": not failed, "checks": [vars(check) for check in checks]})
    else:
        _show(checks)
    if failed:
        raise UnhealthyError(f"failed: {', '.join(failed)}")


def _show(checks: tuple[Check, ...]) -> None:
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark = click.style(check.outcome.value.ljust(4), fg=COLOURS[check.outcome.value])
        click.echo(f"{mark}  {check.name.ljust(width)}  {check.finding}")
        if check.advice:
            click.echo(f"{' ' * (width + 8)}→ {check.advice}")
