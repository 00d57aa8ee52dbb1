"""Reloads on Spark with two cores, on the real server: the graph of the ordinary reload."""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from graphdb.schema import apply_schema
from graphdb.settings import Settings
from loaders.canonical import canonical_lines
from loaders.engine import load, unload
from loaders.lock import Lease, LeaseLostError, writers_lock
from loaders.options import LoadOptions
from loaders.runs import Run, read_changes
from loaders.spark.session import SparkMissingError, find_java
from loaders.spark.writing import ConnectorFailedError, _write
from loaders.writer import Target
from proxygraph.dataset import curated_dataset
from proxygraph.jobs.engines import workings_of
from tests.conftest import empty
from tests.datasets import claim, organization, person, write_tables

if TYPE_CHECKING:
    from loaders.spark.workings import SparkWorkings

pytestmark = [pytest.mark.server, pytest.mark.filterwarnings("ignore")]
"""Spark's own Python warns of much that is not ours to mend."""

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("PROXYGRAPH_TEST_DATA", ROOT / "../shared/data"))


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkWorkings]:
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install '.[spark]'")
    try:
        find_java()
    except SparkMissingError as error:
        pytest.skip(str(error))
    with workings_of("spark", "local[2]") as workings:
        yield workings  # type: ignore[misc]


def both(
    graph: Graph, server: Settings, spark: SparkWorkings, source: str, path: Path
) -> tuple[Run, list[str], Run, list[str]]:
    """Load in both ways, each into an empty graph; publishers' files have a few wrong rows."""
    with tempfile.TemporaryDirectory() as place:
        options = LoadOptions(most_rejects=0.01, rejects_folder=Path(place))
        ordinary = load(graph, source, path, "d", options)
        expected = list(canonical_lines(graph))
        empty(graph, server)
        run = load(graph, source, path, "d", replace(options, workings=spark))
    return ordinary, expected, run, list(canonical_lines(graph))


def counts(run: Run) -> dict[str, object]:
    names = ("outcome", "rows", "rejected", "left_out", "fingerprint", "graph_version")
    kinds = [f"{what}_{how}" for what in ("nodes", "claims") for how in ("added", "changed")]
    removed = ["nodes_removed", "claims_removed", "claims_closed"]
    return {name: getattr(run, name) for name in (*names, *kinds, *removed)}


@pytest.mark.parametrize(
    ("source", "folder"),
    [
        ("ucdp-esd", "ucdp_esd"),
        ("ofac-sdn", "ofac_sdn"),
        ("mapping-militants", "mapping_militants"),
    ],
)
def test_a_publishers_files(
    graph: Graph, server: Settings, spark: SparkWorkings, source: str, folder: str
) -> None:
    path = DATA / folder
    if not path.is_dir():
        pytest.skip(f"no files of publishers at {path}; PROXYGRAPH_TEST_DATA can name them")
    ordinary, expected, run, found = both(graph, server, spark, source, path)
    assert found == expected
    assert len(found) > 100
    assert counts(run) == counts(ordinary)
    assert load(graph, source, path, "d").outcome == "unchanged"


def test_the_curated_dataset_and_a_reload_of_it(
    graph: Graph, server: Settings, spark: SparkWorkings, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(curated_dataset(), tmp_path / "data"))
    ordinary, expected, run, found = both(graph, server, spark, "tables", folder)
    assert (found, counts(run)) == (expected, counts(ordinary))
    _edit(folder)
    planned = load(graph, "tables", folder, "d", LoadOptions(dry_run=True))
    on_spark = load(graph, "tables", folder, "d", LoadOptions(workings=spark))
    again = list(canonical_lines(graph))
    told = read_changes(graph, on_spark.run_id)
    assert planned.claims_removed > 0
    assert planned.claims_changed > 0
    assert planned.claims_added > 0
    same = {"outcome": "changed", "graph_version": on_spark.graph_version, "claims_closed": 0}
    assert {**counts(on_spark), "claims_closed": 0} == {**counts(planned), **same}
    assert told is not None
    tally = [sum(change.action == action for change in told) for action in ("appeared", "removed")]
    assert tally == [planned.claims_added, planned.claims_removed]
    empty(graph, server)
    load(graph, "tables", folder, "d")
    assert again == list(canonical_lines(graph))


