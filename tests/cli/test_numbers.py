"""Numbers given to options: finite, within bounds, else wrong usage (exit code 2)."""

from __future__ import annotations

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxygraph.cli import run
from proxygraph.cli.options import SHARE, FiniteNumber

NOT_SHARES = ["nan", "-nan", "NaN", "inf", "-inf", "Infinity", "1e999", "1.01", "-0.1", "", "half"]


@pytest.mark.parametrize("option", ["--max-removed", "--max-rejects"])
@pytest.mark.parametrize("value", NOT_SHARES)
def test_a_share_is_a_finite_number_from_0_to_1(option: str, value: str) -> None:
    assert run(["load", "tables", "nowhere", "--dataset", "t", f"{option}={value}"]) == 2


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
