"""Batches that are written side by side end where one transaction ends, and stop at an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.connection import Graph, Transaction
from graphdb.schema import apply_schema
from graphdb.settings import Settings
from loaders import difference, lanes, writer
from loaders.canonical import canonical_digest
from loaders.engine import load, unload
from loaders.lanes import run_side_by_side
from loaders.lock import LANES, Keeper, Lease, LeaseLostError, writers_lock
from loaders.options import LoadOptions
from loaders.transactions import Step, leased_transaction
from tests.datasets import Row, claim, organization, write_tables

pytestmark = pytest.mark.server

HUBS = 3


@pytest.fixture
def in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "SINGLE_TRANSACTION", 0)
    monkeypatch.setattr(writer, "BATCH", 25)
    monkeypatch.setattr(difference, "BATCH", 25)


def around_hubs(folder: Path, first: int, last: int, turn: int = 0, credibility: str = "2") -> Path:
    """Write claims that nearly all meet at a few actors: lanes have to get by each other there.

    With another ``turn`` the same claims end at other actors.
    """
    actors = [organization(f"o{number}") for number in range(60)]
    claims: list[Row] = [
        claim(
            ("SPONSORS", "ALLIED_WITH", "DIRECTS")[number % 3],
            f"organization/o{number % HUBS}",
            f"organization/o{HUBS + (number + turn * (number % 2)) % 57}",
            id=f"c{number}",
            credibility=credibility,
        )
        for number in range(first, last)
    ]
    return write_tables(folder, actors=actors, claims=claims)


def test_side_by_side_ends_where_one_transaction_ends(
    graph: Graph, tmp_path: Path, in_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = LoadOptions(most_removed=1.0)
    first = around_hubs(tmp_path / "first", 0, 400)
    second = around_hubs(tmp_path / "second", 200, 700)
    for folder in (first, second):
        load(graph, "tables", folder, "demo", options)
    found = canonical_digest(graph)
    again = load(graph, "tables", first, "demo", LoadOptions(most_removed=1.0, dry_run=True))
    assert (again.claims_added, again.claims_removed) == (200, 300), "the key index agrees"
    unload(graph, "demo")
    monkeypatch.setattr(writer, "SINGLE_TRANSACTION", 50_000)
    load(graph, "tables", second, "demo", options)
    assert canonical_digest(graph) == found


def test_claims_are_changed_and_removed_one_batch_after_another(
    graph: Graph, tmp_path: Path, in_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Side by side, nearly every such reload had a batch that the server ended as a deadlock."""
    under_way: list[str] = []
    met: set[tuple[str, int]] = set()

    def watched(graph: Graph, lease: Lease, step: Step, lane: int | None = None) -> None:
        name = step.func.__name__  # type: ignore[attr-defined]
        under_way.append(name)
        met.add((name, len(under_way)))
        try:
            leased_transaction(graph, lease, step, lane)
        finally:
            under_way.remove(name)

    monkeypatch.setattr(lanes, "leased_transaction", watched)
    options = LoadOptions(most_removed=1.0)
    load(graph, "tables", around_hubs(tmp_path / "first", 0, 600), "demo", options)
    second = around_hubs(tmp_path / "second", 100, 700, turn=1, credibility="3")
    loaded = load(graph, "tables", second, "demo", options)
    assert (loaded.claims_changed, loaded.claims_removed) == (500, 100)
    alone = {(name, beside) for name, beside in met if name in ("_change_claims", "_remove_claims")}
    assert alone == {("_change_claims", 1), ("_remove_claims", 1)}


def test_an_error_ends_it_and_the_next_run_ends_right(
    graph: Graph, tmp_path: Path, in_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = around_hubs(tmp_path / "data", 0, 400)
    written = writer._index
    calls = []

    def fail_in_between(*arguments: object, **named: object) -> None:
        calls.append(1)
        if len(calls) == 8:
            raise RuntimeError("out of order")
        written(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(writer, "_index", fail_in_between)
    with pytest.raises(RuntimeError, match="out of order"):
        load(graph, "tables", folder, "demo")
    monkeypatch.setattr(writer, "_index", written)
    assert load(graph, "tables", folder, "demo").claims_added < 400, "what was committed stayed"
    found = canonical_digest(graph)
    unload(graph, "demo")
    load(graph, "tables", folder, "demo")
    assert canonical_digest(graph) == found


def test_whoever_takes_the_lock_over_takes_the_lanes(graph: Graph, server: Settings) -> None:
    apply_schema(graph)
    with writers_lock(graph, "sleeper", lease_seconds=0) as asleep, Graph(server) as other:
        for lane in range(LANES):
            leased_transaction(graph, asleep, nothing, lane)
        with writers_lock(other, "awake"):
            for lane in range(LANES):
                with pytest.raises(LeaseLostError, match="paused for more than its lease"):
                    leased_transaction(graph, asleep, nothing, lane)


def test_the_lease_is_renewed_while_lanes_are_at_work(graph: Graph) -> None:
    apply_schema(graph)
    with writers_lock(graph, "demo", lease_seconds=0) as lease:
        before = graph.read("load/lock_read")[0]["expires"]
        run_side_by_side(Keeper(graph, lease), steps_of(5))
        assert graph.read("load/lock_read")[0]["expires"] > before


def nothing(transaction: Transaction) -> None:
    """Write nothing."""


def steps_of(count: int) -> Iterator[Step]:
    for _ in range(count):
        yield nothing
