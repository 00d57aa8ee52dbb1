"""The chance that something still holds: the table as it is shipped, and the laws of chances."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.claims.persistence import (
    AGELESS,
    CURVE_NAMES,
    DIRECTIONS,
    Curve,
    chance_held,
    curve_of,
    persistence_curves,
)
from analytics.claims.silence import after_silence
from graphdb.model import RELATIONSHIP_TYPES

TYPES = st.sampled_from(sorted(RELATIONSHIP_TYPES))
DAYS = st.floats(0, 40000)
MAYBE = st.none() | DAYS
RATES = st.sampled_from((0.0, 0.2, 3.0))
CURVES = [
    pytest.param(getattr(curve, direction), id=f"{name} {direction}")
    for name, curve in persistence_curves().items()
    for direction in DIRECTIONS
]


def test_every_type_of_the_model_ages_by_a_curve_or_is_said_not_to_age() -> None:
    assert set(CURVE_NAMES) | AGELESS == set(RELATIONSHIP_TYPES)
    assert not set(CURVE_NAMES) & AGELESS
    assert set(CURVE_NAMES.values()) == set(persistence_curves())


@pytest.mark.parametrize("curve", CURVES)
def test_the_table_starts_at_one_never_rises_and_lies_within_its_interval(curve: Curve) -> None:
    assert (curve.days[0], curve.days[-1]) == (0, round(60 * 365.25))
    assert (np.diff(curve.days) > 0).all()
    for line in (curve.low, curve.values, curve.high):
        assert line[0] == 1
        assert (np.diff(line) <= 0).all()
        assert (line >= 0).all()
    assert (curve.low <= curve.values).all()
    assert (curve.values <= curve.high).all()
    assert (np.diff((curve.cases > 0).astype(int)) <= 0).all(), "measured first, then extrapolated"


def test_support_is_as_the_publishers_years_have_it() -> None:
    support = persistence_curves()["support"]
    years = 365.25 * np.array([1, 2, 5, 10, 20])
    found = {name: getattr(support, name).chances(years).tolist() for name in DIRECTIONS}
    assert found["forward"] == pytest.approx([0.8177, 0.7365, 0.5668, 0.3998, 0.2344], abs=0.002)
    assert found["backward"] == pytest.approx([0.7906, 0.7032, 0.505, 0.3253, 0.0959], abs=0.002)
    assert found["between"][1:4] == pytest.approx([0.9723, 0.9452, 0.9039], abs=0.002)


@given(TYPES, MAYBE, MAYBE)
def test_it_is_a_chance(kind: str, since: float | None, until: float | None) -> None:
    if since is None and until is None:
        with pytest.raises(ValueError, match="at least one"):
            chance_held(kind, since, until)
    else:
        assert 0 <= chance_held(kind, since, until) <= 1


@given(TYPES, MAYBE, RATES)
def test_what_is_seen_on_the_day_holds(kind: str, other: float | None, rate: float) -> None:
    assert chance_held(kind, 0, other, None, rate) == 1
    assert chance_held(kind, other, 0, None, rate) == 1


@given(TYPES, DAYS, DAYS, MAYBE, RATES)
def test_it_never_rises_with_distance(
    kind: str, one: float, two: float, other: float | None, rate: float
) -> None:
    near, far = min(one, two), max(one, two)
    later = [chance_held(kind, days, other, None, rate) for days in (near, far)]
    earlier = [chance_held(kind, other, days, None, rate) for days in (near, far)]
    assert later[0] >= later[1] - 1e-12
    assert earlier[0] >= earlier[1] - 1e-12


@given(TYPES, DAYS, DAYS, RATES)
def test_one_more_sighting_never_lowers_it(
    kind: str, since: float, until: float, rate: float
) -> None:
    both = chance_held(kind, since, until, None, rate)
    assert both >= chance_held(kind, since, None, None, rate)
    assert both >= chance_held(kind, None, until, None, rate)


@given(TYPES, MAYBE, DAYS)
def test_silence_never_raises_it(kind: str, since: float | None, until: float) -> None:
    chances = [chance_held(kind, since, until, None, rate) for rate in (0, 0.2, 3)]
    assert all(more <= less + 1e-3 for less, more in pairwise(chances))


def test_silence_by_hand() -> None:
    # Chances 1 and 1/2 a year apart, seen twice a year: held and unseen 0.5 e⁻², ended in the
    # middle of the year and unseen until then 0.5 e⁻¹.
    found = after_silence(np.array([0, 365.25]), np.array([1, 0.5]), 2)
    assert found.tolist() == pytest.approx([1, math.exp(-2) / (math.exp(-2) + math.exp(-1))])


@given(TYPES, DAYS)
def test_arrays_say_what_single_distances_say(kind: str, days: float) -> None:
    curve = curve_of(kind)
    if curve is not None:
        single = curve.forward.chance(days)
        assert curve.forward.chances(np.array([[days, 0.0]])).tolist() == [[single, 1.0]]


@pytest.mark.parametrize("days", [-1.0, math.nan])
@pytest.mark.parametrize("kind", ["SPONSORS", "FOUNDED"])
def test_a_distance_that_is_none_is_refused(kind: str, days: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        chance_held(kind, days, None)
    with pytest.raises(ValueError, match="0 or more"):
        chance_held(kind, 1, None, None, days)
    with pytest.raises(ValueError, match="0 or more"):
        persistence_curves()["support"].forward.chance(days)


def test_acts_do_not_age() -> None:
    assert curve_of("SPLIT_FROM") is None
    assert chance_held("SPLIT_FROM", 20000, None) == 1


def test_kinship_does_not_age_and_other_ties_share_the_pooled_curve() -> None:
    assert curve_of("TIED_TO", {"kind": "kinship"}) is None
    working = curve_of("TIED_TO", {"kind": "working"})
    assert working is not None
    assert working.is_pooled
    assert chance_held("TIED_TO", 5000, None, {"kind": "kinship"}) == 1


def test_a_persons_command_ages_like_a_post_held() -> None:
    personal, posts = curve_of("COMMANDS", {"start_label": "Person"}), curve_of("HOLDS")
    assert personal is posts
    assert curve_of("COMMANDS", {"start_label": "Position"}) is None


def test_an_unknown_type_has_no_curve() -> None:
    with pytest.raises(KeyError):
        curve_of("KNOWS")


def test_beyond_the_last_distance_measured_it_says_so() -> None:
    forward = persistence_curves()["support"].forward
    assert not forward.is_extrapolated(25 * 365)
    assert forward.is_extrapolated(40 * 365)
    low, high = forward.interval(40 * 365.25)
    assert low < forward.chance(40 * 365.25) < high
