"""The parts of the reload engine that need no server."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.errors import Problem
from graphdb.grades import CREDIBILITY, RELIABILITY, confidence, is_unjudged
from loaders.difference import compare
from loaders.keyindex import Entry, encode_segment, is_worn, replay
from loaders.records import ClaimRecord, Key, NodeRecord, Record, Scanned, record_hash
from loaders.resolve import Described, resolve
from loaders.spool import Spool, SpoolError

A = NodeRecord("person/a", "Person", {"name": "A"})
B = NodeRecord("person/b", "Person", {"name": "B"})
TIE = ClaimRecord("demo/1", "TIED_TO", "person/a", "person/b", {"credibility": "2"})


def scanned(*records: Record, raw: bytes = b"raw-form") -> list[Scanned]:
    return [Scanned(raw, record) for record in records]


def entry(record: Record, raw: bytes = b"raw-form") -> Entry:
    return Entry(raw, record_hash(record))


def test_everything_is_new_to_an_empty_index() -> None:
    with compare(scanned(A, TIE), {}) as found:
        assert found.counts == {"nodes added": 1, "claims added": 1}
        assert (found.rows, found.size) == (2, 2)


def test_the_same_rows_in_another_order_make_no_difference() -> None:
    index = {r.key: entry(r) for r in (A, B, TIE)}
    with compare(scanned(TIE, B, A), index) as found:
        assert (found.size, dict(found.counts), found.refreshed) == (0, {}, {})


def test_a_row_written_differently_that_says_the_same_is_only_refreshed() -> None:
    index = {A.key: entry(A)}
    with compare(scanned(A, raw=b"other---"), index) as found:
        assert found.size == 0
        assert found.refreshed == {A.key: entry(A, b"other---")}


def test_changed_and_removed_rows_are_told_apart() -> None:
    index = {r.key: entry(r) for r in (A, B, TIE)}
    changed = NodeRecord("person/a", "Person", {"name": "Ali"})
    with compare(scanned(changed, B), index) as found:
        assert dict(found.counts) == {"nodes changed": 1, "claims removed": 1}
        assert found.removed_claims == [TIE.key]


def test_a_node_under_another_label_is_not_gone() -> None:
    other = NodeRecord("person/a", "Organization", {"name": "A", "kind": "other"})
    with compare(scanned(other), {A.key: entry(A)}) as found:
        assert dict(found.counts) == {"nodes added": 1, "nodes changed label": 1}


def test_wrong_rows_are_counted_once_each() -> None:
    wrong = [Problem("a.csv", 2, "x", "is wrong"), Problem("a.csv", 2, "y", "is wrong")]
    with compare([*wrong, *scanned(A)], {}) as found:
        assert (found.rows, found.rejected, len(found.problems)) == (2, 1, 2)


keys = st.builds(
    Key,
    st.sampled_from(["node", "claim"]),
    st.sampled_from(["Person", "HOLDS"]),
    st.text("ab/1", min_size=1),
)
entries = st.builds(Entry, st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))


@given(st.lists(st.tuples(st.dictionaries(keys, entries), st.sets(keys))))
def test_the_index_is_what_its_segments_put_and_removed(
    segments: list[tuple[dict[Key, Entry], set[Key]]],
) -> None:
    wanted: dict[Key, Entry] = {}
    for put, removed in segments:
        wanted |= put
        for key in removed:
            wanted.pop(key, None)
    found, lines = replay(encode_segment(put, removed) for put, removed in segments)
    assert found == wanted
    assert lines == sum(len(put) + len(removed) for put, removed in segments)


def test_a_log_that_is_mostly_history_is_worn() -> None:
    assert not is_worn(lines=1000, live=0)
    assert is_worn(lines=1001, live=0)
    assert not is_worn(lines=3000, live=1000)
    assert is_worn(lines=3001, live=1000)


def described(dataset: str, rank: int, **properties: str) -> Described:
    return Described(dataset, rank, "Person", dict(properties))


def test_the_highest_rank_speaks_property_by_property() -> None:
    first = described("b", 1, name="Qasem")
    second = described("a", 2, name="Qassem", born="1957")
    assert resolve([second, first]).properties == {
        "name": "Qasem",
        "born": "1957",
        "aliases": ["Qassem"],
        "datasets": ["a", "b"],
    }


def test_equal_ranks_speak_by_name() -> None:
    assert (
        resolve([described("b", 1, name="B"), described("a", 1, name="A")]).properties["name"]
        == "A"
    )


def test_the_order_of_records_does_not_matter() -> None:
    records = [
        described(name, rank, name=name, born=str(1900 + rank))
        for name, rank in (("a", 3), ("b", 1), ("c", 2), ("d", 1))
    ]
    wanted = resolve(records)
    for seed in range(10):
        shuffled = random.Random(seed).sample(records, k=len(records))  # noqa: S311
        assert resolve(shuffled) == wanted


def test_an_entity_without_records_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        resolve([])


def test_a_record_hash_knows_ends_and_content() -> None:
    first = ClaimRecord("d/1", "HOLDS", "a", "b", {"x": 1, "y": date(2020, 1, 3)})
    same = ClaimRecord("d/1", "HOLDS", "a", "b", {"x": 1, "y": date(2020, 1, 3)})
    moved = ClaimRecord("d/1", "HOLDS", "a", "c", {"x": 1, "y": date(2020, 1, 3)})
    changed = ClaimRecord("d/1", "HOLDS", "a", "b", {"x": "1", "y": date(2020, 1, 3)})
    assert record_hash(first) == record_hash(same)
    assert len({record_hash(record) for record in (first, moved, changed)}) == 3


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 35])
def test_a_spool_gives_back_what_it_took_as_often_as_asked(count: int) -> None:
    with Spool[int](batch=10) as spool:
        for number in range(count):
            spool.add(number)
        assert len(spool) == count
        for _ in range(2):
            assert [n for batch in spool.batches() for n in batch] == list(range(count))


@pytest.mark.parametrize("reliability", RELIABILITY)
@pytest.mark.parametrize("credibility", CREDIBILITY)
def test_confidence_is_a_chance(reliability: str, credibility: str) -> None:
    value = confidence(reliability, credibility)
    assert 0 < value < 1
    assert is_unjudged(reliability, credibility) == ("F" in reliability or "6" in credibility)


def test_better_grades_give_more_confidence() -> None:
    by_source = [confidence(r, "2") for r in "ABCDE"]
    by_information = [confidence("B", c) for c in "12345"]
    assert by_source == sorted(by_source, reverse=True)
    assert by_information == sorted(by_information, reverse=True)


def test_a_full_disk_under_a_spool_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("loaders.spool.pickle.dump", full)
    with Spool[int](batch=1) as spool, pytest.raises(SpoolError, match=r"No space left.*TMPDIR"):
        spool.add(1)
