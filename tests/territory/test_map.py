"""The map: what it carries, that it trusts no name, and how it behaves in a browser."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from analytics.territory.ground import Ground, Location
from analytics.territory.moments import ConsentLine, Held, Moments, find_moments
from proxygraph.cli.map import _in_and_outside
from proxygraph.reports.territory.page import page
from proxygraph.reports.territory.picture import write_picture
from proxygraph.reports.territory.shapes import frame, shapes
from tests.chromium import PATIENCE
from tests.territory.world import DAY, STATES, everywhere, holds, sponsors, world

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = '</script><img src=x onerror="window.broken=1"><b>$x$ & "Group"'
AT = date(2020, 1, 2)
LATER = date(2020, 7, 1)


def held(spot: str, name: str, **given: object) -> Held:
    values: dict[str, object] = {
        "kind": "controls",
        "certain": True,
        "sponsors": ("state/iran",),
        "facto": ("tolerated",),
        "consents": (ConsentLine("unknown", "tolerated", "Ruler", "a basis"),),
        "places": ("Town",),
        "sources": (),
        "likely": "very likely",
        **given,
    }
    return Held(spot=spot, actor=f"organization/{name}", name=name, **values)  # type: ignore[arg-type]


@pytest.fixture
def found() -> Moments:
    """Two days: a hostile name holds Anbar on the first, a second group comes on the other."""
    ground = Ground(
        {
            "location/iraq": Location("location/iraq", "Iraq", "country", "IRQ", 33.0, 43.7),
            "location/anbar": Location("location/anbar", "Anbar", "division", "IRQ", 33.0, 41.6),
            "location/diyala": Location("location/diyala", HOSTILE, "division", "IRQ", 33.9, 45.0),
            "location/town": Location("location/town", "Town", "place", "IRQ", 33.4, 43.3),
        },
        {
            "location/anbar": frozenset({"location/iraq"}),
            "location/diyala": frozenset({"location/iraq"}),
        },
        {},
    )
    return Moments(
        at=AT,
        days=(AT, LATER),
        ground=ground,
        held=(
            held("location/anbar", HOSTILE),
            held(
                "location/diyala",
                "Second",
                kind="contested",
                facto=("denied",),
                sponsors=(),
                certain=False,
            ),
            held("location/iraq", "Third", certain=False),
        ),
        when=((0,), (0, 1, 2)),
        sponsors={"state/iran": HOSTILE},
        hosts={"IRQ": "state/iraq"},
        sources={},
        silent_before=None,
    )


class TestMoments:
    def test_holds_are_told_by_sponsor_and_day(self) -> None:
        atlas = world(
            sponsors("g"),
            sponsors("h", by="state/b"),
            *everywhere("g", ("b1", "b2")),
            holds("h", "b1", valid_from="2019-06-02"),
        )
        run = find_moments(atlas, STATES, [DAY, date(2019, 6, 3)])
        on_the_day = {(one.spot, one.actor, one.sponsors) for one in run.on(DAY)}
        assert on_the_day == {
            ("location/b1", "organization/g", ("state/a",)),
            ("location/b2", "organization/g", ("state/a",)),
        }
        assert len(run.on(date(2019, 6, 3))) == 3
        assert run.sponsors == {"state/a": "Alpha", "state/b": "Beta"}
        assert run.hosts == {"AAA": "state/a", "BBB": "state/b"}

    def test_one_of_several_supporters_is_told_and_does_not_colour(self) -> None:
        atlas = world(
            sponsors("g"),
            sponsors("g", by="state/b", pooled=True),
            sponsors("h", by="state/b", valid_from=None, first_seen="1989", last_seen="1989"),
            *everywhere("g", ("b1",)),
            *everywhere("h", ("b2",)),
        )
        run = find_moments(atlas, STATES, [DAY])
        told = {(one.actor.split("/")[1], one.sponsors, one.perhaps) for one in run.on(DAY)}
        # Support that was seen in 1989 alone says little of 2019.
        assert told == {("g", ("state/a",), ("state/b",)), ("h", (), ("state/b",))}

    def test_what_does_not_change_is_kept_once(self) -> None:
        atlas = world(sponsors("g"), *everywhere("g", ("b1",)))
        run = find_moments(atlas, STATES, [DAY, date(2019, 6, 2), date(2019, 6, 3)])
        assert (len(run.held), run.when) == (1, ((0,), (0,), (0,)))


class TestShapes:
    def test_every_country_with_divisions_has_outlines_of_known_origin(self) -> None:
        assert "public domain" in shapes().origin
        assert {"location/anbar", "location/deir-ez-zor-governorate"} <= set(shapes().divisions)
        assert all(shapes().divisions.values())

    def test_outlines_are_small(self) -> None:
        from proxygraph.reports import territory

        folder = Path(territory.__file__).parent
        assert (folder / "boundaries.json").stat().st_size < 400_000

    def test_a_city_lies_on_top_of_what_surrounds_it(self) -> None:
        order = list(shapes().divisions)
        for city, around in (
            ("location/beirut-governorate", "location/mount-lebanon"),
            ("location/damascus-governorate", "location/rural-damascus"),
        ):
            assert order.index(city) > order.index(around)

    def test_borders_are_lines_of_their_own_along_the_divisions(self) -> None:
        from shapely.geometry import LineString, Polygon

        lines = [LineString(line) for line in shapes().borders]
        west = Polygon(max(shapes().divisions["location/anbar"], key=len)).centroid
        assert len(lines) > 50
        # Al-Tanf lies on a border: within 0.05 degrees of one line at least; Anbar's middle not.
        from shapely.geometry import Point

        assert min(line.distance(Point(38.94, 33.43)) for line in lines) < 0.05
        assert min(line.distance(west) for line in lines) > 0.3

    def test_the_frame_is_the_rectangle_around(self) -> None:
        left, top, width, height = frame([[(31.5, 40.0), (31.5, 39.0)]], margin=0)
        assert (left, top, width, height) == (0.0, 0.0, 0.0, 30.0)


class TestPage:
    def test_names_reach_the_page_as_data_alone(self, found: Moments) -> None:
        text = page(found)
        assert "<img" not in text
        assert text.count("</script>") == 2
        carried = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
        assert carried
        document = json.loads(carried.group(1))
        assert document["held"][0]["name"] == HOSTILE

    def test_the_policy_allows_this_script_and_this_style_and_nothing_else(
        self, found: Moments
    ) -> None:
        text = page(found)
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy
        rules = dict(rule.split(" ", 1) for rule in policy.group(1).split("; "))
        assert rules["default-src"] == "'none'"
        for rule, tag in (("script-src", "script"), ("style-src", "style")):
            (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            digest = b64encode(sha256(body.encode()).digest()).decode()
            assert rules[rule] == f"'sha256-{digest}'"

    def test_nothing_is_fetched_from_anywhere(self, found: Moments) -> None:
        text = page(found)
        assert re.findall(r'(?:src|href)="?https?:', text) == []
        assert "@import" not in text

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "", None])
    def test_only_web_addresses_become_links(self, address: str | None) -> None:
        from proxygraph.reports.secured import web

        assert web(address) is None
        assert web("https://example.org/a") == "https://example.org/a"


class TestPicture:
    def test_an_svg_names_groups_by_number_and_is_the_same_each_time(
        self, found: Moments, tmp_path: Path
    ) -> None:
        pytest.importorskip("matplotlib", reason="matplotlib draws pictures; it is not installed")
        one, other = tmp_path / "one.svg", tmp_path / "other.svg"
        write_picture(found, LATER, one)
        write_picture(found, LATER, other)
        assert one.read_bytes() == other.read_bytes()
        root = ElementTree.fromstring(one.read_text(encoding="utf-8"))  # noqa: S314 - our own
        assert root.tag.endswith("svg")
        comments = one.read_text(encoding="utf-8")
        assert "Iraq (1)" in comments
        assert "<img" not in comments

    def test_a_png_has_the_colours_of_what_it_shows(self, found: Moments, tmp_path: Path) -> None:
        pytest.importorskip("matplotlib", reason="matplotlib draws pictures; it is not installed")
        from matplotlib.image import imread

        target = tmp_path / "map.png"
        write_picture(found, LATER, target)
        seen = {
            tuple(round(255 * float(c)) for c in p[:3])
            for p in imread(target)[::3, ::3].reshape(-1, 4)
        }
        assert (0, 114, 178) in seen  # Blue: the first sponsor.
        assert (213, 94, 0) in seen  # Vermillion: consent denied.
        assert (86, 180, 233) in seen  # Sky: tolerated.


@pytest.fixture
def opened(browser: object, found: Moments, tmp_path: Path) -> Iterator[Page]:
    """The page in a tab; whatever goes wrong in it, or leaves the machine, fails the test."""
    target = tmp_path / "map.html"
    target.write_text(page(found), encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1200, "height": 800})  # type: ignore[attr-defined]
    tab.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("request", lambda sent: wrong.extend([sent.url] * (not sent.url.startswith("file:"))))
    tab.goto(target.as_uri())
    tab.wait_for_selector(".unit.held")
    yield tab
    assert tab.evaluate("window.broken") is None
    tab.close()
    assert wrong == []


class TestBrowser:
    def test_a_click_shows_who_is_there_and_by_whose_leave(self, opened: Page) -> None:
        opened.locator('.unit[data-id="location/anbar"]').click()
        panel = opened.locator("#panel")
        assert panel.locator("h3").all_inner_texts() == [HOSTILE]
        text = panel.inner_text()
        assert "controls, very likely, seen or stated for that day: Town" in text
        assert "Consent by Ruler: unknown in law, tolerated in fact. a basis" in text

    def test_the_slider_goes_to_another_day(self, opened: Page) -> None:
        assert opened.locator(".unit.held").count() == 1
        opened.locator("#day").fill("1")
        assert opened.locator("#when").inner_text() == "2020-07-01"
        assert opened.locator(".unit.held").count() == 2
        assert opened.locator(".unit.contested").count() == 1
        assert opened.locator(".badge").count() == 1  # The country's claim fills no division.

    def test_colours_tell_sponsors_or_consent(self, opened: Page) -> None:
        anbar = opened.locator('.unit[data-id="location/anbar"]')
        assert anbar.get_attribute("fill") == "#0072B2"
        opened.check("input[value=facto]")
        assert anbar.get_attribute("fill") == "#56B4E9"

    def test_what_is_only_possible_is_dotted_in_full_colour(self, opened: Page) -> None:
        assert opened.locator(".veils path").count() == 0
        opened.evaluate("document.getElementById('day').value")
        opened.locator("#day").fill("1")
        assert opened.locator(".veils path").count() == 1  # Diyala's Second; Anbar is sure.
        assert opened.locator(".unit.possible").get_attribute("fill") == "#555555"

    @pytest.mark.parametrize("width", [390, 820, 1400])
    def test_at_any_width_nothing_runs_over_and_the_legend_hides_little(
        self, opened: Page, width: int
    ) -> None:
        opened.set_viewport_size({"width": width, "height": 850})
        assert opened.evaluate("document.documentElement.scrollWidth") == width
        map_box = opened.locator("#map").bounding_box()
        legend = opened.locator("#legend").bounding_box()
        assert map_box
        assert legend
        over = max(0, map_box["y"] + map_box["height"] - legend["y"]) * legend["width"]
        assert over < 0.35 * map_box["width"] * map_box["height"]

    def test_a_side_can_be_chosen(self, opened: Page) -> None:
        opened.locator("#day").fill("1")
        opened.select_option("#side", value="state/iran")
        assert opened.locator(".unit.held").count() == 1

    def test_divisions_are_reached_by_keyboard(self, opened: Page) -> None:
        opened.locator('.unit[data-id="location/anbar"]').focus()
        opened.keyboard.press("Enter")
        assert opened.locator("#panel h2").inner_text() == "Anbar, Iraq"

    def test_what_is_on_the_screen_is_a_map(self, opened: Page, tmp_path: Path) -> None:
        pytest.importorskip("matplotlib", reason="matplotlib reads the screenshot")
        from matplotlib.image import imread

        picture = tmp_path / "screen.png"
        opened.screenshot(path=picture)
        pixels = (imread(picture)[:, :, :3] * 255).round().reshape(-1, 3)
        blue = (abs(pixels - (0, 114, 178)).max(axis=1) <= 2).mean()
        assert 0.02 < blue < 0.6  # Anbar, in the colour of its sponsor.


def test_places_outside_the_frame_are_not_counted(found: Moments) -> None:
    there = {
        **found.ground.locations,
        "location/south": Location("location/south", "South", "country", "ZZZ", -45.0, 46.0),
        "location/caracas": Location("location/caracas", "Caracas", "place", "VEN", 10.5, -66.9),
        "location/unplaced": Location("location/unplaced", "Unplaced", "place"),
    }
    spots = ("location/anbar", "location/town", "location/caracas", "location/unplaced")
    here = tuple(held(spot, "one") for spot in (*spots, "location/south"))
    moved = replace(
        found,
        ground=replace(found.ground, locations=there),
        days=(AT,),
        held=here,
        when=(tuple(range(len(here))),),
    )
    inside, outside = _in_and_outside(moved, AT, ".html")
    assert {one.spot for one in inside} == {"location/anbar", "location/town"}
    assert {one.spot for one in outside} == {
        "location/caracas", "location/unplaced", "location/south"
    }  # fmt: skip


def test_places_outside_a_pictures_frame_are_not_counted(found: Moments) -> None:
    """A picture's frame is Iraq here, so neither Aden nor the name of Yemen is in it."""
    yemen = {
        "location/yemen": Location("location/yemen", "Yemen", "country", "YEM", 15.5, 48.0),
        "location/aden-governorate": Location(
            "location/aden-governorate", "Aden", "division", "YEM", 12.8, 45.0
        ),
    }
    there = {**found.ground.locations, **yemen}
    spots = (
        "location/anbar",
        "location/iraq",
        "location/aden-governorate",
        "location/yemen",
        "location/town",
    )
    here = tuple(held(spot, "one") for spot in spots)
    moved = replace(
        found,
        ground=replace(found.ground, locations=there),
        days=(AT,),
        held=here,
        when=(tuple(range(len(here))),),
    )
    assert {"location/aden-governorate", "location/yemen"} <= {
        *shapes().divisions,
        *shapes().countries,
    }
    shown, outside = _in_and_outside(moved, AT, ".png")
    assert {one.spot for one in shown} == {"location/anbar", "location/iraq"}
    # A town has no outline, and a picture no points: nothing of it is drawn.
    assert {one.spot for one in outside} == {
        "location/aden-governorate",
        "location/yemen",
        "location/town",
    }
    assert len(_in_and_outside(moved, AT, ".html")[0]) == len(spots)


def test_a_picture_draws_what_is_counted(found: Moments) -> None:
    """The count in brackets is drawn for a country whose name is in the frame, and no other."""
    from proxygraph.reports.territory.picture import map_picture

    yemen = Location("location/yemen", "Yemen", "country", "YEM", 15.5, 48.0)
    here = (held("location/iraq", "one"), held("location/yemen", "two"))
    moved = replace(
        found,
        ground=replace(found.ground, locations={**found.ground.locations, yemen.id: yemen}),
        days=(AT,),
        held=here,
        when=((0, 1),),
    )
    figure = map_picture(moved, AT)
    drawn = {text.get_text() for text in figure.axes[0].texts}
    assert "Iraq (1)" in drawn
    assert not any("Yemen" in text for text in drawn)
    assert {one.spot for one in _in_and_outside(moved, AT, ".png")[0]} == {"location/iraq"}
