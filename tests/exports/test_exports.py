"""Exports, each read back by another library: igraph, networkx, followthemoney, pandas."""

from __future__ import annotations

import csv
import json
import os
import stat
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from analytics.claims.statement_columns import likelihoods_at
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import FileNotWrittenError
from graphdb.outfile import whole_file, write_whole
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.cli import run
from proxygraph.exports.contents import (
    Contents,
    Edge,
    Thing,
    contents,
    plain,
    unwritable_values,
    writable,
)
from proxygraph.exports.markup import write_gexf, write_graphml
from proxygraph.exports.tables import write_csv
from tests.conftest import empty
from tests.reports.report_world import HOSTILE, write_world

NAME = HOSTILE + 'Ghālib "غالب" \t& co'
SMALL = Contents(
    things=(
        Thing("organization/x", "Organization", {"name": NAME, "kind": "armed_group"}),
        Thing(
            "organization/y", "Organization", {"name": "Y", "kind": "company", "countries": "IRN"}
        ),
        Thing("person/a", "Person", {"name": "A", "aliases": "A1; A2", "born": "1957-03~"}),
        Thing("position/p", "Position", {"name": "P", "single_holder": True}),
        Thing("source/s", "Source", {"name": "S", "publisher": "Pub", "address": "https://s.org/"}),
        Thing("state/i", "State", {"name": "I", "country": "IRN"}),
        Thing("event/e", "Event", {"name": "E", "killed_low": 2}),
    ),
    edges=(
        Edge(
            "d/1",
            "SPONSORS",
            "state/i",
            "organization/x",
            {"confidence": 0.5, "sources": "source/s"},
        ),
        Edge("d/2", "SPONSORS", "state/i", "organization/x", {"confidence": 1, "stance": "denies"}),
        Edge("d/3", "HOLDS", "person/a", "position/p", {"valid_from": "2010~", "pooled": True}),
        Edge("d/4", "OWNS", "person/a", "organization/y", {"note": "half"}),
        Edge("d/5", "PERPETRATED", "organization/x", "event/e", {}),
        Edge("d/6", "DESIGNATED", "state/i", "person/a", {"programme": "ONE; TWO"}),
        Edge("d/7", "OWNS", "person/a", "organization/x", {}),
    ),
)
ENDS = {(edge.id, edge.type, edge.start, edge.end) for edge in SMALL.edges}


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    said = plain({"name": "a\x00\x0b\ufffeb\tc", "none": None, "day": date(2020, 1, 3)})
    assert said == {"name": "a\x00\x0b\ufffeb\tc", "day": "2020-01-03"}
    assert writable(str(said["name"])) == "ab\tc"


class TestGraphml:
    def test_igraph_reads_it(self, tmp_path: Path) -> None:
        igraph = pytest.importorskip("igraph", reason="igraph is not installed")
        write_graphml(SMALL, tmp_path / "a.graphml")
        read = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
        assert read.is_directed()
        ids = read.vs["id"]
        assert dict(zip(ids, read.vs["name"], strict=True))["organization/x"] == NAME
        assert dict(zip(ids, read.vs["label"], strict=True))["state/i"] == "State"
        edges = {(e["claim_id"], e["type"], ids[e.source], ids[e.target]) for e in read.es}
        assert edges == ENDS
        assert [e["confidence"] for e in read.es][:2] == [0.5, 1.0]

    def test_networkx_reads_it_with_its_types(self, tmp_path: Path) -> None:
        networkx = pytest.importorskip("networkx", reason="networkx is not installed")
        write_graphml(SMALL, tmp_path / "a.graphml")
        read = networkx.read_graphml(tmp_path / "a.graphml")
        nodes = {key: dict(given) for key, given in read.nodes(data=True)}
        assert nodes == {one.id: {"label": one.label, **one.properties} for one in SMALL.things}
        assert read.edges["state/i", "organization/x", "d/1"]["confidence"] == 0.5


class TestGexf:
    def test_networkx_reads_it(self, tmp_path: Path) -> None:
        networkx = pytest.importorskip("networkx", reason="networkx is not installed")
        write_gexf(SMALL, tmp_path / "a.gexf")
        read = networkx.read_gexf(tmp_path / "a.gexf")
        assert read.is_directed()
        nodes = {key: (given["label"], given["pg_label"]) for key, given in read.nodes(data=True)}
        assert nodes == {one.id: (one.properties["name"], one.label) for one in SMALL.things}
        edges = {
            (given["id"], given["pg_type"], start, end)
            for start, end, given in read.edges(data=True)
        }
        assert edges == ENDS
        assert read.nodes["position/p"]["pg_single_holder"] is True
        assert read.nodes["event/e"]["pg_killed_low"] == 2


