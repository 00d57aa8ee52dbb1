"""Predictions of recipients held out: scores by hand, and that the real curves beat a cut-off."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sources.reading import real_files
from tools.persistence import calibration
from tools.persistence.fitting import YEAR
from tools.persistence.support import Support, read_support


@pytest.fixture(scope="module")
def real() -> Support:
    return read_support(real_files("ucdp_esd"))


def test_halves_are_of_recipients_and_stay_the_same() -> None:
    halves = [calibration.in_training(str(number)) for number in range(1000)]
    assert halves == [calibration.in_training(str(number)) for number in range(1000)]
    assert 400 < sum(halves) < 600


def test_the_greatest_of_the_chances_counts_and_no_sighting_is_none() -> None:
    years = calibration.GRID / YEAR
    curves = {"forward": np.exp(-years), "backward": np.exp(-2 * years), "between": np.exp(-years)}
    since, until = np.array([YEAR, np.nan, YEAR]), np.array([np.nan, YEAR, YEAR])
    said = calibration.greatest(curves, since, until)
    assert said == pytest.approx(np.exp([-1, -2, -1]), abs=0.01)


def test_a_mean_squared_error_by_hand() -> None:
    # Held out: four pairs a year apart, three of which held; the curve says 0.5 at a year.
    train = calibration.Counts(np.array([YEAR]), np.array([[2.0]]), np.array([[2.0]]))
    test = calibration.Counts(np.array([YEAR]), np.array([[4.0]]), np.array([[3.0]]))
    curve = np.where(calibration.GRID > 0, 0.5, 1.0)
    found = calibration._score("forward", curve, train, test)
    assert (found.cases, found.brier, found.always) == (4, 0.25, 0.25)
    assert (found.cut_off, found.by_cut_off) == (1, 0.25)
    assert found.held[5] == 0.75


def test_curves_beat_always_and_a_cut_off_on_recipients_held_out(real: Support) -> None:
    for score in calibration.scores(real):
        assert score.brier < min(score.always, score.by_cut_off), score.direction


def test_forward_chances_are_right_to_within_a_tenth(real: Support) -> None:
    forward = calibration.scores(real)[0]
    has = forward.number > 0
    assert np.abs(forward.said[has] - forward.held[has]).max() < 0.1


@pytest.mark.parametrize("kept", [0.1, 0.3])
def test_silence_that_counts_makes_chances_truer_where_something_is_often_seen(
    real: Support, kept: float
) -> None:
    plain = calibration.scattered(real, kept)
    silent = calibration.scattered(real, kept, silence=True)
    assert silent.brier < min(plain.brier, plain.by_cut_off)
