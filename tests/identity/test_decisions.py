from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from loaders.identity.decisions import (
    Decision,
    added,
    checked,
    clusters,
    decision,
    read_decisions,
    undone,
    write_decisions,
)

HEADER = "left,right,decision,author,date,reason\n"


def same(left: str, right: str) -> Decision:
    return decision(left, right, "same", "analyst", "one, and the same", date(2026, 1, 1))


def different(left: str, right: str) -> Decision:
    return decision(left, right, "different", "analyst", "two", date(2026, 1, 1))


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    table = tmp_path / "new" / "decisions.csv"
    assert read_decisions(table) == ()
    written = [same("b/2", "a/1"), different("c/3", "a/1")]
    write_decisions(table, written)
    assert table.read_text(encoding="utf-8").startswith(HEADER)
    assert read_decisions(table) == tuple(sorted(written))
    assert [one.pair for one in read_decisions(table)] == [("a/1", "b/2"), ("a/1", "c/3")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A B,b/2,same,x,2026-01-01,why", "decisions.csv:2: left: invalid id: "),
        ("a/1,a/1,same,x,2026-01-01,why", "right: is the same id as on the left"),
        ("a/1,b/2,maybe,x,2026-01-01,why", "decision: is not one of same, different, unsure"),
        ("a/1,b/2,same,,2026-01-01,why", "author: is required"),
        ("a/1,b/2,same,x,2026-01-01,", "reason: is required"),
        ("a/1,b/2,same,x,yesterday,why", "date: is not a date"),
    ],
)
def test_a_wrong_row_is_told_with_its_place(tmp_path: Path, row: str, told: str) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text(f"{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(InputRefusedError) as refused:
        read_decisions(table)
    assert told in str(refused.value)


def test_another_file_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text("id,name\n1,x\n", encoding="utf-8")
    with pytest.raises(InputRefusedError, match="its columns must be left,right"):
        read_decisions(table)
    table.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputRefusedError, match="is not a CSV file in UTF-8"):
        read_decisions(table)


def test_the_same_pair_twice_is_refused_in_either_order() -> None:
    one = same("a", "b")
    other = Decision("b", "a", "unsure", "x", "2026-01-01", "y")
    with pytest.raises(InputRefusedError, match="decided more than once: a and b"):
        checked([one, other])


def test_a_contradiction_across_a_chain_is_refused() -> None:
    with pytest.raises(InputRefusedError, match="a, b, c"):
        checked([same("a", "b"), same("b", "c"), different("a", "c")])
    assert len(checked([same("a", "b"), different("b", "c")])) == 2


def test_sameness_is_passed_on_and_unsure_joins_nothing() -> None:
    unsure = decision("d", "e", "unsure", "x", "y", date(2026, 1, 1))
    found = clusters([same("c", "b"), same("x", "y"), same("a", "b"), unsure])
    assert found == (("a", "b", "c"), ("x", "y"))


def test_a_new_decision_replaces_the_former_on_the_pair() -> None:
    assert added([different("a", "b")], same("b", "a")) == (same("a", "b"),)


def test_undoing_takes_just_that_one_back() -> None:
    both = (same("a", "b"), same("c", "d"))
    assert undone(both, "b", "a") == (same("c", "d"),)
    with pytest.raises(InputRefusedError, match="no decision on a and z"):
        undone(both, "z", "a")


@pytest.mark.parametrize(
    "wrong",
    [
        decision("a/1", "a/1", "same", "x", "y", date(2026, 1, 1)),
        decision("a/1", "b/2", "same", " ", "y", date(2026, 1, 1)),
        decision("a/1", "b/2", "same", "x", "", date(2026, 1, 1)),
        decision("A 1", "b/2", "same", "x", "y", date(2026, 1, 1)),
        decision("", "b/2", "same", "x", "y", date(2026, 1, 1)),
    ],
)
def test_no_table_is_written_that_cannot_be_read(tmp_path: Path, wrong: Decision) -> None:
    table = tmp_path / "decisions.csv"
    write_decisions(table, [same("c/1", "d/2")])
    before = table.read_bytes()
    with pytest.raises(InputRefusedError):
        write_decisions(table, added(read_decisions(table), wrong))
    assert table.read_bytes() == before


@pytest.mark.parametrize("reason", ["two\nlines", "cr\rlf\r\n", 'q"uo,te', "\x1b[2J", " x ", "سبب"])
def test_a_reason_of_any_letters_is_kept(tmp_path: Path, reason: str) -> None:
    table = tmp_path / "decisions.csv"
    written = decision("a/1", "b/2", "same", "x", reason, date(2026, 1, 1))
    write_decisions(table, [written])
    assert read_decisions(table) == (written,)


@pytest.mark.parametrize("length", [201, 9_000])
def test_an_id_beyond_the_stores_limits_is_a_wrong_row(tmp_path: Path, length: int) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        "left,right,decision,author,date,reason\n"
        f"person/a,{'x' * length},same,An Analyst,2026-01-01,a reason\n",
        encoding="utf-8",
    )
    with pytest.raises(InputRefusedError, match="is longer than 200 characters") as refused:
        read_decisions(path)
    assert [(one.line, one.field) for one in refused.value.problems] == [(2, "right")]