class TestCsv:
    def test_pandas_reads_both_tables(self, tmp_path: Path) -> None:
        pandas = pytest.importorskip("pandas")
        write_csv(SMALL, tmp_path / "out")
        claims = pandas.read_csv(tmp_path / "out" / "claims.csv")
        rows = {tuple(row) for row in claims[["claim_id", "type", "start", "end"]].to_numpy()}
        assert rows == ENDS
        things = pandas.read_csv(tmp_path / "out" / "entities.csv", index_col="id")
        assert things.loc["organization/x", "name"] == NAME
        assert set(things["label"]) == {one.label for one in SMALL.things}


def one_note(text: str) -> Contents:
    return Contents((Thing("person/a", "Person", {"name": "A", "note": text}),), ())


TEXTS = ["a\r\nb", "\r", "a\rb\nc\td", "x\x85y\u2028z", "]]>&<\"'", "  spaces  "]


@pytest.mark.parametrize("text", TEXTS)
def test_every_letter_that_a_format_can_hold_comes_back(text: str, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    write_graphml(one_note(text), tmp_path / "a.graphml")
    assert networkx.read_graphml(tmp_path / "a.graphml").nodes["person/a"]["note"] == text
    write_gexf(one_note(text), tmp_path / "a.gexf")
    assert networkx.read_gexf(tmp_path / "a.gexf").nodes["person/a"]["pg_note"] == text
    write_csv(one_note(text), tmp_path / "csv")
    with (tmp_path / "csv" / "entities.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["note"] == text


def test_csv_keeps_control_letters_and_xml_leaves_them_out_and_counts(tmp_path: Path) -> None:
    found = one_note("a\x1b\x07b")
    write_csv(found, tmp_path / "csv")
    assert "a\x1b\x07b" in (tmp_path / "csv" / "entities.csv").read_text(encoding="utf-8")
    write_graphml(found, tmp_path / "a.graphml")
    assert ">ab<" in (tmp_path / "a.graphml").read_text(encoding="utf-8")
    assert unwritable_values(found) == 1


WRITERS: dict[str, Callable[[Path], None]] = {
    "graphml": lambda path: write_graphml(SMALL, path),
    "gexf": lambda path: write_gexf(SMALL, path),
    "text": lambda path: write_whole(path, "text"),
}


@pytest.mark.parametrize("form", WRITERS)
class TestPlaces:
    def test_a_link_stays_and_what_it_leads_to_is_written(self, form: str, tmp_path: Path) -> None:
        (tmp_path / "real").write_text("old")
        (tmp_path / "real").chmod(0o600)
        (tmp_path / "link").symlink_to("real")
        WRITERS[form](tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_text() not in ("", "old")
        assert (tmp_path / "real").stat().st_mode & 0o777 == 0o600
        assert {path.name for path in tmp_path.iterdir()} == {"real", "link"}

    def test_a_link_to_nothing_yet_is_followed(self, form: str, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("later")
        WRITERS[form](tmp_path / "link")
        assert (tmp_path / "later").is_file()
        assert (tmp_path / "link").is_symlink()

    def test_a_device_is_written_through(self, form: str, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(os.devnull)
        WRITERS[form](tmp_path / "link")
        WRITERS[form](Path(os.devnull))
        assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)

    def test_a_pipe_is_written_through(self, form: str, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_bytes()))
        reader.start()
        WRITERS[form](tmp_path / "pipe")
        reader.join()
        assert got[0]
        assert (tmp_path / "pipe").is_fifo()

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
    def test_a_full_disk_is_told(self, form: str) -> None:
        with pytest.raises(FileNotWrittenError, match="/dev/full cannot be written: No space"):
            WRITERS[form](Path("/dev/full"))

    def test_a_missing_folder_is_told(self, form: str, tmp_path: Path) -> None:
        with pytest.raises(FileNotWrittenError, match=r"cannot be written: No such file"):
            WRITERS[form](tmp_path / "none" / "a")


def half_written(path: Path) -> None:
    with whole_file(path) as stream:
        stream.write("half")
        raise KeyError


def test_what_fails_leaves_the_older_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(KeyError):
        half_written(tmp_path / "a")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}


@pytest.fixture(scope="module")
def loaded(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The small world with hostile names, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", write_world(tmp_path_factory.mktemp("world")), "small")
        yield opened
        empty(opened, server)


@pytest.mark.server
class TestServer:
    def test_all_of_the_graph_is_there(self, loaded: Graph) -> None:
        found = contents(loaded)
        rows = loaded.read("load/export_relationships")
        claims = {
            (row["properties"]["claim_id"], row["type"], row["start"], row["end"])
            for row in rows
            if row["type"] != "DESCRIBES"
        }
        assert {(one.id, one.type, one.start, one.end) for one in found.edges} == claims
        assert {one.id for one in found.things} >= {"state/sponsor", "source/early", "event/attack"}

    def test_a_day_leaves_out_what_does_not_hold_then(self, loaded: Graph) -> None:
        found = contents(loaded, at=date(2020, 1, 2))
        holders = {(one.start, one.end) for one in found.edges if one.type == "HOLDS"}
        assert holders == {("person/old", "position/chief")}
        assert "source/later" not in {one.id for one in found.things}
        assert "source/early" in {one.id for one in found.things}

    def test_claims_carry_the_likelihood_of_what_they_say(self, loaded: Graph) -> None:
        day = date(2020, 1, 2)
        found = contents(loaded, at=day, min_likelihood=0)
        likely = likelihoods_at(loaded, Question(day)).by_statement()
        carried = {
            (one.type, one.start, one.end): one.properties["likelihood"] for one in found.edges
        }
        assert {key: carried[key] for key in likely} == pytest.approx(likely, abs=1e-6)
        assert all(carried[key] == 0 for key in set(carried) - set(likely))
        assert found.weaker == 0

    def test_what_is_less_likely_is_left_out_and_counted(self, loaded: Graph) -> None:
        day = date(2020, 1, 2)
        every = contents(loaded, at=day, min_likelihood=0).edges
        some = contents(loaded, at=day, min_likelihood=0.8)
        likely = likelihoods_at(loaded, Question(day)).by_statement()
        strong = {one.id for one in every if likely.get((one.type, one.start, one.end), 1.0) >= 0.8}
        assert {one.id for one in some.edges} == strong
        assert some.weaker == len(every) - len(strong) > 0

    def test_without_a_day_nothing_ages_and_nothing_is_left_out(self, loaded: Graph) -> None:
        found = contents(loaded, min_likelihood=1)
        assert found.weaker == 0
        alone = Counter((one.type, one.start, one.end) for one in found.edges)
        told = [
            (one.properties["likelihood"], one.properties["confidence"])
            for one in found.edges
            if alone[one.type, one.start, one.end] == 1
            and one.properties["stance"] == "affirms"
            and "; " not in str(one.properties["origins"])
        ]
        assert told
        assert [one for one, _ in told] == pytest.approx([other for _, other in told])

    def test_the_verb_counts_what_is_left_out(
        self,
        loaded: Graph,
        server: Settings,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("NEO4J_URI", server.uri)
        monkeypatch.setenv("NEO4J_USERNAME", server.username)
        monkeypatch.setenv("NEO4J_PASSWORD", server.password)
        asked = ["export", str(tmp_path / "out"), "--at", "2020-01-02", "--min-likelihood", "0.8"]
        assert run([*asked, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["weaker"] == contents(loaded, date(2020, 1, 2), min_likelihood=0.8).weaker
        with (tmp_path / "out" / "claims.csv").open(encoding="utf-8", newline="") as stream:
            written = [float(row["likelihood"]) for row in csv.DictReader(stream)]
        assert len(written) == told["claims"]
        assert run(asked) == 0
        assert "less likely than 80% are left out" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["out.graphml", "out.gexf", "out.ftm.json", "out"])
    def test_the_verb_writes_every_format(
        self,
        loaded: Graph,
        server: Settings,
        name: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        if name.endswith(".json"):
            pytest.importorskip("followthemoney", reason="the extra proxygraph[ftm] is absent")
        monkeypatch.setenv("NEO4J_URI", server.uri)
        monkeypatch.setenv("NEO4J_USERNAME", server.username)
        monkeypatch.setenv("NEO4J_PASSWORD", server.password)
        assert run(["export", str(tmp_path / name), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told.get("claims", 18) == 18
        assert told["entities"] > 0
        made = tmp_path / name
        assert (made / "claims.csv").is_file() if name == "out" else made.stat().st_size > 1000


def test_another_ending_is_wrong_usage(tmp_path: Path) -> None:
    assert run(["export", str(tmp_path / "a.xlsx")]) == 2
    assert run(["export", str(tmp_path), "--format", "gexf"]) == 2


def test_the_least_likelihood_is_for_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(tmp_path / "a.gexf"), "--min-likelihood", "0.7"]) == 2
    assert "give --at" in capsys.readouterr().err


def test_followthemoney_takes_no_day(tmp_path: Path) -> None:
    assert run(["export", str(tmp_path / "a.ftm.json"), "--at", "2020-01-02"]) == 2