def _edit(folder: Path) -> None:
    """Change some claims, take some away, add some."""
    path = folder / "claims" / "iran-posts.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    more = [{**row, "id": f"more-{number}"} for number, row in enumerate(rows[:7])]
    for row in rows[10:15]:
        row["note"] = "edited"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows([*rows[20:], *rows[5:15], *more])


def test_nodes_that_two_datasets_describe(
    graph: Graph, server: Settings, spark: SparkWorkings, tmp_path: Path
) -> None:
    """Shared entities, one that changes its label, one that only the former load had."""
    one = write_tables(
        tmp_path / "one",
        actors=[{**person("A"), "born": "1957", "aliases": "Abu A"}, organization("G")],
        claims=[claim("MEMBER_OF", "person/a", "organization/g", id="m")],
    )
    first = [person("A."), person("B"), organization("G", "umbrella"), person("Gone")]
    first[0] = {**first[0], "id": "person/a"}
    ties = [claim("TIED_TO", "person/a", "person/b", id="t"), claim("TIED_TO", "person/b", "x/y")]
    mover = {"id": "x/y", "label": "Organization", "name": "XY", "kind": "company"}
    two = write_tables(tmp_path / "two", actors=[*first, mover], claims=ties)
    later = [{**row} for row in [*first[:3], {**person("XY"), "id": "x/y"}]]
    two_later = write_tables(tmp_path / "later", actors=later, claims=ties)
    loose = LoadOptions(most_removed=1.0)
    load(graph, "tables", one, "one")
    load(graph, "tables", two, "two", replace(loose, rank=1, workings=spark))
    load(graph, "tables", two_later, "two", replace(loose, workings=spark))
    found = list(canonical_lines(graph))
    empty(graph, server)
    load(graph, "tables", two_later, "two", LoadOptions(rank=1))
    load(graph, "tables", one, "one")
    assert found == list(canonical_lines(graph))
    unload(graph, "two")
    unload(graph, "one")
    assert list(canonical_lines(graph)) == []


def test_rejects_and_refusals_are_those_of_the_ordinary_reload(
    graph: Graph, spark: SparkWorkings, tmp_path: Path
) -> None:
    ties = [claim("TIED_TO", "person/a", "person/b", id=f"c{n}") for n in range(8)]
    wrong = [claim("TIED_TO", "person/a", "person/nobody"), {**ties[0], "credibility": "9"}]
    people = [person("A"), person("B")]
    folder = write_tables(tmp_path / "data", actors=people, claims=[*ties, *wrong])
    with pytest.raises(InputRefusedError) as ordinary:
        load(graph, "tables", folder, "d")
    with pytest.raises(InputRefusedError) as on_spark:
        load(graph, "tables", folder, "d", LoadOptions(workings=spark))
    assert (on_spark.value.message, on_spark.value.problems) == (
        ordinary.value.message,
        ordinary.value.problems,
    )
    assert list(canonical_lines(graph)) == []
    some = LoadOptions(most_rejects=0.5, rejects_folder=tmp_path / "rejects", workings=spark)
    run = load(graph, "tables", folder, "d", some)
    assert (run.rejected, run.claims_added, run.nodes_added) == (2, 8, 3)
    assert len(Path(run.rejects_file).read_text(encoding="utf-8").splitlines()) == 2
    write_tables(folder, actors=people, claims=ties[:1])
    with pytest.raises(InputRefusedError, match="last loaded are gone"):
        load(graph, "tables", folder, "d", LoadOptions(most_removed=0.1, workings=spark))
    with pytest.raises(InputRefusedError, match="does not exist"):
        load(graph, "tables", tmp_path / "nowhere", "d", LoadOptions(workings=spark))


class CutOffError(BaseException):
    """Stands for the end of the process."""


