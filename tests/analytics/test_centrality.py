"""Centrality: published networks on the real server, both engines, and what has no middle."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import igraph
import pytest

from analytics.measures.engines import ENGINES, EngineMissingError, EngineName, gds
from analytics.measures.engines.scale import betweenness_share
from analytics.measures.scoring import MEASURES, Measure
from analytics.questions.centrality import Centrality, centrality
from analytics.scope import Question
from graphdb.connection import Graph, Row, StatementFailedError
from loaders.engine import load
from proxygraph.cli import run
from tests.analytics.samples import DAY, load_ties
from tests.datasets import claim, organization, person, write_tables

ROOT = Path(__file__).resolve().parents[2]
DATA = os.environ.get("PROXYGRAPH_TEST_DATA")
EXPECTED = (Path(DATA).parent if DATA else ROOT.parent / "shared") / "expected"
NEEDS_EXPECTED = pytest.mark.skipif(
    not (EXPECTED / "expected.json").is_file(),
    reason=f"the published networks are not at {EXPECTED}; PROXYGRAPH_TEST_DATA names their place",
)

KITE = (
    "Andre Beverly, Andre Carol, Andre Diane, Andre Fernando, Beverly Diane, Beverly Ed, "
    "Beverly Garth, Carol Diane, Carol Fernando, Diane Ed, Diane Fernando, Diane Garth, "
    "Ed Garth, Fernando Garth, Fernando Heather, Garth Heather, Heather Ike, Ike Jane"
)
"""Krackhardt (1990), Administrative Science Quarterly 35: figure of the kite."""

NETWORKS = ("burt_holes", "florentine15", "florentine16", "karate", "kite")
WITH_ISOLATES = Question(DAY, isolates=True)


def kite() -> tuple[list[str], list[tuple[str, str]]]:
    pairs = [(one, other) for one, other in (tie.split() for tie in KITE.split(", "))]
    return sorted({name for pair in pairs for name in pair}), pairs


@cache
def expected() -> tuple[dict[str, Any], ...]:
    rows = json.loads((EXPECTED / "expected.json").read_text(encoding="utf-8"))
    return tuple(rows)


def published(network: str) -> tuple[list[str], list[tuple[str, str]]]:
    stem = "florentine_marriage" if network.startswith("florentine") else network
    names = (EXPECTED / f"{stem}.nodes.txt").read_text(encoding="utf-8").split()
    with (EXPECTED / f"{stem}.edges.csv").open(encoding="utf-8", newline="") as stream:
        pairs = [(row["source"], row["target"]) for row in csv.DictReader(stream)]
    if network == "florentine15":
        names.remove("Pucci")
    return names, pairs


NAMES: dict[str, Measure] = {
    "betweenness_norm": "betweenness",
    "betweenness_raw": "betweenness",
    "closeness": "closeness",
    "closeness_raw": "closeness",
    "constraint": "constraint",
    "degree": "degree",
    "degree_norm": "degree",
    "effective_size": "effective-size",
}
"""What the table of known answers calls a measure, and what this project does."""


def measured(answer: Centrality, measure: str) -> dict[str, float | None]:
    n = len(answer.rows)
    scale = {
        "betweenness_raw": (n - 1) * (n - 2) / 2,
        "closeness_raw": 1 / (n - 1),
        "degree_norm": 1 / (n - 1),
    }.get(measure, 1.0)
    found = {row.name: row.scores[NAMES[measure]] for row in answer.rows}
    return {name: None if score is None else score * scale for name, score in found.items()}


@pytest.mark.server
class TestKnownAnswers:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_kite_of_krackhardt(self, graph: Graph, tmp_path: Path, engine: EngineName) -> None:
        load_ties(graph, tmp_path / "kite", *kite())
        answer = centrality(graph, Question(DAY), engine)
        assert answer.rows[0].name == "Heather"
        assert answer.rows[0].betweenness == pytest.approx(14 / 36)
        degrees = {row.name: row.degree for row in answer.rows}
        assert max(degrees, key=lambda name: degrees[name]) == "Diane"
        assert degrees == {
            **dict.fromkeys(("Andre", "Beverly"), 4),
            **dict.fromkeys(("Carol", "Ed", "Heather"), 3),
            **dict.fromkeys(("Fernando", "Garth"), 5),
            "Diane": 6,
            "Ike": 2,
            "Jane": 1,
        }

    @NEEDS_EXPECTED
    def test_every_measure_of_the_table_is_computed(self) -> None:
        assert {row["measure"] for row in expected()} <= set(NAMES)
        assert {row["network"] for row in expected()} == set(NETWORKS)

    @NEEDS_EXPECTED
    @pytest.mark.parametrize("network", NETWORKS)
    def test_published_values(self, graph: Graph, tmp_path: Path, network: str) -> None:
        load_ties(graph, tmp_path / network, *published(network))
        rows = [row for row in expected() if row["network"] == network]
        assert rows
        for engine in ENGINES:
            measures = sorted({NAMES[row["measure"]] for row in rows})
            answer = centrality(graph, WITH_ISOLATES, engine, measures[0], measures)
            for row in rows:
                found = measured(answer, row["measure"])[row["item"].removesuffix(" (max)")]
                assert found == pytest.approx(row["expected"], abs=row["tolerance"]), row

    def test_pagerank_is_that_of_igraph(self, graph: Graph, tmp_path: Path) -> None:
        names, pairs = kite()
        load_ties(graph, tmp_path / "kite", [*names, "Nobody"], pairs)
        place = {name: index for index, name in enumerate([*names, "Nobody"])}
        peer = igraph.Graph(len(place), [(place[a], place[b]) for a, b in pairs])
        ranks = dict(zip(place, peer.pagerank(damping=0.85), strict=True))
        for engine in ENGINES:
            answer = centrality(graph, WITH_ISOLATES, engine)
            found = {row.name: row.pagerank for row in answer.rows}
            assert found == pytest.approx(ranks, abs=1e-9)
            assert sum(found.values()) == pytest.approx(1, abs=1e-12)


def agreed(graph: Graph) -> int:
    """Hold both engines equal in every measure and in order; gives how many rows there are."""
    by_gds, locally = (
        centrality(graph, WITH_ISOLATES, engine, measures=MEASURES) for engine in ENGINES
    )
    assert (by_gds.engine, locally.engine) == ENGINES
    assert [row.id for row in by_gds.rows] == [row.id for row in locally.rows]
    for one, other in zip(by_gds.rows, locally.rows, strict=True):
        assert one.betweenness == pytest.approx(other.betweenness, abs=1e-12)
        assert one.pagerank == pytest.approx(other.pagerank, abs=1e-10)
        assert set(one.scores) == set(other.scores) == set(MEASURES)
        for name, score in one.scores.items():
            wanted = other.scores[name]
            assert (score is None) == (wanted is None), name
            assert score == pytest.approx(wanted, abs=1e-7), name
    assert gds.catalogue(graph) == ()
    return len(by_gds.rows)


INTERRUPTED = """
import signal, sys, time
from analytics.measures.engines import gds

