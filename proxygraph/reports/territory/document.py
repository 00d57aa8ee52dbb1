"""What the interactive page carries: plain values, each text once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from analytics.territory.ground import COUNTRY, Ground, Location
from analytics.territory.moments import Held, Moments
from proxygraph.reports.secured import web
from proxygraph.reports.territory.colours import CONSENTS, GREY, NOBODY, sponsor_colours
from proxygraph.reports.territory.shapes import Ring, frame, on_sheet, path, shapes

AREA = "area"


def document(found: Moments) -> dict[str, object]:
    """Give all that the page shows, for one JSON document."""
    colours = sponsor_colours(found.sponsors)
    numbers = {key: number for number, key in enumerate(found.sources)}
    return {
        "days": [day.isoformat() for day in found.days],
        "start": found.days.index(found.at),
        "silentBefore": str(found.silent_before) if found.silent_before else None,
        "origin": shapes().origin,
        "sheet": list(sheet()),
        "land": [path(rings) for rings in shapes().countries.values()],
        "borders": path(shapes().borders, closed=False),
        "units": _units(found),
        "countries": _countries(found.ground),
        "points": _points(found),
        "views": views(found),
        "sponsors": [
            *(
                {"id": key, "name": name, "colour": colours[key]}
                for key, name in found.sponsors.items()
            ),
            {"id": "", "name": NOBODY, "colour": GREY},
        ],
        "consents": [
            {"id": word, "name": word.replace("_", " "), "colour": colour}
            for word, colour in CONSENTS.items()
        ],
        "sources": [
            {
                "text": f"{one.title}. {one.publisher}, {one.published or 'undated'}",
                "address": web(one.address),
            }
            for one in found.sources.values()
        ],
        "held": [_held(one, numbers) for one in found.held],
        "when": [list(places) for places in found.when],
    }


def _units(found: Moments) -> list[dict[str, str | None]]:
    ground = found.ground
    return [
        {
            "id": key,
            "name": ground.name(key),
            "country": ground.country_name(key),
            "host": found.hosts.get(ground.locations[key].country or ""),
            "path": path(rings),
        }
        for key, rings in shapes().divisions.items()
        if key in ground.locations
    ]


def _countries(ground: Ground) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for key, rings in shapes().countries.items():
        place = ground.locations.get(key)
        if place:
            across, down = middle(place, rings)
            found.append({"id": key, "name": place.name, "x": across, "y": down})
    return found


def _points(found: Moments) -> list[dict[str, object]]:
    """List the places that holds name, where a point shows them."""
    named = {name for one in found.held for name in one.places}
    points: list[dict[str, object]] = []
    for key, place in found.ground.locations.items():
        drawn = key in shapes().divisions or key in shapes().countries
        if place.name in named and not drawn and place.longitude and place.latitude:
            across, down = on_sheet(place.longitude, place.latitude)
            points.append({"name": place.name, "x": across, "y": down})
    return points


def middle(place: Location, rings: tuple[Ring, ...]) -> tuple[float, float]:
    """Say where on the sheet a country's name stands: at its coordinates where they are drawn."""
    left, top, width, height = frame([max(rings, key=len)], margin=0)
    if place.longitude is not None and place.latitude is not None:
        across, down = on_sheet(place.longitude, place.latitude)
        if left <= across <= left + width and top <= down <= top + height:
            return across, down
    return left + width / 2, top + height / 2


def in_frame(found: Moments, spot: str) -> bool:
    """Tell whether a map of everything shows a place, as an outline or as a point on it."""
    if shapes().of(spot):
        return True
    place = found.ground.locations[spot]
    if place.longitude is None or place.latitude is None:
        return False
    across, down = on_sheet(place.longitude, place.latitude)
    left, top, width, height = sheet()
    return left <= across <= left + width and top <= down <= top + height


def sheet() -> tuple[float, float, float, float]:
    """Give the rectangle that a map of everything shows."""
    return frame((ring for rings in shapes().countries.values() for ring in rings), margin=0)


def views(found: Moments) -> list[dict[str, object]]:
    """List what the page can show: areas across countries, countries with divisions, all of it.

    The first is shown first.
    """
    ground = found.ground
    drawn = shapes().divisions
    listed: list[tuple[str, list[Ring]]] = []
    for level in (AREA, COUNTRY):
        for key, place in sorted(ground.locations.items()):
            inside = [part for part in sorted(ground.inside(key)) if part in drawn]
            if place.level == level and len(inside) > 1:
                listed.append((place.name, [ring for part in inside for ring in drawn[part]]))
    listed.append(("everything", [ring for rings in shapes().countries.values() for ring in rings]))
    return [{"name": name, "box": list(frame(rings))} for name, rings in listed]


def _held(one: Held, numbers: Mapping[str, int]) -> dict[str, object]:
    return {
        "spot": one.spot,
        "name": one.name,
        "kind": one.kind,
        "certain": one.certain,
        "likely": one.likely,
        "sponsors": list(one.sponsors) or [""],
        "perhaps": list(one.perhaps),
        "facto": list(one.facto),
        "consents": [asdict(line) for line in one.consents],
        "places": list(one.places),
        "sources": _numbered(one.sources, numbers),
    }


def _numbered(keys: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    return [numbers[key] for key in keys]
