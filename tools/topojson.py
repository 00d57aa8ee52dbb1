"""Reads polygons out of TopoJSON files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Feature:
    """One shape of a file, in degrees of longitude and latitude, with its id and name."""

    key: str
    name: str
    shape: BaseGeometry


def features(path: Path) -> Iterator[Feature]:
    """Read the shapes of the first object of a file; those without a name are left out."""
    topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    for geometry in next(iter(topology["objects"].values()))["geometries"]:
        name = geometry["properties"]["name"]
        if name and "arcs" in geometry:
            yield Feature(str(geometry.get("id")), name, _shape(geometry, arcs))


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    return arcs


def _shape(geometry: dict[str, Any], arcs: list[Ring]) -> BaseGeometry:
    several = geometry["type"] == "MultiPolygon"
    polygons = geometry["arcs"] if several else [geometry["arcs"]]
    made = [
        Polygon(outer, holes)
        for outer, *holes in ([_ring(ring, arcs) for ring in polygon] for polygon in polygons)
        if len(outer) > 3
    ]
    return MultiPolygon(made).buffer(0)


def _ring(indices: Sequence[int], arcs: list[Ring]) -> Ring:
    return [
        point
        for index in indices
        for point in (arcs[index] if index >= 0 else list(reversed(arcs[~index])))
    ]
