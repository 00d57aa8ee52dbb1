"""``find`` gives the bearer of a name first, whatever script and spelling it is asked in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.claims.naming import find_one
from analytics.questions.find import find
from analytics.scope import AsOf
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.cli import run
from tests.analytics.questions.rows import DATA
from tests.conftest import empty
from tests.datasets import claim, organization, person, write_tables
from tests.names_in_two_scripts import NAMES

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", DATA, "curated")
        yield opened


def test_every_name_finds_its_bearer(curated: Graph) -> None:
    first = {
        (bearer, arabic): [row.id for row in find(curated, arabic, limit=1).rows]
        for bearer, _, arabic in NAMES
    }
    assert {asked: found for asked, found in first.items() if found != [asked[0]]} == {}


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("Nasrallah", "person/hassan-nasrallah"),
        ("Nasrullah", "person/hassan-nasrallah"),
        ("نصرالله", "person/hassan-nasrallah"),
        ("نصر الله", "person/hassan-nasrallah"),
        ("Sheikh Qais al-Khazali", "person/qais-al-khazali"),
        ("Ansarallah", "organization/houthis"),
        ("أنصار الله", "organization/houthis"),
        ("Qaani", "person/esmail-qaani"),
        ("Muhandis", "person/abu-mahdi-al-muhandis"),
        ("Sayyid Ali Khamenei", "person/ali-khamenei"),
    ],
)
def test_exact_parts_of_a_name_go_before_what_is_only_like_it(
    curated: Graph, wanted: str, first: str
) -> None:
    assert find(curated, wanted).rows[0].id == first


@pytest.mark.parametrize("digits", ["30", "۳۰", "٣٠", "\uff13\uff10"])
def test_digits_of_other_scripts_find_the_unit(curated: Graph, digits: str) -> None:
    found = find(curated, f"PMF {digits}th Brigade").rows[0]
    assert found.name.startswith("PMF 30th Brigade")
    assert find_one(curated, f"PMF {digits}th Brigade", "Actor") == found.id


def test_names_are_those_of_the_datasets_asked_for(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = {"one": ("person/ali-1", "person/ali-2"), "two": ("person/ali-3",)}
    for name, of in ids.items():
        folder = write_tables(
            tmp_path / name,
            actors=[*(person("Ali Karimi", id=one) for one in of), organization("Falcons")],
            claims=[claim("DIRECTS", one, "organization/falcons") for one in of],
        )
        load(graph, "tables", folder, name)
    with pytest.raises(UnknownNameError, match="several"):
        find_one(graph, "Ali Karimi", "Person", ["one"])
    (only,) = (row.id for row in find(graph, "Ali Karimi", AsOf(datasets=("two",))).rows)
    assert only == find_one(graph, "Ali Karimi", "Person", ["two"]) == "person/ali-3"
    # Whom the datasets don't describe is still somebody, of whom they say nothing.
    assert find_one(graph, "person/ali-1", "Person", ["two"]) == "person/ali-1"
    with pytest.raises(UnknownNameError, match="no person in the graph is named"):
        find_one(graph, "Nobody Else", "Person", ["one"])
    monkeypatch.setenv("NEO4J_URI", graph.settings.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", graph.settings.password)
    group = ["--group", "Ali Karimi;Falcons", "--at", "2020-01-10"]
    assert run(["key-players", *group, "--dataset", "one"]) == 3
    for verb in (
        ["key-players", *group],
        ["explain", "Falcons"],
        ["path", "Ali Karimi", "Falcons"],
        ["profile", "Falcons"],
        ["timeline", "Falcons"],
        ["disputes", "Falcons"],
        ["vacancy", "--leader", "Ali Karimi", "--at", "2020-01-10"],
    ):
        assert run([*verb, "--dataset", "two"]) == 0, verb


@pytest.mark.parametrize("text", ["[1]", "-1", "1", "١", "1 1"])
def test_digits_alone_are_no_part_of_a_name(graph: Graph, tmp_path: Path, text: str) -> None:
    places = [{"id": "location/k1", "name": "K-1 base", "level": "place", "country": "IRQ"}]
    load(graph, "tables", write_tables(tmp_path / "one", locations=places), "one")
    assert find_one(graph, "K-1", "Location") == "location/k1"
    with pytest.raises(UnknownNameError, match="no place in the graph is named"):
        find_one(graph, text, "Location")


def test_digits_that_are_a_whole_name_find_it(graph: Graph, tmp_path: Path) -> None:
    group = {**organization("Brigade"), "aliases": "313"}
    load(graph, "tables", write_tables(tmp_path / "one", actors=[group]), "one")
    assert find_one(graph, "313", "Actor") == group["id"]
