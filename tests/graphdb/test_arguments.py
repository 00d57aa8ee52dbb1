"""Days and names as callers give them: converted where plain, else refused, never ignored."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.scope import AsOf, Period, Question, as_of
from analytics.succession.request import Request
from analytics.territory.span import asked_years
from graphdb.errors import InputRefusedError

DAY = date(2020, 1, 2)
SAME = ["2020-01-02", datetime(2020, 1, 2, 9), np.datetime64("2020-01-02"),
        np.datetime64("2020-01-02T09:00"), pd.Timestamp("2020-01-02 09:00")]  # fmt: skip


@pytest.mark.parametrize("given", SAME, ids=repr)
def test_what_has_a_day_is_read_as_that_day(given: Any) -> None:
    assert Question(given, known_by=given) == Question(DAY, known_by=DAY)
    assert AsOf(given, given) == AsOf(DAY, DAY)
    assert Period(given, given) == Period(DAY, DAY)
    assert as_of(given) == AsOf(DAY)
    assert Request("a", "b", at=given) == Request("a", "b", at=DAY)
    assert type(Question(given).at) is date


@pytest.mark.parametrize("given", [2020, 1.5, ["2020-01-02"], b"2020-01-02"], ids=repr)
def test_what_has_no_day_is_refused(given: Any) -> None:
    with pytest.raises(TypeError, match="at must be a date"):
        Question(given)


@pytest.mark.parametrize("given", ["yesterday", "", pd.NaT, np.datetime64("NaT")], ids=repr)
def test_a_day_outside_the_calendar_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="at"):
        Question(given)


@pytest.mark.parametrize("given", ["one", ["one"], {"one"}, np.array(["one"]), pd.Series(["one"])])
def test_one_name_and_lists_of_names_are_read(given: Any) -> None:
    assert Question(DAY, datasets=given).datasets == ("one",)
    assert AsOf(DAY, datasets=given).datasets == ("one",)
    assert Question(DAY, relations="DIRECTS").relations == ("DIRECTS",)


@pytest.mark.parametrize("given", [[1], 5, b"one", [None]], ids=repr)
def test_what_is_no_name_is_refused(given: Any) -> None:
    with pytest.raises(TypeError, match="datasets must be names"):
        Question(DAY, datasets=given)


def test_more_years_than_can_be_worked_out_are_refused() -> None:
    assert list(asked_years(2019, 2020)) == [2019, 2020]
    with pytest.raises(InputRefusedError, match="9,998 years"):
        asked_years(1, 9998)
