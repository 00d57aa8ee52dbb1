"""Export to FollowTheMoney, and the way there and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphdb.connection import Graph
from graphdb.errors import FileNotWrittenError
from loaders.engine import load, unload
from loaders.ftm.writing import write_ftm
from tests.datasets import claim, organization, person, state, write_tables
from tests.sources import test_ftm as ftm
from tests.sources.reading import real_files

followthemoney = pytest.importorskip("followthemoney", reason="the extra proxygraph[ftm] is absent")
pytestmark = pytest.mark.server

KEPT = ("kind", "role", "note", "programme", "basis", "valid_from", "valid_to", "reported_on")


def entities(path: Path) -> dict[str, dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def things(graph: Graph) -> set[tuple[str, ...]]:
    rows = graph.read("load/ftm_nodes", datasets=[])
    return {
        (row["label"], row["name"], str(row["kind"]), str(row["born"]), *row["countries"])
        for row in rows
    }


def ties(graph: Graph) -> list[tuple[str, ...]]:
    rows = graph.read("load/ftm_claims", datasets=[])
    names = {row["id"]: row["name"] for row in graph.read("load/ftm_nodes", datasets=[])}
    return sorted(
        (
            row["type"],
            *sorted((names[row["start"]], names[row["end"]])),
            *(str(row["properties"].get(name)) for name in KEPT),
        )
        for row in rows
    )


def test_what_came_in_goes_out_and_comes_back(graph: Graph, tmp_path: Path) -> None:
    edges = (
        ftm.entity("e-1", "Ownership", owner="p-2", asset="c-1", startDate="2001-02"),
        ftm.entity("e-2", "Directorship", director="P-1", organization="c-1", endDate="2003"),
        ftm.entity("e-3", "Membership", member="P-1", organization="o-1", role="cook"),
        ftm.entity("e-4", "Occupancy", holder="p-2", post="post-1"),
        ftm.entity("e-5", "Family", person="P-1", relative="p-2", relationship="aunt"),
        ftm.entity("e-6", "Associate", person="P-1", associate="p-2", relationship="friend"),
        ftm.entity("e-7", "Representation", agent="P-1", client="c-1"),
        ftm.entity("e-8", "UnknownLink", subject="c-1", object="o-1", role="lender"),
        ftm.entity("e-9", "Succession", predecessor="c-1", successor="o-1"),
        ftm.entity("e-10", "Control", controller="p-2", controlled="c-1"),
        ftm.entity("e-11", "Employment", employee="P-1", employer="o-1"),
        ftm.entity("s-1", "Sanction", entity="o-1", authority="Ministry", program="Some Act"),
    )
    first = ftm.write(tmp_path / "first.ftm.json", *edges, *ftm.THINGS_HERE)
    load(graph, "ftm", first, "d")
    before = things(graph), ties(graph)
    done = write_ftm(graph, tmp_path / "second.ftm.json")
    assert done.left_out == {}
    schemata = {one["schema"] for one in edges} | {one["schema"] for one in ftm.THINGS_HERE}
    assert set(done.written) == schemata
    unload(graph, "d")
    load(graph, "ftm", tmp_path / "second.ftm.json", "d")
    assert (things(graph), ties(graph)) == before


def test_the_real_network_comes_back(graph: Graph, tmp_path: Path) -> None:
    load(graph, "ftm", real_files("ftm"), "d")
    before = things(graph), ties(graph)
    assert len(before[1]) == 62
    write_ftm(graph, tmp_path / "second.ftm.json")
    unload(graph, "d")
    load(graph, "ftm", tmp_path / "second.ftm.json", "d")
    assert (things(graph), ties(graph)) == before


def test_support_is_a_link_in_words_and_denials_are_left_out(graph: Graph, tmp_path: Path) -> None:
    actors = [
        state("A", country="IRN"),
        organization("Group"),
        person("Jane", born="1960~"),
    ]
    support = {"support_types": "weapons;funding", "valid_from": "2001-02~"}
    ends = ("SPONSORS", "state/a", "organization/group")
    claims = [
        claim(*ends, id="c-1", **support),
        claim(*ends, id="c-2", **support, stance="denies"),
    ]
    folder = write_tables(tmp_path / "own", actors=actors, claims=claims)
    load(graph, "tables", folder, "own")
    path = tmp_path / "out.ftm.json"
    done = write_ftm(graph, path, ["own"])
    assert done.left_out == {"SPONSORS that is denied or doubted, which no schema can say": 1}
    found = entities(path)
    link = found["own.c-1"]
    assert link["schema"] == "UnknownLink"
    assert link["properties"]["role"] == ["sponsors: weapons, funding"]
    assert link["properties"]["startDate"] == ["2001-02"]
    assert link["properties"]["subject"] == ["state.a"]
    assert found["state.a"]["properties"]["country"] == ["ir"]
    assert found["organization.group"]["properties"]["classification"] == ["armed_group"]
    assert found["person.jane"]["properties"]["birthDate"] == ["1960"]
    for one in found.values():
        followthemoney.model.get_proxy(one, cleaned=False).schema.validate(one)


def test_a_file_that_cannot_be_written_is_told(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(FileNotWrittenError, match="cannot be written"):
        write_ftm(graph, tmp_path / "nowhere" / "out.ftm.json")
