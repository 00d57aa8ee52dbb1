"""A bulk load on a server of its own: the graph of the ordinary load, or an empty one."""

from __future__ import annotations

import os
import random
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError, NoServerError
from graphdb.schema import applied_migration, apply_schema
from loaders.bulk import prepare
from loaders.canonical import canonical_lines
from loaders.engine import load, unload
from loaders.options import LoadOptions
from loaders.runs import read_changes, read_runs
from proxygraph import bulk
from proxygraph.bulk import bulk_load, is_worth_it, load_as_fits
from proxygraph.dataset import curated_dataset
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.server import ensure_server, stop_server
from proxygraph.runtime.storeswap import staging
from tests.conftest import empty
from tests.datasets import claim, organization, person, write_tables

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The home of a server that these tests may stop and start."""
    made = Home(tmp_path_factory.mktemp("bulk") / "home", default_home().cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROXYGRAPH_HOME", str(made.root))
        patch.setenv("PROXYGRAPH_CACHE", str(made.cache))
        patch.setenv("PROXYGRAPH_HEAP", "1g")
        patch.setenv("PROXYGRAPH_PAGECACHE", "128m")
        ensure_server(made)
        yield made
        stop_server(made)


@pytest.fixture
def own(home: Home) -> Iterator[Graph]:
    """The empty graph of that server, started where a test before has ended it."""
    reached = ensure_server(home)
    with Graph(reached) as graph:
        empty(graph, reached)
        yield graph


def lines_of(home: Home) -> list[str]:
    """Read the graph through a new connection: a bulk load restarts the server."""
    with Graph(ensure_server(home)) as graph:
        return list(canonical_lines(graph))


def constraints(graph: Graph) -> set[str]:
    return {row["name"] for row in graph.read("schema/present")}


def small(folder: Path, name: str = "A") -> Path:
    people = [person(name), person("B")]
    ties = [claim("TIED_TO", people[0]["id"], "person/b", id="c1", valid_from="1998")]
    return write_tables(folder, actors=people, claims=ties)


@pytest.mark.parametrize("parts", [1, 3])
def test_the_curated_dataset_makes_the_same_graph(
    own: Graph, graph: Graph, home: Home, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "parts_for", lambda kind, path: parts)
    folder = curated_dataset()
    load(own, "tables", small(Path(tempfile.mkdtemp())), "earlier")
    unload(own, "earlier")
    before = {run.run_id for run in read_runs(own)}
    ordinary = load(graph, "tables", folder, "curated", LoadOptions(rank=3))
    run = bulk_load(own, "tables", folder, "curated", LoadOptions(rank=3), home)
    assert lines_of(home) == list(canonical_lines(graph))
    counts = ("rows", "nodes_added", "claims_added", "outcome", "left_out", "fingerprint")
    assert [getattr(run, name) for name in counts] == [getattr(ordinary, name) for name in counts]
    with Graph(ensure_server(home)) as loaded:
        assert constraints(loaded) == constraints(graph)
        assert applied_migration(loaded) == applied_migration(graph) > 0
        assert loaded.state() == type(loaded.state())(3, None)
        assert {found.run_id for found in read_runs(loaded)} == before | {run.run_id}
        assert load(loaded, "tables", folder, "curated").outcome == "unchanged"
        again = load(loaded, "tables", folder, "curated", LoadOptions(rank=4))
        assert (again.nodes_changed, again.claims_changed, again.claims_added) == (0, 0, 0)
        unload(loaded, "curated")
        assert list(canonical_lines(loaded)) == []
    assert [path.name for path in staging(home).iterdir()] == []


texts = st.text(
    st.characters(exclude_characters="\0\x1f", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(lambda text: bool(text.strip()) and ";" not in text)


@settings(
    max_examples=1,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(said=st.lists(texts, min_size=150, max_size=300))
def test_any_words_come_through(own: Graph, graph: Graph, home: Home, said: list[str]) -> None:
    letters = random.Random(2).choices(string.punctuation + " \t\n\r\\äقא𐍈", k=400)  # noqa: S311
    said = [*said, *("x" + "".join(letters[n : n + 5]).replace(";", "") for n in range(200))]
    actors = [
        {**person(f"p{number}"), "name": text, "aliases": f"{text} I;{text} II"}
        for number, text in enumerate(said)
    ]
    claims = [
        claim("TIED_TO", "person/p0", f"person/p{number}", id=f"c{number}", note=text)
        for number, text in enumerate(said[1:], start=1)
    ]
    with tempfile.TemporaryDirectory() as place:
        folder = write_tables(Path(place) / "data", actors=actors, claims=claims)
        load(graph, "tables", folder, "words")
        bulk_load(own, "tables", folder, "words", LoadOptions(), home)
    reached = lines_of(home)
    assert len(reached) > 2 * len(said)
    assert reached == list(canonical_lines(graph))


def test_it_changes_what_is_told_of_a_small_load(own: Graph, home: Home, tmp_path: Path) -> None:
    run = bulk_load(own, "tables", small(tmp_path / "data"), "demo", LoadOptions(), home)
    with Graph(ensure_server(home)) as loaded:
        told = read_changes(loaded, run.run_id)
    assert told is not None
    assert {(change.action, change.claim_id) for change in told} == {("appeared", "demo/c1")}


def test_wrong_rows_are_refused_and_nothing_is_written(
    own: Graph, home: Home, tmp_path: Path
) -> None:
    folder = write_tables(
        tmp_path / "data",
        actors=[person("A")],
        claims=[claim("TIED_TO", "person/a", "person/nobody")],
    )
    with pytest.raises(InputRefusedError, match="rows are wrong"):
        bulk_load(own, "tables", folder, "demo", LoadOptions(), home)
    assert list(canonical_lines(own)) == []
    assert own.state().version == 0


def test_an_input_that_changes_while_several_read_it_is_refused(
    own: Graph, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, take_in = small(tmp_path / "data"), prepare.take_in

    def change_claims(*found: Any) -> None:
        take_in(*found)
        claims = folder / "claims.csv"
        claims.write_text(claims.read_text("utf-8") + "\n", "utf-8")

    monkeypatch.setattr(prepare, "parts_for", lambda kind, path: 2)
    monkeypatch.setattr(prepare, "take_in", change_claims)
    with pytest.raises(InputRefusedError, match="changed while it was read"):
        bulk_load(own, "tables", folder, "demo", LoadOptions(), home)
    assert lines_of(home) == []


def test_a_graph_that_holds_something_is_refused(own: Graph, home: Home, tmp_path: Path) -> None:
    load(own, "tables", small(tmp_path / "data"), "one")
    before = list(canonical_lines(own))
    with pytest.raises(InputRefusedError, match="needs an empty graph"):
        bulk_load(own, "tables", small(tmp_path / "more"), "two", LoadOptions(), home)
    assert list(canonical_lines(own)) == before


def test_another_server_is_refused(graph: Graph, home: Home, tmp_path: Path) -> None:
    with pytest.raises(NoServerError, match="local one only"):
        bulk_load(graph, "tables", small(tmp_path / "data"), "demo", LoadOptions(), home)


def test_it_is_chosen_by_size_and_only_for_an_empty_graph(
    own: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = [organization("G")]
    big = write_tables(tmp_path / "big", actors=group, sources=[])
    with (big / "actors.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n" * bulk.WORTH_LINES)
    assert is_worth_it(own, "tables", big)
    assert not is_worth_it(own, "tables", small(tmp_path / "small"))
    load_as_fits(own, "tables", tmp_path / "small", "demo")  # Ordinary: the server goes on.
    own.verify()
    assert not is_worth_it(own, "tables", big)
    monkeypatch.setenv("NEO4J_URI", "bolt://db")
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    assert not is_worth_it(own, "tables", big)


class InterruptError(BaseException):
    """Stands for Ctrl-C."""


@pytest.mark.parametrize("step", ["prepare", "import_store", "swap_store"])
def test_interrupted_it_leaves_an_empty_graph(
    own: Graph, home: Home, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(bulk, step)

    def cut_off(*arguments: object, **named: object) -> object:
        if step != "swap_store":
            original(*arguments, **named)
        raise InterruptError

    with monkeypatch.context() as patch:
        patch.setattr(bulk, step, cut_off)
        if step == "swap_store":  # What the importer makes does not matter where it is not taken.
            patch.setattr(bulk, "import_store", lambda *arguments: tmp_path)
        with pytest.raises(InterruptError):
            bulk_load(own, "tables", small(tmp_path / "data"), "demo", LoadOptions(), home)
    assert lines_of(home) == []
    assert list(staging(home).iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from typing import Any
from graphdb.connection import Graph
from loaders.options import LoadOptions
from proxygraph import bulk
from proxygraph.runtime import storeswap
from proxygraph.runtime.server import running_settings

moved = storeswap._move
left = [3]
def move(source, target):
    if left[0] == 0:
        os._exit(9)
    left[0] -= 1
    moved(source, target)
storeswap._move = move
with Graph(running_settings()) as graph:
    options = LoadOptions(lease_seconds=1)  # So that nobody waits for the dead.
    bulk.bulk_load(graph, "tables", Path(sys.argv[1]), "demo", options)
"""


def test_killed_while_the_store_is_put_in_place(own: Graph, home: Home, tmp_path: Path) -> None:
    folder = small(tmp_path / "data")
    apply_schema(own)
    command = [sys.executable, "-c", KILLED, str(folder)]
    ended = subprocess.run(command, cwd=ROOT, env=dict(os.environ), timeout=400, check=False)
    assert ended.returncode == 9
    assert (staging(home) / "swapping").exists()
    assert lines_of(home) == []
    with Graph(ensure_server(home)) as graph:
        bulk_load(graph, "tables", folder, "demo", LoadOptions(), home)
    assert len(lines_of(home)) > 0
