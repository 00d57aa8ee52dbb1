"""The importer's files, read back by another reader of CSV."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from loaders.bulk.columns import ARRAY_DELIMITER, NotForImportError, cell, claim_columns
from loaders.bulk.files import ImportFiles
from loaders.difference import Change
from loaders.keyindex import Entry, replay
from loaders.records import ClaimRecord, Key, NodeRecord

ENTRY = Entry(b"r" * 12, b"s" * 12)
CLAIM = ClaimRecord(
    "d/1",
    "TIED_TO",
    "person/a",
    "person/b",
    {"sources": ["source/x", "source/y"], "confidence": 0.1, "reported_on": date(2020, 1, 3)},
)


def written(folder: Path, *records: NodeRecord | ClaimRecord) -> ImportFiles:
    with ImportFiles(folder, "d", 5) as files:
        for record in records:
            sink = files.nodes if isinstance(record, NodeRecord) else files.claims
            sink.add(Change(record, ENTRY).packed())
        files.put_rest_of_index()
    return files


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def person(name: str, **said: str | list[str]) -> NodeRecord:
    return NodeRecord(f"person/{name}", "Person", {"name": name, **said})


def test_a_claim_runs_between_the_numbers_of_its_ends(tmp_path: Path) -> None:
    files = written(tmp_path, person("a"), person("b"), CLAIM)
    entities = rows_of(tmp_path / "entity_Person.csv")
    numbers = {row["id:string"]: row[":ID(n)"] for row in entities}
    (claim,) = rows_of(tmp_path / "claim_TIED_TO.csv")
    ends = claim[":START_ID(n)"], claim[":END_ID(n)"]
    assert ends == (numbers["person/a"], numbers["person/b"])
    assert claim["sources:string[]"] == f"source/x{ARRAY_DELIMITER}source/y"
    assert (claim["confidence:double"], claim["reported_on:date"]) == ("0.1", "2020-01-03")
    assert claim["valid_from:string"] == ""
    assert {(group.name, group.path.name) for group in files.claim_groups} == {
        ("DESCRIBES", "describes.csv"),
        ("TIED_TO", "claim_TIED_TO.csv"),
    }


def test_each_entity_has_its_record(tmp_path: Path) -> None:
    written(tmp_path, person("a", aliases=["A.", "Abu X"]))
    (entity,) = rows_of(tmp_path / "entity_Person.csv")
    (record,) = rows_of(tmp_path / "record_Person.csv")
    (tie,) = rows_of(tmp_path / "describes.csv")
    assert (record["record_id:string"], record["entity_id:string"]) == ("d|person/a", "person/a")
    assert (tie[":START_ID(n)"], tie[":END_ID(n)"]) == (record[":ID(n)"], entity[":ID(n)"])
    assert entity["datasets:string[]"] == "d"


def test_the_key_index_is_that_of_the_ordinary_load(tmp_path: Path) -> None:
    written(tmp_path, person("a"), person("b"), CLAIM)
    (row,) = rows_of(tmp_path / "own_KeyIndex.csv")
    numbers = [int(number) for number in row["entries:byte[]"].split(ARRAY_DELIMITER)]
    index, _ = replay([bytes(number % 256 for number in numbers)])
    assert index == {
        Key("node", "Person", "person/a"): ENTRY,
        Key("node", "Person", "person/b"): ENTRY,
        Key("claim", "TIED_TO", "d/1"): ENTRY,
    }


def test_newlines_are_noticed(tmp_path: Path) -> None:
    for number, name in enumerate(("a", "a\nb", "a\rb")):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert written(folder, person(name)).has_newlines is (number > 0)


def test_every_property_of_a_claim_has_a_column() -> None:
    kinds = claim_columns("SPONSORS")
    assert (kinds["support_types"], kinds["pooled"], kinds["certain_until"]) == (
        "string[]",
        "boolean",
        "date",
    )


def test_a_list_that_holds_the_delimiter_is_refused() -> None:
    with pytest.raises(NotForImportError, match=r"U\+001F"):
        cell(["a", f"b{ARRAY_DELIMITER}c"])
