"""Numbers given to options: finite, within bounds, else wrong usage (exit code 2)."""

from __future__ import annotations

import math

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxygraph.cli import program, run
from proxygraph.cli.options import SHARE, FiniteNumber

NOT_SHARES = ["nan", "-nan", "NaN", "inf", "-inf", "Infinity", "1e999", "1.01", "-0.1", "", "half"]


@pytest.mark.parametrize("option", ["--max-removed", "--max-rejects"])
@pytest.mark.parametrize("value", NOT_SHARES)
def test_a_share_is_a_finite_number_from_0_to_1(option: str, value: str) -> None:
    assert run(["load", "tables", "nowhere", "--dataset", "t", f"{option}={value}"]) == 2


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, click.Command]]:
    """List every command of the program, below groups too."""
    found = []
    for name in group.list_commands(click.Context(group)):
        one = group.get_command(click.Context(group), name)
        assert one is not None
        found.append((" ".join([*path, name]), one))
        if isinstance(one, click.Group):
            found += commands(one, (*path, name))
    return found


NUMBERS = [
    pytest.param(name, given, id=f"{name} {given.opts[0]}")
    for name, command in commands(program)
    for given in command.params
    if isinstance(given.type, click.types.IntParamType | click.types.FloatParamType)
]


@pytest.mark.parametrize(("name", "option"), NUMBERS)
def test_every_number_has_finite_bounds(name: str, option: click.Option) -> None:
    kind = option.type
    assert isinstance(kind, click.IntRange | FiniteNumber)
    assert kind.min is not None
    assert kind.max is not None
    assert math.isfinite(kind.min + kind.max)
    beyond = ["nan", "inf", "-inf", "1e999", "9" * 30, f"-{'9' * 30}", "x", "", str(kind.min - 1)]
    for value in beyond:
        with pytest.raises(click.BadParameter):
            kind.convert(value, option, None)


WORDS = ["nan", "inf", "inf,1", "1,nan", "-1", "1e308,1", "1e999", "1,2,3", "", "many", "0,0"]


@pytest.mark.parametrize("value", WORDS)
@pytest.mark.parametrize("option", ["--office-rate", "--personal-rate", "--undetermined-rate"])
def test_a_rate_is_finite(option: str, value: str) -> None:
    assert run(["succession", "a", "b", f"{option}={value}"]) == 2
    assert run(["succession", "a", "b", "--draws", "0", f"{option}={value}"]) == 2


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "0", "1e308", "1e-308", "", "much"])
def test_a_weight_is_finite(value: str) -> None:
    given = [f"--weights=COMMANDS={value}", "--weight", "stronger"]
    assert run(["centrality", *given]) == 2


@given(st.floats())
def test_finite_number_takes_exactly_what_its_bounds_allow(number: float) -> None:
    kind = FiniteNumber(0, 5, low_open=True)
    if 0 < number <= 5:
        assert kind.convert(repr(number), None, None) == number
    else:
        with pytest.raises(click.BadParameter):
            kind.convert(repr(number), None, None)


def test_the_bounds_are_named() -> None:
    with pytest.raises(click.BadParameter, match="'nan' is not a number in the range 0<=x<=1"):
        SHARE.convert("nan", None, None)


@pytest.mark.parametrize(
    "line",
    [
        ["find", ""],
        ["centrality", "--dataset", ""],
        ["key-players", "--group", " "],
        ["runs", "--dataset", "\t"],
        ["decide", "add", "a", "b", "same", "--reason", ""],
    ],
)
def test_an_empty_text_is_wrong_usage(line: list[str]) -> None:
    assert run(line) == 2
