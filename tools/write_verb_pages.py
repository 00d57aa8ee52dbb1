"""Write docs/verbs/, a page a verb, from the command line's own help; run after its changes."""

from __future__ import annotations

from pathlib import Path

import click

from proxygraph.cli import HELP_NAMES, VERBS, program

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "verbs"


def pages() -> dict[str, str]:
    """Make every page, by its file's name; ``index.md`` lists them."""
    made = {f"{verb}.md": page(verb) for verb in VERBS}
    return {"index.md": _index(), **made}


def page(verb: str) -> str:
    """Make the page of one verb: its help, and that of its subcommands."""
    command = _command(verb)
    parts = [f"# proxygraph {verb}", "", _help(command, f"proxygraph {verb}")]
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            full = f"proxygraph {verb} {name}"
            parts += ["", f"## {full}", "", _help(below, full)]
    return "\n".join(parts) + "\n"


def _index() -> str:
    rows = [f"| [{verb}]({verb}.md) | {_command(verb).get_short_help_str(200)} |" for verb in VERBS]
    pages_of = "\n".join(VERBS)
    return (
        "# Verbs\n\nEach takes `--quiet`, `--verbose` and `--log-format json` too.\n\n"
        "| verb | does |\n|---|---|\n" + "\n".join(rows) + "\n\n"
        f"```{{toctree}}\n:hidden:\n\n{pages_of}\n```\n"
    )


def _command(verb: str) -> click.Command:
    command = program.get_command(click.Context(program), verb)
    assert command is not None  # noqa: S101
    return command


def _help(command: click.Command, name: str) -> str:
    with click.Context(
        command,
        info_name=name,
        max_content_width=90,
        terminal_width=90,
        help_option_names=HELP_NAMES,
    ) as context:
        return f"```text\n{command.get_help(context)}\n```"


def main() -> None:
    """Write all pages, and remove those of verbs that are gone."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for stale in FOLDER.glob("*.md"):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(made)} pages in {FOLDER}")


if __name__ == "__main__":
    main()
