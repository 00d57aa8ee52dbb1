"""Tenures: spells joined from claims, survival and residual life with answers by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.persistence_files import claim, spell
from tools.persistence.fitting import GRID, YEAR
from tools.persistence.relations import again_counts, relation_spells
from tools.persistence.tenures import Spell, fit_residual, residual, return_counts, spells


def day(text: str) -> float:
    return float(date.fromisoformat(text).toordinal())


def life(days: list[float], ended: list[bool], at: list[float]) -> list[float]:
    lengths = np.array(days, dtype=np.float64)
    found = residual(lengths, np.array(ended), np.ones_like(lengths), np.array(at), least=1)
    return [round(chance, 4) for chance in found.tolist()]


def test_spells_of_one_length_are_left_evenly() -> None:
    assert life([1000, 1000], [True, True], [0, 250, 1000, 2000]) == [1.0, 0.75, 0.0, 0.0]


def test_long_spells_are_seen_more_often_than_short_ones() -> None:
    # S is 1 up to 100 and a half up to 300: the integral is 200, and 150 of it lies beyond 50.
    assert life([100, 300], [True, True], [0, 50, 100, 200]) == [1.0, 0.75, 0.5, 0.25]


def test_a_censored_tenure_counts_for_as_long_as_it_was_seen() -> None:
    # At 100 two of three are at risk and one ends: S is 1 up to 100, a half up to 200. The third
    # was seen for 50 days only, so it never counts among those that could end at 100.
    assert life([50, 100, 200], [False, True, True], [0, 100]) == [1.0, round(50 / 150, 4)]


def test_ignoring_the_censored_would_end_tenures_too_soon() -> None:
    seen = life([100, 100, 400, 400], [True, True, False, False], [100])
    dropped = life([100, 100], [True, True], [100])
    assert seen > dropped == [0.0]


def test_exponential_tenures_do_not_age() -> None:
    drawn = np.random.default_rng(1).exponential(1000, 20000)
    found = residual(drawn, np.full(20000, True), np.ones(20000), np.array([500.0, 1000, 2000]))
    assert found == pytest.approx(np.exp([-0.5, -1, -2]), abs=0.02)


@given(
    st.lists(st.tuples(st.floats(1, 20000), st.booleans()), min_size=5, max_size=40),
    st.integers(0, 3),
)
def test_residual_life_is_a_survival_function(rows: list[tuple[float, bool]], seed: int) -> None:
    days, ended = (np.array(column) for column in zip(*rows, strict=True))
    weights = np.random.default_rng(seed).integers(1, 4, len(rows)).astype(np.float64)
    found = residual(days, ended, weights, GRID)
    assert found[0] == pytest.approx(1)
    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) <= 1e-12).all()


def test_two_sources_that_differ_make_the_interval_span_both() -> None:
    short = [spell(100, unit=f"a{n}", source="one") for n in range(20)]
    long = [spell(5000, unit=f"b{n}", source="other") for n in range(20)]
    fit = fit_residual([*short, *long])
    at_two_years = GRID.tolist().index(round(2 * YEAR))
    assert fit.low[at_two_years] < 0.01
    assert fit.high[at_two_years] == pytest.approx(1 - 2 * YEAR / 5000, abs=0.02)


def test_claims_of_one_tenure_are_one_spell() -> None:
    found = spells(
        [
            claim("HOLDS", "a", "post", valid_from="2000-01-01", last_seen="2003-05-05"),
            claim("HOLDS", "a", "post", valid_to="2004-01-01"),
            claim("HOLDS", "b", "post", valid_from="2004-01-01", valid_to=".."),
        ][:2],
        {"post": "army"},
    )
    assert found == [
        Spell("d", "army", ("a", "post"), day("2000-01-01"), day("2004-01-01"), ended=True)
    ]


def test_a_second_tenure_is_a_second_spell() -> None:
    found = spells(
        [
            claim("HOLDS", "a", "post", valid_from="2010-01-01", last_seen="2011-01-01"),
            claim("HOLDS", "a", "post", valid_from="2000-01-01", valid_to="2005-01-01"),
        ],
        {},
    )
    assert [(one.start, one.until, one.ended) for one in found] == [
        (day("2000-01-01"), day("2005-01-01"), True),
        (day("2010-01-01"), day("2011-01-01"), False),
    ]


def test_what_has_no_stated_start_or_is_denied_is_no_spell() -> None:
    denied = claim("HOLDS", "a", "p", valid_from="2000", valid_to="2001", stance="denies")
    assert spells([denied, claim("HOLDS", "a", "q", first_seen="2000", valid_to="2001")], {}) == []


def test_a_tenure_that_goes_on_was_seen_until_the_report() -> None:
    going_on = claim("HOLDS", "a", "p", valid_from="2000-01-01", valid_to="..")
    going_on.properties["reported_on"] = date(2002, 1, 1)
    (found,) = spells([going_on], {})
    assert (found.until, found.ended) == (day("2002-01-01"), False)


def test_who_returns_was_away_between_two_sightings() -> None:
    # Two years in post, two away, two in post again: five years apart are only moments of the
    # first tenure and of the second, and of the time between them 24 months in 60 are away.
    away = [
        Spell("s", "u", ("a", "p"), 0, 2 * YEAR, ended=True),
        Spell("s", "u", ("a", "p"), 4 * YEAR, 6 * YEAR, ended=True),
    ]
    counts = return_counts(away)
    share = dict(zip((counts.days / YEAR).round().tolist(), counts.shares, strict=True))
    assert share[1] == 1
    assert share[5] == pytest.approx(36 / 60, abs=0.04)
    assert np.isnan(share[7])


def test_a_rivalry_ends_an_alliance_and_silence_does_not() -> None:
    claims = [
        claim("ALLIED_WITH", "a", "b", first_seen="2000-01-01"),
        claim("ALLIED_WITH", "b", "a", first_seen="2002-01-01"),
        claim("RIVAL_OF", "a", "b", first_seen="2004-01-01"),
        claim("ALLIED_WITH", "a", "c", first_seen="2001-01-01"),
        claim("TIED_TO", "c", "d", first_seen="2003-01-01"),
    ]
    found = {one.pair: one for one in relation_spells(claims)}
    first = found["a ALLIED_WITH", "b"]
    assert first.start == day("2000-01-01")
    assert first.until == (day("2002-01-01") + day("2004-01-01")) / 2
    assert first.ended
    # Of c something is still recorded in 2003, and of a in 2004.
    second = found["a ALLIED_WITH", "c"]
    assert (second.until, second.ended) == (day("2003-01-01"), False)


def test_relations_recorded_again_are_counted_by_distance() -> None:
    claims = [
        claim("ALLIED_WITH", "a", "b", first_seen="2000-01-01"),
        claim("ALLIED_WITH", "a", "b", first_seen="2000-07-01"),
        claim("RIVAL_OF", "a", "b", first_seen="2002-01-01"),
        claim("RIVAL_OF", "a", "b", first_seen="2010-01-01"),
    ]
    counts = again_counts(claims)
    assert counts.pairs.sum(axis=0).tolist() == [1, 2, 3]
    assert counts.hits.sum(axis=0).tolist() == [1, 0, 1]
