"""Parts that other processes read and write are together what one process reads and writes."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from loaders.bulk import helpers
from loaders.bulk.files import ImportFiles
from loaders.bulk.helpers import (
    Helper,
    HelperFailedError,
    Order,
    carry_out,
    helping,
    parts_for,
    take_in,
)
from loaders.difference import Difference, compare
from loaders.sources import source_kind
from proxygraph.dataset import curated_dataset
from tests.datasets import claim, person, write_tables


def order_of(path: Path, folder: Path, part: int, parts: int) -> Order:
    folder.mkdir(exist_ok=True)
    return Order("tables", path, "d", 5, folder, part, parts, source_kind("tables").version)


def claims_in(folder: Path) -> Counter[tuple[str, ...]]:
    """Read all claims that stand in a folder of files, whichever process has written them."""
    found: Counter[tuple[str, ...]] = Counter()
    for path in folder.glob("claim_*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            claim_type = path.stem.partition("-")[0]
            found.update((claim_type, *row) for row in csv.reader(stream) if ":" not in row[0])
    return found


def whole_of(path: Path, folder: Path, parts: int) -> Difference:
    """Read the first part here and the others in processes, as a bulk load does."""
    orders = [order_of(path, folder, part, parts) for part in range(1, parts)]
    folder.mkdir(exist_ok=True)
    scan_part = source_kind("tables").scan_part
    assert scan_part is not None
    with ImportFiles(folder, "d", 5, parts=parts) as files, helping(orders) as started:
        empty = Difference(nodes=files.nodes, added_claims=files.claims)
        scanned = scan_part(path, "d", 0, parts, all_nodes=True)
        with compare(scanned, {}, empty=empty) as difference:
            for helper in started:
                take_in(difference, files, helper.answer(lambda: None))
            return difference


def test_the_curated_dataset_in_parts(tmp_path: Path) -> None:
    whole = whole_of(curated_dataset(), tmp_path / "one", 1)
    for parts in (2, 3):
        found = whole_of(curated_dataset(), tmp_path / str(parts), parts)
        assert found.counts == whole.counts
        assert (found.rows, found.size) == (whole.rows, whole.size)
        assert claims_in(tmp_path / str(parts)) == claims_in(tmp_path / "one")
    assert whole.counts["claims added"] > 2_000


def test_what_is_wrong_is_told_once_and_the_same(tmp_path: Path) -> None:
    actors = [person("A"), {**person("B"), "born": "no date"}, person("C")]
    ties = [claim("TIED_TO", "person/a", "person/c", id=f"c{number // 2}") for number in range(9)]
    ties += [claim("TIED_TO", "person/a", f"person/{name}", id=name) for name in ("b", "nobody")]
    path = write_tables(tmp_path / "data", actors=actors, claims=ties)
    with (path / "claims.csv").open("a") as stream:
        stream.write("one,cell,too,few\n")
    whole = whole_of(path, tmp_path / "one", 1)
    found = whole_of(path, tmp_path / "three", 3)
    assert len(whole.problems) == 8
    assert sorted(found.problems) == sorted(whole.problems)
    assert (found.rows, found.rejected) == (whole.rows, whole.rejected) == (16, 8)


@pytest.mark.parametrize("parts", [1, 3])
def test_columns_that_are_none_refuse_the_whole(tmp_path: Path, parts: int) -> None:
    ties = [{**claim("TIED_TO", "person/a", "person/b"), "one": "1", "two": "2"}]
    path = write_tables(tmp_path / "data", actors=[person("A"), person("B")], claims=ties)
    with pytest.raises(InputRefusedError) as refused:
        whole_of(path, tmp_path / "files", parts)
    assert [(p.line, p.field) for p in refused.value.problems] == [(1, "one"), (1, "two")]


def test_a_helper_that_ends_early_is_told(tmp_path: Path) -> None:
    with helping([order_of(curated_dataset(), tmp_path, 1, 2)]) as (helper,):
        helper.stop()
        with pytest.raises(HelperFailedError, match=r"part 1 .* ended with code -9, nothing was"):
            helper.answer(lambda: None)


def test_a_helper_of_another_version_reads_nothing(tmp_path: Path) -> None:
    other = replace(order_of(curated_dataset(), tmp_path, 1, 2), version="another")
    with helping([other]) as (helper,), pytest.raises(HelperFailedError, match="was replaced"):
        helper.answer(lambda: None)
    assert not list(tmp_path.glob("*.csv"))


def test_its_own_error_is_told(tmp_path: Path) -> None:
    broken = replace(order_of(curated_dataset(), tmp_path, 1, 2), kind="ucdp-esd")
    broken = replace(broken, version=source_kind("ucdp-esd").version)
    told = pytest.raises(HelperFailedError, match="AssertionError: ucdp-esd")
    with helping([broken]) as (helper,), told:
        helper.answer(lambda: None)


def test_what_it_refuses_is_refused(tmp_path: Path) -> None:
    gone = order_of(tmp_path / "nowhere", tmp_path, 1, 2)
    with helping([gone]) as (helper,), pytest.raises(InputRefusedError, match="does not exist"):
        helper.answer(lambda: None)


def test_an_input_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = write_tables(tmp_path / "data", actors=[person("A"), person("B")])
    answer = carry_out(order_of(path, tmp_path / "files", 1, 2))
    changed = pytest.raises(InputRefusedError, match="changed while it was read")
    with ImportFiles(tmp_path, "d", 5, parts=2) as files, changed:
        take_in(Difference(), files, answer)


def test_it_waits_with_a_heartbeat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helpers, "BEAT_SECONDS", 0.001)
    beats: list[int] = []
    with helping([order_of(curated_dataset(), tmp_path, 1, 2)]) as (helper,):
        assert helper.answer(lambda: beats.append(1)).written.claims > 1_000
    assert beats


def test_none_outlives_the_block(tmp_path: Path) -> None:
    with helping([order_of(curated_dataset(), tmp_path, 1, 2)]) as (helper,):
        assert isinstance(helper, Helper)
    assert helper._process.returncode is not None


def test_a_large_input_is_divided_and_a_small_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = source_kind("tables")
    assert parts_for(tables, curated_dataset()) == 1
    monkeypatch.setattr(helpers, "PARTED_BYTES", 1)
    monkeypatch.setattr(helpers, "_processors", lambda: 64)
    assert parts_for(tables, curated_dataset()) == helpers.MOST_PARTS
    assert parts_for(source_kind("ucdp-esd"), tmp_path) == 1
