"""UCDP's datasets: rows made up in their layout, and the real files where they are."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError, Problem
from loaders.examining import validate
from loaders.sourcefiles import read_rows
from loaders.ucdp import esd
from loaders.ucdp.support import SUPPORT_LETTERS, given_support, supporters_of
from tests.sources.reading import kinds_of_a_second_scan, read, real_files

BASE = ["id", "year", "actor_id", "actor_name", "oppo_id", "oppo_name", "ext_id", "ext_name"]
COUNTS = ["ext_count", "ext_count_s", "ext_count_ns"]
FLAGS = [
    f"ext_{letter}{rest}"
    for letter in SUPPORT_LETTERS
    for rest in ("", "_s", "_ns", "_count", "_count_s", "_count_ns")
]
PAIR = {"actor_id": "900", "actor_name": "FRONT", "oppo_id": "901", "oppo_name": "Government of Q"}
ONE = {**PAIR, "ext_id": "10", "ext_name": "Government of Iran", "ext_count_s": "1"}
TWO = {
    **PAIR,
    "ext_id": "10,11,950",
    "ext_name": "Government of Iran,Government of Syria,BRIGADE",
    "ext_count_s": "2",
    "ext_count_ns": "1",
}


def esd_file(path: Path, *rows: dict[str, str], columns: list[str] | None = None) -> Path:
    header = columns or [*BASE, *COUNTS, *FLAGS]
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="0", extrasaction="ignore")
    writer.writeheader()
    for number, row in enumerate(rows, start=1):
        writer.writerow({"id": str(number), "ext_id": "", "ext_name": "", **row})
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def weapons(*years: int, row: dict[str, str] = ONE, givers: str = "1") -> list[dict[str, str]]:
    given = {"ext_w": "1", "ext_w_count": givers, "ext_w_count_s": givers}
    return [{**row, **given, "year": str(year)} for year in years]


def test_consecutive_years_become_one_claim_and_gaps_end_nothing(tmp_path: Path) -> None:
    path = esd_file(tmp_path / "esd.csv", *weapons(1990, 1991, 1992, 2000, 2001))
    claims = read("ucdp-esd", path).claims
    assert set(claims) == {"d/10-900-w-1990", "d/10-900-w-2000"}
    first = claims["d/10-900-w-1990"].properties
    assert (first["first_seen"], first["last_seen"]) == ("1990", "1992")
    assert not {"valid_from", "valid_to", "pooled"} & set(first)
    assert first["support_types"] == ["weapons"]
    assert first["sources"] == ["d/source/1", "d/source/2", "d/source/3"]
    assert first["against"] == "ucdp/901"


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("year", "9" * 5000, "is not a year"),
        ("year", "199\u00b2", "is not a whole number"),
        ("ext_w", "inf", "is not a finite number"),
        ("ext_w_count_s", "nan", "is not a finite number"),
        ("ext_count_s", "1e999", "is not a finite number"),
        ("ext_count_ns", "many", "is not a finite number"),
    ],
)
def test_a_number_that_is_none_is_a_rejected_row(
    tmp_path: Path, column: str, text: str, rule: str
) -> None:
    rows = [{**weapons(1990)[0], column: text}, *weapons(1991)]
    reading = read("ucdp-esd", esd_file(tmp_path / "esd.csv", *rows))
    assert [(p.line, p.field, p.rule) for p in reading.problems] == [(2, column, rule)]
    assert set(reading.claims) == {"d/10-900-w-1991"}


def test_states_and_groups_keep_their_numbers(tmp_path: Path) -> None:
    path = esd_file(tmp_path / "esd.csv", *weapons(1990, row=TWO))
    nodes = read("ucdp-esd", path).nodes
    assert nodes["ucdp/10"].label == "State"
    assert nodes["ucdp/10"].properties == {
        "name": "Iran",
        "aliases": ["Government of Iran"],
        "country": "IRN",
    }
    assert nodes["ucdp/950"].properties == {"name": "BRIGADE", "kind": "armed_group"}


def test_support_by_some_of_several_is_pooled_and_never_certain(tmp_path: Path) -> None:
    path = esd_file(tmp_path / "esd.csv", *weapons(1990, 1991, 1992, row=TWO, givers="1"))
    claims = list(read("ucdp-esd", path).claims.values())
    assert {(c.start, c.end) for c in claims} == {("ucdp/10", "ucdp/900"), ("ucdp/11", "ucdp/900")}
    for claim in claims:
        assert claim.properties["pooled"] is True
        assert claim.properties["alternatives"] == ["ucdp/10", "ucdp/11"]
        assert claim.properties["certain_from"] == claim.properties["certain_until"]
        assert claim.properties["credibility"] == "4"


def test_support_by_all_of_several_is_certain(tmp_path: Path) -> None:
    path = esd_file(tmp_path / "esd.csv", *weapons(1990, 1991, row=TWO, givers="2"))
    claims = read("ucdp-esd", path).claims
    assert set(claims) == {"d/10-900-w-1990", "d/11-900-w-1990"}


def test_a_year_that_another_dyad_makes_certain_is_not_pooled(tmp_path: Path) -> None:
    rows = [*weapons(1990, row=TWO), *weapons(1990)]
    claims = read("ucdp-esd", esd_file(tmp_path / "esd.csv", *rows)).claims.values()
    assert {(c.start, c.properties.get("pooled", False)) for c in claims} == {
        ("ucdp/10", False),
        ("ucdp/11", True),
    }


def test_lists_that_do_not_align_are_rejected(tmp_path: Path) -> None:
    row = {**ONE, "ext_name": "Junta for Peace, Order and Justice"}
    reading = read("ucdp-esd", esd_file(tmp_path / "esd.csv", *weapons(1990, row=row)))
    assert [p.field for p in reading.problems] == ["ext_id"]
    assert reading.claims == {}


def test_a_triad_year_row_names_its_supporter_and_needs_no_pooling(tmp_path: Path) -> None:
    columns = [*BASE, *(f"ext_{letter}" for letter in SUPPORT_LETTERS)]
    row = {**ONE, "year": "1990", "ext_w": "1", "ext_f": "1"}
    reading = read("ucdp-esd", esd_file(tmp_path / "triads.csv", row, columns=columns))
    kinds = {c.properties["support_types"][0] for c in reading.claims.values()}  # type: ignore[index]
    assert kinds == {"weapons", "funding"}
    assert all("pooled" not in c.properties for c in reading.claims.values())


def test_a_second_scan_finds_everything_unchanged(tmp_path: Path) -> None:
    path = esd_file(tmp_path / "esd.csv", *weapons(1990, row=TWO))
    assert kinds_of_a_second_scan("ucdp-esd", path, read("ucdp-esd", path)) == {"Unchanged"}


def test_packed_files_and_standard_input_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = esd_file(tmp_path / "esd.csv", *weapons(1990))
    packed = tmp_path / "esd.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read("ucdp-esd", packed).counts() == read("ucdp-esd", path).counts()
    piped = io.TextIOWrapper(io.BytesIO(packed.read_bytes()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert validate("ucdp-esd", Path("-")) == (1, [])


def test_a_folder_cannot_come_from_standard_input() -> None:
    with pytest.raises(InputRefusedError, match="give its folder"):
        validate("ofac-sdn", Path("-"))


def test_wrong_files_are_refused(tmp_path: Path) -> None:
    path = esd_file(tmp_path / "esd.csv", *weapons(1990, 1991))
    text = path.read_text(encoding="utf-8")
    cut = tmp_path / "cut.csv"
    cut.write_text(text[:-40], encoding="utf-8")
    with pytest.raises(InputRefusedError, match="ends within a row"):
        read("ucdp-esd", cut)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputRefusedError, match="another publisher's"):
        read("ucdp-esd", other)
    latin = tmp_path / "latin.csv"
    latin.write_bytes(text.replace("FRONT", "FRÖNT").encode("latin-1"))
    with pytest.raises(InputRefusedError, match="encoding"):
        read("ucdp-esd", latin)
    half = tmp_path / "half.csv.gz"
    half.write_bytes(gzip.compress(path.read_bytes())[:-30])
    with pytest.raises(InputRefusedError, match="cut off"):
        read("ucdp-esd", half)
    with pytest.raises(InputRefusedError, match="does not exist"):
        read("ucdp-esd", tmp_path / "nowhere.csv")


ACTOR_COLUMNS = (
    "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NewName,NewNameFullMotherTongue,"
    "NewNameFullEng,Org,Location,ActorIdPrev,ActorIdSplitTemp,ActorIdAlliance,ActorIdGroup,Version"
)


def actor_file(path: Path, *rows: str) -> Path:
    path.write_text("\ufeff" + "\n".join([ACTOR_COLUMNS, *rows, ""]), encoding="utf-8")
    return path


def test_an_actor_has_its_names_and_its_lineage(tmp_path: Path) -> None:
    path = actor_file(
        tmp_path / "actors.csv",
        '1,FRONT,FRONT,Le Front,The Front,NEW FRONT,,New Front,1,"Mali, Niger","2, 3",,4,,22.1',
        "2,OLD,OLD,n/a,Old Ones,,,,1,Mali,2,,,9,22.1",
        "3,Government of Mali,Government of Mali,n/a,Government of Mali,,,,4,Mali,,,,,22.1",
        "4,UNION,UNION,n/a,The Union,,,,1,Mali,,1,,,22.1",
    )
    reading = read("ucdp-actor", path)
    assert reading.nodes["ucdp/1"].properties == {
        "name": "FRONT",
        "aliases": ["Le Front", "The Front", "NEW FRONT", "New Front"],
        "kind": "armed_group",
        "countries": ["MLI", "NER"],
    }
    assert reading.triples("SPLIT_FROM") == {("ucdp/1", "ucdp/2"), ("ucdp/4", "ucdp/1")}
    assert reading.triples("MEMBER_OF") == {("ucdp/1", "ucdp/4")}
    assert sum(reading.left_out.values()) == 3
    assert str(reading.claims["d/split-1-2"].properties["reported_on"]) == "2022-12-31"


def test_the_real_support_dataset() -> None:
    folder = real_files("ucdp_esd")
    reading = read("ucdp-esd", folder)
    assert len(reading.problems) == 8
    assert reading.left_out.total() == 4781 - 3006
    assert len(reading.of("Source")) == 3006 - 8
    iran = [c for c in reading.claims.values() if (c.start, c.end) == ("ucdp/114", "ucdp/366")]
    seen = {
        year
        for c in iran
        for year in range(
            int(str(c.properties["first_seen"])), int(str(c.properties["last_seen"])) + 1
        )
    }
    assert seen
    assert not seen & set(range(2000, 2006))


def test_the_real_dataset_is_certain_of_218_of_509_flags_of_iran() -> None:
    (file, *_) = esd.files(real_files("ucdp_esd"))
    certain: list[bool] = []
    for row in read_rows(file, (), "the dataset"):
        assert not isinstance(row, Problem)
        if row.cells["actor_nonstate"] != "1" or not row.cells["ext_id"]:
            continue
        supporters = supporters_of(row)
        if not isinstance(supporters, Problem):
            given = given_support(row, supporters)
            certain += [not item.among for item in given if "114" in item.supporters]
    assert (certain.count(True), len(certain)) == (218, 509)


def test_the_real_actor_dataset_knows_514_of_518_actors() -> None:
    actors = read("ucdp-actor", real_files("ucdp_actor"))
    assert actors.problems == []
    assert len(actors.of("State")) + len(actors.of("Organization")) == 1725
    (file, *_) = esd.files(real_files("ucdp_esd"))
    rows = [row for row in read_rows(file, (), "the dataset") if not isinstance(row, Problem)]
    numbers = {row.cells["actor_id"] for row in rows}
    assert (len([n for n in numbers if f"ucdp/{n}" in actors.nodes]), len(numbers)) == (514, 518)
    names = actors.nodes["ucdp/1091"].properties
    assert names["name"] == "Ansarallah"
    assert "The Believing Youth" in names["aliases"]  # type: ignore[operator]
