"""Territory asked of the curated dataset on the real server, and of the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analytics.scope import AsOf
from analytics.territory.corridor import corridor
from analytics.territory.corridor_result import Corridor, CorridorRequest
from analytics.territory.presence import presence
from analytics.territory.presence_result import Present
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.cli import program, run
from tests.conftest import empty

pytestmark = pytest.mark.server

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    """The curated dataset, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", DATA, "curated")
        yield opened
        empty(opened, server)


@pytest.fixture(autouse=True)
def at_the_test_server(server: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)


def to_the_sea(graph: Graph, day: date | AsOf, **given: Any) -> Corridor:
    return corridor(
        graph, CorridorRequest("location/iran", "location/mediterranean-sea", day, **given)
    )


def units(found: Corridor) -> list[str]:
    return [
        one.unit.removeprefix("location/").removesuffix("-governorate") for one in found.segments
    ]


class TestCurated:
    def test_by_june_2019_it_runs_through_al_bukamal(self, curated: Graph) -> None:
        found = to_the_sea(curated, date(2019, 6, 1))
        assert found.verdict == "possibly unbroken"
        assert units(found) == ["diyala", "anbar", "deir-ez-zor", "homs", "bekaa", "mount-lebanon"]
        assert found.sponsor_name == "Iran"
        held = {one.name: one for one in found.segments[2].holders}
        guards = held["Islamic Revolutionary Guard Corps"]
        assert (guards.kind, guards.certain, guards.relation) == ("controls", True, "own")
        assert "al-Bukamal" in guards.places
        assert {one.authority_name for one in guards.consents} == {"President of Syria"}
        # That Kata'ib Hezbollah controls the crossing is denied by an official of it.
        assert {one.name for one in found.segments[1].holders if one.kind == "contested"} == {
            "Kata'ib Hezbollah"
        }
        assert found.open_possibly is not None
        assert found.open_surely is not None
        assert found.open_surely.share == 0 < found.open_possibly.low < found.open_possibly.high < 1
        assert found.weakest == "Diyala Governorate"
        assert all(one.evidence.sources for part in found.segments for one in part.holders)

    def test_at_the_start_of_2012_it_was_broken_between_iran_and_lebanon(
        self, curated: Graph
    ) -> None:
        found = to_the_sea(curated, date(2012, 1, 1))
        assert found.verdict == "broken"
        # Diyala and Anbar are near the line: read back from what was seen there years later.
        assert set(found.gaps) == {"Homs Governorate"}
        assert {one.chance is not None and one.chance < 0.7 for one in found.segments[:2]} == {True}
        assert found.segments[-1].state != "gap"

    def test_years_open_it(self, curated: Graph) -> None:
        found = to_the_sea(curated, date(2019, 6, 1), years=(2012, 2019))
        verdicts = {one.year: one.verdict for one in found.years}
        assert verdicts[2012] == "broken"
        assert verdicts[2019] == "possibly unbroken"
        assert "Homs Governorate" in next(one.gained for one in found.years if one.year == 2013)

    def test_a_high_least_likelihood_leaves_out_what_was_seen_in_other_years(
        self, curated: Graph
    ) -> None:
        strict = AsOf(date(2019, 6, 1), min_likelihood=0.95)
        assert to_the_sea(curated, strict).verdict == "broken"

    def test_only_what_was_reported_by_then(self, curated: Graph) -> None:
        known = AsOf(date(2019, 6, 1), known_by=date(2010, 1, 1))
        found = to_the_sea(curated, known)
        assert len(found.gaps) >= 3

    def test_structures_that_do_not_ask_the_ruler_and_whom_they_resemble(
        self, curated: Graph
    ) -> None:
        found = presence(curated, "location/syria", date(2020, 1, 9))
        by_name: dict[str, Present] = {one.name: one for one in found.present}
        structures = by_name["Syrian structures raised by the IRGC"]
        assert [one.de_facto for one in structures.consents] == ["not_sought"]
        assert [one.authority_name for one in structures.consents] == ["Bashar al-Assad"]
        assert [one.name for one in structures.resembles] == ["Popular Mobilization Forces"]
        assert structures.certain
        invited = by_name["Islamic Revolutionary Guard Corps"]
        assert ("granted", "granted") in {(one.de_jure, one.de_facto) for one in invited.consents}
        assert "Qasem Soleimani" not in {tie.name for tie in structures.command}


