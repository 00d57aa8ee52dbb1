"""Reviews of claims: validated with their dataset, summed up, and never loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from loaders.examining import validate
from loaders.records import Unchanged
from loaders.reviews import Review, read_reviews, summary
from loaders.tables import scan_tables, scan_tables_part
from tests.datasets import claim, organization, state, write_tables

ACTORS = [state("Sponsor"), organization("Group")]
CLAIMS = [
    claim("SPONSORS", "state/sponsor", "organization/group", id="south/one"),
    claim("DIRECTS", "state/sponsor", "organization/group", id="two"),
]


def reviewed(folder: Path, *lines: str) -> Path:
    tables = write_tables(folder / "data", actors=ACTORS, claims=CLAIMS)
    rows = "\n".join(["claim,date,verdict,note", *lines])
    (tables / "reviews.csv").write_text(rows + "\n", encoding="utf-8")
    return tables


def problems(folder: Path) -> list[tuple[str, int, str, str]]:
    return [(p.source, p.line, p.field, p.value) for p in validate("tables", folder)[1]]


def test_reviews_are_validated_and_not_loaded(tmp_path: Path) -> None:
    bare = write_tables(tmp_path / "bare", actors=ACTORS, claims=CLAIMS)
    folder = reviewed(
        tmp_path,
        "south/one,2026-11-29,right,",
        "gone,2026-11-28,corrected,the date",
        "gone,2026-11-29,withdrawn,nothing says so",
    )
    assert problems(folder) == []
    assert list(scan_tables(folder, "demo", {})) == list(scan_tables(bare, "demo", {}))


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("three,2026-11-29,right,", "claim", "three"),
        ("demo/two,2026-11-29,right,", "claim", "demo/two"),
        (",2026-11-29,right,", "claim", ""),
        ("two,2026-11,right,", "date", "2026-11"),
        ("two,20261129,right,", "date", "20261129"),
        ("two,2026-02-30,right,", "date", "2026-02-30"),
        ("two,,right,", "date", ""),
        ("two,2026-11-29,wrong,", "verdict", "wrong"),
        ("two,2026-11-29,,", "verdict", ""),
        ("south/one,2026-11-29,right,same", "claim", "south/one"),
    ],
)
def test_a_wrong_review_is_reported(tmp_path: Path, line: str, field: str, value: str) -> None:
    folder = reviewed(tmp_path, "south/one,2026-11-29,right,same", line)
    assert problems(folder) == [("reviews.csv", 3, field, value)]


def test_two_reviews_of_a_claim_on_one_day_are_kept(tmp_path: Path) -> None:
    folder = reviewed(tmp_path, "two,2026-11-29,corrected,date", "two,2026-11-29,right,again")
    assert problems(folder) == []


def test_a_review_of_an_unchanged_claim_finds_it(tmp_path: Path) -> None:
    folder = reviewed(tmp_path, "two,2026-11-29,right,")
    first = list(scan_tables(folder, "demo", {}))
    again = list(scan_tables(folder, "demo", {one.raw_hash: one.record.key for one in first}))
    assert {type(one) for one in again} == {Unchanged}


def test_the_reviews_are_checked_by_one_of_several_readers(tmp_path: Path) -> None:
    folder = reviewed(tmp_path, "two,2026-11-29,right,", "three,2026-11-29,right,")
    read = [list(scan_tables_part(folder, "demo", part, 3)) for part in range(3)]
    wrong = [[one.value for one in part if hasattr(one, "rule")] for part in read]
    assert wrong == [["three"], [], []]


def test_reviews_alone_are_no_dataset(tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text("claim,date,verdict\n")
    with pytest.raises(InputRefusedError, match="holds no table"):
        validate("tables", tmp_path)


def test_the_latest_verdict_on_a_claim_counts(tmp_path: Path) -> None:
    folder = reviewed(
        tmp_path,
        "south/one,2026-11-30,right,",
        "south/one,2026-11-29,corrected,",
        "two,2026-11-28,not_opened,",
        "gone,2026-11-28,withdrawn,",
    )
    read = read_reviews(folder)
    assert read[0] == Review("south/one", date(2026, 11, 30), "right", "")
    found = summary(read)
    assert found is not None
    assert found.document() == {
        "claims": 3,
        "verdicts": {"right": 1, "not_opened": 1, "withdrawn": 1},
        "last": "2026-11-30",
    }
    assert str(found) == (
        "3 claims read against their sources: 1 right, 1 withdrawn, 1 not opened; "
        "last on 2026-11-30"
    )


def test_a_dataset_without_reviews_has_no_summary(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "data", actors=ACTORS)
    assert summary(read_reviews(folder)) is None
