"""Clusters, as far as they can be tested without one: their protocol, spoken to the real driver."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from analytics.measures.engines import chosen_engine
from graphdb.bookmarks import FOLDER_VARIABLE
from graphdb.connection import Graph, Transaction
from graphdb.settings import Settings
from tests.graphdb.cluster import Cluster

MANY = 1000
"""Reads after which each follower has answered one: the driver draws lots among them."""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "state"))
    return tmp_path / "state"


def settings(cluster: Cluster) -> Settings:
    return Settings(cluster.uri, "neo4j", "x")


def write(graph: Graph) -> None:
    graph.write("load/version_begin", token="t", dataset="demo")


def test_writes_go_to_the_leader_and_reads_to_followers() -> None:
    with Cluster() as cluster, Graph(settings(cluster)) as graph:
        write(graph)
        for _ in range(MANY):
            graph.state()
            if len({one.server for one in cluster.begun}) == cluster.size:
                break
    roles = {(one.mode, one.server) for one in cluster.begun}
    assert roles == {("w", 0), ("r", 1), ("r", 2)}


def test_a_follower_that_lags_would_be_seen() -> None:
    """What the next tests exclude does happen without bookmarks."""
    with Cluster() as cluster:
        with Graph(settings(cluster)) as graph:
            write(graph)
        login = ("neo4j", "x")
        with (
            neo4j.GraphDatabase.driver(cluster.uri, auth=login) as driver,
            driver.session(default_access_mode="READ") as session,
        ):
            row = session.execute_read(lambda transaction: transaction.run("RETURN 1").single())
        assert row is not None
        assert row["version"] == 0


def test_a_read_sees_what_was_written_before() -> None:
    with Cluster() as cluster, Graph(settings(cluster)) as graph:
        for number in range(1, 4):
            write(graph)
            assert graph.state().version == number
    reads = [one.bookmarks for one in cluster.begun if one.mode == "r"]
    assert reads == [frozenset({f"bookmark:{number}"}) for number in range(1, 4)]


def test_a_later_program_sees_what_an_earlier_one_wrote(state: Path) -> None:
    with Cluster() as cluster:
        with Graph(settings(cluster)) as reload:
            write(reload)
            write(reload)
        with Graph(settings(cluster)) as report:
            assert report.state().version == 2
        (file,) = state.iterdir()
        file.write_text("no JSON")
        with Graph(settings(cluster)) as report:  # Without the file it may see less, and goes on.
            assert report.state().version in (0, 2)


def test_a_single_server_needs_no_file(state: Path) -> None:
    with Cluster(size=1) as cluster:
        alone = Settings(f"bolt://{cluster.address(0)}", "neo4j", "x")
        with Graph(alone) as graph:
            write(graph)
            assert graph.state().version == 1
    assert not state.exists()


@pytest.mark.parametrize("drops", [False, True])
def test_a_write_whose_leader_changed_is_tried_again_at_the_new_one(drops: bool) -> None:
    with (
        Cluster(elections=[2], drops=drops) as cluster,
        Graph(settings(cluster)) as graph,
    ):
        calls = []

        def work(transaction: Transaction) -> None:
            calls.append(1)
            transaction.run("load/version_begin", token="t", dataset="demo")

        graph.in_transaction(work)
        assert graph.state().version == 1
    assert [one.server for one in cluster.begun if one.mode == "w"] == [0, 2]
    assert (cluster.commits, len(calls)) == (1, 1)


def test_readers_move_forward_only() -> None:
    """What one follower has shown, no other takes back: each read carries the last one's mark."""
    with Cluster(size=4) as cluster, Graph(settings(cluster)) as graph:
        with Graph(settings(cluster)) as writer:
            write(writer)
            write(writer)
        cluster.applied[1] = 2  # One follower is ahead; the others lag until they are asked.
        versions = [0]
        while versions[-1] < 2 and len(versions) < MANY:
            versions.append(graph.state().version)
        versions += [graph.state().version for _ in range(9)]
    assert versions == sorted(versions)
    assert versions[-1] == 2


def test_no_projection_is_looked_for_on_another_server() -> None:
    with Cluster() as cluster, Graph(settings(cluster)) as graph:
        assert chosen_engine(graph, None) == "local"
    assert cluster.begun == []
