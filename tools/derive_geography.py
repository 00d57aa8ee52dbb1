"""Derive boundaries, borders and coasts from Natural Earth, which is in the public domain.

For maintainers: ``python -m tools.derive_geography FOLDER`` with a folder that holds
``countries-50m.json`` and first-level divisions in ``admin1/*.topo.json`` writes the outlines that
maps are drawn from (``boundaries.json`` in ``proxygraph/reports/territory/``), and prints where
``data/claims/geography.csv`` disagrees with the map.

A location is the shape that its coordinates lie in, so old spellings of names do no harm.
Divisions of the source share no arcs and overlap a little: two of them border on each other where
their outlines run within :data:`NEAR` for at least :data:`LEAST_BORDER`. There is no sea in the
source: a division is coastal where at least :data:`LEAST_COAST` of its outline, inside the
Mediterranean's frame, lies further than :data:`OPEN_WATER` from all other land.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from shapely import line_merge, union_all
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from tools.topojson import Feature, features

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "proxygraph" / "reports" / "territory" / "boundaries.json"
DATA = ROOT / "data"
SEA = "location/mediterranean-sea"

NEAR = 0.02
LEAST_BORDER = 0.1
OPEN_WATER = 0.05
LEAST_COAST = 0.02
"""Degrees, all four."""

MEDITERRANEAN = box(33.5, 31.0, 36.3, 36.2)
FRAME = box(31.5, 11.5, 64.5, 40.0)
"""What maps show of the countries around."""

DIVISION_DETAIL, COUNTRY_DETAIL = 0.008, 0.02
"""Degrees by which a simplified outline may be off."""

SEAM = 0.01
"""Degrees: simplified divisions of a country are this far apart at most, and are joined over it."""

STRIP = 0.12
"""Degrees by which the coarse outline of an undivided country may miss a neighbour's fine one."""

ORIGIN = "Natural Earth, 1:50m countries and 1:10m first-level divisions, public domain; simplified"

Row = dict[str, str]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Geography:
    """Shapes of divisions and countries by location, all land, and all divisions of the source."""

    divisions: Mapping[str, BaseGeometry]
    countries: Mapping[str, BaseGeometry]
    land: tuple[BaseGeometry, ...]
    pieces: tuple[BaseGeometry, ...] = ()

    def borders(self) -> dict[Pair, float]:
        """Give the divisions that border on each other, with degrees of common border."""
        found = {}
        for one, other in combinations(sorted(self.divisions), 2):
            first, second = self.divisions[one], self.divisions[other]
            if first.distance(second) < NEAR:
                shared = float(first.boundary.intersection(second.buffer(NEAR)).length)
                if shared >= LEAST_BORDER:
                    found[one, other] = shared
        return found

    def coasts(self) -> dict[str, float]:
        """Give the divisions on the Mediterranean, with degrees of their coast."""
        found = {}
        for division, shape in self.divisions.items():
            outline = shape.boundary.intersection(MEDITERRANEAN)
            if outline.is_empty:
                continue
            near = [land for land in self.land if land is not shape and land.distance(shape) < 1]
            others = union_all([land.difference(shape.buffer(NEAR)) for land in near])
            coast = float(outline.difference(others.buffer(OPEN_WATER)).length)
            if coast >= LEAST_COAST:
                found[division] = coast
        return found

    def parts(self) -> dict[str, list[BaseGeometry]]:
        """List the source's divisions of each country that it divides, on record or not."""
        found: dict[str, list[BaseGeometry]] = {}
        for piece in self.pieces:
            shares = {key: whole.intersection(piece).area for key, whole in self.countries.items()}
            most = max(shares, key=lambda key: shares[key], default="")
            if most and shares[most] > piece.area / 2:
                found.setdefault(most, []).append(piece)
        return found

    def division_of(self, location: Row) -> str | None:
        """Find the division that a location's coordinates lie in."""
        point = _point(location)
        return next((key for key, shape in self.divisions.items() if shape.contains(point)), None)


def geography(folder: Path, locations: Iterable[Row]) -> Geography:
    """Read the source and find the shape of every division and country on record."""
    placed = [row for row in locations if row["latitude"]]
    divisions = [
        one for path in sorted((folder / "admin1").glob("*.json")) for one in features(path)
    ]
    countries = list(features(folder / "countries-50m.json"))
    return Geography(
        _matched([row for row in placed if row["level"] == "division"], divisions),
        _matched([row for row in placed if row["level"] == "country"], countries),
        (*(one.shape for one in divisions), *_undivided(countries, divisions)),
        tuple(one.shape for one in divisions),
    )


def _undivided(countries: list[Feature], divisions: list[Feature]) -> list[BaseGeometry]:
    """List land of countries whose divisions the source lacks."""
    return [
        one.shape
        for one in countries
        if one.shape.intersects(FRAME)
        and not any(division.shape.intersects(one.shape.buffer(-0.3)) for division in divisions)
    ]


