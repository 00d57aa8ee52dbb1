"""Sources of publishers through the reload engine, on the real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from loaders.engine import load, unload
from loaders.options import LoadOptions
from tests.sources import test_ofac_sdn as ofac
from tests.sources import test_ucdp as ucdp

pytestmark = pytest.mark.server

ACTORS = (
    "900,FRONT,FRONT,Le Front,n/a,,,,1,Mali,,,,,22.1",
    "10,Government of Iran,Government of Iran,n/a,Government of Iran,,,,4,Iran,,,,,22.1",
)


def found(graph: Graph) -> dict[str, dict[str, object]]:
    rows = graph.read("load/export_nodes")
    return {r["properties"]["id"]: r["properties"] for r in rows if "Entity" in r["labels"]}


def test_a_list_is_loaded_kept_and_changed_by_its_difference(graph: Graph, tmp_path: Path) -> None:
    folder = ofac.write(tmp_path)
    first = load(graph, "ofac-sdn", folder, "sdn")
    assert (first.outcome, list(first.left_out)) == (
        "changed",
        ["1 × vessel, which is not an actor in the model"],
    )
    assert found(graph)["sdn/7"]["born"] == "1960~"
    assert load(graph, "ofac-sdn", folder, "sdn").outcome == "unchanged"
    ofac.write(tmp_path, alt='7,1,"aka","TESTER, Aboo",-0- \n' + ofac.END)
    second = load(graph, "ofac-sdn", folder, "sdn")
    assert (second.outcome, second.nodes_changed, second.claims_changed) == ("changed", 1, 0)
    assert found(graph)["sdn/7"]["aliases"] == ["ABU T", "TESTER, Aboo"]


def test_files_of_different_dates_write_nothing(graph: Graph, tmp_path: Path) -> None:
    folder = ofac.write(tmp_path, alt='8,1,"aka","X",-0- \n' + ofac.END)
    with pytest.raises(InputRefusedError, match="different dates"):
        load(graph, "ofac-sdn", folder, "sdn")
    assert found(graph) == {}


def test_two_datasets_of_one_publisher_describe_the_same_actors(
    graph: Graph, tmp_path: Path
) -> None:
    supports = ucdp.esd_file(tmp_path / "esd.csv", *ucdp.weapons(1990, 1991))
    actors = ucdp.actor_file(tmp_path / "actors.csv", *ACTORS)
    load(graph, "ucdp-esd", supports, "supports")
    load(graph, "ucdp-actor", actors, "actors")
    assert found(graph)["ucdp/900"]["aliases"] == ["Le Front"]
    assert found(graph)["ucdp/900"]["countries"] == ["MLI"]
    unload(graph, "actors")
    assert "countries" not in found(graph)["ucdp/900"]


def test_a_wrong_row_goes_to_the_rejects_where_that_is_allowed(
    graph: Graph, tmp_path: Path
) -> None:
    wrong = {**ucdp.ONE, "ext_name": "Junta for Peace, Order and Justice"}
    rows = [*ucdp.weapons(1990, 1991), *ucdp.weapons(1992, row=wrong)]
    path = ucdp.esd_file(tmp_path / "esd.csv", *rows)
    with pytest.raises(InputRefusedError, match="rows are wrong"):
        load(graph, "ucdp-esd", path, "supports")
    options = LoadOptions(most_rejects=0.5, rejects_folder=tmp_path)
    done = load(graph, "ucdp-esd", path, "supports", options)
    assert (done.outcome, done.rejected, done.claims_added) == ("changed", 1, 1)
    assert "ids and" in Path(done.rejects_file).read_text(encoding="utf-8")
