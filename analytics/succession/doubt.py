"""What doubt does to a succession: draws, corners, and other numbers for the grades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.network.monte_carlo import OTHER_ODDS
from analytics.succession.drawn_network import draw_network
from analytics.succession.measures import (
    AFTER,
    BEFORE,
    Figures,
    Frame,
    efficiency,
    measure,
    recovery,
    retention,
)
from analytics.succession.rates import CORNERS, Corner, TransferPlan
from analytics.succession.request import Case
from analytics.succession.result import CornerCase, Sensitivity, Spread
from analytics.succession.sampling import drawn_sample, plain_sample
from analytics.succession.scenarios import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """What the draws show: all indicators, the spreads of two, and those under other odds."""

    found: Mapping[str, Figures]
    retention: Spread | None
    incomplete: float | None
    recovery: Spread | None
    sensitivity: tuple[Sensitivity, ...] = ()


def draw(
    scenarios: Mapping[str, Scenario],
    frame: Frame,
    case: Case,
    alters: tuple[str, ...],
    plan: TransferPlan,
) -> Drawn:
    """Draw all indicators, and again with the odds of every grade changed if somebody begins."""
    begun = case.successor is not None and not case.same
    sample = drawn_sample(scenarios.values(), plan)
    found, networks = measure(scenarios, frame, case, sample)
    kept = retention(case, alters, networks)
    exists = np.isfinite(kept) & (case.successor is not None)
    return Drawn(
        found=found,
        retention=spread(kept) if exists.any() else None,
        incomplete=float((kept[exists] < 1).mean()) if exists.any() else None,
        recovery=spread(recovery(found)),
        sensitivity=_sensitivity(scenarios, frame, case, alters, plan) if begun else (),
    )


def _sensitivity(
    scenarios: Mapping[str, Scenario],
    frame: Frame,
    case: Case,
    alters: tuple[str, ...],
    plan: TransferPlan,
) -> tuple[Sensitivity, ...]:
    found = []
    for odds in OTHER_ODDS:
        sample = drawn_sample(scenarios.values(), plan.with_odds(odds))
        networks = {
            name: draw_network(scenarios[name], frame.places, sample) for name in (BEFORE, AFTER)
        }
        before, after = (efficiency(scenarios[n], networks[n], frame) for n in (BEFORE, AFTER))
        found.append(
            Sensitivity(odds, spread(retention(case, alters, networks)), spread(after - before))
        )
    return tuple(found)


def spread(values: Floats) -> Spread | None:
    """Sum up draws, those without a figure left out; ``None`` where none has one."""
    exists = np.isfinite(values)
    if not exists.any():
        return None
    low, median, high = (float(v) for v in np.percentile(values[exists], [5, 50, 95]))
    return Spread(median, low, high, float(exists.mean()))


def corners(
    scenarios: Mapping[str, Scenario], frame: Frame, case: Case, alters: tuple[str, ...]
) -> tuple[CornerCase, ...]:
    """Work out what is left after where ties of a kind surely pass or never do."""
    return tuple(_corner(corner, scenarios, frame, case, alters) for corner in CORNERS)


def _corner(
    corner: Corner,
    scenarios: Mapping[str, Scenario],
    frame: Frame,
    case: Case,
    alters: tuple[str, ...],
) -> CornerCase:
    found, networks = measure(scenarios, frame, case, plain_sample(scenarios.values(), corner))
    after = {name: one(values) for name, values in found[AFTER].items()}
    return CornerCase(corner, one(retention(case, alters, networks)), after)


def one(values: Floats) -> float | None:
    """Take the figure of a single draw; ``None`` where it does not exist."""
    return float(values[0]) if np.isfinite(values[0]) else None
