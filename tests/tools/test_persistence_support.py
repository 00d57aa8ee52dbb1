"""Support: coded years counted by hand, and the figures known of the publisher's file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graphdb.errors import InputRefusedError
from tests.sources.reading import real_files
from tests.tools.persistence_files import ESD_COLUMNS, esd_file
from tools.persistence.fitting import GRID, YEAR, Counts, fit_counts, fitted, monotone
from tools.persistence.support import Support, later, read_support, support_counts, within

KNOWN_FORWARD = {
    1: (5678, 0.8177), 2: (5002, 0.7365), 3: (4477, 0.6699), 5: (3592, 0.5668),
    7: (2921, 0.5050), 10: (2126, 0.3998), 15: (1129, 0.2640), 20: (785, 0.2344),
}  # fmt: skip
KNOWN_BACKWARD = {
    1: (5873, 0.7906), 2: (5239, 0.7032), 3: (4802, 0.6245), 5: (4032, 0.5050),
    7: (3396, 0.4343), 10: (2613, 0.3253), 15: (1898, 0.1570), 20: (1919, 0.0959),
}  # fmt: skip
KNOWN_BETWEEN = {
    2: (3651, 0.9723), 3: (5904, 0.9619), 5: (8005, 0.9452), 8: (8356, 0.9184),
    10: (7442, 0.9039), 15: (3896, 0.8822), 20: (3162, 0.8466),
}  # fmt: skip
"""Years → pairs and share, counted from version 18.1 by another program."""


@pytest.fixture(scope="module")
def real() -> Support:
    return read_support(real_files("ucdp_esd"))


def totals(found: list[tuple[int, int]]) -> tuple[int, float]:
    pairs, hits = np.array(found).sum(axis=0)
    return int(pairs), round(float(hits / pairs), 4)


@pytest.mark.parametrize("years", KNOWN_FORWARD)
def test_the_publishers_file_has_the_pairs_known_of_it(real: Support, years: int) -> None:
    after = totals([later(real, one, years) for one in real.recipients])
    before = totals([later(real, one, -years) for one in real.recipients])
    assert (after, before) == (KNOWN_FORWARD[years], KNOWN_BACKWARD[years])


@pytest.mark.parametrize("years", KNOWN_BETWEEN)
def test_years_between_two_of_support_are_those_known(real: Support, years: int) -> None:
    assert totals([within(real, one, years) for one in real.recipients]) == KNOWN_BETWEEN[years]


def test_the_fitted_curve_runs_through_the_shares_counted(real: Support) -> None:
    curve = fitted(support_counts(real)["forward"].measured())
    at = np.interp([YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR], GRID, curve)
    assert at == pytest.approx([0.8177, 0.7365, 0.5668, 0.3998], abs=0.001)


def test_one_pair_and_one_recipient_counted_by_hand(tmp_path: Path) -> None:
    # Coded 2000 to 2003; one supporter in 2000, 2001 and 2003, and one that never comes back.
    rows = [
        ("2000", "1", "A", "9, 8"),
        ("2001", "1", "A", "9"),
        ("2002", "1", "A", ""),
        ("2003", "1", "Government of A", "9"),
    ]
    found = read_support(esd_file(tmp_path, rows, ESD_COLUMNS))
    assert found.given == {"1": {"9": frozenset({2000, 2001, 2003}), "8": frozenset({2000})}}
    assert found.states == {"1"}
    # From 2000 and 2001 of 9, and 2000 of 8: 2001 yes, 2002 no, 2001 no.
    assert later(found, "1", 1) == (3, 1)
    # 2000 to 2002 no, 2001 to 2003 yes; 8 in 2002 no.
    assert later(found, "1", 2) == (3, 1)
    assert later(found, "1", -1) == (2, 1)
    # Between 2000 and 2003: 2001 yes, 2002 no; between 2001 and 2003: 2002 no.
    assert within(found, "1", 3) == (2, 1)
    assert within(found, "1", 2) == (1, 0)


def test_a_year_that_is_not_coded_says_nothing() -> None:
    gap = Support({"1": frozenset({2000, 2005})}, {"1": {"9": frozenset({2000})}})
    assert [later(gap, "1", years) for years in (1, 5)] == [(0, 0), (1, 0)]


@pytest.mark.parametrize(
    ("columns", "rows", "words"),
    [
        (("year", "actor_id", "actor_name"), [("2000", "1", "A")], "ext_id"),
        (ESD_COLUMNS, [("MM", "1", "A", "9")], "year"),
        (ESD_COLUMNS, [("2000", "one", "A", "9")], "actor_id"),
        (ESD_COLUMNS, [("2000", "1", "A", "9", "more")], "ucdp-esd.csv"),
        (ESD_COLUMNS, [("2000", "1", "A", "")], "ext_id"),
        (ESD_COLUMNS, [], "ext_id"),
        ((), [], "is empty"),
    ],
    ids=["no column", "no year", "no id", "a cell too many", "no supporter", "no row", "empty"],
)
def test_another_file_is_refused_with_its_name_and_the_column(
    tmp_path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]], words: str
) -> None:
    path = esd_file(tmp_path, rows, columns)
    with pytest.raises(InputRefusedError, match=words) as refused:
        read_support(path)
    assert "ucdp-esd.csv" in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match="External Support"):
        read_support(tmp_path / "none.csv")


def test_shares_that_rise_are_pooled_by_their_weights() -> None:
    assert monotone(np.array([0.9, 0.5, 0.8]), np.array([1.0, 2.0, 1.0])).tolist() == pytest.approx(
        [0.9, 0.6, 0.6]
    )


def test_intervals_are_those_of_units_not_of_pairs() -> None:
    # Twenty recipients with a hundred pairs each, of which half always hold and half never do.
    held = np.repeat([[100.0], [0.0]], 10, axis=0)
    fit = fit_counts(Counts(np.array([YEAR]), np.full((20, 1), 100.0), held))
    low, chance, high = (np.interp(YEAR, GRID, one) for one in (fit.low, fit.chance, fit.high))
    assert chance == pytest.approx(0.5, abs=0.001)
    # The mean of 20 draws of 0 or 1 lies within 0.5 ± 1.645 · 0.5 / √20 nine times in ten.
    assert (low, high) == pytest.approx((0.316, 0.684), abs=0.04)
    assert fit.cases[-1] == 0
    assert fit.high[-1] == pytest.approx(high, abs=0.01)


def test_a_distance_that_too_few_units_reach_is_not_measured() -> None:
    pairs = np.ones((20, 3))
    pairs[5:, 1] = 0
    kept = Counts(np.array([1.0, 2.0, 3.0]), pairs, pairs).measured()
    assert kept.days.tolist() == [1.0]
