"""The Security Force Monitor's tables: rows made up in their layout, and the real files."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from loaders.sfm import files
from tests.sources.reading import kinds_of_a_second_scan, read, real_files

PRESS = "11111111-1111-4111-8111-111111111111"
PAPER = "22222222-2222-4222-8222-222222222222"
UNUSED = "33333333-3333-4333-8333-333333333333"
BRIGADE = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"

SOURCES = (
    {"source_id": PRESS, "title": "News", "published_on": "2012-05-03", "publication_title": "P"},
    {"source_id": PAPER, "title": "Paper", "published_on": "May 2014", "publication_title": "Q"},
    {"source_id": UNUSED, "title": "Else", "published_on": "Undated", "publication_title": "R"},
)
UNITS = (
    {
        "o_id": BRIGADE,
        files.UNIT: "7 Brigade",
        "Organization:other_names": '7th Brigade;"Seven"',
        "Organization:classification": "Army;Military",
        "Organization division_id": "ng",
        files.PARENT: "Test Army",
        files.CHAIN: "Command",
        files.PARENT_SOURCES[0]: f"{PRESS};{PAPER};nan",
        "year": "2010",
        "month": "3",
        "Start date of OrganizationOrganization Y/N?": "N",
        "oo_year": "2014",
        "OrganizationOrganization:open_ended": "E",
        "Confidence: OrganizationOrganization:parent_id": "High",
        files.SITE[0]: "Town",
        files.SITE[1]: "5001",
        files.DIVISION[0]: "Kano",
        files.DIVISION[1]: "5000",
        files.SITE_COUNTRY: "ng",
        files.SITE_SOURCES[0]: PRESS,
        files.HEADQUARTERS: "Old Barracks",
        files.AREA[0]: "Kano",
        files.AREA[1]: "5000",
        files.AREA_COUNTRY: "ng",
        files.AREA_SOURCES[0]: PRESS,
        files.MEMBER: "Task Force",
        files.MEMBER_SOURCES[0]: PRESS,
    },
    {files.UNIT: "Test Army", "Organization:classification": "Army;Military"},
    {files.UNIT: "Task Force", "Organization:classification": "Joint Task Force;Army"},
)
POSTING = {
    "Name": "Musa Example",
    files.PERSON_ALIASES: "M. Example ; M Example",
    "Organization": "7 Brigade",
    "Source: Organization": PRESS,
    "Confidence: Organization": "Medium",
    files.ROLE: "Commander",
    "Confidence: Role": "Low",
    files.TITLE: "Acting General Officer",
    "Rank": "Colonel",
    "first_year": "2012",
    "first_month": "5",
    "first_day": "3",
    "Start date? (Y/N)": "Y",
    "Context for start date": "Appointed",
    "last_year": "2013",
    "End date? (Y/N)": "N",
}
SECOND = {**POSTING, "Name": "Ali Sample", files.TITLE: "", "Start date? (Y/N)": "N", "Rank": ""}
DEPUTY = {**SECOND, files.ROLE: "Deputy Commander"}
WITHOUT_ROLE = {**SECOND, files.ROLE: "", "Rank": "Major"}


def table(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    tabs = path.suffix == ".tsv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        if tabs:
            lines = ["\t".join(columns), *("\t".join(r.get(c, "") for c in columns) for r in rows)]
            stream.write("\r\n".join(lines) + "\r\n")
        else:
            writer = csv.DictWriter(stream, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)


def write(folder: Path, *postings: dict[str, str]) -> Path:
    table(folder / "xx_persons_20190501.csv", files.PERSON_COLUMNS, postings or (POSTING, SECOND))
    table(folder / "xx_orgs_20191024.tsv", files.UNIT_COLUMNS, UNITS)
    table(folder / "sources_20190501.csv", files.SOURCE_COLUMNS, SOURCES)
    return folder


def test_a_unit_has_parent_site_area_and_membership(tmp_path: Path) -> None:
    reading = read("sfm", write(tmp_path))
    assert reading.problems == []
    own = f"d/unit/{BRIGADE}"
    assert reading.nodes[own].properties["aliases"] == ["7th Brigade", '"Seven"']
    assert reading.triples("SUBORDINATE_TO") == {(own, "d/unit/test-army")}
    assert reading.triples("MEMBER_OF") == {(own, "d/unit/task-force")}
    assert reading.triples("BASED_IN") == {(own, "d/place/5001")}
    assert reading.triples("OPERATES_IN") == {(own, "d/place/5000")}
    assert reading.triples("WITHIN") == {
        ("d/place/5001", "d/place/5000"),
        ("d/place/5000", "d/country/ng"),
    }
    kinds = {n.properties["name"]: n.properties["kind"] for n in reading.of("Organization")}  # type: ignore[union-attr]
    assert kinds == {
        "7 Brigade": "unit",
        "Test Army": "state_security_force",
        "Task Force": "umbrella",
    }


def test_a_citation_is_not_a_start_unless_the_table_says_so(tmp_path: Path) -> None:
    reading = read("sfm", write(tmp_path))
    (chain,) = reading.of("SUBORDINATE_TO")
    assert chain.properties["first_seen"] == "2010-03"
    assert chain.properties["valid_to"] == "2014"
    assert "valid_from" not in chain.properties
    assert chain.properties["chain"] == "command"
    holds = {c.start: c.properties for c in reading.of("HOLDS")}  # type: ignore[union-attr]
    told = holds["d/person/musa-example"]
    assert (told["valid_from"], told["last_seen"]) == ("2012-05-03", "2013")
    assert not {"first_seen", "valid_to"} & set(told)
    assert holds["d/person/ali-sample"]["first_seen"] == "2012-05-03"
    assert "valid_from" not in holds["d/person/ali-sample"]


def test_a_post_is_made_of_role_and_unit(tmp_path: Path) -> None:
    reading = read("sfm", write(tmp_path, POSTING, SECOND, DEPUTY))
    post, own = f"d/position/{BRIGADE}/commander", f"d/unit/{BRIGADE}"
    assert reading.nodes[post].properties == {
        "name": "Commander, 7 Brigade",
        "aliases": ["General Officer, 7 Brigade"],
        "single_holder": True,
    }
    assert reading.triples("COMMANDS") == {(post, own)}
    deputy = f"d/position/{BRIGADE}/deputy-commander"
    assert reading.triples("POST_IN") == {(post, own), (deputy, own)}
    assert reading.triples("DEPUTY_TO") == {(deputy, post)}
    told = next(c for c in reading.claims.values() if c.start == "d/person/musa-example")
    assert told.properties["rank"] == "Colonel"
    assert told.properties["capacity"] == "acting"
    assert told.properties["note"] == "start: appointed"
    assert told.properties["credibility"] == "3"  # the least of Medium and Low


def test_a_posting_without_a_role_is_membership(tmp_path: Path) -> None:
    reading = read("sfm", write(tmp_path, WITHOUT_ROLE))
    assert ("d/person/ali-sample", f"d/unit/{BRIGADE}") in reading.triples("MEMBER_OF")
    assert reading.of("HOLDS") == []


def test_names_that_differ_in_case_alone_are_two_persons(tmp_path: Path) -> None:
    other = {**POSTING, "Name": "MUSA EXAMPLE"}
    reading = read("sfm", write(tmp_path, POSTING, other))
    assert reading.problems == []
    persons = {n.properties["name"] for n in reading.nodes.values() if n.label == "Person"}
    assert persons == {"Musa Example", "MUSA EXAMPLE"}


def test_only_cited_sources_are_loaded(tmp_path: Path) -> None:
    reading = read("sfm", write(tmp_path))
    assert {n.properties["record"] for n in reading.of("Source")} == {PRESS, PAPER}  # type: ignore[union-attr]
    assert reading.left_out == {"source that no loaded field cites": 1}
    assert reading.nodes[f"d/source/{PAPER}"].properties["published"] == "2014-05"


def test_a_unit_that_is_in_no_table_is_rejected(tmp_path: Path) -> None:
    reading = read("sfm", write(tmp_path, {**POSTING, "Organization": "9 Brigade"}))
    assert [p.field for p in reading.problems] == ["Organization"]


def test_a_second_scan_finds_everything_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert kinds_of_a_second_scan("sfm", folder, read("sfm", folder)) == {"Unchanged"}


def test_wrong_files_are_refused(tmp_path: Path) -> None:
    orgs = write(tmp_path) / "xx_orgs_20191024.tsv"
    text = orgs.read_text(encoding="utf-8")
    orgs.write_text(text[: len(text) // 2], encoding="utf-8")
    with pytest.raises(InputRefusedError, match=r"ends within a row|lacks the columns"):
        read("sfm", tmp_path)
    orgs.write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(InputRefusedError, match="another publisher's"):
        read("sfm", tmp_path)
    orgs.write_bytes(text.replace("7 Brigade", "7 Brigadé").encode("latin-1"))
    with pytest.raises(InputRefusedError, match="encoding"):
        read("sfm", tmp_path)
    orgs.rename(tmp_path / "xx_orgs.tsv")
    (tmp_path / "xx_persons_20190501.csv").rename(tmp_path / "xx_persons.csv")
    (tmp_path / "sources_20190501.csv").rename(tmp_path / "sources.csv")
    with pytest.raises(InputRefusedError, match="release = "):
        read("sfm", tmp_path)


def test_the_real_tables() -> None:
    reading = read("sfm", real_files("sfm_nigeria"))
    counts = reading.counts()
    assert counts["Organization"] == 1058
    assert counts["Person"] == 667
    posted = [c for c in reading.claims.values() if c.start.startswith("d/person/")]
    rejected = [p for p in reading.problems if "persons" in p.source]
    assert (len(posted), len(rejected)) == (884, 1)
    assert {(p.field, p.line) for p in reading.problems if "orgs" in p.source} == {
        ("last_seen", 396),
        ("last_seen", 555),
        ("first_seen", 664),
    }
    assert reading.left_out["source that no loaded field cites"] + counts["Source"] == 5987
    starts = [c for c in reading.of("HOLDS") if "valid_from" in c.properties]
    assert 0 < len(starts) < counts["HOLDS"]


def test_dates_of_sources_that_cannot_be_read_are_counted_and_named(tmp_path: Path) -> None:
    folder = write(tmp_path)
    dates = ("31 June 2010", "Undated")
    sources = [{**row, "published_on": text} for row, text in zip(SOURCES, dates, strict=False)]
    table(folder / "sources_20190501.csv", files.SOURCE_COLUMNS, sources)
    reading = read("sfm", folder)
    assert (
        reading.left_out['published_on of a source that cannot be read, such as "31 June 2010"']
        == 1
    )
    assert not any("Undated" in reason for reason in reading.left_out)
    assert reading.problems == []
    assert not any("published" in node.properties for node in reading.of("Source"))


def test_dates_with_a_greater_part_missing_are_counted_and_named(tmp_path: Path) -> None:
    without_year = {**POSTING, "first_year": "", "last_month": "", "last_day": "9"}
    reading = read("sfm", write(tmp_path, without_year))
    reason = (
        'date of a citation, in part or whole, that cannot be read, such as "?-5-3", "2013-?-9"'
    )
    assert reading.left_out[reason] == 2
    assert reading.problems == []
