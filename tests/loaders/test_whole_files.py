"""Files and folders that are no table: refused whatever the threshold, told what they are."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from loaders.difference import MOST_PROBLEMS, compare
from loaders.examining import examine, validate
from loaders.options import LoadOptions
from loaders.records import LeftOut
from loaders.rejects import write_rejects
from loaders.tables import scan_tables
from tests.datasets import claim, person, state, write_tables

TIE = claim("TIED_TO", "person/a", "person/b", id="tie", kind="working")
ESD = "id,year,actor_id,actor_name,oppo_id,oppo_name,ext_id,ext_name"


def folder_of(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "data", actors=[person("A"), person("B")], claims=[TIE])


def workbook(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


TEXT = b"id,type,start,end,sources,credibility\n"
WHAT_IT_IS = [
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", "Git LFS pointer"),
    (b"../.git/annex/objects/x/y/SHA256E-s1--00.csv\n", "git-annex pointer"),
    (workbook("[Content_Types].xml", "xl/workbook.xml"), "Excel workbook (.xlsx)"),
    (workbook("claims.csv"), "archive (zip)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "Excel workbook (.xls)"),
    (bz2.compress(TEXT), "compressed (bzip2)"),
    (lzma.compress(TEXT), "compressed (xz)"),
    (b"%PDF-1.7\n", "PDF document"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"\n<!DOCTYPE html><html><body>404</body></html>", "web page"),
    (b"<?xml version='1.0'?><a/>", "XML file"),
    (b'{"id": "a"}\n', "JSON file"),
    (b'[{"id": "a"}]\n', "JSON file"),
    (TEXT.decode().encode("utf-16"), "UTF-16"),
    (TEXT.decode().encode("utf-16-le"), "UTF-16"),
    (TEXT.decode().encode("utf-32"), "UTF-32"),
    (TEXT.replace(b",", b";"), "separated by semicolons"),
    (TEXT.replace(b",", b"\t"), "separated by tabs"),
    (TEXT.replace(b",", b"|"), "separated by vertical bars"),
    (b"sep=;\n" + TEXT.replace(b",", b";"), "sep=;"),
    (TEXT[:-1] + b",,\n", "no name for columns 7 and 8"),
    (TEXT[:-1] + b",\n", "no name for column 7"),
    (TEXT[:-1] + b",credibility\n", "duplicate column"),
    (b"", "is empty"),
    (b"\n\n", "is empty"),
    (b",,,\n", "is empty"),
]


@pytest.mark.parametrize(("content", "what"), WHAT_IT_IS)
def test_a_table_says_what_it_is_instead(tmp_path: Path, content: bytes, what: str) -> None:
    folder = folder_of(tmp_path)
    (folder / "claims.csv").write_bytes(content)
    with pytest.raises(InputRefusedError) as refused:
        list(scan_tables(folder, "d", {}))
    assert [what in problem.rule for problem in refused.value.problems] == [True]
    assert refused.value.problems[0].source == "claims.csv"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        *((content, what) for content, what in WHAT_IT_IS[:16] if content != TEXT),
        (gzip.compress(workbook("xl/workbook.xml")), "Excel workbook"),
        (gzip.compress(ESD.encode())[:-12], "cut off"),
        (gzip.compress(bytes(1000))[:15] + b"\xff" * 20, "cut off"),
        (ESD.replace(",", ";").encode(), "separated by semicolons"),
        (b"", "is empty"),
        (f"{ESD},id\n".encode(), "lacks the columns|twice"),
    ],
)
@pytest.mark.parametrize("kind", ["ucdp-esd", "ucdp-actor"])
def test_a_publishers_file_says_what_it_is_instead(
    tmp_path: Path, kind: str, content: bytes, what: str
) -> None:
    path = tmp_path / "esd.csv"
    path.write_bytes(content)
    with pytest.raises(InputRefusedError) as refused:
        validate(kind, path)
    said = str(refused.value)
    assert "esd.csv" in said
    if kind == "ucdp-esd" or "separated" not in what:
        assert any(word in said for word in what.split("|")), said


@pytest.mark.parametrize(
    ("column", "rule"),
    [
        ("remarks", "is not a column of this table; it has"),
        ("Credibility", "did you mean credibility?"),
        (" note", "did you mean note?"),
        ("support type", "did you mean support_types?"),
    ],
)
def test_a_header_that_does_not_fit_refuses_the_load(
    tmp_path: Path, column: str, rule: str
) -> None:
    folder = folder_of(tmp_path)
    path = folder / "claims.csv"
    path.write_text(path.read_text("utf-8").replace("credibility,", f"credibility,{column},", 1))
    with pytest.raises(InputRefusedError, match="never a whole table") as refused:
        list(scan_tables(folder, "d", {}))
    assert [(p.line, p.field) for p in refused.value.problems] == [(1, column)]
    assert rule in refused.value.problems[0].rule


def test_all_wrong_headers_are_told_at_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    for name in ("actors", "claims"):
        text = (folder / f"{name}.csv").read_text("utf-8")
        (folder / f"{name}.csv").write_text(text.replace("id,", "key,", 1), encoding="utf-8")
    found = {(p.source, p.field) for p in validate("tables", folder)[1]}
    assert found == {("actors.csv", "key"), ("actors.csv", "id"), ("claims.csv", "key")}


@pytest.mark.parametrize("lost", ["type", "start", "end", "sources", "credibility"])
def test_a_column_that_every_row_needs_is_part_of_the_header(tmp_path: Path, lost: str) -> None:
    folder = write_tables(tmp_path / "data", actors=[person("A"), person("B")])
    rows = [{name: cell for name, cell in TIE.items() if name != lost}]
    write_tables(folder, claims=rows)
    with pytest.raises(InputRefusedError) as refused:
        list(scan_tables(folder, "d", {}))
    assert [(p.field, p.rule[:10]) for p in refused.value.problems] == [(lost, "is missing")]


@pytest.mark.parametrize("tail", [b'"never closed\n', b"\xff\xfe\n"])
def test_a_table_that_cannot_be_read_to_its_end_is_refused(tmp_path: Path, tail: bytes) -> None:
    folder = folder_of(tmp_path)
    with (folder / "claims.csv").open("ab") as stream:
        stream.write(tail)
    with pytest.raises(InputRefusedError, match="never a whole table"):
        list(scan_tables(folder, "d", {}))


@pytest.mark.parametrize("blank", ["", ",,,,", " , ,", ",,,,,,,,,,,,,", ",", "   "])
def test_rows_of_nothing_but_commas_are_passed_over(tmp_path: Path, blank: str) -> None:
    folder = folder_of(tmp_path)
    for name in ("actors", "claims", "sources"):
        path = folder / f"{name}.csv"
        head, *rows = path.read_text("utf-8").splitlines()
        lines = [head, blank, *rows, blank, blank]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert validate("tables", folder) == (4, [])


@pytest.mark.parametrize("ends", ["\r", "\r\n", "\n"])
def test_lines_may_end_as_any_system_ends_them(tmp_path: Path, ends: str) -> None:
    folder = folder_of(tmp_path)
    path = folder / "claims.csv"
    path.write_bytes(ends.join(path.read_text("utf-8").splitlines()).encode())
    assert validate("tables", folder) == (4, [])


@pytest.mark.parametrize(
    "name",
    [
        "claims.CSV", "Claims.csv", "claims.csv.gz", "claims.tsv", "claims.xlsx", "claims.txt",
        "claim.csv", "claims (1).csv", "claims2.csv", "claims.csv~", "claims.json", "clams.csv",
        "anything.csv", "anything.xlsx", "anything", "Dataset.toml", "dataset.yaml",
        "claim/a.csv", "claimes/a.csv", "actors.csv/a.csv", "claims/a.tsv", "claims/more/a.csv",
        "claims/a.CSV", "other/a.csv",
    ],
)  # fmt: skip
def test_what_may_be_meant_as_a_table_is_refused(tmp_path: Path, name: str) -> None:
    folder = write_tables(tmp_path / "data", names=[])
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(TEXT)
    with pytest.raises(InputRefusedError, match="not part of the format") as refused:
        validate("tables", folder)
    assert name.split("/")[0] in str(refused.value)


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_table_that_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    folder = folder_of(tmp_path)
    (folder / "claims.csv").unlink()
    if kind == "link":
        (folder / "claims.csv").symlink_to(tmp_path / "gone.csv")
    else:
        (folder / "claims").mkdir()
    with pytest.raises(InputRefusedError, match="claims"):
        validate("tables", folder)


@pytest.mark.parametrize("name", ["README.md", "LICENSE", ".git", "notes.txt", "map.png"])
def test_what_is_harmless_is_named(tmp_path: Path, name: str) -> None:
    folder = folder_of(tmp_path)
    (folder / name).write_text("words")
    found = examine("tables", folder)
    assert found.rows == 4
    assert found.left_out == {f"file {name}, which is not part of the format": 1}
    assert LeftOut(f"file {name}, which is not part of the format", 0) in list(
        scan_tables(folder, "d", {})
    )


def test_every_rejected_row_reaches_the_rejects_file(tmp_path: Path) -> None:
    number = MOST_PROBLEMS + 500
    rows = [{**TIE, "id": str(n), "credibility": "9"} for n in range(number)]
    folder = write_tables(tmp_path / "data", actors=[person("A"), person("B")], claims=rows)
    with compare(scan_tables(folder, "d", {}), {}) as difference:
        assert (difference.rejected, difference.rows) == (number, number + 3)
        assert len(difference.first_problems()) == MOST_PROBLEMS
        path = write_rejects(difference.problems, "d", "run", tmp_path / "rejects")
    assert len(path.read_text("utf-8").splitlines()) == number
    assert len(validate("tables", folder)[1]) == number


@pytest.mark.parametrize("name", ["most_rejects", "most_removed"])
@pytest.mark.parametrize("share", [float("nan"), float("inf"), -0.1, 1.1])
def test_options_take_shares_alone(name: str, share: float) -> None:
    with pytest.raises(ValueError, match="must be a share from 0 to 1"):
        LoadOptions(**{name: share})


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"valid_from": "2020-01-03", "valid_to": "2020-01-03"}, "valid_to"),
        ({"valid_from": "2020-01-03", "valid_to": "2020-01-02"}, "valid_to"),
        ({"valid_to": "2020-01-03", "last_seen": "2020-01-04"}, "last_seen"),
        ({"valid_to": "2019", "last_seen": "2020"}, "last_seen"),
        ({"valid_to": "2019", "first_seen": "2020-01"}, "first_seen"),
        ({"valid_from": "2020", "first_seen": "2019-12-31"}, "first_seen"),
        ({"valid_from": "2020", "last_seen": "2019"}, "last_seen"),
        ({"valid_from": "۱۳۹۸-۱۰-۱۳"}, "valid_from"),
        ({"valid_from": "1398-10-13"}, "valid_from"),
        ({"last_seen": "١٤٤١"}, "last_seen"),
        ({"valid_to": "２０２０"}, "valid_to"),
        ({"id": "a" * 9000}, "id"),
    ],
)
def test_dates_and_ids_that_cannot_be_are_refused(
    tmp_path: Path, cells: dict[str, str], field: str
) -> None:
    actors = [person("A"), person("B")]
    folder = write_tables(tmp_path / "data", actors=actors, claims=[{**TIE, **cells}])
    found = validate("tables", folder)[1]
    assert [(p.source, p.line, p.field) for p in found] == [("claims.csv", 2, field)]


@pytest.mark.parametrize(
    "cells",
    [
        {"valid_from": "2020", "valid_to": "2020"},
        {"valid_from": "2020-01-03", "valid_to": "2020-01"},
        {"valid_from": "2020-01-03", "valid_to": "2020-01-04", "last_seen": "2020-01-03"},
        {"valid_to": "2020-01-03", "last_seen": "2020"},
        {"valid_from": "2020-01-03", "valid_to": ".."},
        {"valid_from": "1500"},
    ],
)
def test_dates_that_can_be_are_taken(tmp_path: Path, cells: dict[str, str]) -> None:
    actors = [person("A"), person("B"), state("Iran")]
    folder = write_tables(tmp_path / "data", actors=actors, claims=[{**TIE, **cells}])
    assert validate("tables", folder)[1] == []


def test_other_digits_are_refused_with_the_calendar_that_they_may_be_of(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "data", actors=[person("A", born="۱۳۳۵-۱۲-۲۰")])
    rule = validate("tables", folder)[1][0].rule
    assert "digits 0 to 9" in rule
    assert "1335 is 1956 or 1957 if it is Solar Hijri" in rule
