"""Command lines with hostile values, made from the program's own tree of commands.

A new verb or option is swept without anybody remembering it: what it takes is read off its type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from proxygraph.cli import program

NUMBERS = ("nan", "inf", "-inf", "-1", "0", "1e308", "9" * 30, "٣", "", " ", "x", "0x10", "1e-999")
DAYS = (
    *("", "x", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2020-02-30"),
    *("۱۳۹۸-۱۰-۱۳", "nan", "2020", "-1"),
)
TEXTS = (
    *("", " ", "nobody of this name", "\x1b[2J\x07\u202e", "قاسم", "a" * 20_000),
    *("'; MATCH (n) //", "*", "[1]", "%s{0}", "\udcff", "a\nb", "COMMANDS=nan", "x=1e999"),
    *("-1", "😀", "../..", "0"),
)
CHOICES = ("", "x", "\x1b[2J", "LOCAL")
HOLD = frozenset({"demo", "restore", "up", "down", "schedule", "unload", "backup", "browser"})
"""Verbs that start, stop, stay or empty things: swept by the values that they must refuse."""


@dataclass(frozen=True)
class Line:
    """Words after ``proxygraph``, and the option and value that are hostile in them."""

    words: tuple[str, ...]
    about: str
    path: tuple[str, ...]

    def __str__(self) -> str:
        return self.about


Words = tuple[str, ...]


def every_command() -> Iterator[tuple[Words, click.Command]]:
    """Give every command with its path, below groups too."""

    def below(group: click.Group, path: Words) -> Iterator[tuple[Words, click.Command]]:
        for name in group.list_commands(click.Context(group)):
            found = group.get_command(click.Context(group), name)
            assert found is not None
            yield (*path, name), found
            if isinstance(found, click.Group):
                yield from below(found, (*path, name))

    yield from below(program, ())


def hostile_lines(folder: Path, right: dict[str, str]) -> Iterator[Line]:
    """Give a line for each parameter of each command and each value hostile to its type.

    Parameters
    ----------
    folder
        Where paths of the lines are.
    right
        By the name of an argument, a value that is right, for those that are not hostile.
    """
    for path, command in every_command():
        for given in command.params:
            if isinstance(given, click.Option) and (given.is_flag or given.hidden):
                continue
            for value in values(given, folder):
                yield _line(path, command, given, value, right)


def values(given: click.Parameter, folder: Path) -> tuple[str, ...]:
    """Give the values that are hostile to what a parameter takes."""
    kind = given.type
    if isinstance(kind, click.Choice):
        return CHOICES
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return NUMBERS
    if isinstance(kind, click.Path):
        return paths(folder)
    return DAYS if kind.name in ("date", "age") else TEXTS


def paths(folder: Path) -> tuple[str, ...]:
    """Give paths at which nothing can be read or written, in every way there is."""
    return (
        str(folder / "missing" / "deep" / "a.html"),
        str(folder / "a file" / "below.csv"),
        str(folder / "a folder"),
        str(folder / "loop"),
        str(folder / "binary.toml"),
        str(folder / "empty.csv"),
        "/dev/full",
        "/dev/null",
        "",
        "a\x1b[2J.graphml",
        "x" * 5_000,
        str(folder / "missing.png"),
    )


def prepare(folder: Path) -> None:
    """Put into a folder what the paths are about."""
    (folder / "a file").write_text("text")
    (folder / "a folder").mkdir()
    (folder / "loop").symlink_to("loop")
    (folder / "binary.toml").write_bytes(bytes(range(256)))
    (folder / "empty.csv").touch()


def _line(
    path: tuple[str, ...],
    command: click.Command,
    hostile: click.Parameter,
    value: str,
    right: dict[str, str],
) -> Line:
    words: list[str] = list(path)
    arguments: list[str] = []
    for one in command.params:
        count = max(one.nargs, 1)
        if isinstance(one, click.Option):
            if one is hostile:
                words += [one.opts[0], *[value] * count]
            elif one.required:
                words += [one.opts[0], *[right.get(one.opts[0], "x")] * count]
        elif one is hostile:
            arguments += [value] * (2 if one.nargs == -1 else count)
        elif one.required or one.nargs == -1:
            name = f"{path[-1]} {one.name}"
            first = str(one.type.choices[0]) if isinstance(one.type, click.Choice) else "x"
            chosen = right.get(name, right.get(str(one.name), first))
            arguments += [chosen] * (2 if one.nargs == -1 else count)
    shown = value if len(value) < 40 else f"{value[:20]}…"
    return Line((*words, "--", *arguments), f"{' '.join(path)} {hostile.name}={shown!a}", path)
