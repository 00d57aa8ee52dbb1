"""FollowTheMoney: entities made up in its schemata, and the real file where it is."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from graphdb.errors import InputRefusedError
from graphdb.model import NODE_TYPES, RELATIONSHIP_TYPES
from loaders.ftm.schemata import THINGS, TIES
from tests.sources.reading import ROOT, Reading, kinds_of_a_second_scan, read, real_files

followthemoney = pytest.importorskip("followthemoney", reason="the extra proxygraph[ftm] is absent")


def entity(
    number: str, schema: str, *datasets: str, **properties: str | list[str]
) -> dict[str, Any]:
    values = {k: v if isinstance(v, list) else [v] for k, v in properties.items()}
    made: dict[str, Any] = {"id": number, "schema": schema, "properties": values}
    made["datasets"] = list(datasets or ("register",))
    made["first_seen"] = "2024-02-03T10:00:00"
    return made


PERSON = entity(
    "P-1",
    "Person",
    name="Jane Doe",
    alias="J. Doe",
    birthDate=["1970", "1970-05-06"],
    nationality="lb",
)
OTHER = entity("p-2", "Person", name="John Roe")
FIRM = entity("c-1", "Company", name="Roe Holding", jurisdiction="ir")
GROUP = entity("o-1", "Organization", name="The Group", topics="crime.terror")
POST = entity("post-1", "Position", name="Chair", organization="o-1")
THINGS_HERE = (PERSON, OTHER, FIRM, GROUP, POST)


def write(path: Path, *entities: dict[str, Any]) -> Path:
    lines = [json.dumps(one) for one in entities]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def reading_of(tmp_path: Path, *edges: dict[str, Any]) -> Reading:
    """Read edges that stand before the things that they tie."""
    return read("ftm", write(tmp_path / "some.ftm.json", *edges, *THINGS_HERE))


def test_things_become_nodes(tmp_path: Path) -> None:
    nodes = reading_of(tmp_path).nodes
    person = next(n for n in nodes.values() if n.properties["name"] == "Jane Doe")
    assert person.id.startswith("d/p-1-")  # capitals do not fit: a hash keeps it apart from p-1
    assert person.properties == {
        "name": "Jane Doe",
        "aliases": ["J. Doe"],
        "born": "1970-05-06",
        "countries": ["LBN"],
    }
    assert nodes["d/c-1"].properties["kind"] == "company"
    assert nodes["d/o-1"].properties["kind"] == "armed_group"
    assert nodes["d/post-1"].label == "Position"


@pytest.mark.parametrize(
    ("schema", "ends", "claim"),
    [
        ("Ownership", {"owner": "p-2", "asset": "c-1"}, ("OWNS", "d/p-2", "d/c-1")),
        (
            "Directorship",
            {"director": "p-2", "organization": "c-1"},
            ("MEMBER_OF", "d/p-2", "d/c-1"),
        ),
        ("Membership", {"member": "p-2", "organization": "o-1"}, ("MEMBER_OF", "d/p-2", "d/o-1")),
        ("Employment", {"employee": "p-2", "employer": "c-1"}, ("MEMBER_OF", "d/p-2", "d/c-1")),
        ("Occupancy", {"holder": "p-2", "post": "post-1"}, ("HOLDS", "d/p-2", "d/post-1")),
        ("Representation", {"agent": "p-2", "client": "c-1"}, ("TIED_TO", "d/c-1", "d/p-2")),
        ("UnknownLink", {"subject": "c-1", "object": "o-1"}, ("TIED_TO", "d/c-1", "d/o-1")),
        (
            "Succession",
            {"predecessor": "c-1", "successor": "o-1"},
            ("MERGED_INTO", "d/c-1", "d/o-1"),
        ),
        ("Control", {"controller": "p-2", "controlled": "c-1"}, ("DIRECTS", "d/p-2", "d/c-1")),
    ],
)
def test_edges_become_claims(
    tmp_path: Path, schema: str, ends: dict[str, str], claim: tuple[str, str, str]
) -> None:
    edge = entity("e-1", schema, "a", "b", startDate="2001-02", endDate="2003", **ends)
    reading = reading_of(tmp_path, edge)
    made = reading.claims["d/e-1"]
    assert (made.type, made.start, made.end) == claim
    assert (made.properties["valid_from"], made.properties["valid_to"]) == ("2001-02", "2003")
    assert made.properties["origins"] == ["a", "b"]
    assert str(made.properties["reported_on"]) == "2024-02-03"


@pytest.mark.parametrize(
    ("schema", "ends", "kind"),
    [
        ("Family", ("person", "relative"), "kinship"),
        ("Associate", ("person", "associate"), "other"),
    ],
)
def test_ties_between_persons(
    tmp_path: Path, schema: str, ends: tuple[str, str], kind: str
) -> None:
    edge = entity("e-1", schema, relationship="cousin", **{ends[0]: "p-2", ends[1]: "P-1"})
    made = reading_of(tmp_path, edge).claims["d/e-1"]
    assert made.type == "TIED_TO"
    assert (made.properties["kind"], made.properties["note"]) == (kind, "cousin")


def test_a_post_belongs_to_its_organization(tmp_path: Path) -> None:
    assert reading_of(tmp_path).triples("POST_IN") == {("d/post-1", "d/o-1")}


def test_a_sanction_is_a_designation_by_its_authority(tmp_path: Path) -> None:
    sanction = entity(
        "s-1",
        "Sanction",
        entity="o-1",
        authority="Ministry",
        program="Some Act",
        reason="It was said.",
        listingDate=["2022-01-02", "2021-01-02"],
    )
    made = reading_of(tmp_path, sanction).claims["d/s-1"]
    assert (made.type, made.start, made.end) == ("DESIGNATED", "d/authority/ministry", "d/o-1")
    assert made.properties["programme"] == ["Some Act"]
    assert made.properties["basis"] == "It was said."
    assert made.properties["valid_from"] == "2021-01-02"


def test_what_has_no_place_is_left_out_with_a_reason(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        entity("x-1", "Payment", payer="p-2", beneficiary="c-1"),
        entity("x-2", "Address", full="1 Street"),
        entity("x-3", "Ownership", owner="nobody", asset="c-1"),
        entity("x-4", "Ownership", owner="c-1", asset="P-1"),
    )
    assert reading.left_out == {
        "Payment, which has no place in the model": 1,
        "Address, which has no place in the model": 1,
        "Ownership with an end that is not loaded": 2,
    }
    assert reading.of("OWNS") == []


def test_an_unknown_schema_is_rejected(tmp_path: Path) -> None:
    assert [p.field for p in reading_of(tmp_path, entity("x", "Wizard")).problems] == ["schema"]


def test_an_undated_edge_needs_a_release(tmp_path: Path) -> None:
    edge = entity("e-1", "Ownership", owner="p-2", asset="c-1")
    del edge["first_seen"]
    path = write(tmp_path / "some.ftm.json", edge, *THINGS_HERE)
    assert [p.field for p in read("ftm", path).problems] == ["sources"]
    (tmp_path / "dataset.toml").write_text("release = 2023-04-05\n", encoding="utf-8")
    made = read("ftm", tmp_path).claims["d/e-1"]
    assert str(made.properties["reported_on"]) == "2023-04-05"


def test_wrong_files_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "some.ftm.json", *THINGS_HERE)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:-30], encoding="utf-8")
    with pytest.raises(InputRefusedError, match="cut off"):
        read("ftm", path)
    path.write_text("id,name\n1,2\n", encoding="utf-8")
    with pytest.raises(InputRefusedError, match="another format"):
        read("ftm", path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(InputRefusedError, match="is empty"):
        read("ftm", path)
    path.write_bytes(text.replace("Jane", "Jan\u00e9").encode("latin-1"))
    with pytest.raises(InputRefusedError, match="encoding"):
        read("ftm", path)


def test_packed_files_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "some.ftm.json", *THINGS_HERE)
    packed = tmp_path / "some.ftm.json.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read("ftm", packed).counts() == read("ftm", path).counts()


def test_a_missing_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "some.ftm.json", *THINGS_HERE)
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    with pytest.raises(InputRefusedError, match=r"proxygraph\[ftm\]"):
        read("ftm", path)


def test_every_schema_of_an_edge_is_mapped_or_named_as_left_out() -> None:
    page = (ROOT / "docs" / "sources" / "ftm.md").read_text(encoding="utf-8")
    edges = {schema.name for schema in followthemoney.model if schema.edge}
    assert sorted(name for name in edges if f"`{name}`" not in page) == []
    assert set(TIES) <= edges
    assert all(f"`{tie.claim_type}`" in page for tie in TIES.values())
    assert {tie.claim_type for tie in TIES.values()} <= set(RELATIONSHIP_TYPES)
    assert {thing.label for thing in THINGS.values()} <= set(NODE_TYPES)


def test_a_second_scan_finds_everything_unchanged(tmp_path: Path) -> None:
    edge = entity("e-1", "Ownership", owner="p-2", asset="c-1")
    path = write(tmp_path / "some.ftm.json", edge, *THINGS_HERE)
    assert kinds_of_a_second_scan("ftm", path, read("ftm", path)) == {"Unchanged"}


def test_the_real_network() -> None:
    reading = read("ftm", real_files("ftm"))
    counts = reading.counts()
    assert reading.problems == []
    assert (counts["DESIGNATED"], counts["OWNS"], counts["MEMBER_OF"], counts["TIED_TO"]) == (
        41,
        14,
        3,
        4,
    )
    assert counts["Person"] == 6
    assert reading.left_out.total() == 12
