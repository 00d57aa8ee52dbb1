"""Relations of groups: rows made up in the publisher's layout, and the real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from loaders.militants import relation_date
from loaders.repair import repaired
from tests.sources.reading import kinds_of_a_second_scan, read, real_files

KEY = "\ufeffgroup_id,name,\n1,Alpha Front,\n2,Beta\x92s Brigade,\n-99,Group without a number,\n"
HEADER = "unique_id,type,group1_id,group2_id,date,description,group1_name,group2_name\n"
RELATIONS = (
    "11,all,2,1,2/18/10,They fought together.,B,A\n"
    "12,spl,1,2,2005-00-00,Betaâ\x80\x99s men left.,A,B\n"
    "13,mer,2,1,1/1/06,,B,A\n"
    '14,aff,1,2,4/1/98,"It\\&#039;s said, somewhere",A,B\n'
    "15,riv,1,2,1967-11-00,,A,B\n"
)


def write(folder: Path, key: str = KEY, relations: str = HEADER + RELATIONS) -> Path:
    (folder / "Militant-Group-Key.csv").write_text(key, encoding="utf-8")
    path = folder / "Militant-Group-Relationships-clean.csv"
    path.write_text(relations, encoding="utf-8")
    return folder


def test_types_dates_and_directions(tmp_path: Path) -> None:
    reading = read("mapping-militants", write(tmp_path))
    assert reading.problems == []
    found = {
        (c.type, c.start, c.end, c.properties.get("valid_from", c.properties.get("first_seen")))
        for c in reading.claims.values()
    }
    assert found == {
        ("ALLIED_WITH", "d/1", "d/2", "2010-02-18"),
        ("SPLIT_FROM", "d/2", "d/1", "2005"),
        ("MERGED_INTO", "d/2", "d/1", "2006"),
        ("TIED_TO", "d/1", "d/2", "1998-04"),
        ("RIVAL_OF", "d/1", "d/2", "1967-11"),
    }


def test_an_alliance_is_observed_and_a_split_begins(tmp_path: Path) -> None:
    claims = read("mapping-militants", write(tmp_path)).claims
    assert "valid_from" not in claims["d/11"].properties
    assert "first_seen" not in claims["d/12"].properties


def test_mojibake_is_repaired(tmp_path: Path) -> None:
    reading = read("mapping-militants", write(tmp_path))
    assert reading.nodes["d/2"].properties["name"] == "Beta's Brigade"
    assert reading.claims["d/12"].properties["note"] == "Beta's men left."
    assert reading.claims["d/14"].properties["note"] == "It's said, somewhere"


def test_what_cannot_be_repaired_is_rejected(tmp_path: Path) -> None:
    assert repaired("lost \ufffd letter") is None
    folder = write(tmp_path, relations=HEADER + "11,all,2,1,2/18/10,lost \ufffd letter,B,A\n")
    assert [p.field for p in read("mapping-militants", folder).problems] == ["description"]


def test_a_group_without_a_number_is_known_by_its_name(tmp_path: Path) -> None:
    nodes = read("mapping-militants", write(tmp_path)).nodes
    names = {node.properties["name"] for node in nodes.values()}
    assert "Group without a number" in names


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("11,war,2,1,2/18/10,,B,A\n", "type"),
        ("11,all,2,1,18.2.10,,B,A\n", "date"),
        ("11,all,2,1,2/31/10,,B,A\n", "first_seen"),
        ("11,all,2,7,2/18/10,,B,A\n", "end"),
        ("x,all,2,1,2/18/10,,B,A\n", "unique_id"),
    ],
)
def test_wrong_rows_are_rejected(tmp_path: Path, row: str, field: str) -> None:
    reading = read("mapping-militants", write(tmp_path, relations=HEADER + row))
    assert [p.field for p in reading.problems] == [field]


def test_wrong_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match="ends within a row"):
        read("mapping-militants", write(tmp_path, relations=HEADER + "11,all,2,1,2/18"))
    with pytest.raises(InputRefusedError, match="another publisher's"):
        read("mapping-militants", write(tmp_path, key="id;title\n1;A\n"))
    (tmp_path / "Militant-Group-Key.csv").write_bytes("group_id,name,\n1,Á,\n".encode("latin-1"))
    with pytest.raises(InputRefusedError, match="encoding"):
        read("mapping-militants", tmp_path)
    (tmp_path / "Militant-Group-Key.csv").unlink()
    with pytest.raises(InputRefusedError, match="holds: none"):
        read("mapping-militants", tmp_path)


def test_a_second_scan_finds_everything_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path)
    reading = read("mapping-militants", folder)
    assert kinds_of_a_second_scan("mapping-militants", folder, reading) == {"Unchanged"}


def test_years_of_two_digits_fall_on_both_sides_of_2000() -> None:
    assert relation_date("9/14/98") == "1998-09-14"
    assert relation_date("9/14/14") == "2014-09-14"


def test_the_real_files() -> None:
    reading = read("mapping-militants", real_files("mapping_militants"))
    assert reading.problems == []
    assert reading.counts() == {
        "Organization": 263,
        "Source": 638,
        "ALLIED_WITH": 193,
        "RIVAL_OF": 169,
        "TIED_TO": 124,
        "SPLIT_FROM": 90,
        "MERGED_INTO": 62,
    }
    assert reading.nodes["d/629"].properties["name"] == "Kata'ib Sayyid al-Shuhada"
    assert all(str(node.properties["name"]).isprintable() for node in reading.nodes.values())
