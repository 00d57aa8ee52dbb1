"""The curated dataset keeps its promises: checks, coordinates, and the page that describes it."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from analytics.questions.checks import run_checks
from analytics.questions.data_rules import CHECKS
from analytics.questions.strength import strength
from analytics.questions.strength_words import interval
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from tests.checks.outlines import Outline, outlines
from tests.conftest import ROOT, empty
from tests.datasets import SOURCE, Row, claim, organization, person, state, write_tables
from tools import write_dataset_page

DATA = ROOT / "data"
OUTLINES = (
    Path(os.environ.get("PROXYGRAPH_TEST_DATA", ROOT.parent / "shared" / "data"))
    / "geo"
    / "countries-50m.json"
)
TOLERANCE = 0.04
"""Degrees by which a place may lie outside the outline of its country, which is simplified."""

SECOND: Row = {**SOURCE, "id": "source/second", "name": "Another", "origin": "another"}
SAME: Row = {**SOURCE, "id": "source/same", "name": "A reprint"}


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    """The curated dataset, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", DATA, "curated")
        yield opened
        empty(opened, server)


@pytest.mark.server
@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_the_curated_dataset_passes(curated: Graph, name: str) -> None:
    found = {result.name: result.rows for result in run_checks(curated).results}
    assert found[name] == ()


@pytest.mark.server
def test_the_fighters_of_the_article_are_added_up_from_below(curated: Graph) -> None:
    answer = strength(curated, date(2020, 1, 2))
    article = next(one for one in answer.claimed if one.claim.startswith("curated/seed/"))
    assert (article.speaker, article.low, article.high) == ("Jonathan Spyer", 200_000, 200_000)
    # The article is a little below the lower end: groups of which no estimate speaks are not in it.
    assert 0.9 * answer.low <= article.low <= answer.high
    page = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    assert interval(answer.low, answer.high) in page
    assert interval(answer.umbrella_low, answer.umbrella_high) in page


Found = dict[str, list[object]]


@pytest.mark.server
class TestChecksFire:
    @pytest.fixture
    def found(self, graph: Graph, tmp_path: Path) -> Callable[..., Found]:
        """Load tables, run all checks, and give the first column of what each of them found."""

        def found(**tables: Sequence[Row]) -> Found:
            load(graph, "tables", write_tables(tmp_path / "tables", **tables), "bad")
            results = run_checks(graph).results
            return {
                one.name: [next(iter(row.values())) for row in one.rows]
                for one in results
                if one.rows
            }

        return found

    def test_on_confirmation_by_the_same_witness(self, found: Callable[..., Found]) -> None:
        ends = ("ALLIED_WITH", "person/one", "person/other")
        claims = [
            claim(*ends, id="alone", credibility="1", sources="source/paper;source/same"),
            claim("RIVAL_OF", "person/one", "person/other", id="two", credibility="1"),
            claim("RIVAL_OF", "person/one", "person/other", id="2nd", sources="source/second"),
            claim(*ends, id="denied", stance="denies", sources="source/second"),
        ]
        found_now = found(
            sources=[SOURCE, SAME, SECOND],
            actors=[person("One"), person("Other")],
            claims=claims,
        )
        assert found_now == {"credibility_without_second_origin": ["bad/alone"]}

    def test_on_designations_without_grounds(self, found: Callable[..., Found]) -> None:
        ends = ("DESIGNATED", "state/judge", "person/one")
        claims = [
            claim(*ends, id="bare"),
            claim(*ends, id="programme", programme="SDGT"),
            claim(*ends, id="basis", basis="Decree 1"),
        ]
        actors = [state("Judge"), person("One")]
        found_now = found(actors=actors, claims=claims)
        assert found_now == {"designations_without_grounds": ["bad/bare"]}

    def test_on_presence_without_consent(self, found: Callable[..., Found]) -> None:
        basis = {"consent_basis": "A law."}
        consent = {"consent_de_jure": "unknown", "consent_de_facto": "tolerated", **basis}
        half = {"consent_de_jure": "denied", **basis}
        claims = [
            claim("OPERATES_IN", "person/one", "location/here", id="silent"),
            claim("BASED_IN", "person/one", "location/here", id="half", **half),
            claim("BASED_IN", "person/one", "location/here", id="full", **consent),
        ]
        here = [{"id": "location/here", "name": "Here", "level": "place"}]
        found_now = found(actors=[person("One")], locations=here, claims=claims)
        assert found_now == {"presence_without_consent": ["bad/half", "bad/silent"]}

    def test_on_the_dead_in_office(self, found: Callable[..., Found]) -> None:
        died = "2020-01-03"
        terms = {
            "still": ("2010", ""),
            "killed": ("2010", died),
            "gone": ("2010", "2012"),
        }
        claims = [
            claim(
                "HOLDS",
                f"person/{name}",
                f"position/{name}",
                id=name,
                valid_from=start,
                valid_to=end,
                **({} if end else {"last_seen": "2021"}),
            )
            for name, (start, end) in terms.items()
        ]
        posts = [
            {"id": f"position/{name}", "name": name, "single_holder": "true"} for name in terms
        ]
        people = [person(name, died=died) for name in terms]
        late = [{**SOURCE, "published": "2021-12-31"}]
        found_now = found(sources=late, actors=people, positions=posts, claims=claims)
        assert found_now == {"holders_after_death": ["bad/still"]}

    def test_on_a_group_that_only_fights_beside_others(self, found: Callable[..., Found]) -> None:
        actors = [organization("Stray"), organization("Led"), state("Sponsor")]
        claims = [
            claim("SPONSORS", "state/sponsor", "organization/led"),
            claim("ALLIED_WITH", "organization/led", "organization/stray"),
        ]
        found_now = found(actors=actors, claims=claims)
        assert found_now == {"groups_without_sponsor": ["organization/stray"]}


