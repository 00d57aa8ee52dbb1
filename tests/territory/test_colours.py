"""Colours of the map, as people see them who lack one kind of cone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from proxygraph.reports.territory.colours import CONSENTS, GREY, LAND, SPONSORS

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
SIGHT = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
APART = 15
"""Least distance in CIELAB (a just noticeable one is about 2)."""


def seen(colour: str, sight: np.ndarray) -> np.ndarray:
    """Turn a colour into CIELAB, as seen."""
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    light = TO_XYZ @ np.clip(sight @ linear, 0, 1) / WHITE
    root = np.where(light > 0.008856, np.cbrt(light), 7.787 * light + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("palette", [(*SPONSORS, GREY, LAND), (*CONSENTS.values(), LAND)])
@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_colours_stay_apart(palette: tuple[str, ...], sight: str) -> None:
    close = [
        (one, other)
        for one, other in combinations(palette, 2)
        if np.linalg.norm(seen(one, SIGHT[sight]) - seen(other, SIGHT[sight])) < APART
    ]
    assert close == []


def test_the_measure_knows_a_confusion() -> None:
    # The palette's own grey against its purple, without green cones.
    blind = SIGHT["deuteranopia"]
    assert np.linalg.norm(seen("#999999", blind) - seen("#CC79A7", blind)) < APART
    assert np.linalg.norm(seen("#000000", blind) - seen("#ffffff", blind)) == pytest.approx(100, 1)
