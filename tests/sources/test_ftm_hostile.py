"""FollowTheMoney files as they also come: nested, half empty, in wrong types, with alike ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphdb.errors import InputRefusedError
from loaders.drafts import own_key
from tests.sources.reading import Reading, read
from tests.sources.test_ftm import GROUP, OTHER, PERSON, entity, write

followthemoney = pytest.importorskip("followthemoney", reason="the extra proxygraph[ftm] is absent")


def nested(*, with_back_links: bool) -> dict[str, Any]:
    """Give a person with a sanction and a brother in it; links back may be left to the nesting."""
    back = {"entity": ["p-2"]} if with_back_links else {}
    sanction = {"id": "s-1", "schema": "Sanction", "properties": {"authority": ["A"], **back}}
    brother = {"id": "p-9", "schema": "Person", "properties": {"name": ["Jim Roe"]}}
    ends = {"person": ["p-2"]} if with_back_links else {}
    tie = {"id": "f-1", "schema": "Family", "properties": {"relative": [brother], **ends}}
    outer = dict(OTHER)
    outer["properties"] = {**OTHER["properties"], "sanctions": [sanction], "familyPerson": [tie]}
    return outer


@pytest.mark.parametrize("with_back_links", [True, False])
def test_nested_entities_are_unfolded(tmp_path: Path, with_back_links: bool) -> None:
    line = nested(with_back_links=with_back_links)
    reading = read("ftm", write(tmp_path / "some.ftm.json", line))
    assert reading.problems == []
    assert {n.properties["name"] for n in reading.nodes.values() if n.label == "Person"} == {
        "John Roe",
        "Jim Roe",
    }
    assert {(c.type, c.start, c.end) for c in reading.claims.values()} == {
        ("DESIGNATED", "d/authority/a", "d/p-2"),
        ("TIED_TO", "d/p-2", "d/p-9"),
    }
    assert reading.rows == 1


def test_what_is_nested_and_on_its_own_line_is_one(tmp_path: Path) -> None:
    brother = entity("p-9", "Person", name="James Roe")
    path = write(tmp_path / "some.ftm.json", nested(with_back_links=True), brother, PERSON)
    reading = read("ftm", path)
    assert reading.problems == []
    assert reading.nodes["d/p-9"].properties["name"] == "James Roe"


def test_what_is_nested_twice_is_one_with_all_that_is_said(tmp_path: Path) -> None:
    tie = {"id": "m-1", "schema": "Membership", "properties": {"member": ["p-2"]}}
    lines = []
    for number, role in (("o-1", "founder"), ("o-2", "member")):
        own = {**tie, "properties": {**tie["properties"], "role": [role]}}  # type: ignore[dict-item]
        outer = entity(number, "Organization", name=number)
        outer["properties"]["membershipOrganization"] = [own]
        lines.append(outer)
    name = next(
        n
        for n, p in followthemoney.model.get("Organization").properties.items()
        if p.stub and p.reverse and p.reverse.schema.name == "Membership"
        and p.reverse.name == "organization"
    )  # fmt: skip
    for outer in lines:
        outer["properties"][name] = outer["properties"].pop("membershipOrganization")
    reading = read("ftm", write(tmp_path / "some.ftm.json", OTHER, *lines))
    assert reading.problems == []
    assert reading.triples("MEMBER_OF") == {("d/p-2", "d/o-1"), ("d/p-2", "d/o-2")}


def of_line(tmp_path: Path, line: str) -> Reading:
    """Read a line after one that is right."""
    path = tmp_path / "some.ftm.json"
    path.write_text(f"{json.dumps(OTHER)}\n{line}\n{json.dumps(PERSON)}\n", encoding="utf-8")
    return read("ftm", path)


WRONG = [
    ('{"id": "a", "schema": 5}', "its schema is 5"),
    ('{"id": "a", "schema": ["Person"]}', "its schema is ['Person']"),
    ('{"id": "a", "schema": "Human"}', "FollowTheMoney does not have"),
    ('{"id": 5, "schema": "Person"}', "its id is 5"),
    ('{"id": "", "schema": "Person"}', "its id is ''"),
    ('{"id": null, "schema": "Person"}', "its id is missing"),
    ('{"id": ["a"], "schema": "Person"}', "its id is ['a']"),
    ('{"schema": "Person"}', "its id is missing"),
    ('{"id": "a", "schema": "Person", "properties": [1]}', "not a JSON object"),
    ('{"id": "a", "schema": "Person", "properties": null}', "not a JSON object"),
    ('{"id": "a", "schema": "Person", "properties": {"name": {"x": 1}}}', "its id is missing"),
    ("[" * 100_000, "nested too deeply"),
    ('{"id": "a", "schema": ' + '{"a":' * 90_000 + "1" + "}" * 90_001, "nested too deeply"),
    ('{"id": "a", "schema": "Person", "n": ' + "9" * 5_000 + "}", "too many digits"),
    ("5", "not a JSON object"),
    ('"text"', "not a JSON object"),
    (
        '{"id": "a", "schema": "Person", "properties": {"name": ["x"], "birthDate": ["۱۳۳۵"]}}',
        "digits 0 to 9",
    ),
    (
        '{"id": "a", "schema": "Person", "properties": {"name": ["x"], "birthDate": ["1335"]}}',
        "Solar Hijri",
    ),
]


@pytest.mark.parametrize(("line", "rule"), WRONG)
def test_a_wrong_line_is_one_problem(tmp_path: Path, line: str, rule: str) -> None:
    reading = of_line(tmp_path, line)
    assert [(p.line, rule in p.rule) for p in reading.problems] == [(2, True)], reading.problems
    assert reading.rows == 3
    assert len(reading.nodes) == 2


@pytest.mark.parametrize("said", [[], "", None, 5, ["2024-01-02"], {"a": 1}, [None]])
@pytest.mark.parametrize("key", ["first_seen", "datasets", "last_seen"])
def test_whatever_stands_beside_the_properties_is_read(
    tmp_path: Path, key: str, said: object
) -> None:
    tie = entity("m", "Membership", member="p-2", organization="o-1", modifiedAt="2024-05-06")
    tie[key] = said
    reading = read("ftm", write(tmp_path / "some.ftm.json", OTHER, GROUP, tie))
    assert reading.triples("MEMBER_OF") == {("d/p-2", "d/o-1")}


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_signs_that_no_store_holds_reach_no_record(tmp_path: Path, sign: str) -> None:
    line = f'{{"id": "a{sign}", "schema": "Person", "properties": {{"name": ["x{sign}"]}}}}'
    reading = of_line(tmp_path, line)
    names = [n.properties["name"] for n in reading.nodes.values()]
    assert sorted(map(str, names)) == ["Jane Doe", "John Roe", "x"]


def test_an_unknown_property_is_named(tmp_path: Path) -> None:
    reading = read("ftm", write(tmp_path / "some.ftm.json", entity("a", "Person", nom="Ali")))
    assert reading.left_out == {"property nom, which no Person has": 1}


@pytest.mark.parametrize(
    ("edge", "reason"),
    [
        (entity("e", "Occupancy", holder="p-2"), "Occupancy that names no post"),
        (entity("e", "Occupancy", post="o-1"), "Occupancy that names no holder"),
        (entity("e", "Family", person="p-2"), "Family that names no relative"),
        (entity("e", "Sanction", authority="A"), "Sanction that names no entity"),
        (entity("e", "Family", person="p-2", relative="p-2"), "Family of an entity with itself"),
    ],
)
def test_what_a_tie_lacks_is_named(tmp_path: Path, edge: dict[str, Any], reason: str) -> None:
    reading = read("ftm", write(tmp_path / "some.ftm.json", OTHER, GROUP, edge))
    assert reading.left_out == {reason: 1}


ALIKE = ["p1", "P1", "p 1", "p-1", "P-1", "p_1", "p/1", "p--1", "é1", "e1", "p1-", own_key("P1")]


def test_ids_that_are_alike_stay_apart(tmp_path: Path) -> None:
    people = [entity(number, "Person", name=f"N{place}") for place, number in enumerate(ALIKE)]
    ties = [entity(f"{n} tie", "Membership", member=n, organization="o-1") for n in ALIKE]
    reading = read("ftm", write(tmp_path / "some.ftm.json", GROUP, *people, *ties))
    assert reading.problems == []
    assert len([n for n in reading.nodes.values() if n.label == "Person"]) == len(ALIKE)
    assert len(reading.triples("MEMBER_OF")) == len(ALIKE)


def test_a_json_array_says_how_to_make_lines_of_it(tmp_path: Path) -> None:
    path = tmp_path / "some.ftm.json"
    path.write_text(json.dumps([PERSON]))
    with pytest.raises(InputRefusedError, match="is one JSON array"):
        read("ftm", path)
    path.write_text(json.dumps(PERSON, indent=1))
    with pytest.raises(InputRefusedError, match="over several lines"):
        read("ftm", path)


def test_rows_are_the_lines_that_are_not_blank(tmp_path: Path) -> None:
    """As docs/sources/ftm.md says: nested and wrong ones are a row each, none counts twice."""
    path = tmp_path / "some.ftm.json"
    lines = [json.dumps(nested(with_back_links=False)), "", "   ", "5", json.dumps(PERSON), ""]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    reading = read("ftm", path)
    assert reading.rows == 3
    assert len(reading.problems) == 1
    page = (Path(__file__).parents[2] / "docs" / "sources" / "ftm.md").read_text("utf-8")
    assert "**Rows** are lines of the file that are not blank" in page
