"""The command line: one file a verb, imported only when the verb is used or listed."""

from __future__ import annotations

import logging
import signal
import sys
from importlib import import_module
from typing import Any

import click

from graphdb.errors import ProxygraphError, machine_words
from proxygraph.log import is_json, set_up
from proxygraph.terminal import OutputError, guarded_streams, hold_standard_descriptors

_LOG = logging.getLogger(__name__)

VERBS = {
    "demo": "demo",
    "up": "up",
    "down": "down",
    "status": "status",
    "browser": "browser",
    "doctor": "doctor",
    "backup": "backup",
    "restore": "restore",
    "query": "query",
    "load": "load",
    "unload": "unload",
    "validate": "validate",
    "runs": "runs",
    "centrality": "centrality",
    "structure": "structure",
    "key-players": "key_players",
    "vacancy": "vacancy",
    "reload": "reload",
    "schedule": "schedule",
    "succession": "succession",
    "successors": "successors",
    "backtest": "backtest",
    "find": "find",
    "profile": "profile",
    "sponsors": "sponsors",
    "timeline": "timeline",
    "disputes": "disputes",
    "path": "path",
    "changes": "changes",
    "cohesion": "cohesion",
    "explain": "explain",
    "corridor": "corridor",
    "presence": "presence",
    "map": "map",
    "report": "report",
    "export": "export",
    "match": "match",
    "decide": "decide",
    "completion": "completion",
}
"""Verb on the command line → module of this package whose ``command`` carries it out."""


HELP_NAMES = ["-h", "--help"]
"""What asks for help. A command remembers those of the first context that it met."""


class _LazyVerbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = import_module(f"proxygraph.cli.{VERBS[cmd_name]}").command
        assert isinstance(command, click.Command)  # noqa: S101
        taken = {option for found in command.params for option in found.opts}
        refuse_broken_text(command)
        told = [option for option in telling(hidden=True) if not taken & set(option.opts)]
        if not any(isinstance(found, Telling) for found in command.params):
            command.params.extend(told)  # They may stand after the verb too.
        return command


class Text(click.types.StringParamType):
    """A text that says something and can be shown: whole letters, and no zero byte."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Refuse bytes that are no letters in the encoding of this terminal."""
        text = str(super().convert(value, param, ctx))
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            self.fail(f"{text!r} is not a text in UTF-8", param, ctx)
        if not text.strip():
            self.fail("it is empty; give a value, or leave it out", param, ctx)
        return text


def refuse_broken_text(command: click.Command) -> None:
    """Let every text that a command takes, and its commands take, be checked."""
    for taken in command.params:
        if type(taken.type) is click.types.StringParamType:
            taken.type = Text()
    if isinstance(command, click.Group):
        for below in command.commands.values():
            refuse_broken_text(below)


class Telling(click.Option):
    """An option that says how much is reported on standard error."""


def telling(*, hidden: bool) -> list[click.Parameter]:
    """Make ``--quiet``, ``--verbose`` and ``--log-format``."""

    def choose(ctx: click.Context, option: click.Parameter, value: Any) -> None:  # noqa: ANN401
        if value:
            chosen = ctx.find_root().meta.setdefault("proxygraph.told", {})
            chosen[option.name] = value
            set_up(
                quiet="quiet" in chosen,
                verbose="verbose" in chosen,
                as_json=chosen.get("log_format") == "json",
            )

    words: dict[str, Any] = {"callback": choose, "expose_value": False, "hidden": hidden}
    return [
        Telling(["--quiet", "-q"], is_flag=True, help="Errors only, no progress.", **words),
        Telling(["--verbose", "-v"], is_flag=True, help="Each step and statement.", **words),
        Telling(
            ["--log-format"],
            type=click.Choice(["text", "json"]),
            envvar="PROXYGRAPH_LOG_FORMAT",
            help="Lines for people, or JSON lines with the run's id.",
            **words,
        ),
    ]


@click.group(
    cls=_LazyVerbs,
    params=telling(hidden=False),
    context_settings={"help_option_names": HELP_NAMES},
)
@click.version_option(package_name="proxygraph")
def program() -> None:
    """Graphs of state sponsors and their proxies, every line dated, sourced and graded.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 input refused (nothing written),
    4 no server, 5 another run holds the lock.

    \b
    Example:
      proxygraph demo
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the program; every error of ours becomes a message and its exit code.

    SIGTERM ends it as Ctrl-C does: what was opened is closed, and projections in the server go.
    """
    hold_standard_descriptors()
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(run(arguments))


def _stop(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def run(arguments: list[str] | None = None) -> int:
    """Carry out one command and return its exit code, without leaving the process.

    What the machine refuses (a full disk, a missing folder) is one line; what is a defect of the
    program leaves as the exception that it is.
    """
    set_up()
    try:
        with guarded_streams():
            code = _run(arguments)
            sys.stdout.flush()
    except OutputError as error:
        if not error.reader_left:
            _LOG.error("Error: %s", error, extra={"exit_code": error.exit_code})
        return error.exit_code
    return code


def _run(arguments: list[str] | None) -> int:
    options: dict[str, Any] = {"args": arguments, "standalone_mode": False}
    try:
        code = program.main(**options)  # What click's Exit carried, outside standalone mode.
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        if is_json():
            _LOG.error(error.format_message(), extra={"exit_code": error.exit_code})
        else:
            error.show()
        return error.exit_code
    except OutputError:
        raise
    except ProxygraphError as error:
        _LOG.error("Error: %s", error, extra={"exit_code": error.exit_code})
        return error.exit_code
    except OSError as error:
        _LOG.debug("refused by the machine", exc_info=True)
        _LOG.error("Error: %s", machine_words(error), extra={"exit_code": 1})
        return 1
    return code if isinstance(code, int) else 0
