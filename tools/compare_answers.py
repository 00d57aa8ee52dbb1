"""Run every question over a grid of days and actors, and compare two such runs.

A change that is meant to leave answers alone is shown to do so::

    python -m tools.compare_answers record before   # in the old checkout
    python -m tools.compare_answers record after    # in the new one, on the same graph
    python -m tools.compare_answers compare before after

The graph is that of ``NEO4J_URI`` or of the local server. What depends on the clock or on the
machine (``status``, ``runs``, ``doctor``) is left out.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import click

from proxygraph.cli import run

Command = tuple[str, ...]

CLOSE = 1e-9
"""How far numbers may lie apart, as a share of themselves, and count as the same."""


@dataclass(frozen=True)
class Grid:
    """What the questions are asked about; ids or names that the curated dataset has."""

    days: tuple[str, ...]
    actors: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    states: tuple[str, ...]
    posts: tuple[str, ...]
    umbrellas: tuple[str, ...]
    countries: tuple[str, ...]
    draws: str


SMALL = Grid(
    days=("2008-03-01", "2020-01-02"),
    actors=("person/qasem-soleimani", "organization/hezbollah"),
    pairs=(("person/qasem-soleimani", "person/esmail-qaani"),),
    states=("Iran",),
    posts=("position/quds-force-commander",),
    umbrellas=("organization/popular-mobilization-forces",),
    countries=("Iraq",),
    draws="50",
)
FULL = Grid(
    days=("1985-06-01", "1997-02-01", "2008-03-01", "2016-07-01", "2020-01-02", "2021-03-01"),
    actors=(
        *SMALL.actors,
        "person/esmail-qaani",
        "person/hassan-nasrallah",
        "person/hadi-al-amiri",
        "organization/quds-force",
        "organization/kataib-hezbollah",
        "organization/popular-mobilization-forces",
        "organization/houthis",
        "state/iran",
        "state/syria",
    ),
    pairs=(
        *SMALL.pairs,
        ("person/abbas-al-musawi", "person/hassan-nasrallah"),
        ("person/abu-mahdi-al-muhandis", "person/abu-fadak"),
    ),
    states=("Iran", "Syria", "United States"),
    posts=(
        *SMALL.posts,
        "position/hezbollah-secretary-general",
        "position/irgc-commander-in-chief",
    ),
    umbrellas=SMALL.umbrellas,
    countries=("Iraq", "Syria", "Lebanon", "Yemen"),
    draws="200",
)
GRIDS = {"small": SMALL, "full": FULL}


def commands(grid: Grid) -> Iterator[Command]:
    """Give every command of a grid, each with ``--json``."""
    for words in (*_of_a_day(grid), *_of_actors(grid), *_of_successions(grid)):
        yield (*words, "--json")


def _of_a_day(grid: Grid) -> Iterator[Command]:
    for day in grid.days:
        at = ("--at", day)
        yield ("centrality", *at)
        yield ("centrality", *at, "--engine", "local", "--draws", grid.draws)
        yield ("centrality", *at, "--positions", "keep", "--isolates", "--engine", "local")
        yield ("centrality", *at, "--relations", "SPONSORS,DIRECTS", "--known-by", day)
        yield ("key-players", *at, "--remove", "2")
        yield ("key-players", *at, "--observe", "2")
        yield ("vacancy", *at)
        yield ("disputes", *at)
        yield ("corridor", "Iran", "Mediterranean Sea", *at)
        for state in grid.states:
            yield ("sponsors", state, *at)
        for country in grid.countries:
            yield ("presence", country, *at)


def _of_actors(grid: Grid) -> Iterator[Command]:
    yield ("timeline",)
    yield ("disputes",)
    for actor in grid.actors:
        yield ("find", actor.partition("/")[2].replace("-", " "))
        yield ("timeline", actor)
        yield ("changes", actor, "--from", grid.days[0], "--to", grid.days[-1])
        for day in grid.days:
            yield ("profile", actor, "--at", day)
            yield ("explain", actor, "--at", day)
    for (one, other), day in product(product(grid.states, grid.actors), grid.days):
        yield ("path", one, other, "--at", day)
    for umbrella in grid.umbrellas:
        yield ("cohesion", umbrella, "--from", grid.days[0], "--to", grid.days[-1])


def _of_successions(grid: Grid) -> Iterator[Command]:
    for pair in grid.pairs:
        for mode in ("projected", "observed"):
            yield ("succession", *pair, "--mode", mode, "--draws", grid.draws)
    for post in grid.posts:
        yield ("succession", "--chain", post, "--draws", grid.draws)
        for day in grid.days:
            yield ("successors", post, "--at", day, "--known-by", "2021-06-30")
    yield ("backtest",)


def ask(command: Sequence[str]) -> str:
    """Run one command and give its document, or its exit code and what it said."""
    answer, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(told):
        code = run(list(command))
    if code == 0:
        return answer.getvalue()
    return json.dumps({"exit": code, "said": told.getvalue().splitlines()[:2]}, indent=2)


def record(folder: Path, grid: Grid) -> int:
    """Write the document of every command of a grid into a folder; give their number."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = list(commands(grid))
    for place, command in enumerate(asked, start=1):
        print(f"{place}/{len(asked)} {' '.join(command)}", file=sys.stderr)
        name = "_".join(word.strip("-").replace("/", "+").replace(" ", "+") for word in command)
        (folder / f"{name}.json").write_text(ask(command), encoding="utf-8")
    return len(asked)


