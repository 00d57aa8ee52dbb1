"""Outlines of divisions and countries, and how they lie on a flat sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians

Ring = Sequence[tuple[float, float]]

SCALE = 30.0
"""Units of the sheet to a degree of latitude."""

_MIDDLE = 30.0
"""Latitude at which a degree of longitude has its true width."""

_WEST, _NORTH = 31.5, 40.0


@dataclass(frozen=True)
class Shapes:
    """Rings of longitude and latitude by location, divisions apart from countries.

    Divisions come the largest first, so that those drawn later lie on top: outlines of neighbours
    overlap a little, and a city can lie within what surrounds it. ``borders`` are open lines: the
    coasts and the borders of countries, each drawn once.
    """

    origin: str
    divisions: dict[str, tuple[Ring, ...]]
    countries: dict[str, tuple[Ring, ...]]
    borders: tuple[Ring, ...]

    def of(self, place: str) -> tuple[Ring, ...]:
        """Give the rings of a division or country; none where its outline is not to hand."""
        return self.divisions.get(place) or self.countries.get(place) or ()


@cache
def shapes() -> Shapes:
    """Read the outlines that come with the package."""
    text = (files(__package__) / "boundaries.json").read_text(encoding="utf-8")
    found = json.loads(text)
    parts: dict[str, dict[str, tuple[Ring, ...]]] = {
        part: {key: tuple(_points(ring) for ring in rings) for key, rings in found[part].items()}
        for part in ("divisions", "countries")
    }
    borders = tuple(_points(line) for line in found["borders"])
    divisions = dict(sorted(parts["divisions"].items(), key=lambda one: (-_extent(one[1]), one[0])))
    return Shapes(found["origin"], divisions, parts["countries"], borders)


def _extent(rings: Iterable[Ring]) -> float:
    _, _, width, height = frame(rings, margin=0)
    return width * height


def _points(line: Iterable[tuple[float, float]]) -> Ring:
    return tuple((x, y) for x, y in line)


def on_sheet(longitude: float, latitude: float) -> tuple[float, float]:
    """Put a point onto the sheet: right and down from the north-west corner.

    >>> on_sheet(31.5, 39.0)
    (0.0, 30.0)
    """
    across = (longitude - _WEST) * cos(radians(_MIDDLE)) * SCALE
    return round(across, 2), round((_NORTH - latitude) * SCALE, 2)


def path(rings: Iterable[Ring], *, closed: bool = True) -> str:
    """Write rings, or open lines, as the path of an SVG."""
    end = "Z" if closed else ""
    return "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in (on_sheet(*point) for point in ring)) + end
        for ring in rings
    )


def frame(rings: Iterable[Ring], margin: float = 15.0) -> tuple[float, float, float, float]:
    """Give the rectangle of the sheet around some rings: left, top, width, height."""
    points = [on_sheet(*point) for ring in rings for point in ring]
    across, down = [x for x, _ in points], [y for _, y in points]
    left, top = min(across) - margin, min(down) - margin
    return left, top, max(across) + margin - left, max(down) + margin - top
