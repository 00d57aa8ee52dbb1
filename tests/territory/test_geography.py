"""Borders, coasts and divisions on record agree with the map that they were read off."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

pytest.importorskip("shapely", reason="shapely compares outlines; it is not installed")

from shapely.geometry import box

from tools.derive_geography import (
    TARGET,
    Geography,
    disagreements,
    document,
    geography,
    rows,
)
from tools.topojson import features

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(os.environ.get("PROXYGRAPH_TEST_DATA", ROOT.parent / "shared" / "data")) / "geo"


@pytest.fixture(scope="module")
def derived() -> Geography:
    if not (SOURCE / "countries-50m.json").is_file():
        pytest.skip(f"no outlines of Natural Earth at {SOURCE}: set PROXYGRAPH_TEST_DATA")
    return geography(SOURCE, rows("locations"))


class TestCurated:
    def test_the_dataset_says_what_the_map_shows(self, derived: Geography) -> None:
        assert disagreements(derived) == []

    def test_every_division_on_record_is_on_the_map(self, derived: Geography) -> None:
        divisions = {row["id"] for row in rows("locations") if row["level"] == "division"}
        assert set(derived.divisions) == divisions

    def test_the_committed_outlines_are_those_of_the_map(self, derived: Geography) -> None:
        assert json.loads(TARGET.read_text(encoding="utf-8")) == document(derived)


class TestRules:
    # Squares of side 1: a and b share an edge, c lies 0.01 off b, d meets a in a corner only.
    SQUARES = Geography(
        {
            "a": box(34, 33, 35, 34),
            "b": box(35, 33, 36, 34),
            "c": box(36.01, 33, 37, 34),
            "d": box(33, 34, 34, 35),
        },
        {},
        (),
    )

    def test_neighbours_border_on_each_other_across_a_sliver(self) -> None:
        assert set(self.SQUARES.borders()) == {("a", "b"), ("b", "c")}
        assert self.SQUARES.borders()["a", "b"] == pytest.approx(1.0, abs=0.1)

    def test_a_coast_faces_no_other_land(self) -> None:
        west, east = box(34, 33, 35, 34), box(35, 31, 40, 38)
        world = Geography({"west": west, "east": east}, {}, (west, east))
        # West faces the sea on three sides of length 1; the fourth is its neighbour's.
        assert world.coasts()["west"] == pytest.approx(3.0, abs=0.15)
        inland = Geography({"in": box(35, 33, 35.5, 33.5)}, {}, (box(34, 32, 37, 35),))
        assert inland.coasts() == {}


def test_topojson_is_read_by_its_steps(tmp_path: Path) -> None:
    # A square of side 2 from (10, 20), in steps of half a degree; an unnamed shape is left out.
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        "arcs": [[[0, 0], [4, 0], [0, 4]], [[0, 0], [0, 4], [4, 0]]],
        "objects": {
            "x": {
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[0, -2]],
                        "id": "S",
                        "properties": {"name": "Square"},
                    },
                    {"type": "Polygon", "arcs": [[0, -2]], "properties": {"name": None}},
                ]
            }
        },
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps(topology), encoding="utf-8")
    (square,) = features(path)
    assert (square.key, square.name) == ("S", "Square")
    assert square.shape.bounds == (10, 20, 12, 22)
    assert square.shape.area == pytest.approx(4)
