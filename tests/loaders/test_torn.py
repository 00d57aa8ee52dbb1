"""What a load that was cut off leaves behind, and what questions say of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from analytics.questions.centrality import centrality
from analytics.scope import Question
from graphdb import state
from graphdb.connection import Graph, Transaction
from graphdb.errors import GraphMovedError, InputRefusedError
from graphdb.settings import Settings
from loaders import engine, writer
from loaders.canonical import canonical_digest
from loaders.changes import ChangeLog
from loaders.engine import load, unload
from loaders.identity.applying import apply_decisions
from loaders.identity.decisions import decision
from loaders.lock import take_lock
from loaders.options import LoadOptions
from loaders.writer import Target
from tests.conftest import empty
from tests.datasets import Row, claim, person, write_tables

pytestmark = pytest.mark.server

DAY = date(2020, 1, 3)
NAMES = "ABCDEF"
TIES = ("TIED_TO",)
SAME = decision("person/a", "person/other", "same", "an analyst", "a reason", date(2026, 1, 1))


class KilledError(BaseException):
    """Stands for the end of a process."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(state._LOG, "warning", lambda text, *values: found.append(text % values))
    return found


def ties(names: Sequence[str], year: str) -> list[Row]:
    return [
        claim("TIED_TO", f"person/{one.lower()}", f"person/{other.lower()}", valid_from=year)
        for one, other in itertools.pairwise(names)
    ]


def version(folder: Path, number: int) -> Path:
    """One of two versions of a dataset, between which every kind of change happens."""
    names = NAMES[number:] if number else NAMES[:-1]
    rank = {"description": f"version {number}"}
    actors = [{**person(name), **rank} for name in names]
    return write_tables(folder / str(number), actors=actors, claims=ties(names, f"201{number}"))


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    return [version(tmp_path / "one", number) for number in (0, 1)]


@pytest.fixture
def loaded(graph: Graph, folders: list[Path], tmp_path: Path) -> Graph:
    """The first version of one dataset, another dataset, and a decision that ties both."""
    options = LoadOptions(rank=1)
    load(graph, "tables", folders[0], "one", options)
    actors = [person("Other"), person("Another")]
    more = write_tables(tmp_path / "two", actors=actors, claims=ties(["Other", "Another"], "2015"))
    load(graph, "tables", more, "two", options)
    apply_decisions(graph, [SAME])
    return graph


def load_and_die(
    graph: Graph, folder: Path, patch: pytest.MonkeyPatch, *, after: bool, rank: int = 1
) -> None:
    """Load, and die right before the data is written, or right after it."""
    original = engine.write_difference

    def dying(target: Target, *rest: object) -> ChangeLog:
        if after:
            original(target, *rest)  # type: ignore[arg-type]
        raise KilledError

    with patch.context() as now:
        now.setattr(engine, "write_difference", dying)
        with pytest.raises(KilledError):
            load(graph, "tables", folder, "one", LoadOptions(rank=rank, most_removed=1.0))