def test_cut_off_after_the_nodes_the_next_run_ends_in_the_same_graph(
    graph: Graph, server: Settings, spark: SparkWorkings, tmp_path: Path
) -> None:
    from loaders.spark import writing

    people = [person(name) for name in "ABC"]
    ties = [claim("TIED_TO", "person/a", "person/b"), claim("TIED_TO", "person/b", "person/c")]
    folder = write_tables(tmp_path / "data", actors=people, claims=ties)
    send = writing._send

    def sends_nodes(*arguments: object) -> None:
        if arguments[-1] == "claim":
            raise CutOffError
        send(*arguments)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_send", sends_nodes)
        with pytest.raises(CutOffError):
            load(graph, "tables", folder, "d", LoadOptions(workings=spark))
    assert graph.state().unfinished == ("d",)
    half = list(canonical_lines(graph))
    run = load(graph, "tables", folder, "d", LoadOptions(workings=spark))
    assert (run.nodes_added, run.claims_added) == (0, 2)
    ended = list(canonical_lines(graph))
    empty(graph, server)
    load(graph, "tables", folder, "d")
    assert ended == list(canonical_lines(graph))
    assert len(half) < len(ended)


def test_without_the_lock_nothing_is_written_and_a_chunk_is_written_once(
    graph: Graph, spark: SparkWorkings, tmp_path: Path
) -> None:
    from loaders.writer import Target

    people = [person(name) for name in "AB"]
    ties = [claim("TIED_TO", "person/a", "person/b")]
    folder = write_tables(tmp_path / "data", actors=people, claims=ties)
    load(graph, "tables", folder, "d", LoadOptions(workings=spark))
    unload(graph, "d")
    target = Target(graph, "d", 1, {})
    from loaders.sources import source_kind

    kind = source_kind("tables")
    with (
        writers_lock(graph, "d") as lease,
        spark.difference(graph, kind, folder, "d", lambda rows: None, 60.0) as difference,
    ):
        stale = Lease("somebody else's", lease.seconds)
        with pytest.raises(LeaseLostError, match="another run holds the lock"):
            _written(spark, target, stale, difference, "stale")
        assert list(canonical_lines(graph)) == []
        _written(spark, target, lease, difference, "run")
        once = list(canonical_lines(graph))
        _written(spark, target, lease, difference, "run")  # As a task that is tried again.
        assert list(canonical_lines(graph)) == once
        assert sum('"TIED_TO"' in line for line in once) == 1


def _written(
    spark: SparkWorkings, target: object, lease: Lease, difference: object, run: str
) -> None:
    from loaders.spark.writing import write_from_spark

    write_from_spark(
        spark.session,
        target,  # type: ignore[arg-type]
        lease,
        difference,  # type: ignore[arg-type]
        run,
        lambda doing, done, total: None,
    )


class _Failing:
    """Stands for events whose write fails in Java, in whatever language and words."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> Any:
        return self if name == "write" else lambda *said, **more: self

    def save(self) -> NoReturn:
        raise JavaError(self._text)


class JavaError(Exception):
    """Stands for py4j's error, which need not be installed."""

    def __init__(self, text: str) -> None:
        self.java_exception = SimpleNamespace(getMessage=lambda: text)


TEXTS = (
    "Text cannot be parsed to a DateTime",
    "Der Text kann nicht als DateTime gelesen werden",
    "The connection was reset\nat some place",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_lost_lease_is_known_by_the_lock_whatever_the_error_says(
    graph: Graph, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    protocol = ModuleType("py4j.protocol")
    protocol.Py4JJavaError = JavaError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "py4j", ModuleType("py4j"))
    monkeypatch.setitem(sys.modules, "py4j.protocol", protocol)
    apply_schema(graph)
    target = Target(graph, "d", 100, {})
    name = "load/spark/claims_create"
    with writers_lock(graph, "d") as lease:
        with pytest.raises(ConnectorFailedError, match="could not write"):
            _write(_Failing(text), target, name, lease)  # type: ignore[arg-type]
        stale = Lease("somebody else's", lease.seconds)
        with pytest.raises(LeaseLostError, match="another run holds the lock"):
            _write(_Failing(text), target, name, stale)  # type: ignore[arg-type]


def test_a_java_that_spark_does_not_run_on_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SparkMissingError, match="JAVA_HOME"):
        find_java()
