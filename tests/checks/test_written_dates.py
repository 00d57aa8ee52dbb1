"""Dates of every form that the format takes: no statement fails on one, all compare as spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from analytics.questions.changes import changes
from analytics.questions.checks import run_checks
from analytics.questions.find import find
from analytics.questions.profile import profile
from analytics.questions.seed import SEED_QUESTIONS, ask_seed
from analytics.questions.timeline import timeline
from analytics.scope import AsOf, Period
from graphdb.connection import Graph
from graphdb.settings import Settings
from graphdb.statements import statement, statement_names
from loaders.engine import load
from tests.conftest import empty
from tests.datasets import SOURCE, Row, claim, organization, person, write_tables

pytestmark = pytest.mark.server

FORMS = ("2020-02-10", "2020-02", "2020", "202X", "2020-XX", "~2020-02", "%2020-02-10", "2020-02?")
"""One day, and less exact dates that may mean it."""

SPANS = {
    "2020-02-10": (date(2020, 2, 10), date(2020, 2, 10)),
    "2020-02": (date(2020, 2, 1), date(2020, 2, 29)),
    "2020": (date(2020, 1, 1), date(2020, 12, 31)),
    "202X": (date(2020, 1, 1), date(2029, 12, 31)),
    "2020-XX": (date(2020, 1, 1), date(2020, 12, 31)),
    "~2020-02": (date(2020, 2, 1), date(2020, 2, 29)),
    "%2020-02-10": (date(2020, 2, 10), date(2020, 2, 10)),
    "2020-02?": (date(2020, 2, 1), date(2020, 2, 29)),
}
"""First and last day of each form, by EDTF (ISO 8601-2), worked out by hand."""

DAY = Period(date(2020, 2, 10), date(2020, 2, 10))


def source(number: int, published: str) -> Row:
    return {**SOURCE, "id": f"source/{number}", "name": f"Paper {number}", "published": published}


def rows_of(number: int, written: str) -> dict[str, list[Row]]:
    """A group, its founder and its attack, all of whose dates are written in one form."""
    group, cites = f"organization/group-{number}", {"sources": f"source/{number}"}
    return {
        "sources": [source(number, written)],
        "actors": [organization(f"Group {number}"), person(f"Head {number}", died=written)],
        "positions": [
            {"id": f"position/{number}", "name": f"Post {number}", "single_holder": "true"}
        ],
        "events": [
            {"id": f"event/{number}", "name": f"Attack {number}", "kind": "attack",
             "starts": written},
        ],
        "claims": [
            claim("PERPETRATED", group, f"event/{number}", **cites),
            claim("RESPONSE_TO", f"event/{number}", "event/0", **cites),
            claim("FOUNDED", f"person/head-{number}", group, valid_from=written, **cites),
            claim("HOLDS", f"person/head-{number}", f"position/{number}", valid_from="1990",
                  valid_to="2021-03", **cites),
            claim("COMMANDS", f"position/{number}", group, **cites),
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def dated(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    tables: dict[str, list[Row]] = {}
    for number, written in enumerate(FORMS):
        for table, rows in rows_of(number, written).items():
            tables.setdefault(table, []).extend(rows)
    answers = [one for one in tables["claims"] if one["start"] != "event/0"]
    folder = write_tables(tmp_path_factory.mktemp("dated"), **{**tables, "claims": answers})
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", folder, "dated")
        yield opened
        empty(opened, server)


@pytest.mark.parametrize("at", [date(2020, 1, 1), date(2020, 2, 10), date(2020, 3, 1),
                                date(2021, 1, 1)])  # fmt: skip
def test_the_dead_command_nothing_from_the_last_day_that_the_date_can_mean(
    dated: Graph, at: date
) -> None:
    commanding = {
        number
        for number in range(len(FORMS))
        for row in ask_seed(
            dated, "commander", organization=f"organization/group-{number}", at=at
        ).rows
        if row["commander"] == f"person/head-{number}"
    }
    assert commanding == {n for n, written in enumerate(FORMS) if SPANS[written][1] > at}


def values_of(name: str) -> Mapping[str, object]:
    usual = {
        "at": date(2020, 2, 10),
        "first": date(2020, 2, 10),
        "last": date(2020, 2, 10),
        "known_by": date(2021, 1, 1),
        "datasets": [],
        "ids": ["organization/group-1", "person/head-1"],
        "organ_kinds": ["government_body"],
        "types": ["HOLDS", "COMMANDS", "FOUNDED"],
        "words": "group",
        "limit": 10,
        "label": "Actor",
        "actor": "organization/group-1",
        "actors": ["organization/group-1"],
        "organization": "organization/group-1",
        "id": "organization/group-1",
    }
    asked = {**usual}
    if name.startswith("checks/seed/"):
        asked |= SEED_QUESTIONS[name.removeprefix("checks/seed/")].defaults
        asked |= {key: usual[key] for key in ("organization", "actor")}
    if name.endswith("/rivals"):
        asked["words"] = ["a conflict set"]
    return {key: asked.get(key) for key in statement(name).parameters}


READING = [
    *(name for name in statement_names("checks") if "gds" not in name),
    *statement_names("explore"),
    *statement_names("analytics/everyday"),
    "analytics/citations",
    "analytics/claims_at",
    "analytics/deaths",
    "analytics/foundings",
    "analytics/mergers",
    "analytics/strengths_at",
    "analytics/succession/claims",
]


@pytest.mark.parametrize("name", READING)
def test_no_statement_fails_on_a_date_of_any_form(dated: Graph, name: str) -> None:
    asked = dated.ask(name, dict(values_of(name)), timeout=60, most_rows=1_000)
    assert isinstance(asked.rows, tuple)


def test_who_held_a_post_after_a_death_known_to_the_day(dated: Graph) -> None:
    rows = {one.name: one.rows for one in run_checks(dated).results}["holders_after_death"]
    assert {row["person"] for row in rows} == {"person/head-0"}


@pytest.mark.parametrize(
    "period",
    [
        DAY,
        Period(date(2020, 2, 1), date(2020, 2, 28)),
        Period(date(2020, 1, 1), date(2020, 1, 31)),
        Period(date(2025, 1, 1), date(2025, 12, 31)),
        Period(date(2019, 1, 1), date(2019, 12, 31)),
    ],
    ids=str,
)
class TestPeriods:
    def expected(self, period: Period) -> set[str]:
        return {
            str(number)
            for number, written in enumerate(FORMS)
            if SPANS[written][0] <= period.last and period.first <= SPANS[written][1]
        }

    def test_changes_has_every_event_and_founding_that_may_fall_into_them(
        self, dated: Graph, period: Period
    ) -> None:
        lines = changes(dated, period, AsOf()).lines
        events = {line.id.removeprefix("event/") for line in lines if line.id.startswith("event/")}
        founded = {
            line.id.removeprefix("organization/group-")
            for line in lines
            if line.relation == "FOUNDED" and line.id.startswith("organization/")
        }
        assert events == founded == self.expected(period)

    def test_the_timeline_has_the_same(self, dated: Graph, period: Period) -> None:
        lines = timeline(dated, (), AsOf(), period).lines
        told = {line.section.rpartition("Attack ")[2] for line in lines}
        assert told == self.expected(period)


@pytest.mark.parametrize("known_by", [date(2020, 2, 10), date(2020, 3, 1), date(2020, 12, 31)])
class TestPublications:
    def test_are_counted_and_cited_from_the_last_day_that_their_date_can_mean(
        self, dated: Graph, known_by: date
    ) -> None:
        for number, written in enumerate(FORMS):
            out = SPANS[written][1] <= known_by
            asked = AsOf(date(2020, 12, 31), known_by)
            (found, *_) = find(dated, f"Group {number}", AsOf(known_by=known_by)).rows
            assert found.sources == int(out)
            assert found.newest == (written if out else None)
            cited = {
                one.id
                for line in profile(dated, f"organization/group-{number}", asked).lines
                for one in line.evidence.citations()
            }
            assert cited == ({f"source/{number}"} if out else set())


def test_the_newest_publication_is_that_of_the_latest_span(graph: Graph, tmp_path: Path) -> None:
    papers = [source(number, written) for number, written in enumerate(("~2020-02", "2020-01-09"))]
    claims = [
        claim("ALLIED_WITH", "organization/one", "organization/two", id=one["id"][-1],
              sources=one["id"])
        for one in papers
    ]  # fmt: skip
    actors = [organization("One"), organization("Two")]
    load(graph, "tables", write_tables(tmp_path / "x", sources=papers, actors=actors,
                                       claims=claims), "x")  # fmt: skip
    (found, *_) = find(graph, "One").rows
    assert (found.sources, found.newest) == (2, "~2020-02")
    swapped = [source(0, "%2020-02-10"), source(1, "2020-03-01")]
    load(graph, "tables", write_tables(tmp_path / "y", sources=swapped, actors=actors,
                                       claims=claims), "x")  # fmt: skip
    (found, *_) = find(graph, "One").rows
    assert found.newest == "2020-03-01"


def chain_tables(folder: Path, days: Sequence[str]) -> Path:
    """Write events of some days, each the answer to the one before."""
    events = [
        {"id": f"event/{number}", "name": f"Event {number}", "kind": "attack", "starts": day}
        for number, day in enumerate(days)
    ]
    answers = [
        claim("RESPONSE_TO", f"event/{number}", f"event/{number - 1}")
        for number in range(1, len(days))
    ]
    return write_tables(folder, events=events, claims=answers)


def test_a_chain_of_events_is_in_the_order_of_days(graph: Graph, tmp_path: Path) -> None:
    days = ["~2020-02", "%2020-02-10", "2020-02-11?", "2020-03-01", "2020-04"]
    load(graph, "tables", chain_tables(tmp_path / "chain", days), "chain")
    rows = ask_seed(graph, "chain_of_events", first="event/0", last="event/4").rows
    assert [row["event_day"] for row in rows] == days[:-1]
    assert [row["answer_day"] for row in rows] == days[1:]


def test_the_browser_shows_answers_that_may_fall_into_the_days(
    graph: Graph, tmp_path: Path
) -> None:
    may = ["2019", "201X", "202X", "2019-12", "%2019-12-27", "2020-12-31?", "2019-XX", "2020-12"]
    cannot = ["2018", "2021", "2021-01", "~2019-12-26", "2021-XX", "2019-11?", "203X"]
    events = [
        {"id": f"event/{number}", "name": day, "kind": "attack", "starts": day}
        for number, day in enumerate(["2020-01-03", *may, *cannot])
    ]
    answers = [claim("RESPONSE_TO", one["id"], "event/0") for one in events[1:]]
    load(graph, "tables", write_tables(tmp_path / "x", events=events, claims=answers), "x")
    rows = graph.ask("explore/chain_of_events", {}, timeout=60, most_rows=100).rows
    assert {row["answer"]["properties"]["starts"] for row in rows} == set(may)


def test_publications_behind_a_claim_are_in_the_order_of_days(graph: Graph, tmp_path: Path) -> None:
    days = ["2020-03-01", "~2020-02", "%2020-02-10", "202X"]
    papers = [source(number, written) for number, written in enumerate(days)]
    ends = ("organization/quds-force", "organization/kataib-hezbollah")
    said = claim("ALLIED_WITH", *ends, sources=";".join(one["id"] for one in papers))
    actors = [{**organization("Group"), "id": key} for key in ends]
    tables = write_tables(tmp_path / "x", sources=papers, actors=actors, claims=[said])
    load(graph, "tables", tables, "x")
    rows = graph.ask("explore/where_a_claim_comes_from", {}, timeout=60, most_rows=100).rows
    assert [row["published"] for row in rows] == ["202X", "~2020-02", "%2020-02-10", "2020-03-01"]