NAMES = {
    "AFG": "Afghanistan",
    "ARE": "United Arab Emirates",
    "ARG": "Argentina",
    "BGR": "Bulgaria",
    "BHR": "Bahrain",
    "EGY": "Egypt",
    "IRN": "Iran",
    "IRQ": "Iraq",
    "ISR": "Israel",
    "JOR": "Jordan",
    "KWT": "Kuwait",
    "LBN": "Lebanon",
    "OMN": "Oman",
    "PAK": "Pakistan",
    "PSE": "Palestine",
    "QAT": "Qatar",
    "SAU": "Saudi Arabia",
    "SOM": "Somalia",
    "SYR": "Syria",
    "TUR": "Turkey",
    "YEM": "Yemen",
}


def places() -> list[Row]:
    rows = []
    for path in sorted((DATA / "locations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows += list(csv.DictReader(stream))
    return [row for row in rows if row["latitude"]]


@pytest.fixture(scope="module")
def countries() -> Mapping[str, Outline]:
    if not OUTLINES.is_file():
        pytest.skip(f"no country outlines at {OUTLINES}: set PROXYGRAPH_TEST_DATA")
    return outlines(OUTLINES)


class TestCoordinates:
    def test_every_place_lies_in_its_country(self, countries: Mapping[str, Outline]) -> None:
        outside = {}
        for row in places():
            if row["country"]:
                off = countries[NAMES[row["country"]]].distance(
                    float(row["longitude"]), float(row["latitude"])
                )
                if off > TOLERANCE:
                    outside[row["id"]] = round(off, 3)
        assert outside == {}

    def test_a_place_in_the_wrong_country_is_noticed(
        self, countries: Mapping[str, Outline]
    ) -> None:
        damascus = (36.29, 33.51)
        assert countries["Syria"].distance(*damascus) == 0
        assert countries["Lebanon"].distance(*damascus) > TOLERANCE

    def test_places_have_coordinates(self) -> None:
        assert len(places()) >= 40


class TestOutline:
    # A square of side 10 around a hole of side 2.
    SQUARE = Outline(
        (
            ((0, 0), (10, 0), (10, 10), (0, 10), (0, 0)),
            ((4, 4), (6, 4), (6, 6), (4, 6), (4, 4)),
        )
    )

    @pytest.mark.parametrize(
        ("longitude", "latitude", "inside"),
        [(1, 1, True), (5, 5, False), (11, 5, False), (-1, 5, False), (7, 5, True)],
    )
    def test_contains(self, longitude: float, latitude: float, inside: bool) -> None:
        assert self.SQUARE.contains(longitude, latitude) is inside

    def test_distance_to_the_border(self) -> None:
        assert self.SQUARE.distance(1, 1) == 0
        assert self.SQUARE.distance(5, -3) == pytest.approx(3)
        assert self.SQUARE.distance(13, 0) == pytest.approx(3)
        # 60 degrees north a degree of longitude is half as long.
        assert Outline((((0, 60), (1, 60), (1, 61), (0, 60)),)).distance(-2, 60) == pytest.approx(1)


def test_the_page_on_the_dataset_is_as_the_tables_are() -> None:
    page = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    assert page == write_dataset_page.page(), "run python -m tools.write_dataset_page"