def differences(before: Path, after: Path) -> Iterator[str]:
    """Name each document that only one of two folders has, or that differs between them."""
    names = {path.name for folder in (before, after) for path in folder.glob("*.json")}
    for name in sorted(names):
        one, other = before / name, after / name
        if not (one.exists() and other.exists()):
            yield f"{name}: only {'before' if one.exists() else 'after'}"
        elif place := difference(json.loads(one.read_text()), json.loads(other.read_text())):
            yield f"{name}: differs at {place}"


def difference(one: object, other: object, place: str = "$") -> str | None:
    """Say where two documents first differ; ``None`` where they are the same.

    Numbers count as the same within :data:`CLOSE`: engines add up in several threads, whose order
    changes from run to run.

    >>> difference({"a": [1, 0.3]}, {"a": [1, 0.1 + 0.2]})
    >>> difference({"a": [1, 2]}, {"a": [1, 3]})
    '$.a[1]: 2, then 3'
    """
    if isinstance(one, dict) and isinstance(other, dict):
        if list(one) != list(other):
            return f"{place}: keys {list(one)}, then {list(other)}"
        pairs = [(f"{place}.{key}", one[key], other[key]) for key in one]
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{place}: {len(one)} items, then {len(other)}"
        pairs = [
            (f"{place}[{row}]", *both) for row, both in enumerate(zip(one, other, strict=True))
        ]
    elif isinstance(one, float) and isinstance(other, float | int):
        return None if math.isclose(one, other, rel_tol=CLOSE) else f"{place}: {one}, then {other}"
    else:
        return None if one == other else f"{place}: {one!r}, then {other!r}"
    found = (difference(mine, theirs, where) for where, mine, theirs in pairs)
    return next((told for told in found if told), None)


@click.group()
def program() -> None:
    """Record the answers to a grid of questions, or compare two records."""


@program.command("record")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--grid", type=click.Choice(sorted(GRIDS)), default="full")
def _record(folder: Path, grid: str) -> None:
    print(f"{record(folder, GRIDS[grid])} documents in {folder}")


@program.command("compare")
@click.argument("before", type=click.Path(exists=True, path_type=Path))
@click.argument("after", type=click.Path(exists=True, path_type=Path))
def _compare(before: Path, after: Path) -> None:
    found = list(differences(before, after))
    print("\n".join(found) or "no difference")
    sys.exit(bool(found))


if __name__ == "__main__":
    program()