signal.signal(signal.SIGINT, signal.default_int_handler)  # A job in the background ignores it.

def slow(*arguments):
    print("computing", flush=True)
    time.sleep(600)

gds.betweenness = slow
from proxygraph.cli import main
main(["centrality", "--at", "2020-01-02", "--engine", "gds"])
"""


@pytest.mark.server
class TestEngines:
    @pytest.mark.parametrize("seed", [1, 2])
    def test_agree_on_random_networks_in_pieces(
        self, graph: Graph, tmp_path: Path, seed: int
    ) -> None:
        chance = random.Random(seed)  # noqa: S311 - a network to test with
        names = [f"N{number:02d}" for number in range(40)]
        pairs = [pair for pair in combinations(names, 2) if chance.random() < 0.06]
        load_ties(graph, tmp_path / "random", names, pairs)
        assert agreed(graph) == 40

    @NEEDS_EXPECTED
    @pytest.mark.parametrize("network", NETWORKS)
    def test_agree_on_published_networks(self, graph: Graph, tmp_path: Path, network: str) -> None:
        names, pairs = published(network)
        load_ties(graph, tmp_path / network, names, pairs)
        assert agreed(graph) == len(names)

    @pytest.mark.parametrize("seed", [3, 4])
    def test_agree_on_random_commands_with_parallel_claims(
        self, graph: Graph, tmp_path: Path, seed: int
    ) -> None:
        chance = random.Random(seed)  # noqa: S311 - a network to test with
        actors = [person(f"P{n}") for n in range(8)]
        actors += [organization(f"O{n:02d}") for n in range(16)]
        ids = [str(actor["id"]) for actor in actors]
        claims = []
        for number in range(70):  # Claims run either way and come again, with other types.
            above, below = chance.sample(ids, 2)
            relation = "SUBORDINATE_TO" if above.startswith("organization") else "DIRECTS"
            kind = chance.choice([relation, "TIED_TO"])
            if kind == "SUBORDINATE_TO" and below.startswith("person"):
                kind = "TIED_TO"
            claims.append(claim(kind, above, below, id=f"c{number}", valid_from="2019"))
        folder = write_tables(tmp_path / "commands", actors=actors, claims=claims)
        load(graph, "tables", folder, "commands")
        assert agreed(graph) == len(actors)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_nothing_in_nothing_out(self, graph: Graph, engine: EngineName) -> None:
        answer = centrality(graph, Question(DAY), engine)
        assert (answer.rows, answer.ties) == ((), 0)
        assert list(answer.to_frame().columns)[:2] == ["rank", "id"]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_one_vertex(self, graph: Graph, tmp_path: Path, engine: EngineName) -> None:
        load_ties(graph, tmp_path / "one", ["Alone"], [])
        assert centrality(graph, Question(DAY), engine).rows == ()
        (row,) = centrality(graph, WITH_ISOLATES, engine).rows
        assert (row.degree, row.betweenness, row.pagerank) == (0, 0.0, 1.0)
        assert (row.sources, row.newest_evidence) == (0, None)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_parallel_claims_are_one_tie(
        self, graph: Graph, tmp_path: Path, engine: EngineName
    ) -> None:
        # The square P-A-Q-B: were P-A counted twice, A would carry two thirds of P to Q.
        claims = [
            claim("DIRECTS", "person/p", "organization/a", id="1"),
            claim("TIED_TO", "person/p", "organization/a", id="2"),
            claim("HANDLES", "person/p", "organization/a", id="3"),
            claim("TIED_TO", "person/q", "organization/a", id="4"),
            claim("TIED_TO", "person/p", "organization/b", id="5"),
            claim("TIED_TO", "person/q", "organization/b", id="6"),
        ]
        actors = [person("P"), person("Q"), organization("A"), organization("B")]
        folder = write_tables(tmp_path / "square", actors=actors, claims=claims)
        load(graph, "tables", folder, "square")
        answer = centrality(graph, Question(DAY), engine)
        assert {(row.name, row.degree, round(row.betweenness, 9)) for row in answer.rows} == {
            (name, 2, round(1 / 6, 9)) for name in "ABPQ"
        }
        assert [row.name for row in answer.rows] == ["A", "B", "P", "Q"], "ties broken by name"

    def test_leave_the_catalogue_clean(self, graph: Graph, tmp_path: Path) -> None:
        load_ties(graph, tmp_path / "kite", *kite())
        centrality(graph, Question(DAY), "gds")
        assert gds.catalogue(graph) == ()

    @pytest.mark.parametrize("mishap", [RuntimeError, KeyboardInterrupt])
    def test_leave_the_catalogue_clean_after_a_failure(
        self, graph: Graph, tmp_path: Path, mishap: type[BaseException]
    ) -> None:
        load_ties(graph, tmp_path / "kite", *kite())
        seen: list[tuple[str, ...]] = []

        def fail() -> None:
            with gds.projected(graph, ["person/andre", "person/beverly"], []):
                seen.append(gds.catalogue(graph))
                raise mishap

        with pytest.raises(mishap):
            fail()
        assert len(seen[0]) == 1, "the projection was there"
        assert gds.catalogue(graph) == ()

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_leave_the_catalogue_clean_when_stopped(
        self, graph: Graph, tmp_path: Path, number: signal.Signals, code: int
    ) -> None:
        load_ties(graph, tmp_path / "kite", *kite())
        place = {"NEO4J_URI": graph.settings.uri, "NEO4J_PASSWORD": graph.settings.password}
        child = subprocess.Popen(
            [sys.executable, "-c", INTERRUPTED],
            env={**os.environ, **place},
            stdout=subprocess.PIPE,
            text=True,
        )
        with child:
            assert child.stdout is not None
            try:
                assert child.stdout.readline() == "computing\n"
                assert len(gds.catalogue(graph)) == 1, "the projection was there"
                child.send_signal(number)
                child.communicate(timeout=300)
            finally:
                child.kill()
        assert child.returncode == code
        assert gds.catalogue(graph) == ()

    def test_sweep_what_a_killed_program_left(self, graph: Graph, tmp_path: Path) -> None:
        load_ties(graph, tmp_path / "kite", *kite())
        left = gds.PREFIX + "left"
        graph.read("analytics/gds/project", graph=left, pairs=[["person/ike", "person/jane"]])
        assert gds.drop_abandoned(graph) == (), "it may be in use"
        assert gds.catalogue(graph) == (left,)
        assert gds.drop_abandoned(graph, hours=0) == (left,)
        assert gds.catalogue(graph) == ()

    def test_refused_projection_leaves_nothing(self, graph: Graph) -> None:
        def fail() -> None:
            with gds.projected(graph, ["person/nobody"], []) as projection:
                gds.degree(graph, projection)

        with pytest.raises(StatementFailedError):
            fail()
        assert gds.catalogue(graph) == ()


class WithoutGds(Graph):
    """A connection to a server that knows no function of Graph Data Science."""

    def read(self, name: str, /, **parameters: object) -> list[Row]:
        if name.startswith(("analytics/gds/", "checks/gds_version")):
            raise StatementFailedError("Unknown function 'gds.version'")
        return super().read(name, **parameters)


@pytest.mark.server
class TestWithoutGraphDataScience:
    def test_the_local_engine_answers(self, graph: Graph, tmp_path: Path) -> None:
        load_ties(graph, tmp_path / "kite", *kite())
        with WithoutGds(graph.settings) as poor:
            answer = centrality(poor, Question(DAY))
        assert (answer.engine, answer.rows[0].name) == ("local", "Heather")

    def test_asking_for_it_says_what_to_do(self, graph: Graph) -> None:
        with (
            WithoutGds(graph.settings) as poor,
            pytest.raises(EngineMissingError, match="use the engine `local`"),
        ):
            centrality(poor, Question(DAY), "gds")


@pytest.mark.server
class TestRows:
    @pytest.fixture
    def answered(self, graph: Graph, tmp_path: Path) -> Centrality:
        paper = {"publisher": "A publisher", "reliability": "B"}
        sources = [
            {**paper, "id": "source/old", "name": "Old", "published": "2019-05-01"},
            {**paper, "id": "source/new", "name": "New", "published": "2020-06-01"},
        ]
        claims = [
            claim("DIRECTS", "person/p", "organization/a", sources="source/old;source/new"),
            claim("TIED_TO", "person/p", "person/q", sources="source/new", valid_from="2019"),
            claim(
                "DIRECTS",
                "person/p",
                "organization/b",
                sources="source/old",
                first_seen="2019-12",
                last_seen="2020-02",
            ),
        ]
        actors = [person("P"), person("Q"), organization("A"), organization("B")]
        folder = write_tables(tmp_path / "rows", sources=sources, actors=actors, claims=claims)
        load(graph, "tables", folder, "rows")
        return centrality(graph, Question(DAY))

    def test_say_what_they_rest_on(self, answered: Centrality) -> None:
        found = {
            (r.name, r.rank, r.degree, r.ties_certain, r.ties_possible, r.sources)
            for r in answered.rows
        }
        assert found == {
            ("P", 1, 3, 2, 1, 2),
            ("A", 2, 1, 0, 1, 2),
            ("B", 3, 1, 1, 0, 1),
            ("Q", 4, 1, 1, 0, 1),
        }
        newest = {row.name: row.newest_evidence for row in answered.rows}
        assert (newest["P"], newest["B"]) == (date(2020, 6, 1), date(2019, 5, 1))

    def test_become_a_frame_and_a_document(self, answered: Centrality) -> None:
        frame = answered.to_frame()
        assert list(frame["name"]) == ["P", "A", "B", "Q"]
        document = json.loads(json.dumps(answered.document(limit=2)))
        assert [row["name"] for row in document["rows"]] == ["P", "A"]
        assert (document["vertices"], document["ties"], document["engine"]) == (4, 3, "gds")


@pytest.mark.server
class TestCommand:
    @pytest.fixture(autouse=True)
    def kite(self, graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        load_ties(graph, tmp_path / "kite", *kite())
        monkeypatch.setenv("NEO4J_URI", graph.settings.uri)
        monkeypatch.setenv("NEO4J_PASSWORD", graph.settings.password)
        monkeypatch.setenv("COLUMNS", "80")

    def test_prints_a_table_of_80_columns(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["centrality", "--at", "2020-01-02", "--limit", "2"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert max(map(len, lines)) <= 80
        assert [line.split()[:3] for line in lines[2:4]] == [
            ["1", "Heather", "3"],
            ["2", "Fernando", "5"],
        ]

    def test_prints_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        arguments = ["centrality", "--at", "2020-01-02", "--by", "degree", "--json", "--limit", "1"]
        assert run([*arguments, "--engine", "local"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert (document["engine"], document["ranked_by"]) == ("local", "degree")
        assert [row["name"] for row in document["rows"]] == ["Diane"]

    def test_takes_relations_and_dates(self, capsys: pytest.CaptureFixture[str]) -> None:
        common = ["centrality", "--json", "--at", "2020-01-02"]
        found = []
        for more in (["--relations", "commands,reports-to"], ["--known-by", "2019-12-31"]):
            assert run([*common, *more]) == 0
            found.append(json.loads(capsys.readouterr().out)["vertices"])
        assert found == [0, 0]

    def test_refuses_an_unknown_relation(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["centrality", "--relations", "LOVES"]) == 3
        assert "no relation is named 'LOVES'" in capsys.readouterr().err


class TestScales:
    def test_below_three_vertices_nobody_is_between(self) -> None:
        assert [betweenness_share(0.0, n) for n in (0, 1, 2)] == [0.0, 0.0, 0.0]