@pytest.mark.usefixtures("curated")
class TestVerbs:
    def ask(self, *words: str) -> Result:
        return CliRunner().invoke(program, list(words), env={"COLUMNS": "80"})

    def test_a_corridor_is_printed_within_80_columns(self) -> None:
        shown = self.ask(
            *("corridor", "Iran", "Mediterranean", "--at", "2019-06-01"),
            *("--from-year", "2018", "--to-year", "2019"),
        )
        assert shown.exit_code == 0, shown.output
        assert max(len(line) for line in shown.output.splitlines()) <= 80
        assert "Possibly unbroken over 6 divisions" in shown.output
        assert "al-Qa'im–al-Bukamal crossing" in shown.output
        assert "2018-06-01" in shown.output

    def test_a_corridor_as_one_document_with_its_sources(self) -> None:
        shown = self.ask("corridor", "Iran", "Beirut", "--at", "2019-06-01", "--json")
        document = json.loads(shown.stdout)
        holder = document["segments"][2]["holders"][0]
        assert holder["evidence"]["claims"][0]["citations"][0]["publisher"]
        assert document["likelihood"]["possibly"]["words"]

    def test_presence_is_printed_within_80_columns(self) -> None:
        shown = self.ask("presence", "Syria", "--at", "2020-01-09", "--sources")
        assert shown.exit_code == 0, shown.output
        assert "said to resemble Popular Mobilization Forces" in shown.output
        words = [line for line in shown.output.splitlines() if "http" not in line]
        assert max(len(line) for line in words) <= 80

    def test_an_unknown_place_suggests_near_names(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["corridor", "Iran", "Mediteranean", "--at", "2019-06-01"]) == 3
        assert "Mediterranean Sea" in capsys.readouterr().err
        assert run(["presence", "Syrya"]) == 3
        assert "Syria" in capsys.readouterr().err

    def test_a_day_before_any_claim_says_so(self) -> None:
        for words in (("corridor", "Iran", "Beirut"), ("presence", "Iraq")):
            shown = self.ask(*words, "--at", "1950-01-01")
            told = " ".join(shown.output.split())
            assert re.search(r"No claim .* 1950-01-01: the first one speaks of \d{4}", told)

    def test_a_place_without_anybody_says_so(self) -> None:
        shown = self.ask("presence", "Kerman", "--at", "2020-01-01")
        assert shown.exit_code == 0
        assert "No claim puts anybody there" in shown.output

    def test_years_go_together(self) -> None:
        assert self.ask("corridor", "Iran", "Beirut", "--from-year", "2010").exit_code == 2

    def test_a_map_is_written(self, tmp_path: Path) -> None:
        target = tmp_path / "map.html"
        shown = self.ask("map", str(target), "--at", "2020-01-02", "--from-year", "2019", "--json")
        told = json.loads(shown.stdout)
        assert told["bytes"] == target.stat().st_size > 100_000
        assert told["days"] == 5  # January and July of 2019 and 2020, and the day itself.
        assert "Deir ez-Zor Governorate" in target.read_text(encoding="utf-8")

    def test_a_file_that_cannot_be_written_is_told_without_a_trace(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["map", str(tmp_path / "nowhere" / "map.html")]) == 2
        assert "there is no folder" in capsys.readouterr().err
        name = "m" * 300 + ".html"  # Longer than a file's name can be.
        assert run(["map", str(tmp_path / name), "--at", "2020-01-02"]) == 1
        assert "cannot be written" in capsys.readouterr().err

    def test_other_endings_are_wrong_usage(self, tmp_path: Path) -> None:
        assert self.ask("map", str(tmp_path / "map.pdf")).exit_code == 2
