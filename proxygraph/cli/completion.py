"""``proxygraph completion``: what a shell needs to complete verbs and options."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog="\b\nExamples:\n"
    "  proxygraph completion bash > ~/.local/share/bash-completion/completions/proxygraph\n"
    "  proxygraph completion zsh > ~/.zfunc/_proxygraph\n"
    "  proxygraph completion fish > ~/.config/fish/completions/proxygraph.fish"
)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that completes verbs and options in SHELL."""
    from click.shell_completion import get_completion_class

    from proxygraph.cli import program

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has all three
    script = kind(program, {}, "proxygraph", "_PROXYGRAPH_COMPLETE")
    click.echo(script.source())
