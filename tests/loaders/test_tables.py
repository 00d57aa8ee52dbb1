"""Wrong input of every kind: each row is reported with its file, line, field, rule and value."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError, Problem
from loaders.examining import validate
from loaders.records import (
    ClaimRecord,
    Key,
    NodeRecord,
    Scanned,
    Unchanged,
    record_hash,
)
from loaders.tables import scan_tables
from tests.datasets import SOURCE, Row, claim, organization, person, state, write_tables

IRAN = state("Iran", country="IRN")
QUDS = organization("Quds Force", "state_security_force")
QASEM = person("Qasem Soleimani", born="1957-03-11")
SPONSORS = claim("SPONSORS", IRAN["id"], QUDS["id"], support_types="weapons;funding")


def problems(folder: Path) -> list[Problem]:
    return validate("tables", folder)[1]


def records(folder: Path) -> list[NodeRecord | ClaimRecord]:
    found = list(scan_tables(folder, "demo", {}))
    assert all(isinstance(row, Scanned) for row in found), found
    return [row.record for row in found if isinstance(row, Scanned) and row.record]


def dataset(folder: Path, **tables: list[Row]) -> Path:
    return write_tables(folder / "data", **{"actors": [IRAN, QUDS, QASEM], **tables})


def test_a_right_dataset_becomes_records(tmp_path: Path) -> None:
    found = records(dataset(tmp_path, claims=[{**SPONSORS, "id": "a"}]))
    claims = [record for record in found if isinstance(record, ClaimRecord)]
    nodes = {record.id: record.label for record in found if isinstance(record, NodeRecord)}
    assert nodes == {
        "state/iran": "State",
        "organization/quds-force": "Organization",
        "person/qasem-soleimani": "Person",
        "source/paper": "Source",
    }
    assert [c.claim_id for c in claims] == ["demo/a"]
    said = claims[0].properties
    assert said["support_types"] == ["weapons", "funding"]
    assert said["origins"] == ["paper"]
    assert said["confidence"] == pytest.approx(0.85 * 0.90)
    assert str(said["reported_on"]) == "2020-01-09"
    assert said["reported_on_basis"] == "source"
    assert said["stance"] == "affirms"


def test_a_symmetric_claim_runs_from_the_lesser_id(tmp_path: Path) -> None:
    tie = claim("TIED_TO", QASEM["id"], QUDS["id"])
    folder = dataset(tmp_path, claims=[tie])
    ends = [(r.start, r.end) for r in records(folder) if isinstance(r, ClaimRecord)]
    assert ends == [("organization/quds-force", "person/qasem-soleimani")]


def test_a_claim_without_id_is_named_by_what_it_says(tmp_path: Path) -> None:
    rows = [SPONSORS, {**SPONSORS, "valid_from": "1998"}]
    ids = {
        r.claim_id for r in records(dataset(tmp_path, claims=rows)) if isinstance(r, ClaimRecord)
    }
    again = dataset(tmp_path / "again", claims=rows[::-1])
    assert len(ids) == 2
    assert ids == {r.claim_id for r in records(again) if isinstance(r, ClaimRecord)}


ACTOR_CASES = [
    ([{**QASEM, "born": "1957-02-30"}], ("actors.csv", 2, "born", "calendar")),
    ([{**QASEM, "born": "1957", "died": "1950"}], ("actors.csv", 2, "died", "is before born")),
    ([QASEM, QASEM], ("actors.csv", 3, "id", "earlier row")),
    ([{**QASEM, "id": "Person/Qasem"}], ("actors.csv", 2, "id", "invalid id")),
    ([{**QASEM, "id": ""}], ("actors.csv", 2, "id", "is required")),
    ([{**QASEM, "label": "Human"}], ("actors.csv", 2, "label", "is not one of")),
    ([{**QASEM, "name": ""}], ("actors.csv", 2, "name", "is required")),
    ([{**QASEM, "kind": "armed_group"}], ("actors.csv", 2, "kind", "not a property of Person")),
    ([{**QUDS, "kind": "militia"}], ("actors.csv", 2, "kind", "is not one of")),
    ([{**QASEM, "aliases": "Hajj Qasem;Hajj Qasem"}], ("actors.csv", 2, "aliases", "twice")),
    ([{**QASEM, "rank": "general"}], ("actors.csv", 1, "rank", "is not a column")),
    ([{**QASEM, "description": "x" * 20_001}], ("actors.csv", 2, "", "more than 20000")),
]


@pytest.mark.parametrize(("rows", "wanted"), ACTOR_CASES)
def test_a_wrong_actor_is_reported(
    tmp_path: Path, rows: list[Row], wanted: tuple[str, int, str, str]
) -> None:
    check(write_tables(tmp_path / "data", actors=rows), wanted)


HUGE = str(2**63)
ESTIMATE = {"id": "estimate/e", "name": "E", "low": "1", "high": "2", "counts": "paper"}
NUMBER_CASES = [
    ("estimates", {**ESTIMATE, "high": HUGE}, "high", "beyond 64 bits"),
    ("estimates", {**ESTIMATE, "high": "9" * 5000}, "high", "beyond 64 bits"),
    ("estimates", {**ESTIMATE, "low": "-1"}, "low", "greater than or equal to 0"),
    ("estimates", {**ESTIMATE, "high": "nan"}, "high", "integer"),
    ("estimates", {**ESTIMATE, "high": "inf"}, "high", "integer"),
    ("estimates", {**ESTIMATE, "high": "1e400"}, "high", "integer"),
    (
        "locations",
        {"id": "location/l", "name": "L", "level": "place", "latitude": "nan"},
        "latitude",
        "not a finite number",
    ),
    (
        "locations",
        {"id": "location/l", "name": "L", "level": "place", "longitude": "inf"},
        "longitude",
        "not a finite number",
    ),
    (
        "events",
        {"id": "event/e", "name": "E", "kind": "attack", "starts": "2020", "killed_high": HUGE},
        "killed_high",
        "beyond 64 bits",
    ),
]


@pytest.mark.parametrize(("table", "row", "field", "rule"), NUMBER_CASES)
def test_a_number_that_the_store_cannot_hold_is_reported(
    tmp_path: Path, table: str, row: Row, field: str, rule: str
) -> None:
    folder = write_tables(tmp_path / "data", **{table: [row]})
    check(folder, (f"{table}.csv", 2, field, rule))


def test_the_largest_whole_number_is_taken(tmp_path: Path) -> None:
    row = {**ESTIMATE, "high": str(2**63 - 1)}
    folder = write_tables(tmp_path / "data", estimates=[row])
    made = [r for r in records(folder) if r.key.kind == "Estimate"]
    assert [r.properties["high"] for r in made] == [2**63 - 1]


CLAIM_CASES = [
    ({"type": "FUNDS"}, "type", "unknown claim type"),
    ({"start": "state/iraq"}, "start", "not in any table"),
    ({"end": ""}, "end", "is required"),
    ({"type": "HOLDS"}, "start", "is a State, but HOLDS needs Person"),
    ({"end": IRAN["id"]}, "end", "same as the start"),
    ({"sources": "source/other"}, "sources", "not in any table"),
    ({"sources": IRAN["id"]}, "sources", "is a State, not a Source"),
    ({"sources": ""}, "sources", "is required"),
    ({"credibility": "7"}, "credibility", "is not one of"),
    ({"credibility": ""}, "credibility", "is required"),
    ({"reliability": "G"}, "reliability", "is not one of"),
    ({"stance": "maybe"}, "stance", "is not one of"),
    ({"valid_from": "2020-02-30"}, "valid_from", "calendar"),
    ({"valid_from": ".."}, "valid_from", "is not a date"),
    ({"valid_from": "2020", "valid_to": "2019"}, "valid_to", "ends before it starts"),
    ({"first_seen": "2020", "last_seen": "2019"}, "last_seen", "before it was first seen"),
    ({"support_types": "weapons;tanks"}, "support_types", "is not one of"),
    ({"rank": "general"}, "rank", "is not a property of SPONSORS"),
    ({"via": "organization/nobody"}, "via", "not in any table"),
    ({"pooled": "perhaps"}, "pooled", "valid boolean"),
    ({"id": "a b"}, "id", "invalid id"),
]


@pytest.mark.parametrize(("cells", "field", "rule"), CLAIM_CASES)
def test_a_wrong_claim_is_reported(
    tmp_path: Path, cells: dict[str, str], field: str, rule: str
) -> None:
    folder = dataset(tmp_path, claims=[{**SPONSORS, **cells}])
    check(folder, ("claims.csv", 2, field, rule))


def check(folder: Path, wanted: tuple[str, int, str, str]) -> None:
    source, line, field, rule = wanted
    found = problems(folder)
    assert any(
        (p.source, p.line, p.field) == (source, line, field) and rule in p.rule for p in found
    ), found


def test_every_wrong_row_is_reported_in_one_pass(tmp_path: Path) -> None:
    rows = [{**SPONSORS, "id": str(n), "credibility": "9"} for n in range(5)]
    found = problems(dataset(tmp_path, claims=rows))
    assert [problem.line for problem in found] == [2, 3, 4, 5, 6]


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    rows = [{**QASEM, "description": "two\nlines"}, {**QUDS, "kind": "militia"}]
    found = problems(write_tables(tmp_path / "data", actors=rows))
    assert [(problem.line, problem.field) for problem in found] == [(4, "kind")]


def test_a_claim_on_a_rejected_row_says_so(tmp_path: Path) -> None:
    folder = dataset(tmp_path, actors=[IRAN, {**QUDS, "kind": "militia"}], claims=[SPONSORS])
    rules = {(p.source, p.field): p.rule for p in problems(folder)}
    assert rules[("claims.csv", "end")] == "refers to a row that was rejected"


def test_two_claims_of_one_id_are_refused(tmp_path: Path) -> None:
    rows = [{**SPONSORS, "id": "a"}, {**SPONSORS, "id": "a", "valid_from": "1998"}]
    check(dataset(tmp_path, claims=rows), ("claims.csv", 3, "id", "earlier row"))
    same = dataset(tmp_path / "same", claims=[SPONSORS, SPONSORS])
    check(same, ("claims.csv", 3, "id", "give both rows an id"))


def test_an_undated_source_needs_a_release_date(tmp_path: Path) -> None:
    undated = {**SOURCE, "published": ""}
    folder = dataset(tmp_path, sources=[undated], claims=[SPONSORS])
    check(folder, ("claims.csv", 2, "sources", "release date"))
    (folder / "dataset.toml").write_text("release = 2021-06-30\n")
    said = next(r for r in records(folder) if isinstance(r, ClaimRecord)).properties
    assert (str(said["reported_on"]), said["reported_on_basis"]) == ("2021-06-30", "release")


@pytest.mark.parametrize(
    ("content", "line", "rule"),
    [
        (b"", 0, "is empty"),
        (b"id,name\nperson/a,\xff\xfe\n", 2, "is not UTF-8"),
        ("id,label,name\nperson/a,Person,Ali\n".encode("utf-16"), 1, "is not UTF-8"),
        (b"id,label,name\nperson/a,Person\n", 2, "has 2 cells where the header has 3"),
        (b"id,label,name,name\n", 1, "duplicate column"),
        (b"id,label,name\nperson/a,Person,A\0li\n", 2, "NUL"),
        (b'id,label,name\nperson/a,Person,"Ali\n', 2, "not valid CSV"),
        (b"id,label,name\nperson/a,Person," + b"x" * 10_000_000, 2, "more than 20000"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    tmp_path: Path, content: bytes, line: int, rule: str
) -> None:
    folder = dataset(tmp_path)
    (folder / "actors.csv").write_bytes(content)
    found = [p for p in problems(folder) if p.source == "actors.csv"]
    assert [(p.line, rule in p.rule) for p in found] == [(line, True)], found


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    folder = dataset(tmp_path)
    content = (folder / "actors.csv").read_bytes()
    (folder / "actors.csv").write_bytes(b"\xef\xbb\xbf" + content)
    assert problems(folder) == []


def test_a_table_can_be_split_in_files(tmp_path: Path) -> None:
    folder = dataset(tmp_path, actors=[IRAN])
    (folder / "actors").mkdir()
    write_tables(tmp_path / "more", actors=[QUDS])
    (tmp_path / "more" / "actors.csv").rename(folder / "actors" / "more.csv")
    assert {r.id for r in records(folder)} == {IRAN["id"], QUDS["id"], SOURCE["id"]}


@pytest.mark.parametrize("name", ["missing", "file.csv", "empty", "stray"])
def test_a_folder_that_is_no_dataset_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.csv").write_text("id\n")
    (tmp_path / "empty").mkdir()
    write_tables(tmp_path / "stray", actors=[IRAN])
    (tmp_path / "stray" / "claim.csv").write_text("id\n")
    with pytest.raises(InputRefusedError, match=name):
        validate("tables", tmp_path / name)


@pytest.mark.parametrize("content", ["release = ", "release = 'soon'", "colour = 'red'"])
def test_a_wrong_description_is_refused(tmp_path: Path, content: str) -> None:
    folder = dataset(tmp_path)
    (folder / "dataset.toml").write_text(content)
    with pytest.raises(InputRefusedError, match=r"dataset\.toml"):
        validate("tables", folder)


def validated_before(folder: Path) -> dict[bytes, Key]:
    rows = scan_tables(folder, "demo", {})
    return {row.raw_hash: row.record.key for row in rows if isinstance(row, Scanned)}


def test_known_rows_are_not_validated_again(tmp_path: Path) -> None:
    folder = dataset(tmp_path, claims=[SPONSORS])
    known = validated_before(folder)
    again = list(scan_tables(folder, "demo", known))
    assert {row.key for row in again if isinstance(row, Unchanged)} == set(known.values())
    assert len(again) == len(known) == 5


def test_a_claim_is_validated_again_when_a_row_that_it_names_changed(tmp_path: Path) -> None:
    folder = dataset(tmp_path, claims=[SPONSORS])
    known = validated_before(folder)
    dataset(tmp_path, sources=[{**SOURCE, "published": "2019-05-01"}], claims=[SPONSORS])
    rows = scan_tables(folder, "demo", known)
    assert {r.record.key.kind for r in rows if isinstance(r, Scanned)} == {"Source", "SPONSORS"}


def test_a_known_claim_on_a_row_that_is_gone_is_told(tmp_path: Path) -> None:
    folder = dataset(tmp_path, claims=[SPONSORS])
    known = validated_before(folder)
    dataset(tmp_path, actors=[IRAN, QASEM], claims=[SPONSORS])
    told = [r for r in scan_tables(folder, "demo", known) if isinstance(r, Problem)]
    assert [(p.source, p.field) for p in told] == [("claims.csv", "end")]


def test_a_known_row_that_stands_twice_is_told(tmp_path: Path) -> None:
    folder = dataset(tmp_path, claims=[SPONSORS])
    known = validated_before(folder)
    dataset(tmp_path, actors=[IRAN, QUDS, QASEM, QASEM], claims=[SPONSORS, SPONSORS])
    told = [r for r in scan_tables(folder, "demo", known) if isinstance(r, Problem)]
    assert [(p.source, p.line, p.field) for p in told] == [
        ("actors.csv", 5, "id"),
        ("claims.csv", 3, "id"),
    ]


def test_the_order_of_columns_changes_no_record(tmp_path: Path) -> None:
    folder = dataset(tmp_path, claims=[{**SPONSORS, "id": "a", "valid_from": "1998"}])
    before = [record_hash(record) for record in records(folder)]
    for table in ("actors", "claims"):
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            turned = [row[::-1] for row in csv.reader(stream)]
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(turned)
    assert [record_hash(record) for record in records(folder)] == before
