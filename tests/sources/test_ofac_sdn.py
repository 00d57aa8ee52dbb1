"""The SDN list: rows made up in OFAC's layout, and the real files where they are."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from loaders.ofac.remarks import parse_remarks
from tests.sources.reading import kinds_of_a_second_scan, read, real_files

END = "\x1a"
SDN = (
    '7,"TESTER, Abu",individual,"SDGT] [IRGC",Colonel,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"DOB circa 1960; POB Aleppo, Syria; nationality Syria; a.k.a. 'ABU T'; Linked To: OLD GROUP"
)
REST = (
    '"\n9,"EXAMPLE TRADING CO.",-0- ,"SYRIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"Registration Number 12 (Syria)."\n'
    '11,"SS NOWHERE",vessel,"SYRIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
)
ALT = '7,1,"aka","TESTER, Aboo",-0- \n7,2,"fka","SAMPLE, A",-0- \n'
ADD = '9,5,"1 Street","Zurich CH-8022","Switzerland",-0- \n9,6,-0- ,-0- ,"Switzerland",-0- \n'
COMMENTS = '7," TWO; Linked To: THIRD S.A."\n'


def write(folder: Path, **files: str) -> Path:
    texts = {"sdn": SDN + REST + END, "alt": ALT + END, "add": ADD + END, "sdn_comments": COMMENTS}
    for name, text in {**texts, **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    (folder / "dataset.toml").write_text("release = 2020-05-01\n", encoding="utf-8")
    return folder


def test_an_entry_becomes_an_actor_with_a_designation(tmp_path: Path) -> None:
    reading = read("ofac-sdn", write(tmp_path))
    person = reading.nodes["d/7"]
    assert person.label == "Person"
    assert person.properties == {
        "name": "TESTER, Abu",
        "aliases": ["TESTER, Aboo", "SAMPLE, A", "ABU T"],
        "born": "1960~",
        "countries": ["SYR"],
        "description": "title: Colonel; born in Aleppo, Syria",
    }
    claim = reading.claims["d/designated/7"]
    assert (claim.start, claim.end) == ("d/authority", "d/7")
    assert claim.properties["programme"] == ["SDGT", "IRGC"]
    assert claim.properties["basis"] == "Linked To: OLD GROUP TWO; Linked To: THIRD S.A."
    assert str(claim.properties["reported_on"]) == "2020-05-01"
    assert reading.nodes["d/9"].properties["kind"] == "company"


def test_linked_to_is_never_sponsorship(tmp_path: Path) -> None:
    reading = read("ofac-sdn", write(tmp_path))
    assert {c.type for c in reading.claims.values()} == {"DESIGNATED", "BASED_IN", "WITHIN"}


def test_addresses_lose_their_streets_and_postal_codes(tmp_path: Path) -> None:
    reading = read("ofac-sdn", write(tmp_path))
    assert reading.triples("BASED_IN") == {
        ("d/9", "d/place/switzerland/zurich"),
        ("d/9", "d/place/switzerland"),
    }
    assert reading.nodes["d/place/switzerland"].properties["country"] == "CHE"


def test_a_vessel_is_left_out_and_counted(tmp_path: Path) -> None:
    reading = read("ofac-sdn", write(tmp_path))
    assert reading.left_out == {"vessel, which is not an actor in the model": 1}
    assert "d/11" not in reading.nodes


def test_a_second_scan_finds_everything_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path)
    reading = read("ofac-sdn", folder)
    assert kinds_of_a_second_scan("ofac-sdn", folder, reading) == {"Unchanged"}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"alt": '8,1,"aka","X",-0- \n' + END}, "different dates"),
        ({"sdn": SDN + REST}, "cut off"),
        ({"sdn": SDN}, "cut off"),
        ({"sdn": "id,name\n1,x\n" + END}, "another publisher"),
        ({"add": '9,5,"1 Street"\n' + END}, "not OFAC's add.csv"),
    ],
)
def test_files_that_do_not_fit_are_refused(
    tmp_path: Path, files: dict[str, str], sentence: str
) -> None:
    with pytest.raises(InputRefusedError, match=sentence):
        read("ofac-sdn", write(tmp_path, **files))


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "alt.csv").write_bytes(b'7,1,"aka","TEST\xc9R",-0- \r\n\x1a')
    with pytest.raises(InputRefusedError, match="encoding"):
        read("ofac-sdn", folder)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (write(tmp_path) / "alt.csv").unlink()
    with pytest.raises(InputRefusedError, match=r"lacks alt\.csv"):
        read("ofac-sdn", tmp_path)


def test_one_of_the_files_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match="is not a folder"):
        read("ofac-sdn", write(tmp_path) / "sdn.csv")


def test_an_undated_list_of_another_year_is_refused(tmp_path: Path) -> None:
    (write(tmp_path) / "dataset.toml").unlink()
    with pytest.raises(InputRefusedError, match="release = "):
        read("ofac-sdn", tmp_path)


def test_packed_files_are_read(tmp_path: Path) -> None:
    plain, packed = tmp_path / "plain", tmp_path / "packed"
    plain.mkdir()
    packed.mkdir()
    for file in write(plain).glob("*.csv"):
        (packed / f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    (packed / "dataset.toml").write_text("release = 2020-05-01\n", encoding="utf-8")
    assert read("ofac-sdn", packed).counts() == read("ofac-sdn", plain).counts()


def test_remarks_keep_the_stop_of_an_abbreviation() -> None:
    assert parse_remarks("Linked To: PETRO S.A.").linked_to == ["PETRO S.A."]
    assert parse_remarks("DOB 1957 to 1959.").born == ""
    assert parse_remarks("alt. DOB 1958; DOB Mar 1957").born == "1957-03"


def test_the_real_list() -> None:
    reading = read("ofac-sdn", real_files("ofac_sdn"))
    counts = reading.counts()
    assert reading.problems == []
    no_actors = sum(n for why, n in reading.left_out.items() if "not an actor" in why)
    assert counts["Person"] + counts["Organization"] - 1 + no_actors == 8976
    assert counts["DESIGNATED"] == 8293
    linked = [c for c in reading.of("DESIGNATED") if "basis" in c.properties]
    assert len(linked) == 2143  # of 2,758 in all; the others are vessels and aircraft
    assert reading.nodes["d/10481"].properties["name"] == "SOLEIMANI, Qasem"
    assert reading.nodes["d/10481"].properties["born"] == "1957-03-11"
    aliases = reading.nodes["d/13107"].properties["aliases"]
    assert any("QA'ANI" in alias for alias in aliases)  # type: ignore[union-attr]
    assert "ANSAR ALLAH" in reading.nodes["d/4697"].properties["aliases"]  # type: ignore[operator]


def test_dates_of_birth_that_cannot_be_read_are_counted_and_named(tmp_path: Path) -> None:
    births = ("1961 to 1963", "31 Jun 1960", "unknown", "31 Jun 1960", "04 May 1970")
    lines = [
        f'{number},"TESTER, {number}",individual,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
        f'"DOB {birth}; alt. DOB some day."\n'
        for number, birth in enumerate(births, start=1)
    ]
    folder = write(tmp_path, sdn="".join(lines) + END, alt=END, add=END, sdn_comments="")
    reading = read("ofac-sdn", folder)
    reason = 'date of birth that cannot be read, such as "1961 to 1963", "31 Jun 1960", "unknown"'
    assert reading.left_out == {reason: 4}
    assert reading.problems == []
    assert reading.rows == len(births)
    born = [n.properties.get("born") for n in reading.of("Person")]
    assert [one for one in born if one] == ["1970-05-04"]


def test_of_two_dates_of_birth_the_one_that_can_be_read_is_kept() -> None:
    said = parse_remarks("DOB unknown; DOB 1970.")
    assert (said.born, said.unread_births) == ("1970", ["unknown"])