def _matched(rows: Iterable[Row], shapes: list[Feature]) -> dict[str, BaseGeometry]:
    found = {}
    for row in rows:
        around = [one.shape for one in shapes if one.shape.contains(_point(row))]
        if len(around) == 1:
            found[row["id"]] = around[0]
    return dict(sorted(found.items()))


def _point(row: Row) -> Point:
    return Point(float(row["longitude"]), float(row["latitude"]))


def document(found: Geography) -> dict[str, object]:
    """Give the simplified outlines, as rings of longitude and latitude by location.

    ``borders`` are the lines of the countries' land, each once: countries with divisions are
    drawn as their divisions are, and the coarser outlines of the others give way to them.
    """
    divisions = {key: shape.simplify(DIVISION_DETAIL) for key, shape in found.divisions.items()}
    parts = found.parts()
    countries = _joined(found, parts)
    return {
        "origin": ORIGIN,
        "divisions": {key: _rings(one, DIVISION_DETAIL) for key, one in divisions.items()},
        "countries": {key: _rings(one, COUNTRY_DETAIL) for key, one in countries.items()},
        "borders": _borders(parts, countries),
    }


def _joined(found: Geography, parts: Mapping[str, list[BaseGeometry]]) -> dict[str, BaseGeometry]:
    """Put countries together from their divisions, and fit the others to them."""
    divided = {
        country: union_all(
            [one.simplify(DIVISION_DETAIL).buffer(SEAM, join_style="mitre") for one in pieces]
        )
        .buffer(-SEAM, join_style="mitre")
        .intersection(FRAME)
        for country, pieces in parts.items()
    }
    fine = union_all(list(divided.values()))
    spare = union_all([found.countries[key] for key in parts]).difference(fine)
    fitted = {
        key: shape.simplify(COUNTRY_DETAIL)
        .union(spare.intersection(shape.buffer(STRIP)))
        .difference(fine)
        .intersection(FRAME)
        for key, shape in found.countries.items()
        if key not in parts
    }
    every = {**divided, **fitted}
    return {key: every[key] for key in sorted(every) if not every[key].is_empty}


def _borders(
    parts: Iterable[str], countries: Mapping[str, BaseGeometry]
) -> list[list[list[float]]]:
    fine = union_all([countries[key].boundary for key in parts if key in countries])
    coarse = union_all(
        [shape.boundary for key, shape in countries.items() if key not in set(parts)]
    )
    edge = FRAME.boundary.buffer(SEAM)
    lines = line_merge(union_all([fine, coarse.difference(fine.buffer(STRIP))]).difference(edge))
    several = lines.geoms if isinstance(lines, MultiLineString) else [lines]
    kept = [one for one in several if isinstance(one, LineString) and one.length > STRIP / 2]
    return [_points(one.simplify(DIVISION_DETAIL).coords) for one in kept]


def _rings(shape: BaseGeometry, detail: float) -> list[list[list[float]]]:
    polygons = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    large = [one for one in polygons if isinstance(one, Polygon) and one.area > detail / 10]
    return [_points(ring.coords) for one in large for ring in (one.exterior, *one.interiors)]


def _points(coordinates: Iterable[tuple[float, ...]]) -> list[list[float]]:
    return [[round(x, 3), round(y, 3)] for x, y, *_ in coordinates]


def rows(table: str) -> list[Row]:
    """Read all files of one of the dataset's tables."""
    found: list[Row] = []
    for path in sorted((DATA / table).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += csv.DictReader(stream)
    return found


def disagreements(found: Geography) -> list[str]:
    """Say where borders, coasts and divisions on record differ from the map."""
    claims, locations = rows("claims"), {row["id"]: row for row in rows("locations")}
    said = {(row["start"], row["end"]) for row in claims if row["type"] == "BORDERS"}
    within = {(row["start"], row["end"]) for row in claims if row["type"] == "WITHIN"}
    ours = {pair for pair in said if set(pair) <= set(found.divisions)}
    coasts = {other for pair in said if SEA in pair for other in pair if other in found.divisions}
    return [
        *(
            f"{' '.join(pair)}: no common border on the map"
            for pair in sorted(ours - set(found.borders()))
        ),
        *(
            f"{' '.join(pair)}: border not on record"
            for pair in sorted(set(found.borders()) - ours)
        ),
        *(f"{one}: no coast on the map" for one in sorted(coasts - set(found.coasts()))),
        *(f"{one}: coast not on record" for one in sorted(set(found.coasts()) - coasts)),
        *(
            f"{start}: said to lie within {end}, lies within {found.division_of(locations[start])}"
            for start, end in sorted(within)
            if end in found.divisions
            and locations[start]["level"] == "place"
            and locations[start]["latitude"]
            and found.division_of(locations[start]) != end
        ),
    ]


def main(folder: Path) -> int:
    """Write the outlines; print disagreements and return how many there are."""
    found = geography(folder, rows("locations"))
    text = json.dumps(document(found), separators=(",", ":"), sort_keys=True)
    TARGET.write_text(text.replace('],"location', '],\n"location') + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(found.divisions)} divisions, {TARGET.stat().st_size / 1e3:.0f} kB")
    wrong = disagreements(found)
    print(*wrong, sep="\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]))))
