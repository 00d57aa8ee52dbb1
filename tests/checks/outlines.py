"""Outlines of countries out of a TopoJSON file, and whether a point lies inside one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Outline:
    """The border of a country: rings of longitude and latitude; holes are rings as well."""

    rings: tuple[Ring, ...]

    def contains(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies inside: a line from it crosses the rings an odd number of times."""
        crossings = 0
        for ring in self.rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > latitude) != (y2 > latitude):
                    crossings += longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
        return crossings % 2 == 1

    def distance(self, longitude: float, latitude: float) -> float:
        """Degrees (of latitude) to the nearest border; 0 inside."""
        if self.contains(longitude, latitude):
            return 0.0
        squeeze = cos(radians(latitude))
        return min(
            _to_segment(
                ((x1 - longitude) * squeeze, y1 - latitude),
                ((x2 - longitude) * squeeze, y2 - latitude),
            )
            for ring in self.rings
            for (x1, y1), (x2, y2) in pairwise(ring)
        )


def _to_segment(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Distance of the origin to a segment."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else -(start[0] * dx + start[1] * dy) / length
    along = min(1.0, max(0.0, along))
    return hypot(start[0] + along * dx, start[1] + along * dy)


def outlines(path: Path) -> Mapping[str, Outline]:
    """Read the countries of a TopoJSON file, by name."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)

    def ring(indices: Sequence[int]) -> Ring:
        return [
            point
            for index in indices
            for point in (arcs[index] if index >= 0 else list(reversed(arcs[~index])))
        ]

    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = tuple(ring(indices) for polygon in polygons for indices in polygon)
        found[shape["properties"]["name"]] = Outline(rings)
    return found