def load_and_die_in_the_middle(graph: Graph, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Load in many transactions, and die once new nodes are written and before claims are."""

    def dying(*rest: object, **named: object) -> None:
        raise KilledError

    with patch.context() as now:
        now.setattr(writer, "SINGLE_TRANSACTION", 0)
        now.setattr(writer, "_add_claims", dying)
        with pytest.raises(KilledError):
            load(graph, "tables", folder, "one", LoadOptions(rank=1, most_removed=1.0))


def digest_of_fresh(graph: Graph, server: Settings, folder: Path, two: Path, rank: int) -> str:
    empty(graph, server)
    load(graph, "tables", folder, "one", LoadOptions(rank=rank))
    load(graph, "tables", two, "two", LoadOptions(rank=1))
    apply_decisions(graph, [SAME])
    return canonical_digest(graph)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("rank", [1, 3])
def test_a_killed_load_of_one_transaction_leaves_nothing_torn_and_blocks_nobody(
    loaded: Graph,
    server: Settings,
    folders: list[Path],
    tmp_path: Path,
    told: list[str],
    after: bool,
    rank: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = canonical_digest(loaded)
    load_and_die(loaded, folders[1], monkeypatch, after=after, rank=rank)
    answered = loaded.consistent(canonical_digest, patience=0.01)
    assert told == []
    assert loaded.state().unfinished == ("one",)  # The next load of it takes nothing for granted.
    whole = digest_of_fresh(loaded, server, folders[1], tmp_path / "two", rank)
    assert answered == (whole if after else before)


def test_what_a_killed_load_had_written_is_taken_back_by_the_former_input(
    loaded: Graph, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canonical_digest(loaded)
    load_and_die(loaded, folders[1], monkeypatch, after=True)
    done = load(loaded, "tables", folders[0], "one", LoadOptions(rank=1, most_removed=1.0))
    assert done.outcome == "changed"
    assert canonical_digest(loaded) == before
    assert loaded.state().unfinished == ()


def test_after_a_killed_load_of_several_transactions_questions_answer_with_a_warning(
    loaded: Graph, folders: list[Path], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_and_die_in_the_middle(loaded, folders[1], monkeypatch)
    assert loaded.state().torn == ("one",)
    for datasets in ((), ("one",), ("one", "two")):
        centrality(loaded, Question(DAY, datasets=datasets, relations=TIES))
        assert len(told) == 1
        assert "the latest load of one was cut off" in told.pop()
    centrality(loaded, Question(DAY, datasets=("two",), relations=TIES))
    assert told == []
    load(loaded, "tables", folders[1], "one", LoadOptions(rank=1, most_removed=1.0))
    assert loaded.state().torn == ()
    centrality(loaded, Question(DAY, relations=TIES))
    assert told == []


def test_another_datasets_load_does_not_hide_a_torn_one(
    loaded: Graph, folders: list[Path], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_and_die_in_the_middle(loaded, folders[1], monkeypatch)
    unload(loaded, "two")
    centrality(loaded, Question(DAY, relations=TIES))
    assert len(told) == 1
    unload(loaded, "one")
    centrality(loaded, Question(DAY, relations=TIES))
    assert len(told) == 1
    assert (loaded.state().unfinished, loaded.state().torn) == ((), ())


@pytest.mark.parametrize(
    ("reads", "is_warned"),
    [
        ([["one"]], True),
        ([["two"]], False),
        ([["two"], ["one"]], True),
        ([["two"], []], True),
        ([[]], True),
        ([None], True),
        ([], True),
    ],
)
def test_a_warning_comes_where_a_read_rests_on_a_torn_dataset(
    loaded: Graph,
    told: list[str],
    reads: list[list[str] | None],
    is_warned: bool,
) -> None:
    loaded.write("load/version_begin", token="dead", dataset="one")
    loaded.write("load/version_torn", dataset="one")

    def work(opened: Graph) -> None:
        opened.read("load/datasets_read")
        for datasets in reads:
            opened.read("analytics/actors", datasets=datasets)

    loaded.consistent(work, patience=0.01)
    assert bool(told) == is_warned


def test_what_an_older_program_left_unfinished_counts_as_torn(
    loaded: Graph, told: list[str]
) -> None:
    def of_old(transaction: Transaction) -> None:
        transaction.run("load/version_begin", token="dead", dataset="one")
        transaction.run("testing/forget_torn")

    loaded.in_transaction(of_old)
    assert loaded.state().torn == ("one",)
    loaded.write("load/version_begin", token="next", dataset="two")
    assert loaded.state().torn == ("one",)


def test_a_load_under_way_is_waited_for(loaded: Graph) -> None:
    lease = take_lock(loaded, "one", 600)
    loaded.write("load/version_begin", token=lease.token, dataset="one")
    with pytest.raises(GraphMovedError, match="has not finished"):
        loaded.consistent(canonical_digest, patience=0.05)
    loaded.write("load/lock_release", token=lease.token)
    loaded.consistent(canonical_digest, patience=0.05)


def test_a_writer_that_goes_on_after_its_lease_is_seen_by_readers(loaded: Graph) -> None:
    """It may still commit, as nobody has taken the lock: an answer of before and after is none."""
    loaded.write("load/version_begin", token="slow", dataset="one")
    calls: list[int] = []

    def work(opened: Graph) -> int:
        calls.append(1)
        if len(calls) == 1:
            opened.write("load/version_step")
        return len(calls)

    assert loaded.consistent(work, patience=5) == 2


def refuse(*arguments: object, **named: object) -> None:
    raise InputRefusedError("stands for what the server refuses")


def test_a_load_that_the_server_refuses_leaves_nothing(
    loaded: Graph, folders: list[Path], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canonical_digest(loaded)
    with monkeypatch.context() as now:
        now.setattr(writer, "_add_claims", refuse)
        with pytest.raises(InputRefusedError):
            load(loaded, "tables", folders[1], "one", LoadOptions(rank=1, most_removed=1.0))
    assert loaded.consistent(canonical_digest, patience=0.01) == before
    assert told == []
